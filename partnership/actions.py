"""Every change to people and places: who did it is checked, written down, and whole or not."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify

from partnership import audit
from partnership.models import (
    Agency,
    AgencyKind,
    Area,
    Level,
    LocalityWard,
    Logo,
    Membership,
    Partnership,
    Placement,
    Population,
    Role,
    User,
    WardSet,
    Within,
)
from partnership.people.permissions import Permission, check, check_hosting, forget, in_force_on
from partnership.places.ons import Estimates, Lookup
from partnership.places.pictures import Picture
from partnership.setup.addresses import may_be_slug


class ImpossibleError(ValueError):
    """The change would leave something that cannot be; the message says what, in a sentence."""


# --- People ----------------------------------------------------------------------------------
@transaction.atomic
def add_user(
    *,
    email: str,
    name: str,
    by: User | None,
    partnership: Partnership | None,
    job_title: str = "",
    password: str | None = None,
    at: datetime | None = None,
) -> User:
    """A person who can sign in, and can do nothing until they are given a role.

    `partnership` is the one on whose behalf `by` adds them; there may be none yet. Here and
    below `by` is None when the command line does it.
    """
    if partnership is None and by is not None:
        check_hosting(by)
    elif partnership is not None:
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
    whose: dict[str, Any] = {
        "user": user,
        "partnership": partnership,
        "role": role,
        "agency": agency,
    }
    earlier = Membership.objects.filter(**whose).values("valid_from", "valid_to").first()
    membership, _ = Membership.objects.update_or_create(
        **whose, defaults={"valid_from": valid_from, "valid_to": None}
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
        **({"before": earlier} if earlier else {}),
    )
    return membership


@transaction.atomic
def end_role(
    *, membership: Membership, by: User | None, on: date | None = None, at: datetime | None = None
) -> Membership:
    """Have `membership` hold no longer from `on`, today unless told."""
    _check(by, Permission.MANAGE_USERS, membership.partnership)
    if by is not None and _is_last_administrator(membership):
        raise ImpossibleError(
            f"{membership.user} is the only administrator of {membership.partnership}:"
            " make somebody else one first"
        )
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


@transaction.atomic
def name_deputy(
    *,
    user: User,
    partnership: Partnership,
    first_day: date,
    last_day: date,
    reason: str,
    by: User,
    at: datetime | None = None,
) -> Membership:
    """Let `user` decide on returns from `first_day` to the end of `last_day`, and no longer.

    It takes the place of a time named for them before.
    """
    _check(by, Permission.NAME_DEPUTY, partnership)
    today = timezone.localdate(at)
    if not first_day <= last_day >= today:
        raise ImpossibleError("The last day comes before the first, or is over")
    if not reason.strip():
        raise ImpossibleError("Give the reason")
    held = set(
        partnership.memberships.filter(in_force_on(), user=user).values_list("role", flat=True)
    )
    if not held - {Role.COUNCILLOR, Role.DEPUTY} or Role.COUNCILLOR in held:
        raise ImpossibleError(f"{user} cannot be a deputy: they have no part in sending returns")
    membership, _ = Membership.objects.update_or_create(
        user=user,
        partnership=partnership,
        role=Role.DEPUTY,
        agency=None,
        defaults={"valid_from": first_day, "valid_to": last_day + timedelta(days=1)},
    )
    forget(user)
    audit.record(
        audit.Kind.DEPUTY_NAMED,
        by=by,
        about=user,
        partnership=partnership,
        at=at,
        first_day=first_day.isoformat(),
        last_day=last_day.isoformat(),
        reason=reason.strip(),
    )
    return membership


@transaction.atomic
def end_deputy(*, membership: Membership, by: User, at: datetime | None = None) -> None:
    """Take the right of a deputy away at once."""
    _check(by, Permission.NAME_DEPUTY, membership.partnership)
    if membership.role != Role.DEPUTY:
        raise ImpossibleError("This is no deputy")
    user, partnership = membership.user, membership.partnership
    membership.delete()
    forget(user)
    audit.record(audit.Kind.DEPUTY_ENDED, by=by, about=user, partnership=partnership, at=at)


def _is_last_administrator(membership: Membership) -> bool:
    if membership.role != Role.ADMINISTRATOR:
        return False
    others = Membership.objects.filter(
        in_force_on(),
        partnership=membership.partnership,
        role=Role.ADMINISTRATOR,
        user__is_active=True,
    )
    return not others.exclude(pk=membership.pk).exists()


@transaction.atomic
def invite(
    *,
    email: str,
    name: str,
    role: Role,
    partnership: Partnership,
    by: User,
    job_title: str = "",
    agency: Agency | None = None,
    at: datetime | None = None,
) -> Membership:
    """Give a role to the person with this address, who is added if the portal does not know
    them; somebody it knows keeps the name that they have. The mail is the caller's."""
    _check(by, Permission.MANAGE_USERS, partnership)
    user = User.objects.filter(email=email).first()
    if user is None:
        user = add_user(
            email=email, name=name, job_title=job_title, partnership=partnership, by=by, at=at
        )
    held = Membership.objects.filter(
        in_force_on(), user=user, partnership=partnership, role=role, agency=agency
    )
    if held.exists():
        raise ImpossibleError(f"{user} has that role already")
    return give_role(user=user, role=role, partnership=partnership, agency=agency, by=by, at=at)


