"""Loads boundaries: whose wards they are is checked by name, and the earlier ones are kept."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from partnership import audit, would_do
from partnership.kinds import Level
from partnership.models import Area, Partnership, Placement, User, WardSet
from partnership.models.boundaries import Boundary, BoundarySet
from partnership.people.permissions import Permission, check
from partnership.places.geojson import Boundaries, Outline, drawn
from partnership.refusals import Refused
from partnership.would_do import naming

# A wrong file may be of the whole country: so many names tell which it is.
_MOST_NAMED = 25


@dataclass(frozen=True)
class LoadedBoundaries:
    """What a file of boundaries brought to a partnership.

    `ward_set` is blank for LSOAs. `passed_over` are areas of the file that lie elsewhere.
    `is_converted` says that its positions were of the British National Grid.
    """

    file: str
    level: Level
    partnership: str
    ward_set: str
    areas: int
    passed_over: int
    attribution: str
    is_converted: bool = False


@naming(would_do.BOUNDARIES)
@transaction.atomic
def load_boundaries(
    *,
    boundaries: Boundaries,
    partnership: Partnership,
    content: bytes,
    by: User | None,
    attribution: str = "",
    at: datetime | None = None,
) -> LoadedBoundaries:
    """Keep the outlines of one ward set, or the middles of LSOAs, in place of those in use.

    `content` is the file, for its sha256. Refused names the wards that a file lacks of
    every ward set, and those that it has besides. `by` is None for the command line.
    """
    if by is not None:
        check(by, Permission.MANAGE_AREAS, partnership=partnership)
    is_of_wards = boundaries.level == Level.WARD
    ward_set = _ward_set(boundaries, partnership) if is_of_wards else None
    ids = _wards(ward_set) if ward_set else _lsoas(boundaries, partnership)
    wanted = boundaries.of(ids)
    boundary_set, before = _keep(
        wanted,
        partnership,
        ward_set,
        ids=ids,
        sha256=hashlib.sha256(content).hexdigest(),
        attribution=" ".join(attribution.split()) or boundaries.attribution,
        at=at or timezone.now(),
    )
    audit.record(
        audit.Kind.BOUNDARIES_LOADED,
        by=by,
        about=boundary_set,
        partnership=partnership,
        at=at,
        before=[{"file": earlier.name, "sha256": earlier.sha256} for earlier in before],
        after={"file": boundary_set.name, "sha256": boundary_set.sha256},
        ward_set=ward_set.name if ward_set else "",
        areas=len(wanted.outlines),
    )
    return LoadedBoundaries(
        file=boundaries.file,
        level=boundaries.level,
        partnership=partnership.slug,
        ward_set=ward_set.name if ward_set else "",
        areas=len(wanted.outlines),
        passed_over=len(boundaries.outlines) - len(wanted.outlines),
        attribution=boundary_set.attribution,
        is_converted=boundaries.is_converted,
    )


def _ward_set(boundaries: Boundaries, partnership: Partnership) -> WardSet:
    """The ward set, the latest of several, every ward of which is in the file, and no other."""
    sets = list(partnership.ward_sets.prefetch_related("wards").order_by("-valid_from"))
    if not sets:
        raise Refused(
            f"The portal holds no wards of {partnership.short_name}: load them with load_areas"
            f" before {boundaries.file}"
        )
    near = _near(boundaries, partnership)
    for ward_set in sets:
        if {outline.area.code for outline in near} == {ward.code for ward in ward_set.wards.all()}:
            return ward_set
    # The set with most in common is the one meant, otherwise the latest.
    meant = max(
        sets, key=lambda ward_set: sum(w.code in boundaries.codes for w in ward_set.wards.all())
    )
    raise Refused(_unlike(boundaries.file, near, meant))


def _near(boundaries: Boundaries, partnership: Partnership) -> list[Outline]:
    """The wards in the districts of the partnership, where the file says which they are in."""
    districts = set(partnership.districts.values_list("code", flat=True))
    return [
        outline
        for outline in boundaries.outlines
        if not outline.district or outline.district in districts
    ]


def _unlike(file: str, near: Iterable[Outline], meant: WardSet) -> str:
    wards = {ward.code: ward.name for ward in meant.wards.all()}
    in_file = {outline.area.code: outline.area.name for outline in near}
    missing = {code: name for code, name in wards.items() if code not in in_file}
    strange = {code: name for code, name in in_file.items() if code not in wards}
    sentences = [f"{file} does not have the wards of “{meant.name}”"]
    if missing:
        sentences.append(f"{len(missing)} of {len(wards)} are missing: {_named(missing)}")
    if strange:
        sentences.append(f"{len(strange)} are strange to it: {_named(strange)}")
    return ". ".join((sentences[0], *(line[:1].upper() + line[1:] for line in sentences[1:])))


def _named(wards: dict[str, str]) -> str:
    listed = [
        f"{name} ({code})" for code, name in sorted(wards.items(), key=lambda ward: ward[::-1])
    ]
    more = len(listed) - _MOST_NAMED
    return ", ".join((*listed[:_MOST_NAMED], *([f"and {more} more"] if more > 0 else [])))


def _wards(ward_set: WardSet) -> dict[str, int]:
    return dict(ward_set.wards.values_list("code", "pk"))


def _lsoas(boundaries: Boundaries, partnership: Partnership) -> dict[str, int]:
    placed = Placement.objects.filter(ward_set__partnership=partnership)
    pk_by_code = dict(Area.objects.filter(pk__in=placed.values("lsoa")).values_list("code", "pk"))
    found = {code: pk for code, pk in pk_by_code.items() if code in boundaries.codes}
    if not found:
        raise Refused(
            f"{boundaries.file} has no LSOA that lies in a ward of {partnership.short_name} as"
            " the portal knows it: load the lookup of LSOAs with load_areas first"
        )
    return found


def _keep(
    wanted: Boundaries,
    partnership: Partnership,
    ward_set: WardSet | None,
    *,
    ids: dict[str, int],
    sha256: str,
    attribution: str,
    at: datetime,
) -> tuple[BoundarySet, list[BoundarySet]]:
    """The new set, and those that it ended."""
    kind = BoundarySet.Kind.WARDS if ward_set else BoundarySet.Kind.LSOAS
    in_use = partnership.boundary_sets.filter(until__isnull=True, kind=kind, ward_set=ward_set)
    before = _ended(in_use, wanted.codes) if ward_set is None else list(in_use)
    BoundarySet.objects.filter(pk__in=[earlier.pk for earlier in before]).update(until=at)
    boundary_set = partnership.boundary_sets.create(
        kind=kind,
        ward_set=ward_set,
        name=wanted.file,
        sha256=sha256,
        attribution=attribution,
        loaded_at=at,
    )
    shapes = drawn(wanted.outlines) if ward_set else {}
    Boundary.objects.bulk_create(
        _boundary(boundary_set, outline, ids, shapes) for outline in wanted.outlines
    )
    return boundary_set, before


def _ended(in_use: Iterable[BoundarySet], codes: Collection[str]) -> list[BoundarySet]:
    """LSOAs of the other census stay beside these: only a set of the same ones has ended."""
    return [
        boundary_set
        for boundary_set in in_use
        if set(boundary_set.boundaries.values_list("area__code", flat=True)) == set(codes)
    ]


def _boundary(
    boundary_set: BoundarySet, outline: Outline, ids: dict[str, int], shapes: dict
) -> Boundary:
    longitude, latitude = outline.middle
    return Boundary(
        of=boundary_set,
        area_id=ids[outline.area.code],
        longitude=longitude,
        latitude=latitude,
        polygons=shapes.get(outline.area.code, []),
    )
