"""The words of mail about scrutiny; decides nothing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from partnership.models import Partnership, User
from partnership.setup.words import count_of, in_words
from scrutiny import words
from scrutiny.deadlines.due import Due


def reminder_subject(held: Sequence[Due], on: date) -> str:
    """ "Reminder: 1 thing overdue and 2 things due soon for scrutiny"."""
    late = sum(item.is_late(on) for item in held)
    soon = len(held) - late
    said = (
        f"{count_of(late, 'thing')} overdue" if late else "",
        f"{count_of(soon, 'thing')} due soon" if soon else "",
    )
    return f"Reminder: {in_words(tuple(filter(None, said)))} for scrutiny"


def reminder(
    user: User,
    held: Sequence[tuple[Partnership, Due]],
    *,
    on: date,
    portal: str,
    stop_at: str,
) -> str:
    """The text of a reminder, by partnership."""
    parts = [f"Hello {user}"]
    for partnership in dict.fromkeys(one for one, _ in held):
        own = [one for of, one in held if of == partnership]
        parts.append(partnership.name)
        parts += _listed("Overdue", [item for item in own if item.is_late(on)], on, portal)
        parts += _listed("Due soon", [item for item in own if not item.is_late(on)], on, portal)
    parts.append(f"To get no more of these reminders: {stop_at}")
    return "\n\n".join(parts) + "\n"


def _listed(title: str, held: Sequence[Due], on: date, portal: str) -> list[str]:
    if not held:
        return []
    lines = (
        f"- {item.what} ({item.whom.label}): by {words.due_day(item.on, closed=item.closed)},"
        f" {words.late(item.on, on)}\n  {portal}{item.to}"
        for item in held
    )
    return ["\n".join((f"{title}:", *lines))]
