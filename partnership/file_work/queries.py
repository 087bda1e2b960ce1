"""What waits for a worker, for whoever asked for it; changes nothing."""

from __future__ import annotations

import time
import uuid
from dataclasses import replace
from datetime import datetime

from django.db.models import Max, Q
from django.shortcuts import get_object_or_404
from django.urls import reverse

from partnership import clock
from partnership.file_work import awaiting
from partnership.file_work.kinds import kind_of
from partnership.kept import CHANGING_NOTHING
from partnership.models import AuditEvent, FileWork, Partnership
from partnership.people.permissions import Viewer

State = FileWork.State


def work(key: uuid.UUID, *, viewer: Viewer) -> FileWork:
    """One of the viewer's own; Http404 for any other."""
    return get_object_or_404(FileWork.objects.filter(by=viewer.pk), key=key)


def unfinished(back: str, *, viewer: Viewer) -> list[FileWork]:
    """The viewer's own work that was asked for at that address and has not ended."""
    asked = FileWork.objects.filter(by=viewer.pk, back=back)
    return list(asked.exclude(state__in=[State.DONE, State.REFUSED]))


def settled(found: FileWork, *, until: float) -> FileWork:
    """The work as it stands when it has ended, or then (`time.monotonic()`)."""
    going = FileWork.objects.filter(pk=found.pk, state__in=[State.WAITING, State.READING])
    awaiting.wait_for(going, until=until)
    return FileWork.objects.get(pk=found.pk)


def has_stopped(found: FileWork, *, now: datetime) -> bool:
    """Whether nobody can be working on it any more."""
    seconds = kind_of(found).seconds
    return awaiting.has_stopped(found, since=found.at, seconds=seconds, now=now)


def progress(found: FileWork, *, now: datetime) -> awaiting.Progress:
    """How far it is."""
    seen = awaiting.progress(
        found,
        name=found.name,
        since=found.at,
        seconds=kind_of(found).seconds,
        refusal=" ".join(sentence for _, sentence in found.refusals),
        now=now,
    )
    again, remove = (reverse(f"partnership:{at}", args=[found.key]) for at in ("again", "remove"))
    return replace(seen, again=again, remove=remove)


def stamp(partnership: Partnership | None) -> str:
    """What changes with every change that is recorded of a partnership or of all, and each day."""
    events = AuditEvent.objects.exclude(kind__in=CHANGING_NOTHING)
    if partnership is not None:
        events = events.filter(Q(partnership_id=partnership.pk) | Q(partnership_id=None))
    latest = events.aggregate(latest=Max("pk"))["latest"]
    return f"{latest or 0}/{clock.today()}"


def page_waits() -> float:
    """Until when a page that begins now may wait (`time.monotonic()`)."""
    return time.monotonic() + awaiting.PAGE_WAITS
