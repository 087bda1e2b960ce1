"""The other three partnerships of Cleveland Police: hosted, with a few made-up people each.

They have data.police.uk's counts and nothing else. Redcar and Cleveland has its wards: a lookup
places all of its LSOAs in them. Those of Hartlepool and Stockton-on-Tees have changed since the
only lookups at hand, so these two are shown without wards.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import NamedTuple

from django.db import transaction

from asb import dataset as asb
from asb.dataset import ASB
from crime import dataset as crime
from crime.dataset import CRIME
from demo.partnerships import FIXTURES, POLICE, SET_UP_AT, Person, add_person
from demo.sending import choose_main_source
from partnership.kinds import AgencyKind
from partnership.models import Agency, Area, Partnership, Role
from partnership.places import loading, ons
from partnership.setup import hosting


class _Neighbour(NamedTuple):
    slug: str
    name: str
    code: str
    colour: str
    council: str
    district: str
    people: tuple[Person, ...]


def _people(
    slug: str, council: str, *, officer: str, manager: str, councillor: str
) -> tuple[Person, ...]:
    return (
        Person(
            f"officer.{slug}@demo.example",
            officer,
            "Community safety officer",
            Role.CSP_OFFICER,
            council,
        ),
        Person(
            f"manager.{slug}@demo.example",
            manager,
            "Community safety manager",
            Role.MANAGER,
            council,
        ),
        Person(f"councillor.{slug}@demo.example", councillor, "Councillor", Role.COUNCILLOR),
    )


# White on each colour has a contrast of more than 7 to 1.
NEIGHBOURS = (
    _Neighbour(
        "hartlepool",
        "Hartlepool",
        "E22000027",
        "#1d4e5f",
        "Hartlepool Borough Council",
        "E06000001",
        _people(
            "hartlepool",
            "hartlepool-council",
            officer="Nadia Fenwick",
            manager="Owen Thirlby",
            councillor="Grace Ellerby",
        ),
    ),
    _Neighbour(
        "redcar-and-cleveland",
        "Redcar and Cleveland",
        "E22000028",
        "#5b2a4e",
        "Redcar and Cleveland Borough Council",
        "E06000003",
        _people(
            "redcar-and-cleveland",
            "redcar-and-cleveland-council",
            officer="Callum Brough",
            manager="Farah Lindley",
            councillor="Denise Wainwright",
        ),
    ),
    _Neighbour(
        "stockton-on-tees",
        "Stockton-on-Tees",
        "E22000030",
        "#3d4a1f",
        "Stockton-on-Tees Borough Council",
        "E06000004",
        _people(
            "stockton-on-tees",
            "stockton-on-tees-council",
            officer="Beth Norham",
            manager="Karl Coverdale",
            councillor="Iqbal Hartwell",
        ),
    ),
)
SIGN_INS = tuple(
    (neighbour.name, person.role.label, person.email)
    for neighbour in NEIGHBOURS
    for person in neighbour.people
)
# In force since the elections of that day.
WARDS_SINCE = date(2019, 5, 2)
LOOKUP = "LSOA11_WD19_LAD19_EW_LU.csv"
RESIDENTS_OF_WARDS = "nomis_NM_2010_1_ward2019_mye_redcar_and_cleveland.csv"


def load(*, at: datetime = SET_UP_AT) -> None:
    """Host those that are not there yet."""
    hosted = set(Partnership.objects.values_list("slug", flat=True))
    for neighbour in NEIGHBOURS:
        if neighbour.slug not in hosted:
            _host(neighbour, at=at)


@transaction.atomic
def _host(neighbour: _Neighbour, *, at: datetime) -> None:
    partnership = hosting.host_partnership(
        code=neighbour.code, slug=neighbour.slug, colour=neighbour.colour, by=None, at=at
    )
    council, _ = Agency.objects.get_or_create(
        slug=f"{neighbour.slug}-council",
        defaults={
            "name": neighbour.council,
            "kind": AgencyKind.COUNCIL,
            "covers": Area.objects.get(code=neighbour.district),
        },
    )
    for agency in (council, Agency.objects.get(slug=POLICE)):
        agency.partnerships.add(partnership)
    for person in neighbour.people:
        add_person(person, partnership, at=at)
    choose_main_source(CRIME, crime.POLICE_UK_SOURCE.slug, partnership)
    choose_main_source(ASB, asb.POLICE_UK_SOURCE.slug, partnership)
    if neighbour.slug == "redcar-and-cleveland":
        _load_wards(partnership, at=at)


def _load_wards(partnership: Partnership, *, at: datetime) -> None:
    loading.load_lookup(
        lookup=ons.read_lookup(FIXTURES / LOOKUP),
        only=partnership,
        starts_on=WARDS_SINCE,
        by=None,
        at=at,
    )
    loading.load_estimates(
        estimates=ons.read_estimates(FIXTURES / RESIDENTS_OF_WARDS),
        only=partnership,
        by=None,
        at=at,
    )
