"""Intervals and the test of two counts: published vectors, SciPy as second opinion, and laws."""

from __future__ import annotations

from math import inf, isinf

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from scipy import stats

from measures.intervals import (
    Interval,
    count_interval,
    rate_interval,
    ratio_interval,
    two_count_p,
    wilson,
)

small_counts = st.integers(0, 400)
counts = small_counts | st.integers(0, 1_000_000)
exposures = st.sampled_from([1.0, 3.0, 5.0, 12.0, 143_900.0]) | st.floats(0.01, 1000)


@pytest.mark.parametrize(
    ("count", "low", "high"),
    [
        (0, 0, 3.689),
        (5, 1.623, 11.668),
        (9, 4.115, 17.085),
        (10, 4.787, 18.392),
        (724, 672.22, 778.71),
        (7_050, 6_886.38, 7_216.52),
    ],
)
def test_count_interval_is_as_published(count, low, high):
    places = 3 if count <= 10 else 2
    interval = count_interval(count)
    assert (interval.low, interval.high) == (
        pytest.approx(low, abs=10**-places),
        pytest.approx(high, abs=10**-places),
    )


@pytest.mark.parametrize("count", range(10))
def test_count_interval_below_ten_is_the_exact_one(count):
    assert count_interval(count).low == pytest.approx(
        stats.chi2.ppf(0.025, 2 * count) / 2 if count else 0, rel=1e-12
    )
    assert count_interval(count).high == pytest.approx(
        stats.chi2.ppf(0.975, 2 * count + 2) / 2, rel=1e-12
    )


@given(st.integers(10, 1_000_000))
def test_count_interval_from_ten_is_close_to_the_exact_one(count):
    interval = count_interval(count)
    assert interval.low == pytest.approx(stats.chi2.ppf(0.025, 2 * count) / 2, rel=0.002)
    assert interval.high == pytest.approx(stats.chi2.ppf(0.975, 2 * count + 2) / 2, rel=0.002)
    assert interval.low < count < interval.high


def test_rate_interval_is_that_of_the_count_per_thousand():
    rate = rate_interval(724, 143_900)
    assert (rate.low, rate.high) == (pytest.approx(4.6714, abs=1e-4), pytest.approx(5.4115, 1e-4))


@pytest.mark.parametrize(
    ("before", "after", "low", "high", "p"),
    [
        (645, 724, 1.0081, 1.2501, 0.035),
        (1_661, 1_668, 0.9377, 1.0755, 0.917),
        (1_667, 1_674, 0.9378, 1.0753, 0.917),
        (25, 36, 0.8409, 2.5026, 0.200),
        (4, 6, 0.3557, 7.2269, 0.754),
        (0, 5, 0.9164, inf, 0.0625),
        (5, 0, 0, 1.0913, 0.0625),
        (0, 0, 0, inf, 1),
    ],
)
def test_two_counts_have_the_published_interval_and_chance(before, after, low, high, p):
    interval = ratio_interval(before, after)
    assert (interval.low, interval.high) == (
        pytest.approx(low, abs=5e-5),
        pytest.approx(high, abs=5e-5),
    )
    assert two_count_p(before, after) == pytest.approx(p, abs=5e-4)


@given(counts, counts)
@example(1_000_000, 1_000_000)
@example(1_000_000, 0)
@example(1, 1_000_000)
def test_ratio_interval_is_that_of_scipy(before, after):
    interval = ratio_interval(before, after)
    low = stats.beta.ppf(0.025, after, before + 1) if after else 0.0
    inverse = stats.beta.ppf(0.025, before, after + 1) if before else 0.0
    assert interval.low == pytest.approx(low / (1 - low), rel=1e-7)
    assert interval.high == pytest.approx((1 - inverse) / inverse if before else inf, rel=1e-7)


