"""Hosting a further partnership, and its member bodies, by a named user and with an audit event."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from partnership import audit
from partnership.kinds import Level
from partnership.models import (
    Area,
    Partnership,
    Role,
    User,
)
from partnership.people.memberships import give_role
from partnership.people.permissions import (
    Permission,
    check_actor,
    check_hosting,
)
from partnership.places.loading import only_whole
from partnership.refusals import Refused
from partnership.setup.addresses import may_be_slug


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
        only_whole(districts, Level.POLICE_FORCE),
        only_whole(districts, Level.FIRE_AUTHORITY),
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
        raise Refused(
            f"“{slug}” cannot be the address of a partnership: use small letters, figures and"
            " hyphens, and none of the portal’s own words"
        )
    area = _published_area(code)
    bodies = bodies or published_bodies(area)
    if not bodies.districts:
        raise Refused(f"No district is known to be in {area} ({code}): load the ONS lookup")
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
        name=Level.NOT_PLACED.label,
        level=Level.NOT_PLACED,
        partnership=partnership,
    )
    audit.record(
        audit.Kind.PARTNERSHIP_HOSTED,
        by=by,
        about=partnership,
        partnership=partnership,
        at=at,
        after=partnership_as_kept(partnership),
    )
    if by is not None:
        # Nobody is its administrator yet who could say so.
        give_role(user=by, role=Role.ADMINISTRATOR, partnership=partnership, by=None, at=at)
    return partnership


def _published_area(code: str) -> Area:
    """The community safety partnership of that GSS code; Refused where no list has it."""
    area = Area.objects.filter(code=code, level=Level.PARTNERSHIP).first()
    if area is None:
        raise Refused(f"No community safety partnership has the code {code}: load the ONS list")
    return area


@transaction.atomic
def change_bodies(
    *, partnership: Partnership, bodies: Bodies, by: User | None, at: datetime | None = None
) -> Partnership:
    """Have the partnership be of other districts, or of another force or fire authority."""
    check_actor(by, Permission.MANAGE_AREAS, partnership)
    if not bodies.districts:
        raise Refused("A partnership has at least one district")
    _refuse_districts_of_others(bodies.districts, but=partnership)
    before = partnership_as_kept(partnership)
    partnership.police_force = bodies.police_force
    partnership.fire_authority = bodies.fire_authority
    partnership.save(update_fields=["police_force", "fire_authority"])
    partnership.districts.set(bodies.districts)
    record_change(partnership, before, by=by, at=at)
    return partnership


def partnership_as_kept(partnership: Partnership) -> dict:
    """What may change of a partnership, for the record."""
    return {
        "name": partnership.name,
        "short_name": partnership.short_name,
        "colour": partnership.colour,
        "contact": partnership.contact,
        "democratic_services_label": partnership.democratic_services_label,
        "districts": sorted(partnership.districts.values_list("code", flat=True)),
        "police_force": partnership.police_force.code if partnership.police_force else None,
        "fire_authority": partnership.fire_authority.code if partnership.fire_authority else None,
    }


def record_change(partnership: Partnership, before: dict, *, by, at) -> None:
    after = partnership_as_kept(partnership)
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
            {district.name for district in districts}
            & {district.name for district in other.districts.all()}
        )
        raise Refused(f"{', '.join(shared)} is a district of {other} already")
