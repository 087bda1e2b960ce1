"""Reminding an agency now: who is mailed, that the page says whom, and once a day at most."""

from __future__ import annotations

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied

from measures.periods import Period
from partnership.audit import AuditEvent
from partnership.models import Mailed, Notice, NoticeGroup, Role
from partnership.notices import actions as notices
from partnership.notices import queries as notice_queries
from partnership.refusals import Refused
from returns.lifecycle.schedule import reminding

ADDRESS = "/middlesbrough/returns/calendar/remind/"


@pytest.fixture
def asked(agree, stop):
    """The police's return for the quarter to March 2022, and no other: overdue since April."""
    agree("2022-01", days_after=30)
    stop("2022-04")


@pytest.fixture
def press(client, django_capture_on_commit_callbacks):
    """Press “Remind them now” as somebody; the page that comes next."""

    def run(user, **given):
        client.force_login(user)
        sent = {"agency": "cleveland-police", "return": "crime/police-return", **given}
        with django_capture_on_commit_callbacks(execute=True):
            return client.post(ADDRESS, sent, follow=True)

    return run


def test_the_officers_of_the_agency_are_mailed_and_the_page_says_whom_and_when(
    asked, press, officer, supplier, somebody, settings
):
    settings.PORTAL_URL = "https://portal.example"
    somebody(Role.SUPPLIER, agency="cleveland-fire")
    gone = somebody(Role.SUPPLIER)
    gone.is_active = False
    gone.save()
    page = press(officer).content.decode()
    [message] = mail.outbox
    assert message.to == [supplier.email]
    assert message.subject == "Middlesbrough: a return is overdue"
    assert "Police quarterly return, Q4 2021/22, asked for by 30 April 2022" in message.body
    start = "https://portal.example/middlesbrough/returns/upload/?return=crime/police-return&"
    assert start in message.body
    assert "Cleveland Police was reminded on" in page
    assert f"Mailed to {supplier}." in page
    [event] = AuditEvent.objects.filter(kind="agency-reminded")
    assert event.by_id == officer.pk
    assert event.detail["people"] == [supplier.pk]


def test_they_are_reminded_once_a_day_at_most(asked, press, officer, supplier, somebody):
    press(officer)
    page = press(somebody(Role.MANAGER)).content.decode()
    assert "You can remind them again tomorrow" in page
    assert len(mail.outbox) == Notice.objects.count() == 1


def test_it_says_first_whom_it_would_reach(asked, officer, supplier, somebody, client):
    daily, never = somebody(Role.SUPPLIER), somebody(Role.SUPPLIER)
    notices.choose(mailed={NoticeGroup.REMINDERS: Mailed.DAILY}, by=daily)
    notices.choose(mailed={NoticeGroup.REMINDERS: Mailed.NEVER}, by=never)
    client.force_login(officer)
    page = client.get(ADDRESS, {"agency": "cleveland-police"}).content.decode()
    assert f"{supplier} will get it by email at once." in page
    assert f"{daily} will get it in their daily email." in page
    assert f"{never} chose not to get emails." in page
    assert mail.outbox == []
    calendar = client.get("/middlesbrough/returns/calendar/").content.decode()
    assert f"{ADDRESS}?agency=cleveland-police" in calendar


def test_it_refuses_where_nothing_is_overdue_or_nobody_is_there(
    asked, officer, police, middlesbrough, supplier
):
    def remind(**given):
        reminding.remind_now(partnership=middlesbrough, by=officer, **{"agency": police, **given})

    with pytest.raises(Refused, match="Nothing of Cleveland Police is overdue"):
        remind(series="crime/police-uk")
    supplier.memberships.all().delete()
    with pytest.raises(Refused, match="Nobody at Cleveland Police has an account"):
        remind()
    assert not Notice.objects.exists()


def test_only_officers_and_managers_of_the_partnership_remind(
    asked, police, middlesbrough, supplier, somebody, elsewhere
):
    for user in (
        supplier,
        somebody(Role.COUNCILLOR),
        somebody(Role.ADMINISTRATOR),
        somebody(Role.MANAGER, partnership=elsewhere),
    ):
        with pytest.raises(PermissionDenied):
            reminding.remind_now(partnership=middlesbrough, agency=police, by=user)
    assert not Notice.objects.exists()


def test_a_return_that_came_is_no_longer_asked_for(
    asked, press, officer, supplier, sent, middlesbrough
):
    press(officer)
    assert notice_queries.unread(middlesbrough, viewer=supplier) == 1
    sent(Period.quarter(2021, 4).each_month)
    assert notice_queries.unread(middlesbrough, viewer=supplier) == 0
