"""The check of form finds each fault that is planted, and nothing in what is sound."""

from __future__ import annotations

from time import process_time

import pytest
from pptx.dml.color import MSO_THEME_COLOR
from pptx.enum.shapes import MSO_SHAPE
from pptx.util import Cm, Pt

from tests.form import faults_of, planting, story_faults
from tests.form.measuring import WITH_LETTERS, font_file, lines_of
from tests.form.planting import (
    BOARD,
    CHART,
    COVER,
    MAP,
    SOURCE,
    Planted,
    found_in,
    of_kind,
    put_last,
)
from tests.form.plants import PLANTS
from tests.form.reading import read


@pytest.fixture
def deck() -> Planted:
    return planting.sound()


def test_nothing_is_found_in_a_sound_presentation(deck):
    assert faults_of(deck.pptx) == []
    assert story_faults(deck.pptx, None) == []


@pytest.mark.parametrize("planted", PLANTS, ids=lambda one: one.name)
def test_a_planted_fault_is_found_and_nothing_else(deck, planted):
    planted.do(deck, deck.slides[planted.at])
    found = faults_of(deck.pptx)
    assert found
    said = f"slide {planted.at + 1}: "
    assert [one for one in found if not (one.startswith(said) and planted.fault in one)] == []


def test_small_letters_are_found_where_the_layout_makes_them_small(deck):
    layout = deck.slides[CHART].slide_layout
    (place,) = [one for one in layout.placeholders if one.placeholder_format.idx == SOURCE]
    (default,) = place._element.xpath(".//a:lvl1pPr/a:defRPr")
    default.set("sz", "1200")
    found = faults_of(deck.pptx)
    assert [one.partition("“")[0] for one in found] == ["slide 1: ", "slide 2: ", "slide 3: "]
    assert all("is set in 12 pt" in one for one in found)


# --- What looks like a fault and is none ----------------------------------------------------


def test_a_line_may_lie_under_the_one_that_is_spoken_of(deck):
    slide = deck.slides[CHART]
    frame = of_kind(slide, "chart")
    same = {"2021/22": (900, 820, 1010, 1100), "2022/23": (900, 820, 1010, 1100)}
    frame._element.addprevious(planting.chart(slide, same, (1.6, 5.3, 20.24, 11.4))._element)
    frame._element.getparent().remove(frame._element)
    assert faults_of(deck.pptx) == []

    slide.shapes.title.text_frame.text = "Recorded crime rose in 2021/22, and has not risen since"
    assert ["is hidden under" in one for one in faults_of(deck.pptx)] == [True]


def test_a_broad_line_is_seen_on_both_sides_of_one_upon_it(deck):
    slide = deck.slides[CHART]
    frame = of_kind(slide, "chart")
    same = {"North": (900, 820, 1010, 1100), "South": (900, 820, 1010, 1100)}
    broad = planting.chart(slide, same, (1.6, 5.3, 20.24, 11.4))
    for series, width in zip(broad.chart.plots[0].series, (8, 2), strict=True):
        series.format.line.width = Pt(width)
    frame._element.addprevious(broad._element)
    frame._element.getparent().remove(frame._element)
    assert faults_of(deck.pptx) == []


def test_words_may_stand_on_a_ground_and_on_the_outlines_of_a_map(deck):
    slide = deck.slides[BOARD]
    put_last(slide, planting.ground(slide, (2.0, 15.75, 8, 0.8)))
    put_last(slide, planting.words(slide, "One of three", (2.4, 15.8, 6, 0.7), 16))
    on_the_map = deck.slides[MAP]
    put_last(on_the_map, planting.words(on_the_map, "Both halves", (7, 13.8, 6, 0.8), 18))
    assert faults_of(deck.pptx) == []


def test_a_bar_may_stand_in_a_cell_beside_its_words(deck):
    slide = deck.slides[BOARD]
    cell = of_kind(slide, "table").table.cell(1, 2)
    cell.text_frame.text = "6%"
    cell.text_frame.paragraphs[0].runs[0].font.size = Pt(18)
    bar = next(one for one in slide.shapes if one.left == Cm(22.4))
    bar.left = Cm(24)
    assert faults_of(deck.pptx) == []


