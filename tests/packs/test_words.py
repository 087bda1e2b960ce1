"""The signs that officers write with, the figures in their words, and the numbers they type."""

from __future__ import annotations

import pytest

from reporting import pack_text
from reporting.description import Cell, Words
from reporting.pack_checks import typed_numbers, unsupported
from reporting.pack_numbers import BadFigure, Bound, What


def read(written: str):
    return (Cell(len(written)),)


def test_paragraphs_points_headings_and_signs():
    text = (
        "One\nline.\n\n- a point\n- __underlined {{x}} words__\n# Further\n[there](https://a.org)"
    )
    first, second = pack_text.pages(text, read)
    assert [one.text for one in first.sentences] == [
        "One line.",
        "a point",
        "underlined 1 words",
    ]
    assert [one.is_point for one in first.sentences] == [False, True, True]
    assert first.sentences[2].parts == (
        Words("underlined ", is_underlined=True),
        Cell(1),
        Words(" words", is_underlined=True),
    )
    assert (second.title, second.sentences[0].parts) == (
        "Further",
        (Words("there", address="https://a.org"),),
    )


def test_nothing_is_read_as_html():
    (page,) = pack_text.pages("<script>alert(1)</script> [x](javascript:alert)", read)
    assert page.sentences[0].parts == ("<script>alert(1)</script> [x](javascript:alert)",)


def test_figures_are_found_within_underlined_words_too():
    assert pack_text.tokens("a {{b}} __c {{d}} e__") == ("b", "d")


@pytest.mark.parametrize(
    "written",
    [
        "crime/all-crime 2022/23 count",
        "crime/all-crime 2022/23 Q3 more-or-fewer; against=2019/20",
        "asb/incidents 2022/23 percent; area=Berwick Hills & Pallister",
        "prevent/custody-share 30 June 2023 share; category=ideology:other-ideology",
    ],
)
def test_a_figure_is_written_as_it_is_read(written):
    assert Bound.parse(written).token == f"{{{{{written}}}}}"


@pytest.mark.parametrize(
    "written", ["", "crime 2022/23 count", "a/b 2022/23 much", "a/b 1 count;x"]
)
def test_what_is_no_figure_is_refused_with_a_sentence(written):
    with pytest.raises(BadFigure):
        Bound.parse(written)


def test_what_compares_says_so():
    assert {one for one in What if one.compares} == {
        What.DIFFERENCE,
        What.PERCENT,
        What.MORE_OR_FEWER,
    }


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("In 2019 there were 23069, up 6% (22.3%).", ("23069", "6%", "22.3%")),
        ("It fell by −34.7% to 1,922.", ("34.7%", "1,922")),
        ("On 4 March 2024, from 31st March, in May 2023, on 30 June.", ()),
        ("In 2022/23 and FY21-22, at 10:30, at 3.30pm.", ()),
        ("Sections 19 to 21, section 9, Schedule 12A, priority 1, item 5.", ()),
        ("F1 fires and the 2nd of them, aged 15 to 20, 14 and under.", ()),
        ("They may 12 be.", ("12",)),
        ("It cost £1,000 for 4 wards.", ("1,000", "4")),
        ("{{crime/all-crime 2022/23 count}} and [5 ways](https://a.org/99)", ("5",)),
    ],
)
def test_which_numbers_are_typed(text, found):
    assert typed_numbers(text) == found


def test_a_number_is_borne_out_by_a_figure_of_the_same_look():
    figures = {"22.3%", "5475", "1575"}
    assert unsupported("22.3% of 5,475, or 1575 and 22.3", figures=figures) == ("22.3",)
    assert unsupported("22.30%", figures=figures, confirmed=["22.30%"]) == ()
