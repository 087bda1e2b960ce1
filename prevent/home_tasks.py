"""What waits in the Prevent register: actions that are due, activities to record."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from django.db.models import Max
from django.urls import reverse

from partnership.desk import Desk, Task, register
from partnership.people.permissions import Permission, may
from prevent.register import REGISTER
from prevent.register_models import Activity, GroupAction

ACTION = "prevent-action-due"
ACTIVITY = "activity-to-record"
# Activities are asked for once a quarter, and actions this long before their day.
AHEAD = timedelta(days=31)
EVERY = timedelta(days=92)


def tasks(desk: Desk) -> Iterator[Task]:
    """For who keeps the register; kept while nothing is written."""
    if may(desk.viewer, Permission.KEEP_PREVENT_REGISTER, partnership=desk.partnership):
        yield from desk.kept("due in the Prevent register", lambda: tuple(_tasks(desk)))


register(tasks)


def _tasks(desk: Desk) -> Iterator[Task]:
    due = GroupAction.objects.filter(
        partnership=desk.partnership,
        ended_on__isnull=True,
        done_on__isnull=True,
        due_on__lte=desk.on + AHEAD,
    )
    for action in due.order_by("due_on", "pk"):
        yield Task(
            kind=ACTION,
            key=f"prevent/action/{action.pk}",
            title=action.title,
            note="Action of the operational group",
            due=action.due_on,
            url=_address(desk, "change", "action-plan", action.pk),
            action="Report",
        )
    yield from _activities(desk)


def _activities(desk: Desk) -> Iterator[Task]:
    """Asked for where none of the last quarter is recorded."""
    recorded = Activity.objects.filter(partnership=desk.partnership, ended_on__isnull=True)
    latest = recorded.aggregate(latest=Max("starts_on"))["latest"]
    if latest is None or latest < desk.on - EVERY:
        yield Task(
            kind=ACTIVITY,
            key=f"prevent/activities/{latest or 'none'}",
            title="Record what was done",
            note="No activity of the last three months is in the register",
            url=_address(desk, "add", "activities"),
            action="Record",
            is_primary=True,
        )


def _address(desk: Desk, name: str, *parts: str | int) -> str:
    return reverse(f"{REGISTER.namespace}:{name}", args=[desk.partnership.slug, *parts])
