"""A team of two or three: deputies, one's own uploads by leave, several at once, longest first."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from measures.periods import Month
from partnership.models import AuditEvent, Membership, Role, User
from partnership.people import memberships
from partnership.people.permissions import Permission, forget, may
from partnership.refusals import Refused
from returns.lifecycle import decisions, queries
from returns.models import Part
from tests.returns.conftest import EARLY, days

FIRST, LAST = date(2023, 5, 1), date(2023, 5, 12)


@pytest.fixture
def deputy(middlesbrough, manager, somebody) -> User:
    """An administrator who is the deputy from 1 to 12 May 2023."""
    user = somebody(Role.ADMINISTRATOR)
    with time_machine.travel("2023-04-20 12:00"):
        memberships.name_deputy(
            user=user,
            partnership=middlesbrough,
            first_day=FIRST,
            last_day=LAST,
            reason="Annual leave",
            by=manager,
        )
    return user


@pytest.mark.parametrize(
    ("day", "accepts"),
    [
        ("2023-04-30 23:30 +0100", False),
        ("2023-05-01 00:30 +0100", True),
        ("2023-05-12 23:30 +0100", True),
        ("2023-05-13 00:30 +0100", False),
    ],
)
def test_the_right_begins_and_ends_by_itself(day, accepts, deputy, sent, middlesbrough):
    part = sent()
    with time_machine.travel(day):
        forget(deputy)
        assert may(deputy, Permission.ACCEPT_RETURN, partnership=middlesbrough) is accepts
        if accepts:
            decisions.accept(parts=[part], by=deputy)
        else:
            with pytest.raises(PermissionDenied):
                decisions.accept(parts=[part], by=deputy)
    part.refresh_from_db()
    assert (part.state == Part.State.ACCEPTED) is accepts


def test_a_deputy_who_supplies_does_not_accept_their_own(middlesbrough, manager, supplier, sent):
    today = timezone.localdate()
    memberships.name_deputy(
        user=supplier,
        partnership=middlesbrough,
        first_day=today,
        last_day=today,
        reason="Leave",
        by=manager,
    )
    part = sent(by=supplier)
    with pytest.raises(Refused, match="You uploaded or sent this return"):
        decisions.accept(parts=[part], by=supplier)


def test_naming_and_ending_are_on_the_record(deputy, manager, middlesbrough):
    named = AuditEvent.objects.get(kind="deputy-named")
    assert named.by_id == manager.pk
    assert named.detail == {
        "first_day": "2023-05-01",
        "last_day": "2023-05-12",
        "reason": "Annual leave",
    }
    memberships.end_deputy(membership=Membership.objects.get(role=Role.DEPUTY), by=manager)
    assert not Membership.objects.filter(role=Role.DEPUTY).exists()
    assert AuditEvent.objects.get(kind="deputy-ended").about_id == str(deputy.pk)


@pytest.mark.parametrize("role", [Role.CSP_OFFICER, Role.ADMINISTRATOR, Role.SUPPLIER])
def test_the_manager_alone_names_one(role, somebody, middlesbrough):
    today = timezone.localdate()
    with pytest.raises(PermissionDenied):
        memberships.name_deputy(
            user=somebody(Role.PREVENT_LEAD),
            partnership=middlesbrough,
            first_day=today,
            last_day=today,
            reason="Leave",
            by=somebody(role),
        )


def test_a_councillor_is_no_deputy(somebody, middlesbrough, manager):
    today = timezone.localdate()
    with pytest.raises(Refused, match="cannot be a deputy"):
        memberships.name_deputy(
            user=somebody(Role.COUNCILLOR),
            partnership=middlesbrough,
            first_day=today,
            last_day=today,
            reason="Leave",
            by=manager,
        )


def test_the_page_names_and_ends_one(as_, manager, somebody, middlesbrough):
    lead = somebody(Role.PREVENT_LEAD)
    councillor = somebody(Role.COUNCILLOR)
    client = as_(manager)
    today = timezone.localdate()
    last = today + timedelta(days=6)
    page = client.get("/middlesbrough/returns/deputies/").text
    assert str(lead) in page
    assert str(councillor) not in page
    filled = {
        "user": lead.pk,
        "reason": "Annual leave",
        **{f"first_day_{part}": getattr(today, part) for part in ("day", "month", "year")},
        **{f"last_day_{part}": getattr(last, part) for part in ("day", "month", "year")},
    }
    backwards = {**filled, "last_day_year": today.year - 1}
    assert client.post("/middlesbrough/returns/deputies/", backwards).status_code == 422
    assert client.post("/middlesbrough/returns/deputies/", filled).status_code == 302
    forget(lead)
    assert may(lead, Permission.ACCEPT_RETURN, partnership=middlesbrough)
    assert not may(lead, Permission.RECALL_RETURN, partnership=middlesbrough)
    held = Membership.objects.get(role=Role.DEPUTY)
    client.post(f"/middlesbrough/returns/deputies/{held.pk}/end/")
    forget(lead)
    assert not may(lead, Permission.ACCEPT_RETURN, partnership=middlesbrough)


def test_the_longest_waiting_comes_first(sent, second, middlesbrough):
    late, early, middle = (
        sent([Month(2022, month)], at=EARLY + days(after), name=f"{month}.csv")
        for month, after in ((1, 20), (2, 0), (3, 10))
    )
    waiting = queries.waiting(middlesbrough, viewer=second)
    names = [one.of_return.name for one in waiting]
    assert names == [one.of_return.name for one in (early, middle, late)]


def test_several_are_accepted_at_once(sent, second, as_):
    parts = [sent([Month(2022, month)], name=f"{month}.csv") for month in (1, 2)]
    as_(second).post(
        "/middlesbrough/returns/waiting/", {"returns": [one.of_return_id for one in parts]}
    )
    assert set(Part.objects.values_list("state", flat=True)) == {Part.State.ACCEPTED}


def test_ones_own_upload_by_the_managers_leave_and_with_a_reason(
    sent, officer, manager, as_, middlesbrough
):
    part = sent()
    decide = f"/middlesbrough/returns/{part.of_return_id}/decide/"
    assert "somebody else must accept it" in as_(officer).get(decide).text
    source, series = "/middlesbrough/returns/sources/crime/police-return/", {"what": "allow"}
    client = as_(manager)
    assert client.post(source, series).status_code == 422
    client.post(source, {**series, "reason": "A team of one"})
    client = as_(officer)
    assert client.post(decide, {"accept": "accept"}).status_code == 422
    client.post(decide, {"accept": "accept", "accept-reason": "Nobody else is in"})
    part.refresh_from_db()
    assert (part.state, part.reason) == (Part.State.ACCEPTED, "Nobody else is in")
    client = as_(manager)
    client.post(source, {**series, "what": "end", "reason": "Two now"})
    with pytest.raises(Refused, match="You uploaded or sent this return"):
        decisions.recall(part=part, by=officer, reason="No")
