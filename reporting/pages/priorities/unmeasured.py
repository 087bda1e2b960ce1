"""The objectives that no measure of the portal shows, with what could; by priority."""

from __future__ import annotations

from dataclasses import dataclass

from partnership.models import Partnership
from partnership.models.priorities import Objective, Plan, Priority
from partnership.people.permissions import Permission, Viewer, check
from reporting.narrative.board import unmeasured as heading
from reporting.pages.priorities.board import objectives_of, priorities_of
from reporting.queries.measures import all_datasets


@dataclass(frozen=True)
class UnmeasuredOf:
    """The objectives of a priority without a measure; at least one."""

    priority: Priority
    objectives: tuple[Objective, ...]


@dataclass(frozen=True)
class Unmeasured:
    """The plan, or None; the priorities that have such objectives."""

    plan: Plan | None
    priorities: tuple[UnmeasuredOf, ...] = ()
    illustrative: str = ""

    @property
    def heading(self) -> str:
        return heading(sum(len(each.objectives) for each in self.priorities))


def unmeasured(partnership: Partnership, *, viewer: Viewer) -> Unmeasured:
    """Of the plan that the board shows; two queries."""
    check(viewer, Permission.VIEW_FIGURES, partnership=partnership)
    priorities = priorities_of(partnership)
    if not priorities:
        return Unmeasured(None)
    known = {
        f"{dataset.app}/{measure.slug}"
        for dataset in all_datasets()
        for measure in dataset.measures
    }
    without = [
        objective
        for objective in objectives_of(priorities[0].plan)
        if known.isdisjoint(objective.measures)
    ]
    found = (
        UnmeasuredOf(priority, tuple(each for each in without if each.priority_id == priority.pk))
        for priority in priorities
    )
    return Unmeasured(
        plan=priorities[0].plan,
        priorities=tuple(each for each in found if each.objectives),
        illustrative=next((each.illustrative for each in without if each.illustrative), ""),
    )
