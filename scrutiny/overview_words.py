"""The words of scrutiny on the overview; decides nothing."""

from __future__ import annotations

from datetime import date

from partnership.models.groups import Meeting
from partnership.setup.words import count_of, day

MEETING = "The meeting"
QUESTIONS = "Questions waiting"
RESPONSES = "Responses due"


def title(meeting: Meeting | None) -> str:
    return f"Before the panel on {day(meeting.held_on)}" if meeting else "Before the panel"


def lead(meeting: Meeting | None) -> str:
    return "" if meeting else "No meeting is planned yet: democratic services enter the next."


def waiting(number: int, late: int) -> str:
    """ "2 not answered yet, 1 of them overdue"."""
    if not number:
        return "Every question is answered"
    return f"{number} not answered yet{_late(late, number)}"


def responses(number: int, late: int, first: date | None) -> tuple[str, ...]:
    if not number or first is None:
        return ("Every recommendation is answered",)
    count = f"{count_of(number, 'response')} to recommendations{_late(late, number)}"
    return (count, f"The first by {day(first)}")


def _late(late: int, number: int) -> str:
    if late == number:
        return ", overdue" if number == 1 else ", all overdue"
    return f", {late} of them overdue" if late else ""


def tag(late: int) -> str:
    return "Overdue" if late else ""


ASK = "Ask the partnership about this"
