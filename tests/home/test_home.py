"""Home by role and the overview: what stands there, how much it costs, how many clicks away."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime

import pytest
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from partnership import audit
from partnership.models import Role, User
from partnership.people import memberships

EVERYBODY = (
    "councillor",
    "csp.officer",
    "manager",
    "police.officer",
    "democratic.services",
    "prevent.lead",
    "administrator",
)


@pytest.fixture
def home(with_demonstration, client, settings):
    """`home("councillor")`: the page as that person sees it, and its context."""
    settings.CSP_TODAY = date(2025, 6, 12)

    def get(who: str, below: str = ""):
        client.force_login(User.objects.get(email=f"{who}@demo.example"))
        answer = client.get(f"/{with_demonstration.slug}/{below}")
        assert answer.status_code == 200
        return answer

    return get


def text(answer) -> str:
    main = answer.content.decode().partition('id="main-content">')[2].partition("</main>")[0]
    main = re.sub(r"<svg.*?</svg>", "", main, flags=re.S)
    main = re.sub(r'<(\w+) class="govuk-visually-hidden">.*?</\1>', "", main, flags=re.S)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", main))


@pytest.mark.parametrize("who", EVERYBODY)
def test_home_takes_at_most_fifteen_queries(home, client, who, django_assert_max_num_queries):
    home(who)
    with django_assert_max_num_queries(15):
        client.get("/middlesbrough/")


@pytest.mark.parametrize("who", EVERYBODY)
def test_home_and_the_overview_are_short(home, who):
    for below in ("", "overview/"):
        words = [word for word in text(home(who, below)).split() if re.search(r"\w", word)]
        assert len(words) <= 450, below


def test_a_councillor_sees_the_finding_and_what_is_theirs(home):
    page = text(home("councillor"))

    assert "Choose my ward" in page
    assert "Next meeting" in page
    assert "My questions" in page
    assert "Worth asking" in page


def test_the_overview_is_the_same_without_what_is_somebodys_own(home):
    page = text(home("police.officer", "overview/"))

    assert "Worth asking" in page
    assert "My questions" not in page
    assert "My ward" not in page


def test_an_officer_sees_what_waits_and_decides_two_clicks_away(home, client):
    answer = home("manager")
    assert "are waiting for you" in text(answer)
    first = answer.context["page"].to_decide[0].line.task

    decide = client.get(first.url)
    assert decide.status_code == 200
    assert re.search(r"<button[^>]*>\s*Accept", decide.content.decode())


def test_an_officer_of_an_agency_starts_the_overdue_return_with_one_click(home, client):
    answer = home("police.officer")
    late = next(line for line in answer.context["page"].others if line.is_late)

    assert f'href="{late.task.url.replace("&", "&amp;")}"' in answer.content.decode()
    started = client.get(late.task.url)
    assert started.status_code == 200
    assert late.task.title in text(started)


def test_somebody_with_several_roles_gets_the_tasks_of_all(home, with_demonstration):
    councillor = User.objects.get(email="councillor@demo.example")
    memberships.give_role(
        user=councillor,
        role=Role.CSP_OFFICER,
        partnership=with_demonstration,
        agency=None,
        by=None,
    )
    page = text(home("councillor"))

    assert "are waiting for you" in page
    assert "My questions" in page


def test_democratic_services_see_the_steps_before_the_meeting_and_what_is_awaited(home):
    page = text(home("democratic.services"))

    assert "Before the Environment Scrutiny Panel" in page
    assert "Responses due" in page


def test_an_administrator_sees_what_is_missing_and_what_failed(home):
    DBTaskResult.objects.create(
        status="FAILED",
        finished_at=timezone.now(),
        args_kwargs={},
        task_path="reporting.tasks.make_files",
        run_after=timezone.now(),
        backend_name="default",
        exception_class_path="",
        traceback="",
    )
    page = text(home("administrator"))

    assert "Set-up and people" in page
    assert "Make files" in page


def test_what_came_since_the_last_visit_stands_above_the_finding(home, with_demonstration):
    councillor = User.objects.get(email="councillor@demo.example")
    for year in (2018, 2025):
        at = datetime(year, 1, 1, 9, tzinfo=UTC)
        audit.record(audit.Kind.SIGN_IN, by=councillor, about=councillor, at=at)
    page = text(home("councillor"))

    assert "New since 1 January 2018: figures for Q4 2024/25" in page
    assert "New since" not in text(home("councillor", "overview/"))
