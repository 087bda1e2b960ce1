"""What an officer writes under headings: requests and corrections."""

from __future__ import annotations

import pytest

from reporting.content.panel_slides import Layout
from reporting.content.phrases import SlideRef
from reporting.packs.sections.registry import DataMissing, section_kinds
from tests.packs.presented_records.form import check, check_own_sentences, said, slides_of

THREE = """
# Choose where we look closer
Two wards stand apart. Should we report on both in July?
Slide: wards/changed

# Back one definition
No definition is agreed yet.
Slide: violence

# Say what to measure
Which matters most to you?
"""


def test_each_request_is_a_box_with_its_number_and_its_slide(presented):
    [slide] = presented("asks", text=THREE).slides
    check(slide)
    assert slide.title.text == "We ask you for three things today"
    cards = slide.shown[0].proof.cards
    assert [(card.number, card.title) for card in cards] == [
        ("1", "Choose where we look closer"),
        ("2", "Back one definition"),
        ("3", "Say what to measure"),
    ]
    assert cards[0].words.text == "Two wards stand apart. Should we report on both in July?"
    assert cards[0].leads_to.parts == (SlideRef("wards/changed"),)
    assert cards[0].leads_to.with_numbers({"wards/changed": 11}) == "slide 11"
    assert not cards[2].leads_to


def test_a_request_rests_on_one_slide_or_on_several_in_a_row(presented):
    text = "# Say what to measure\nWhich?\nSlide: priorities/first to priorities/third"
    [slide] = presented("asks", text=text).slides
    [card] = slide.shown[0].proof.cards
    assert card.words.text == "Which?"
    numbers = {"priorities/first": 16, "priorities/third": 18}
    assert card.leads_to.with_numbers(numbers) == "slide 16 to slide 18"
    (_, asked) = slide.notes.questions
    assert asked.answer.with_numbers(numbers) == "First, see slide 16 to slide 18."


def test_the_report_has_the_requests_without_their_references(context):
    [slide] = section_kinds["asks"].build(context("asks", text=THREE))
    assert [sentence.text for sentence in slide.sentences] == [
        "Choose where we look closer: Two wards stand apart. Should we report on both in July?",
        "Back one definition: No definition is agreed yet.",
        "Say what to measure: Which matters most to you?",
    ]


def test_one_request_is_in_the_title(presented):
    [slide] = presented("asks", text="# Back one definition\nNone is agreed yet.").slides
    assert slide.title.text == "We ask you for one thing today: back one definition"


def test_five_requests_stand_on_two_slides(presented):
    text = "\n".join(f"# Ask for {name}\nBecause of {name}." for name in "abcde")
    slides = presented("asks", text=text).slides
    assert [len(slide.shown[0].proof.cards) for slide in slides] == [3, 2]
    assert [card.number for card in slides[1].shown[0].proof.cards] == ["4", "5"]
    check_own_sentences(slides)
    for slide in slides:
        check(slide)


def test_a_request_with_made_up_numbers_has_the_tag(presented, context, monkeypatch):
    from measures.counts import Nature
    from reporting.content.description import Cell
    from reporting.packs.presented_records import headed

    made_up = Cell(44, nature=Nature.ILLUSTRATIVE)
    monkeypatch.setattr(headed, "reader", lambda _numbers: lambda _written: (made_up,))
    [slide] = presented("asks", text="# Look\nIt rose to {{a/b 2022/23 count}}.").slides
    assert slide.shown[0].is_illustrative


def test_nothing_written_is_missing(presented):
    for kind in ("asks", "corrections"):
        with pytest.raises(DataMissing, match="Nobody has written"):
            presented(kind, text="Words without a heading")


# --- Corrections -----------------------------------------------------------------------------
WRONG = """
# Crime had risen for four years
It fell in 2020/21.

The same paragraph says so.
"""


def test_a_correction_says_what_was_said_what_is_right_and_why(presented, context):
    found = presented("corrections", text=WRONG)
    assert found.slides == ()
    [slide] = found.annex
    check(slide)
    assert slide.layout is Layout.ANNEX
    [row] = slide.shown[0].proof.rows
    assert [entry.text for entry in row.entries] == [
        "Crime had risen for four years",
        "It fell in 2020/21.",
        "The same paragraph says so.",
    ]
    [in_report] = section_kinds["corrections"].build(context("corrections", text=WRONG))
    assert [tuple(row.entries) for row in in_report.table.rows] == [
        tuple(entry.text for entry in row.entries)
    ]


def test_a_correction_names_the_document_that_it_puts_right(presented, context):
    settings = {"said_in": "the update of 6 March 2023"}
    [slide] = presented("corrections", text=WRONG, settings=settings).annex
    assert slide.title.text == "Corrections to the update of 6 March 2023"
    assert "One statement of the update of 6 March 2023 did not hold" in said(slide)
    [in_report] = section_kinds["corrections"].build(
        context("corrections", text=WRONG, settings=settings)
    )
    assert in_report.sentences[0].text == "What the update of 6 March 2023 said, put right."
    [unnamed] = presented("corrections", text=WRONG).annex
    assert unnamed.title.text == "Corrections to figures given before"


def test_the_officer_keeps_corrections_to_the_report(presented):
    found = presented("corrections", text=WRONG, settings={"stands": "report"})
    assert slides_of(found) == ()


def test_many_corrections_stand_on_several_slides(presented):
    text = "\n".join(f"# Said {name}\nRight {name}.\n\nWhy {name}.\n" for name in "abcdefghi")
    annex = presented("corrections", text=text).annex
    assert [len(slide.shown[0].proof.rows) for slide in annex] == [5, 4]
    check_own_sentences(annex)
