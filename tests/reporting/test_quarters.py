"""Figures for quarters are drawn by quarter, and those for whole years not at all by month."""

from __future__ import annotations

from dataclasses import replace

import pytest

from measures.counts import Gap
from measures.periods import Month, Period
from reporting.analysis.supplied import Gate
from reporting.pages.measure import deck as decks
from reporting.pages.measure.page import MeasureShown
from reporting.pages.overview.rows import newest_row
from reporting.rendering import svg
from reporting.rendering.drawing import CANVASES
from tests.reporting.making import NORTH, figures

YEAR = Period.year(2022)
THREE_YEARS = Period(Month(2020, 4), 36)


def quarterly(length: int = 3, *, hidden: int = -1) -> MeasureShown:
    """Three years, `length` months to a figure: 300, 301 and so on."""
    starts = range(0, 36, length)
    counts = {
        (Month(2020, 4).shift(start), length): Gap.HIDDEN if n == hidden else 300 + n
        for n, start in enumerate(starts)
    }
    held = figures({NORTH: counts}, supplied=THREE_YEARS, measure="burglary")
    return MeasureShown(held, YEAR, None, None)


def test_quarters_are_drawn_by_quarter_and_called_so():
    told = quarterly()
    chart = told.over_time

    assert told.over_time_title == "Quarter by quarter"
    assert chart.at == ("Q1", "Q2", "Q3", "Q4")
    assert [series.label for series in chart.series] == ["2022/23", "2021/22", "2020/21"]
    assert [cell.value for cell in chart.series[0].cells] == [308, 309, 310, 311]
    assert chart.unit == "burglaries a quarter"
    assert chart.title == "Burglary quarter by quarter"
    assert chart.alternative.startswith(
        "Line chart of burglaries a quarter. 2022/23 runs from 308 in Q1 2022/23 to 311 in Q4"
    )
    assert "month" not in f"{chart.title} {chart.subtitle} {chart.alternative}"
    assert chart.table.columns[0].title == "Quarter"
    assert all(svg.draw(chart, canvas).lines for canvas in CANVASES)


def test_the_small_line_of_a_row_has_the_quarters_too():
    line = newest_row(quarterly()).line
    assert line is not None
    assert line.alternative.startswith("Burglaries a quarter: ")


def test_a_hidden_quarter_is_a_gap_in_the_line_of_quarters():
    chart = quarterly(hidden=9).over_time

    assert [cell.value for cell in chart.series[0].cells] == [308, Gap.HIDDEN, 310, 311]
    assert "No figure for Q2 2022/23." in chart.alternative


@pytest.mark.parametrize(("length", "is_drawn"), [(3, True), (12, False)])
def test_under_a_rule_what_it_releases_is_drawn_and_nothing_where_all_is_hidden(length, is_drawn):
    plain = quarterly(length).figures
    gate = Gate({"": dict(plain.counts[NORTH])}, 1, ("A rule.",), plain.lowest, length)
    told = MeasureShown(replace(plain, counts={}, gate=gate), YEAR, None, None)

    assert (told.over_time is not None) is is_drawn
    assert told.over_time_title == "Quarter by quarter"


def test_where_months_are_held_they_are_drawn():
    told = quarterly(1)

    assert told.over_time_title == "Month by month"
    assert len(told.over_time.at) == 12


def test_years_alone_have_no_chart_by_month_on_the_page_or_on_slides():
    told = quarterly(12)
    deck = decks.measure_deck(told, partnership="Middlesbrough", colour="#12436D")

    assert told.over_time is None
    assert deck.slides[0].chart is None
    assert all(chart.slug != "months" for slide in deck.slides if (chart := slide.chart))
