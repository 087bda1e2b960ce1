"""Rectangles and straight lines on a slide, in points."""

from __future__ import annotations

from dataclasses import dataclass
from math import cos, radians, sin

EMU = 12_700  # in a point


@dataclass(frozen=True)
class Box:
    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def height(self) -> float:
        return self.bottom - self.top

    @property
    def area(self) -> float:
        return max(self.width, 0.0) * max(self.height, 0.0)

    def overlap(self, other: Box) -> tuple[float, float]:
        """How far the two lie over one another, sideways and downwards; negative if apart."""
        return (
            min(self.right, other.right) - max(self.left, other.left),
            min(self.bottom, other.bottom) - max(self.top, other.top),
        )

    def meets(self, other: Box, *, by: float) -> bool:
        """Whether they lie over one another by more than so many points both ways."""
        across, down = self.overlap(other)
        return across > by and down > by

    def holds(self, other: Box, *, slack: float = 0.0) -> bool:
        return (
            self.left - slack <= other.left
            and self.top - slack <= other.top
            and other.right <= self.right + slack
            and other.bottom <= self.bottom + slack
        )

    def inset(self, left: float, top: float, right: float, bottom: float) -> Box:
        return Box(self.left + left, self.top + top, self.right - right, self.bottom - bottom)

    def turned(self, degrees: float, about: Box) -> Box:
        """The box around this one when it is turned about the middle of another."""
        if not degrees:
            return self
        x, y = (about.left + about.right) / 2, (about.top + about.bottom) / 2
        c, s = cos(radians(degrees)), sin(radians(degrees))
        points = [
            (x + (px - x) * c - (py - y) * s, y + (px - x) * s + (py - y) * c)
            for px in (self.left, self.right)
            for py in (self.top, self.bottom)
        ]
        return around(points)


def around(points: list[tuple[float, float]]) -> Box:
    across, down = [x for x, _ in points], [y for _, y in points]
    return Box(min(across), min(down), max(across), max(down))


@dataclass(frozen=True)
class Map:
    """From the measure of a group's inside to points on the slide."""

    across: float = 1 / EMU
    down: float = 1 / EMU
    left: float = 0.0
    top: float = 0.0

    def box(self, x: float, y: float, width: float, height: float) -> Box:
        left, top = self.left + x * self.across, self.top + y * self.down
        return Box(left, top, left + width * self.across, top + height * self.down)


def crosses(start: tuple[float, float], end: tuple[float, float], box: Box) -> bool:
    """Whether a straight line runs through the inside of the box (Liang and Barsky)."""
    (x, y), (dx, dy) = start, (end[0] - start[0], end[1] - start[1])
    first, last = 0.0, 1.0
    for step, room in (
        (-dx, x - box.left),
        (dx, box.right - x),
        (-dy, y - box.top),
        (dy, box.bottom - y),
    ):
        if step == 0:
            if room <= 0:
                return False
            continue
        at = room / step
        if step < 0:
            first = max(first, at)
        else:
            last = min(last, at)
    return first < last
