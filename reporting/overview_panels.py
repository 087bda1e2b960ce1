"""The plan's priorities on the overview: a card each, a line for each objective."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

from partnership.models import Partnership
from partnership.permissions import Permission, Viewer, may
from partnership.priority_models import Objective, PlannedAction
from reporting.panels import Item, Panel, Slot, register


def priorities(partnership: Partnership, viewer: Viewer, on: date) -> Panel | None:
    """The priorities of the plan in force on a day; two queries. What the figures say of each
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
        .order_by("-priority__plan__starts_on", "priority__number", "position", "pk")
    )
    objectives = list(rows)
    if not objectives:
        return None
    plan = objectives[0].priority.plan
    of_plan = [one for one in objectives if one.priority.plan_id == plan.pk]
    return Panel(tuple(_items(of_plan, _late(of_plan, on))), lead=f"{plan.title}.")


def _late(objectives: list[Objective], on: date) -> dict[int, int]:
    """How many actions of each objective are not done and past their day."""
    found: dict[int, int] = defaultdict(int)
    rows = PlannedAction.objects.filter(
        objective__in=objectives, ended_on__isnull=True, done_on__isnull=True, due_on__lt=on
    )
    for objective in rows.values_list("objective", flat=True):
        found[objective] += 1
    return found


def _items(objectives: list[Objective], late: dict[int, int]):
    by_priority: dict[int, list[Objective]] = defaultdict(list)
    for one in objectives:
        by_priority[one.priority_id].append(one)
    for held in by_priority.values():
        count = sum(late[one.pk] for one in held)
        yield Item(
            title=str(held[0].priority),
            to="priorities/",
            lines=tuple(one.title for one in held),
            tag=f"{count} action{'s' if count > 1 else ''} overdue" if count else "",
        )


register(Slot.PRIORITIES, priorities)
