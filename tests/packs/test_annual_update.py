"""The update of 4 March 2024 made again: every section in its order, every figure in its place.

Each row of the file of its figures is in the report, and the main ones are on slides. What stands
there is in `tests.packs.update.figures`.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

import pytest

from measures.counts import Gap
from measures.periods import period_or_day
from reporting.content.alternatives import cells_of
from reporting.content.description import Cell, Entry, Sentence, Slide, Table, Words
from reporting.content.frozen import FrozenPack, FrozenSection
from reporting.content.panel_slides import PanelSlide, numbered
from reporting.content.phrases import Phrase, phrase
from reporting.export.formats import Format
from reporting.packs.sections.records import PUT_RIGHT
from tests.packs.conftest import Update
from tests.packs.update import lines
from tests.packs.update.figures import COUNTS_ALONE, CRIME, MAIN, ROWS, SLIDES
from tests.packs.update.lines import of_part, of_slide, says

pytestmark = pytest.mark.django_db


@dataclass(frozen=True)
class Pack:
    """As it was frozen, the words of its report by section, and those of each of its slides."""

    frozen: FrozenPack
    report: dict[str, tuple[str, ...]]
    slides: tuple[tuple[str, ...], ...]


@pytest.fixture(scope="module")
def pack(update: Update) -> Pack:
    report, slides = update.file(Format.HTML), update.file(Format.PPTX)
    return Pack(update.frozen, lines.of_report(report), lines.of_slides(slides))


@pytest.fixture
def rows(shared_data) -> dict[str, dict[str, str]]:
    """What the file of the deck's figures says, by its identifiers."""
    with (shared_data.parent / "seed" / "figures.csv").open(newline="") as file:
        return {one["id"]: one for one in csv.DictReader(file)}


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


# What a panel needs beside the deck's own headings.
ADDED = {
    "year",
    "street-crime",
    "neighbours",
    "definitions",
    "recommendations",
    "asks",
    "questions-for-members",
    "next-steps",
    "what-is-made-up",
    "corrections",
}


def test_every_section_of_the_deck_is_in_the_pack_in_its_order(pack):
    keys = [one.key for one in pack.frozen.sections]
    assert [key for key in keys if key not in ADDED] == [key for _, key in DECK]
    assert set(keys) >= ADDED


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
@pytest.mark.parametrize("name", [name for name, one in ROWS.items() if one.said])
def test_a_figure_of_the_deck_is_in_the_report_bound_to_released_data(pack, rows, name):
    expected, row = ROWS[name], rows[name]
    section = _section(pack, expected.section)
    parts = [one for one in section.slides if _says_any(of_part(one), expected.said)]
    frozen = [line for part in parts for line in of_part(part)]
    for said in expected.said:
        assert any(said in line for line in frozen), said
        assert any(says(line, said) for line in pack.report[section.key]), said
    if row["kind"] in NUMBERS:
        assert _are_bound(pack, row, cells_of(parts))


@pytest.mark.parametrize("name", SLIDES)
def test_a_figure_of_the_deck_is_on_a_slide_bound_to_released_data(pack, rows, name):
    key, *expected = SLIDES[name]
    section, row = _section(pack, key), rows[name]
    shown = [one for one in numbered(pack.frozen.presentation()) if one.slide in section.panel]
    bearing = [one for one in shown if _says_any(of_slide(one.slide), expected)]
    assert bearing
    frozen = [line for one in bearing for line in of_slide(one.slide)]
    drawn = [line for one in bearing for line in pack.slides[one.number - 1]]
    for said in expected:
        assert any(said in line for line in frozen), said
        assert any(says(line, said) for line in drawn), said
    if row["kind"] in NUMBERS:
        # Percentages that the deck states of wards have their counts in the annex.
        seen = [(one.slide.title, one.slide.findings, one.slide.shown, one.slide.under)
                for one in bearing]  # fmt: skip
        assert _are_bound(pack, row, cells_of((seen, section.annex)))


def test_the_main_figures_of_the_deck_are_on_slides():
    assert set(MAIN) <= set(SLIDES) <= set(ROWS)


def _section(pack: Pack, key: str) -> FrozenSection:
    found = pack.frozen.section(key)
    assert found is not None
    return found


def _says_any(lines: Iterable[str], expected: Iterable[str]) -> bool:
    every = tuple(lines)
    return any(said in line for said in expected for line in every)


def _are_bound(pack: Pack, row: Mapping[str, str], cells: Iterable[Cell]) -> bool:
    """Whether some number leads to the rows of what the file names: measure, area and period."""
    areas = {one.code for one in pack.frozen.areas if one.name == row["area"]}
    period = period_or_day(row["period"]).code
    return any(
        (where.measure, where.period) == (row["measure"], period)
        and (where.area in areas or not (where.area or areas))
        for where in (one.provenance for one in cells)
        if where
    )


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
    assert said.text == f"Quoted as published, not tested here: “{expected.stated}”."
    assert not said.cells
    assert any(said.text in line for line in pack.report[expected.section])


