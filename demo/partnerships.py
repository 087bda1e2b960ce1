"""The demonstration's first partnership: Middlesbrough, with a made-up person for each role."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterator
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import NamedTuple
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.core.exceptions import ImproperlyConfigured
from django.db import transaction

from demo import governance_records
from partnership.kinds import AgencyKind, Level
from partnership.models import Agency, Area, Partnership, Role, Succession, User, WardSet
from partnership.people import memberships
from partnership.places import (
    boundary_actions,
    geojson,
    loading,
    locality_actions,
    ons,
)
from partnership.places.outward_code_actions import load_outward_codes
from partnership.setup import hosting

OUTWARD_CODES = "National Statistics Postcode Lookup, ONS, May 2025, by points of its postcodes"
FIXTURES = Path(__file__).resolve().parent.parent / "fixtures" / "places"
SLUG = "middlesbrough"
FIRST = "Middlesbrough"
CODE = "E22000029"
TOWN_CENTRE = "E05009857"
# White on it has a contrast of 9.6 to 1.
COLOUR = "#1b4965"

# Known to everybody who reads this; `load` refuses wherever that would matter.
DEMO_PASSWORD = "a-demonstration-of-the-portal"  # noqa: S105
SET_UP_AT = datetime(2018, 4, 3, 9, tzinfo=ZoneInfo("Europe/London"))

LOOKUPS = (
    "LSOA11_WD15_LAD15_EW_LU.csv",
    "DERIVED_middlesbrough_LSOA21_to_WD25.csv",
)
BOUNDARIES = "middlesbrough_wards_WD25.geojson"
POPULATIONS = ("nomis_NM_2010_1_ward2019_mye.csv", "nomis_NM_2002_1_lad_mye2021.csv")


class _Supplier(NamedTuple):
    slug: str
    name: str
    kind: AgencyKind
    covers: str | None


POLICE = "cleveland-police"
COUNCIL = "middlesbrough-council"
FIRE_SERVICE = "cleveland-fire"
AGENCIES = (
    _Supplier(POLICE, "Cleveland Police", AgencyKind.POLICE, "E23000013"),
    _Supplier(COUNCIL, "Middlesbrough Council", AgencyKind.COUNCIL, "E06000002"),
    _Supplier(FIRE_SERVICE, "Cleveland Fire Brigade", AgencyKind.FIRE, "E31000007"),
    _Supplier(
        "nhs-icb", "NHS North East and North Cumbria Integrated Care Board", AgencyKind.HEALTH, None
    ),
    _Supplier("probation", "Probation Service", AgencyKind.PROBATION, None),
    _Supplier(
        "south-tees-youth-justice",
        "South Tees Youth Justice Service",
        AgencyKind.YOUTH_JUSTICE,
        None,
    ),
)


class Person(NamedTuple):
    """Somebody of the demonstration, with one role."""

    email: str
    name: str
    job_title: str
    role: Role
    agency: str | None = None


PEOPLE = (
    Person(
        "police.officer@demo.example",
        "Priya Raine",
        "Performance analyst",
        Role.SUPPLIER,
        POLICE,
    ),
    Person(
        "csp.officer@demo.example",
        "Tom Ashgrove",
        "Community safety officer",
        Role.CSP_OFFICER,
        COUNCIL,
    ),
    Person(
        "second.officer@demo.example",
        "Mei Harland",
        "Community safety analyst",
        Role.CSP_OFFICER,
        COUNCIL,
    ),
    Person("manager@demo.example", "Ruth Okoro", "Head of community safety", Role.MANAGER, COUNCIL),
    Person("councillor@demo.example", "Alan Birkdale", "Councillor", Role.COUNCILLOR),
    Person(
        "democratic.services@demo.example",
        "Susan Leyburn",
        "Democratic services officer",
        Role.DEMOCRATIC_SERVICES,
    ),
    Person("prevent.lead@demo.example", "Idris Kelso", "Prevent lead", Role.PREVENT_LEAD, COUNCIL),
    Person("administrator@demo.example", "Hannah Scarth", "Systems officer", Role.ADMINISTRATOR),
    Person(
        "fire.officer@demo.example",
        "Joel Farndale",
        "Performance officer",
        Role.SUPPLIER,
        FIRE_SERVICE,
    ),
    Person(
        "warden.officer@demo.example",
        "Beth Thirsk",
        "Warden service coordinator",
        Role.SUPPLIER,
        COUNCIL,
    ),
)


def _signs_in_as(person: Person) -> str:
    """ "Manager", or "Supplier officer, Cleveland Fire Brigade"."""
    if person.role is not Role.SUPPLIER:
        return person.role.label
    agency = next(agency.name for agency in AGENCIES if agency.slug == person.agency)
    return f"{person.role.label}, {agency}"


SIGN_INS = tuple((_signs_in_as(person), person.email) for person in PEOPLE)


@transaction.atomic
def load(*, at: datetime = SET_UP_AT) -> Partnership:
    """Middlesbrough as the demonstration has it; what is there already stays as it is.

    Raises `ImproperlyConfigured` outside a demonstration and tests, because everybody knows
    the password of its users.
    """
    if settings.CSP_ENV not in {"demo", "test"}:
        raise ImproperlyConfigured(
            "The demonstration's users have a password that everybody knows: they exist only"
            f" where CSP_ENV is demo or test, and here it is {settings.CSP_ENV}"
        )
    partnership = load_places(at=at)
    for person in PEOPLE:
        add_person(person, partnership, at=at)
    governance_records.load(partnership, at=at)
    return partnership


@transaction.atomic
def load_places(*, at: datetime = SET_UP_AT) -> Partnership:
    """The same without the people, which takes a tenth of the time."""
    partnership = Partnership.objects.filter(slug=SLUG).first() or _places(at)
    _agencies(partnership)
    return partnership


def add_person(person: Person, partnership: Partnership, *, at: datetime) -> None:
    """Add the person with the role, unless the address is known."""
    if User.objects.filter(email=person.email).exists():
        return
    user = memberships.add_user(
        email=person.email,
        name=person.name,
        job_title=person.job_title,
        partnership=partnership,
        by=None,
        at=at,
    )
    User.objects.filter(pk=user.pk).update(password=_hashed())
    memberships.give_role(
        user=user,
        role=person.role,
        partnership=partnership,
        agency=Agency.objects.get(slug=person.agency) if person.agency else None,
        by=None,
        at=at,
    )


@cache
def _hashed() -> str:
    """The password, hashed once for everybody: that is slow on purpose, and guards nothing here."""
    return make_password(DEMO_PASSWORD)


def _places(at: datetime) -> Partnership:
    for name in ("LAD19_CSP19_PFA19_EW_LU.csv", "LAD19_FRA19_EW_LU.csv"):
        loading.load_lookup(lookup=ons.read_lookup(FIXTURES / name), by=None, at=at)
    partnership = hosting.host_partnership(code=CODE, slug=SLUG, colour=COLOUR, by=None, at=at)
    _ward_sets(partnership)
    for name in LOOKUPS:
        loading.load_lookup(lookup=ons.read_lookup(FIXTURES / name), by=None, at=at)
    for name in POPULATIONS:
        loading.load_estimates(estimates=ons.read_estimates(FIXTURES / name), by=None, at=at)
    with (FIXTURES / "outward_codes.csv").open(encoding="utf-8", newline="") as lines:
        load_outward_codes(lines, source=OUTWARD_CODES, at=at)
    _localities(partnership, at=at)
    _boundaries(partnership, at=at)
    return partnership


def _ward_sets(partnership: Partnership) -> None:
    sets: dict[tuple[str, str, str], list[Area]] = defaultdict(list)
    for row in _rows("ward_sets.csv"):
        ward, _ = Area.objects.get_or_create(
            code=row["ward_code"],
            defaults={
                "name": row["ward_name"],
                "level": Level.WARD,
                "is_town_centre": row["ward_code"] == TOWN_CENTRE,
            },
        )
        sets[row["ward_set"], row["valid_from"], row["valid_to"]].append(ward)
    for (name, valid_from, valid_to), wards in sets.items():
        WardSet.objects.create(
            partnership=partnership,
            name=name,
            valid_from=date.fromisoformat(valid_from),
            valid_to=date.fromisoformat(valid_to) if valid_to else None,
            source="ONS ward codes; the day of the council’s elections",
        ).wards.set(wards)
    for row in _rows("successions.csv"):
        Succession.objects.create(
            old=Area.objects.get(code=row["old_code"]),
            new=Area.objects.get(code=row["new_code"]),
            on=date.fromisoformat(row["on"]),
            same_extent=row["same_extent"] == "yes",
        )


def _localities(partnership: Partnership, *, at: datetime) -> None:
    groups: dict[str, list[str]] = defaultdict(list)
    for row in _rows("localities.csv"):
        groups[row["locality"]].append(row["ward_code"])
    for locality, codes in groups.items():
        locality_actions.group_wards(
            partnership=partnership,
            locality=locality,
            wards=Area.objects.filter(code__in=codes),
            valid_from=date(2015, 5, 7),
            illustrative=True,
            by=None,
            at=at,
        )


def _boundaries(partnership: Partnership, *, at: datetime) -> None:
    file = FIXTURES / BOUNDARIES
    boundary_actions.load_boundaries(
        boundaries=geojson.read_boundaries(file),
        partnership=partnership,
        content=file.read_bytes(),
        by=None,
        at=at,
    )


def _agencies(partnership: Partnership) -> None:
    for supplier in AGENCIES:
        agency, _ = Agency.objects.get_or_create(
            slug=supplier.slug,
            defaults={
                "name": supplier.name,
                "kind": supplier.kind,
                "covers": Area.objects.filter(code=supplier.covers).first(),
            },
        )
        agency.partnerships.add(partnership)


def _rows(name: str) -> Iterator[dict[str, str]]:
    with (FIXTURES / name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)
