"""Loading what the Office for National Statistics publishes about places: checked, and whole."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from partnership import audit, would_do
from partnership.kinds import Level
from partnership.models import (
    Area,
    Partnership,
    Placement,
    Population,
    User,
    WardSet,
    Within,
)
from partnership.people.permissions import (
    Permission,
    check_actor,
    check_hosting,
)
from partnership.places.ons import Estimates, Lookup
from partnership.refusals import Refused
from partnership.would_do import naming

# Which of two levels in one row of a lookup lies in which.
_LIES_IN = (
    (Level.WARD, Level.DISTRICT),
    (Level.DISTRICT, Level.PARTNERSHIP),
    (Level.DISTRICT, Level.POLICE_FORCE),
    (Level.DISTRICT, Level.FIRE_AUTHORITY),
    (Level.DISTRICT, Level.NATION),
    (Level.PARTNERSHIP, Level.POLICE_FORCE),
)

_SMALL = frozenset({Level.WARD, Level.LSOA})


@dataclass(frozen=True)
class WithoutLsoa:
    """Wards of a ward set of `of` wards in which a lookup places no LSOA."""

    partnership: str
    ward_set: str
    wards: tuple[str, ...]
    of: int


@dataclass(frozen=True)
class Loaded:
    """What a file has brought: all of it whether new or known already.

    `ward_set` is the (last) one whose wards it names. `without_lsoa` are the wards in which it
    places none, though the set has them: they are kept.
    """

    file: str
    areas: int
    placements: int = 0
    new_ward_sets: tuple[str, ...] = ()
    ward_set: str = ""
    without_lsoa: tuple[WithoutLsoa, ...] = ()


@naming(would_do.AREAS)
@transaction.atomic
def load_lookup(
    *,
    lookup: Lookup,
    by: User | None,
    everywhere: bool = False,
    only: Partnership | None = None,
    starts_on: date | None = None,
    at: datetime | None = None,
) -> Loaded:
    """Write the areas of `lookup`, what lies in what, and where it places LSOAs.

    Wards and LSOAs only of hosted partnerships, unless `everywhere`; placements of those alone.
    With `only`, nothing but the wards and LSOAs of that one, which is its administrator's to do;
    the rest is for who hosts partnerships. A new ward set starts on 1 May of the file's year,
    or on `starts_on`. A lookup of LSOAs that names some wards of a set, and no other, adds none: a
    ward in which no LSOA fits best is a ward all the same.
    """
    _check_places(by, only)
    if only is not None:
        lookup = _part_of(lookup, only)
    hosted = _hosted_districts()
    ids = _write_areas(lookup, None if everywhere else frozenset(hosted))
    _write_within(lookup, ids)
    placements, new_sets, without, name = 0, [], [], ""
    if lookup.has_wards:
        for partnership in dict.fromkeys(hosted.values()):
            ward_set, is_new = _ward_set_of(lookup, partnership, starts_on)
            if ward_set is None:
                continue
            name = ward_set.name
            if is_new:
                new_sets.append(f"{partnership.short_name}: {ward_set.name}")
            if lookup.places_lsoas:
                placements += _write_placements(lookup, ward_set, ids=ids)
                without += _without_lsoa(lookup, ward_set)
    loaded = Loaded(
        lookup.file, len(ids), placements, tuple(new_sets), name, without_lsoa=tuple(without)
    )
    audit.record(
        audit.Kind.AREAS_LOADED,
        by=by,
        about=None,
        partnership=only,
        at=at,
        file=loaded.file,
        areas=loaded.areas,
        placements=placements,
    )
    return loaded


@naming(would_do.RESIDENTS)
@transaction.atomic
def load_estimates(
    *,
    estimates: Estimates,
    by: User | None,
    only: Partnership | None = None,
    at: datetime | None = None,
) -> Loaded:
    """Write the residents of every area of `estimates` that is held; with `only`, of those of
    that partnership."""
    _check_places(by, only)
    if only is not None:
        estimates = _residents_of(estimates, only)
    codes = {row.code for row in estimates.rows}
    pk_by_code = dict(
        Area.objects.filter(level__in={row.level for row in estimates.rows}).values_list(
            "code", "pk"
        )
    )
    if codes.isdisjoint(pk_by_code):
        raise Refused(
            f"The portal holds none of the {len(codes):,} areas in {estimates.file}:"
            " load their lookup with load_areas first"
        )
    populations = [
        Population(
            area_id=pk_by_code[row.code], year=row.year, count=row.count, source=estimates.source
        )
        for row in estimates.rows
        if row.code in pk_by_code
    ]
    Population.objects.bulk_create(
        populations,
        update_conflicts=True,
        unique_fields=["area", "year", "source"],
        update_fields=["count"],
    )
    loaded = Loaded(estimates.file, len(populations))
    audit.record(
        audit.Kind.POPULATIONS_LOADED,
        by=by,
        about=None,
        partnership=only,
        at=at,
        file=loaded.file,
        areas=loaded.areas,
    )
    return loaded


def _check_places(by: User | None, only: Partnership | None) -> None:
    """What is for all partnerships is not for the administrator of one."""
    if only is not None:
        check_actor(by, Permission.MANAGE_AREAS, only)
    elif by is not None:
        check_hosting(by)


def _part_of(lookup: Lookup, partnership: Partnership) -> Lookup:
    """The wards and LSOAs of one partnership, if the file has them and no other one does."""
    if not lookup.has_wards:
        raise Refused(f"{lookup.file} lists no wards")
    part = lookup.within(set(partnership.districts.values_list("code", flat=True)))
    if not part.rows:
        raise Refused(f"{lookup.file} has no ward of {partnership.short_name}")
    for level in (Level.WARD, Level.LSOA):
        known = Area.objects.filter(code__in=part.codes(level))
        others = WardSet.objects.exclude(partnership=partnership)
        taken = (
            known.exclude(level=level).first()
            or known.filter(ward_sets__in=others).first()
            or known.filter(placements__ward_set__in=others).first()
        )
        if taken:
            raise Refused(
                f"{lookup.file} has {taken.name} ({taken.code}) as a {level.label.lower()} of"
                f" {partnership.short_name}; the portal knows it as somebody else’s"
            )
    return part


def _residents_of(estimates: Estimates, partnership: Partnership) -> Estimates:
    own = partnership.districts.all() | Area.objects.filter(
        level=Level.WARD, ward_sets__partnership=partnership
    )
    part = estimates.of(set(own.values_list("code", flat=True)))
    if not part.rows:
        raise Refused(
            f"{estimates.file} has no ward or district of {partnership.short_name}"
            " that the portal knows: load its wards first"
        )
    return part


def _hosted_districts() -> dict[str, Partnership]:
    return {
        district.code: partnership
        for partnership in Partnership.objects.prefetch_related("districts").order_by("pk")
        for district in partnership.districts.all()
    }


def _write_areas(lookup: Lookup, districts: Collection[str] | None) -> dict[str, int]:
    """Ids by code of the file's areas; of the small ones only those in `districts`, if given."""
    wanted: dict[str, Area] = {}
    for row in lookup.rows:
        is_near = districts is None or (
            Level.DISTRICT in row.areas and row.areas[Level.DISTRICT].code in districts
        )
        for level, named in row.areas.items():
            if named.code not in wanted and (is_near or level not in _SMALL):
                wanted[named.code] = Area(code=named.code, name=named.name, level=level)
    Area.objects.bulk_create(
        wanted.values(),
        update_conflicts=True,
        unique_fields=["code"],
        update_fields=["name"],
        batch_size=2000,
    )
    # `in_bulk` asks in portions: a database takes only so many parameters.
    area_by_code = Area.objects.only("code").in_bulk(list(wanted), field_name="code")
    return {code: area.pk for code, area in area_by_code.items()}


