"""The file that calendar programs read, by a second reading of the standard; and its address."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import PermissionDenied
from hypothesis import given
from hypothesis import strategies as st

from partnership.audit import AuditEvent
from partnership.calendars.icalendar import Event, calendar
from partnership.models import Agency
from returns.lifecycle.schedule import actions as calendar_actions
from returns.lifecycle.schedule import due_dates
from tests.returns_calendar.conftest import noon
from tests.returns_calendar.reading_icalendar import read, text

AT = noon(2022, 6, 1)
# What can stand in a name: anything but control characters and what ends a line in Python.
words = st.text(st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp"]), max_size=200)


@given(words, words)
def test_every_text_comes_back(title, about):
    event = Event("a@b", date(2024, 2, 29), title, about, datetime(2024, 1, 1, tzinfo=UTC))
    own, [read_back] = read(calendar([event], name=title))
    assert text(own["NAME"]) == title
    assert (text(read_back["SUMMARY"]), text(read_back["DESCRIPTION"])) == (title, about)


def test_a_day_ends_on_the_next_and_a_break_is_escaped():
    event = Event("a@b", date(2024, 2, 29), "a\nb; c, d\\e", "", datetime(2024, 1, 1, tzinfo=UTC))
    own, [held] = read(calendar([event], name="n"))
    assert (held["DTSTART;VALUE=DATE"], held["DTEND;VALUE=DATE"]) == ("20240229", "20240301")
    assert held["SUMMARY"] == "a\\nb\\; c\\, d\\\\e"
    assert held["DTSTAMP"] == "20240101T000000Z"
    assert own["VERSION"] == "2.0"
    assert own["PRODID"]


@pytest.fixture
def address(middlesbrough, officer):
    return calendar_actions.make_address(partnership=middlesbrough, by=officer)


def events_of(address, at=AT) -> dict[str, dict[str, str]]:
    _, events = read(due_dates.calendar_file(address, at=at))
    assert len({event["UID"] for event in events}) == len(events)
    return {text(event["SUMMARY"]): event for event in events}


def test_it_holds_the_days_agreed_and_those_of_the_law(address, agree):
    agree("2022-01", days_after=30)
    events = events_of(address)
    agreed = events["Q4 2021/22: Police quarterly return due (Cleveland Police)"]
    assert agreed["DTSTART;VALUE=DATE"] == "20220430"
    assert text(agreed["DESCRIPTION"]) == (
        "Asked for by 30 April 2022. The statutory date is 30 June 2022."
    )
    law = events[
        "Q4 2021/22: last day to disclose under the Crime and Disorder Act 1998, section 17A"
    ]
    assert law["DTSTART;VALUE=DATE"] == "20220630"


def test_a_uid_stays_when_the_day_is_agreed_anew(address, agree):
    title = "Q4 2021/22: Police quarterly return due (Cleveland Police)"
    agree("2022-01", days_after=30)
    before = events_of(address)[title]
    agree("2022-01", days_after=50, at=noon(2022, 5, 1))
    after = events_of(address)[title]
    assert before["UID"] == after["UID"]
    assert (before["DTSTART;VALUE=DATE"], after["DTSTART;VALUE=DATE"]) == ("20220430", "20220520")
    assert before["DTSTAMP"] < after["DTSTAMP"] == "20220501T120000Z"


def test_the_same_dates_are_the_same_bytes(address, agree):
    agree()
    assert due_dates.calendar_file(address, at=AT) == due_dates.calendar_file(
        address, at=noon(2022, 6, 20)
    )


def test_it_shows_days_alone(address, agree, accepted):
    """The file is the same whether figures came or not: no figure, and no word of lateness."""
    agree("2022-01")
    before = due_dates.calendar_file(address, at=AT)
    accepted(months=tuple(month.shift(0) for month in _quarter()), count=7, at=noon(2022, 5, 20))
    assert due_dates.calendar_file(address, at=AT) == before
    assert not re.search(rb"late|received|accepted", before, re.IGNORECASE)


def _quarter():
    from measures.periods import Period

    return Period.quarter(2021, 4).each_month


def test_an_agencys_calendar_holds_its_own_dates(middlesbrough, officer, police, agree):
    agree("2022-01")
    agree("2022-01", dataset="fires", source="fire-return")
    own = calendar_actions.make_address(partnership=middlesbrough, agency=police, by=officer)
    titles = events_of(own)
    assert any("Police quarterly return" in title for title in titles)
    assert not any("Fire" in title for title in titles)
    probation = Agency.objects.get(slug="probation")
    empty = calendar_actions.make_address(partnership=middlesbrough, agency=probation, by=officer)
    assert events_of(empty) == {}


# --- The address -----------------------------------------------------------------------------
def url(address) -> str:
    key = due_dates.ADDRESSES.key_of(address)
    return f"/{address.partnership.slug}/returns/calendar/{key}.ics"


def test_a_calendar_program_reads_it_without_signing_in(client, address):
    answer = client.get(url(address))
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert answer.headers["X-Robots-Tag"] == "noindex"
    assert "private" in answer.headers["Cache-Control"]
    read(answer.content)


def test_an_address_cannot_be_made_up(client, address, elsewhere):
    right = url(address)
    key = due_dates.ADDRESSES.key_of(address)
    wrong = [
        right.replace(key, str(address.pk)),
        right.replace(key, f"{address.pk}.{'A' * 43}"),
        right.replace(key, f"{address.pk + 1}.{key.partition('.')[2]}"),
        right.replace(key, "x.y"),
        right.replace("middlesbrough", "hartlepool"),
    ]
    assert [client.get(one).status_code for one in wrong] == [404] * len(wrong)


def test_an_address_that_was_ended_works_no_longer(client, address, manager, officer):
    was = url(address)
    with pytest.raises(PermissionDenied):
        calendar_actions.end_address(address=address, by=officer)
    calendar_actions.end_address(address=address, by=manager)
    assert client.get(was).status_code == 404
    again = calendar_actions.make_address(partnership=address.partnership, by=officer)
    assert url(again) != was
    assert client.get(was).status_code == 404
    assert client.get(url(again)).status_code == 200
    kinds = AuditEvent.objects.filter(about_type="returns.calendaraddress").order_by("pk")
    assert list(kinds.values_list("kind", flat=True)) == [
        "calendar-address-made",
        "calendar-address-ended",
        "calendar-address-made",
    ]


def test_two_who_make_an_address_get_the_same(middlesbrough, officer, manager, police, supplier):
    first = calendar_actions.make_address(partnership=middlesbrough, by=officer)
    assert calendar_actions.make_address(partnership=middlesbrough, by=manager) == first
    own = calendar_actions.make_address(partnership=middlesbrough, agency=police, by=supplier)
    assert own != first


def test_a_supplier_has_their_own_agencys_calendar_alone(middlesbrough, supplier, police):
    of = [agency for agency, _ in due_dates.offered(middlesbrough, viewer=supplier)]
    assert of == [police]
    fire = Agency.objects.get(slug="cleveland-fire")
    for agency in (None, fire):
        with pytest.raises(PermissionDenied):
            calendar_actions.make_address(partnership=middlesbrough, agency=agency, by=supplier)
