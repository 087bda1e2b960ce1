"""Ranks: the highest of five years, joint places, and what a gap leaves unknown."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from measures.counts import Gap
from measures.ranks import Rank, rank_among

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
