"""What stands on home for a role beside its tasks: the next meeting's steps, set-up, the queue."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from django.urls import reverse
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from partnership.desk import Desk
from partnership.models import User
from partnership.page_parts import Entry, Listing
from partnership.people.permissions import AS_COUNCILLOR, Permission, may
from partnership.setup.steps import State, steps
from partnership.setup.words import day
from scrutiny.home import awaited, timetable

# What failed longer ago is no news.
_RECENT = timedelta(days=14)
_MOST = 10


def role_listings(desk: Desk) -> Iterator[Listing | None]:
    """Kept while nothing is written, but for what failed in the queue."""
    partnership, on = desk.partnership, desk.on
    if may(desk.viewer, Permission.KEEP_SCRUTINY, partnership=partnership):
        yield desk.kept("timetable", lambda: timetable(partnership, AS_COUNCILLOR, on))
        yield desk.kept("awaited", lambda: awaited(partnership, AS_COUNCILLOR, on))
    viewer = desk.viewer
    if isinstance(viewer, User) and may(viewer, Permission.MANAGE_AREAS, partnership=partnership):
        yield desk.kept("steps of set-up", lambda: _set_up(desk, viewer))
        yield _failed()


def _set_up(desk: Desk, viewer: User) -> Listing:
    """What is not done, and the people, who come and go."""
    people = reverse("partnership:people", args=[desk.partnership.slug])
    rows = tuple(
        (Entry(step.title, step.url), Entry(step.words), Entry(step.state.value))
        for step in steps(desk.partnership, viewer=viewer)
        if step.state is not State.DONE or step.url == people
    )
    return Listing("Set-up and people", ("Step", "What there is", "State"), rows)


def _failed() -> Listing:
    """Work in the background that failed of late; one query."""
    failed = DBTaskResult.objects.filter(
        status="FAILED", finished_at__gte=timezone.now() - _RECENT
    ).order_by("-finished_at")
    rows = tuple(
        (Entry(_named(task_path)), Entry(day(finished_at) if finished_at else ""))
        for task_path, finished_at in failed.values_list("task_path", "finished_at")[:_MOST]
    )
    none = ((Entry("None in the last 14 days"), Entry()),)
    return Listing("Tasks that failed", ("Task", "When"), rows or none)


def _named(task_path: str) -> str:
    """ "Mail notices", of the path of a task."""
    return task_path.rpartition(".")[2].replace("_", " ").capitalize()
