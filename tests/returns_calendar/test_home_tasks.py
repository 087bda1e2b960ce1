"""What waits in returns, for an agency's officer and for those who decide."""

from __future__ import annotations

from datetime import date
from urllib.parse import parse_qs, urlsplit

import pytest

from partnership.desk import Desk
from returns import home_tasks
from returns.lifecycle import decisions
from tests.returns_calendar.conftest import noon

ON = date(2023, 5, 12)


@pytest.fixture
def tasks(middlesbrough, settings):
    settings.CSP_TODAY = ON

    def of(user):
        return {task.kind: task for task in home_tasks.tasks(Desk(middlesbrough, user, ON))}

    return of


def test_an_officer_of_an_agency_starts_the_very_return_that_is_late(tasks, agree, supplier):
    agree("2022-10")
    late = tasks(supplier)[home_tasks.DUE]

    assert late.title == "Police quarterly return, Q3 2022/23"
    assert late.note == "Then the next, up to Q4 2022/23"
    assert (late.count, late.due) == (2, date(2023, 1, 30))
    assert late.when(ON) == "102 days late"
    assert parse_qs(urlsplit(late.url).query) == {
        "return": ["crime/police-return"],
        "period": ["2022/23 Q3"],
        "agency": ["cleveland-police"],
    }


def test_officers_see_which_agencies_are_late(tasks, agree, officer):
    agree("2022-10")
    late = tasks(officer)[home_tasks.LATE]

    assert late.title == "Cleveland Police"
    assert late.note == "Police quarterly return: Q3 2022/23 to Q4 2022/23"
    assert not late.is_primary


def test_what_was_sent_waits_for_one_and_is_followed_by_the_other(tasks, sent, officer, supplier):
    sent(by=supplier)
    to_decide, followed = tasks(officer), tasks(supplier)

    assert to_decide[home_tasks.TO_DECIDE].url.endswith("/decide/")
    assert to_decide[home_tasks.TO_DECIDE].is_primary
    assert not followed[home_tasks.SENT].is_mine
    assert home_tasks.TO_DECIDE not in followed


def test_what_came_back_says_why(tasks, agree, sent, officer, supplier):
    agree("2022-01")
    decisions.reject(
        part=sent(by=supplier), by=officer, reason="June is missing", at=noon(2023, 5, 10)
    )
    back = tasks(supplier)[home_tasks.CAME_BACK]

    assert back.note == "Rejected 10 May 2023: June is missing"
    assert back.action == "Send it again"


def test_who_handles_no_returns_has_no_tasks(tasks, somebody, agree):
    from partnership.models import Role

    agree("2022-10")
    assert tasks(somebody(Role.COUNCILLOR)) == {}
