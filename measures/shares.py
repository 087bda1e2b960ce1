"""What became of a share from one period to another, in percentage points; knows only numbers."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from math import sqrt

from measures.intervals import Interval, wilson


@dataclass(frozen=True)
class Share:
    """`percent` of `known` cases, which is None where nobody published how many were known."""

    percent: float
    known: int | None = None

    @property
    def cases(self) -> int | None:
        """How many the share stands for: to the nearest whole where only the share is known."""
        return None if self.known is None else round(self.percent * self.known / 100)

    @cached_property
    def interval(self) -> Interval | None:
        """95% interval in percent, by Wilson; None where the number of known cases is not known."""
        if self.known is None or self.cases is None:
            return None
        bounds = wilson(self.cases, self.known)
        return Interval(100 * bounds.low, 100 * bounds.high)


@dataclass(frozen=True)
class ShareChange:
    """Two shares that may be compared: the difference is in points and never in percent."""

    before: Share
    after: Share

    @property
    def points(self) -> float:
        return self.after.percent - self.before.percent

    @cached_property
    def interval(self) -> Interval | None:
        """95% interval of the difference in points, or None unless both bases are known.

        Newcombe 1998, method 10: the Wilson intervals of the two, put together.
        """
        before, after = self.before.interval, self.after.interval
        if before is None or after is None:
            return None
        was, now = self.before.percent, self.after.percent
        below = sqrt((now - after.low) ** 2 + (before.high - was) ** 2)
        above = sqrt((after.high - now) ** 2 + (was - before.low) ** 2)
        return Interval(self.points - below, self.points + above)
