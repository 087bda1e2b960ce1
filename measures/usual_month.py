"""What is usual for a month, and how far a count strays from it; knows only numbers.

As outbreaks are screened for (Farrington et al. 1996, Noufaily et al. 2013): a negative binomial
about the months before, with the season of the whole partnership.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import exp, lgamma, log, log1p, sqrt
from statistics import NormalDist
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from measures.intervals import negative_binomial_tail, student_p
from measures.scatter import Scatter, carried_over

if TYPE_CHECKING:
    from measures.counts import Evidence

# A month is held against so many before it, and of fewer a month nothing is said.
MONTHS_BEFORE = 24
FEWEST_A_MONTH = 3.0
# What its season leaves a month with next to nothing is not held against it.
_NEXT_TO_NOTHING = 0.1

_HARMONICS = 2
_SETTLED, _MOST_STEPS = 1e-10, 100
# Where the variance is that of single events the distribution is all but Poisson.
_LEAST_PHI = 1.0001
_LIMIT = 3.0
# Below this the normal quantile ends; the chance is as good as none.
_LEAST_CHANCE = 1e-300
_NORMAL = NormalDist()


@lru_cache(maxsize=1024)
def season(counts: tuple[int, ...], first: int) -> tuple[float, ...]:
    """A factor for each month of the year, from January, their mean 1: of `counts` in a row.

    `first` is the place of the first in its year, from 0. A Poisson log-linear model with two
    harmonics and a slope. ValueError for no count, or one below zero.
    """
    if not counts or min(counts) < 0:
        raise ValueError("no season of such counts")
    if not any(counts):
        return (1.0,) * 12
    observed = np.array(counts, dtype=float)
    months = np.arange(len(counts))
    slope = (months - (len(counts) - 1) / 2) / 12
    columns = np.column_stack([np.ones(len(counts)), slope, *_waves((first + months) % 12)])
    expected = observed + 0.5
    for _ in range(_MOST_STEPS):
        target = np.log(expected) + (observed - expected) / expected
        roots = np.sqrt(expected)
        found, *_ = np.linalg.lstsq(columns * roots[:, None], target * roots, rcond=None)
        nearer = np.exp(np.clip(columns @ found, -30, 30))
        settled = np.max(np.abs(nearer - expected) / (1 + nearer)) < _SETTLED
        expected = nearer
        if settled:
            break
    factors = np.exp(np.column_stack(_waves(np.arange(12))) @ found[2:])
    return tuple((factors / factors.mean()).tolist())


def _waves(in_year: NDArray[np.int64]) -> list[NDArray[np.float64]]:
    turns = [2 * np.pi * wave * in_year / 12 for wave in range(1, _HARMONICS + 1)]
    return [wave(turn) for turn in turns for wave in (np.cos, np.sin)]


@dataclass(frozen=True)
class Usual:
    """What is usual for a month, and the variance of a count about it."""

    mean: float
    variance: float

    @property
    def size(self) -> float:
        """Of the negative binomial with this mean and variance."""
        return self.mean**2 / (self.variance - self.mean)


def usual(
    before: Sequence[int],
    factors: Sequence[float],
    *,
    now: int,
    scatter: Scatter,
    exceptional: Sequence[int] = (),
) -> Usual | None:
    """What is usual for the month after `before`, the 24 months up to it, oldest first.

    `factors` are those of the months of the year from January, `now` the place of the month in its
    year, from 0. `exceptional` are places in the year of months that were left out of the fit: of
    each the count that strays furthest is left out here. None where fewer than 3 a month are usual,
    or next to nothing in such a month. ValueError for another number of months.
    """
    if len(before) != MONTHS_BEFORE:
        raise ValueError(f"what is usual takes {MONTHS_BEFORE} months, not {len(before)}")
    if sum(before) < FEWEST_A_MONTH * MONTHS_BEFORE:
        return None
    places = [(now + index) % 12 for index in range(MONTHS_BEFORE)]
    left = list(range(MONTHS_BEFORE))
    level = sum(before) / sum(factors[place] for place in places)
    for place in set(exceptional):
        left.remove(
            max(
                (index for index in left if places[index] == place),
                key=lambda index: abs(before[index] - level * factors[places[index]]),
            )
        )
    events = sum(before[index] for index in left)
    mean = factors[now] * events / sum(factors[places[index]] for index in left)
    if mean < _NEXT_TO_NOTHING:
        return None
    phi = max(scatter.phi, _LEAST_PHI)
    of_history = (1 + (phi - 1) * carried_over(MONTHS_BEFORE)) * mean**2 / events
    return Usual(mean, phi * mean + of_history)


def month_p(count: Evidence, about: Usual, *, freedom: int) -> float:
    """How often a month would stray at least so far from what is usual, to either side.

    The mid-p of the negative binomial, its smaller tail doubled, with Student's t in place of the
    normal because the scatter is only estimated.
    """
    own = _chance_of(count, about)
    if count >= about.mean:
        tail = negative_binomial_tail(count, mean=about.mean, size=about.size) - own / 2
    else:
        beyond = negative_binomial_tail(count + 1, mean=about.mean, size=about.size)
        tail = 1 - beyond - own / 2
    tail = min(tail, 1 - tail)
    return student_p(-_NORMAL.inv_cdf(max(tail, _LEAST_CHANCE)), freedom=freedom)


def _chance_of(count: int, about: Usual) -> float:
    size = about.size
    return exp(
        lgamma(count + size)
        - lgamma(size)
        - lgamma(count + 1)
        - size * log1p(about.mean / size)
        + count * (log(about.mean) - log(about.mean + size))
    )


def point_limits(mean: float, scatter: Scatter) -> tuple[float, float]:
    """Where a point of a chart lies as usual: three roots of its variance either side."""
    reach = _LIMIT * sqrt(max(scatter.phi, 1.0) * mean)
    return max(0.0, mean - reach), mean + reach