@transaction.atomic
def let_host(*, user: User, at: datetime | None = None) -> User:
    """Let `user` set up partnerships on this installation. Only the command line can."""
    if not user.hosts_partnerships:
        user.hosts_partnerships = True
        user.save(update_fields=["hosts_partnerships"])
        audit.record(audit.Kind.HOSTING_GIVEN, by=None, about=user, at=at)
    return user


# --- Agencies --------------------------------------------------------------------------------
@transaction.atomic
def add_agency(
    *,
    name: str,
    kind: AgencyKind,
    partnership: Partnership,
    by: User | None,
    covers: Area | None = None,
    at: datetime | None = None,
) -> Agency:
    """An agency that the portal does not know yet, supplying `partnership`."""
    _check(by, Permission.MANAGE_AREAS, partnership)
    slug = slugify(name)
    if not slug:
        raise ImpossibleError(f"“{name}” has no letters to make an address of")
    if partnership.agencies.filter(name__iexact=name).exists():
        raise ImpossibleError(f"{name} is an agency of {partnership.short_name} already")
    # Another partnership may have a “Youth justice service” too.
    if Agency.objects.filter(slug=slug).exists():
        slug = f"{partnership.slug}-{slug}"
    if Agency.objects.filter(slug=slug).exists():
        raise ImpossibleError(f"There is an agency called “{name}” already: choose another name")
    agency = Agency.objects.create(slug=slug, name=name, kind=kind, covers=covers)
    agency.partnerships.add(partnership)
    audit.record(
        audit.Kind.AGENCY_ADDED,
        by=by,
        about=agency,
        partnership=partnership,
        at=at,
        after=_agency_as_kept(agency),
    )
    return agency


@transaction.atomic
def share_agency(
    *, agency: Agency, partnership: Partnership, by: User | None, at: datetime | None = None
) -> Agency:
    """Have an agency that supplies other partnerships supply this one too."""
    _check(by, Permission.MANAGE_AREAS, partnership)
    before = sorted(agency.partnerships.values_list("slug", flat=True))
    agency.partnerships.add(partnership)
    audit.record(
        audit.Kind.AGENCY_SHARED,
        by=by,
        about=agency,
        partnership=partnership,
        at=at,
        before=before,
        after=sorted({*before, partnership.slug}),
    )
    return agency


@transaction.atomic
def change_agency(
    *,
    agency: Agency,
    name: str,
    kind: AgencyKind,
    partnership: Partnership,
    by: User | None,
    at: datetime | None = None,
) -> Agency:
    """Call an agency something else; one that several partnerships share stays as it is."""
    _check(by, Permission.MANAGE_AREAS, partnership)
    if list(agency.partnerships.all()) != [partnership]:
        raise ImpossibleError(f"{agency} supplies other partnerships too, so it stays as it is")
    before = _agency_as_kept(agency)
    agency.name, agency.kind = name, kind
    agency.save(update_fields=["name", "kind"])
    audit.record(
        audit.Kind.AGENCY_CHANGED,
        by=by,
        about=agency,
        partnership=partnership,
        at=at,
        before=before,
        after=_agency_as_kept(agency),
    )
    return agency


def _agency_as_kept(agency: Agency) -> dict[str, str | None]:
    return {
        "name": agency.name,
        "kind": agency.kind,
        "covers": agency.covers.code if agency.covers else None,
    }


# --- Places ----------------------------------------------------------------------------------
@dataclass(frozen=True)
class Bodies:
    """The districts of a partnership, and who polices them and puts out their fires."""

    districts: tuple[Area, ...]
    police_force: Area | None
    fire_authority: Area | None


