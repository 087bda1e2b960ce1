"""A change of recording practice stands wherever figures meet across its day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from measures.baselines import Baseline
from measures.counts import Mark
from measures.periods import Month, Period
from reporting import narrative
from reporting.analysis import comparisons
from reporting.analysis.scatter import MONTHLY, history_of
from reporting.analysis.signals import watched
from reporting.charts import measure as charts
from reporting.pages.measure import as_json
from reporting.pages.measure.page import MeasureShown
from reporting.rendering import plotly, svg
from returns.catalogue.recording import RecordingChanged
from tests.reporting.making import NORTH, figures

YEAR = Period.year(2022)
MONTHS = {(Month(2020, 4).shift(n), 1): 100 + n % 5 for n in range(36)}
SENTENCE = (
    "Recording practice changed on 1 October 2022, so {}. One crime is counted for each victim."
    " (Home Office Counting Rules)"
)


def shown(*, breaks: bool, measure: str = "all-crime") -> MeasureShown:
    change = RecordingChanged(
        1,
        "crime",
        "",
        date(2022, 10, 1),
        "One crime is counted for each victim.",
        breaks,
        "Home Office Counting Rules",
    )
    held = figures({NORTH: MONTHS}, supplied=Period(Month(2020, 4), 36), measure=measure)
    return MeasureShown(replace(held, recorded=(change,)), YEAR, None, None)


@pytest.mark.parametrize(
    ("breaks", "means"),
    [(False, "compare with care"), (True, "figures on either side are not comparable")],
)
def test_the_comparison_says_what_changed_and_when(breaks, means):
    assert SENTENCE.format(means) in shown(breaks=breaks).cautions


def test_where_the_series_breaks_both_counts_stand_and_no_percentage():
    told = shown(breaks=True)

    assert told.headline.text == (
        "1,224 crimes were recorded in 2022/23. It is not compared with the 1,225 in 2021/22:"
        " recording practice changed between them, so they are not comparable."
    )
    assert told.verdict is None
    (row, *_) = told.compared_table.rows
    assert [cell.text for cell in row.entries[1:5]] == ["1,224", "1,225", "[z]", "[z]"]


def test_the_line_of_months_is_broken_at_the_month_and_says_so():
    chart = shown(breaks=False).months_chart
    marked = [at for at, cell in zip(chart.at, chart.series[0].cells, strict=True) if cell.marks]

    assert marked == ["Oct"]
    assert chart.series[0].cells[6].marks == {Mark.BREAK}
    assert SENTENCE.format("compare with care") in chart.notes


def test_the_drawing_cuts_the_line_and_names_the_break():
    chart = shown(breaks=False).months_chart
    whole = shown(breaks=False)
    unbroken = MeasureShown(replace(whole.figures, recorded=()), YEAR, None, None).months_chart

    drawn, before = svg.draw(chart), svg.draw(unbroken)

    assert len(drawn.lines) == len(before.lines) + 1
    assert [one.text for one in drawn.words if "break" in one.text] == ["break [b]"]


def test_the_interactive_chart_has_nothing_between_september_and_october():
    figure = plotly.figure(shown(breaks=False).months_chart)
    line = next(trace for trace in figure["data"] if trace.get("name") == "2022/23")

    assert line["x"][5:8] == ["Sep", "Oct", "Oct"]
    assert line["y"][6] is None
    assert "break [b]" in [one["text"] for one in figure["layout"]["annotations"]]


def test_no_title_counts_months_against_a_year_that_is_not_comparable():
    assert shown(breaks=True).months_chart.title == "All recorded crime month by month"


def test_no_month_is_held_against_those_before_the_change():
    told = shown(breaks=False)
    unbroken = replace(told.figures, recorded=())

    assert history_of(told.figures, YEAR.last, told.figures.whole, MONTHLY).length == 6
    assert history_of(unbroken, YEAR.last, told.figures.whole, MONTHLY).length > 6
    assert watched(told.figures, YEAR).points == ()


def test_it_is_among_the_answers_for_machines():
    told = as_json.measure(shown(breaks=True, measure="burglary"))["baselines"][0]

    assert told["refusal"] == (
        "recording practice changed between them, so they are not comparable"
    )
    assert told["recording_changes"] == [
        SENTENCE.format("figures on either side are not comparable")
    ]
    assert (told["percent"], told["interval"], told["verdict"]) == (None, None, None)


# --- What is compared, on charts and in tables -----------------------------------------------
@pytest.mark.parametrize(("first", "is_drawn"), [(2019, True), (2020, False)])
def test_a_mean_of_years_is_drawn_as_one_line_of_means_where_all_are_there(first, is_drawn):
    supplied = Period.spanning(Month(first, 4), Month(2023, 3))
    held = figures({NORTH: MONTHS}, supplied=supplied)
    against_mean = comparisons.comparisons(held, YEAR, against=Baseline.MEAN_3)[0]
    lines = {line.label: line for line in charts.months(held, against_mean).series}

    assert ("average of 2019/20 to 2021/22" in lines) is is_drawn
    if is_drawn:
        assert all(cell.number is not None for cell in lines["average of 2019/20 to 2021/22"].cells)


@pytest.mark.parametrize(
    ("period", "title"),
    [
        (YEAR, "For each 1,000 residents"),
        (Period.quarter(2022, 3), "For each 1,000 residents, in the quarter alone"),
        (Period.month(2022, 10), "For each 1,000 residents, in the month alone"),
        (Period(Month(2022, 4), 9), "For each 1,000 residents, in these months alone"),
        (Period(Month(2022, 1), 12), "For each 1,000 residents"),
    ],
)
def test_a_rate_of_part_of_a_year_says_so(period, title):
    assert narrative.rate_title(period) == title


def test_a_quarters_rate_stands_beside_what_a_year_at_that_pace_would_have():
    held = figures({NORTH: MONTHS}, supplied=Period(Month(2020, 4), 36))
    rows = {
        row.entries[0]: row.entries[1].text
        for row in MeasureShown(held, Period.quarter(2022, 1), None, None).summary_table.rows
    }

    # 104, 100 and 101 a month among 10,000 residents, by hand.
    assert rows["For each 1,000 residents, in the quarter alone"] == "30.5"
    assert rows["The same, as a whole year at that pace would have it"] == "122.0"
