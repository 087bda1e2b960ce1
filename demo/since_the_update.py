"""What became of the panel's questions and of the duties since the update of 4 March 2024.

All of it is made up, the meetings of 2025 too, and says so wherever it shows.
"""

from __future__ import annotations

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from django.db import transaction

from demo.partnerships import SLUG
from demo.scrutiny import MADE_UP, MEETS_ON, PANEL, REFERENCE
from demo.sending import person
from partnership.models import Duty, Partnership, Role
from partnership.models.groups import Group, Meeting
from partnership.people.permissions import Permission
from partnership.records import actions as record_actions
from scrutiny.models import AgendaItem, Outcome, Question, Recommendation, Timing, ToWhom, Verdict
from scrutiny.panels import actions as panel_actions
from scrutiny.questions import actions as question_actions
from scrutiny.recommendations import actions as recommendation_actions
from scrutiny.recommendations.actions import everybody

REVIEWED_ON, MET_ON, MEETS_NEXT_ON = date(2025, 3, 3), date(2025, 6, 2), date(2025, 7, 14)
PLACE = "Illustrative: this meeting is made up"
UPDATE = "Community Safety Partnership and Prevent: annual update"
RETURNS = "Quarterly returns to the community safety partnership"
LATER_REFERENCE = "2025/1"
# One is left overdue, so that pages show what that looks like: the protocol was not renewed.
NOT_DONE = "Information sharing protocol"
OF_THE_PANEL = "Scrutiny of crime and disorder"
DUTIES_SEEN_TO = date(2025, 6, 2)


@transaction.atomic
def load() -> None:
    """What is not there yet."""
    partnership = Partnership.objects.get(slug=SLUG)
    panel = Group.objects.get(partnership=partnership, slug=PANEL)
    if panel.meetings.filter(held_on=MET_ON).exists():
        return
    made = Recommendation.objects.get(partnership=partnership, reference=REFERENCE)
    _duties(partnership)
    _answers(panel, partnership)
    _responses(made, partnership)
    _earlier_ones(panel, partnership)
    reviewed = _meeting(panel, REVIEWED_ON, made_on=date(2025, 1, 6))
    _outcome(reviewed, UPDATE, Outcome.NOTED, minute="24/52")
    recommendation_actions.decide(
        recommendation=made,
        meeting=reviewed,
        minute="24/53",
        closes=True,
        note=f"{MADE_UP}: the update says what each comparison rests on.",
        by=person(partnership, Role.DEMOCRATIC_SERVICES),
        at=_at(date(2025, 3, 10)),
    )
    _close(
        Recommendation.objects.get(partnership=partnership, reference="2023/3"),
        reviewed,
        minute="24/54",
        note=f"{MADE_UP}: the proposal was put; the Serious Violence Duty takes it further.",
        on=date(2025, 3, 10),
    )
    met = _meeting(panel, MET_ON, made_on=date(2025, 4, 7))
    item = _outcome(met, RETURNS, Outcome.RECOMMENDATION, minute="25/06")
    _recommends_again(panel, item, partnership)
    _asks_again(panel, _meeting(panel, MEETS_NEXT_ON, made_on=date(2025, 4, 7)), partnership)


def _duties(partnership: Partnership) -> None:
    """Each duty was done in the following years on the same days of the year."""
    for duty in Duty.objects.filter(partnership=partnership, next_due__lte=DUTIES_SEEN_TO):
        if duty.name == NOT_DONE or duty.last_done is None or duty.next_due is None:
            continue
        year = DUTIES_SEEN_TO.year
        done, due = duty.last_done.replace(year=year), duty.next_due.replace(year=year)
        if duty.name == OF_THE_PANEL:
            done = REVIEWED_ON
        record_actions.change(
            duty,
            values={
                "last_done": done.replace(year=year - (done > DUTIES_SEEN_TO)),
                "next_due": due.replace(year=year + (due <= DUTIES_SEEN_TO)),
            },
            revision=duty.revision,
            keep=Permission.KEEP_GOVERNANCE,
            by=None,
            at=_at(DUTIES_SEEN_TO),
        )


def _answers(panel: Group, partnership: Partnership) -> None:
    asked = Question.objects.get(panel=panel, meeting__held_on=MEETS_ON, answers__isnull=True)
    question_actions.answer(
        question=asked,
        text=f"{MADE_UP}: the partnership has agreed no definition of its own yet. The returns"
        " count under the one that is named on the page.",
        by=person(partnership, Role.CSP_OFFICER),
        at=_at(date(2024, 3, 15)),
    )


