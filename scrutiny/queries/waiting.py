"""What waits to be answered, for the list of tasks."""

from __future__ import annotations

from partnership.models import Partnership
from partnership.people.permissions import Permission, Viewer, check
from scrutiny.models import Decision, Question, Recipient


def open_questions(partnership: Partnership, *, viewer: Viewer) -> tuple[Question, ...]:
    """The questions that stand and have no answer; one query."""
    check(viewer, Permission.VIEW_FIGURES, partnership=partnership)
    waiting = Question.objects.filter(
        partnership=partnership, withdrawn_because="", answers__isnull=True
    )
    return tuple(waiting.select_related("partnership", "panel", "agency"))


def open_recipients(partnership: Partnership, *, viewer: Viewer) -> tuple[Recipient, ...]:
    """The bodies that have not responded to a recommendation that is open; one query."""
    check(viewer, Permission.VIEW_FIGURES, partnership=partnership)
    closed = Decision.objects.filter(closes=True).values("recommendation")
    waiting = Recipient.objects.filter(
        recommendation__partnership=partnership,
        recommendation__withdrawn_because="",
        ended_because="",
        responses__isnull=True,
    ).exclude(recommendation__in=closed)
    return tuple(waiting.select_related("agency", "recommendation__partnership").order_by("pk"))
