"""Changes to people and places are checked, whole, and on the record."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from demo import partnerships
from partnership import audit
from partnership.models import Agency, Area, AuditEvent, LocalityWard, Partnership, Role, User
from partnership.people import memberships
from partnership.places import locality_actions
from partnership.refusals import Refused
from partnership.setup import hosting, queries

THEN = datetime(2024, 3, 4, 10, tzinfo=UTC)


@pytest.fixture
def administrator(somebody) -> User:
    return somebody(Role.ADMINISTRATOR)


def last_event() -> AuditEvent:
    return AuditEvent.objects.latest("pk")


def test_an_administrator_adds_a_person_and_gives_them_a_role(middlesbrough, administrator):
    police = Agency.objects.get(slug=partnerships.POLICE)

    user = memberships.add_user(
        email="Jo@Police.Example",
        name="Jo Bloggs",
        partnership=middlesbrough,
        by=administrator,
        at=THEN,
    )
    added = last_event()
    memberships.give_role(
        user=user,
        role=Role.SUPPLIER,
        agency=police,
        partnership=middlesbrough,
        by=administrator,
        at=THEN,
    )

    assert (added.kind, added.by_id, added.at) == (
        audit.Kind.USER_ADDED,
        administrator.pk,
        THEN,
    )
    assert last_event().detail == {"role": "supplier", "agency": "cleveland-police"}
    assert [one.roles for one in queries.partnerships_of(user)] == [(Role.SUPPLIER,)]
    assert queries.user_by_email("JO@police.example") == user


def test_only_who_manages_users_adds_them(middlesbrough, somebody):
    with pytest.raises(PermissionDenied):
        memberships.add_user(
            email="jo@test.example",
            name="Jo",
            partnership=middlesbrough,
            by=somebody(Role.MANAGER),
        )


def test_a_person_is_added_once(middlesbrough, somebody):
    user = somebody()

    with pytest.raises(Refused, match="is somebody’s already"):
        memberships.add_user(email=user.email.upper(), name="", partnership=middlesbrough, by=None)


@pytest.mark.parametrize("agency", [None, "of elsewhere"])
def test_a_supplier_speaks_for_an_agency_of_the_partnership(middlesbrough, somebody, agency):
    if agency:
        agency = Agency.objects.create(slug="durham", name="Durham", kind="police")

    with pytest.raises(Refused, match="agency"):
        memberships.give_role(
            user=somebody(),
            role=Role.SUPPLIER,
            agency=agency,
            partnership=middlesbrough,
            by=None,
        )


def test_a_role_ends_and_may_be_given_again(middlesbrough, somebody, administrator):
    user = somebody()
    give = {"user": user, "role": Role.MANAGER, "partnership": middlesbrough, "by": administrator}
    membership = memberships.give_role(**give)

    memberships.end_role(membership=membership, by=administrator)
    assert queries.partnerships_of(user) == ()
    assert last_event().kind == audit.Kind.ROLE_ENDED

    memberships.give_role(**give)
    assert [one.partnership for one in queries.partnerships_of(user)] == [middlesbrough]


def test_a_partnership_is_set_up_with_what_the_lookups_say(elsewhere):
    assert elsewhere.name == "Hartlepool Community Safety Partnership"
    assert [one.code for one in elsewhere.districts.all()] == ["E06000001"]
    assert elsewhere.police_force.code == "E23000013"
    assert elsewhere.fire_authority.code == "E31000007"
    assert elsewhere.own_areas.get().code == "hartlepool/not-placed"


def test_a_partnership_needs_a_known_code_and_a_dark_colour(middlesbrough):
    with pytest.raises(Refused, match="No community safety partnership has the code"):
        hosting.host_partnership(code="E22999999", slug="x", by=None)
    with pytest.raises(ValidationError, match="darker"):
        hosting.host_partnership(code="E22000027", slug="x", colour="#ffdd00", by=None)
    assert Partnership.objects.count() == 1


def test_a_partnership_needs_districts(middlesbrough):
    Area.objects.create(code="E22000001", name="Bath", level="partnership")

    with pytest.raises(Refused, match="No district is known to be in Bath"):
        hosting.host_partnership(code="E22000001", slug="bath", by=None)


# --- Localities ------------------------------------------------------------------------------
def group(partnership, *names, locality="Town Centre", since=date(2024, 4, 1), by=None):
    wards = Area.objects.filter(
        name__in=names, level="ward", ward_sets__valid_to__isnull=True
    ).distinct()
    return locality_actions.group_wards(
        partnership=partnership, locality=locality, wards=wards, valid_from=since, by=by
    )


def spells(name: str) -> list[tuple]:
    held = LocalityWard.objects.filter(ward__name=name).order_by("valid_from")
    return [(one.locality.slug, one.valid_from, one.valid_to) for one in held]


def test_a_ward_leaves_one_locality_for_another(middlesbrough, administrator):
    group(middlesbrough, "Central", by=administrator)

    assert spells("Central") == [
        ("north", date(2015, 5, 7), date(2024, 4, 1)),
        ("town-centre", date(2024, 4, 1), None),
    ]
    assert last_event().detail["came"] == ["E05009857"]


def test_grouping_twice_on_one_day_leaves_no_trace_of_the_first(middlesbrough):
    group(middlesbrough, "Central", "Newport")
    group(middlesbrough, "Newport", locality="Newport alone")

    assert spells("Newport") == [
        ("north", date(2015, 5, 7), date(2024, 4, 1)),
        ("newport-alone", date(2024, 4, 1), None),
    ]


def test_grouping_as_it_is_changes_nothing(middlesbrough):
    group(middlesbrough, "Central")
    group(middlesbrough, "Central", since=date(2025, 4, 1))

    assert [valid_from for _, valid_from, _ in spells("Central")] == [
        date(2015, 5, 7),
        date(2024, 4, 1),
    ]


def test_a_grouping_cannot_reach_behind_a_later_one(middlesbrough):
    group(middlesbrough, "Central")

    with pytest.raises(Refused, match="only from 2024-04-01"):
        group(middlesbrough, "Central", locality="Old town", since=date(2020, 4, 1))
    assert len(spells("Central")) == 2


def test_a_locality_is_made_of_wards(middlesbrough, area):
    with pytest.raises(Refused, match="these are none: North"):
        locality_actions.group_wards(
            partnership=middlesbrough,
            locality="All",
            wards=[area("middlesbrough/north")],
            by=None,
        )


def test_only_who_manages_areas_groups_wards(middlesbrough, somebody):
    with pytest.raises(PermissionDenied):
        group(middlesbrough, "Central", by=somebody(Role.MANAGER))


@pytest.mark.parametrize("word", ["static", "sign-in", "partnerships", "Big Town", ""])
def test_no_partnership_takes_a_word_of_the_portals_own(word, middlesbrough):
    with pytest.raises(Refused, match=f"“{word}” cannot be the address of a partnership"):
        hosting.host_partnership(code="E22000027", slug=word, by=None)

    assert list(Partnership.objects.all()) == [middlesbrough]
