"""The update of 4 March 2024 made again: every section in its order, every figure on a slide.

In what is expected, {braces} mark a number that is bound to released data. A change to a sentence
of the pack is made here too.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

import pytest
from pptx import Presentation

from measures.counts import Gap
from reporting.content.description import MINUS, Cell, Entry, Sentence, Slide, Table, Words
from reporting.content.frozen import FrozenPack
from reporting.export.formats import Format
from reporting.packs.sections.records import PUT_RIGHT
from tests.packs.conftest import Update

pytestmark = pytest.mark.django_db


@dataclass(frozen=True)
class Pack:
    """As it was frozen, and the words of its slides as they were drawn."""

    frozen: FrozenPack
    drawn: frozenset[str]


@pytest.fixture(scope="module")
def pack(update: Update) -> Pack:
    return Pack(update.frozen, frozenset(_drawn(update.file(Format.PPTX))))


def _drawn(path) -> Iterator[str]:
    for slide in Presentation(str(path)).slides:
        for shape in slide.shapes:
            if shape.has_text_frame:
                yield from (one.text for one in shape.text_frame.paragraphs)
            if shape.has_table:
                yield from (_joined(cell.text for cell in row.cells) for row in shape.table.rows)


def _joined(entries) -> str:
    return " | ".join(entries)


# --- The sections ----------------------------------------------------------------------------
# The headings of the deck's text in their order; None is for a slide that goes on with the last.
DECK = (
    ("Environment Scrutiny Panel 4/3/24", "cover"),
    ("CSP Overview / Responsibilities", "terms-of-reference"),
    ("Functions", "functions"),
    ("Governance", "governance"),
    ("Set out on next slide", "how-groups-work"),
    ("Governance", "governance-structure"),
    ("Operating Areas", "operating-areas"),
    ("Strategic Intelligence Assessment", "assessment"),
    ("Cleveland Police Crime Statistics", "crime"),
    ("Antisocial Behaviour", "antisocial-behaviour"),
    ("3. It was reported that all wards", "antisocial-behaviour-wards"),
    ("Drilling down to the 4 locality areas", "warden-reports"),
    ("Cleveland Fire Brigade – Deliberate Fires", "deliberate-fires"),
    ("Serious and Violent Crime Data", "serious-violence"),
    ("CSP Priorities are underlined", "priorities"),
    ("Prevent & Channel update", "prevent-and-channel"),
    ("What is Prevent?", "what-is-prevent"),
    ("Did you know these key facts about Prevent?", "prevent-key-facts"),
    ("Local Authority Response", "local-authority-response"),
    ("Middlesbrough Operational Group", "operational-group"),
    ("Revised Prevent Duty Guidance", "prevent-duty-guidance"),
    ("Recent Sample Actions", "prevent-actions"),
    ("Recent Project-Joint Friends and family campaign", "friends-and-family"),
    ("Contribution to a Cleveland Approach", "cleveland-approach"),
    ("Training & Support", "training-and-support"),
    ("Awareness raising", "awareness-raising"),
    ("National Figures-Prevent", "national-figures-prevent"),
    ("Channel", "channel"),
    ("Of all the Channel cases adopted", "national-figures-channel"),
    ("Q&A", "questions-and-answers"),
)


def test_the_sections_of_the_deck_stand_in_its_order(shared_data):
    deck = (shared_data.parent / "seed" / "annual-update-2024-03-04.md").read_text()
    at = 0
    for heading, _ in DECK:
        found = deck.find(heading, at)
        assert found >= 0, heading
        at = found + len(heading)


def test_every_section_of_the_deck_is_in_the_pack_in_its_order(pack):
    assert [one.key for one in pack.frozen.sections] == [key for _, key in DECK]


def test_no_section_is_empty_or_to_follow(pack):
    opens = {"cover"}  # drawn from the pack's own title, meeting and presenters
    for section in pack.frozen.sections:
        assert section.slides or section.key in opens, section.key
        assert not section.is_to_follow
        for slide in section.slides:
            held = (*slide.sentences, slide.table, slide.chart, slide.diagram)
            is_divider = slide.kind.name == "TITLE"
            assert any(held) or is_divider, slide.title
            assert not any("not been" in one.text and "yet" in one.text for one in slide.sentences)


# --- The figures -----------------------------------------------------------------------------
@dataclass(frozen=True)
class Row:
    """What stands on slides for a row of the file, whose `gives` is a copy of its column.

    `note` says what the deck said, where that was put right. `stated` are the deck's words where
    only made-up figures could bear them out: they are quoted, whatever the file says.
    """

    gives: str
    section: str
    said: tuple[str, ...] = ()
    note: str = ""
    stated: str = ""


def row(gives: str, section: str, *said: str, note: str = "", stated: str = "") -> Row:
    return Row(gives, section, said, note, stated)


CRIME, ASB, WARDS = "crime", "antisocial-behaviour", "antisocial-behaviour-wards"
WARDENS, FIRES, VIOLENCE = "warden-reports", "deliberate-fires", "serious-violence"
PREVENT, CHANNEL = "national-figures-prevent", "national-figures-channel"
OF_LOCALITIES = (
    "over the last 4 years the reports in North Middlesbrough have been decreasing with the other"
    " 3 locality areas increasing"
)
ROWS = {
    "C1": row("23069", CRIME, "In 2019/20 there were {23,069} crimes"),
    "C2": row("1922.4", CRIME, "In 2019/20 there were {23,069} crimes, an average of {1,922} a"),
    "C3": row("fell", CRIME, stated="this decreased slightly during the covid financial year"),
    "C4": row("24951", CRIME, "2021/22 ended with {24,951}"),
    "C5": row("2079.25", CRIME, "2021/22 ended with {24,951}, or {2,079} a month."),
    "C6": row("26450", CRIME, "In 2022/23 crime rose {6.0%} to {26,450}"),
    "C7": row("2204.17", CRIME, "to {26,450}, an average of {2,204} a month."),
    "C8": row(
        "6.008",
        CRIME,
        "In 2022/23 crime rose {6.0%} to {26,450}",
        "It rose by {1,499} on the year before",
        "The year before | {26,450} | {24,951} | {+1,499} | {+6.0%}",
    ),
    "C9": row(
        "",
        CRIME,
        note="That the later half of 2022/23 was below the averages of 2019/20 and 2021/22 cannot"
        " be checked",
        stated="the recorded levels in the later half of the year started to show continued signs"
        " of decline with levels lowering than the FY2019, and FY2021 averages",
    ),
    "C10": row(
        "not rising every year",
        CRIME,
        "By its own account it had not: the same paragraph says that it fell in the Covid year",
        note="said that crime had been increasing over the last four financial years",
    ),
    "A1": row(
        "587.5",
        ASB,
        "In 2021/22 there were {7,050} incidents of antisocial behaviour, an average of {588} a",
        "this update rounds to {588}",
        note="gave 587 incidents a month for 2021/22",
    ),
    "A2": row("5475", ASB, "In 2022/23 antisocial behaviour fell {22.3%} to {5,475} incidents"),
    "A3": row("456.25", ASB, "{5,475} incidents, an average of {456} a month."),
    "A4": row(
        "-1575",
        ASB,
        "It fell by {1,575} on the year before",
        f"The year before | {{5,475}} | {{7,050}} | {{{MINUS}1,575}}",
    ),
    "A5": row("-22.34", ASB, "In 2022/23 antisocial behaviour fell {22.3%}"),
    "A6": row(
        "below both",
        ASB,
        stated="seeing the levels per month being significantly lower the FY19-20 and 20-21"
        " averages",
    ),
    "A7": row("-34.7", WARDS, f"Hemlington, from {{291}} to {{190}}: {{{MINUS}34.7%}}"),
    "A8": row(
        "below both",
        WARDS,
        stated="As of the end of financial year 2022-23 the levels of ASB in Hemlington have"
        " decreased from the previous year by 34.7% seeing levels in the ward now lower than in"
        " FY2021-22 and 19-20",
    ),
    "A9": row("44.0", WARDS, "Ayresome, from {275} to {396}: {+44.0%}"),
    "A10": row("42.0", WARDS, "Trimdon, from {150} to {213}: {+42.0%}"),
    "A11": row(
        "17 wards fell",
        WARDS,
        stated="All other wards have also decreased in FY22-23 from 21-22 except; Ayresome which"
        " has increased by 44%, and Trimdon which increased by 42%",
    ),
    "A12": row(
        "19 fell, 1 rose",
        WARDS,
        stated="all wards within Middlesbrough at the end of FY21-22 were showing decreases in"
        " comparison with FY20-21, and 19-20 – except Hemlington which was higher",
    ),
    "A13": row(
        "lowest of 4 years",
        ASB,
        stated="ASB in FY2021-22 had remained significantly lower than observed in previous"
        " financial years and the area recorded some of the lowest levels per month the observed"
        " in the last 4 financial years",
    ),
    "W1": row(
        "highest",
        WARDENS,
        stated="most reports to the warden service remain in North Middlesbrough",
    ),
    "W2": row("falling each year", WARDENS, stated=OF_LOCALITIES),
    "W3": row("rising", WARDENS, stated=OF_LOCALITIES),
    "F1": row(
        "7 and 0.42",
        FIRES,
        "{1,668 (worked back)} after {1,661 (worked back)}, a difference of {+7} ({+0.4%}).",
    ),
    "F2": row("42.0", FIRES, "In 2021/22 deliberate fires rose {42.0%} against the year before"),
    "F3": row("24.6", FIRES, "and rose {24.6%} against 2019/20, the last year before Covid."),
    "F4": row(
        "27.9",
        FIRES,
        "From 2019/20 to 2021/22 secondary fires (F3) rose {27.9%}, from {1,185 (worked back)} to"
        " {1,516 (worked back)}.",
    ),
    "F5": row("-0.66", FIRES, "In 2022/23 they fell {0.7%}, to {1,506 (worked back)}."),
    "F6": row(
        "11.7",
        FIRES,
        "Primary fires (F1) rose {11.7%} in 2022/23, from {145 (worked back)} to"
        " {162 (worked back)}.",
    ),
    "F7": row(
        "contradicted",
        FIRES,
        "Its own percentages put 2019/20 at {148 (worked back)} or one fewer, and 2021/22 at"
        " {145 (worked back)}.",
        note="said that primary fires in 2021/22 were higher than in the four years before",
    ),
    "F8": row(
        "not rising every year",
        FIRES,
        "Its own percentages put 2020/21 at {1,170 (worked back)}, below the"
        " {1,333 (worked back)} of 2019/20.",
        note="said that deliberate fires had been increasing since 2018/19",
    ),
    "F9": row(
        "not rising every year",
        FIRES,
        "From 2019/20 to 2021/22 they fell by {3}, and rose only after that.",
        note="also said that primary fires have continued to increase",
    ),
    "V1": row("724", VIOLENCE, "rose {12.2%} to {724} incidents"),
    "V2": row("12.25", VIOLENCE, "In 2022/23 it rose {12.2%} to {724} incidents"),
    "V3": row("24.0", VIOLENCE, "In 2021/22 serious violence rose {24.0%} against 2019/20"),
    "V4": row("31.9", VIOLENCE, "and rose {31.9%} against 2020/21."),
    "V5": row("highest of 5", VIOLENCE, "{724} incidents, the highest of {5} years."),
    "V6": row(
        "51.78",
        VIOLENCE,
        "Against 2018/19 it rose {51.8%}.",
        "476 gives 52.10% and 477 gives 51.78%. The figures here use {477 (worked back)}.",
        note="put the rise since 2018/19 at 51.93%. No whole number of incidents in that year"
        " gives it",
    ),
    "P1": row("6817", PREVENT, "In the year ending 31 March 2023 there were {6,817} referrals to"),
    "P2": row("6.42", PREVENT, "The number rose {6.4%} from {6,406} in the year before."),
    "P3": row(
        "65, 27, 8 (sums to 100)",
        PREVENT,
        "Great Britain at 30 June 2023. Islamist-extremist {65%}, Extreme right-wing {27%}, Other"
        " ideology {8%}.",
        "The shares shown add up to {100%}.",
    ),
    "P4": row(
        "37, 19, 11, 2, 1",
        PREVENT,
        "in England and Wales in 2022/23. Vulnerability present but no ideology or CT risk {37%},"
        " Extreme right-wing {19%}, Islamist {11%}, School massacre {2%}, Incel {1%}.",
        "The shares shown add up to {70%}: {30%} is not shown.",
        note="dated the shares by type of concern to 2021/22. They belong to the year ending March"
        " 2023.",
    ),
    "P5": row(
        "645",
        CHANNEL,
        "In the year ending March 2023, {645} referrals were adopted as a Channel case",
        note="dated the {645} to the year ending March 2022. They belong to the year ending March"
        " 2023.",
    ),
    "P6": row("9.46", CHANNEL, "{9.5%} of all referrals to Prevent.", "({645} of {6,817})"),
    "P7": row("296 and 45.9", CHANNEL, "Extreme right-wing | {296} | {45.9%} | {645}"),
    "P8": row("115 and 17.8", CHANNEL, "Islamist | {115} | {17.8%} | {645}"),
    "P9": row("103 and 16.0", CHANNEL, "Conflicted | {103} | {16.0%} | {645}"),
    "P10": row("18 and 2.8", CHANNEL, "School massacre | {18} | {2.8%} | {645}"),
    "P11": row(
        "13 and 2.0",
        CHANNEL,
        "Incel | {13} | {2.0%} | {645}",
        "the 5 shown add up to {545} of {645}: {100} ({15.5%}) are not shown.",
    ),
    "P12": row(
        "32, 31, 14 (23% not shown)",
        PREVENT,
        "in England and Wales in 2022/23. 14 and under {31%}, 15 to 20 {32%}, 21 to 30 {14%}.",
        "{23%} is not shown.",
    ),
    "P13": row(
        "",
        "channel",
        "No regional figure is held, on purpose, so that this cannot be checked.",
        note="says that regional figures are low",
    ),
}


@pytest.mark.parametrize("name", ROWS)
def test_a_figure_of_the_deck_is_on_a_slide_bound_to_released_data(pack, name):
    expected = ROWS[name]
    lines = {line for slide in _slides(pack, expected.section) for line in _marked(slide)}
    for said in expected.said:
        assert any(said in line for line in lines), said
        plain = re.sub(r"[{}]", "", said)
        assert any(plain in line for line in pack.drawn), plain


# Directions and ranks of the deck that rest on years, months or wards of which no count is known.
STATED_ROWS = {"C3", "C9", "A6", "A8", "A11", "A12", "A13", "W1", "W2", "W3"}


@pytest.mark.parametrize("name", sorted(STATED_ROWS))
def test_what_only_made_up_figures_could_bear_out_is_quoted_and_not_tested(pack, name):
    expected = ROWS[name]
    (said,) = {
        sentence
        for slide in _slides(pack, expected.section)
        for sentence in slide.sentences
        if expected.stated in sentence.text
    }
    assert said.text == f"Stated in the update, not tested here: “{expected.stated}”."
    assert not said.cells
    assert any(said.text in line for line in pack.drawn)


def test_a_quoted_statement_has_the_words_of_the_deck(shared_data):
    deck = (shared_data.parent / "seed" / "annual-update-2024-03-04.md").read_text()
    plain = " ".join(deck.replace("*", "").split())
    assert {name for name, one in ROWS.items() if one.stated} == STATED_ROWS
    for name in STATED_ROWS:
        assert ROWS[name].stated in plain, name


def test_no_sentence_of_the_pack_concludes_anything_from_what_is_made_up(pack):
    """No direction, rank or verdict of ours beside an illustrative number."""
    for section in pack.frozen.sections:
        for sentence in (one for slide in section.slides for one in slide.sentences):
            if any(cell.is_illustrative for cell in sentence.cells):
                assert not CONCLUDES.search(sentence.text), sentence.text


CONCLUDES = re.compile(
    r"\b(rose|fell|risen|fallen|higher|lower|highest|lowest|most|fewest|above|below|chance)\b"
)


def test_the_pack_cites_nothing_of_after_its_day(pack):
    """Acts, publications and days: the panel met on 4 March 2024."""
    later = r"\b(?:20(?:2[5-9]|[3-9]\d)|2024/25|Victims and Prisoners)\b"
    dated = (
        r"\b(?:\d{1,2} )?(?:April|May|June|July|August|September|October|November|December) 2024"
    )
    for text in _texts(pack):
        assert not re.search(f"{later}|{dated}", text), text
        assert "2023/24" not in text, text


def _texts(pack: Pack) -> Iterator[str]:
    yield from pack.drawn
    for section in pack.frozen.sections:
        for slide in section.slides:
            yield from (slide.warning, slide.source_line, *slide.notes)
            for described in (slide.chart, slide.table):
                if described:
                    yield from described.notes


@pytest.mark.parametrize("name", [name for name, one in ROWS.items() if one.note])
def test_beside_what_was_put_right_stands_what_the_deck_said(pack, name):
    expected = ROWS[name]
    slides = [one for one in _slides(pack, expected.section) if PUT_RIGHT in one.title]
    lines = [line for slide in slides for line in _marked(slide)]
    assert any(expected.note in line for line in lines)
    assert any("The deck of 4 March 2024" in line or "The update" in line for line in lines)


def test_every_row_of_the_file_is_expected_as_the_file_has_it(shared_data):
    with (shared_data.parent / "seed" / "figures.csv").open(newline="") as file:
        rows = {one["id"]: one for one in csv.DictReader(file)}
    assert {name: one["portal must give"] for name, one in rows.items()} == {
        name: one.gives for name, one in ROWS.items()
    }
    assert {name for name, one in rows.items() if one["status"] != "reproduce"} == {
        name for name, one in ROWS.items() if one.note
    }
    for name, one in rows.items():
        assert ROWS[name].said or ROWS[name].stated, name
        if one["kind"] in NUMBERS:
            shown = [Decimal(text) for said in ROWS[name].said for text in _numbers_in(said)]
            for number in re.findall(r"\d+(?:\.\d+)?", one["portal must give"]):
                assert any(_agree(Decimal(number), each) for each in shown), (name, number)


NUMBERS = {
    "count",
    "monthly average",
    "percent change",
    "difference",
    "difference and percent change",
    "percent share",
    "count and share",
}


def _numbers_in(said: str) -> list[str]:
    """What stands in braces, without signs: 7,050 and 22.3."""
    return [re.sub(r"[^\d.]", "", one) for one in re.findall(r"\{([^}]+)\}", said)]


def _agree(number: Decimal, shown: Decimal) -> bool:
    """Both may be rounded, each to its own places: 12.25 and 12.2 are both of 12.248."""
    return abs(number - shown) <= (_unit(number) + _unit(shown)) / 2


def _unit(number: Decimal) -> Decimal:
    return Decimal(1).scaleb(int(number.as_tuple().exponent))


def test_no_figure_in_the_words_of_the_pack_is_a_gap(pack):
    for section in pack.frozen.sections:
        for slide in section.slides:
            for sentence in slide.sentences:
                assert not any(isinstance(one.value, Gap) for one in sentence.cells), sentence.text


def test_no_table_has_a_row_or_a_column_of_gaps(pack):
    """Why something cannot be compared or was not published is said in the words beside it."""
    for section in pack.frozen.sections:
        for table in (slide.table for slide in section.slides if slide.table):
            for line in (*(row.entries for row in table.rows), *_columns(table)):
                numbers = [one.number for one in line if isinstance(one, Cell)]
                known = [one for one in numbers if one is not None]
                assert len(known) > len(numbers) / 2 or not numbers, (table.title, line)


def _columns(table: Table) -> Iterator[tuple[Entry, ...]]:
    return zip(*(row.entries for row in table.rows), strict=True)


def test_why_years_are_not_compared_is_said_above_the_table(pack):
    (slide,) = [one for one in _slides(pack, CRIME) if one.table]
    assert len(slide.table.rows) == 4
    said = " ".join(one.text for one in slide.sentences)
    assert (
        "Not compared with the average of the 5 years before and the average of the 5 years before,"
        " without the lockdown year. 2017/18 was not supplied."
    ) in said


def test_a_line_under_words_is_not_broken_by_figures(pack):
    for section in pack.frozen.sections:
        for slide in section.slides:
            for sentence in slide.sentences:
                lines = [_is_underlined(one) for one in sentence.parts if one != " "]
                turns = sum(a != b for a, b in pairwise(lines))
                assert turns <= 2, sentence.text


def _is_underlined(part: str | Words | Cell) -> bool:
    return not isinstance(part, str) and part.is_underlined


# --- Reading slides --------------------------------------------------------------------------
def _slides(pack: Pack, section: str) -> tuple[Slide, ...]:
    found = pack.frozen.section(section)
    assert found is not None
    return found.slides


def _marked(slide: Slide) -> Iterator[str]:
    yield slide.title
    yield from map(_sentence, slide.sentences)
    if slide.table:
        yield from (_joined(map(_entry, one.entries)) for one in slide.table.rows)


def _sentence(sentence: Sentence) -> str:
    return "".join(
        f"{{{one.among_words}}}" if isinstance(one, Cell) else _entry(one) for one in sentence.parts
    )


def _entry(part: Entry | Words) -> str:
    if isinstance(part, str):
        return part
    return f"{{{part.text}}}" if isinstance(part, Cell) else part.text
