"""Questions about people and partnerships; those about places are in `geography`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet
from django.utils.text import slugify

from partnership.kinds import OWN_LEVELS, Level
from partnership.models import (
    Agency,
    Area,
    Membership,
    Partnership,
    PlacesFile,
    Role,
    User,
    WardSet,
    Within,
)
from partnership.page_parts import Row
from partnership.people.permissions import in_force_on
from partnership.places.geography import geography
from partnership.setup import words
from partnership.setup.files import Found
from partnership.setup.hosting import Bodies


@dataclass(frozen=True)
class Belonging:
    """A partnership that a user belongs to, with their roles in it."""

    partnership: Partnership
    roles: tuple[Role, ...]


def partnerships_of(user: User) -> tuple[Belonging, ...]:
    """The partnerships that `user` belongs to today, by name; one query."""
    roles: dict[Partnership, list[Role]] = {}
    memberships = Membership.objects.filter(in_force_on(), user=user).select_related("partnership")
    for membership in memberships.order_by("partnership__name", "pk"):
        roles.setdefault(membership.partnership, []).append(Role(membership.role))
    return tuple(
        Belonging(partnership, tuple(dict.fromkeys(of_partnership)))
        for partnership, of_partnership in roles.items()
    )


def agencies_of(partnership: Partnership) -> tuple[Agency, ...]:
    """The agencies that supply `partnership`, by name."""
    return tuple(partnership.agencies.order_by("name"))


def user_by_email(email: str) -> User | None:
    """The active user who signs in with this address, in capitals or not."""
    return User.objects.filter(email=email, is_active=True).first()


# --- Setting up ------------------------------------------------------------------------------
def has_lists() -> bool:
    """Whether districts are known to lie in community safety partnerships."""
    return Within.objects.filter(
        part__level=Level.DISTRICT, whole__level=Level.PARTNERSHIP
    ).exists()


def lists_loaded() -> tuple[Row, ...]:
    """How many areas of each level are loaded to choose a partnership from."""
    levels = (Level.PARTNERSHIP, Level.DISTRICT, Level.POLICE_FORCE, Level.FIRE_AUTHORITY)
    rows = Area.objects.filter(level__in=levels).values_list("level").annotate(Count("pk"))
    counts = dict(rows.order_by())
    return tuple(Row(words.MANY[level], f"{counts.get(level, 0):,}") for level in levels)


def not_hosted_yet() -> QuerySet[Area]:
    """The community safety partnerships that are in the lists and not set up here."""
    return (
        Area.objects.filter(
            level=Level.PARTNERSHIP,
            hosted_partnership__isnull=True,
            parts__part__level=Level.DISTRICT,
        )
        .distinct()
        .order_by("name")
    )


def names_for(area: Area) -> dict[str, str]:
    """The default name of a partnership."""
    return {
        "name": f"{area.name} Community Safety Partnership",
        "short_name": area.name,
        "slug": slugify(area.name)[:50],
    }


def districts_near(bodies: Bodies) -> QuerySet[Area]:
    """Those of the partnership and the others of its police force area."""
    near = Q(pk__in=[district.pk for district in bodies.districts])
    if bodies.police_force:
        near |= Q(wholes__whole=bodies.police_force)
    return Area.objects.filter(near, level=Level.DISTRICT).distinct().order_by("name")


def bodies_of(partnership: Partnership) -> Bodies:
    """What the partnership is made of now."""
    return Bodies(
        tuple(partnership.districts.order_by("name")),
        partnership.police_force,
        partnership.fire_authority,
    )


def ward_set_rows(partnership: Partnership) -> tuple[Row, ...]:
    """The ward sets, the latest first."""
    sets = WardSet.objects.filter(partnership=partnership).annotate(size=Count("wards"))
    return tuple(
        Row(*words.ward_set(ward_set, ward_set.size)) for ward_set in sets.order_by("-valid_from")
    )


def files_loaded(partnership: Partnership) -> Sequence[PlacesFile]:
    """The files that were uploaded here, the latest first."""
    files = PlacesFile.objects.filter(partnership=partnership).select_related("uploaded_by")
    return tuple(files.order_by("-uploaded_at", "-pk"))


def found_rows(found: Found) -> tuple[Row, ...]:
    """What a file holds, as rows."""
    return tuple(Row(key, value) for key, value in words.found(found))


@dataclass(frozen=True)
class Grouping:
    """A locality and the names of its wards."""

    locality: Area
    wards: tuple[str, ...]


@dataclass(frozen=True)
class Groupings:
    """Today's localities, and the wards that are in none."""

    groups: tuple[Grouping, ...]
    left: tuple[str, ...]
    has_wards: bool


def localities_now(partnership: Partnership) -> Groupings:
    """How today's wards are grouped."""
    now = geography(partnership)
    names = {ward.pk: ward.name for ward in now.wards}
    return Groupings(
        groups=tuple(
            Grouping(locality, tuple(sorted(names[pk] for pk in now.wards_in(locality))))
            for locality in now.localities
        ),
        left=tuple(name for pk, name in names.items() if pk not in now.locality_of),
        has_wards=bool(names),
    )


def slugs_taken(partnership: Partnership, *, but: Area | None) -> frozenset[str]:
    """The slugs that a locality cannot have: its own areas', of today and of earlier."""
    own = Area.objects.filter(partnership=partnership, level__in=OWN_LEVELS)
    if but is not None:
        own = own.exclude(pk=but.pk)
    return frozenset(slug for area in own for slug in (area.slug, slugify(area.name)))


@dataclass(frozen=True)
class AgencyRow:
    """An agency that supplies the partnership, and how many others it supplies too."""

    agency: Agency
    others: int


def agency_rows(partnership: Partnership) -> tuple[AgencyRow, ...]:
    """The agencies of the partnership by name."""
    agencies = Agency.objects.filter(pk__in=partnership.agencies.values("pk"))
    return tuple(
        AgencyRow(agency, agency.supplies - 1)
        for agency in agencies.annotate(supplies=Count("partnerships")).order_by("name")
    )


def areas_covered(partnership: Partnership) -> QuerySet[Area]:
    """The areas that an agency of the partnership may cover."""
    return Area.objects.filter(
        Q(pk__in=partnership.districts.values("pk"))
        | Q(pk__in=[partnership.police_force_id, partnership.fire_authority_id])
    ).order_by("name", "code")


def agencies_nearby(partnership: Partnership) -> QuerySet[Agency]:
    """Those that cover its areas, or supply a neighbour of the same force or fire authority;
    not another district's own, and not those that supply it already."""
    neighbours = Partnership.objects.filter(
        Q(police_force__isnull=False, police_force=partnership.police_force_id)
        | Q(fire_authority__isnull=False, fire_authority=partnership.fire_authority_id)
    ).exclude(pk=partnership.pk)
    covered = areas_covered(partnership).values("pk")
    everywhere = Q(covers__isnull=True, partnerships__in=neighbours)
    return (
        Agency.objects.filter(Q(covers__in=covered) | everywhere)
        .exclude(partnerships=partnership)
        .distinct()
        .order_by("name")
    )


@dataclass(frozen=True)
class Person:
    """A membership in words."""

    membership: Membership
    role: str


def in_force(partnership: Partnership) -> QuerySet[Membership]:
    """The memberships that hold today."""
    return Membership.objects.filter(in_force_on(), partnership=partnership).select_related(
        "user", "agency", "partnership"
    )


def people(partnership: Partnership) -> tuple[Person, ...]:
    """Who is what today, by name."""
    rows = in_force(partnership).order_by("user__name", "user__email", "pk")
    return tuple(Person(row, words.role(row)) for row in rows)
