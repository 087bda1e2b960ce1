"""Counts of months about their season and slope: how far they scatter beside single events.

A Poisson log-linear model with a factor for each month of the year, a slope and a step in the
later of two compared periods, so that a change between them is no part of the scatter
(McCullagh and Nelder 1989, quasi-likelihood). Knows only numbers.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import inf, sqrt
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from measures.intervals import student_p

Matrix: TypeAlias = NDArray[np.float64]
Mask: TypeAlias = NDArray[np.bool_]


# A fit with fewer degrees of freedom says nothing of scatter.
FEWEST_FREE = 8

# No more months than these are left out of one fit as exceptional, each where chance would bring
# one so far out less than once in twenty histories, and it lies this many root counts away.
_MOST_EXCEPTIONAL = 2
_EXCEPTIONAL = 0.05
_ROOTS_AWAY = 1.5
# A month that the fit follows wherever it goes cannot be told from its like.
_LEAST_UNFITTED = 0.05
_ALIKE = 1e-6
_NEXT_TO_NOTHING = 1e-12

_SETTLED, _MOST_STEPS = 1e-10, 100
# A factor this far below the others is that of months without any.
_LOWEST_LOG = -30.0
_RIDGE = 1e-12

# Pages ask for the same fit many times, and of no more series at once; a simulation asks once.
_MOST_REMEMBERED = 100


@dataclass(frozen=True)
class Window:
    """Which months a fit is of: how many, and which of them are the later period.

    `first` is the place of the first in its year, from 0, and `cycle` how many make a year: 12
    months, or 4 quarters. `later` is from its first index to before its last; empty for none.
    """

    length: int
    first: int
    later: tuple[int, int]
    cycle: int = 12


@dataclass(frozen=True)
class Fit:
    """Pearson's chi-squared of a fit, its degrees of freedom, and the months it left out.

    `expected` is what the fit leads one to expect of each month: none of those months of the year
    that never had any.
    """

    chi_squared: float
    freedom: int
    exceptional: tuple[int, ...]
    expected: tuple[float, ...]


def fit(
    several: Sequence[Sequence[int]], window: Window, *, leaves_out: bool = True
) -> tuple[Fit, ...]:
    """The fit of each series of `window.length` counts, the oldest first.

    With `leaves_out` up to two exceptional months are left out of a fit; never of the later
    period. ValueError for a series of another length or a count below zero.
    """
    if any(len(counts) != window.length or min(counts) < 0 for counts in several):
        raise ValueError(f"no fit of other than {window.length} counts from zero on")
    asked = tuple(map(tuple, several))
    if len(asked) > _MOST_REMEMBERED:
        return _fitted(asked, window, leaves_out)
    return _remembered(asked, window, leaves_out)


def _fitted(
    several: tuple[tuple[int, ...], ...], window: Window, leaves_out: bool
) -> tuple[Fit, ...]:
    if not several:
        return ()
    counts = np.array(several, dtype=float)
    used = _with_events(counts, np.ones(counts.shape, dtype=bool), window)
    exceptional: list[list[int]] = [[] for _ in several]
    expected, leverage = _solve(counts, used, window)
    open_still = set(range(len(several))) if leaves_out else set()
    for _ in range(_MOST_EXCEPTIONAL):
        found = {
            which: month
            for which in sorted(open_still)
            if (
                month := _most_exceptional(
                    counts[which], used[which], expected[which], leverage[which], window
                )
            )
            is not None
        }
        open_still = set(found)
        for which, month in found.items():
            exceptional[which].append(month)
            used[which, month] = False
        if not found:
            break
        again = list(found)
        used[again] = _with_events(counts[again], used[again], window)
        expected[again], leverage[again] = _solve(counts[again], used[again], window)
    return tuple(
        _summary(counts[which], used[which], expected[which], exceptional[which], window)
        for which in range(len(several))
    )


_remembered = lru_cache(maxsize=4096)(_fitted)


def _summary(
    counts: Matrix, used: Mask, expected: Matrix, exceptional: list[int], window: Window
) -> Fit:
    residuals = (counts[used] - expected[used]) ** 2 / expected[used]
    return Fit(
        chi_squared=float(residuals.sum()),
        freedom=int(used.sum()) - sum(_kept(used.tobytes(), window)),
        exceptional=tuple(sorted(exceptional)),
        expected=tuple(
            np.where(_has_any(used, window), expected, 0.0).tolist(),
        ),
    )


def _has_any(used: Mask, window: Window) -> Mask:
    """Whether any of the same months of the year is used."""
    in_year = (window.first + np.arange(window.length)) % window.cycle
    return np.isin(in_year, in_year[used])


def _most_exceptional(
    counts: Matrix, used: Mask, expected: Matrix, leverage: Matrix, window: Window
) -> int | None:
    """The month that strays furthest from a fit of the others, where chance would seldom do it.

    By its externally studentised residual (Cook and Weisberg 1982), in the scatter of the series.
    """
    months = int(used.sum())
    freedom = months - sum(_kept(used.tobytes(), window))
    if freedom - 1 < FEWEST_FREE:
        return None
    chi_squared = float(((counts[used] - expected[used]) ** 2 / expected[used]).sum())
    # What the fit meets to within rounding has nothing exceptional.
    if chi_squared < _NEXT_TO_NOTHING * months:
        return None
    strays = {
        month: _stray(
            (counts[month] - expected[month]) ** 2
            / (chi_squared / freedom * expected[month] * (1 - leverage[month])),
            freedom,
        )
        for month in range(window.length)
        if used[month]
        and not window.later[0] <= month < window.later[1]
        and 1 - leverage[month] > _LEAST_UNFITTED
    }
    if not strays:
        return None
    # Of two years alone a month and its like stray alike: the later one is taken.
    furthest = max(strays.values())
    month = max(month for month, stray in strays.items() if stray >= furthest * (1 - _ALIKE))
    is_far = abs(counts[month] - expected[month]) > _ROOTS_AWAY * sqrt(expected[month])
    chance = student_p(strays[month], freedom=freedom - 1) if strays[month] < inf else 0.0
    return month if is_far and chance < _EXCEPTIONAL / months else None


def _stray(squared: float, freedom: int) -> float:
    return sqrt(squared * (freedom - 1) / (freedom - squared)) if squared < freedom else inf


def _with_events(counts: Matrix, used: Mask, window: Window) -> Mask:
    """Without the months of the year that have no event in any year: nothing scatters there."""
    in_year = (window.first + np.arange(window.length)) % window.cycle
    found = used.copy()
    for place in range(window.cycle):
        alike = in_year == place
        none = (counts * used)[:, alike].sum(axis=1) == 0
        found[np.ix_(none, alike)] = False
    return found


# --- The model -------------------------------------------------------------------------------
@lru_cache(maxsize=256)
def _design(window: Window) -> Matrix:
    months = np.arange(window.length)
    in_year = (window.first + months) % window.cycle
    season = (in_year[:, None] == np.arange(window.cycle)).astype(float)
    slope = (months - (window.length - 1) / 2) / window.cycle
    step = ((months >= window.later[0]) & (months < window.later[1])).astype(float)
    return np.column_stack([season, slope, step])


@lru_cache(maxsize=4096)
def _kept(used: bytes, window: Window) -> tuple[bool, ...]:
    """Which columns the rows `used` can tell apart, from the left: each must add to the rank."""
    rows = _design(window)[np.frombuffer(used, dtype=bool)]
    basis: list[Matrix] = []
    kept = []
    for column in rows.T:
        rest = column.copy()
        for _ in range(2):
            for direction in basis:
                rest -= (direction @ rest) * direction
        size, whole = float(np.linalg.norm(rest)), float(np.linalg.norm(column))
        kept.append(size > 1e-9 * max(whole, 1.0))
        if kept[-1]:
            basis.append(rest / size)
    return tuple(kept)


def _solve(counts: Matrix, used: Mask, window: Window) -> tuple[Matrix, Matrix]:
    """What each row expects of its months, and how far each month pulls its own expectation.

    Iteratively reweighted least squares, of all series at once. The second is NaN where a month
    is not used.
    """
    design = _design(window)
    keeps = np.array([_kept(row.tobytes(), window) for row in used])
    columns = design[None, :, :] * keeps[:, None, :]
    rest = np.zeros((len(counts), design.shape[1], design.shape[1]))
    diagonal = np.arange(design.shape[1])
    rest[:, diagonal, diagonal] = ~keeps
    across = columns.transpose(0, 2, 1)
    expected = counts + 0.5
    for _ in range(_MOST_STEPS):
        weights = np.where(used, expected, 0.0)
        target = np.log(expected) + (counts - expected) / expected
        normal = (across * weights[:, None, :]) @ columns + rest
        right = (across @ (weights * target)[:, :, None])[:, :, 0]
        logs = (columns @ _solved(normal, right)[:, :, None])[:, :, 0]
        nearer = np.exp(np.clip(logs, _LOWEST_LOG, -_LOWEST_LOG))
        moved = np.abs(nearer - expected) / (1 + nearer)
        expected = nearer
        if moved[used].max(initial=0.0) < _SETTLED:
            break
    weights = np.where(used, expected, 0.0)
    normal = (across * weights[:, None, :]) @ columns + rest
    reach = _solved(normal, across)
    leverage = weights * np.einsum("knp,kpn->kn", columns, reach)
    return expected, np.where(used, leverage, np.nan)


def _solved(normal: Matrix, right: Matrix) -> Matrix:
    """The solutions, with each column scaled: months without any weigh next to nothing."""
    scale = 1 / np.sqrt(np.diagonal(normal, axis1=1, axis2=2))
    even = normal * scale[:, :, None] * scale[:, None, :]
    # One count of a million among zeros makes columns alike to the last digit that is kept.
    even = even + _RIDGE * np.eye(even.shape[1])
    if right.ndim == 2:
        return np.linalg.solve(even, (right * scale)[:, :, None])[:, :, 0] * scale
    return np.linalg.solve(even, right * scale[:, :, None]) * scale[:, :, None]
