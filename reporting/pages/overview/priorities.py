"""The priorities in force, a line each: how many objectives, and how their actions go."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q

from partnership import clock
from partnership.models import Partnership
from partnership.models.priorities import Objective


@dataclass(frozen=True)
class PriorityLine:
    """One priority of the plan in force."""

    title: str
    objectives: int
    measured: int
    actions: str


def priority_lines(partnership: Partnership) -> tuple[PriorityLine, ...]:
    """Those of the latest plan, by number; one query."""
    standing = Q(actions__ended_on__isnull=True)
    late = standing & Q(actions__done_on__isnull=True, actions__due_on__lt=clock.today())
    rows: list[Any] = list(
        Objective.objects.filter(
            priority__plan__partnership=partnership,
            priority__plan__ended_on__isnull=True,
            priority__ended_on__isnull=True,
            ended_on__isnull=True,
        )
        .select_related("priority__plan")
        .annotate(
            planned=Count("actions", filter=standing),
            late=Count("actions", filter=late),
            done=Count("actions", filter=standing & Q(actions__done_on__isnull=False)),
        )
        .order_by("-priority__plan__starts_on", "priority__number", "position", "pk")
    )
    return tuple(_lines(row for row in rows if row.priority.plan_id == rows[0].priority.plan_id))


def _lines(objectives: Iterable[Any]) -> Iterator[PriorityLine]:
    by_priority: dict[int, list[Any]] = {}
    for objective in objectives:
        by_priority.setdefault(objective.priority_id, []).append(objective)
    for together in by_priority.values():
        yield PriorityLine(
            title=str(together[0].priority),
            objectives=len(together),
            measured=sum(bool(objective.measures) for objective in together),
            actions=_actions(
                *(
                    sum(getattr(objective, name) for objective in together)
                    for name in ("planned", "late", "done")
                )
            ),
        )


def _actions(planned: int, late: int, done: int) -> str:
    """ "1 of 2 late", "1 of 1 done", "none planned"."""
    if not planned:
        return "None planned"
    return f"{late} of {planned} late" if late else f"{done} of {planned} done"
