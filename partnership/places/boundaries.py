"""Where the wards of a partnership lie: outlines, middles and neighbours; no figures."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from math import cos, hypot, radians
from typing import Any, TypeAlias

from partnership.models import Partnership
from partnership.models.boundaries import Boundary
from partnership.places.geography import Geography
from partnership.places.geojson import Drawn, Position, corners_of

# Where no border is known, so many of the nearest wards stand for the neighbours.
NEAREST = 4

_Row: TypeAlias = tuple[int, str, int, float, float, Any]


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
        others = (one for one in self.middles if one != code)
        return tuple(sorted(others, key=lambda one: (self._apart(code, one), one))[:NEAREST])

    def _apart(self, one: str, other: str) -> float:
        (x1, y1), (x2, y2) = self.middles[one], self.middles[other]
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
            for one in codes:
                for other in codes - {one}:
                    shared[one, other] += 1
        found: dict[str, set[str]] = defaultdict(set)
        for (one, other), corners in shared.items():
            if corners > 1:
                found[one].add(other)
        return found


def ground(partnership: Partnership, places: Geography) -> Ground:
    """Where the wards of `places` lie, from the files in use; one query.

    Outlines come from the latest file that has every ward (under its code of today or an earlier
    one of the same extent). Middles are theirs; else those of a ward's LSOAs.
    """
    codes = {ward.pk: ward.code for ward in places.wards}
    held: dict[int, dict[str, list[_Row]]] = defaultdict(lambda: defaultdict(list))
    rows = Boundary.objects.filter(
        of__partnership=partnership, of__until__isnull=True, area__in=places.ward_of
    ).order_by("-of__kind", "-of__loaded_at", "-of", "area")
    for row in rows.values_list(
        "of", "of__attribution", "area", "longitude", "latitude", "polygons"
    ):
        held[row[0]][codes[places.ward_of[row[2]]]].append(row)
    # Wards come before LSOAs.
    for by_ward in held.values():
        if by_ward.keys() == set(codes.values()):
            return _ground(by_ward)
    return Ground()


def _ground(by_ward: Mapping[str, list[_Row]]) -> Ground:
    first = next(iter(by_ward.values()))[0]
    outlines = {code: rows[0][5] for code, rows in by_ward.items() if rows[0][5]}
    return Ground(
        outlines=outlines,
        middles={code: _mean(rows) for code, rows in by_ward.items()},
        credit=first[1],
    )


def _mean(rows: Collection[_Row]) -> Position:
    return (
        sum(row[3] for row in rows) / len(rows),
        sum(row[4] for row in rows) / len(rows),
    )
