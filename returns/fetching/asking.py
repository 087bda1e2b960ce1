"""Asking for street files: who may, which run is under way, whether an address is set."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from measures.periods import Month
from partnership import audit
from partnership.models import Partnership, User
from partnership.people.permissions import Permission, check
from returns.fetching import tasks, words
from returns.fetching.refusals import NotFetched
from returns.models import StreetFetch

Status = StreetFetch.Status
# One that nothing was heard of for so long was abandoned.
LONGEST_SILENCE = timedelta(minutes=30)


def is_set_up() -> bool:
    """Whether there is an address to fetch from."""
    return bool(settings.STREET_FILES_ADDRESS)


def ask(
    *,
    partnership: Partnership,
    by: User,
    first_month: Month | None = None,
    is_queued: bool = True,
    at: datetime | None = None,
) -> StreetFetch:
    """The run that is under way for the partnership, or a new one.

    It is queued unless the caller runs it. Refused where no address is set.
    """
    check(by, Permission.UPLOAD_ON_BEHALF, partnership=partnership)
    check_address(settings.STREET_FILES_ADDRESS)
    at = at or timezone.now()
    with transaction.atomic():
        partnership.lock()
        running = under_way(partnership, at=at)
        if running is not None:
            return running
        fetch = StreetFetch.objects.create(
            partnership=partnership,
            first_month=first_month.first_day if first_month else None,
            asked_by=by,
            asked_at=at,
            seen_at=at,
        )
        audit.record(
            audit.Kind.STREET_FILES_ASKED,
            by=by,
            about=fetch,
            partnership=partnership,
            at=at,
            first_month=first_month.code if first_month else "",
        )
    if is_queued:
        transaction.on_commit(lambda: tasks.fetch_street_files.enqueue(fetch.pk))
    return fetch


def check_address(address: str) -> None:
    """Refused where the setting is blank, or no address of a month's archive."""
    if not address:
        raise NotFetched(words.NOT_SET_UP)
    if "{month}" not in address:
        raise NotFetched(words.NO_MONTH_IN_ADDRESS)


def under_way(partnership: Partnership, *, at: datetime) -> StreetFetch | None:
    """The run that waits or is running, unless it was abandoned."""
    return StreetFetch.objects.filter(
        partnership=partnership,
        status__in=(Status.WAITING, Status.RUNNING),
        seen_at__gt=at - LONGEST_SILENCE,
    ).first()


def has_stopped(fetch: StreetFetch, *, at: datetime) -> bool:
    """Whether an unfinished run has said nothing for so long that it must have been abandoned."""
    return fetch.ended_at is None and at - fetch.seen_at > LONGEST_SILENCE


def latest(partnership: Partnership, *, count: int = 10) -> tuple[StreetFetch, ...]:
    """The latest runs for the partnership, newest first."""
    runs = StreetFetch.objects.filter(partnership=partnership)
    return tuple(runs.select_related("of_return", "asked_by")[:count])
