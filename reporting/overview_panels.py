"""The priorities in force, as cards of the overview: the records of governance lie lower down."""

from __future__ import annotations

from datetime import date

from partnership.models import Partnership, Priority
from partnership.permissions import Permission, Viewer, may
from reporting.panels import Item, Panel, Slot, register


def priorities(partnership: Partnership, viewer: Viewer, on: date) -> Panel | None:
    """A card for each priority of a plan in force, each objective a line; one query."""
    if not may(viewer, Permission.VIEW_FIGURES, partnership=partnership):
        return None
    of_plan = Priority.objects.filter(
        plan__partnership=partnership,
        plan__starts_on__lte=on,
        plan__ends_on__gte=on,
        plan__ended_on__isnull=True,
        ended_on__isnull=True,
    )
    # A left join: a priority without an objective has one row, with none.
    rows = of_plan.order_by("number", "pk", "objectives__position", "objectives__pk").values_list(
        "pk", "number", "title", "objectives__title", "objectives__ended_on"
    )
    held: dict[tuple[int, str], list[str]] = {}
    for pk, number, title, objective, ended in rows:
        lines = held.setdefault((pk, f"Priority {number}: {title}"), [])
        lines += [objective] if objective and ended is None else []
    items = tuple(
        Item(title, f"priorities/priorities/{pk}/", tuple(lines))
        for (pk, title), lines in held.items()
    )
    return Panel(items) if items else None


register(Slot.PRIORITIES, priorities)
