"""Every page of scrutiny in a browser: axe, no wider than a phone, whole without script."""

from __future__ import annotations

import re
from datetime import date

import pytest

from demo import partnerships as places
from demo import scrutiny
from partnership.models import Agency, Role, User
from partnership.people.permissions import RIGHTS, Permission
from returns.lifecycle import record_lists
from scrutiny.deadlines import actions
from scrutiny.models import AgendaItem, Milestone, PanelMember, Question, Recommendation, WorkItem
from scrutiny.panels import actions as panel_actions
from scrutiny.recommendations import actions as recommendation_actions
from scrutiny.recommendations.spreadsheet import DECLARED
from tests.odd_spreadsheets.writing import as_csv
from tests.test_doors import DOORS, rights

pytestmark = pytest.mark.django_db(transaction=True)

TOP = "<partnership>/scrutiny/"
# What only takes a form, and files.
NOT_PAGES = {
    "days/closed/<pk>/end/",
    "calendar/end/",
    "calendar/<key>.ics",
    "meetings/<pk>/steps/<step>/",
    "measures/<pk>/end/",
    "recommendations/lists/template.xlsx",
}
PAGES = sorted(
    door for door in DOORS if door.startswith(TOP) and door.removeprefix(TOP) not in NOT_PAGES
)
BY_ROLE = {
    Role.COUNCILLOR: "councillor@demo.example",
    Role.DEMOCRATIC_SERVICES: "democratic.services@demo.example",
    Role.CSP_OFFICER: "csp.officer@demo.example",
}


@pytest.fixture
def records(with_people) -> dict[str, int]:
    """The demonstration's panel with something of everything, by the first word of addresses."""
    partnership = with_people
    scrutiny.load()
    keeper = User.objects.get(email=BY_ROLE[Role.DEMOCRATIC_SERVICES])
    made = Recommendation.objects.get()
    panel = made.panel
    actions.add_closed_day(
        partnership=partnership, day=date(2030, 1, 2), name="Closed", source="Notice", by=keeper
    )
    panel_actions.add_meeting(panel=panel, held_on=date(2030, 3, 4), by=keeper)
    evidence = recommendation_actions.add_evidence(
        recommendation=made, text="It was done", by=keeper
    )
    linked = recommendation_actions.link_measure(
        recommendation=made, measure="crime/robbery", by=keeper
    )
    kept = record_lists.store(
        name="list.csv",
        content=as_csv(
            [
                ["Reference", "Title", "Recommendation", "Date made"],
                ["1", "Lighting", "That lamps be mended.", "4 March 2024"],
                ["2", "", "", "soon"],
            ]
        ),
        declared=DECLARED,
        partnership=partnership,
        needs=Permission.KEEP_SCRUTINY,
        by=keeper,
    )
    return {
        "members": PanelMember.objects.first().pk,
        "programme": WorkItem.objects.get().pk,
        "meetings": panel.meetings.get(held_on=scrutiny.MEETS_ON).pk,
        "items": AgendaItem.objects.get().pk,
        "questions": Question.objects.get(agency=Agency.objects.get(slug=places.POLICE)).pk,
        "recommendations": made.pk,
        "lists": kept.pk,
        "recipients": made.recipients.filter(responses=None).first().pk,
        "milestones": Milestone.objects.get().pk,
        "measures": linked.pk,
        "evidence": evidence.pk,
    }


@pytest.mark.slow(
    "a minute: every page of scrutiny in a browser; test_pages.py reads the same pages without one"
)
def test_every_page_for_everybody(visitor, records):
    """One test, because each page is visited once for all that is asked of it."""
    for door in PAGES:
        visitor.visit(f"/{_filled_in(door, records)}", as_=_visitor(door))
    assert not visitor.found, visitor.found


def _visitor(door: str) -> str:
    """Somebody who may, with the fewest rights; who works on a record is asked within."""
    if re.search(r"/(milestones|measures|evidence)/", door):
        return BY_ROLE[Role.DEMOCRATIC_SERVICES]
    return next(who for role, who in BY_ROLE.items() if rights(DOORS[door]) & RIGHTS[role])


def _filled_in(door: str, records: dict[str, int]) -> str:
    before = door.partition("<pk>")[0].rstrip("/").rpartition("/")[2]
    known = {
        "partnership": places.SLUG,
        "slug": scrutiny.PANEL,
        "period": "authorities",
        "pk": str(records.get(before, "")),
    }
    return re.sub(r"<(\w+)>", lambda name: known[name[1]], door)