def test_a_tag_with_a_ground_of_its_own_hides_the_rule_behind_it(deck):
    slide = deck.slides[MAP]
    put_last(slide, planting.rule(slide, 19, 16.4, 32, 16.4))
    tag = planting.node(slide, "as needed", (24, 15.9, 4, 0.9), 16)
    tag.fill.solid()
    tag.fill.fore_color.theme_color = MSO_THEME_COLOR.BACKGROUND_1
    put_last(slide, tag)
    assert faults_of(deck.pptx) == []


def test_only_the_outline_of_a_freeform_counts_and_not_the_box_around_it(deck):
    """A triangle over one corner, while the words stand in the other."""
    slide = deck.slides[MAP]
    shape = slide.shapes.build_freeform(Cm(19), Cm(16.6), scale=1.0)
    shape.add_line_segments([(Cm(32), Cm(16.6)), (Cm(32), Cm(14.2))])
    triangle = put_last(slide, shape.convert_to_shape())
    planting.describe(triangle, "What is left")
    found_in(slide, planting.WARDENS).width = Cm(8)
    assert faults_of(deck.pptx) == []

    triangle.top, triangle.height = Cm(12.0), Cm(4.6)
    triangle.left, triangle.width = Cm(22), Cm(10)
    assert ["lies over the words" in one for one in faults_of(deck.pptx)] == [True]


def test_one_line_in_a_circle_has_the_whole_height(deck):
    slide = deck.slides[BOARD]
    put_last(slide, planting.node(slide, "?", (15, 15.65, 1.0, 1.0), 20, MSO_SHAPE.OVAL))
    assert faults_of(deck.pptx) == []


# --- How it measures ------------------------------------------------------------------------


@pytest.mark.libreoffice  # its packages bring the font
def test_letters_are_measured_by_a_font_of_the_measure_of_arial():
    assert WITH_LETTERS
    styles = [(bold, slanted) for bold in (False, True) for slanted in (False, True)]
    files = {font_file(is_bold=bold, is_slanted=slanted) for bold, slanted in styles}
    assert len(files) == 4


def test_lines_break_at_spaces_and_hyphens_but_not_at_spaces_that_hold(deck):
    slide = deck.slides[MAP]
    box = found_in(slide, planting.WARDENS)
    box.text_frame.text = "Answers by 1\u00a0April from the anti-social behaviour team"
    box.text_frame.paragraphs[0].runs[0].font.size = Pt(20)
    piece = next(one for one in read(deck.pptx).slides[MAP].pieces if "Answers" in one.text)
    narrow = [line.text for line in lines_of(piece.frame, 115.0)]
    assert narrow == ["Answers by", "1\u00a0April from", "the anti-", "social", "behaviour", "team"]


def test_a_placeholder_stands_where_its_layout_or_its_master_has_it(deck):
    cover = deck.aside(COVER, "Community safety")
    (subtitle,) = [one for one in cover.placeholders if one.placeholder_format.idx == 1]
    subtitle.text_frame.text = "Annual update"
    pieces = {one.text: one for one in read(deck.pptx).slides[-1].pieces}
    for text, own in (("Community safety", cover.shapes.title), ("Annual update", subtitle)):
        box = pieces[text].box
        sides = (box.left, box.top, box.width, box.height)
        assert sides == pytest.approx([own.left.pt, own.top.pt, own.width.pt, own.height.pt])
    assert next(pieces["Annual update"].frame.letters).size == 32


def test_what_a_group_holds_is_placed_by_the_measure_of_its_inside(deck):
    pieces = read(deck.pptx).slides[MAP].every
    group = next(one for one in pieces if one.kind == "group")
    wards = {one.name: one.box for one in pieces if one.is_freeform}
    assert wards["North"].left == pytest.approx(group.box.left)
    assert wards["East"].right == pytest.approx(group.box.right)
    assert wards["West"].bottom == pytest.approx(group.box.bottom)
    assert wards["North"].width == pytest.approx(group.box.width / 2)


def test_36_slides_are_read_and_measured_within_three_seconds():
    deck = planting.sound()
    for number in range(11):
        planting.add_sound_slides(deck, f", part {number}")
    pptx = deck.pptx
    assert len(read(pptx).slides) == 36
    read.cache_clear()
    started = process_time()
    faults_of(pptx)
    story_faults(pptx)
    assert process_time() - started < 3
