"""Where the wards of a partnership lie: outlines, middles and neighbours; no figures."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from math import cos, hypot, radians
from typing import Any, TypeAlias

from partnership.boundary_models import Boundary, BoundarySet
from partnership.geography import Geography
from partnership.geojson import Drawn, Position, corners_of
from partnership.models import Partnership

# Where no border is known, so many of the nearest wards stand for the neighbours.
NEAREST = 4

_Row: TypeAlias = tuple[int, int, float, float, Any]


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
    """Where the wards of `places` lie, from the files in use; two queries.

    Outlines come from the latest file that has every ward (under its code of today or an earlier
    one of the same extent). Middles are theirs; else those of a ward's LSOAs.
    """
    codes = {ward.pk: ward.code for ward in places.wards}
    sets = list(
        BoundarySet.objects.filter(partnership=partnership, until__isnull=True).order_by(
            "-loaded_at", "-pk"
        )
    )
    if not sets or not codes:
        return Ground()
    rows: dict[int, list[_Row]] = defaultdict(list)
    for row in Boundary.objects.filter(of__in=sets).values_list(
        "of_id", "area_id", "longitude", "latitude", "polygons"
    ):
        rows[row[0]].append(row)
    for one in sets:
        if one.kind == BoundarySet.Kind.WARDS:
            held = _by_ward(rows[one.pk], places, codes)
            if held.keys() == set(codes.values()):
                return Ground(
                    outlines={code: found[0][4] for code, found in held.items()},
                    middles={code: _mean(found) for code, found in held.items()},
                    credit=one.attribution,
                )
    return _of_lsoas(sets, rows, places, codes)


def _of_lsoas(
    sets: Iterable[BoundarySet],
    rows: Mapping[int, list[_Row]],
    places: Geography,
    codes: Mapping[int, str],
) -> Ground:
    for one in sets:
        if one.kind == BoundarySet.Kind.LSOAS:
            held = _by_ward(rows[one.pk], places, codes)
            if held.keys() == set(codes.values()):
                middles = {code: _mean(found) for code, found in held.items()}
                return Ground(middles=middles, credit=one.attribution)
    return Ground()


def _by_ward(
    rows: Collection[_Row], places: Geography, codes: Mapping[int, str]
) -> dict[str, list[_Row]]:
    held: dict[str, list[_Row]] = defaultdict(list)
    for row in sorted(rows, key=lambda row: row[1]):
        ward = places.ward_of.get(row[1])
        if ward is not None:
            held[codes[ward]].append(row)
    return dict(held)


def _mean(rows: Collection[_Row]) -> Position:
    return (
        sum(longitude for _, _, longitude, _, _ in rows) / len(rows),
        sum(latitude for *_, latitude, _ in rows) / len(rows),
    )
