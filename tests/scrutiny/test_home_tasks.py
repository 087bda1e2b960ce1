"""What waits in scrutiny, and for whom."""

from __future__ import annotations

from datetime import date

import pytest

from partnership.desk import Desk
from partnership.models import Role
from scrutiny import home_tasks

ON = date(2024, 4, 2)


@pytest.fixture
def tasks(middlesbrough):
    def of(user):
        return {task.kind: task for task in home_tasks.tasks(Desk(middlesbrough, user, ON))}

    return of


def test_an_agency_answers_for_itself(tasks, question, recommendation, recipient, somebody):
    found = tasks(somebody(Role.SUPPLIER))

    assert found[home_tasks.ANSWER].note == "“Which offences count as serious violence?”"
    assert found[home_tasks.ANSWER].url.endswith(f"/questions/{question.pk}/answer/")
    assert found[home_tasks.ANSWER].when(ON) == "15 days late"
    assert found[home_tasks.RESPOND].url.endswith(f"/recipients/{recipient.pk}/respond/")
    assert found[home_tasks.RESPOND].count == 1


def test_officers_answer_for_every_body_and_see_it_once(tasks, recommendation, officer):
    found = tasks(officer)[home_tasks.RESPOND]

    assert (found.title, found.count) == ("Respond to recommendation 2024/1", 3)
    assert found.who == "3 bodies"
    assert found.url.endswith(f"/recommendations/{recommendation.pk}/")


def test_councillors_and_other_agencies_have_nothing_to_answer(
    tasks, question, councillor, somebody
):
    assert tasks(councillor) == {}
    assert tasks(somebody(Role.SUPPLIER, agency="cleveland-fire")) == {}
