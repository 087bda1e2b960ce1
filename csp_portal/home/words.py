"""The words of home; decides nothing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.utils.formats import date_format

from partnership.desk import Desk, Task
from partnership.people.permissions import Permission, may
from returns.lifecycle.schedule.calendar import State
from returns.lifecycle.schedule.expectations import Expected

OVERVIEW = "Partnership overview"

_NUMBERS = (
    "No",
    "One",
    "Two",
    "Three",
    "Four",
    "Five",
    "Six",
    "Seven",
    "Eight",
    "Nine",
)


def day_of_week(on: date) -> str:
    """ "Friday 9 June 2023"."""
    return date_format(on, "l j F Y")


def title(to_decide: int, in_all: int) -> str:
    """ "Three returns are waiting for you": what is to be decided, else whatever waits."""
    if to_decide:
        return _waiting(to_decide, "return")
    return _waiting(in_all, "task") if in_all else "Nothing is waiting for you"


def _waiting(number: int, noun: str) -> str:
    verb = f"{noun} is" if number == 1 else f"{noun}s are"
    return f"{_number(number)} {verb} waiting for you"


def _number(number: int) -> str:
    return _NUMBERS[number] if number < len(_NUMBERS) else f"{number:,}"


def lead(followed: Sequence[Task], *, late: int) -> str:
    """How much is late, and how much of one's own waits for others."""
    sentences = []
    if late:
        sentences.append(f"{_number(late)} of your tasks {'is' if late == 1 else 'are'} late.")
    if followed:
        waits = "matter waits" if len(followed) == 1 else "matters wait"
        sentences.append(f"{_number(len(followed))} {waits} for somebody else.")
    return " ".join(sentences)


def total(of_parts: Sequence[int | None]) -> str:
    """ "6,371", or a dash where a part has no total."""
    known = [number for number in of_parts if number is not None]
    return f"{sum(known):,}" if known and len(known) == len(of_parts) else "–"


def a_year_before(count: str) -> str:
    return f"{count} a year before"


def asked(number: int) -> str:
    """ "No query", "2 queries answered"."""
    if not number:
        return "No query"
    return "1 query answered" if number == 1 else f"{number} queries answered"


def send(desk: Desk) -> str:
    on_behalf = may(desk.viewer, Permission.UPLOAD_ON_BEHALF, partnership=desk.partnership)
    return "Send a return for an agency" if on_behalf else "Send a return"


def state(expected: Expected) -> str:
    """ "accepted", "waiting", "late", "due 30 September"."""
    match expected.state:
        case State.IN_USE:
            return "accepted"
        case State.RECEIVED:
            return "waiting"
        case State.LATE:
            return "came back" if expected.rejected else "late"
        case State.DUE:
            return f"due {date_format(expected.by, 'j F')}"
        case State.NOT_APPLICABLE:
            return "–"
    raise AssertionError("unreachable")
