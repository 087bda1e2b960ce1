"""Sparklines, dots with intervals and small charts: what stands in rows, and beside one another."""

from __future__ import annotations

import re

import pytest
from django.template import Context, Template

from measures.periods import Month, Period, PeriodKind
from reporting.analysis.places import PlaceKind
from reporting.charts import dots, sparklines
from reporting.charts.small import small
from reporting.content.description import Kind, Role
from reporting.rendering import dot_rows, sparkline_drawing
from tests.reporting.making import NORTH, SOUTH, evenly, figures

YEARS = {2021: 2400, 2022: 2640, 2023: 2400}
SUPPLIED = Period.spanning(Month(2021, 4), Month(2024, 3))


@pytest.fixture
def crime():
    return figures({NORTH: evenly(YEARS), SOUTH: evenly({2021: 36, 2022: 36, 2023: 48})},
                   supplied=SUPPLIED)  # fmt: skip


def place(crime, code):
    return next(one for one in crime.places if one.code == code)


# --- Sparklines ------------------------------------------------------------------------------
def test_a_sparkline_is_of_months_unless_a_usual_one_is_under_a_hundred(crime):
    whole = sparklines.recent(crime, Month(2024, 3))
    few = sparklines.recent(crime, Month(2024, 3), area=place(crime, SOUTH))
    assert whole.each is PeriodKind.MONTH
    assert len(whole.cells) == 36
    assert few.each is PeriodKind.QUARTER
    assert [period.label for period in few.periods][::11] == ["Q1 2021/22", "Q4 2023/24"]
    assert few.heading == "Quarters since April 2021"


def test_a_sparkline_ends_before_a_quarter_that_is_not_over(crime):
    few = sparklines.recent(crime, Month(2024, 2), area=place(crime, SOUTH))
    assert few.periods[-1].label == "Q3 2023/24"


def test_a_sparkline_goes_back_no_further_than_a_gap(crime):
    from dataclasses import replace

    cut = replace(crime, months_supplied=crime.months_supplied - {Month(2023, 6)})
    assert len(sparklines.recent(cut, Month(2024, 3)).cells) == 9
    assert sparklines.recent(cut, Month(2023, 9)) is None


def test_a_sparkline_says_its_ends_or_rings_the_same_time_a_year_before(crime):
    months = sparkline_drawing.draw(sparklines.recent(crime, Month(2024, 3)), "a")
    quarters = sparkline_drawing.draw(
        sparklines.recent(crime, Month(2024, 3), area=place(crime, SOUTH)), "b"
    )
    assert sorted(words.text for words in months.words) == ["203", "223"]
    assert quarters.words == ()
    _, ring, end = quarters.lines
    assert ring.fill == "#FFFFFF"
    assert end.fill == end.stroke


# --- Dots ------------------------------------------------------------------------------------
def test_dots_share_a_scale_from_zero_that_holds_every_interval(crime):
    places = [one for one in crime.places if one.residents and one.code]
    assert dots.of_rates(crime, places, Period.year(2023)) is None


def test_a_dot_lies_within_its_interval_and_the_drawing():
    from dataclasses import replace

    from tests.reporting.making import PLACES, RESIDENTS

    with_people = tuple(replace(one, residents=RESIDENTS) for one in PLACES)
    known = replace(
        figures({NORTH: evenly(YEARS), SOUTH: evenly({2021: 36, 2022: 36, 2023: 48})},
                supplied=SUPPLIED), places=with_people)  # fmt: skip
    wards = [one for one in with_people if one.kind is PlaceKind.WARD]
    drawn = dots.of_rates(known, wards, Period.quarter(2023, 4), mine=SOUTH)
    rows = {code: dot_rows.row(drawn, code) for code in (NORTH, SOUTH)}
    for row in rows.values():
        assert 0 < row.left <= row.low < row.at < row.high <= row.right < 100
    assert rows[SOUTH].colour != rows[NORTH].colour
    assert rows[SOUTH].at < rows[NORTH].at
    assert rows[NORTH].whole == dot_rows.head(drawn).whole
    assert dot_rows.row(drawn, "elsewhere") is None
    assert dot_rows.head(drawn).marks[0] == (rows[NORTH].left, "0")

    html = Template("{% load row_drawings %}{% dots_head dots %}{% dot dots key %}").render(
        Context({"dots": drawn, "key": NORTH})
    )
    assert "Middlesbrough 61.2" in html
    assert "between" in html
    assert not re.search(r"style=|<style", html)


# --- Small charts ----------------------------------------------------------------------------
def test_a_small_chart_is_of_months_where_they_are_real(crime):
    chart = small(crime, Period.quarter(2023, 4), area=place(crime, SOUTH))
    assert chart.kind is Kind.LINES
    assert [(line.label, line.role) for line in chart.series] == [
        ("23/24", Role.THIS),
        ("22/23", Role.COMPARED),
    ]
    assert "2023/24" in chart.alternative


def test_a_small_chart_is_of_years_where_no_months_are_known():
    known = figures(
        {NORTH: {(Month(year, 4), 12): count for year, count in YEARS.items()}}, supplied=SUPPLIED
    )
    chart = small(known, Period.year(2023))
    assert (chart.kind, chart.at) == (Kind.COLUMNS, ("21/22", "22/23", "23/24"))
    assert [cell.number for cell in chart.series[0].cells] == [2400, 2640, 2400]
