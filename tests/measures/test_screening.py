"""The screen of many months at once: its p-values, the false-discovery rate, and its promise."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from measures.intervals import student_p, two_count_p
from measures.screening import PROMISED_RATE, month_p, seasonal_month_p, that_stand_out
from tests.measures.screening_at_length import flagged_years

SPRING = [300, 180, 90, 80, 85, 90, 110, 120, 60, 70, 120, 250]
STEADY = [100, 104, 98, 101, 97, 103, 99, 102, 96, 104, 98, 101] * 2


# --- One month -------------------------------------------------------------------------------
@given(st.floats(-30, 30), st.integers(1, 60))
def test_students_t_is_that_of_scipy(t, freedom):
    assert student_p(t, freedom=freedom) == pytest.approx(
        2 * stats.t.sf(abs(t), freedom), rel=1e-9, abs=1e-15
    )


def test_a_t_needs_freedom():
    with pytest.raises(ValueError, match="degrees"):
        student_p(1.0, freedom=0)


def test_a_month_like_the_others_could_be_chance():
    assert month_p(103, STEADY) > 0.5


def test_a_month_that_single_events_would_not_explain_stands_or_falls_by_its_own_series():
    restless = [60, 140, 70, 130, 65, 135] * 4
    assert month_p(160, STEADY) < 1e-6
    assert month_p(160, restless) > PROMISED_RATE
    assert two_count_p(sum(restless), 160, before_exposure=24) < 1e-6


def test_a_still_series_is_judged_by_how_single_events_scatter():
    """Twenty-four months of exactly 9 have no scatter of their own; 12 is no news all the same."""
    assert month_p(12, [9] * 24) > PROMISED_RATE
    assert month_p(40, [9] * 24) == two_count_p(216, 40, before_exposure=24)


def test_too_few_months_and_figures_below_zero_are_not_judged():
    assert month_p(5, [5] * 11) is None
    assert month_p(5, [5] * 12) is not None
    assert month_p(5, [5] * 12 + [-1]) is None
    assert seasonal_month_p(5, [5] * 23) is None
    assert seasonal_month_p(5, [5] * 24) is not None


def test_a_seasonal_month_is_held_against_its_like():
    """From April: the month judged is an April too."""
    before = [round(count * factor) for factor in (1.03, 0.98, 1.0) for count in SPRING]
    assert seasonal_month_p(305, before) > PROMISED_RATE
    assert seasonal_month_p(110, before) < 1e-6
    assert month_p(110, before) > PROMISED_RATE


# --- Many months -----------------------------------------------------------------------------
def test_the_strongest_come_first_and_luck_stays_out():
    p_values = {"a": 0.04, "b": 0.0001, "c": 0.9, "d": 0.012, "e": 0.5}
    assert that_stand_out(p_values) == ["b", "d"]
    assert that_stand_out({}) == []


@given(st.lists(st.floats(0, 1), min_size=1, max_size=60))
def test_it_is_the_procedure_of_benjamini_and_hochberg(values):
    adjusted = stats.false_discovery_control(values, method="bh")
    expected = {index for index, one in enumerate(adjusted) if one <= PROMISED_RATE - 1e-12}
    allowed = {index for index, one in enumerate(adjusted) if one <= PROMISED_RATE + 1e-12}
    found = set(that_stand_out(dict(enumerate(values))))
    assert expected <= found <= allowed


# --- What it promises ------------------------------------------------------------------------
YEARS = 1000


@pytest.mark.slow(
    "a thousand years of months, for a promise that changes with the arithmetic alone"
)
@pytest.mark.parametrize("scatter", [0.0, 0.05])
def test_of_a_thousand_unchanging_years_no_more_are_flagged_than_promised(scatter):
    """One month of each year; `python -m tests.measures.screening_at_length` takes all twelve."""
    assert flagged_years(YEARS, 1, seed=20240304, scatter=scatter) <= PROMISED_RATE * YEARS
