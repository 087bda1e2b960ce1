"""The verdict on a change and on a month, worked out anew from the text of the method."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import inf, log, sqrt
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from checks.sentences.chance import NORMAL, exact_ratio, negative_binomial, t_quantile, t_tail

Counts: TypeAlias = tuple[int, ...]
Table: TypeAlias = NDArray[np.float64]

BEYOND, WITHIN = "beyond", "within"
TOO_FEW, TOO_EARLY, NONE = "too few", "too early", "none in either"

FEWEST_MONTHS, MOST_MONTHS, FEWEST_FREE = 24, 60, 8
_Z = 1.959964


@dataclass(frozen=True)
class Fitted:
    """Pearson's chi-squared of a window, its degrees of freedom, the months left out of it."""

    x2: float
    nu: int
    left_out: tuple[int, ...] = ()


@dataclass(frozen=True)
class Scattered:
    phi: float
    df: int
    left_out: tuple[int, ...] = ()


# --- Steps 1 and 2: the fit ------------------------------------------------------------------
@lru_cache(maxsize=50_000)
def fitted(counts: Counts, first: int, later: tuple[int, int], *, leave_out: bool) -> Fitted:
    """The Poisson log-linear fit of a window that begins in month `first` (0 to 11) of the year.

    `later` are the index of the first month of the later period and that after its last.
    """
    out: list[int] = []
    while True:
        rows = _rows(counts, first, out)
        design = _full_rank(_columns(len(counts), first, later)[rows])
        nu = len(rows) - design.shape[1]
        seen = np.array([counts[row] for row in rows], dtype=float)
        mean = _likeliest(design, seen)
        x2 = float(((seen - mean) ** 2 / mean).sum()) if len(rows) else 0.0
        if not leave_out or len(out) == 2 or nu - 1 < FEWEST_FREE or not x2:
            break
        free = {
            row: share
            for row, share in zip(rows, _unfitted(design, mean), strict=True)
            if not later[0] <= row < later[1] and share > 0.05
        }
        squares = {
            row: (count - expected) ** 2 / expected / (x2 / nu * free[row])
            for row, count, expected in zip(rows, seen, mean, strict=True)
            if row in free and abs(count - expected) > 0
        }
        stray = _strays_most(squares, nu, len(rows))
        if stray is not None:
            at = rows.index(stray)
            stray = stray if abs(seen[at] - mean[at]) > 1.5 * sqrt(mean[at]) else None
        if stray is None:
            break
        out.append(stray)
    return Fitted(x2, nu, tuple(sorted(out)))


def _rows(counts: Counts, first: int, out: Sequence[int]) -> list[int]:
    """The months that are fitted: those of a month of the year with any event."""
    used = [at for at in range(len(counts)) if at not in out]
    live = {(first + at) % 12 for at in used if counts[at]}
    return [at for at in used if (first + at) % 12 in live]


def _columns(length: int, first: int, later: tuple[int, int]) -> Table:
    table = np.zeros((length, 14))
    for at in range(length):
        table[at, (first + at) % 12] = 1
        table[at, 12] = (at - (length - 1) / 2) / 12
        table[at, 13] = later[0] <= at < later[1]
    return table


def _full_rank(table: Table) -> Table:
    """The columns from the left that each add to the rank."""
    chosen: list[int] = []
    rank = 0
    for column in range(table.shape[1]):
        if len(table) and np.linalg.matrix_rank(table[:, [*chosen, column]]) > rank:
            chosen.append(column)
            rank += 1
    return table[:, chosen]


def _likeliest(design: Table, seen: Table) -> Table:
    """Expected counts by Newton's steps on the likelihood, halved where one overshoots."""
    if not len(seen):
        return seen
    start, *_ = np.linalg.lstsq(design, np.log(seen + 0.5), rcond=None)
    beta, best = start, -inf
    for _ in range(200):
        mean = np.exp(np.clip(design @ beta, -30, 30))
        likelihood = float((seen * np.log(mean) - mean).sum())
        step, *_ = np.linalg.lstsq(
            design * np.sqrt(mean)[:, None], (seen - mean) / np.sqrt(mean), rcond=None
        )
        size = 1.0
        while size > 1e-6:
            nearer = np.exp(np.clip(design @ (beta + size * step), -30, 30))
            if float((seen * np.log(nearer) - nearer).sum()) >= likelihood - 1e-12:
                break
            size /= 2
        beta = beta + size * step
        if likelihood - best < 1e-13 * abs(likelihood) and np.abs(step).max() < 1e-9:
            break
        best = likelihood
        if np.abs(nearer - mean).max() < 1e-11 * (1 + mean.max()):
            break
    return np.exp(np.clip(design @ beta, -30, 30))


def _unfitted(design: Table, mean: Table) -> Table:
    """How much of each month the fit does not follow: 1 less its leverage."""
    unitary, _ = np.linalg.qr(design * np.sqrt(mean)[:, None])
    return 1 - (unitary**2).sum(axis=1)


def _strays_most(squares: Mapping[int, float], nu: int, months: int) -> int | None:
    """The month that strays furthest, where chance would seldom have it so far out."""
    strays = {
        month: sqrt(square * (nu - 1) / (nu - square)) if square < nu else inf
        for month, square in squares.items()
    }
    if not strays:
        return None
    # With two years a month and its like stray alike: the later is named.
    most = max(strays.values())
    month = max(month for month, stray in strays.items() if stray >= most * (1 - 1e-6))
    chance = 0.0 if strays[month] == inf else 2 * t_tail(strays[month], nu - 1)
    return month if chance < 0.05 / months else None


