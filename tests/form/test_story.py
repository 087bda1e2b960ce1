"""Titles that their pictures do not bear out, and how many slides of each kind there are."""

from __future__ import annotations

import pytest
from pptx.enum.shapes import MSO_SHAPE

from tests.form import planting, story_faults
from tests.form.planting import BOARD, CHART, DIVIDER, MAP, Planted, found_in, of_kind
from tests.form.reading import read
from tests.form.story import Limits, kind_of


@pytest.fixture
def deck() -> Planted:
    return planting.sound()


@pytest.mark.parametrize(
    ("title", "said"),
    [
        ("Recorded crime rose in 2023/24, as it did before", "the period “2023/24”"),
        ("Recorded crime rose in 2022, as it did before", "the period “2022”"),
        ("Recorded crime rose in the year to 31 March", "the period “31 March”"),
        ("Recorded crime rose in Hemlington in 2022/23", "“Hemlington”"),
        ("Deliberate fires rose in 2022/23", "the measure “fire”"),
    ],
)
def test_what_a_title_speaks_of_must_be_in_its_picture(deck, title, said):
    deck.slides[CHART].shapes.title.text_frame.text = title
    assert story_faults(deck.pptx, None) == [
        f"slide 1: {said} of the title is nowhere in its picture"
    ]


@pytest.mark.parametrize(
    ("at", "title"),
    [
        (CHART, "Recorded crime rose in the North in 2022/23"),  # the name of a series
        (CHART, "Recorded crime fell in 2020–21"),  # a category, written otherwise
        (BOARD, "The Police and the Council work on three objectives"),  # nodes
        (BOARD, "Violence got worse; fires got better"),  # cells
        (MAP, "Wardens walk in the West as in the South of the town"),  # names of areas
    ],
)
def test_a_title_may_speak_of_series_categories_nodes_cells_and_areas(deck, at, title):
    deck.slides[at].shapes.title.text_frame.text = title
    assert story_faults(deck.pptx, None) == []


def test_a_title_may_name_the_partnership_that_the_footer_names(deck):
    deck.slides[CHART].shapes.title.text_frame.text = "Recorded crime in Middlesbrough rose"
    assert len(story_faults(deck.pptx, None)) == 1

    (footer,) = [one for one in deck.slides[CHART].placeholders if "ftr" in one.name]
    footer.text_frame.text = "OFFICIAL · Middlesbrough Community Safety Partnership"
    assert story_faults(deck.pptx, None) == []


def test_the_first_word_of_a_title_is_a_name_where_the_deck_has_it_as_one(deck):
    deck.slides[CHART].shapes.title.text_frame.text = "Hemlington had more crime in 2022/23"
    assert story_faults(deck.pptx, None) == []

    wardens = found_in(deck.slides[MAP], planting.WARDENS)
    wardens.text_frame.text = "Wardens walk every day in Hemlington"
    (found,) = story_faults(deck.pptx, None)
    assert found == "slide 1: “Hemlington” of the title is nowhere in its picture"


def test_slides_are_of_the_kind_of_what_stands_on_them(deck):
    of_words = deck.slide("We ask you for three things today")
    planting.ground(of_words, (1.6, 4.35, 9.76, 12.4))
    planting.words(of_words, "Choose where we look closer", (2.3, 8.25, 8.36, 2.0))
    of_a_table = deck.slide("Three objectives have a measure")
    planting.table(of_a_table, [["Objective", "State"], ["Fewer fires", "Better"]], (2, 5, 20, 4))
    kinds = [kind_of(slide) for slide in read(deck.pptx).slides]
    assert kinds == ["picture", "picture", "picture", "text", "table"]

    chart = of_kind(deck.slides[CHART], "chart")
    chart._element.getparent().remove(chart._element)
    assert kind_of(read(deck.pptx).slides[CHART]) == "text"


def test_dots_and_bars_make_a_diagram_even_if_decorative_and_pointers_make_none(deck):
    kinds = {}
    for name, form, text in (
        ("dots", MSO_SHAPE.OVAL, ""),
        ("bars", MSO_SHAPE.RECTANGLE, ""),
        ("nodes", MSO_SHAPE.RECTANGLE, "Police"),
        ("pointers", MSO_SHAPE.RECTANGLE, "Slide 11  →"),
        ("marks", MSO_SHAPE.OVAL, "?"),
    ):
        slide = deck.slide(f"A slide of {name}")
        for number in range(3):
            shape = planting.node(slide, text, (2 + 9 * number, 6, 4, 1), form=form)
            planting.decorate(shape)
        kinds[name] = kind_of(read(deck.pptx).slides[-1])
    assert [name for name, kind in kinds.items() if kind == "picture"] == ["dots", "bars", "nodes"]


def test_slides_of_each_kind_are_counted_against_limits(deck):
    for number in range(2):
        planting.words(deck.slide(f"Only words, {number}"), "Words", (2, 5, 20, 4))
        rows = [["Objective", "State"], ["Fewer fires", "Better"]]
        planting.table(deck.slide(f"Only a table, {number}"), rows, (2, 5, 20, 4))
    deck.slide("What happens next")
    deck.aside(DIVIDER, "Annex")
    deck.slide("In the annex nothing is counted")

    assert story_faults(deck.pptx, Limits(main=8, pictured=3, text_alone=2, table_alone=2)) == []
    assert story_faults(deck.pptx, Limits(main=7, pictured=4, text_alone=1, table_alone=1)) == [
        "8 main slides, and at most 7 are allowed",
        "3 slides with a chart, map or diagram, and at least 4 are asked for",
        "2 slides of text alone (4, 6), and at most 1 are allowed",
        "2 slides of table alone (5, 7), and at most 1 are allowed",
    ]


def test_no_slide_goes_on_from_another(deck):
    deck.slides[BOARD].shapes.title.text_frame.text = "Three objectives (continued)"
    assert story_faults(deck.pptx, None) == [
        "slide 2: goes on from another slide: “Three objectives (continued)”"
    ]
