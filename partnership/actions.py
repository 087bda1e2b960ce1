"""Every change to people and places: who did it is checked, written down, and whole or not."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify

from partnership import audit
from partnership.models import (
    Agency,
    Area,
    Level,
    LocalityWard,
    Membership,
    Partnership,
    Placement,
    Population,
    Role,
    User,
    WardSet,
    Within,
)
from partnership.ons import Estimates, Lookup
from partnership.permissions import Permission, check, forget


class ImpossibleError(ValueError):
    """The change would leave something that cannot be; the message says what, in a sentence."""


# --- People ----------------------------------------------------------------------------------
@transaction.atomic
def add_user(
    *,
    email: str,
    name: str,
    by: User | None,
    partnership: Partnership,
    job_title: str = "",
    password: str | None = None,
    at: datetime | None = None,
) -> User:
    """A person who can sign in, and can do nothing until they are given a role.

    `partnership` is the one on whose behalf `by` adds them. Here and below `by` is None when
    the command line does it.
    """
    _check(by, Permission.MANAGE_USERS, partnership)
    if User.objects.filter(email=email).exists():
        raise ImpossibleError(f"{email.lower()} is somebody’s already")
    user = User.objects.create_user(email, password, name=name, job_title=job_title)
    audit.record(audit.Kind.USER_ADDED, by=by, about=user, partnership=partnership, at=at)
    return user


@transaction.atomic
def give_role(
    *,
    user: User,
    role: Role,
    partnership: Partnership,
    by: User | None,
    agency: Agency | None = None,
    valid_from: date | None = None,
    at: datetime | None = None,
) -> Membership:
    """Make `user` a `role` in `partnership`, for `agency` where they speak for one."""
    _check(by, Permission.MANAGE_USERS, partnership)
    if role is Role.SUPPLIER and agency is None:
        raise ImpossibleError("A supplier officer needs an agency")
    if agency and not agency.partnerships.contains(partnership):
        raise ImpossibleError(f"{agency} is not an agency of {partnership}")
    membership, _ = Membership.objects.update_or_create(
        user=user,
        partnership=partnership,
        role=role,
        agency=agency,
        defaults={"valid_from": valid_from, "valid_to": None},
    )
    forget(user)
    audit.record(
        audit.Kind.ROLE_GIVEN,
        by=by,
        about=user,
        partnership=partnership,
        at=at,
        role=role.value,
        agency=agency.slug if agency else None,
    )
    return membership


@transaction.atomic
def end_role(
    *, membership: Membership, by: User | None, on: date | None = None, at: datetime | None = None
) -> Membership:
    """Have `membership` hold no longer from `on`, today unless told."""
    _check(by, Permission.MANAGE_USERS, membership.partnership)
    membership.valid_to = on or timezone.localdate()
    if membership.valid_from and membership.valid_to <= membership.valid_from:
        raise ImpossibleError("A role cannot end before the day after it started")
    membership.save(update_fields=["valid_to"])
    forget(membership.user)
    audit.record(
        audit.Kind.ROLE_ENDED,
        by=by,
        about=membership.user,
        partnership=membership.partnership,
        at=at,
        role=membership.role,
        on=membership.valid_to,
    )
    return membership


# --- Places ----------------------------------------------------------------------------------
@transaction.atomic
def host_partnership(
    *,
    code: str,
    slug: str,
    by: None,
    name: str | None = None,
    short_name: str | None = None,
    at: datetime | None = None,
    **branding: str,
) -> Partnership:
    """Set up the partnership of this GSS code with its districts, force and fire authority.

    They come from the lookups that `load_areas` has read. `branding` is any other field.
    Nobody has rights in it yet, so that only the command line can.
    """
    area = Area.objects.filter(code=code, level=Level.PARTNERSHIP).first()
    if area is None:
        raise ImpossibleError(
            f"No community safety partnership has the code {code}: load the ONS list"
        )
    districts = Area.objects.filter(level=Level.DISTRICT, wholes__whole=area)
    if not districts:
        raise ImpossibleError(f"No district is known to be in {area} ({code}): load the ONS lookup")
    partnership = Partnership(
        code=code,
        slug=slug,
        area=area,
        short_name=short_name or area.name,
        name=name or f"{area.name} Community Safety Partnership",
        police_force=_only_whole(districts, Level.POLICE_FORCE),
        fire_authority=_only_whole(districts, Level.FIRE_AUTHORITY),
        **branding,
    )
    partnership.full_clean()
    partnership.save()
    partnership.districts.set(districts)
    Area.objects.create(
        code=f"{slug}/not-placed",
        name="Not placed in a ward",
        level=Level.NOT_PLACED,
        partnership=partnership,
    )
    audit.record(
        audit.Kind.PARTNERSHIP_HOSTED, by=by, about=partnership, partnership=partnership, at=at
    )
    return partnership


@transaction.atomic
def group_wards(
    *,
    partnership: Partnership,
    locality: str,
    wards: Collection[Area],
    by: User | None,
    valid_from: date | None = None,
    illustrative: bool = False,
    at: datetime | None = None,
) -> Area:
    """Have the locality of this name be made of just these wards from `valid_from`, today
    unless told; wards that another locality has till then leave it on that day."""
    _check(by, Permission.MANAGE_AREAS, partnership)
    since = valid_from or timezone.localdate()
    area, _ = Area.objects.update_or_create(
        code=f"{partnership.slug}/{slugify(locality)}",
        defaults={
            "name": locality,
            "level": Level.LOCALITY,
            "partnership": partnership,
            "illustrative": illustrative,
        },
    )
    changed = _regroup(area, wards, since)
    audit.record(
        audit.Kind.LOCALITY_CHANGED,
        by=by,
        about=area,
        partnership=partnership,
        at=at,
        since=since,
        **changed,
    )
    return area


def _regroup(area: Area, wards: Collection[Area], since: date) -> dict[str, list[str]]:
    """Close and open spells so that none of one ward overlap; what came and what went."""
    if strangers := [ward.name for ward in wards if ward.level != Level.WARD]:
        raise ImpossibleError(
            f"Localities are made of wards; these are none: {', '.join(strangers)}"
        )
    open_spells = LocalityWard.objects.filter(valid_to__isnull=True)
    held = {spell.ward_id: spell for spell in open_spells.filter(locality=area)}
    wanted = {ward.pk: ward for ward in wards}
    leaving = [spell for pk, spell in held.items() if pk not in wanted]
    coming = [ward for pk, ward in wanted.items() if pk not in held]
    elsewhere = open_spells.filter(ward__in=coming)
    for spell in (*leaving, *elsewhere):
        _close(spell, since)
    if clash := LocalityWard.objects.filter(ward__in=coming, valid_to__gt=since).first():
        raise ImpossibleError(f"{clash.ward} is in {clash.locality} until {clash.valid_to}")
    LocalityWard.objects.bulk_create(
        LocalityWard(locality=area, ward=ward, valid_from=since) for ward in coming
    )
    return {
        "came": sorted(ward.code for ward in coming),
        "went": sorted(spell.ward.code for spell in leaving),
    }


def _close(spell: LocalityWard, since: date) -> None:
    if spell.valid_from == since:
        spell.delete()
    elif spell.valid_from > since:
        raise ImpossibleError(f"{spell.ward} is in {spell.locality} only from {spell.valid_from}")
    else:
        spell.valid_to = since
        spell.save(update_fields=["valid_to"])


# --- Files of the Office for National Statistics ---------------------------------------------
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
class Loaded:
    """What a file has brought: all of it whether new or known already."""

    file: str
    areas: int
    placements: int = 0
    new_ward_sets: tuple[str, ...] = ()


@transaction.atomic
def load_lookup(
    *, lookup: Lookup, by: User | None, everywhere: bool = False, at: datetime | None = None
) -> Loaded:
    """Write the areas of `lookup`, what lies in what, and where it places LSOAs.

    Wards and LSOAs only of hosted partnerships, unless `everywhere`; placements of those alone.
    """
    hosted = _hosted_districts()
    ids = _write_areas(lookup, None if everywhere else frozenset(hosted))
    _write_within(lookup, ids)
    placements, new_sets = 0, []
    if lookup.has_wards:
        for partnership in dict.fromkeys(hosted.values()):
            ward_set, is_new = _ward_set_of(lookup, partnership)
            if ward_set is None:
                continue
            if is_new:
                new_sets.append(f"{partnership.short_name}: {ward_set.name}")
            if lookup.places_lsoas:
                placements += _write_placements(lookup, ward_set, ids=ids)
    loaded = Loaded(lookup.file, len(ids), placements, tuple(new_sets))
    audit.record(
        audit.Kind.AREAS_LOADED,
        by=by,
        about=None,
        at=at,
        file=loaded.file,
        areas=loaded.areas,
        placements=placements,
    )
    return loaded


@transaction.atomic
def load_estimates(*, estimates: Estimates, by: User | None, at: datetime | None = None) -> Loaded:
    """Write the residents of every area of `estimates` that is held."""
    codes = {row.code for row in estimates.rows}
    held = dict(
        Area.objects.filter(level__in={row.level for row in estimates.rows}).values_list(
            "code", "pk"
        )
    )
    if codes.isdisjoint(held):
        raise ImpossibleError(
            f"The portal holds none of the {len(codes):,} areas in {estimates.file}:"
            " load their lookup with load_areas first"
        )
    populations = [
        Population(area_id=held[row.code], year=row.year, count=row.count, source=estimates.source)
        for row in estimates.rows
        if row.code in held
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
        at=at,
        file=loaded.file,
        areas=loaded.areas,
    )
    return loaded


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
            if is_near or level not in _SMALL:
                wanted[named.code] = Area(code=named.code, name=named.name, level=level)
    Area.objects.bulk_create(
        wanted.values(),
        update_conflicts=True,
        unique_fields=["code"],
        update_fields=["name"],
        batch_size=2000,
    )
    # `in_bulk` asks in portions: a database takes only so many parameters.
    held = Area.objects.only("code").in_bulk(list(wanted), field_name="code")
    return {code: area.pk for code, area in held.items()}


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


def _ward_set_of(lookup: Lookup, partnership: Partnership) -> tuple[WardSet | None, bool]:
    """The ward set whose wards the file names, and whether it is new; None if it names none."""
    districts = set(partnership.districts.values_list("code", flat=True))
    near = [row.areas for row in lookup.rows if row.areas[Level.DISTRICT].code in districts]
    codes = {areas[Level.WARD].code for areas in near}
    if not codes:
        return None, False
    for held in partnership.ward_sets.prefetch_related("wards").order_by("-valid_from"):
        if codes == {ward.code for ward in held.wards.all()}:
            return held, False
    if missing := districts - {areas[Level.DISTRICT].code for areas in near}:
        raise ImpossibleError(
            f"{lookup.file} has only some of the districts of {partnership.short_name}:"
            f" not {', '.join(sorted(missing))}"
        )
    return _add_ward_set(lookup, partnership, codes=codes), True


def _add_ward_set(lookup: Lookup, partnership: Partnership, *, codes: Collection[str]) -> WardSet:
    """ONS dates its lookups by year; wards change at the elections in May."""
    year = lookup.years[Level.WARD]
    start = date(year, 5, 1)
    others = partnership.ward_sets.order_by("valid_from")
    if clash := others.filter(valid_from__year=year).first():
        raise ImpossibleError(
            f"{lookup.file} names other wards of {partnership.short_name} than {clash},"
            f" which also starts in {year}"
        )
    before = others.filter(valid_from__lt=start).last()
    after = others.filter(valid_from__gt=start).first()
    if before:
        before.valid_to = start
        before.save(update_fields=["valid_to"])
    added = partnership.ward_sets.create(
        name=f"Wards of {year}",
        valid_from=start,
        valid_to=after.valid_from if after else None,
        source=f"{lookup.file}; its first day is taken to be 1 May of the file’s year",
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


def _only_whole(districts, level: Level) -> Area | None:
    """The one area of the level that the districts lie in; None if there is none, or several."""
    found = {
        within.whole
        for within in Within.objects.filter(part__in=districts, whole__level=level).select_related(
            "whole"
        )
    }
    return found.pop() if len(found) == 1 else None


def _check(by: User | None, permission: Permission, partnership: Partnership) -> None:
    """The command line is nobody, and may."""
    if by is not None:
        check(by, permission, partnership=partnership)
