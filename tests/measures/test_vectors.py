"""The table of formulas that must be right, row by row: the vectors as they are written there."""

from __future__ import annotations

from math import exp, sqrt
from statistics import NormalDist

import pytest

from measures.change import Better, Change
from measures.intervals import count_interval, ratio_interval, two_count_p, wilson
from measures.rates import annualised_per_thousand, per_thousand
from measures.shares import Share, ShareChange
from tests.judged_by import SINGLE_EVENTS

RESIDENTS = 143_900  # illustrative


def test_change_is_in_percent_of_the_base_and_not_told_where_that_is_small():
    assert _change(7_050, 5_475).percent == pytest.approx(-22.3, abs=0.05)
    assert _change(0, 5).percent is None
    assert _change(9, 5).percent is None


def test_shares_move_in_points_and_not_in_percent():
    moved = ShareChange(Share(13.0, 6_406), Share(9.0, 6_817))

    assert moved.points == pytest.approx(-4)
    assert moved.interval is not None
    assert moved.interval.low < -4 < moved.interval.high < 0


def test_a_rate_is_for_a_thousand_residents():
    assert per_thousand(26_450, RESIDENTS) == pytest.approx(183.81, abs=0.005)


def test_a_quarters_rate_is_its_own_or_four_times_as_much_for_a_year():
    assert per_thousand(181, RESIDENTS) == pytest.approx(1.258, abs=5e-4)
    assert annualised_per_thousand(181, RESIDENTS, months=3) == pytest.approx(5.031, abs=5e-4)


@pytest.mark.parametrize(
    ("count", "low", "high", "within"),
    [
        (0, 0, 3.689, 5e-4),
        (5, 1.623, 11.668, 5e-4),
        (9, 4.115, 17.085, 5e-4),
        (10, 4.787, 18.392, 1e-3),
        (724, 672.22, 778.71, 5e-3),
        (7_050, 6_886.38, 7_216.52, 5e-3),
    ],
)
def test_interval_of_a_count(count, low, high, within):
    found = count_interval(count)

    assert (found.low, found.high) == pytest.approx((low, high), abs=within)


def test_interval_of_a_share_is_wilsons():
    # 645 of 6,817 by Wilson 1927, worked out by hand.
    n, p, z = 6_817, 645 / 6_817, NormalDist().inv_cdf(0.975)
    middle = (p + z * z / (2 * n)) / (1 + z * z / n)
    reach = z * sqrt(p * (1 - p) / n + z * z / (4 * n * n)) / (1 + z * z / n)

    found = wilson(645, 6_817)

    assert (found.low, found.high) == pytest.approx((middle - reach, middle + reach))


@pytest.mark.parametrize(
    ("before", "after", "ratio", "low", "high", "p"),
    [
        (645, 724, 1.1225, 1.0081, 1.2501, 0.035),
        (1_661, 1_668, 1.0042, 0.9377, 1.0755, 0.917),
        (25, 36, 1.44, 0.8409, 2.5026, 0.200),
    ],
)
def test_ratio_of_two_counts(before, after, ratio, low, high, p):
    found = ratio_interval(before, after)

    assert _change(before, after).ratio == pytest.approx(ratio, abs=5e-5)
    assert (found.low, found.high) == pytest.approx((low, high), abs=5e-5)
    assert two_count_p(before, after) == pytest.approx(p, abs=5e-4)


def test_the_log_normal_interval_is_not_used():
    found = ratio_interval(645, 724)
    reach = 1.96 * sqrt(1 / 645 + 1 / 724)
    log_normal = 724 / 645 * exp(-reach), 724 / 645 * exp(reach)

    assert log_normal == pytest.approx((1.009, 1.248), abs=1e-3)
    assert found.low < log_normal[0] < log_normal[1] < found.high


@pytest.mark.parametrize(
    ("before", "after", "z", "p"),
    [(645, 724, 2.14, 0.035), (25, 36, 1.41, 0.20), (4, 6, None, 0.75), (1_667, 1_674, 0.12, 0.92)],
)
def test_two_counts_are_tested_exactly_and_the_short_test_agrees(before, after, z, p):
    short = sqrt(2) * (sqrt(after) - sqrt(before))

    assert two_count_p(before, after) == pytest.approx(p, abs=5e-3)
    if z is not None:
        assert short == pytest.approx(z, abs=5e-3)
        assert 2 * NormalDist().cdf(-short) == pytest.approx(p, abs=0.05)


def test_a_year_is_not_taken_for_a_known_mean_which_would_overstate():
    known = 2 * (sqrt(724) - sqrt(645))

    assert known == pytest.approx(3.02, abs=5e-3)
    assert 2 * NormalDist().cdf(-known) < 0.003 < two_count_p(645, 724)


def test_a_mean_of_years_is_compared_with_its_longer_time():
    found = Change(
        520 + 489 + 645,
        724,
        better=Better.LOWER,
        before_exposure=3.0,
        months=12,
        basis=SINGLE_EVENTS,
    )

    assert found.then == pytest.approx(551.333, abs=5e-4)
    by_counts = ratio_interval(1_654, 724, before_exposure=36, after_exposure=12)
    assert found.judged.by_counts == by_counts


def _change(before: int, after: int) -> Change:
    return Change(before, after, better=Better.LOWER, months=12, basis=SINGLE_EVENTS)
