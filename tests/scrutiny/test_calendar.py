"""The secret address of scrutiny's days: what it shows, and to whom."""

from __future__ import annotations

import pytest

from partnership.models import Role
from scrutiny.deadlines import actions
from scrutiny.deadlines import calendar as clock_calendar
from scrutiny.queries import calendar_addresses
from tests.returns_calendar.reading_icalendar import read, text
from tests.scrutiny.conftest import noon


@pytest.fixture
def address(middlesbrough, councillor):
    return actions.make_address(partnership=middlesbrough, by=councillor)


def test_it_shows_meetings_and_what_is_due_and_no_words_of_a_question(
    meeting, question, recommendation, middlesbrough
):
    content = clock_calendar.calendar_file(middlesbrough, at=noon(2024, 3, 10))
    _, events = read(content)
    shown = {(text(one["SUMMARY"]), one["DTSTART;VALUE=DATE"]) for one in events}
    assert shown >= {
        ("Environment Scrutiny Panel", "20240304"),
        ("Answer to a question due (Cleveland Police)", "20240318"),
        ("Response to a recommendation due (Cleveland Police)", "20240401"),
    }
    assert b"serious violence" not in content
    assert b"That every figure" not in content


def test_an_event_keeps_its_uid(question, middlesbrough):
    first, second = (
        read(clock_calendar.calendar_file(middlesbrough, at=noon(2024, 3, day)))[1]
        for day in (10, 12)
    )
    assert [one["UID"] for one in first] == [one["UID"] for one in second]


def test_whoever_has_the_address_may_read_it_until_it_ends(client, address, keeper, question):
    key = calendar_addresses.ADDRESSES.key_of(address)
    to = f"/middlesbrough/scrutiny/calendar/{key}.ics"
    assert client.get(to).status_code == 200
    assert client.get(to.replace("middlesbrough", "hartlepool")).status_code == 404
    assert client.get(f"/middlesbrough/scrutiny/calendar/{address.pk}.ics").status_code == 404
    actions.end_address(address=address, by=keeper)
    assert client.get(to).status_code == 404


def test_two_at_once_get_the_same_address(address, middlesbrough, somebody):
    again = actions.make_address(partnership=middlesbrough, by=somebody(Role.CSP_OFFICER))
    assert again == address
