"""How much counts of one measure in one place scatter beside single events, from their months."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import expm1, inf, sqrt
from statistics import NormalDist

from measures.intervals import LARGEST_LOG, student_quantile
from measures.seasonal_fit import FEWEST_FREE, Fit

# The scatter of a place is mixed with that of all places of its set, which weighs so many degrees
# of freedom: the moderated variance of Smyth 2004.
_WEIGHT_OF_POOL = 20
# Places with fewer a month on average say nothing of scatter.
_FEWEST_A_MONTH = 1.0

# How strongly a month's departure from what is usual carries over to the next.
_CARRIED_OVER = 0.5

_Z = NormalDist().inv_cdf(0.975)


@dataclass(frozen=True)
class Scatter:
    """The variance of a month's counts over its mean (1 for single events), and how well known.

    `cycle` is how many of the counts make a year: 12 months, or 4 quarters. `exceptional` are the
    indices, in the window, of counts that were left out of the fit.
    """

    phi: float
    freedom: int
    cycle: int = 12
    exceptional: tuple[int, ...] = ()

    def factor(self, months: float) -> float:
        """By how much the variance of a ratio of `months` exceeds that of single events.

        Widened because neighbouring months move together, and because the scatter is known only
        from a short history (Student's t in place of the normal). Never below 1.
        """
        span = 1 + carried_over(months, cycle=self.cycle) * (self.phi - 1)
        over = span if self.phi > 1 else self.phi
        return max(1.0, over * (student_quantile(0.975, freedom=self.freedom) / _Z) ** 2)

    def smallest_seen(self, before: int, after: int, months: float, *, often: float = 0.5) -> float:
        """The change, in percent, that would be told from chance so `often`; both above zero."""
        reach = _Z + NormalDist().inv_cdf(often)
        error = sqrt(self.factor(months) * (1 / before + 1 / after))
        return 100 * expm1(reach * error) if reach * error < LARGEST_LOG else inf


def carried_over(months: float, *, cycle: int = 12) -> float:
    """How many times the extra variance of one count that of a sum of `months` is, each.

    For months whose departures carry over by a half: 1 + 2 Σ (1 - k/L) 0.5^k. Of quarters it is
    beside that of one quarter.
    """
    of_sum = _carried_over(months)
    return of_sum / _carried_over(12 / cycle) if cycle != 12 else of_sum


def _carried_over(months: float) -> float:
    return 1 + 2 * sum(
        (1 - lag / months) * _CARRIED_OVER**lag for lag in range(1, max(1, round(months)))
    )


def pooled(fits: Sequence[Fit], months_with: Sequence[float]) -> float | None:
    """The scatter of the places of a set together; `months_with` is the mean count of each.

    None where no place has one a month on average.
    """
    telling = [fit for fit, mean in zip(fits, months_with, strict=True) if mean >= _FEWEST_A_MONTH]
    freedom = sum(fit.freedom for fit in telling)
    return sum(fit.chi_squared for fit in telling) / freedom if freedom else None


def of_place(fit: Fit, mean: float, pool: float | None, *, cycle: int = 12) -> Scatter | None:
    """The scatter of a place of a set, with `pool` that of all of them; None from too few."""
    if fit.freedom < FEWEST_FREE or pool is None:
        return None
    if mean < _FEWEST_A_MONTH:
        return Scatter(pool, _WEIGHT_OF_POOL, cycle, fit.exceptional)
    freedom = _WEIGHT_OF_POOL + fit.freedom
    phi = (_WEIGHT_OF_POOL * pool + fit.chi_squared) / freedom
    return Scatter(phi, freedom, cycle, fit.exceptional)


def of_whole(fit: Fit, pool: float | None = None, *, cycle: int = 12) -> Scatter | None:
    """The scatter of a whole, no less than `pool`, that of its parts; None from too few."""
    if fit.freedom < FEWEST_FREE:
        return None
    own = fit.chi_squared / fit.freedom
    return Scatter(max(own, pool or 0.0), fit.freedom, cycle, fit.exceptional)