def published_bodies(area: Area) -> Bodies:
    """What the lookups that were loaded say of this community safety partnership."""
    districts = tuple(
        Area.objects.filter(level=Level.DISTRICT, wholes__whole=area).order_by("name")
    )
    return Bodies(
        districts,
        _only_whole(districts, Level.POLICE_FORCE),
        _only_whole(districts, Level.FIRE_AUTHORITY),
    )


@transaction.atomic
def host_partnership(
    *,
    code: str,
    slug: str,
    by: User | None,
    name: str | None = None,
    short_name: str | None = None,
    bodies: Bodies | None = None,
    at: datetime | None = None,
    **branding: str,
) -> Partnership:
    """Set up the partnership of this GSS code with its districts, force and fire authority.

    They are those of the lookups that were loaded, unless given. `branding` is any other field.
    Who sets it up is its first administrator; from the command line nobody is yet.
    """
    if by is not None:
        check_hosting(by)
    if not may_be_slug(slug):
        raise ImpossibleError(
            f"“{slug}” cannot be the address of a partnership: use small letters, figures and"
            " hyphens, and none of the portal’s own words"
        )
    area = Area.objects.filter(code=code, level=Level.PARTNERSHIP).first()
    if area is None:
        raise ImpossibleError(
            f"No community safety partnership has the code {code}: load the ONS list"
        )
    bodies = bodies or published_bodies(area)
    if not bodies.districts:
        raise ImpossibleError(f"No district is known to be in {area} ({code}): load the ONS lookup")
    _refuse_districts_of_others(bodies.districts, but=None)
    partnership = Partnership(
        code=code,
        slug=slug,
        area=area,
        short_name=short_name or area.name,
        name=name or f"{area.name} Community Safety Partnership",
        police_force=bodies.police_force,
        fire_authority=bodies.fire_authority,
        **branding,
    )
    partnership.full_clean()
    partnership.save()
    partnership.districts.set(bodies.districts)
    Area.objects.create(
        code=f"{slug}/not-placed",
        name="Not placed in a ward",
        level=Level.NOT_PLACED,
        partnership=partnership,
    )
    audit.record(
        audit.Kind.PARTNERSHIP_HOSTED,
        by=by,
        about=partnership,
        partnership=partnership,
        at=at,
        after=_partnership_as_kept(partnership),
    )
    if by is not None:
        # Nobody is its administrator yet who could say so.
        give_role(user=by, role=Role.ADMINISTRATOR, partnership=partnership, by=None, at=at)
    return partnership


@transaction.atomic
def change_bodies(
    *, partnership: Partnership, bodies: Bodies, by: User | None, at: datetime | None = None
) -> Partnership:
    """Have the partnership be of other districts, or of another force or fire authority."""
    _check(by, Permission.MANAGE_AREAS, partnership)
    if not bodies.districts:
        raise ImpossibleError("A partnership has at least one district")
    _refuse_districts_of_others(bodies.districts, but=partnership)
    before = _partnership_as_kept(partnership)
    partnership.police_force = bodies.police_force
    partnership.fire_authority = bodies.fire_authority
    partnership.save(update_fields=["police_force", "fire_authority"])
    partnership.districts.set(bodies.districts)
    _record_change(partnership, before, by=by, at=at)
    return partnership


@transaction.atomic
def change_look(
    *,
    partnership: Partnership,
    by: User | None,
    at: datetime | None = None,
    **look: str,
) -> Partnership:
    """Change `name`, `short_name`, `colour` or `democratic_services_label`.

    Raises Django's ValidationError by field: of a colour that white words can't be read on.
    """
    _check(by, Permission.MANAGE_BRANDING, partnership)
    if strange := look.keys() - {"name", "short_name", "colour", "democratic_services_label"}:
        raise TypeError(f"not the look of a partnership: {sorted(strange)}")
    before = _partnership_as_kept(partnership)
    for field, value in look.items():
        setattr(partnership, field, value)
    partnership.full_clean()
    partnership.save(update_fields=list(look))
    _record_change(partnership, before, by=by, at=at)
    return partnership


