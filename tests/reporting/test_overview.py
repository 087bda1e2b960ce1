"""The newest figures of a partnership: one row each, the finding, what is missing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from fires.dataset import FIRES
from measures.periods import Month, Period
from partnership.models import Agency, Plan, Priority
from reporting import narrative
from reporting.analysis.newest import newest_period
from reporting.narrative.facts import who_stands_out
from reporting.pages.measure.page import MeasureShown
from reporting.pages.overview import page as overviews
from reporting.pages.overview.priorities import priority_lines
from reporting.pages.overview.rows import newest_row
from returns.lifecycle.schedule.missing import Missing
from scrutiny.questions.suggested import worth_asking
from tests.reporting.making import NORTH, SOUTH, figures
from violence.dataset import VIOLENCE

FIRST = Month(2020, 4)


def held(values, *, measure="burglary", first=FIRST, months=1):
    counts = {(first.shift(n * months), months): count for n, count in enumerate(values)}
    supplied = Period(first, len(values) * months)
    return figures({NORTH: counts}, supplied=supplied, measure=measure)


def shown(values, **more):
    found = held(values, **more)
    made = overviews.newest_shown(found)
    assert isinstance(made, MeasureShown)
    return made


# --- Which period is newest ------------------------------------------------------------------
@pytest.mark.parametrize(
    ("months", "period"),
    [(36, Period.quarter(2022, 4)), (35, Period.quarter(2022, 3)), (32, Period.quarter(2022, 2))],
)
def test_the_newest_is_the_last_whole_quarter(months, period):
    assert newest_period(held([100] * months)) == period


def test_where_figures_are_for_whole_years_it_is_the_last_year():
    assert newest_period(held([1_200] * 3, months=12)) == Period.year(2022)


def test_nothing_supplied_has_no_newest():
    assert newest_period(replace(held([100]), months_supplied=frozenset())) is None


# --- The finding -----------------------------------------------------------------------------
def finding(*several):
    return narrative.at_a_glance([(one.figures, one.headline_comparison) for one in several])


def test_no_clear_change_names_every_measure_that_is_judged():
    steady = shown([100, 104, 97] * 12)
    assert finding(steady) == "No clear change in burglary in Q4 2022/23"


def test_a_change_beyond_the_usual_is_the_finding():
    jump = shown([100] * 33 + [300] * 3)
    assert finding(shown([100, 104, 97] * 12), jump) == "Burglary rose 200.0% in Q4 2022/23"


def test_the_newest_period_alone_is_told_of():
    old = shown([100] * 30 + [300] * 3)
    assert finding(old, shown([100, 104, 97] * 12)).endswith("in Q4 2022/23")


def test_nothing_judged_is_no_finding():
    assert finding(shown([100] * 12)) == ""


# --- Rows ------------------------------------------------------------------------------------
def test_a_row_has_its_own_period_its_number_and_what_became_of_it():
    row = newest_row(shown([100] * 33 + [300] * 3))

    assert (row.period, row.count.text) == ("Q4 2022/23", "900")
    assert row.change.text == "200.0% more than in Q4 2021/22"
    assert (row.judged, row.direction) == ("Beyond the usual ups and downs", "up")
    assert row.line is not None
    assert row.to == "crime/burglary/?period=2022/23+Q4&against=2021/22+Q4&source=police-return"


# --- Priorities ------------------------------------------------------------------------------
def test_the_priorities_in_force_are_counted_by_number(filled):
    plan = Plan.objects.create(
        partnership=filled.partnership,
        title="Plan",
        starts_on=date(2022, 4, 1),
        ends_on=date(2024, 3, 31),
    )
    second = Priority.objects.create(plan=plan, number=2, title="Tackling the root causes")
    first = Priority.objects.create(plan=plan, number=1, title="Feeling safe")
    first.objectives.create(position=1, title="Reducing crime", measures=["crime/all-crime"])
    first.objectives.create(position=2, title="Improving cohesion")
    first.objectives.create(
        position=3, title="Given up", ended_on=date(2023, 1, 1), ended_because="So"
    )
    second.objectives.create(title="Reducing serious violence")

    assert [
        (line.title, line.objectives, line.measured) for line in priority_lines(plan.partnership)
    ] == [
        ("Priority 1: Feeling safe", 2, 1),
        ("Priority 2: Tackling the root causes", 1, 0),
    ]


# --- Who stands out --------------------------------------------------------------------------
def two_wards(north, south):
    counts = {
        ward: {(FIRST.shift(n), 1): count for n, count in enumerate(values)}
        for ward, values in ((NORTH, north), (SOUTH, south))
    }
    found = figures(counts, supplied=Period(FIRST, len(north)), measure="burglary")
    made = overviews.newest_shown(found)
    assert made is not None
    return made


def test_the_ward_that_stands_out_among_all_of_them_is_the_lead():
    made = two_wards([100] * 33 + [300] * 3, [100, 104, 97] * 12)
    lead = who_stands_out(made.figures, made.ward_rows)

    assert lead is not None
    assert lead.text == "One of 2 wards stands out for burglary: North End (300 to 900)."


def test_where_none_stands_out_there_is_no_lead():
    made = two_wards([100, 104, 97] * 12, [100, 97, 104] * 12)
    assert who_stands_out(made.figures, made.ward_rows) is None


def test_what_is_missing_of_several_is_one_question_that_leads_to_figures(filled):
    gaps = [
        Missing(
            dataset=dataset,
            source=dataset.sources[0],
            agency=Agency(name=agency),
            first=Period.quarter(2024, 1),
            last=Period.quarter(2024, 2),
            asked_by=None,
            is_here=False,
        )
        for dataset, agency in ((FIRES, "The brigade"), (VIOLENCE, "The police"))
    ]
    (one,) = worth_asking(filled.partnership, [], gaps)

    assert one.text == (
        "Figures for deliberate fires and serious violence have not come. When will The brigade"
        " and The police send them?"
    )
    assert one.to == "/middlesbrough/fires/deliberate/"


def test_what_is_known_by_year_only_is_asked_for_by_month(filled):
    by_year = shown([1_200, 1_300, 1_250], months=12)
    (one,) = worth_asking(filled.partnership, [by_year], ())

    assert one.text == (
        "Changes in burglary can’t be judged from yearly totals. When will months be published?"
    )
    assert one.to == "/middlesbrough/crime/burglary/?period=2022/23"


def test_a_ward_that_stands_out_is_worth_asking_about(filled):
    made = two_wards([100] * 33 + [300] * 3, [100, 104, 97] * 12)
    asks = worth_asking(filled.partnership, [made], ())

    assert asks[1].text == "What took burglary in North End from 300 to 900 in Q4 2022/23?"
    assert all(ask.to.startswith("/middlesbrough/crime/") for ask in asks)
    assert asks[1].area == NORTH
