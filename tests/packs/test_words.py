"""The signs that officers write with, the figures in their words, and the numbers they type."""

from __future__ import annotations

from itertools import pairwise

import pytest

from measures.change import Direction
from measures.periods import Period
from measures.ranks import rank_among
from reporting.analysis.years import AmongYears
from reporting.content.description import Cell, Provenance, Words
from reporting.narrative import bound
from reporting.packs import text as pack_text
from reporting.packs.checks import typed_numbers, unsupported
from reporting.packs.numbers import BadFigure, Bound, What
from tests.judged_by import changed


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
        Cell(1, is_underlined=True),
        Words(" words", is_underlined=True),
    )
    assert (second.title, second.sentences[0].parts) == (
        "Further",
        (Words("there", address="https://a.org"),),
    )


def test_a_statement_is_quoted_and_said_to_be_untested():
    text = "Before.\n> all wards fell, by 42%.\nAfter.\n\n  > most are in {{x}} the __North__"
    (page,) = pack_text.pages(text, read)
    assert [one.text for one in page.sentences] == [
        "Before.",
        "Quoted as published, not tested here: “all wards fell, by 42%”.",
        "After.",
        "Quoted as published, not tested here: “most are in {{x}} the __North__”.",
    ]
    assert not any(one.cells for one in page.sentences)


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
    alone = {What.COUNT, What.AVERAGE, What.RATE, What.SHARE}
    assert {one for one in What if one.compares} == {*What} - alone - {What.RANK, What.TREND}
    assert {one for one in What if one.is_of_years} == {What.RANK, What.TREND}
    assert all(one.label for one in What)


WALK = Provenance("crime/all-crime", "police", "2022/23")


def text_of(parts) -> str:
    return "".join(one if isinstance(one, str) else one.text for one in parts)


@pytest.mark.parametrize(
    ("before", "after", "moved", "moved_by"),
    [
        (291, 190, "fell 34.7%", "fell by 101"),
        (145, 162, "rose 11.7%", "rose by 17"),
        (50_000, 50_007, "rose by 7", "rose by 7"),
        (0, 3, "rose by 3", "rose by 3"),
        (5, 5, "did not change", "did not change"),
    ],
)
def test_a_change_reads_as_words(before, after, moved, moved_by):
    change = changed(before, after)
    assert text_of(bound.moved(change, WALK)) == moved
    assert text_of(bound.moved_by(change)) == moved_by


def test_only_what_can_be_asked_for_again_leads_to_its_rows():
    change = changed(50_000, 50_007)
    assert [one.provenance for one in bound.moved(change, WALK) if isinstance(one, Cell)] == [None]
    change = changed(100, 150)
    assert [one.provenance for one in bound.moved(change, WALK) if isinstance(one, Cell)] == [WALK]


def among(*counts: int) -> AmongYears:
    """As `comparisons.among_years` makes it of these years, oldest first."""
    periods = tuple(Period.year(2023 - len(counts) + n) for n in range(len(counts)))
    steps = {(b > a) - (b < a) for a, b in pairwise(counts)}
    way = {frozenset({1}): Direction.UP, frozenset({-1}): Direction.DOWN}.get(frozenset(steps))
    rank = rank_among(counts[-1], counts[:-1])
    assert rank is not None
    return AmongYears(rank, periods, way)


@pytest.mark.parametrize(
    ("counts", "rank", "trend"),
    [
        ((1, 2, 3), "the highest of 3 years", "risen every year since 2020/21 (1 to 3)"),
        ((3, 2, 1), "the lowest of 3 years", "fallen every year since 2020/21 (3 to 1)"),
        (
            (1, 5, 3, 4),
            "below 1 of the 3 years before",
            "both risen and fallen since 2019/20 (1 to 4)",
        ),
        (
            (4, 2, 4),
            "tied for the highest of 3 years",
            "both risen and fallen since 2020/21 (4 to 4)",
        ),
        ((2, 2, 3), "the highest of 3 years", "not moved in every year since 2020/21 (2 to 3)"),
        (
            (2, 2, 2),
            "the same in each of 3 years",
            "not moved in every year since 2020/21 (2 to 2)",
        ),
        ((2, 3), "[z]", "[z]"),
    ],
)
def test_a_place_among_the_years_and_a_trend_read_as_words(counts, rank, trend):
    years = among(*counts)
    held = dict(zip(years.periods, counts, strict=True))
    assert text_of(bound.rank(years)) == rank
    assert text_of(bound.trend(years, lambda period: Cell(held[period]))) == trend


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
        ("It was 7.\n> by 42% in 4 years\nAnd 8.", ("7", "8")),
        ("{{crime/all-crime 2022/23 count}} and [5 ways](https://a.org/99)", ("5",)),
    ],
)
def test_which_numbers_are_typed(text, found):
    assert typed_numbers(text) == found


def test_a_number_is_borne_out_by_a_figure_of_the_same_look():
    figures = {"22.3%", "5475", "1575"}
    assert unsupported("22.3% of 5,475, or 1575 and 22.3", figures=figures) == ("22.3",)
    assert unsupported("22.30%", figures=figures, confirmed=["22.30%"]) == ()
