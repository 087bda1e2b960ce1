"""What a frozen pack would say otherwise now: found place by place, each once, with its reason."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from csp_portal.gallery import slide_samples
from measures.counts import Gap
from partnership import kept
from reporting.content.description import (
    Cell,
    Column,
    Row,
    Sentence,
    Slide,
    SlideKind,
    Style,
    Table,
)
from reporting.content.frozen import FrozenSection, cells, freeze, thaw_pack
from reporting.content.panel_slides import Finding, Layout, PanelSlide, Shown
from reporting.content.phrases import phrase
from reporting.content.proofs import AreaMap, Bar, Bars
from reporting.narrative import verdicts
from reporting.packs import views
from reporting.packs.actions import NewSection
from reporting.packs.since import words
from reporting.packs.since.changed import Since, What, since
from reporting.packs.since.pairs import differing
from reporting.packs.since.places import slides_of
from tests.packs.conftest import CRIME, RESTATED, WHY, start

LATER = datetime(2024, 5, 1, tzinfo=UTC)
SAMPLES = [slide_samples.slide(key, proof) for key, proof in slide_samples.proofs().items()]


def told(found: Since, what: What) -> set[tuple[str, str]]:
    return {(one.then, one.now) for one in found.changes if one.what is what}


def of_section(found: Since, title: str):
    return next((one.changes for one in found.sections if one.title == title), ())


# --- In the same place ------------------------------------------------------------------------
def section(*slides: Slide, panel: tuple[PanelSlide, ...] = ()) -> FrozenSection:
    return FrozenSection("s", "text", "Section", slides=slides, panel=panel)


def said(*sentences: tuple[str | Cell, ...], title: str = "Title") -> Slide:
    return Slide(SlideKind.TEXT, title, sentences=tuple(map(Sentence, sentences)))


def texts(then: FrozenSection, now: FrozenSection) -> list[tuple[object, object, bool]]:
    return [
        (one.then and one.then.text, one.now and one.now.text, one.is_of_numbers)
        for one in differing(then, now)
    ]


def test_a_sentence_put_between_two_does_not_move_them_out_of_their_places():
    first, second = ("Crime rose by ", Cell(6.0, Style.PERCENT)), ("Robbery fell",)
    now = ("Crime rose by ", Cell(7.0, Style.PERCENT))
    assert texts(section(said(first, second)), section(said(now, ("New",), second))) == [
        ("Crime rose by 6.0%", "Crime rose by 7.0%", True),
        (None, "New", False),
    ]


def test_a_row_is_found_again_wherever_it_stands_in_its_table():
    def table(*rows: tuple[str, int]) -> Slide:
        listed = tuple(Row((name, Cell(number, Style.DIFFERENCE))) for name, number in rows)
        columns = (Column("Ward"), Column("Change", is_number=True))
        return Slide(SlideKind.TABLE, "Wards", table=Table("t", "Wards", columns, listed))

    then, now = table(("Ayresome", 4), ("Central", 2)), table(("Central", 9), ("Ayresome", 4))
    (found,) = differing(section(then), section(now))
    assert found.then
    assert found.now
    assert (found.then.of, found.then.text, found.now.text) == ("Central, Change", "+2", "+9")


def test_findings_titles_and_pictures_of_a_slide_are_compared():
    def slide(number: int, share: float, word: str) -> PanelSlide:
        bars = Bars((Bar("North", Cell(number)), Bar("South", Cell(5))))
        return PanelSlide(
            "a",
            Layout.FINDINGS,
            "Line",
            phrase("It ", word),
            shown=(Shown("Heading", bars, f"North {number}"),),
            findings=(Finding(phrase(Cell(share, Style.PERCENT)), phrase("of all")),),
        )

    then = section(panel=(slide(3, 4.0, "rose"),))
    now = section(panel=(slide(8, 5.0, "fell"),))
    assert texts(then, now) == [
        ("4.0%", "5.0%", True),
        ("3", "8", True),
        ("It rose", "It fell", False),
    ]


def test_what_was_frozen_without_slides_is_not_said_to_lack_them():
    slide = PanelSlide("a", Layout.WORDS, "Line", phrase("It rose"))
    assert texts(section(said(("Same",))), section(said(("Same",)), panel=(slide,))) == []


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.key)
def test_whatever_stands_on_a_slide_is_the_same_as_itself_and_has_its_places(sample):
    assert texts(section(panel=(sample,)), section(panel=(sample,))) == []
    (places,) = slides_of(section(panel=(sample,)))
    keys = [place.key for place in places.named]
    assert len(set(keys)) == len(keys)
    held = [one for shown in sample.shown if not isinstance(shown.proof, AreaMap)
            for one in cells(shown.proof)]  # fmt: skip
    named = [cell for place in places.named for cell in place.cells]
    assert [cell for cell in held if cell not in named] == []


def test_the_verdicts_of_a_sentence_are_known_by_their_words():
    beyond = f"8.4% fewer, {verdicts.BEYOND_THEM}"
    assert verdicts.named_in(beyond) != verdicts.named_in(f"8.4% fewer, {verdicts.WITHIN_THEM}")
    assert verdicts.named_in("The within-town bus") == frozenset()
    assert verdicts.named_in("Within") == {"within"}


# --- Of a whole pack --------------------------------------------------------------------------
def test_nothing_reads_differently_where_nothing_was_changed(issued):
    found = since(issued, now=RESTATED.replace(hour=1))
    assert (found.changes, found.how_much) == ((), "")


def test_figures_numbers_and_sentences_that_follow_a_restated_quarter_are_listed(issued, restate):
    restate()
    found = since(issued, now=LATER)
    assert {one.title for one in found.sections} == {"Crime", "Robbery"}
    assert ("26,450", "26,460") in told(found, What.FIGURE)
    figures = [one for one in found.changes if one.what is What.FIGURE]
    assert all(WHY in one.because and "Supplied by" in one.because for one in figures)
    assert all("Revised on 9 April 2024" in one.because for one in figures)
    worked_out = [one for one in found.changes if one.what is What.NUMBER]
    assert {one.because for one in worked_out} == {words.ABOVE}
    # The difference between the years went up by the ten robberies.
    differences = {one for one in told(found, What.NUMBER) if one[0].startswith("+")}
    assert differences
    assert found.how_much.endswith("read differently")


def test_nothing_is_listed_twice_and_nothing_that_is_the_same(issued, restate):
    restate()
    changes = since(issued, now=LATER).changes
    assert all(one.then != one.now for one in changes)
    listed = [(one.what, one.of, one.then, one.now) for one in changes]
    assert len(set(listed)) == len(listed)
    # The words that bind the count do not list it again.
    assert sum((one.then, one.now) == ("26,450", "26,460") for one in changes) == 1


def test_a_figure_of_two_sections_is_listed_in_the_first(setting, approve, restate):
    words_of = "It came to {{crime/all-crime 2022/23 count}}."
    again = NewSection("again", "text", "Crime again", {}, words_of)
    version = start(
        setting.partnership,
        setting.officer,
        "twice",
        date(2024, 3, 5),
        sections=(CRIME, again),
    )
    version = approve(version)
    restate()
    found = since(version, now=LATER)
    assert sum((one.then, one.now) == ("26,450", "26,460") for one in found.changes) == 1
    assert of_section(found, "Crime again") == ()


def test_an_average_is_the_same_with_and_without_its_tenth(issued):
    pack = thaw_pack(issued.frozen)
    average = next(one for one in cells(pack.sections)
                   if one.style is Style.AVERAGE and one.provenance)  # fmt: skip
    finer = said(("About ", replace(average, style=Style.SMALL_AVERAGE)))
    crime = pack.section("crime")
    assert crime
    crime = replace(crime, slides=(finer,))
    issued.frozen = freeze(replace(pack, sections=(crime,)))
    found = since(issued, now=RESTATED.replace(hour=1))
    assert told(found, What.FIGURE) == set()


def test_a_pack_frozen_before_there_were_slides_is_compared_by_its_report(issued, restate):
    pack = thaw_pack(issued.frozen)
    bare = tuple(replace(one, panel=(), annex=()) for one in pack.sections)
    issued.frozen = freeze(replace(pack, sections=bare))
    assert since(issued, now=RESTATED.replace(hour=1)).changes == ()
    restate()
    assert ("26,450", "26,460") in told(since(issued, now=LATER), What.FIGURE)


def test_a_section_whose_settings_are_gone_is_compared_by_its_figures(issued, restate):
    issued.sections.update(ended_at=LATER)
    restate()
    found = since(issued, now=LATER)
    assert ("26,450", "26,460") in told(found, What.FIGURE)
    # Of the words, the percentage is bound by its token alone: its place is not known.
    tokens = [one.of for one in found.changes if one.what is What.NUMBER]
    assert tokens == []
    assert {one.where for one in found.changes} == {""}


def test_a_quarter_that_was_withdrawn_since_says_so(issued, setting):
    from returns.models import Coverage

    assert Coverage.objects.exists()
    Coverage.objects.filter(part__partnership=setting.partnership).update(until=RESTATED)
    found = since(issued, now=LATER)
    figures = [one for one in found.changes if one.what is What.FIGURE]
    assert figures
    assert {one.because for one in figures} == {words.WITHDRAWN}
    assert {one.now for one in figures} == {Gap.NOT_SUPPLIED.shorthand}


# --- The pages --------------------------------------------------------------------------------
def at(setting, issued) -> str:
    return f"/{setting.partnership.slug}/packs/{issued.pack.slug}/1/"


def test_the_page_of_a_version_compares_nothing_and_its_line_loads_itself(
    client, setting, issued, restate, monkeypatch
):
    client.force_login(setting.councillor)
    restate()
    with monkeypatch.context() as patched:
        patched.setattr(views, "since", lambda *_, **__: pytest.fail("worked out in the request"))
        page = client.get(at(setting, issued)).text
    assert f'hx-get="{at(setting, issued)}changed/line/"' in page
    # Without script the link leads on.
    assert f'href="{at(setting, issued)}changed/"' in page
    line = client.get(f"{at(setting, issued)}changed/line/").text
    assert re.search(r"\d+ figures.* read differently since 22 February 2024\.", line)
    assert "hx-get" not in line


def test_a_line_that_is_known_stands_on_the_page_at_once(client, setting, issued, monkeypatch):
    client.force_login(setting.councillor)
    monkeypatch.setattr(kept, "_kept", type(kept._kept)())
    monkeypatch.setattr(views, "since", lambda *_, **__: Since(()))
    client.get(f"{at(setting, issued)}changed/line/")
    page = client.get(at(setting, issued)).text
    assert "Nothing reads differently since 22 February 2024." in page
    assert "changed/line/" not in page


def test_the_page_of_what_changed_says_how_much_by_section(client, setting, issued, restate):
    client.force_login(setting.councillor)
    restate()
    page = client.get(f"{at(setting, issued)}changed/").text
    heading = re.search(r"<h1[^>]*>\s*(.*?)\s*</h1>", page, re.DOTALL)
    assert heading
    assert re.fullmatch(r"\d+ figures.* read differently since 22 February 2024",
                        " ".join(heading[1].split()))  # fmt: skip
    assert re.findall(r"<caption[^>]*>([^<]+)<", page) == ["Crime", "Robbery"]
    assert "26,460" in page
    assert WHY in page


def test_a_draft_has_no_line(client, setting):
    client.force_login(setting.officer)
    assert client.get(f"{at(setting, setting.version)}changed/line/").status_code == 404


@pytest.mark.parametrize(
    ("figures", "sentences", "reads"),
    [
        (0, 0, ""),
        (1, 0, "1 figure reads differently"),
        (0, 1, "1 sentence reads differently"),
        (3, 2, "3 figures and 2 sentences read differently"),
    ],
)
def test_how_much_is_said_in_numbers(figures, sentences, reads):
    assert words.how_much(figures, sentences) == reads
