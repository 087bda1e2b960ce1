"""The pages of the calendar: what each role gets, what a form says, and how they look."""

from __future__ import annotations

import re

import pytest

from measures.periods import Period
from partnership.models import Role
from returns.lifecycle.schedule import actions as calendar_actions
from returns.lifecycle.schedule import missing
from returns.models import AgreedDate, CalendarAddress
from tests.returns_calendar.conftest import noon

TOP = "/middlesbrough/returns/calendar/"
PAGES = ("", "dates/", "statutory/", "subscribe/", "dates/crime/police-return/")


def plain(answer) -> str:
    """The words of a page, without its markup."""
    body = re.sub(r"<[^>]+>", " ", answer.content.decode())
    return re.sub(r"\s+", " ", body)


@pytest.fixture
def signed_in(client):
    def sign_in(user):
        client.force_login(user)
        return client

    return sign_in


def test_the_board_says_states_in_words_and_shapes(signed_in, officer, agree, sent):
    agree("2022-01", days_after=30)
    sent(Period.quarter(2021, 4).each_month, at=noon(2022, 5, 12))
    page = signed_in(officer).get(TOP, {"as_at": "2022-05-13", "to": "2021/22 Q4"})
    said = plain(page)
    assert "As it stood at the end of 13 May 2022." in said
    assert "◐ Received" in said
    assert "Received 12 May 2022, 12 days after the date" in said
    assert "▲ Late the day has passed" in said
    assert "Cleveland Police: Police quarterly return, Q4 2021/22, received 12 May 2022" in said


def test_a_day_that_is_none_is_said(signed_in, officer):
    page = signed_in(officer).get(TOP, {"as_at_day": "31", "as_at_month": "2", "as_at_year": "22"})
    assert page.status_code == 422
    assert "Enter a real day" in plain(page)
    page = signed_in(officer).get(TOP, {"as_at": "2999-01-01"})
    assert "The day lies in the future" in plain(page)


def test_a_supplier_sees_no_other_agency(signed_in, supplier, agree):
    agree("2022-01", dataset="fires", source="fire-return", days_after=10)
    said = plain(signed_in(supplier).get(TOP))
    assert "Cleveland Police" in said
    assert "Cleveland Fire" not in said
    assert "Cleveland Fire" not in plain(signed_in(supplier).get(TOP + "dates/"))
    assert "Cleveland Fire" not in plain(signed_in(supplier).get(TOP + "subscribe/"))


@pytest.mark.parametrize("role", [Role.COUNCILLOR, Role.PREVENT_LEAD, Role.ADMINISTRATOR])
def test_no_page_of_the_calendar_opens_for_those_who_handle_no_returns(role, signed_in, somebody):
    visitor = signed_in(somebody(role))
    assert {visitor.get(TOP + page).status_code for page in PAGES} == {403}


def test_the_manager_agrees_a_date_in_the_browser(signed_in, manager, middlesbrough):
    visitor = signed_in(manager)
    filled = {"first_month": "2022-02", "every_months": "3", "by_when": "days", "days_after": ""}
    page = visitor.post(TOP + "dates/crime/police-return/", filled)
    assert page.status_code == 422
    assert "Enter how many days after the period’s end" in plain(page)
    page = visitor.post(TOP + "dates/crime/police-return/")
    assert page.status_code == 422
    assert "Enter the first month" in plain(page)
    page = visitor.post(TOP + "dates/crime/police-return/", filled | {"days_after": "30"})
    assert "February 2022 begins no quarter: choose January 2022 or another" in plain(page)
    assert not AgreedDate.objects.exists()
    right = filled | {"days_after": "30", "first_month": "2022-01"}
    page = visitor.post(TOP + "dates/crime/police-return/", right, follow=True)
    said = plain(page)
    assert "The date is agreed." in said
    assert "Each quarter, 30 days after the end of each quarter, from January 2022" in said
    assert AgreedDate.objects.get().days_after == 30


def test_days_typed_beside_the_statutory_date_do_not_count(signed_in, manager):
    signed_in(manager).post(
        TOP + "dates/crime/police-return/",
        {"first_month": "2022-01", "every_months": "3", "by_when": "statutory", "days_after": "9"},
    )
    assert AgreedDate.objects.get().days_after is None


def test_the_manager_ends_what_is_asked_for_with_its_supply(signed_in, manager):
    visitor = signed_in(manager)
    filled = {"first_month": "2023-05", "by_when": "not-asked-for", "because": ""}
    page = visitor.post(TOP + "dates/crime/police-return/", filled)
    assert page.status_code == 422
    assert "Say why it is no longer asked for" in plain(page)
    assert not AgreedDate.objects.exists()
    why = "From April 2023 the counts are those of data.police.uk"
    page = visitor.post(TOP + "dates/crime/police-return/", filled | {"because": why}, follow=True)
    assert "It is no longer asked for." in plain(page)
    assert f"Not asked for from May 2023: {why}" in plain(page)
    ended = AgreedDate.objects.get()
    assert (ended.is_asked_for, ended.because) == (False, why)


def test_how_often_is_needed_where_a_source_is_asked_for(signed_in, manager):
    page = signed_in(manager).post(
        TOP + "dates/crime/police-return/", {"first_month": "2023-04", "by_when": "statutory"}
    )
    assert page.status_code == 422
    assert "Choose how often the figures are asked for" in plain(page)


