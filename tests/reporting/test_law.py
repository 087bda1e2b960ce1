"""Every number in every sentence, title and alternative equals a figure in use."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from measures.baselines import Baseline
from measures.counts import Gap
from measures.periods import Month, Period
from partnership.people.permissions import AS_COUNCILLOR
from reporting.analysis.places import ELSEWHERE, Place, PlaceKind
from reporting.content.description import Cell, Sentence
from reporting.pages.measure.in_full import with_breakdowns
from reporting.pages.measure.page import MeasureShown
from reporting.queries import figures as queries
from tests.reporting import law
from tests.reporting.making import NORTH, PLACES, RESIDENTS, SOUTH, figures

YEAR = Period.year(2022)
AGAINST = (None, Period.year(2019), *(one for one in Baseline if one is not Baseline.CHOSEN))
PERIODS = (
    YEAR,
    Period.half(2022, 2),
    Period.quarter(2022, 3),
    Period.month(2022, 10),
    Period(Month(2022, 4), 9),
)

# --- Made-up figures -------------------------------------------------------------------------
EAST = "W9"
places = (
    *PLACES,
    Place("m/east", "East", PlaceKind.LOCALITY, (EAST,), residents=RESIDENTS),
    Place(EAST, "East End", PlaceKind.WARD, (EAST,), residents=RESIDENTS),
)
a_count = st.integers(0, 12) | st.integers(0, 4_000) | st.just(100)
a_cell = st.one_of(a_count, a_count, a_count, st.just(Gap.HIDDEN))


@st.composite
def made_up(draw) -> MeasureShown:
    """Five years of months in three wards, with hidden cells now and then."""
    start = Month(2018, 4)
    length = draw(st.sampled_from([60, 57, 36, 24]))
    cells = a_cell if draw(st.booleans()) else a_count
    counts = {
        ward: {
            (start.shift(n), 1): count
            for n, count in enumerate(draw(st.lists(cells, min_size=length, max_size=length)))
        }
        for ward in (NORTH, SOUTH, EAST, *([ELSEWHERE] if draw(st.booleans()) else []))
    }
    # A measure of one category: breakdowns of others would be read from the database.
    held = figures(counts, supplied=Period(start, length), measure="burglary")
    held = replace(held, places=places)
    area = draw(st.sampled_from([None, *places[1:4]]))
    period = draw(st.sampled_from([*PERIODS, *(Period.year(year) for year in range(2018, 2023))]))
    return MeasureShown(held, held.so_far(period), draw(st.sampled_from(AGAINST)), area)


# So that a failure says what failed, and not that the figures are long to print.
@pytest.mark.filterwarnings("ignore:Generating overly large repr")
@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(made_up())
def test_of_whatever_figures(shown):
    law.check(shown)


# --- The demonstration -----------------------------------------------------------------------
MAIN = ("crime/all-crime", "asb/incidents", "asb/warden-reports", "fires/deliberate")


# Made-up years, and real ones of data.police.uk.
YEARS = [
    *((measure, 2022) for measure in (*MAIN, "violence/serious")),
    ("crime/all-crime", 2024),
    ("asb/incidents", 2024),
]


@pytest.mark.parametrize(("measure", "year"), YEARS)
def test_of_the_demonstration(with_demonstration, measure, year):
    latest = Period.year(year)
    reading = queries.reading(
        measure, partnership=with_demonstration, viewer=AS_COUNCILLOR, period=latest
    )
    held = reading.figures
    areas = [None, held.localities[0], *(held.wards[:1] if held.reaches(PlaceKind.WARD) else ())]
    numbers = 0
    for period in (latest, latest.year_earlier, *PERIODS[1:4]):
        for area in areas:
            shown = MeasureShown(held, period, None, area)
            numbers += law.check(with_breakdowns(shown, reading))
    for against in AGAINST[1:]:
        shown = MeasureShown(held, latest, against, None)
        numbers += law.check(with_breakdowns(shown, reading))

    assert numbers > 50


# --- The law can fail ------------------------------------------------------------------------
def shown() -> MeasureShown:
    monthly = {(Month(2021, 4).shift(n), 1): 100 + n for n in range(24)}
    held = figures({NORTH: monthly}, supplied=Period(Month(2021, 4), 24), measure="burglary")
    return MeasureShown(held, YEAR, None, None)


@pytest.mark.parametrize(
    "parts",
    [
        ("It rose by 12.",),
        ("It rose by ", Cell(12), " in 2022/23."),
        ("It rose to ", replace(shown().headline.cells[0], value=1_500), "."),
        ("It rose by ", replace(shown().headline.cells[1], value=9.5), "."),
    ],
)
def test_a_number_that_is_no_figure_is_found(parts):
    with pytest.raises(AssertionError):
        law.check_sentence(Sentence(parts), shown())


def test_a_title_or_an_alternative_with_another_number_is_found():
    chart = shown().months_chart
    for wrong in (
        replace(chart, title="Burglary rose in 7 of 9 months"),
        replace(chart, alternative="Line chart: 99."),
    ):
        with pytest.raises(AssertionError):
            law.check_chart(wrong, shown())
