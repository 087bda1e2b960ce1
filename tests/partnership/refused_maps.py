"""Boundaries and comparison groups that the database refuses, by the constraint."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from partnership.models import Area, Partnership, WardSet
from partnership.models.boundaries import Boundary, BoundarySet
from partnership.models.peers import ComparisonGroup

THEN, LATER = datetime(2024, 3, 4, tzinfo=UTC), datetime(2024, 3, 5, tzinfo=UTC)


def _of() -> dict[str, Partnership]:
    return {"partnership": Partnership.objects.get(slug="middlesbrough")}


def _set(**changed: Any) -> BoundarySet:
    rest = {
        "kind": "wards",
        "ward_set": WardSet.objects.get(valid_to__isnull=True),
        "name": "wards.geojson",
        "sha256": "0",
        "attribution": "A test",
        "loaded_at": THEN,
    }
    return BoundarySet(**_of(), **rest | changed)


def _outline(**changed: Any) -> Boundary:
    of = BoundarySet.objects.first()
    if of is None:
        of = _set()
        of.save()
    ward = Area.objects.filter(level="ward").order_by("code").first()
    return Boundary(**{"of": of, "area": ward, "longitude": -1.2, "latitude": 54.5} | changed)


def _group(**changed: Any) -> ComparisonGroup:
    rest = {"name": "Alike", "source": "A test", "dated": THEN.date(), "since": LATER}
    return ComparisonGroup(**_of(), **rest | changed)


REFUSED: dict[str, Callable[[], Any]] = {
    "boundary_set_kind_is_known": lambda: _set(kind="parishes", ward_set=None),
    "boundary_set_of_wards_has_its_ward_set": lambda: _set(ward_set=None),
    "boundary_set_says_whence": lambda: _set(attribution=""),
    "boundary_set_ends_after_it_starts": lambda: _set(loaded_at=LATER, until=THEN),
    "boundary_set_one_in_use_for_a_ward_set": lambda: [_set(), _set()],
    "boundary_once_in_a_set": lambda: [_outline(), _outline()],
    "boundary_lies_on_the_earth": lambda: _outline(latitude=91.0),
    "comparison_group_one_of_a_name": lambda: [_group(), _group()],
    "comparison_group_says_what_and_whose": lambda: _group(source=""),
    "comparison_group_ends_after_it_begins": lambda: _group(until=THEN),
}
