"""The words of scrutiny's sections in packs; decides nothing."""

from __future__ import annotations

from collections.abc import Sequence

from partnership.setup.words import count_of, day
from scrutiny.models import Decision, Response
from scrutiny.queries.questions import Asked
from scrutiny.queries.recommendations import RecipientStatus

RECOMMENDATION_COLUMNS = ("Recommendation", "Made on", "Responses", "How it stands")
QUESTION_COLUMNS = ("Question", "To", "Asked on", "Answer by")
NO_RECOMMENDATION = "No recommendation is open, and none was closed since the last update."
NO_QUESTION = "No question is open, and no answer was to be appended."
NOTHING_TO_SUGGEST = "Nothing stands out, and every question was answered."


def response(body: str, given: Response | None) -> str:
    """ "Cleveland Police: accepted", "Cleveland Fire Brigade: none yet"."""
    if given is None:
        return f"{body}: none yet"
    return f"{body}: {given.get_verdict_display().lower()}"


def state(closed_by: Decision | None, waiting: Sequence[RecipientStatus]) -> str:
    if closed_by:
        return f"Closed by the panel on {day(closed_by.meeting.held_on)}, minute {closed_by.minute}"
    if not waiting:
        return "Every body has answered; back to the panel"
    due = min(status.recipient.due_on for status in waiting)
    return f"Waits for {count_of(len(waiting), 'response')}, the first due by {day(due)}"


def not_answered(title: str) -> str:
    return f"{title}: not answered yet"


def answer_title(title: str, number: int) -> str:
    return f"{title}: answer {number}"


def answer(asked: Asked) -> tuple[str, ...]:
    """The question, its answer, and why anything is withheld, a paragraph each."""
    given = asked.answer
    assert given is not None  # noqa: S101 - the caller has looked
    withheld = f"Withheld: {given.withheld_because}" if given.withheld_because else ""
    paragraphs = (f"Asked: {asked.question.text}", *given.text.splitlines(), withheld)
    return tuple(part.strip() for part in paragraphs if part.strip())
