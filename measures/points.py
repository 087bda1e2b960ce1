"""Months beside what is usual for each: which lie outside, and runs to one side; only numbers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum

from measures.counts import Evidence
from measures.periods import Month

# So many months in a row on one side of what is usual are told as a run.
RUN = 7


class Side(Enum):
    """Of what is usual, in words to show."""

    ABOVE = "above"
    BELOW = "below"


@dataclass(frozen=True)
class Point:
    """A month's count, what is usual for it, and the range within which months like it lie."""

    month: Month
    count: Evidence
    usual: float
    low: float
    high: float

    @property
    def is_outside(self) -> bool:
        return not self.low <= self.count <= self.high

    @property
    def side(self) -> Side | None:
        """Of what is usual; None where the count is just that."""
        if self.count == self.usual:
            return None
        return Side.ABOVE if self.count > self.usual else Side.BELOW


@dataclass(frozen=True)
class Run:
    """Months in a row on one side of what is usual for each, oldest first."""

    side: Side
    months: tuple[Month, ...]


def runs(points: Sequence[Point]) -> tuple[Run, ...]:
    """Every unbroken run of seven points or more, the earliest first.

    They are no test: real months hang together, and one in three histories of such months has one.
    """
    return tuple(
        Run(stretch[0].side, tuple(point.month for point in stretch))
        for stretch in _stretches(points)
        if len(stretch) >= RUN and stretch[0].side
    )


def _stretches(points: Sequence[Point]) -> Iterator[list[Point]]:
    """Points of neighbouring months on one side."""
    stretch: list[Point] = []
    for point in points:
        follows = stretch and (
            point.month == stretch[-1].month.shift(1) and point.side is stretch[-1].side
        )
        if stretch and not follows:
            yield stretch
            stretch = []
        stretch.append(point)
    if stretch:
        yield stretch