@given(small_counts, small_counts, exposures, exposures)
@example(400, 400, 1000.0, 0.01)
@example(400, 0, 0.01, 1000.0)
@example(12, 4, 3.0, 1.0)
@example(9, 0, 0.0625, 143900.0)
def test_chance_is_that_of_scipy(before, after, before_exposure, after_exposure):
    # By the smaller share, which is exact to the last digit where the greater is nearly one.
    smaller = min((before_exposure, before), (after_exposure, after))
    both = stats.binom(before + after, smaller[0] / (before_exposure + after_exposure))
    doubled = 2 * min(both.cdf(smaller[1]), both.sf(smaller[1] - 1))
    found = two_count_p(
        before, after, before_exposure=before_exposure, after_exposure=after_exposure
    )
    assert found == pytest.approx(min(1, doubled), rel=1e-9, abs=1e-290)


@given(counts, counts)
@example(1_000_000, 1_000_000)
@example(1_000_000, 997_000)
@example(0, 0)
def test_chance_for_equal_exposures_is_the_exact_binomial_one(before, after):
    doubled = 2 * stats.binom.cdf(min(before, after), before + after, 0.5)
    assert two_count_p(before, after) == pytest.approx(min(1, doubled), rel=1e-6, abs=1e-290)


@given(counts, counts, exposures, exposures)
def test_ratio_interval_contains_the_ratio(before, after, before_exposure, after_exposure):
    interval = ratio_interval(
        before, after, before_exposure=before_exposure, after_exposure=after_exposure
    )
    ratio = after / after_exposure * before_exposure / before if before else inf
    assert 0 <= interval.low <= ratio <= interval.high


@given(counts, counts, exposures, exposures)
def test_swapping_before_and_after_inverts_the_interval(
    before, after, before_exposure, after_exposure
):
    there = ratio_interval(
        before, after, before_exposure=before_exposure, after_exposure=after_exposure
    )
    back = ratio_interval(
        after, before, before_exposure=after_exposure, after_exposure=before_exposure
    )
    assert back.low == pytest.approx(0 if isinf(there.high) else 1 / there.high)
    assert back.high == pytest.approx(1 / there.low if there.low else inf)


@given(counts, counts, exposures, exposures)
def test_swapping_before_and_after_keeps_the_chance(before, after, before_exposure, after_exposure):
    there = two_count_p(
        before, after, before_exposure=before_exposure, after_exposure=after_exposure
    )
    back = two_count_p(
        after, before, before_exposure=after_exposure, after_exposure=before_exposure
    )
    assert there == pytest.approx(back, rel=1e-6, abs=1e-290)


@given(counts, st.integers(-3_000, 3_000), exposures)
def test_interval_leaves_out_one_exactly_when_the_chance_is_below_one_in_twenty(
    before, more, before_exposure
):
    after = max(0, round(before / before_exposure) + more)
    interval = ratio_interval(before, after, before_exposure=before_exposure)
    p = two_count_p(before, after, before_exposure=before_exposure)
    if abs(p - 0.05) > 1e-6:
        assert (interval.low <= 1 <= interval.high) is (p >= 0.05)


@given(st.integers(1, 100_000), st.data())
def test_wilson_is_that_of_scipy(n, data):
    successes = data.draw(st.integers(0, n))
    theirs = stats.binomtest(successes, n).proportion_ci(method="wilson")
    ours = wilson(successes, n)
    assert ours.low == pytest.approx(theirs.low, rel=1e-9, abs=1e-12)
    assert ours.high == pytest.approx(theirs.high, rel=1e-9)
    assert 0 <= ours.low <= successes / n <= ours.high <= 1


def test_wilson_of_a_whole_or_of_nothing_ends_where_shares_end():
    assert wilson(0, 10).low == 0
    assert wilson(10, 10) == Interval(pytest.approx(0.7225, abs=1e-4), 1.0)


@pytest.mark.parametrize(
    "impossible",
    [
        lambda: count_interval(-1),
        lambda: rate_interval(-1, 100),
        lambda: rate_interval(1, 0),
        lambda: ratio_interval(-1, 1),
        lambda: ratio_interval(1, 1, before_exposure=0),
        lambda: two_count_p(1, -1),
        lambda: two_count_p(1, 1, after_exposure=-2),
        lambda: wilson(0, 0),
        lambda: wilson(-1, 5),
        lambda: wilson(6, 5),
    ],
)
def test_impossible_numbers_are_refused(impossible):
    with pytest.raises(ValueError, match=r"^no "):
        impossible()