def _write_within(lookup: Lookup, ids: Mapping[str, int]) -> None:
    pairs = {
        (row.areas[part].code, row.areas[whole].code)
        for row in lookup.rows
        for part, whole in _LIES_IN
        if part in row.areas and whole in row.areas
    }
    Within.objects.bulk_create(
        (
            Within(part_id=ids[part], whole_id=ids[whole], source=lookup.file)
            for part, whole in sorted(pairs)
            if part in ids
        ),
        update_conflicts=True,
        unique_fields=["part", "whole"],
        update_fields=["source"],
        batch_size=2000,
    )


def _ward_set_of(
    lookup: Lookup, partnership: Partnership, starts_on: date | None
) -> tuple[WardSet | None, bool]:
    """The ward set whose wards the file names, and whether it is new; None if it names none."""
    districts = set(partnership.districts.values_list("code", flat=True))
    near = [row.areas for row in lookup.rows if row.areas[Level.DISTRICT].code in districts]
    codes = {areas[Level.WARD].code for areas in near}
    if not codes:
        return None, False
    held = {
        ward_set: {ward.code for ward in ward_set.wards.all()}
        for ward_set in partnership.ward_sets.prefetch_related("wards").order_by("-valid_from")
    }
    for ward_set, wards in held.items():
        if codes == wards:
            return ward_set, False
    if missing := districts - {areas[Level.DISTRICT].code for areas in near}:
        raise Refused(
            f"{lookup.file} has only some of the districts of {partnership.short_name}:"
            f" not {', '.join(sorted(missing))}"
        )
    start = starts_on or date(lookup.years[Level.WARD], 5, 1)
    if lookup.places_lsoas:
        having_more = [ward_set for ward_set, wards in held.items() if codes < wards]
        if having_more:
            begun = [ward_set for ward_set in having_more if ward_set.valid_from <= start]
            return (begun or having_more[::-1])[0], False
    else:
        for ward_set, wards in held.items():
            if wards < codes and ward_set.valid_from.year == start.year:
                # It was made of a lookup, which leaves out the wards without an LSOA.
                ward_set.wards.add(*Area.objects.filter(code__in=codes - wards))
                return ward_set, False
    return _add_ward_set(
        lookup, partnership, codes=codes, start=start, is_given=bool(starts_on)
    ), True


