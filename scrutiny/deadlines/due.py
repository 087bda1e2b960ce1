"""What is due and overdue in scrutiny and for whom: the board, the reminders and the calendar."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.urls import reverse

from partnership.models import Partnership
from partnership.models.groups import Group, Meeting
from partnership.people.permissions import AS_COUNCILLOR, Permission, Viewer, check
from scrutiny import words
from scrutiny.queries import panels as panel_queries
from scrutiny.queries import questions as question_queries
from scrutiny.queries import recommendations as recommendation_queries
from scrutiny.queries.days import calendar_of, countdown_to
from scrutiny.queries.questions import Asked
from scrutiny.queries.recommendations import Recommended
from scrutiny.queries.states import State
from scrutiny.questions.addressed import DEMOCRATIC_SERVICES, OFFICERS, Whom, whom_of
from scrutiny.working_days.countdown import Step

# A meeting's papers are begun a quarter before it, at the earliest.
AHEAD = 92


@dataclass(frozen=True)
class Due:
    """Something due from someone by a day. `key` stays while it is the same thing,
    `to` is the address of its page, `closed` names a day that is not a working day."""

    key: str
    what: str
    on: date
    whom: Whom
    to: str
    closed: str = ""

    def is_late(self, today: date) -> bool:
        return today > self.on


def due(partnership: Partnership, *, viewer: Viewer, on: date) -> tuple[Due, ...]:
    """Everything that is not done, by its day."""
    check(viewer, Permission.VIEW_FIGURES, partnership=partnership)
    calendar = calendar_of(partnership)
    found = [
        *_of_questions(partnership, on),
        *_of_recommendations(partnership, on),
        *_of_meetings(partnership, on),
    ]
    shown = (_with_closed(deadline, calendar.why_closed(deadline.on)) for deadline in found)
    return tuple(sorted(shown, key=lambda deadline: (deadline.on, deadline.what, deadline.key)))


def _with_closed(deadline: Due, closed: str) -> Due:
    return Due(deadline.key, deadline.what, deadline.on, deadline.whom, deadline.to, closed)


# --- Questions -------------------------------------------------------------------------------
def _of_questions(partnership: Partnership, on: date) -> Iterator[Due]:
    for asked in question_queries.questions(partnership, viewer=AS_COUNCILLOR, on=on):
        if asked.is_open:
            yield _of_question(asked)


def _of_question(asked: Asked) -> Due:
    question = asked.question
    return Due(
        key=f"question/{question.pk}",
        what=words.answer_question(question),
        on=question.answer_by,
        whom=whom_of(question),
        to=reverse("scrutiny:question", args=[question.partnership.slug, question.pk]),
    )


# --- Recommendations -------------------------------------------------------------------------
def _of_recommendations(partnership: Partnership, on: date) -> Iterator[Due]:
    for recommendation in recommendation_queries.recommendations(
        partnership, viewer=AS_COUNCILLOR, on=on
    ):
        if recommendation.is_open:
            yield from _of_recommendation(recommendation)


def _of_recommendation(recommended: Recommended) -> Iterator[Due]:
    recommendation = recommended.recommendation
    to = reverse(
        "scrutiny:recommendation", args=[recommendation.partnership.slug, recommendation.pk]
    )
    keepers = Whom(DEMOCRATIC_SERVICES, recommendation.partnership.democratic_services_label)
    for status in recommended.recipients:
        body = status.recipient
        if body.sent_on is None:
            what = words.send_copy(recommendation, body)
            yield Due(f"copy/{body.pk}", what, recommendation.made_on, keepers, to)
        if status.state in (State.WAITING, State.LATE):
            whom = Whom(OFFICERS, body.name, body.agency)
            yield Due(
                f"response/{body.pk}", words.respond_to(recommendation), body.due_on, whom, to
            )
    if (
        recommended.state is State.ANSWERED
        and recommendation.back_at is None
        and recommended.recipients
    ):
        yield Due(
            f"back/{recommendation.pk}",
            words.bring_back(recommendation),
            _answered_on(recommended),
            keepers,
            to,
        )
    for step in recommended.milestones:
        if step.done_on is None and not step.withdrawn_because:
            whom = Whom(OFFICERS, step.owner_role or words.OFFICERS)
            yield Due(
                f"milestone/{step.pk}", words.milestone(recommendation, step), step.due_on, whom, to
            )


def _answered_on(recommended: Recommended) -> date:
    """The day of the last response, from which the panel can look at it again."""
    return max(status.response.responded_on for status in recommended.recipients if status.response)


# --- Meetings --------------------------------------------------------------------------------
def _of_meetings(partnership: Partnership, on: date) -> Iterator[Due]:
    for panel in panel_queries.standing_panels(partnership, viewer=AS_COUNCILLOR, on=on):
        last = on + timedelta(days=AHEAD)
        for meeting in panel_queries.meetings_between(
            partnership, viewer=AS_COUNCILLOR, first=on, last=last, panel=panel
        ):
            yield from _of_papers(partnership, panel, meeting)
    for meeting in panel_queries.meetings_without_outcome(partnership, viewer=AS_COUNCILLOR, on=on):
        yield Due(
            key=f"outcome/{meeting.pk}",
            what=words.record_outcomes(meeting),
            on=meeting.held_on,
            whom=Whom(DEMOCRATIC_SERVICES, partnership.democratic_services_label),
            to=_of(meeting),
        )


def _of_papers(partnership: Partnership, panel: Group, meeting: Meeting) -> Iterator[Due]:
    """The steps before a meeting; each is asked for until it is done or the meeting is held."""
    timetable = countdown_to(panel, meeting.held_on)
    done = panel_queries.steps_done(partnership, meeting, viewer=AS_COUNCILLOR)
    for step in timetable.deadlines if timetable else ():
        if step.step.value in done:
            continue
        keeps = step.step is Step.PUBLICATION
        label = partnership.democratic_services_label if keeps else words.OFFICERS
        yield Due(
            key=f"{step.step.value}/{meeting.pk}",
            what=words.papers(step.step, meeting),
            on=step.on,
            whom=Whom(DEMOCRATIC_SERVICES if keeps else OFFICERS, label),
            to=_of(meeting),
        )


def _of(meeting: Meeting) -> str:
    return reverse("scrutiny:meeting", args=[meeting.group.partnership.slug, meeting.pk])
