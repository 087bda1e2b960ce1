"""Where the wards of one day lie, and which are neighbours; shapes only, no Django."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from math import cos, hypot, radians
from typing import TypeAlias

# Where no border is known, so many of the nearest wards stand for the neighbours.
NEAREST = 4


@dataclass(frozen=True)
class Ground:
    """The wards of one day on the map, by code.

    `outlines` are of all wards or of none, on one grid; `middles` in degrees. `credit` is what
    the licence asks to be shown, blank where nothing is loaded.
    """

    outlines: Mapping[str, Drawn] = field(default_factory=dict, repr=False)
    middles: Mapping[str, Position] = field(default_factory=dict, repr=False)
    credit: str = ""

    @property
    def has_borders(self) -> bool:
        """Whether neighbours are those that share a border, and not the nearest."""
        return bool(self._sharing)

    def neighbours(self, code: str) -> tuple[str, ...]:
        """Codes of the wards that share a border with it; else of the nearest, nearest first."""
        if self.has_borders:
            return tuple(sorted(self._sharing.get(code, ())))
        if code not in self.middles:
            return ()
        others = (middle for middle in self.middles if middle != code)
        return tuple(sorted(others, key=lambda other: (self._apart(code, other), other))[:NEAREST])

    def _apart(self, code: str, other: str) -> float:
        (x1, y1), (x2, y2) = self.middles[code], self.middles[other]
        return hypot((x1 - x2) * cos(radians((y1 + y2) / 2)), y1 - y2)

    @cached_property
    def _sharing(self) -> Mapping[str, set[str]]:
        """Wards with two corners or more in common: one alone is a touch, and no border."""
        at: dict[tuple[int, ...], set[str]] = defaultdict(set)
        for code, polygons in self.outlines.items():
            for corner in corners_of(polygons):
                at[corner].add(code)
        shared: dict[tuple[str, str], int] = defaultdict(int)
        for codes in at.values():
            for ward in codes:
                for other in codes - {ward}:
                    shared[ward, other] += 1
        found: dict[str, set[str]] = defaultdict(set)
        for (ward, other), corners in shared.items():
            if corners > 1:
                found[ward].add(other)
        return found


Position: TypeAlias = tuple[float, float]

# The same on the grid of the drawing, as JSON keeps it.
Drawn: TypeAlias = list[list[list[list[int]]]]


def corners_of(polygons: Drawn) -> Iterator[tuple[int, ...]]:
    """Every corner of what is drawn."""
    for polygon in polygons:
        for ring in polygon:
            yield from map(tuple, ring)
