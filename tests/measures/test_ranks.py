"""Ranks: the highest of five years, joint places, and what a gap leaves unknown."""

from __future__ import annotations

from math import log, sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from measures.counts import Evidence, Gap
from measures.ranks import Rank, Rated, Reach, rank_among, rank_rates

counts = st.integers(0, 5)


@pytest.mark.parametrize(
    ("value", "others", "place", "standing"),
    [
        (724, [645, 489, 520, 477], 1, {"is_highest"}),
        (477, [645, 489, 520, 724], 5, {"is_lowest"}),
        (520, [645, 489, 477, 724], 3, set()),
        (724, [724, 489, 520], 1, {"is_highest", "is_joint"}),
        (489, [724, 489, 520], 3, {"is_lowest", "is_joint"}),
        (7, [7, 7], 1, {"is_highest", "is_lowest", "is_joint"}),
    ],
)
def test_rank_tells_the_place_and_who_shares_it(value, others, place, standing):
    rank = rank_among(value, others)
    assert (rank.place, rank.of) == (place, len(others) + 1)
    assert {n for n in ("is_highest", "is_lowest", "is_joint") if getattr(rank, n)} == standing


@pytest.mark.parametrize(
    ("value", "others"),
    [
        (Gap.NOT_SUPPLIED, [1, 2]),
        (5, [1, Gap.HIDDEN]),
        (5, [Gap.NOT_SUPPLIED, 2]),
        (5, []),
    ],
)
def test_rank_is_unknown_among_gaps_or_alone(value, others):
    assert rank_among(value, others) is None


@given(counts, st.lists(counts, min_size=1))
def test_rank_is_the_place_in_the_sorted_counts(value, others):
    in_order = sorted([value, *others], reverse=True)
    assert rank_among(value, others) == Rank(
        above=in_order.index(value), equal=others.count(value), of=len(in_order)
    )


RATES = [(10_595, 92_571), (20_374, 197_030), (13_723, 143_734), (345, 3_600), (0, 500)]


def rated(rates, factor=1.0):
    return [Rated(Evidence(count), people, factor) for count, people in rates]


def test_ranks_of_rates_reach_as_far_as_an_independent_test_lets_them():
    """scipy's exact binomial test, pair by pair: who is apart from whom, of single events."""
    from scipy.stats import binomtest

    def are_apart(one, other):
        together = one[0] + other[0]
        if not together:
            return False
        share = one[1] / (one[1] + other[1])
        tails = (
            binomtest(one[0], together, share, alternative=way).pvalue
            for way in ("less", "greater")
        )
        return 2 * min(tails) < 0.05

    for one, rank in zip(RATES, rank_rates(rated(RATES)), strict=True):
        rate = one[0] / one[1]
        higher = [other for other in RATES if other[0] / other[1] > rate]
        lower = [other for other in RATES if other[0] / other[1] < rate]
        assert rank.place == 1 + len(higher)
        assert rank.reach.best == 1 + sum(are_apart(one, other) for other in higher)
        assert rank.reach.worst == 5 - sum(are_apart(one, other) for other in lower)
        assert rank.reach.best <= rank.place <= rank.reach.worst


def test_two_rates_are_apart_where_the_ratio_strays_by_the_scatter_of_both():
    """By hand: 1,000 and 1,100 of as many people, each with four times the variance."""
    one, other = Evidence(1_000), Evidence(1_100)
    apart = abs(log(1_000 / 1_100)) / sqrt(4 / 1_000 + 4 / 1_100)
    assert 1 < apart < 1.96
    first, _ = rank_rates([Rated(other, 9_000, 4.0), Rated(one, 9_000, 4.0)])
    assert first.reach == Reach(1, 2)
    first, _ = rank_rates([Rated(other, 9_000, 1.0), Rated(one, 9_000, 1.0)])
    assert first.reach == Reach(1, 1)


@given(st.floats(1, 40))
def test_the_more_counts_scatter_the_further_ranks_reach(factor):
    for narrow, wide in zip(
        rank_rates(rated(RATES)), rank_rates(rated(RATES, factor)), strict=True
    ):
        assert wide.place == narrow.place
        assert wide.reach.best <= narrow.reach.best
        assert wide.reach.worst >= narrow.reach.worst


def test_where_the_scatter_of_any_is_not_known_no_rank_has_a_reach():
    found = rank_rates([Rated(Evidence(10), 100, 1.0), Rated(Evidence(20), 100, None)])
    assert [rank.place for rank in found] == [2, 1]
    assert [rank.reach for rank in found] == [None, None]
    assert not any(rank.could_move for rank in found)


def test_equal_rates_share_a_place_and_cannot_be_told_apart():
    one, other = rank_rates(rated([(100, 1_000), (200, 2_000)]))
    assert (one.place, other.place) == (1, 1)
    assert one.reach == Reach(1, 2)
    assert one.could_move
    assert [rank.equal for rank in (one, other)] == [1, 1]
    assert one.is_joint
    assert one.is_highest
    assert one.is_lowest


def test_a_rank_tells_how_many_share_it_and_whether_there_was_none():
    """1 in one place and none in three of the four others, of different sizes."""
    found = rank_rates(rated([(1, 500), (0, 400), (40, 500), (0, 300), (0, 900)]))
    assert [(rank.place, rank.equal) for rank in found] == [(2, 0), (3, 2), (1, 0), (3, 2), (3, 2)]
    assert [rank.is_of_none for rank in found] == [False, True, False, True, True]
    assert [rank.is_lowest for rank in found] == [False, True, False, True, True]
    assert [rank.is_highest for rank in found] == [False, False, True, False, False]


def test_a_rank_that_could_be_any_is_told_apart_from_one_that_is_clear_or_alone():
    assert all(rank.could_be_any for rank in rank_rates(rated([(5, 900), (6, 900), (5, 1_000)])))
    assert not any(rank.could_be_any for rank in rank_rates(rated([(5, 900), (500, 900)])))
    assert not rank_rates(rated([(5, 900)]))[0].could_be_any


@pytest.mark.parametrize(("count", "people"), [(-1, 10), (1, 0)])
def test_there_is_no_rate_below_zero_or_of_nobody(count, people):
    with pytest.raises(ValueError, match="no rate"):
        Rated(Evidence(count), people, 1.0)
