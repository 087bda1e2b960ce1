"""The funnel: exact Poisson limits about the area's rate, against scipy, and its words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from measures.funnel import Standing, in_funnel


@pytest.mark.parametrize("expected", [0.4, 3.0, 12.5, 100.0, 1322.5, 26450.0])
def test_limits_are_those_of_scipy(expected):
    one = in_funnel(0, population=1000, area_rate=expected / 1000)
    for limits, tail in ((one.limits, 0.025), (one.far_limits, 0.001)):
        low, high = int(limits.low), int(limits.high)
        chance = stats.poisson(expected)
        assert chance.cdf(low - 1) <= tail < chance.cdf(low)
        assert chance.sf(high) <= tail < chance.sf(high - 1)


@pytest.mark.parametrize(
    ("count", "standing"),
    [
        (64, Standing.FAR_BELOW),
        (75, Standing.BELOW),
        (100, Standing.WITHIN),
        (125, Standing.ABOVE),
        (140, Standing.FAR_ABOVE),
    ],
)
def test_a_ward_of_which_a_hundred_are_expected(count, standing):
    assert in_funnel(count, population=5000, area_rate=0.02).standing is standing


@given(st.integers(0, 60), st.floats(0.1, 30))
def test_a_count_is_beyond_the_limits_just_where_its_standing_says_so(count, expected):
    one = in_funnel(count, population=1, area_rate=expected)
    is_beyond = count > one.limits.high or count < one.limits.low
    is_far = count > one.far_limits.high or count < one.far_limits.low
    assert is_beyond is (one.standing is not Standing.WITHIN)
    assert is_far is (one.standing in {Standing.FAR_ABOVE, Standing.FAR_BELOW})


@given(st.integers(100, 20_000), st.floats(0.0005, 0.5))
def test_a_larger_place_has_room_for_more_and_narrower_limits_for_its_size(population, rate):
    small, large = (
        in_funnel(0, population=n, area_rate=rate) for n in (population, 4 * population)
    )
    assert large.limits.high >= small.limits.high
    relative = [(one.far_limits.high - one.far_limits.low) / one.expected for one in (small, large)]
    # A whole count is the finest step that a limit can take.
    assert relative[1] <= relative[0] + 2 / large.expected


@pytest.mark.parametrize(("population", "rate"), [(0, 0.1), (100, 0.0)])
def test_nobody_and_nothing_make_no_funnel(population, rate):
    with pytest.raises(ValueError, match="no funnel"):
        in_funnel(3, population=population, area_rate=rate)