@transaction.atomic
def set_logo(
    *,
    partnership: Partnership,
    picture: Picture,
    alt: str,
    by: User | None,
    at: datetime | None = None,
) -> Logo:
    """Put `picture` at the head of the partnership's pages; the one before it is kept."""
    _check(by, Permission.MANAGE_BRANDING, partnership)
    before = partnership.logo
    logo = Logo(
        partnership=partnership,
        sha256=picture.sha256,
        width=picture.width,
        height=picture.height,
        alt=alt,
        set_at=at or timezone.now(),
    )
    logo.file.save(f"{picture.sha256}.png", ContentFile(picture.png), save=False)
    logo.save()
    partnership.logo = logo
    partnership.save(update_fields=["logo"])
    _record_logo(before, logo, partnership=partnership, by=by, at=at)
    return logo


@transaction.atomic
def end_logo(
    *, partnership: Partnership, by: User | None, at: datetime | None = None
) -> Partnership:
    """Show no logo any more; those that were shown are kept."""
    _check(by, Permission.MANAGE_BRANDING, partnership)
    before, partnership.logo = partnership.logo, None
    partnership.save(update_fields=["logo"])
    _record_logo(before, None, partnership=partnership, by=by, at=at)
    return partnership


def _record_logo(
    before: Logo | None, after: Logo | None, *, partnership: Partnership, by, at
) -> None:
    def as_kept(logo: Logo | None) -> dict[str, str] | None:
        return {"sha256": logo.sha256, "alt": logo.alt} if logo else None

    audit.record(
        audit.Kind.LOGO_SET,
        by=by,
        about=partnership,
        partnership=partnership,
        at=at,
        before=as_kept(before),
        after=as_kept(after),
    )


def _partnership_as_kept(partnership: Partnership) -> dict:
    """What may change of a partnership, for the record."""
    return {
        "name": partnership.name,
        "short_name": partnership.short_name,
        "colour": partnership.colour,
        "democratic_services_label": partnership.democratic_services_label,
        "districts": sorted(partnership.districts.values_list("code", flat=True)),
        "police_force": partnership.police_force.code if partnership.police_force else None,
        "fire_authority": partnership.fire_authority.code if partnership.fire_authority else None,
    }


def _record_change(partnership: Partnership, before: dict, *, by, at) -> None:
    after = _partnership_as_kept(partnership)
    changed = [key for key in after if after[key] != before[key]]
    audit.record(
        audit.Kind.PARTNERSHIP_CHANGED,
        by=by,
        about=partnership,
        partnership=partnership,
        at=at,
        before={key: before[key] for key in changed},
        after={key: after[key] for key in changed},
    )


def _refuse_districts_of_others(districts: Collection[Area], *, but: Partnership | None) -> None:
    others = Partnership.objects.filter(districts__in=districts)
    if but is not None:
        others = others.exclude(pk=but.pk)
    for other in others.distinct():
        shared = sorted(
            {one.name for one in districts} & {one.name for one in other.districts.all()}
        )
        raise ImpossibleError(f"{', '.join(shared)} is a district of {other} already")


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
    code = f"{partnership.slug}/{slugify(locality)}"
    area = Area.objects.filter(code=code).first() or Area(
        code=code, level=Level.LOCALITY, partnership=partnership
    )
    if area.level != Level.LOCALITY or not slugify(locality):
        raise ImpossibleError(f"A locality cannot be called “{locality}”")
    area.illustrative = illustrative
    return _change(area, name=locality, wards=wards, since=valid_from, by=by, at=at)


@transaction.atomic
def change_locality(
    *,
    locality: Area,
    name: str,
    wards: Collection[Area],
    by: User | None,
    valid_from: date | None = None,
    at: datetime | None = None,
) -> Area:
    """Call a locality `name`, and have it be made of just these wards from `valid_from`.

    Without wards it ends on that day. Whoever changes it makes it the partnership's own: it is
    no longer illustrative.
    """
    assert locality.partnership is not None  # noqa: S101 - a constraint of the table sees to it
    _check(by, Permission.MANAGE_AREAS, locality.partnership)
    locality.illustrative = False
    return _change(locality, name=name, wards=wards, since=valid_from, by=by, at=at)


def _change(area: Area, *, name: str, wards: Collection[Area], since: date | None, by, at) -> Area:
    called, area.name = area.name, name
    area.save()
    since = since or timezone.localdate()
    changed = _regroup(area, wards, since)
    audit.record(
        audit.Kind.LOCALITY_CHANGED,
        by=by,
        about=area,
        partnership=area.partnership,
        at=at,
        since=since,
        **({"called_before": called} if called not in ("", name) else {}),
        **changed,
    )
    return area


