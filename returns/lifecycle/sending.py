"""Queries confirmed, and returns sent or withdrawn, by whoever supplied them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from partnership import audit
from partnership.models import User
from partnership.refusals import NotReady, Outdated, Refused
from returns.catalogue.findings import Severity
from returns.lifecycle import mapping, policies, queries, supplying, telling, words
from returns.lifecycle.policies import Act
from returns.lifecycle.transitions import fresh, move, record_event
from returns.models import MAPPED, Part, Return


@transaction.atomic
def confirm_query(
    *, of_return: Return, key: str, explanation: str, by: User, at: datetime | None = None
) -> None:
    """Record the sender's explanation of what the query `key` asks about."""
    at = at or timezone.now()
    explanation = explanation.strip()
    of_return = Return.objects.select_for_update().get(pk=of_return.pk)
    parts = list(of_return.parts.select_related("partnership", "of_return__supplied_by"))
    asked = {question.key: question for part in parts for question in queries.questions(part)}
    if key not in asked:
        raise Refused("There is no such question about this file.")
    concerned = [part for part in parts if asked[key].part in (None, part.pk)]
    if not any(policies.may_send(by, part) for part in concerned):
        raise PermissionDenied("You may not answer for this return.")
    if not explanation:
        raise NotReady(words.SAY_WHY_IT_IS_RIGHT)
    if not any(part.state == Part.State.CHECKED for part in concerned):
        raise Outdated(words.already(concerned[0]))
    of_return.confirmations[key] = {
        "explanation": explanation,
        "by": str(by),
        "by_id": by.pk,
        "at": at.isoformat(),
    }
    of_return.answers.pop(key, None)
    of_return.save(update_fields=["confirmations", "answers"])
    audit.record(
        audit.Kind.QUERY_CONFIRMED,
        by=by,
        about=of_return,
        partnership=concerned[0].partnership,
        at=at,
        query=asked[key].finding.message,
        explanation=explanation,
    )


@transaction.atomic
def send(*, parts: Sequence[Part], by: User, at: datetime | None = None) -> None:
    """Send `parts` for acceptance; all of them or none.

    NotReady while errors stand or queries are unexplained.
    """
    at = at or timezone.now()
    parts = fresh(parts)
    for part in parts:
        if not policies.may_send(by, part):
            raise PermissionDenied("You may not send this return.")
        _check_ready(part)
    _check_named(parts)
    _check_not_twice(parts)
    move(parts, Act.SEND, sent_at=at, sent_by=by)
    _drop_sheets(parts)
    record_event(audit.Kind.RETURN_SENT, parts, by=by, at=at)
    telling.sent(fresh(parts), by=by, at=at)


@transaction.atomic
def withdraw(*, part: Part, by: User, at: datetime | None = None) -> None:
    """Take back what has not been accepted yet."""
    at = at or timezone.now()
    [part] = fresh([part])
    if not policies.may_send(by, part):
        raise PermissionDenied("You may not withdraw this return.")
    move([part], Act.WITHDRAW, ended_at=at, ended_by=by, rows=b"")
    _drop_sheets([part])
    record_event(audit.Kind.RETURN_WITHDRAWN, [part], by=by, at=at)
    telling.settle([part], at=at)


def _drop_sheets(parts: Sequence[Part]) -> None:
    """From now on its mapping can't change, so nothing is needed beside the file as it came."""
    concerned = {part.of_return for part in parts if part.of_return.layout == MAPPED}
    if concerned:
        transaction.on_commit(lambda: mapping.drop_sheets(concerned))


def _check_ready(part: Part) -> None:
    errors = [found for found in queries.findings(part) if found.severity is Severity.ERROR]
    if errors:
        raise NotReady(words.errors_stand(part.of_return.name, len(errors)))
    unanswered = [question for question in queries.questions(part) if not question.explanation]
    if unanswered:
        raise NotReady(words.queries_stand(part.of_return.name, len(unanswered)))


def _check_named(parts: Sequence[Part]) -> None:
    for of_return in {part.of_return for part in parts}:
        if supplying.kind_missing(of_return):
            raise NotReady(supplying.name_the_supplier(of_return.name))


def _check_not_twice(parts: Sequence[Part]) -> None:
    """The same figures wait once: of what was there at upload the check has asked already."""
    for number, part in enumerate(parts):
        since = Part.objects.filter(
            partnership=part.partnership_id,
            dataset=part.dataset,
            source=part.source,
            origin=part.origin,
            state=Part.State.SENT,
            sent_at__gt=part.of_return.uploaded_at,
        ).select_related("of_return")
        for other in (*since, *parts[:number]):
            if _series(other) == _series(part) and bytes(other.rows) == bytes(part.rows):
                raise NotReady(words.waits_twice(part, other))


def _series(part: Part) -> tuple:
    return part.partnership_id, part.dataset, part.source, part.origin, tuple(part.months)
