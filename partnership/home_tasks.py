"""What waits in a partnership's own records: set-up still missing, actions of the plan."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from django.urls import reverse

from partnership.desk import Desk, Task, register
from partnership.governance.priorities import PRIORITIES
from partnership.models import User
from partnership.models.priorities import PlannedAction
from partnership.people.permissions import Permission, may
from partnership.setup.steps import State, Step, steps

SET_UP = "set-up"
ACTION = "action-due"
# An action of the plan stands on the list this long before its day.
AHEAD = timedelta(days=31)


def tasks(desk: Desk) -> Iterator[Task]:
    """Kept while nothing is written."""
    if may(desk.viewer, Permission.MANAGE_AREAS, partnership=desk.partnership):
        yield from desk.kept("set-up still missing", lambda: tuple(_set_up(desk)))
    if may(desk.viewer, Permission.KEEP_PRIORITIES, partnership=desk.partnership):
        yield from desk.kept("actions of the plan", lambda: tuple(_actions(desk)))


register(tasks)


def _set_up(desk: Desk) -> Iterator[Task]:
    assert isinstance(desk.viewer, User)  # noqa: S101 - nobody else manages areas
    for step in steps(desk.partnership, viewer=desk.viewer):
        if step.state in (State.TO_DO, State.PARTLY):
            yield _step(step)


def _step(step: Step) -> Task:
    return Task(
        kind=SET_UP,
        key=f"set-up/{step.title}",
        title=f"Set-up: {step.title}",
        note=step.words,
        url=step.url,
        action="Set up",
        is_primary=True,
    )


def _actions(desk: Desk) -> Iterator[Task]:
    """Actions of the plan in force that are late or due soon."""
    due = PlannedAction.objects.filter(
        objective__priority__plan__partnership=desk.partnership,
        objective__priority__plan__ended_on__isnull=True,
        objective__priority__ended_on__isnull=True,
        objective__ended_on__isnull=True,
        ended_on__isnull=True,
        done_on__isnull=True,
        due_on__lte=desk.on + AHEAD,
    )
    for action in due.select_related("objective").order_by("due_on", "pk"):
        yield Task(
            kind=ACTION,
            key=f"plan/action/{action.pk}",
            title=action.title,
            note=f"Action of “{action.objective.title}”",
            who=action.owner_role,
            due=action.due_on,
            url=reverse(
                f"{PRIORITIES.namespace}:change",
                args=[desk.partnership.slug, "actions", action.pk],
            ),
            action="Report",
        )