def _responses(made: Recommendation, partnership: Partnership) -> None:
    """The bodies that had not answered do so in time, and the milestone is reached."""
    officer = person(partnership, Role.CSP_OFFICER)
    for recipient in made.recipients.filter(responses__isnull=True).order_by("pk"):
        recommendation_actions.respond(
            recipient=recipient,
            verdict=Verdict.ACCEPTED,
            text=f"{MADE_UP}: accepted.",
            responded_on=date(2024, 3, 28),
            by=officer,
            at=_at(date(2024, 3, 28)),
        )
    for milestone in made.milestones.filter(done_on__isnull=True):
        recommendation_actions.finish_milestone(
            milestone=milestone,
            on=date(2024, 9, 27),
            by=officer,
            at=_at(date(2024, 9, 27)),
        )


def _earlier_ones(panel: Group, partnership: Partnership) -> None:
    """The panel closes what was done of the year before; the proposal goes to the partnership."""
    meeting = panel.meetings.get(held_on=MEETS_ON)
    for reference, minute in (("2023/1", "23/42"), ("2023/2", "23/43")):
        done = Recommendation.objects.get(partnership=partnership, reference=reference)
        note = f"{MADE_UP}: the panel was content."
        _close(done, meeting, minute=minute, note=note, on=date(2024, 3, 11))
    proposed = Recommendation.objects.get(partnership=partnership, reference="2023/3")
    for milestone in proposed.milestones.filter(done_on__isnull=True):
        recommendation_actions.finish_milestone(
            milestone=milestone,
            on=milestone.due_on,
            by=person(partnership, Role.CSP_OFFICER),
            at=_at(milestone.due_on),
        )


def _close(
    recommendation: Recommendation, meeting: Meeting, *, minute: str, note: str, on: date
) -> None:
    recommendation_actions.decide(
        recommendation=recommendation,
        meeting=meeting,
        minute=minute,
        closes=True,
        note=note,
        by=person(recommendation.partnership, Role.DEMOCRATIC_SERVICES),
        at=_at(on),
    )


def _meeting(panel: Group, held_on: date, *, made_on: date) -> Meeting:
    return panel_actions.add_meeting(
        panel=panel, held_on=held_on, place=PLACE, by=None, at=_at(made_on)
    )


def _outcome(meeting: Meeting, title: str, outcome: Outcome, *, minute: str) -> AgendaItem:
    item = panel_actions.add_item(
        meeting=meeting, number=5, title=title, by=None, at=_at(meeting.held_on)
    )
    panel_actions.record_outcome(
        item=item, outcome=outcome, minute=minute, note=MADE_UP, by=None, at=_at(meeting.held_on)
    )
    return item


def _recommends_again(panel: Group, item: AgendaItem, partnership: Partnership) -> None:
    """One more recommendation, whose responses are due at the end of the month."""
    keeper = person(partnership, Role.DEMOCRATIC_SERVICES)
    made = recommendation_actions.make(
        panel=panel,
        reference=LATER_REFERENCE,
        title="Bring the quarterly returns up to date",
        text="That each agency that supplies quarterly returns sends those of 2024/25 by the end"
        " of June 2025.",
        made_on=MET_ON,
        to=everybody(partnership),
        agenda_item=item,
        owner_role="Head of community safety",
        by=keeper,
        is_illustrative=True,
        at=_at(MET_ON),
    )
    for recipient in made.recipients.order_by("pk"):
        recommendation_actions.send_copy(
            recipient=recipient, on=date(2025, 6, 3), by=keeper, at=_at(date(2025, 6, 3))
        )


def _asks_again(panel: Group, meeting: Meeting, partnership: Partnership) -> None:
    """One question before the next meeting, which is still to be answered."""
    question_actions.ask(
        panel=panel,
        meeting=meeting,
        timing=Timing.BEFORE,
        text="In which wards did recorded crime not go the way of the town in 2024/25?",
        about="crime/all-crime",
        period="2024/25",
        to_whom=ToWhom.PARTNERSHIP,
        answer_by=date(2025, 7, 4),
        by=person(partnership, Role.COUNCILLOR),
        is_illustrative=True,
        at=_at(date(2025, 6, 9)),
    )
    panel_actions.plan_work(
        panel=panel,
        title="Antisocial behaviour by ward",
        why="Illustrative: asked for by the panel.",
        meeting=meeting,
        by=None,
        at=_at(date(2025, 6, 9)),
    )


def _at(day: date) -> datetime:
    return datetime.combine(day, time(10), tzinfo=ZoneInfo("Europe/London"))
