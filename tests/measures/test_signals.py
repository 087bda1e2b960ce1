"""Signals over time: the vectors, each rule, and what a gap, a break and a season do."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from measures.counts import Gap
from measures.periods import Month
from measures.signals import (
    Rule,
    Side,
    c_limits,
    control_charts,
    limits_about,
    xmr_limits,
)

APRIL = Month(2021, 4)
STEADY = [100, 104, 98, 101, 97, 103, 99, 102, 96, 104, 98, 101]


def run_of(counts, *, first=APRIL):
    return {first.shift(n): count for n, count in enumerate(counts)}


def signals_of(counts, **options):
    (chart,) = control_charts(run_of(counts), **options)
    return chart.signals


# --- Limits ----------------------------------------------------------------------------------
def test_limits_are_those_of_the_vector():
    limits = limits_about(7050 / 12, moving_range=25.82)
    assert limits.mean == 587.5
    assert (limits.low, limits.high) == pytest.approx((518.8, 656.2), abs=0.05)
    assert (limits.near_low, limits.near_high) == pytest.approx((541.8, 633.2), abs=0.05)


def test_twelve_months_that_sum_to_7050_have_their_mean_and_moving_range():
    months = [590, 560, 585, 620, 600, 575, 610, 590, 555, 580, 600, 585]
    limits = xmr_limits(months)
    steps = [abs(b - a) for a, b in pairwise(months)]
    assert sum(months) == 7050
    assert limits == limits_about(587.5, moving_range=sum(steps) / 11)


def test_a_c_chart_has_the_limits_of_the_vector():
    limits = c_limits(587.5)
    assert (limits.low, limits.high) == pytest.approx((514.8, 660.2), abs=0.05)


def test_no_limit_is_below_zero():
    limits = xmr_limits([0, 4, 0, 1, 5, 0])
    assert (limits.low, limits.near_low) == (0, 0)


def test_a_single_count_has_no_limits():
    with pytest.raises(ValueError, match="two counts"):
        xmr_limits([3])


# --- The rules -------------------------------------------------------------------------------
def test_steady_months_show_nothing():
    assert signals_of(STEADY * 2) == ()


@pytest.mark.parametrize(("odd", "side"), [(140, Side.HIGH), (60, Side.LOW)])
def test_a_month_outside_the_limits_is_a_signal_of_its_own(odd, side):
    (signal,) = signals_of([*STEADY, odd, *STEADY])
    assert (signal.rule, signal.side) == (Rule.OUTSIDE, side)
    assert signal.months == (APRIL.shift(12),)


def test_seven_months_that_each_rise_are_a_trend_and_six_are_not():
    climb = [94, 96, 98, 100, 102, 104, 106]
    wide = [80, 120] * 6
    assert [one.rule for one in signals_of([*wide, 95, *climb[1:], 80, 120])] == [Rule.TREND]
    assert signals_of([*wide, 97, *climb[2:], 80, 120]) == ()


def test_a_trend_is_told_once_and_whole():
    (signal,) = signals_of([*([60, 140] * 8), 91, 93, 95, 98, 99, 103, 104, 107, 108, 60, 140])
    assert (signal.rule, signal.side, len(signal.months)) == (Rule.TREND, Side.HIGH, 9)


def test_two_of_three_months_near_a_limit_must_be_near_the_same_one():
    """NHSRplotthedots once took two months near opposite limits for this (its issue 143)."""
    usual = [90, 110, 92, 108, 91, 109, 93, 107] * 5
    same = signals_of([*usual, 141, 100, 141, *usual])
    assert [(one.rule, one.side) for one in same] == [(Rule.NEAR_LIMIT, Side.HIGH)]
    assert signals_of([*usual, 141, 100, 59, *usual]) == ()


def test_seven_months_above_the_average_are_a_shift_and_one_on_it_breaks_them():
    low = [96, 104, 95, 103, 97, 102, 95, 96, 103, 96]
    up = [101, 104, 102, 105, 101, 106, 103]
    found = signals_of([*low, *up, 95, 97])
    assert [(one.rule, one.months[0], len(one.months)) for one in found] == [
        (Rule.SHIFT, APRIL.shift(10), 7)
    ]
    assert signals_of([*low, *up[:3], 95, *up[3:], 95, 97]) == ()


def test_a_month_counts_for_the_first_rule_that_it_fulfils():
    """The last of a climb that leaves the limits is outside them; the climb is told too."""
    found = signals_of([*STEADY, *STEADY, 96, 98, 100, 102, 104, 106, 140])
    assert [one.rule for one in found][:2] == [Rule.OUTSIDE, Rule.TREND]
    assert all(not set(one.months) <= {APRIL.shift(30)} for one in found[1:])


# --- Gaps, breaks, seasons -------------------------------------------------------------------
def test_no_run_reaches_across_a_month_that_was_not_supplied():
    counts = [*STEADY, 101, 102, 103, Gap.NOT_SUPPLIED, 104, 105, 106, 107]
    charts = control_charts(run_of(counts))
    assert [len(chart.points) for chart in charts] == [15, 4]
    assert all(one.rule is not Rule.TREND for chart in charts for one in chart.signals)


def test_a_month_that_is_simply_not_there_is_a_gap_too():
    held = run_of(STEADY * 2)
    del held[APRIL.shift(7)]
    assert [len(chart.points) for chart in control_charts(held)] == [7, 16]


def test_limits_begin_afresh_at_a_recorded_break():
    held = run_of([*STEADY, *(2 * count for count in STEADY)])
    before, after = control_charts(held, breaks={APRIL.shift(12)})
    assert after.points[0].limits.mean == pytest.approx(2 * before.points[0].limits.mean)
    assert before.signals == after.signals == ()
    assert control_charts(held)[0].signals


@pytest.mark.parametrize(("months", "is_trial"), [(11, True), (12, False)])
def test_limits_from_fewer_than_twelve_months_are_a_trial(months, is_trial):
    (chart,) = control_charts(run_of(STEADY[:months]))
    assert chart.is_trial is is_trial


SPRING = [300, 180, 90, 80, 85, 90, 110, 120, 60, 70, 120, 250]


def seasons(years):
    """Years of the same season; months lie above and below it as far as counts scatter."""
    steps = [0.6, -0.8, 0.2, -0.3, 0.9, -0.5, 0.4, -0.6, -0.1]
    usual = [SPRING[month % 12] for month in range(12 * years)]
    return [
        round(count + steps[month * month * 7 % 23 % 9] * count**0.5)
        for month, count in enumerate(usual)
    ]


def test_a_season_is_no_signal_where_each_month_is_held_against_its_like():
    counts = run_of(seasons(4))
    (plain,), (seasonal,) = control_charts(counts), control_charts(counts, seasonal=True)
    assert plain.signals
    assert seasonal.signals == ()
    assert seasonal.is_seasonal
    assert seasonal.points[0].limits.mean == pytest.approx(300, rel=0.05)


def test_a_seasonal_month_unlike_its_like_is_a_signal():
    counts = seasons(4)
    counts[-4] = 160
    (signal,) = signals_of(counts, seasonal=True)
    assert (signal.rule, signal.side, signal.last) == (Rule.OUTSIDE, Side.HIGH, Month(2024, 12))


def test_a_season_cannot_be_told_from_less_than_two_years():
    assert control_charts(run_of(SPRING + SPRING[:11]), seasonal=True) == ()


@given(st.lists(st.integers(0, 60), min_size=2, max_size=40), st.booleans())
def test_every_signal_lies_among_its_months_and_limits_keep_their_order(counts, seasonal):
    for chart in control_charts(run_of(counts), seasonal=seasonal):
        for point in chart.points:
            one = point.limits
            assert 0 <= one.low <= one.near_low <= one.mean <= one.near_high <= one.high
        for signal in chart.signals:
            assert set(signal.months) <= set(chart.months)
