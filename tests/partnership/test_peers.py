"""Comparison groups: kept with source and day, never changed; and whom a force area holds."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import PermissionDenied

from partnership.kinds import Level
from partnership.models import (
    Area,
    AuditEvent,
    ComparisonGroup,
    Partnership,
    Population,
    Role,
    User,
    Within,
)
from partnership.people import memberships
from partnership.people.permissions import AS_COUNCILLOR
from partnership.places import peers
from partnership.places.peer_actions import end_group, keep_group
from partnership.refusals import Outdated, Refused

AT = datetime(2023, 9, 4, 9, tzinfo=UTC)
LATER = datetime(2023, 10, 4, 9, tzinfo=UTC)


@pytest.fixture
def middlesbrough(with_places) -> Partnership:
    return with_places


@pytest.fixture
def officer(middlesbrough) -> User:
    return _person(middlesbrough, Role.CSP_OFFICER)


def _person(partnership: Partnership, role: Role) -> User:

    user = User.objects.create(email=f"{role}@test.example", name=str(role.label))
    memberships.give_role(user=user, role=role, partnership=partnership, by=None)
    return user


def _others(*names: str) -> list[Area]:
    return list(Area.objects.filter(level=Level.PARTNERSHIP, name__in=names))


def _keep(partnership, officer, *names, **kwargs) -> ComparisonGroup:
    said = {
        "partnership": partnership,
        "name": "Neighbours",
        "source": "The councils of the Tees Valley",
        "dated": date(2023, 4, 1),
        "members": _others(*names),
        "by": officer,
        "at": AT,
    }
    return keep_group(**said | kwargs)


def test_the_partnerships_of_the_force_area_are_all_there_with_their_residents(middlesbrough):
    held = {one.name: one.population(2022) for one in peers.of_force(middlesbrough)}
    assert set(held) == {"Hartlepool", "Middlesbrough", "Redcar and Cleveland", "Stockton-on-Tees"}
    assert held["Middlesbrough"].count == 143_734
    assert held["Middlesbrough"].year == 2021


def test_a_partnership_with_a_district_in_two_has_no_residents(middlesbrough):
    """As Bournemouth and Poole: who lives in which is in no lookup."""
    shared = Area.objects.get(name="Hartlepool", level=Level.DISTRICT)
    other = Area.objects.create(code="E22999999", name="Half of it", level=Level.PARTNERSHIP)
    Within.objects.create(part=shared, whole=other, source="test")
    held = {one.name: one for one in peers.of_force(middlesbrough)}
    assert held["Hartlepool"].population(2021) is None
    assert held["Half of it"].population(2021) is None


def test_residents_are_of_a_year_that_all_districts_have(middlesbrough):
    area = middlesbrough.area
    further = Area.objects.create(code="E06999999", name="Further", level=Level.DISTRICT)
    Within.objects.create(part=further, whole=area, source="test")
    Population.objects.create(area=further, year=2019, count=5, source="test")
    [held] = [one for one in peers.of_force(middlesbrough) if one.area == area.pk]
    assert held.population(2021) is None
    Population.objects.create(area=further, year=2021, count=7, source="test")
    [held] = [one for one in peers.of_force(middlesbrough) if one.area == area.pk]
    assert held.population(2021).count == 143_741


def test_a_group_is_kept_with_its_source_day_and_members_and_is_on_the_record(
    middlesbrough, officer
):
    kept = _keep(middlesbrough, officer, "Hartlepool", "Middlesbrough")
    assert [one.name for one in kept.members.all()] == ["Hartlepool"]
    assert {one.name for one in peers.members(kept, middlesbrough)} == {
        "Hartlepool",
        "Middlesbrough",
    }
    event = AuditEvent.objects.get(kind="comparison-group-kept")
    assert event.detail["before"] is None
    assert event.detail["after"]["members"] == ["E22000027"]
    assert event.by_id == officer.pk


def test_a_change_ends_the_group_and_links_still_show_it(middlesbrough, officer):
    first = _keep(middlesbrough, officer, "Hartlepool")
    second = _keep(middlesbrough, officer, "Stockton-on-Tees", instead_of=first.pk, at=LATER)
    assert [one.pk for one in peers.groups(middlesbrough, viewer=AS_COUNCILLOR)] == [second.pk]
    assert peers.group(middlesbrough, first.pk, viewer=AS_COUNCILLOR) == first
    assert [one.name for one in first.members.all()] == ["Hartlepool"]
    told = AuditEvent.objects.filter(kind="comparison-group-kept").latest("pk").detail
    assert (told["before"]["members"], told["after"]["members"]) == (["E22000027"], ["E22000030"])


def test_the_second_of_two_is_shown_the_group_of_the_first(middlesbrough, officer):
    first = _keep(middlesbrough, officer, "Hartlepool")
    _keep(middlesbrough, officer, "Stockton-on-Tees", instead_of=first.pk, at=LATER)
    with pytest.raises(Outdated) as refused:
        _keep(middlesbrough, officer, "Redcar and Cleveland", instead_of=first.pk, at=LATER)
    assert "Stockton-on-Tees" in str(refused.value)
    assert str(officer) in str(refused.value)


def test_a_group_needs_another_partnership(middlesbrough, officer):
    with pytest.raises(Refused, match="at least one other"):
        _keep(middlesbrough, officer, "Middlesbrough")


def test_only_those_who_may_keep_and_end(middlesbrough, officer):
    councillor = _person(middlesbrough, Role.COUNCILLOR)
    with pytest.raises(PermissionDenied):
        _keep(middlesbrough, councillor, "Hartlepool")
    kept = _keep(middlesbrough, officer, "Hartlepool")
    with pytest.raises(PermissionDenied):
        end_group(group=kept, by=councillor)
    end_group(group=kept, by=officer, at=LATER)
    with pytest.raises(Refused, match="has ended already"):
        end_group(group=kept, by=officer, at=LATER)
    assert AuditEvent.objects.filter(kind="comparison-group-ended").count() == 1
