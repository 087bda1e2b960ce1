"""What waits in scrutiny: answers, responses, papers before a meeting and outcomes after it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.urls import reverse

from partnership.desk import Desk, Task, register
from partnership.people.permissions import AS_COUNCILLOR, Permission, may
from scrutiny.deadlines.due import Due, due
from scrutiny.models import Recipient
from scrutiny.policies import may_answer, may_respond
from scrutiny.queries.waiting import open_questions, open_recipients

_P = Permission
ANSWER = "question-to-answer"
RESPOND = "response-due"
# By the beginning of the key of what is due.
_KINDS = {
    "copy": ("copy-to-send", "Send"),
    "back": ("recommendation-to-bring-back", "Bring back"),
    "milestone": ("milestone-due", "Report"),
    "outcome": ("outcome-to-record", "Record"),
}
PAPERS = ("papers-due", "Look")
# What these keys begin with is answered below, by whoever may.
_ANSWERED = ("question/", "response/")


def tasks(desk: Desk) -> Iterator[Task]:
    """What the viewer answers, and what else is due from their roles; kept while nothing is
    written."""
    if may(desk.viewer, _P.ANSWER_SCRUTINY, partnership=desk.partnership):
        yield from _answers(desk)
        yield from _responses(desk)
    if may(desk.viewer, _P.ANSWER_SCRUTINY, partnership=desk.partnership) or may(
        desk.viewer, _P.KEEP_SCRUTINY, partnership=desk.partnership
    ):
        yield from _deadlines(desk)


register(tasks)


def _deadlines(desk: Desk) -> Iterator[Task]:
    """Papers, copies, milestones and outcomes, for the roles that they are due from."""
    meetings: set[str] = set()
    for found in desk.kept("due in scrutiny", lambda: _due(desk)):
        if found.key.startswith(_ANSWERED) or not found.whom.is_for(desk.viewer, desk.partnership):
            continue
        kind, action = _KINDS.get(found.key.partition("/")[0], PAPERS)
        # Of a meeting's papers the next step; those after it wait for that one.
        if kind == PAPERS[0] and found.to in meetings:
            continue
        meetings.add(found.to)
        yield Task(
            kind=kind,
            key=f"scrutiny/{found.key}",
            title=found.what,
            note=found.closed,
            due=found.on,
            url=found.to,
            action=action,
            is_primary=kind != PAPERS[0],
        )


def _due(desk: Desk) -> tuple[Due, ...]:
    return due(desk.partnership, viewer=AS_COUNCILLOR, on=desk.on)


def _answers(desk: Desk) -> Iterator[Task]:
    waiting = desk.kept(
        "questions without an answer",
        lambda: open_questions(desk.partnership, viewer=AS_COUNCILLOR),
    )
    for question in waiting:
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
    by_recommendation: dict[int, list[Recipient]] = {}
    waiting = desk.kept(
        "bodies without a response",
        lambda: open_recipients(desk.partnership, viewer=AS_COUNCILLOR),
    )
    for recipient in waiting:
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
