"""How far what waits for a worker is, and whether anybody works at all; changes nothing."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.apps import apps
from django.db.models import Model, QuerySet
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from partnership.file_work import words
from partnership.models.file_work import Awaited

# What has not ended so long after its bound has nobody who works on it.
GRACE = timedelta(minutes=1)
LONGEST_WAIT = timedelta(minutes=15)
# After so long it is looked whether anybody works.
WORKER_MISSED_AFTER = timedelta(minutes=1)
# How long a page waits before it says how far it is, in seconds: taking 60 MB in takes up to
# a second more, and no page may take two.
PAGE_WAITS = 1.0
LOOKS_EVERY = 0.05

State = Awaited.State


@dataclass(frozen=True)
class Progress:
    """One file: how far it is, in words.

    `is_going` while it waits or is read; `may_retry` where nobody reads it any more. `again` and
    `remove` are the addresses that have it read again, or removed.
    """

    name: str
    says: str
    is_going: bool
    may_retry: bool
    is_refused: bool
    again: str = ""
    remove: str = ""


def progress(
    found: Awaited, *, name: str, since: datetime, seconds: int, refusal: str, now: datetime
) -> Progress:
    """`since` is when it was uploaded, `seconds` the bound of its reading."""
    stuck = has_stopped(found, since=since, seconds=seconds, now=now)
    is_going = not stuck and found.state in (State.WAITING, State.READING)
    return Progress(
        name=name,
        says=_says(
            found, stuck, found.begun_at or since, refusal=refusal, seconds=seconds, now=now
        ),
        is_going=is_going,
        may_retry=stuck,
        is_refused=found.state == State.REFUSED,
    )


def _says(
    found: Awaited, stuck: bool, since: datetime, *, refusal: str, seconds: int, now: datetime
) -> str:
    if found.state == State.REFUSED:
        return refusal
    if found.state == State.DONE:
        return words.DONE
    if stuck:
        return words.NOT_BEGUN if found.state == State.WAITING else words.FAILED
    if found.state == State.READING:
        elapsed = int((now - since).total_seconds())
        return f"{found.progress or words.BEGUN}. {words.elapsed(elapsed, most=seconds)}"
    if is_worker_missed(since, now=now):
        return words.nobody_reads(int((now - since).total_seconds()) // 60)
    return words.QUEUED


def has_stopped(found: Awaited, *, since: datetime, seconds: int, now: datetime) -> bool:
    """Whether it has waited so long that nobody can be working on it."""
    if found.state == State.FAILED:
        return True
    if found.state == State.READING and found.begun_at:
        return now - found.begun_at > timedelta(seconds=seconds) + GRACE
    # What is tried again has waited since then.
    return found.state == State.WAITING and now - (found.begun_at or since) > LONGEST_WAIT


def is_worker_missed(since: datetime, *, now: datetime) -> bool:
    """Whether something has waited for a while in which no worker did anything at all."""
    if now - since < WORKER_MISSED_AFTER:
        return False
    results = DBTaskResult.objects
    is_busy = results.filter(status=TaskResultStatus.RUNNING).exists()
    return not is_busy and not results.filter(finished_at__gte=since).exists()


def wait_for(going: QuerySet, *, until: float) -> bool:
    """Whether nothing of it is left, waiting till then (`time.monotonic()`)."""
    while going.exists():
        if time.monotonic() >= until:
            return False
        time.sleep(LOOKS_EVERY)
    return True


# --- For whoever runs the portal -------------------------------------------------------------
@dataclass(frozen=True)
class Queue:
    """How much waits on the whole installation; `oldest` is since when, None where nothing."""

    waiting: int
    under_way: int
    stopped: int
    oldest: datetime | None
    is_worker_missed: bool


def queue(*, now: datetime) -> Queue:
    """Everything that waits for a worker, of every app; some queries for each."""
    counts = {
        state: sum(_every(model).filter(state=state).count() for model in awaited_models())
        for state in (State.WAITING, State.READING, State.FAILED)
    }
    enqueued = DBTaskResult.objects.filter(status=TaskResultStatus.READY)
    oldest = enqueued.order_by("enqueued_at").values_list("enqueued_at", flat=True).first()
    return Queue(
        waiting=counts[State.WAITING],
        under_way=counts[State.READING],
        stopped=counts[State.FAILED],
        oldest=oldest,
        is_worker_missed=oldest is not None and is_worker_missed(oldest, now=now),
    )


def awaited_models() -> Iterator[type[Model]]:
    """Every model whose rows wait for a worker."""
    return (model for model in apps.get_models() if issubclass(model, Awaited))


def _every(model: type[Model]) -> QuerySet:
    return model._default_manager.all()  # noqa: SLF001 - Django's documented way
