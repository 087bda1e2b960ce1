"""What is usual for a month, its places and its kinds, by the scatter of the months in use."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from measures import scatter
from measures.periods import Month
from measures.scatter import Scatter
from measures.seasonal_fit import Fit, Window, fit
from measures.usual_change import Basis, judged
from returns.checking.monthly_counts import MonthlyCounts

Numbers = NDArray[np.float64]

# With fewer months nothing is called usual; with fewer than two years the season cannot be told
# from the scatter, so it is part of it.
FEWEST_MONTHS = 12
_TWO_YEARS = 24
MOST_MONTHS = 60
# What a place usually has is taken from so many months, the nearest.
_NEAREST = 24
# A place without months enough of its own has the scatter of all, which weighs so much.
_FREEDOM_OF_POOL = 20


@dataclass(frozen=True)
class Scatters:
    """How far the months of a source scatter: all of it, its places, and its kinds."""

    whole: Scatter
    places: tuple[float, ...]
    kinds: tuple[float, ...]
    of_places: float
    of_kinds: float


def scatters(history: MonthlyCounts) -> Scatters | None:
    """The scatter of `history`, months in a row; None of fewer than twelve, or too few counts."""
    if len(history.months) < FEWEST_MONTHS:
        return None
    by_place = history.counts.sum(axis=2).T
    by_kind = history.counts.sum(axis=1).T
    window = _window(history.months)
    (of_whole,) = fit([by_place.sum(axis=0).tolist()], window)
    places, of_places = _of_parts(by_place, window)
    kinds, of_kinds = _of_parts(by_kind, window)
    whole = scatter.of_whole(of_whole, of_places)
    if whole is None or of_places is None or of_kinds is None:
        return None
    return Scatters(whole, places, kinds, of_places, of_kinds)


def _window(months: Sequence[Month]) -> Window:
    if len(months) < _TWO_YEARS:
        return Window(len(months), 0, (0, 0), cycle=1)
    return Window(len(months), months[0].number - 1, (0, 0))


def _of_parts(series: NDArray[np.int64], window: Window) -> tuple[tuple[float, ...], float | None]:
    fits = fit(series.tolist(), window)
    means = series.mean(axis=1).tolist()
    pool = scatter.pooled(fits, means)
    if pool is None:
        return (), None
    return tuple(_phi(of_one, mean, pool) for of_one, mean in zip(fits, means, strict=True)), pool


def _phi(of_one: Fit, mean: float, pool: float) -> float:
    found = scatter.of_place(of_one, mean, pool)
    return max(1.0, found.phi if found else pool)


def nearest(history: MonthlyCounts, month: Month) -> MonthlyCounts:
    """The months of `history` nearest to `month`, which is none of them."""
    others = history.without(month)
    by_distance = sorted(others.months, key=lambda other: (abs(_apart(other, month)), other))
    return others.only(by_distance[:_NEAREST])


def _apart(one: Month, other: Month) -> int:
    return 12 * (one.year - other.year) + one.number - other.number


@dataclass(frozen=True)
class Against:
    """A count beside that of another month, and how often ups and downs alone part them so far."""

    month: Month
    count: int
    chance: float
    is_more: bool
    times: float


def against(count: int, other: Month, before: int, by: Scatters) -> Against:
    """`count` beside the `before` of the month `other`."""
    verdict = judged(before, count, basis=Basis(by.whole), before_months=1, after_months=1)
    chance = 1.0 if verdict.p_value is None else verdict.p_value
    return Against(other, before, chance, count > before, (count + 0.5) / (before + 0.5))


@dataclass(frozen=True, eq=False)
class Beside:
    """A month's counts (places by kinds) beside those usual: the month's total in usual shares.

    `seen` are the places of the axis that are compared. `strays` are how many standard deviations
    each of them, and each kind, lies from its usual share.
    """

    seen: NDArray[np.int64]
    counts: Numbers
    usual: Numbers
    a_month: Numbers
    place_strays: Numbers
    kind_strays: Numbers


# So many counts, in the shares of all places, stand beside those of each place: a kind that a place
# never had is seldom, and not impossible.
_LENT = 5.0


def beside(
    counts: NDArray[np.int64],
    history: MonthlyCounts,
    by: Scatters,
    *,
    seen: NDArray[np.int64],
) -> Beside:
    """`counts` (places by kinds) of the places `seen`, beside their shares in `history`."""
    own = counts[seen].astype(float)
    past = history.counts[:, seen].sum(axis=0).astype(float)
    lent = past + _LENT * past.sum(axis=0) / max(past.sum(), 1.0)
    usual = lent / max(lent.sum(), 1.0) * own.sum()
    phis = np.array(by.places)[seen]
    return Beside(
        seen=seen,
        counts=own,
        usual=usual,
        a_month=past.sum(axis=1) / max(len(history.months), 1),
        place_strays=_strays(own.sum(axis=1), past.sum(axis=1), phis),
        kind_strays=_strays(own.sum(axis=0), past.sum(axis=0), np.array(by.kinds)),
    )


def _strays(own: Numbers, past: Numbers, phis: Numbers) -> Numbers:
    """How far each lies from its share; its own history is known only so well."""
    whole = max(past.sum(), 1.0)
    # Of what was never there a half count stands in for the history.
    share = np.maximum(past, 0.5) / whole
    mean = share * own.sum()
    variance = phis * mean * (1 - np.minimum(share, 0.999) + own.sum() / whole)
    return (own - mean) / np.sqrt(np.maximum(variance, 1e-9))