def test_a_quoted_statement_has_the_words_of_the_deck(shared_data):
    deck = (shared_data.parent / "seed" / "annual-update-2024-03-04.md").read_text()
    plain = " ".join(deck.replace("*", "").split())
    assert {name for name, one in ROWS.items() if one.stated} == STATED_ROWS
    for name in STATED_ROWS:
        assert ROWS[name].stated in plain, name


def test_no_sentence_of_the_pack_concludes_anything_from_what_is_made_up(pack):
    """No direction, rank or verdict of ours beside an illustrative number."""
    said: list[Sentence | Phrase] = [
        one for section in pack.frozen.sections for part in section.slides for one in part.sentences
    ]
    said += [one for each in numbered(pack.frozen.presentation()) for one in _phrases(each.slide)]
    for one in said:
        if any(cell.is_illustrative for cell in one.cells):
            assert not CONCLUDES.search(one.text), one.text


CONCLUDES = re.compile(
    r"\b(rose|fell|risen|fallen|higher|lower|highest|lowest|most|fewest|above|below|chance)\b"
)


# What lies ahead of the meeting: when duties fall due, what happens next, the years of the plan;
# and the line that the licence of the boundaries asks for.
ANNOUNCED = re.compile(
    r"\b(?:1|24) April(?: 2024)?\b|\bJuly 2024\b|\b(?:30 )?September 2024\b|\b1 November 2024\b"
    r"|\b28 June 2024\b|\bMarch 2025\b|\b(?:31 )?Jan(?:uary)? 2025\b|\b2023 to 2026\b"
    r"|database right 2025"
)


def test_the_pack_cites_nothing_of_after_its_day(pack):
    """Acts, publications and days: the panel met on 4 March 2024."""
    later = r"\b(?:20(?:2[5-9]|[3-9]\d)|2024/25|Victims and Prisoners)\b"
    dated = (
        r"\b(?:\d{1,2} )?(?:April|May|June|July|August|September|October|November|December) 2024"
    )
    for text in _texts(pack):
        assert not re.search(f"{later}|{dated}", ANNOUNCED.sub("", text)), text
        assert "2023/24" not in text, text


def _texts(pack: Pack) -> Iterator[str]:
    for drawn in (*pack.report.values(), *pack.slides):
        yield from drawn
    for one in numbered(pack.frozen.presentation()):
        yield one.slide.notes.source
        yield from (each.text for each in _phrases(one.slide))
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
    lines = [line for slide in slides for line in of_part(slide)]
    assert any(expected.note in line for line in lines)
    assert any("The original deck" in line for line in lines)


def test_every_row_of_the_file_is_expected_as_the_file_has_it(rows):
    assert {name: one["portal must give"] for name, one in rows.items()} == {
        name: one.gives for name, one in ROWS.items()
    }
    assert {name for name, one in rows.items() if one["status"] != "reproduce"} == {
        name for name, one in ROWS.items() if one.note
    }
    for name, one in rows.items():
        assert ROWS[name].said or ROWS[name].stated, name
        if one["kind"] in NUMBERS:
            assert _numbers_without(one["portal must give"], ROWS[name].said) == [], name


@pytest.mark.parametrize("name", [name for name in SLIDES if name not in COUNTS_ALONE])
def test_the_numbers_of_a_slide_are_those_of_the_file(rows, name):
    row, (_, *said) = rows[name], SLIDES[name]
    if row["kind"] in NUMBERS:
        # What is in brackets says what the numbers add up to.
        given = re.sub(r" \(.*\)$", "", row["portal must give"])
        assert _numbers_without(given, said) == []


NUMBERS = {
    "count",
    "monthly average",
    "percent change",
    "difference",
    "difference and percent change",
    "percent share",
    "count and share",
}


def _numbers_without(given: str, said: Iterable[str]) -> list[str]:
    """The numbers of the file that agree with none of those in braces."""
    shown = [Decimal(text) for one in said for text in _numbers_in(one)]
    numbers = re.findall(r"\d+(?:\.\d+)?", given)
    return [one for one in numbers if not any(_agree(Decimal(one), each) for each in shown)]


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
        "Not compared with the average of the 5 years before, with or without the lockdown year:"
        " 2017/18 was not supplied."
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


# --- Reading the pack ------------------------------------------------------------------------
def _slides(pack: Pack, section: str) -> tuple[Slide, ...]:
    return _section(pack, section).slides


def _phrases(slide: PanelSlide) -> Iterator[Phrase]:
    """What is written on a slide and said to it."""
    yield from (slide.title, *slide.under, *slide.notes.say)
    for finding in slide.findings:
        yield phrase(*finding.figure.parts, " ", *finding.words.parts)
    for question in slide.notes.questions:
        yield from (question.question, question.answer)
