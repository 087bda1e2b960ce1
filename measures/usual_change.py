"""Whether a change lies beyond the usual ups and downs of its months; knows only numbers."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto
from math import inf, log, sqrt
from statistics import NormalDist

from measures.intervals import Interval, ratio_interval, widened
from measures.periods import Month, Period
from measures.scatter import Scatter

# A change of fewer counts than this, beside their scatter, would be missed half the time even if
# they doubled.
_FEWEST_TO_SAY = 24

# Two changes of fewer counts than this are not told apart.
FEWEST_TO_TELL_APART = 10
_Z = NormalDist().inv_cdf(0.975)


class Outcome(Enum):
    """What one rule says of one change."""

    BEYOND = auto()
    WITHIN = auto()
    TOO_FEW = auto()
    TOO_EARLY = auto()
    NONE_IN_EITHER = auto()


@dataclass(frozen=True)
class Basis:
    """What changes of one figure are judged by: the scatter of its months up to the later period.

    `window` are those months; None where there are none in a row. Without a `scatter` nothing can
    be said: yet, where the window is too short for it, but once figures up to `enough_with` are
    held; or ever, from so few. `exceptional` are months that were left out of the fit.
    """

    scatter: Scatter | None
    window: Period | None = None
    enough_with: Month | None = None
    exceptional: tuple[Period, ...] = ()

    @property
    def is_early(self) -> bool:
        return self.enough_with is not None


@dataclass(frozen=True)
class Judged:
    """The verdict on a ratio, its interval by the scatter of its months, and by counts alone.

    `factor` is that of the variance, and `p_value` how often the usual ups and downs alone would
    part the two so far, to rank many changes by. All three are None where the scatter is not known.
    """

    outcome: Outcome
    by_counts: Interval
    interval: Interval | None = None
    factor: float | None = None
    p_value: float | None = None


def judged(
    before: int,
    after: int,
    *,
    basis: Basis,
    before_months: float,
    after_months: float,
) -> Judged:
    """What may be said of `after` beside `before`: counts of so many months each.

    ValueError as in `ratio_interval`.
    """
    exposed = (before_months, after_months)
    by_counts = ratio_interval(
        before, after, before_exposure=before_months, after_exposure=after_months
    )
    if before == after == 0:
        return Judged(Outcome.NONE_IN_EITHER, by_counts)
    if basis.scatter is None:
        return Judged(Outcome.TOO_EARLY if basis.is_early else Outcome.TOO_FEW, by_counts)
    factor = basis.scatter.factor(max(exposed))
    interval = _widened(before, after, exposed, by_counts, factor)
    if not interval.low <= 1 <= interval.high:
        outcome = Outcome.BEYOND
    elif (before * after_months / before_months + after) / factor < _FEWEST_TO_SAY:
        outcome = Outcome.TOO_FEW
    else:
        outcome = Outcome.WITHIN
    p_value = _p_value(_ratio(before, after, exposed), interval)
    return Judged(outcome, by_counts, interval, factor, p_value)


def _widened(
    before: int, after: int, exposed: tuple[float, float], by_counts: Interval, factor: float
) -> Interval:
    """The exact interval, stretched about the ratio; it always contains the exact one."""
    found = widened(by_counts, about=_ratio(before, after, exposed), factor=factor)
    return Interval(found.low if after else 0.0, found.high if before else inf)


def _ratio(before: int, after: int, exposed: tuple[float, float]) -> float:
    """How many times as many; a half stands for none."""
    half = 0.0 if before and after else 0.5
    return (after + half) / (before + half) * exposed[0] / exposed[1]


def _p_value(ratio: float, interval: Interval) -> float:
    """Below 5% exactly where the interval leaves out 1: by its end on the side of 1."""
    distance = abs(log(ratio))
    end = interval.low if ratio > 1 else interval.high
    if not distance or not 0 < end < inf:
        return 1.0
    reach = abs(log(end / ratio))
    return 2 * NormalDist().cdf(-_Z * distance / reach) if reach else 0.0


@dataclass(frozen=True)
class Moved:
    """A change from `before` to `after`, and the factor of its variance."""

    before: int
    after: int
    factor: float


def moved_otherwise(part: Moved, rest: Moved) -> bool | None:
    """Whether a part changed otherwise than the rest of the whole; None from too few."""
    counts = (part.before, part.after, rest.before, rest.after)
    if min(counts) < FEWEST_TO_TELL_APART:
        return None
    apart = log(part.after / part.before) - log(rest.after / rest.before)
    variance = part.factor * (1 / part.before + 1 / part.after)
    variance += rest.factor * (1 / rest.before + 1 / rest.after)
    return abs(apart) > _Z * sqrt(variance)
