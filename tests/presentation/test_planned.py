"""A presentation is planned whole: every kind has a drawing, references have their numbers."""

from __future__ import annotations

from dataclasses import replace
from typing import get_args

import pytest

from csp_portal.gallery import slide_samples as samples
from measures.counts import Gap
from reporting.content.description import Cell, Row, Table
from reporting.content.panel_slides import Layout, OfSection, Shown, addresses, numbered
from reporting.content.phrases import SlideRef, phrase
from reporting.content.proofs import Bar, Bars, Paragraphs, Proof
from reporting.rendering.slides.grid import STANDARD, Place
from reporting.rendering.slides.plan import (
    DuplicateTitle,
    Filled,
    Tag,
    paged,
    planned,
)
from reporting.rendering.slides.setting import TooFull, fits
from reporting.rendering.slides.shapes import Drawing
from reporting.rendering.slides.spoken import notes_of, seconds_of


def test_the_sample_has_every_kind_of_proof():
    assert {type(proof) for proof in samples.proofs().values()} == set(get_args(Proof))


def test_every_kind_is_drawn_within_the_slide():
    deck = planned(samples.presentation())
    drawn = {
        plan.address.partition("/")[0]: item
        for plan in deck.slides
        for item in plan.items
        if isinstance(item, Drawing) and plan.address
    }

    assert set(drawn) == {*samples.proofs(), "found", "wards"} - {"table"}
    for key, drawing in drawn.items():
        something = (*drawing.elements, *drawing.charts, *drawing.tables, *drawing.photographs)
        assert something, key
        assert drawing.alternative, key


def test_words_in_placeholders_fit_them():
    for plan in planned(samples.presentation()).slides:
        for item in plan.items:
            if isinstance(item, Filled):
                assert fits(item.text), (plan.number, item.place, item.text)


def test_references_have_the_number_of_their_slide_or_say_where_else_it_is():
    presentation = samples.presentation()
    numbers = addresses(numbered(presentation))
    slide = presentation.main[-1].slides[0]
    words = " ".join(notes_of(slide, 22, numbers))

    assert f"See slide {numbers['bars']}." in words
    assert phrase(SlideRef("nowhere")).with_numbers(numbers) == "the report"
    assert numbers["bars"] == 5  # behind the cover, lines, slopes and columns


def test_the_annex_stands_behind_a_divider_that_lists_it():
    deck = planned(samples.presentation())
    *_, divider, last = deck.slides

    assert divider.layout is Layout.DIVIDER
    assert last.layout is Layout.ANNEX
    assert divider.number == last.number - 1
    listed = [item.text for item in divider.items if isinstance(item, Filled)][1]
    assert listed.paragraphs[0].text == f"{last.number}  {last.title}"


def test_without_an_annex_there_is_no_divider():
    deck = planned(samples.presentation(annex=()))

    assert "Annex" not in [plan.title for plan in deck.slides]


def test_a_long_table_of_the_annex_goes_on_and_a_reference_leads_to_its_first_part():
    long = _long_table(90)
    shown = samples.slide("long", long)
    presentation = samples.presentation(annex=(OfSection("long", (shown,)),))
    pages = paged(presentation).annex[0].slides

    assert len(pages) > 1
    assert sum(len(page.shown[0].proof.rows) for page in pages) == 90
    assert len({page.title.text for page in pages}) == len(pages)
    deck = planned(presentation)
    assert deck.numbers["long"] == deck.slides[-len(pages)].number


def test_two_slides_with_one_title_are_refused():
    presentation = samples.presentation()
    twin = replace(presentation.main[0].slides[0], key="twin")
    with pytest.raises(DuplicateTitle, match="Slides 2 and"):
        planned(replace(presentation, main=(*presentation.main, OfSection("twin", (twin,)))))


def test_a_slide_without_room_is_refused_by_its_number_and_said_in_a_draft():
    crowded = samples.slide("crowded", Paragraphs((phrase("Word " * 800),)))
    presentation = samples.presentation(main=(OfSection("crowded", (crowded,)),))
    with pytest.raises(TooFull, match="Slide 2"):
        planned(presentation)

    draft = planned(presentation, with_problems=True).slides[1]
    assert "Slide 2" in draft.items[0].text.paragraphs[0].text


def test_a_title_of_more_than_two_lines_is_refused():
    wordy = replace(samples.presentation().main[0].slides[0], title=phrase("A long message " * 14))
    with pytest.raises(TooFull, match="title"):
        planned(samples.presentation(main=(OfSection("wordy", (wordy,)),)))


def test_what_is_made_up_has_its_tag_at_the_picture_or_for_the_whole_slide():
    base = samples.presentation().main[0].slides[0]
    at_picture = replace(base, shown=(replace(base.shown[0], is_illustrative=True),))
    whole = replace(base, is_illustrative=True)
    tags = [_tags(slide) for slide in (base, at_picture, whole)]

    assert [len(found) for found in tags] == [0, 1, 1]
    zone = STANDARD.box(Layout.PICTURE, Place.PICTURE)
    assert tags[1][0].shape.box.top >= zone.top
    assert tags[2][0].shape.box.bottom < zone.top


def test_two_pictures_stand_side_by_side():
    bars, lines = samples.proofs()["bars"], samples.proofs()["lines"]
    both = replace(
        samples.slide("two", bars, layout=Layout.TWO_PICTURES),
        shown=(Shown("Bars", bars, "bars"), Shown("Lines", lines, "lines")),
    )
    plan = planned(samples.presentation(main=(OfSection("two", (both,)),))).slides[1]
    left, right = (item for item in plan.items if isinstance(item, Drawing))

    assert left.box.right <= right.box.left


def test_what_is_said_takes_its_time():
    slide = samples.presentation().main[0].slides[0]

    assert seconds_of([slide]) == pytest.approx(5 * 60 / 130)


def _tags(slide) -> list[Tag]:
    plan = planned(samples.presentation(main=(OfSection("one", (slide,)),))).slides[1]
    return [item for item in plan.items if isinstance(item, Tag)]


def _long_table(rows: int) -> Table:
    table = samples.proofs()["table"]
    return replace(
        table,
        rows=tuple(
            Row((f"A ward with a name of some length, number {n}", *table.rows[0].entries[1:]))
            for n in range(rows)
        ),
    )


def test_long_words_go_on_over_further_slides():
    words = Paragraphs(tuple(phrase(f"Paragraph {n}: " + "word " * 60) for n in range(12)))
    slide = samples.slide("wordy", words, layout=Layout.WORDS)
    pages = paged(samples.presentation(main=(OfSection("wordy", (slide,)),))).main[0].slides

    assert len(pages) > 1
    said = [one.text for page in pages for one in page.shown[0].proof.paragraphs]
    assert said == [one.text for one in words.paragraphs]


def test_shorthand_in_a_picture_is_explained_under_it():
    bars = Bars((Bar("Park", Cell(Gap.HIDDEN)), Bar("Kader", Cell(4))))
    plan = planned(
        samples.presentation(main=(OfSection("b", (samples.slide("b", bars),)),))
    ).slides[1]
    under = plan.items[-2].elements[0].paragraphs[0].text

    assert under == f"{Gap.HIDDEN.shorthand} {Gap.HIDDEN.meaning}"


def test_the_cover_and_the_divider_have_notes_and_no_sentence_is_said_twice():
    slides = planned(samples.presentation()).slides
    said = [line for plan in slides for line in plan.notes if not line.endswith(":")]

    assert all(plan.notes for plan in slides)
    assert "takes about" in " ".join(slides[0].notes)
    assert len(said) == len(set(said))