def _add_ward_set(
    lookup: Lookup,
    partnership: Partnership,
    *,
    codes: Collection[str],
    start: date,
    is_given: bool,
) -> WardSet:
    """ONS dates its lookups by year; wards change at the elections in May."""
    others = partnership.ward_sets.order_by("valid_from")
    if clash := others.filter(valid_from__year=start.year).first():
        raise Refused(
            f"{lookup.file} names other wards of {partnership.short_name} than {clash},"
            f" which also starts in {start.year}"
        )
    before = others.filter(valid_from__lt=start).last()
    after = others.filter(valid_from__gt=start).first()
    if before:
        before.valid_to = start
        before.save(update_fields=["valid_to"])
    added = partnership.ward_sets.create(
        name=f"Wards of {lookup.years[Level.WARD]}",
        valid_from=start,
        valid_to=after.valid_from if after else None,
        source=lookup.file
        if is_given
        else f"{lookup.file}; its first day is taken to be 1 May of the file’s year",
    )
    added.wards.set(Area.objects.filter(code__in=codes))
    return added


def _write_placements(lookup: Lookup, ward_set: WardSet, *, ids: Mapping[str, int]) -> int:
    wards = set(ward_set.wards.values_list("code", flat=True))
    placements = {
        row.areas[Level.LSOA].code: Placement(
            lsoa_id=ids[row.areas[Level.LSOA].code],
            vintage=lookup.vintage,
            ward_id=ids[row.areas[Level.WARD].code],
            ward_set=ward_set,
            method=row.method,
            source=lookup.file,
        )
        for row in lookup.rows
        if row.areas[Level.WARD].code in wards
    }
    Placement.objects.bulk_create(
        placements.values(),
        update_conflicts=True,
        unique_fields=["lsoa", "ward_set"],
        update_fields=["vintage", "ward", "method", "source"],
        batch_size=2000,
    )
    return len(placements)


def _without_lsoa(lookup: Lookup, ward_set: WardSet) -> list[WithoutLsoa]:
    wards = dict(ward_set.wards.order_by("name").values_list("code", "name"))
    without = tuple(name for code, name in wards.items() if code not in lookup.codes(Level.WARD))
    if not without:
        return []
    return [WithoutLsoa(ward_set.partnership.short_name, ward_set.name, without, len(wards))]


def only_whole(districts, level: Level) -> Area | None:
    """The one area of the level that the districts lie in; None if there is none, or several."""
    # Two questions of one table each, not a join: right after a load PostgreSQL may still believe
    # both tables empty, and would then walk the whole of one for each row of the other.
    wholes = set(Within.objects.filter(part__in=districts).values_list("whole", flat=True))
    found = Area.objects.filter(pk__in=wholes, level=level)[:2]
    return found[0] if len(found) == 1 else None
