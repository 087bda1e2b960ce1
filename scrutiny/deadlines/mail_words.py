"""The words of mail about scrutiny; no logic."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from partnership.models import Partnership, User
from partnership.setup.words import count_of, in_words
from scrutiny import words
from scrutiny.deadlines.due import Due


def reminder_subject(deadlines: Sequence[Due], on: date) -> str:
    """ "Reminder: 1 task overdue and 2 tasks due soon for scrutiny"."""
    late = sum(deadline.is_late(on) for deadline in deadlines)
    soon = len(deadlines) - late
    counts = (
        f"{count_of(late, 'task')} overdue" if late else "",
        f"{count_of(soon, 'task')} due soon" if soon else "",
    )
    return f"Reminder: {in_words(tuple(filter(None, counts)))} for scrutiny"


def reminder(
    user: User,
    deadlines: Sequence[tuple[Partnership, Due]],
    *,
    on: date,
    portal: str,
    stop_at: str,
) -> str:
    """The text of a reminder, by partnership."""
    parts = [f"Hello {user}"]
    for partnership in dict.fromkeys(partnership for partnership, _ in deadlines):
        own = [deadline for of, deadline in deadlines if of == partnership]
        parts.append(partnership.name)
        parts += _listed("Overdue", [due for due in own if due.is_late(on)], on, portal)
        parts += _listed("Due soon", [due for due in own if not due.is_late(on)], on, portal)
    parts.append(f"To stop these reminders: {stop_at}")
    return "\n\n".join(parts) + "\n"


def due_title(deadline: Due) -> str:
    """ "Question: Where was it? (Cleveland Police), by 18 March 2024"."""
    by = words.due_day(deadline.on, closed=deadline.closed)
    return f"{deadline.what} ({deadline.whom.label}), by {by}"


def _listed(title: str, deadlines: Sequence[Due], on: date, portal: str) -> list[str]:
    if not deadlines:
        return []
    lines = (
        f"- {due.what} ({due.whom.label}): by {words.due_day(due.on, closed=due.closed)},"
        f" {words.late(due.on, on)}\n  {portal}{due.to}"
        for due in deadlines
    )
    return ["\n".join((f"{title}:", *lines))]
