"""The demonstration's panel: its meeting of 4 March 2024, two questions and a recommendation.

The meeting and its update are real and published; every question, answer and recommendation is
made up, and says so wherever it shows.
"""

from __future__ import annotations

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from django.db import transaction

from demo.partnerships import POLICE, SLUG
from demo.sending import person
from partnership.models import Agency, Partnership, Role, User
from partnership.models.groups import Group, Meeting
from scrutiny.models import AgendaItem, Outcome, Recommendation, Timing, ToWhom, Verdict
from scrutiny.panels import actions as panel_actions
from scrutiny.queries.days import timetable_of
from scrutiny.questions import actions as question_actions
from scrutiny.recommendations import actions as recommendation_actions
from scrutiny.recommendations.actions import everybody

PANEL = "environment-scrutiny-panel"
NAME = "Environment Scrutiny Panel"
MEETS_ON = date(2024, 3, 4)
SINCE = date(2019, 5, 2)
AGENDA = "https://moderngov.middlesbrough.gov.uk/ieListDocuments.aspx?CId=1333&MId=8525"
REFERENCE = "2024/1"
MADE_UP = "Illustrative"


@transaction.atomic
def load() -> None:
    """What is not there yet; the panel and its meeting may have been made with the pack."""
    partnership = Partnership.objects.get(slug=SLUG)
    panel = _panel(partnership)
    meeting = _meeting(panel)
    if Recommendation.objects.filter(partnership=partnership, reference=REFERENCE).exists():
        return
    item = _business(panel, meeting, partnership)
    _questions(panel, meeting, partnership)
    _recommendation(panel, item, partnership)


def _panel(partnership: Partnership) -> Group:
    panel = Group.objects.filter(partnership=partnership, slug=PANEL).first()
    return panel or panel_actions.add_panel(
        partnership=partnership, name=NAME, since=SINCE, by=None, at=_at(SINCE)
    )


def _meeting(panel: Group) -> Meeting:
    meeting = panel.meetings.filter(held_on=MEETS_ON).first()
    return meeting or panel_actions.add_meeting(
        panel=panel, held_on=MEETS_ON, agenda_link=AGENDA, by=None, at=_at(date(2024, 1, 8))
    )


def _business(panel: Group, meeting: Meeting, partnership: Partnership) -> AgendaItem:
    """Members, timetable, programme and the agenda item of the update."""
    begun = _at(date(2024, 1, 8))
    councillor = person(partnership, Role.COUNCILLOR)
    if not panel.panel_members.exists():
        panel_actions.add_member(
            panel=panel, user=councillor, title="Chair", since=date(2023, 5, 24), by=None, at=begun
        )
        panel_actions.add_member(
            panel=panel, title="Vice-chair", since=date(2023, 5, 24), by=None, at=begun
        )
    if timetable_of(panel) is None:
        panel_actions.set_timetable(
            panel=panel,
            draft=5,
            clearance=3,
            pre_agenda=2,
            to_democratic_services=2,
            by=None,
            at=begun,
        )
    work = panel_actions.plan_work(
        panel=panel,
        title="Community Safety Partnership and Prevent: annual update",
        why="Crime and disorder scrutiny is held at least once in every 12 months.",
        meeting=meeting,
        by=None,
        at=begun,
    )
    item = panel_actions.add_item(
        meeting=meeting, number=5, title=work.title, work_item=work, by=None, at=begun
    )
    panel_actions.record_outcome(
        item=item,
        outcome=Outcome.RECOMMENDATION,
        minute="23/41",
        note=f"{MADE_UP}: the update was noted, and one recommendation made.",
        by=None,
        at=_at(date(2024, 3, 11)),
    )
    return item


def _questions(panel: Group, meeting: Meeting, partnership: Partnership) -> None:
    asker = person(partnership, Role.COUNCILLOR)
    answered = question_actions.ask(
        panel=panel,
        meeting=meeting,
        timing=Timing.BEFORE,
        text="Antisocial behaviour fell by more than a fifth in 2022/23. How much of that is less"
        " antisocial behaviour, and how much is fewer reports of it?",
        about="asb/incidents",
        period="2022/23",
        answer_by=date(2024, 2, 26),
        by=asker,
        is_illustrative=True,
        at=_at(date(2024, 2, 12)),
    )
    question_actions.answer(
        question=answered,
        text="The figures alone cannot tell. Wardens’ reports, which are counted apart, are set"
        " beside the police’s on the page; a survey of residents is to ask who reported what.",
        in_update=True,
        by=person(partnership, Role.CSP_OFFICER),
        at=_at(date(2024, 2, 22)),
    )
    question_actions.ask(
        panel=panel,
        meeting=meeting,
        timing=Timing.AT,
        is_information_request=True,
        text="Which offences are counted as serious violence, and since when?",
        about="violence/serious",
        period="2022/23",
        to_whom=ToWhom.AGENCY,
        agency=Agency.objects.get(slug=POLICE),
        answer_by=date(2024, 3, 18),
        by=asker,
        is_illustrative=True,
        at=_at(MEETS_ON),
    )


def _recommendation(panel: Group, item: AgendaItem, partnership: Partnership) -> None:
    keeper = person(partnership, Role.DEMOCRATIC_SERVICES)
    made = recommendation_actions.make(
        panel=panel,
        reference=REFERENCE,
        title="Say what each comparison rests on",
        text="That every figure in the next annual update names the period it is compared with,"
        " and the count then and now. It should also say whether the difference is beyond the usual"
        " ups and downs.",
        made_on=MEETS_ON,
        to=everybody(partnership),
        review=item.title,
        agenda_item=item,
        owner_role="Head of community safety",
        by=keeper,
        is_illustrative=True,
        at=_at(MEETS_ON),
    )
    for recipient in made.recipients.order_by("pk"):
        recommendation_actions.send_copy(
            recipient=recipient, on=date(2024, 3, 5), by=keeper, at=_at(date(2024, 3, 5))
        )
    officer = person(partnership, Role.CSP_OFFICER)
    _council_accepts(made, officer)
    recommendation_actions.add_milestone(
        recommendation=made,
        text="The annual update is made from bound figures",
        due_on=date(2024, 9, 30),
        owner_role="CSP officer",
        by=keeper,
        at=_at(date(2024, 3, 25)),
    )
    for measure in ("asb/incidents", "crime/all-crime"):
        recommendation_actions.link_measure(
            recommendation=made, measure=measure, by=keeper, at=_at(MEETS_ON)
        )


def _council_accepts(made: Recommendation, officer: User) -> None:
    """One of the bodies answers; the others are still to."""
    body = made.recipients.filter(name__icontains="Council").order_by("name").first()
    if body is not None:
        recommendation_actions.respond(
            recipient=body,
            verdict=Verdict.ACCEPTED,
            text=f"{MADE_UP}: the next update is drawn from the portal.",
            responded_on=date(2024, 3, 25),
            by=officer,
            at=_at(date(2024, 3, 25)),
        )


def _at(day: date) -> datetime:
    return datetime.combine(day, time(10), tzinfo=ZoneInfo("Europe/London"))
