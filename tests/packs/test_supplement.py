"""The supplement to a later version: a list of what changed and the changed slides and parts."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from measures.counts import Gap
from reporting.content.description import Cell, Provenance, Sentence, Slide, SlideKind
from reporting.content.frozen import FrozenPack, FrozenSection, thaw_pack
from reporting.content.panel_slides import Layout, PanelSlide, Shown
from reporting.content.phrases import SlideRef, phrase
from reporting.content.proofs import Paragraphs
from reporting.export.formats import Format, draw_pack
from reporting.packs import actions as pack_actions
from reporting.packs import files as pack_files
from reporting.packs.actions import NewSection
from reporting.packs.changes import supplement
from reporting.packs.models import PackFile, Version
from tests.packs.reading_files import lines_of

LATER = datetime(2024, 5, 1, tzinfo=UTC)
LIST = "What has changed since version 1"
SUPPLEMENT = PackFile.Scope.SUPPLEMENT


@pytest.fixture
def second(setting, issued) -> Version:
    """Version 2, in draft."""
    return pack_actions.begin_version(
        pack=issued.pack,
        changes="Restated",
        as_at=date(2024, 4, 30),
        by=setting.officer,
        at=LATER,
    )


def of(version: Version) -> FrozenPack:
    pack = pack_files.pack_of(version, SUPPLEMENT)
    assert pack is not None
    return pack


def said_in(version: Version, file_format: Format) -> str:
    return "\n".join(lines_of(pack_files.drawn(version, of(version), file_format), file_format))


def slides_of(words: str) -> int:
    return len(re.findall(r"^Slide \d+:", words, re.MULTILINE))


def test_a_figure_that_changed_brings_the_list_and_its_slides_alone(restate, second, approve):
    restate()
    version = approve(second, at=LATER)
    made, whole = of(version), thaw_pack(version.frozen)
    assert [one.key for one in made.sections] == ["what-has-changed", "crime", "robbery"]
    for section in made.sections[1:]:
        was = whole.section(section.key)
        assert was
        assert set(section.slides) <= set(was.slides)
        assert len(section.panel) <= len(was.panel)
    pptx = said_in(version, Format.PPTX)
    # The cover, the list and the changed slides, with the divider of the annex where there is one.
    panel = sum(len(one.panel) for one in made.sections)
    annex = sum(len(one.annex) for one in made.sections)
    assert panel > 1
    assert slides_of(pptx) == 1 + panel + (1 + annex if annex else 0)
    assert LIST in pptx
    assert "26,450 is now 26,460" in pptx
    assert "What we did" not in pptx


@pytest.mark.parametrize("file_format", [Format.PDF, Format.HTML, Format.DOCX])
def test_the_report_of_a_supplement_has_the_changed_parts(restate, second, approve, file_format):
    restate()
    words = said_in(approve(second, at=LATER), file_format)
    assert LIST in words
    assert "26,460" in words
    assert "Another thing" not in words  # a point of the section that is as it was


def test_a_section_that_was_added_stands_whole_in_it(setting, second, approve):
    more = NewSection("more", "text", "What came since", {}, "- A third thing")
    pack_actions.add_sections(version=second, sections=(more,), by=setting.officer, at=LATER)
    version = approve(second, at=LATER)
    made = of(version)
    assert [one.key for one in made.sections] == ["what-has-changed", "more"]
    assert "What came since: added" in said_in(version, Format.PPTX)
    for file_format in (Format.PDF, Format.HTML):
        words = said_in(version, file_format)
        assert "A third thing" in words
        assert "Robbery" not in words


def changed_alone(before: FrozenPack, after: FrozenPack) -> FrozenPack:
    made = supplement(before, after, before_number=1)
    assert made is not None
    return made


# --- Of packs made here -----------------------------------------------------------------------
def a_slide(key: str, title: str, *words: object) -> PanelSlide:
    shown = Shown("", Paragraphs((phrase(*words),)), "")  # type: ignore[arg-type]
    return PanelSlide(key, Layout.WORDS, "Line", phrase(title), shown=(shown,))


def a_section(key: str, *panel: PanelSlide, part: str = "Same") -> FrozenSection:
    slide = Slide(SlideKind.TEXT, key.title(), sentences=(Sentence((part,)),))
    return FrozenSection(key, "text", key.title(), slides=(slide,), panel=panel)


@pytest.fixture
def two(issued) -> tuple[FrozenPack, FrozenPack]:
    """A pack whose second section refers to the first, in two versions."""
    crime = a_section(
        "crime", a_slide("whole", "Crime rose", "Once"), a_slide("wards", "Where", "Here")
    )
    head = thaw_pack(issued.frozen)

    def version(word: str) -> FrozenPack:
        refers = (word, ": see ", SlideRef("crime/wards"), " and ", SlideRef("crime"))
        return replace(head, sections=(crime, a_section("asks", a_slide("a", "Ask", *refers))))

    return version("First"), version("Second")


def test_what_leads_to_a_slide_that_is_not_in_it_says_the_report(two):
    before, after = two
    made = changed_alone(before, after)
    words = "\n".join(lines_of(draw_pack(made, Format.PPTX), Format.PPTX))
    assert "Second: see the report and the report" in words
    assert "Second: see slide 3 and slide 2" in "\n".join(
        lines_of(draw_pack(after, Format.PPTX), Format.PPTX)
    )


def test_what_leads_to_a_section_says_the_report_where_its_first_slide_is_not_in_it(two):
    before, after = two
    crime, asks = after.sections
    wards = a_slide("wards", "Where", "There")
    after = replace(after, sections=(replace(crime, panel=(crime.panel[0], wards)), asks))
    made = changed_alone(before, after)
    words = "\n".join(lines_of(draw_pack(made, Format.PPTX), Format.PPTX))
    assert "Second: see slide 3 and the report" in words


def test_many_changed_sections_make_a_list_of_several_slides_that_fit(two):
    before, _ = two

    def version(word: str) -> FrozenPack:
        return replace(
            before,
            sections=tuple(
                a_section(f"section-{number}", a_slide("a", f"Title {word} {number}", word))
                for number in range(20)
            ),
        )

    made = changed_alone(version("one"), version("two"))
    assert [one.key for one in made.sections[0].panel] == ["list", "list-2", "list-3", "list-4"]
    assert draw_pack(made, Format.PPTX)


def test_what_a_rule_hides_in_the_later_version_is_not_told_as_it_was(two):
    before, _ = two
    provenance = Provenance("crime/robbery", "police-return", "2022/23")

    def version(value: int | Gap) -> FrozenPack:
        said = Sentence(("Robberies: ", Cell(value, provenance=provenance)))
        slide = Slide(SlideKind.TEXT, "Robbery", sentences=(said,))
        return replace(before, sections=(FrozenSection("r", "text", "Robbery", slides=(slide,)),))

    made = changed_alone(version(3), version(Gap.HIDDEN))
    (listed,) = made.sections[0].slides[0].sentences
    assert listed.text.endswith("2022/23: what stood there is now [c]")
