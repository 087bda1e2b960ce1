"""Ranks: the highest of five years, joint places, and what a gap leaves unknown."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from measures.counts import Gap
from measures.ranks import Rank, rank_among, rank_rates

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


def test_ranks_of_rates_move_as_far_as_an_independent_test_lets_them():
    """scipy's exact binomial test, pair by pair: who is apart from whom."""
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

    for one, rank in zip(RATES, rank_rates(RATES), strict=True):
        rate = one[0] / one[1]
        higher = [other for other in RATES if other[0] / other[1] > rate]
        lower = [other for other in RATES if other[0] / other[1] < rate]
        assert rank.place == 1 + len(higher)
        assert rank.best == 1 + sum(are_apart(one, other) for other in higher)
        assert rank.worst == 5 - sum(are_apart(one, other) for other in lower)
        assert rank.best <= rank.place <= rank.worst


def test_equal_rates_share_a_place_and_cannot_be_told_apart():
    one, other = rank_rates([(100, 1_000), (200, 2_000)])
    assert (one.place, other.place) == (1, 1)
    assert (one.best, one.worst) == (1, 2)
    assert not one.is_certain
