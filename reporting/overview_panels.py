"""The plan's priorities on the overview: a card each, a line for each objective."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from django.db.models import Count, Q

from partnership.models import Partnership
from partnership.models.priorities import Objective
from partnership.people.permissions import Permission, Viewer, may
from reporting.pages.overview.panels import Item, Panel, Slot, register


def priorities(partnership: Partnership, viewer: Viewer, on: date) -> Panel | None:
    """The priorities of the plan in force on a day; one query. What the figures say of each
    objective is on the board that the cards lead to.
    """
    if not may(viewer, Permission.VIEW_FIGURES, partnership=partnership):
        return None
    rows = (
        Objective.objects.filter(
            priority__plan__partnership=partnership,
            priority__plan__ended_on__isnull=True,
            priority__ended_on__isnull=True,
            ended_on__isnull=True,
        )
        .select_related("priority__plan")
        .annotate(overdue=Count("actions", filter=_is_late(on)))
        .order_by("-priority__plan__starts_on", "priority__number", "position", "pk")
    )
    objectives: list[Any] = list(rows)
    if not objectives:
        return None
    plan = objectives[0].priority.plan
    of_plan = [objective for objective in objectives if objective.priority.plan_id == plan.pk]
    return Panel(tuple(_items(of_plan)), lead=f"{plan.title}.")


def _is_late(on: date) -> Q:
    """Of an objective's actions: that one is not done and past its day."""
    return Q(actions__ended_on__isnull=True, actions__done_on__isnull=True, actions__due_on__lt=on)


def _items(objectives: Iterable[Any]) -> Iterator[Item]:
    by_priority: dict[int, list[Any]] = defaultdict(list)
    for objective in objectives:
        by_priority[objective.priority_id].append(objective)
    for of_priority in by_priority.values():
        count = sum(objective.overdue for objective in of_priority)
        yield Item(
            title=str(of_priority[0].priority),
            to="priorities/",
            lines=tuple(objective.title for objective in of_priority),
            tag=f"{count} action{'s' if count > 1 else ''} overdue" if count else "",
        )


register(Slot.PRIORITIES, priorities)