def _regroup(area: Area, wards: Collection[Area], since: date) -> dict[str, list[str]]:
    """Close and open spells so that none of one ward overlap; the wards before, after, and
    what came and went."""
    _refuse_strangers(area, wards)
    open_spells = LocalityWard.objects.filter(valid_to__isnull=True).select_related("ward")
    held = {spell.ward_id: spell for spell in open_spells.filter(locality=area)}
    before = sorted(spell.ward.code for spell in held.values())
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
        "before": before,
        "after": sorted(ward.code for ward in wanted.values()),
    }


def _refuse_strangers(area: Area, wards: Collection[Area]) -> None:
    if strangers := [ward.name for ward in wards if ward.level != Level.WARD]:
        raise ImpossibleError(
            f"Localities are made of wards; these are none: {', '.join(strangers)}"
        )
    own = set(
        Area.objects.filter(ward_sets__partnership=area.partnership).values_list("pk", flat=True)
    )
    if strangers := [ward.name for ward in wards if ward.pk not in own]:
        raise ImpossibleError(f"Not wards of {area.partnership}: {', '.join(strangers)}")


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
    """What a file has brought: all of it whether new or known already.

    `ward_set` is the (last) one whose wards it names.
    """

    file: str
    areas: int
    placements: int = 0
    new_ward_sets: tuple[str, ...] = ()
    ward_set: str = ""


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
    or on `starts_on`.
    """
    _check_places(by, only)
    if only is not None:
        lookup = _part_of(lookup, only)
    hosted = _hosted_districts()
    ids = _write_areas(lookup, None if everywhere else frozenset(hosted))
    _write_within(lookup, ids)
    placements, new_sets, name = 0, [], ""
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
    loaded = Loaded(lookup.file, len(ids), placements, tuple(new_sets), name)
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
        partnership=only,
        at=at,
        file=loaded.file,
        areas=loaded.areas,
    )
    return loaded


def _check_places(by: User | None, only: Partnership | None) -> None:
    """What is for all partnerships is not for the administrator of one."""
    if only is not None:
        _check(by, Permission.MANAGE_AREAS, only)
    elif by is not None:
        check_hosting(by)


def _part_of(lookup: Lookup, partnership: Partnership) -> Lookup:
    """The wards and LSOAs of one partnership, if the file has them and they are nobody else's."""
    if not lookup.has_wards:
        raise ImpossibleError(f"{lookup.file} lists no wards")
    part = lookup.within(set(partnership.districts.values_list("code", flat=True)))
    if not part.rows:
        raise ImpossibleError(f"{lookup.file} has no ward of {partnership.short_name}")
    for level in (Level.WARD, Level.LSOA):
        held = Area.objects.filter(code__in=part.codes(level))
        others = WardSet.objects.exclude(partnership=partnership)
        taken = (
            held.exclude(level=level).first()
            or held.filter(ward_sets__in=others).first()
            or held.filter(placements__ward_set__in=others).first()
        )
        if taken:
            raise ImpossibleError(
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
        raise ImpossibleError(
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


def _ward_set_of(
    lookup: Lookup, partnership: Partnership, starts_on: date | None
) -> tuple[WardSet | None, bool]:
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
    return _add_ward_set(lookup, partnership, codes=codes, starts_on=starts_on), True


def _add_ward_set(
    lookup: Lookup, partnership: Partnership, *, codes: Collection[str], starts_on: date | None
) -> WardSet:
    """ONS dates its lookups by year; wards change at the elections in May."""
    year = lookup.years[Level.WARD]
    start = starts_on or date(year, 5, 1)
    others = partnership.ward_sets.order_by("valid_from")
    if clash := others.filter(valid_from__year=start.year).first():
        raise ImpossibleError(
            f"{lookup.file} names other wards of {partnership.short_name} than {clash},"
            f" which also starts in {start.year}"
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
        source=lookup.file
        if starts_on
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


def _only_whole(districts, level: Level) -> Area | None:
    """The one area of the level that the districts lie in; None if there is none, or several."""
    # Two questions of one table each, not a join: right after a load PostgreSQL may still believe
    # both tables empty, and would then walk the whole of one for each row of the other.
    wholes = set(Within.objects.filter(part__in=districts).values_list("whole", flat=True))
    found = Area.objects.filter(pk__in=wholes, level=level)[:2]
    return found[0] if len(found) == 1 else None


def _check(by: User | None, permission: Permission, partnership: Partnership) -> None:
    """The command line is nobody, and may."""
    if by is not None:
        check(by, permission, partnership=partnership)
