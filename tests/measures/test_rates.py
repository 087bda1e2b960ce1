"""Rates, averages and the rounding that readers do by hand."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from measures.rates import monthly_average, per_thousand, round_half_up


@pytest.mark.parametrize(("count", "rate"), [(26_450, 183.81), (181, 1.258), (4 * 181, 5.031)])
def test_rate_is_per_thousand_residents(count, rate):
    assert per_thousand(count, 143_900) == pytest.approx(rate, abs=0.005)


@pytest.mark.parametrize(
    ("count", "average", "shown"),
    [
        (26_450, 2204.1667, "2,204"),
        (24_951, 2079.25, "2,079"),
        (23_069, 1922.4167, "1,922"),
        (7_050, 587.5, "588"),
        (5_475, 456.25, "456"),
    ],
)
def test_monthly_average_is_shown_whole(count, average, shown):
    assert monthly_average(count, 12) == pytest.approx(average, abs=5e-5)
    assert f"{round_half_up(monthly_average(count, 12), 0):,}" == shown


def test_rate_or_average_over_nothing_is_refused():
    with pytest.raises(ValueError, match="no rate"):
        per_thousand(5, 0)
    with pytest.raises(ValueError, match="no average"):
        monthly_average(5, 0)


@pytest.mark.parametrize(
    ("value", "places", "shown"),
    [
        (6.007775, 1, "6.0"),
        (-22.340426, 1, "-22.3"),
        (12.25, 1, "12.3"),
        (-12.25, 1, "-12.3"),
        (6.05, 1, "6.1"),
        (2.675, 2, "2.68"),
        (586.5, 0, "587"),
        (0.5, 0, "1"),
        (-0.04, 1, "0.0"),
        (1e-9, 1, "0.0"),
        (12, 1, "12.0"),
        (1e15, 0, "1000000000000000"),
    ],
)
def test_halves_are_rounded_away_from_zero(value, places, shown):
    assert str(round_half_up(value, places)) == shown


@given(st.floats(-1e9, 1e9), st.integers(0, 4))
def test_rounding_is_even_handed_and_never_off_by_more_than_a_half(value, places):
    rounded = round_half_up(value, places)
    assert round_half_up(-value, places) == -rounded
    assert abs(rounded - Decimal(repr(value))) <= Decimal(1).scaleb(-places) / 2
