"""What home shows of scrutiny: the next meeting, what is awaited, somebody's own questions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from partnership.models import Partnership
from partnership.page_parts import Entry, Listing
from partnership.people.permissions import Viewer
from partnership.setup.words import day
from scrutiny import words
from scrutiny.deadlines.due import due
from scrutiny.panels.addresses import meeting_address
from scrutiny.queries import panels as panel_queries
from scrutiny.queries.days import countdown_to
from scrutiny.queries.packs import packs
from scrutiny.queries.questions import Asked, asked_by
from scrutiny.queries.states import State

MOST_QUESTIONS = 2


@dataclass(frozen=True)
class NextMeeting:
    """The next meeting of any panel; `papers` are the packs for it that the viewer may see."""

    panel: str
    held_on: str
    url: str
    papers: tuple[str, ...]


@dataclass(frozen=True)
class MyQuestion:
    """A question that the viewer asked, and how it stands."""

    text: str
    url: str
    state: str
    is_late: bool


def next_meeting(partnership: Partnership, viewer: Viewer, on: date) -> NextMeeting | None:
    """None where no meeting is planned; two queries."""
    first = panel_queries.next_of_any(partnership, viewer=viewer, on=on)
    if first is None:
        return None
    found = packs(partnership, viewer=viewer, meeting=first)
    return NextMeeting(
        panel=first.group.name,
        held_on=day(first.held_on),
        url=meeting_address(first),
        papers=tuple(pack.title for pack in found),
    )


def my_questions(partnership: Partnership, viewer: Viewer, on: date) -> tuple[MyQuestion, ...]:
    """Those that the viewer asked and that stand, the latest first; two queries."""
    latest = asked_by(viewer, partnership, most=MOST_QUESTIONS, on=on)
    return tuple(_mine(partnership, asked) for asked in latest)


def _mine(partnership: Partnership, asked: Asked) -> MyQuestion:
    question, is_late = asked.question, asked.state is State.LATE
    if asked.answers:
        state = f"Answered {day(asked.answers[0].at)}"
    elif is_late:
        state = f"No answer; it was due on {day(question.answer_by)}"
    else:
        state = f"To be answered by {day(question.answer_by)}"
    url = reverse("scrutiny:question", args=[partnership.slug, question.pk])
    return MyQuestion(question.text, url, state, is_late)


# --- For who keeps the panel's business -------------------------------------------------------
def timetable(partnership: Partnership, viewer: Viewer, on: date) -> Listing | None:
    """The steps before the next meeting, each with its day; None without a meeting or steps."""
    meeting = panel_queries.next_of_any(partnership, viewer=viewer, on=on)
    steps = countdown_to(meeting.group, meeting.held_on) if meeting else None
    if meeting is None or steps is None:
        return None
    done = panel_queries.steps_done(partnership, meeting, viewer=viewer)
    rows = tuple(
        (
            Entry(words.step(step.step)),
            Entry(day(step.on)),
            Entry(_state(done.get(step.step.value), step.on, on)),
        )
        for step in steps.deadlines
    )
    title = f"Before the {meeting.group.name}, {day(meeting.held_on)}"
    return Listing(title, ("Step", "By", "State"), rows)


def _state(done_on: date | None, by: date, on: date) -> str:
    if done_on is not None:
        return f"Done {day(done_on)}"
    return "Late" if by < on else "To come"


# Its keys begin so: see `scrutiny.deadlines.due`.
_AWAITED = ("question/", "response/")


def awaited(partnership: Partnership, viewer: Viewer, on: date) -> Listing | None:
    """The answers and responses that the panel waits for, the first due foremost."""
    found: dict[tuple[str, str, date], list[str]] = {}
    for deadline in due(partnership, viewer=viewer, on=on):
        if deadline.key.startswith(_AWAITED):
            same = (deadline.what, deadline.to, deadline.on)
            found.setdefault(same, []).append(deadline.whom.label)
    rows = tuple(
        (
            Entry(what, to),
            Entry(labels[0] if len(labels) == 1 else f"{len(labels)} bodies"),
            Entry(f"{day(by)}{', late' if by < on else ''}"),
        )
        for (what, to, by), labels in found.items()
    )
    return Listing("Responses due", ("What", "From", "By"), rows) if rows else None
