"""A measure before and after a recommendation: two stretches, each with limits of its own."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from measures.counts import Count, Gap
from measures.periods import Month, Period
from reporting.analysis.places import PlaceKind
from reporting.analysis.supplied import Gate, Origin
from scrutiny.recommendations import effect
from tests.reporting.making import NORTH, figures


def months(first: str, number: int) -> list[Month]:
    begin = Month.parse(first)
    return [begin.shift(n) for n in range(number)]


def drawn(counts: dict[Month, Count], made_on: date, **of_figures):
    held = replace(
        figures(
            {NORTH: {(month, 1): count for month, count in counts.items()}},
            supplied=Period.spanning(min(counts), max(counts)),
        ),
        **of_figures,
    )
    after = effect.first_month_after(made_on)
    return effect._drawn(
        held,
        held.whole,
        effect._months(held, after),
        after_from=after,
        made_on=made_on,
        slug="x",
    )


def test_the_month_of_the_day_belongs_to_before_unless_it_is_the_first():
    assert effect.first_month_after(date(2024, 3, 4)).code == "2024-04"
    assert effect.first_month_after(date(2024, 3, 1)).code == "2024-03"


def test_both_stretches_are_drawn_over_the_range_that_was_usual_before():
    before = {month: 100 + 5 * (n % 2) for n, month in enumerate(months("2022-04", 24))}
    after = {month: 60 + 3 * (n % 2) for n, month in enumerate(months("2024-04", 12))}
    chart = drawn(before | after, date(2024, 3, 4))
    lows = [cell.number for cell in chart.band.low]
    highs = [cell.number for cell in chart.band.high]
    assert lows[:12] == lows[12:24] == lows[24:]
    assert all(60 < low < 100 for low in lows)
    assert all(105 < high < 150 for high in highs)
    assert [cell.number for cell in chart.series[0].cells] == [*before.values(), *[None] * 12]
    assert [cell.number for cell in chart.series[1].cells] == [*[None] * 24, *after.values()]


def test_a_season_is_no_effect():
    """As many in each month as in the year before, which has a summer."""
    summer = [100, 110, 130, 160, 170, 140, 110, 90, 80, 70, 80, 90]
    held = dict(zip(months("2022-04", 36), summer * 3, strict=True))
    chart = drawn(held, date(2024, 3, 4))
    assert chart.notes[0] == "All 12 months after it lie within what was usual before."


def test_it_says_how_many_months_lie_outside_what_was_usual_before():
    before = {month: 100 + 5 * (n % 2) for n, month in enumerate(months("2022-04", 24))}
    after = dict(zip(months("2024-04", 4), [101, 55, 145, 150], strict=True))
    chart = drawn(before | after, date(2024, 3, 4))
    assert chart.notes[0] == (
        "Of 4 months after it, 2 are above and 1 is below what was usual before."
    )


def test_without_a_month_after_it_says_so_and_ends_where_figures_end():
    held = {month: 100 + n % 3 for n, month in enumerate(months("2022-04", 12))}
    chart = drawn(held, date(2024, 3, 4))
    assert len(chart.series) == 1
    assert chart.at[-1] == "Mar 2023"
    assert chart.notes[0] == "No figures of a month after it are in use yet."


BEFORE = {month: 100 + 5 * (n % 2) for n, month in enumerate(months("2022-04", 24))}
AFTER = dict.fromkeys(months("2024-04", 4), 60)
ROUNDED = Gate({}, 1, (), PlaceKind.WARD, is_rounded=True)
MADE_UP = Origin(1, "police", "x.csv", "", "", "", "", "Made up", tuple(AFTER))
A_FEW = {month: n % 2 for n, month in enumerate(months("2022-04", 28))}


@pytest.mark.parametrize(
    ("counts", "of_figures", "why"),
    [
        (
            dict(list((BEFORE | AFTER).items())[20:]),
            {},
            "fewer than two years of months in a row are held before it",
        ),
        (A_FEW, {}, "fewer than three a month are usual, so that a single month says little"),
        (
            BEFORE | AFTER,
            {"gate": ROUNDED},
            "the figures are rounded to the nearest 5",
        ),
        (
            BEFORE | AFTER,
            {"returns": (MADE_UP,)},
            "illustrative figures are made up, so nothing is concluded from them",
        ),
    ],
)
def test_what_is_not_judged_has_its_own_reason_and_no_range(counts, of_figures, why):
    chart = drawn(counts, date(2024, 3, 4), **of_figures)
    assert chart.notes[0] == f"Not judged: {why}."
    assert chart.band is None


def test_months_after_it_without_a_figure_are_no_lack_of_months_before_it():
    chart = drawn(BEFORE | dict.fromkeys(AFTER, Gap.HIDDEN), date(2024, 3, 4))
    assert chart.notes[0] == (
        "No month after it has a figure to hold against what was usual before."
    )
