"""The screen of many months at once: the false-discovery rate, and its promise."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from measures.intervals import student_p
from measures.screening import PROMISED_RATE, that_stand_out
from tests.measures.screening_at_length import flagged_years


# --- Student’s t -----------------------------------------------------------------------------
@given(st.floats(-30, 30), st.integers(1, 60))
def test_students_t_is_that_of_scipy(t, freedom):
    assert student_p(t, freedom=freedom) == pytest.approx(
        2 * stats.t.sf(abs(t), freedom), rel=1e-9, abs=1e-15
    )


def test_a_t_needs_freedom():
    with pytest.raises(ValueError, match="degrees"):
        student_p(1.0, freedom=0)


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
YEARS = 300


@pytest.mark.slow("hundreds of years of months, for a promise that changes with arithmetic alone")
@pytest.mark.parametrize("scatter", [0.0, 0.05])
def test_of_hundreds_of_unchanging_years_no_more_are_flagged_than_promised(scatter):
    """One month of each; `python -m tests.measures.screening_at_length` takes as many as asked."""
    for flagged in flagged_years(YEARS, seed=20240304, scatter=scatter):
        assert flagged <= PROMISED_RATE * YEARS
