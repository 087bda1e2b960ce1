"""What waits in scrutiny: answers, responses, papers before a meeting and outcomes after it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.urls import reverse

from partnership.desk import Desk, Task, register
from partnership.people.permissions import Permission, may
from scrutiny.models import Decision, Question, Recipient
from scrutiny.policies import may_answer, may_respond

ANSWER = "question-to-answer"
RESPOND = "response-due"


def tasks(desk: Desk) -> Iterator[Task]:
    """Questions and recommendations that the viewer answers; two queries."""
    if may(desk.viewer, Permission.ANSWER_SCRUTINY, partnership=desk.partnership):
        yield from _answers(desk)
        yield from _responses(desk)


register(tasks)


def _answers(desk: Desk) -> Iterator[Task]:
    open_ones = Question.objects.filter(
        partnership=desk.partnership, withdrawn_because="", answers__isnull=True
    )
    for question in open_ones.select_related("partnership", "panel", "agency"):
        if may_answer(desk.viewer, question):
            yield Task(
                kind=ANSWER,
                key=f"scrutiny/question/{question.pk}",
                title="Answer a question of the panel",
                note=f"“{question.text}”",
                who=question.panel.name,
                due=question.answer_by,
                url=reverse("scrutiny:answer", args=[desk.partnership.slug, question.pk]),
                action="Answer",
                is_primary=True,
            )


def _responses(desk: Desk) -> Iterator[Task]:
    closed = Decision.objects.filter(closes=True).values("recommendation")
    waiting = Recipient.objects.filter(
        recommendation__partnership=desk.partnership,
        recommendation__withdrawn_because="",
        ended_because="",
        responses__isnull=True,
    ).exclude(recommendation__in=closed)
    by_recommendation: dict[int, list[Recipient]] = {}
    for recipient in waiting.select_related("agency", "recommendation__partnership").order_by("pk"):
        if may_respond(desk.viewer, recipient):
            by_recommendation.setdefault(recipient.recommendation_id, []).append(recipient)
    for together in by_recommendation.values():
        yield _response(desk, together)


def _response(desk: Desk, together: Sequence[Recipient]) -> Task:
    """One recommendation, for every body that the viewer may respond for."""
    first = together[0]
    made = first.recommendation
    address = (
        reverse("scrutiny:respond", args=[desk.partnership.slug, first.pk])
        if len(together) == 1
        else reverse("scrutiny:recommendation", args=[desk.partnership.slug, made.pk])
    )
    return Task(
        kind=RESPOND,
        key=f"scrutiny/response/{made.pk}/{'+'.join(str(recipient.pk) for recipient in together)}",
        title=f"Respond to recommendation {made.reference}",
        note=made.title,
        who=first.name if len(together) == 1 else f"{len(together)} bodies",
        count=len(together),
        due=min(recipient.due_on for recipient in together),
        url=address,
        action="Respond",
        is_primary=True,
    )
