"""Where the wards of a partnership lie: outlines, middles and neighbours; no figures."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from typing import Any, TypeAlias

from partnership.models import Partnership
from partnership.models.boundaries import Boundary
from partnership.places.geography import Geography
from partnership.places.ground import Ground, Position

_Row: TypeAlias = tuple[int, str, int, float, float, Any]


def ground(partnership: Partnership, places: Geography) -> Ground:
    """Where the wards of `places` lie, from the files in use; one query.

    Outlines come from the latest file that has every ward (under its code of today or an earlier
    one of the same extent). Middles are theirs; else those of a ward's LSOAs.
    """
    codes = {ward.pk: ward.code for ward in places.wards}
    rows_by_set: dict[int, dict[str, list[_Row]]] = defaultdict(lambda: defaultdict(list))
    rows = Boundary.objects.filter(
        of__partnership=partnership, of__until__isnull=True, area__in=places.ward_of
    ).order_by("-of__kind", "-of__loaded_at", "-of", "area")
    for row in rows.values_list(
        "of", "of__attribution", "area", "longitude", "latitude", "polygons"
    ):
        rows_by_set[row[0]][codes[places.ward_of[row[2]]]].append(row)
    # Wards come before LSOAs.
    for by_ward in rows_by_set.values():
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