def test_the_manager_chooses_who_sees_the_dates(signed_in, manager, officer, middlesbrough):
    page = signed_in(manager).post(TOP + "dates/", {"lateness": "shown"}, follow=True)
    assert "Everybody who may see the dashboards sees by when" in plain(page)
    assert missing.shows_lateness(middlesbrough)
    assert signed_in(officer).post(TOP + "dates/", {"lateness": "not-shown"}).status_code == 403
    assert missing.shows_lateness(middlesbrough)


def test_the_laws_list_says_what_comes_through_the_portal(signed_in, officer, accepted):
    said = plain(signed_in(officer).get(TOP + "statutory/"))
    assert "SI 2007/1831" in said
    assert "Police quarterly return: nothing in use" in said
    accepted(Period.quarter(2021, 4).each_month)
    said = plain(signed_in(officer).get(TOP + "statutory/"))
    assert "◐ Counts supplied Police quarterly return: in use to March 2022" in said
    assert "– Not supplied through the portal" in said
    assert "does not by itself meet the duty" in said


def test_what_earlier_mails_say_of_stopping_leads_to_the_choice_of_mails(signed_in, officer):
    answer = signed_in(officer).get(TOP + "reminders/")
    assert answer.url == "/middlesbrough/account/mails/"


def test_an_address_is_made_and_ended_in_the_browser(signed_in, manager, police, supplier):
    visitor = signed_in(supplier)
    page = visitor.post(TOP + "subscribe/", {"agency": police.slug}, follow=True)
    [address] = re.findall(r"http://testserver(/[^\s\"<]+\.ics)", page.content.decode())[:1]
    assert visitor.get(address).status_code == 200
    assert visitor.post(TOP + "subscribe/", {"agency": ""}).status_code == 403
    its_end = f"{TOP}subscribe/end/?agency={police.slug}"
    assert visitor.post(its_end).status_code == 403
    assert "End this address?" in plain(signed_in(manager).get(its_end))
    assert visitor.get(address).status_code == 200
    ended = signed_in(manager).post(its_end, follow=True)
    assert "This address no longer works." in plain(ended)
    assert visitor.get(address).status_code == 404
    assert CalendarAddress.objects.get().ended_at


# --- In the browser --------------------------------------------------------------------------
NARROW = {"width": 390, "height": 844}


@pytest.fixture
def lived_in(middlesbrough, manager, officer, agree, sent, accepted):
    """A board with every state on it, and an address."""
    agree("2021-10", days_after=30)
    agree("2021-10", dataset="fires", source="fire-return", every_months=1, days_after=20)
    accepted(Period.quarter(2021, 3).each_month, at=noon(2022, 2, 2))
    sent(Period.quarter(2021, 4).each_month, at=noon(2022, 5, 2), name="q4.csv")
    calendar_actions.make_address(partnership=middlesbrough, by=manager)
    return manager


@pytest.fixture
def open_as(live_server, client):
    """Open a page of the calendar in a browser, signed in."""

    def go(page, user, path):
        client.force_login(user)
        cookie = client.cookies["sessionid"].value
        page.context.add_cookies([{"name": "sessionid", "value": cookie, "url": live_server.url}])
        page.goto(f"{live_server.url}{TOP}{path}")

    return go


SHOWN = ("?as_at=2022-06-01&to=2021/22+Q4", *PAGES[1:])


@pytest.mark.django_db(transaction=True)
@pytest.mark.slow(
    "every page of the calendar in a browser; the tests beside it read them without one"
)
def test_every_page_passes_axe_and_fits_a_phone(lived_in, open_as, page, axe, no_sideways_scroll):
    for path in SHOWN:
        page.set_viewport_size({"width": 1280, "height": 900})
        open_as(page, lived_in, path)
        axe(page)
        no_sideways_scroll(page)
        for width in (NARROW, {"width": 320, "height": 640}):
            page.set_viewport_size(width)
            no_sideways_scroll(page)
        axe(page)


@pytest.mark.django_db(transaction=True)
def test_a_date_is_agreed_without_script(lived_in, open_as, page_without_js, no_sideways_scroll):
    page = page_without_js
    page.set_viewport_size(NARROW)
    open_as(page, lived_in, "?as_at=2022-06-01&to=2021/22+Q4")
    for words in ("In use", "Received", "Late", "Not applicable"):
        assert page.locator(".app-quarters").get_by_text(words, exact=False).first.is_visible()
    named = re.compile("Agree a date.*Police quarterly return")
    page.get_by_role("link", name=named).click()
    page.get_by_label("From which month does it apply?").fill("2022-04")
    page.get_by_label("By a number of days after the end of the period").check()
    page.get_by_label("How many days after the end of the period?").fill("45")
    page.get_by_role("button", name="Save the date").click()
    assert page.get_by_text("45 days after the end of each quarter, from April 2022").is_visible()
    no_sideways_scroll(page)


@pytest.mark.django_db(transaction=True)
def test_the_board_is_reached_and_turned_by_keyboard(lived_in, open_as, page):
    open_as(page, lived_in, "?as_at=2022-06-01&to=2021/22+Q4")
    link = page.get_by_role("link", name="Earlier quarters")
    link.focus()
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("to=2020"))
    assert page.get_by_text("As it stood at the end of 1 June 2022.").is_visible()
    headings = page.locator(".app-quarters thead th").all_inner_texts()
    assert headings[-1] == "Q3 2020/21"
