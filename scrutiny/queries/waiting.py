"""By which days questions and recommendations wait to be answered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import F, Value

from partnership.models import Partnership
from partnership.people.permissions import Permission, Viewer, check
from scrutiny.models import (
    Decision,
    Question,
    Recipient,
)


@dataclass(frozen=True)
class Due:
    """By which days questions wait for their answers, and recommendations for responses."""

    answers: tuple[date, ...]
    responses: tuple[date, ...]


def due(partnership: Partnership, *, viewer: Viewer) -> Due:
    """What `questions` and `recommendations` wait for now, the first day first; one query."""
    check(viewer, Permission.VIEW_FIGURES, partnership=partnership)
    questions = Question.objects.filter(
        partnership=partnership, withdrawn_because="", answers__isnull=True
    )
    closed = Decision.objects.filter(closes=True).values("recommendation")
    recipients = Recipient.objects.filter(
        recommendation__partnership=partnership,
        recommendation__withdrawn_because="",
        ended_because="",
        responses__isnull=True,
    ).exclude(recommendation__in=closed)
    answers = questions.order_by().values_list(Value(True), F("answer_by"))
    responses = recipients.order_by().values_list(Value(False), F("due_on"))
    rows = sorted(answers.union(responses, all=True), key=lambda row: row[1])
    return Due(
        answers=tuple(day for is_answer, day in rows if is_answer),
        responses=tuple(day for is_answer, day in rows if not is_answer),
    )
