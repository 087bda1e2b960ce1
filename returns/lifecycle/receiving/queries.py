"""Which files wait to be read, for whoever uploaded them; changes nothing."""

from __future__ import annotations

import time
import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.shortcuts import get_object_or_404
from django.utils import timezone

from partnership.models import Partnership
from partnership.people.permissions import Permission, Viewer, check
from returns.catalogue.limits import LIMITS
from returns.lifecycle.receiving import words
from returns.models import Arrival

# A reading that has not ended so long after its bound has nobody who reads.
GRACE = timedelta(minutes=1)
LONGEST_WAIT = timedelta(minutes=15)
LOOKS_EVERY = 0.05

State = Arrival.State


@dataclass(frozen=True)
class Progress:
    """One file of a batch: how far it is, in words.

    `is_going` while it waits or is read; `may_retry` where nobody reads it any more.
    """

    pk: int
    name: str
    says: str
    is_going: bool
    may_retry: bool
    is_refused: bool


def arrivals(batch: uuid.UUID, *, partnership: Partnership, viewer: Viewer) -> list[Arrival]:
    """What of a batch is not read yet or was refused, for whoever uploaded it."""
    check(viewer, Permission.UPLOAD_RETURN, partnership=partnership)
    found = Arrival.objects.filter(batch=batch, uploaded_for=partnership, uploaded_by=viewer.pk)
    return list(found.exclude(state=State.HELD).defer("email"))


def held(batch: str, *, partnership: Partnership, viewer: Viewer) -> list[Arrival]:
    """The viewer's own files that are held beside a form, by what the form says of them."""
    check(viewer, Permission.UPLOAD_RETURN, partnership=partnership)
    try:
        of_form = uuid.UUID(batch)
    except ValueError:
        return []
    found = Arrival.objects.filter(
        batch=of_form, state=State.HELD, uploaded_for=partnership, uploaded_by=viewer.pk
    )
    return list(found.defer("email"))


def unfinished(partnership: Partnership, *, viewer: Viewer) -> list[Arrival]:
    """The viewer's own files that are being read or could not be, the latest first."""
    check(viewer, Permission.UPLOAD_RETURN, partnership=partnership)
    found = Arrival.objects.filter(uploaded_for=partnership, uploaded_by=viewer.pk)
    shown = found.exclude(state__in=[State.REFUSED, State.HELD])
    return list(shown.defer("email").order_by("-pk"))


def arrival(pk: int, *, partnership: Partnership, viewer: Viewer) -> Arrival:
    """One of the viewer's own; Http404 for any other."""
    check(viewer, Permission.UPLOAD_RETURN, partnership=partnership)
    found = Arrival.objects.filter(uploaded_for=partnership, uploaded_by=viewer.pk)
    return get_object_or_404(found, pk=pk)


def progress(found: Arrival, *, now: datetime | None = None) -> Progress:
    """How far the reading of a file is."""
    stuck = has_stopped(found, now=now or timezone.now())
    is_going = not stuck and found.state in (State.WAITING, State.READING)
    if found.state == State.REFUSED:
        says = found.refusal
    elif stuck and found.state == State.WAITING:
        says = words.NOT_BEGUN
    elif not is_going:
        says = words.FAILED
    elif found.state == State.WAITING:
        says = words.QUEUED
    else:
        says = found.progress or words.BEGUN
    return Progress(
        pk=found.pk,
        name=found.name,
        says=says,
        is_going=is_going,
        may_retry=not is_going and found.state != State.REFUSED,
        is_refused=found.state == State.REFUSED,
    )


def has_stopped(found: Arrival, *, now: datetime) -> bool:
    """Whether an unfinished file has waited so long that nobody can be reading it."""
    if found.state == State.FAILED:
        return True
    if found.state == State.READING and found.begun_at:
        bound = timedelta(seconds=LIMITS.reading_seconds(found.size))
        return now - found.begun_at > bound + GRACE
    # A file that is tried again has waited since then.
    return found.state == State.WAITING and now - (found.begun_at or found.uploaded_at) > (
        LONGEST_WAIT
    )


def wait_for(batch: uuid.UUID, *, until: float) -> bool:
    """Whether all files of a batch are settled, waiting till then (`time.monotonic()`)."""
    going = Arrival.objects.filter(batch=batch, state__in=[State.WAITING, State.READING])
    while going.exists():
        if time.monotonic() >= until:
            return False
        time.sleep(LOOKS_EVERY)
    return True
