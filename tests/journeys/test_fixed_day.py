"""In a demonstration that stands still at a day, pages, forms and acts go by that day."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from partnership.models import Role, User
from partnership.people import memberships
from partnership.people.permissions import memberships as memberships_of
from partnership.refusals import Refused
from returns.lifecycle.schedule.agency_board import board
from returns.pages.sending.forms import UploadForm
from scrutiny import words
from scrutiny.panels import actions as panel_actions
from scrutiny.questions import actions as question_actions
from scrutiny.recommendations import actions as recommendation_actions
from scrutiny.recommendations.actions import EXECUTIVE

TODAY = date(2025, 6, 12)
TOMORROW = TODAY + timedelta(days=1)
BEFORE = datetime(2025, 1, 6, 12, tzinfo=UTC)


@pytest.fixture
def fixed(settings):
    settings.CSP_TODAY = TODAY


@pytest.fixture
def middlesbrough(fixed, with_people):
    return with_people


@pytest.fixture
def services(middlesbrough) -> User:
    return User.objects.get(email="democratic.services@demo.example")


@pytest.fixture
def panel(middlesbrough):
    return panel_actions.add_panel(
        partnership=middlesbrough, name="A panel", since=date(2020, 1, 1), by=None, at=BEFORE
    )


def test_every_page_says_which_day_it_is(services, middlesbrough, client):
    client.force_login(services)
    assert "today is 12 June 2025" in client.get("/middlesbrough/").text


@pytest.mark.parametrize("day", [TODAY, TOMORROW])
def test_a_return_is_received_by_the_fixed_day(middlesbrough, day):
    officer = User.objects.get(email="csp.officer@demo.example")
    typed = {"received_on_day": day.day, "received_on_month": day.month, "received_on_year": 2025}
    form = UploadForm(typed, partnership=middlesbrough, viewer=officer)
    assert form.initial["received_on"] == TODAY
    assert ("received_on" in form.errors) == (day > TODAY)


def test_what_is_due_is_judged_by_the_fixed_day(middlesbrough):
    officer = User.objects.get(email="csp.officer@demo.example")
    seen = board(middlesbrough, viewer=officer)
    assert seen.on == TODAY
    assert seen.quarters[-1].label == "Q1 2025/26"


def test_a_question_is_asked_on_the_fixed_day_and_may_be_due_on_it(services, panel):
    asked = question_actions.ask(panel=panel, text="Why?", answer_by=TODAY, by=services)
    assert asked.asked_on == TODAY


def test_a_recommendation_is_made_by_the_fixed_day(services, panel):
    made = {"panel": panel, "title": "More lights", "text": "Light the park", "by": services}
    stands = recommendation_actions.make(**made, reference="R1", made_on=TODAY, to=[EXECUTIVE])
    assert stands.made_on == TODAY
    with pytest.raises(Refused, match=words.MADE_IN_THE_FUTURE):
        recommendation_actions.make(**made, reference="R2", made_on=TOMORROW, to=[EXECUTIVE])


def test_a_role_that_ended_in_the_real_year_is_in_force_on_the_fixed_day(middlesbrough):
    somebody = User.objects.create(email="deputy@test.example", name="A deputy")
    given = memberships.give_role(
        user=somebody, role=Role.MANAGER, partnership=middlesbrough, by=None, at=BEFORE
    )
    memberships.end_role(membership=given, by=None, on=TOMORROW, at=BEFORE)
    assert [each.role for each in memberships_of(somebody, middlesbrough)] == [Role.MANAGER]
    memberships.end_role(membership=given, by=None, at=BEFORE)
    assert memberships_of(somebody, middlesbrough) == ()
