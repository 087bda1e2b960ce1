"""Moves parts from one state to the next, with one audit event for each return; locks nothing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import datetime
from typing import Any

from partnership import audit
from partnership.models import User
from partnership.refusals import Outdated
from returns.lifecycle import policies, words
from returns.lifecycle.policies import Act
from returns.models import Part


def move(parts: Iterable[Part], act: Act, **changed: Any) -> None:
    """Change the state of all `parts`, or of none when one is no longer where it must be.

    The condition is in the UPDATE itself, so that of two people at once only one succeeds.
    """
    for part in sorted(parts, key=lambda part: part.pk):
        waiting = Part.objects.filter(pk=part.pk, state__in=policies.FROM[act])
        if not waiting.update(state=policies.TO[act], **changed):
            raise Outdated(words.already(fresh([part])[0]))


def fresh(parts: Iterable[Part]) -> list[Part]:
    """`parts` as they are now: the caller may have read them a while ago."""
    wanted = Part.objects.filter(pk__in={part.pk for part in parts}).order_by("pk")
    return list(
        wanted.select_related(
            "of_return__supplied_by", "partnership", "sent_by", "decided_by", "ended_by"
        )
    )


def record_event(
    kind: audit.Kind,
    parts: Collection[Part],
    *,
    by: User,
    at: datetime,
    detail: Callable[[Part], Mapping[str, Any]] = lambda _: {},
) -> None:
    """One event for each return and partnership, with what was done of it."""
    together = defaultdict(list)
    for part in parts:
        together[part.of_return, part.partnership].append(part)
    for (of_return, partnership), changed in together.items():
        done = [{"dataset": p.dataset, "source": p.source, **detail(p)} for p in changed]
        audit.record(kind, by=by, about=of_return, partnership=partnership, at=at, held=done)
