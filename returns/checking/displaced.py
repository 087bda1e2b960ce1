"""Counts that would fit better elsewhere: two places swapped, or all of them moved along by one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from returns.checking.usual_shares import Beside, Numbers

# Places whose usual counts lie nearer than this are not told apart.
_LEAST_TIMES = 4 / 3
# By how much more likely the counts must be the other way round, as a logarithm over their
# scatter. One kind alone counts for no more than `_MOST_OF_A_KIND`: shop thefts that doubled in a
# ward say nothing of a swap, and counts of a single kind have to say more.
_SURE, _MOST_OF_A_KIND = 3.0, 2.0
_SURE_OF_ONE_KIND = 8.0
_FEWEST_KINDS = 4
# Of places with fewer counts a month nothing is said.
_FEWEST_A_MONTH = 3.0
# All of them moved is a bolder guess, and nothing but that explains counts so well.
_SURE_OF_ALL = 20.0


# The mean square of strays, 1 for ups and downs alone, from which shares are not the usual ones;
# of 108 real months of crime it was at most 2.
NOT_OURS = 4.0

# Where two are put back they must lie within so many standard deviations of what is usual.
_NEAR = 4.0


@dataclass(frozen=True)
class Swapped:
    """Two places, as indices among those compared, each with the counts of the other.

    `gain` is how much likelier the counts are the other way round, as a logarithm.
    """

    one: int
    other: int
    gain: float


@dataclass(frozen=True)
class Moved:
    """All counts moved by `step` rows, and how much likelier that makes them."""

    step: int
    gain: float


def swapped(found: Beside, *, phi: float, tests: int) -> Swapped | None:
    """The pair whose counts would be likelier the other way round; `tests` are the looks taken."""
    several = found.counts.shape[1] >= _FEWEST_KINDS
    gains = _gains(found, phi, most=_MOST_OF_A_KIND if several else np.inf)
    gains[~(_may_be_swapped(found) & _are_near_when_put_back(found, phi))] = -np.inf
    one, other = np.unravel_index(int(np.argmax(gains)), gains.shape)
    gain = float(gains[one, other])
    sure = (_SURE if several else _SURE_OF_ONE_KIND) + float(np.log(tests))
    return Swapped(int(min(one, other)), int(max(one, other)), gain) if gain > sure else None


def _may_be_swapped(found: Beside) -> NDArray[np.bool_]:
    """Pairs whose usual counts can be told apart, and of which the larger is now the smaller."""
    a_month = np.maximum(found.a_month, 1e-9)
    can_be_told = np.maximum.outer(a_month, a_month) >= _LEAST_TIMES * np.minimum.outer(
        a_month, a_month
    )
    counts = found.counts.sum(axis=1)
    is_turned = (counts[:, None] - counts[None, :]) * (a_month[:, None] - a_month[None, :]) < 0
    has_enough = np.minimum.outer(a_month, a_month) >= _FEWEST_A_MONTH
    return np.asarray(can_be_told & is_turned & has_enough)


def _are_near_when_put_back(found: Beside, phi: float) -> NDArray[np.bool_]:
    """Pairs of which each would be as usual with the counts of the other."""
    counts, usual = found.counts.sum(axis=1), np.maximum(found.usual.sum(axis=1), 1e-9)
    strays = (counts[None, :] - usual[:, None]) / np.sqrt(phi * usual)[:, None]
    near = np.abs(strays) < _NEAR
    return np.asarray(near & near.T)


def _gains(found: Beside, phi: float, *, most: float) -> Numbers:
    """For each pair how much likelier its counts are the other way round."""
    told = found.usual.sum(axis=0) > 0
    logs = np.log(found.usual[:, told])
    counts = found.counts[:, told]
    apart = counts[:, None, :] - counts[None, :, :]
    likelier = apart * (logs[None, :, :] - logs[:, None, :]) / phi
    return np.minimum(likelier, most).sum(axis=2)


def moved_along(
    counts: Numbers, usual: Numbers, orders: Sequence[Sequence[int]], *, phi: float
) -> Moved | None:
    """By how many rows all counts seem to have moved, in one of the `orders`; None for none.

    `counts` and `usual` are those of each place or kind in all, `orders` their indices as they
    may stand one below the other in a file.
    """
    logs = np.log(np.maximum(usual, 0.5))
    best: Moved | None = None
    for order in orders:
        for step in (1, -1):
            here, there = _one_row_on(np.array(order), step)
            gain = float((counts[here] * (logs[there] - logs[here])).sum()) / phi
            strays = (counts[here] - usual[there]) / np.sqrt(phi * np.maximum(usual[there], 0.5))
            explains = gain > _SURE_OF_ALL and oddness(strays) < NOT_OURS
            if explains and (best is None or gain > best.gain):
                best = Moved(step, gain)
    return best


def _one_row_on(order: NDArray[np.int64], step: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Each row, and the one whose counts it seems to have; the one at the end is left out."""
    return (order[1:], order[:-1]) if step > 0 else (order[:-1], order[1:])


def oddness(strays: Numbers) -> float:
    """The mean square of all strays but the two largest: two places alone make no pattern."""
    squares = np.sort(strays**2)[:-2]
    return float(squares.mean()) if squares.size else 0.0
