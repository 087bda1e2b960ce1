"""Whether a change lies beyond the usual ups and downs of its months; knows only numbers."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto
from math import inf, log, sqrt

from measures.intervals import Interval, ratio_interval, two_count_p, widened_p
from measures.periods import Month, Period
from measures.scatter import Scatter

# A change of fewer counts than this, beside their scatter, would be missed half the time even if
# they doubled.
_FEWEST_TO_SAY = 24

# Two changes of fewer counts than this are not told apart.
FEWEST_TO_TELL_APART = 10
_Z = 1.96


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
    p_value = _p_value(before, after, exposed, factor)
    return Judged(outcome, by_counts, interval, factor, p_value)


def _p_value(before: int, after: int, exposed: tuple[float, float], factor: float) -> float:
    """That of counts alone, its distance from none taken in so many times the usual spread."""
    by_counts = two_count_p(before, after, before_exposure=exposed[0], after_exposure=exposed[1])
    return widened_p(by_counts, factor)


def _widened(
    before: int, after: int, exposed: tuple[float, float], by_counts: Interval, factor: float
) -> Interval:
    """The exact interval, stretched on the scale of ratios; it always contains the exact one."""
    half = 0.0 if before and after else 0.5
    ratio = (after + half) / (before + half) * exposed[0] / exposed[1]
    root = sqrt(factor)
    return Interval(
        low=ratio * (by_counts.low / ratio) ** root if after else 0.0,
        high=ratio * (by_counts.high / ratio) ** root if before else inf,
    )


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
