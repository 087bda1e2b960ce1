"""Whether a change lies beyond the usual ups and downs of its months; knows only numbers."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from math import inf, log, sqrt

from measures.intervals import Interval, ratio_interval
from measures.scatter import Scatter

# A change of fewer counts than this, beside their scatter, would be missed half the time even if
# they doubled.
_FEWEST_TO_SAY = 24

# Two changes of fewer counts than this are not told apart.
FEWEST_TO_TELL_APART = 10
_Z = 1.96


class Outcome(Enum):
    """What one rule says of one change; in words to show."""

    BEYOND = "beyond the usual ups and downs"
    WITHIN = "within the usual ups and downs"
    TOO_FEW = "too few to say"
    TOO_EARLY = "too early to say"
    NONE_IN_EITHER = "none in either"


@dataclass(frozen=True)
class Judged:
    """The verdict on a ratio, its interval by the scatter of its months, and by counts alone.

    `factor` is that of the variance. It and `interval` are None where the scatter is not known.
    """

    outcome: Outcome
    by_counts: Interval
    interval: Interval | None = None
    factor: float | None = None


def judged(
    before: int,
    after: int,
    *,
    scatter: Scatter | None,
    is_early: bool = False,
    before_months: float,
    after_months: float,
    before_exposure: float | None = None,
    after_exposure: float | None = None,
) -> Judged:
    """What may be said of `after` beside `before`: counts of so many months each.

    `scatter` is None where the history holds too few counts to know it, or is too short
    (`is_early`). Exposures are the months, unless given otherwise. ValueError as in
    `ratio_interval`.
    """
    exposed = (before_exposure or before_months, after_exposure or after_months)
    by_counts = ratio_interval(before, after, before_exposure=exposed[0], after_exposure=exposed[1])
    if before == after == 0:
        return Judged(Outcome.NONE_IN_EITHER, by_counts)
    if scatter is None:
        return Judged(Outcome.TOO_EARLY if is_early else Outcome.TOO_FEW, by_counts)
    factor = scatter.factor(max(before_months, after_months))
    interval = _widened(before, after, exposed, by_counts, factor)
    if not interval.low <= 1 <= interval.high:
        outcome = Outcome.BEYOND
    elif (before * exposed[1] / exposed[0] + after) / factor < _FEWEST_TO_SAY:
        outcome = Outcome.TOO_FEW
    else:
        outcome = Outcome.WITHIN
    return Judged(outcome, by_counts, interval, factor)


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