# --- Step 3: the scatter ---------------------------------------------------------------------
def pool(fits: Sequence[Fitted], means: Sequence[float]) -> float | None:
    """The scatter of all places together with 1 or more a month."""
    used = [each for each, mean in zip(fits, means, strict=True) if mean >= 1]
    freedom = sum(each.nu for each in used)
    return sum(each.x2 for each in used) / freedom if freedom else None


def of_part(own: Fitted, mean: float, pooled: float | None) -> Scattered | None:
    if own.nu < FEWEST_FREE or pooled is None:
        return None
    if mean < 1:
        return Scattered(pooled, 20, own.left_out)
    return Scattered((20 * pooled + own.x2) / (20 + own.nu), 20 + own.nu, own.left_out)


def of_whole(own: Fitted, pooled: float | None) -> Scattered | None:
    if own.nu < FEWEST_FREE:
        return None
    return Scattered(max(own.x2 / own.nu, pooled or 0.0), own.nu, own.left_out)


# --- Steps 4 to 7: the verdict ---------------------------------------------------------------
def carried(months: int) -> float:
    return 1 + 2 * sum((1 - lag / months) * 0.5**lag for lag in range(1, months))


def factor(scatter: Scattered, months: int) -> float:
    of_span = scatter.phi
    if scatter.phi > 1:
        of_span = 1 + carried(months) * (scatter.phi - 1)
    return max(1.0, of_span * (t_quantile(0.975, scatter.df) / _Z) ** 2)


@dataclass(frozen=True)
class Verdict:
    """What may be said of a change, and its interval, where there is one."""

    name: str
    low: float | None = None
    high: float | None = None
    factor: float | None = None


def verdict(
    before: int,
    after: int,
    *,
    then: float,
    now: float,
    months: int,
    scatter: Scattered | None,
    is_early: bool,
) -> Verdict:
    """Of `after` over the exposure `now` beside `before` over `then`; `months` the longer."""
    if before == after == 0:
        return Verdict(NONE)
    if is_early:
        return Verdict(TOO_EARLY)
    if scatter is None:
        return Verdict(TOO_FEW)
    low, high = exact_ratio(before, after, then, now)
    shift = 0.0 if before and after else 0.5
    ratio = (after + shift) / (before + shift) * then / now
    by = factor(scatter, months)
    low = ratio * (low / ratio) ** sqrt(by) if after else 0.0
    high = ratio * (high / ratio) ** sqrt(by) if before else inf
    if not low <= 1 <= high:
        return Verdict(BEYOND, low, high, by)
    if (before * now / then + after) / by < 24:
        return Verdict(TOO_FEW, low, high, by)
    return Verdict(WITHIN, low, high, by)


def otherwise(part: tuple[int, int, float], rest: tuple[int, int, float]) -> bool | None:
    """Whether a part moved otherwise than the rest: before, after and the factor of each."""
    if min(*part[:2], *rest[:2]) < 10:
        return None
    apart = log(part[1] / part[0]) - log(rest[1] / rest[0])
    variance = part[2] * (1 / part[0] + 1 / part[1]) + rest[2] * (1 / rest[0] + 1 / rest[1])
    return abs(apart) > 1.96 * sqrt(variance)


# --- Step 10: a month ------------------------------------------------------------------------
@lru_cache(maxsize=5000)
def season(counts: Counts, first: int) -> tuple[float, ...]:
    """Factors of the months of the year from January on: two harmonics and a slope."""
    if not any(counts):
        return (1.0,) * 12
    at = np.arange(len(counts))
    design = np.column_stack(
        [np.ones(len(counts)), (at - (len(counts) - 1) / 2) / 12, *_waves(first + at)]
    )
    seen = np.array(counts, dtype=float)
    mean = _likeliest(design, seen)
    beta, *_ = np.linalg.lstsq(design, np.log(mean), rcond=None)
    factors = np.exp(np.column_stack(_waves(np.arange(12))) @ beta[2:])
    return tuple(float(each) for each in factors / factors.mean())


def _waves(months: NDArray[np.int64]) -> list[Table]:
    turn = 2 * np.pi * (months % 12) / 12
    return [np.cos(turn), np.sin(turn), np.cos(2 * turn), np.sin(2 * turn)]


@dataclass(frozen=True)
class Usual:
    mean: float
    variance: float


def usual(
    before: Counts, factors: Sequence[float], now: int, scatter: Scattered, left_out: Sequence[int]
) -> Usual | None:
    """Of the month `now` of the year after the 24 months `before`; `left_out` are such months."""
    if sum(before) < 3 * 24:
        return None
    in_year = [(now + at) % 12 for at in range(24)]
    level = sum(before) / sum(factors[place] for place in in_year)
    kept = set(range(24))
    for place in sorted(set(left_out)):
        alike = [at for at in kept if in_year[at] == place]
        kept.remove(max(alike, key=lambda at: abs(before[at] - level * factors[in_year[at]])))
    events = sum(before[at] for at in kept)
    mean = factors[now] * events / sum(factors[in_year[at]] for at in kept)
    phi = max(scatter.phi, 1.0001)
    return Usual(mean, phi * mean + (1 + (phi - 1) * carried(24)) * mean**2 / events)


def month_chance(count: int, about: Usual, df: int) -> float:
    """How often a month strays so far from what is usual, either way."""
    below, own, above = negative_binomial(count, about.mean, about.variance)
    tail = min(below + own / 2, above + own / 2)
    return 2 * t_tail(-NORMAL.inv_cdf(max(tail, 1e-300)), df)


def stand_out(chances: Sequence[float]) -> list[bool]:
    """Which stand out among all of them, by Benjamini and Hochberg at 5%."""
    ranked = sorted(chances)
    limit = max(
        (chance for place, chance in enumerate(ranked, 1) if chance <= 0.05 * place / len(ranked)),
        default=-1.0,
    )
    return [chance <= limit for chance in chances]
