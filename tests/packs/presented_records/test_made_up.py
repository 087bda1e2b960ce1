"""What “Illustrative” means is drawn from the sections before."""

from __future__ import annotations

from dataclasses import replace

import pytest

from reporting.content.description import Sentence, Slide, SlideKind
from reporting.content.frozen import FrozenSection
from reporting.content.panel_slides import Layout, PanelSlide, Shown
from reporting.content.phrases import phrase
from reporting.content.proofs import Paragraphs
from reporting.packs.presented_records import made_up_words as say
from reporting.packs.sections.registry import DataMissing, section_kinds
from tests.packs.presented_records.form import check

WARNING = "The months are an illustrative split of the published total."
PLAIN = PanelSlide(
    "years", Layout.PICTURE, "Crime", phrase("Crime rose"), (Shown("By year", Paragraphs(()), "a"),)
)


def section(key: str, *slides: PanelSlide, warning: str = "", annex=()) -> FrozenSection:
    report = Slide(SlideKind.TEXT, key, sentences=(Sentence(("Words",)),), warning=warning)
    return FrozenSection(key, "text", key.capitalize(), (report,), panel=slides, annex=annex)


HATCHED = "Cleveland Police, as at 16 February 2024. Hatched: illustrative. Totals as published."
TAGGED = replace(PLAIN, source=HATCHED, shown=(replace(PLAIN.shown[0], is_illustrative=True),))
WHOLE = replace(PLAIN, key="whole", source="The dates are illustrative.", is_illustrative=True)


def test_each_thing_that_is_made_up_has_a_row_with_its_slides(presented):
    before = (
        section("crime", TAGGED, warning=WARNING, annex=(replace(WHOLE, key="annex"),)),
        section("fires", PLAIN),
        section("months", replace(TAGGED, key="months"), warning=WARNING),
        section("duties", PLAIN, annex=(WHOLE,)),
    )
    [slide] = presented("what-is-made-up", before=before).annex
    check(slide)
    assert slide.shown[0].heading == (
        "Illustrative: made up, so that you see the form until there are real figures or records."
    )
    rows = [tuple(entry.text for entry in row.entries) for row in slide.shown[0].proof.rows]
    assert [what for _, what in rows] == ["The hatched parts of the pictures", "The dates"]
    where = [row.entries[0] for row in slide.shown[0].proof.rows]
    numbers = {"crime/years": 8, "months/months": 9, "crime/annex": 31, "duties/whole": 32}
    assert where[0].with_numbers(numbers) == "slide 8, slide 9"
    assert where[1].with_numbers(numbers) == "slide 31, slide 32"


@pytest.mark.parametrize(
    ("source", "what"),
    [
        ("Cleveland Police. Hatched: illustrative. Totals as published.", say.HATCHED),
        ("Named changes as the deck states; the rest illustrative.", say.BUT_NAMED),
        ("Council. Directions as the deck states; numbers illustrative.", say.BUT_DIRECTIONS),
        ("Cleveland Police, as at 16 February 2024. All numbers are illustrative.", "All numbers"),
        ("Boundaries: ONS. Grouping of wards illustrative.", "Grouping of wards"),
        ("The Prevent register, as at 16 February 2024; illustrative.", say.EVERYTHING),
        ("The Prevent register.", say.EVERYTHING),
    ],
)
def test_what_is_made_up_is_what_the_source_line_says(source, what):
    assert say.of_source(source) == what


def test_however_much_is_made_up_it_is_one_slide(presented):
    """No slide continues a table."""
    before = tuple(
        section(f"part-{name}", replace(WHOLE, source=f"Part {name} illustrative."))
        for name in "abcdefghijklm"
    )
    [slide] = presented("what-is-made-up", before=before).annex
    rows = [tuple(entry.text for entry in row.entries) for row in slide.shown[0].proof.rows]
    assert [what for _, what in rows] == [
        *(f"Part {name}" for name in "abcdefgh"),
        say.OTHER_THINGS,
    ]


def test_the_report_names_the_sections(context):
    before = (section("crime", warning=WARNING), section("fires", PLAIN))
    [slide] = section_kinds["what-is-made-up"].build(context("what-is-made-up", before=before))
    assert [tuple(row.entries) for row in slide.table.rows] == [("Crime", WARNING)]
    assert slide.sentences[0].text == say.MEANS


def test_a_pack_without_anything_made_up_says_so(presented):
    with pytest.raises(DataMissing, match="Nothing in this pack is made up"):
        presented("what-is-made-up", before=(section("fires", PLAIN),))


def test_alone_it_cannot_be_drawn(presented):
    with pytest.raises(DataMissing, match="when the whole pack is built"):
        presented("what-is-made-up")
