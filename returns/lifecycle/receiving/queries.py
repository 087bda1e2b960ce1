"""Which files wait to be read, for whoever uploaded them; changes nothing."""

from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import datetime

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone

from partnership.file_work import awaiting
from partnership.models import Partnership
from partnership.people.permissions import Permission, Viewer, check
from returns.catalogue.limits import LIMITS
from returns.models import Arrival

State = Arrival.State


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


def progress(found: Arrival, *, now: datetime | None = None) -> awaiting.Progress:
    """How far the reading of a file is."""
    seen = awaiting.progress(
        found,
        name=found.name,
        since=found.uploaded_at,
        seconds=LIMITS.reading_seconds(found.size),
        refusal=found.refusal,
        now=now or timezone.now(),
    )
    again, remove = (
        reverse(f"returns:{name}", args=[found.uploaded_for.slug, found.pk])
        for name in ("read_again", "remove_unread")
    )
    return replace(seen, again=again, remove=remove)


def has_stopped(found: Arrival, *, now: datetime) -> bool:
    """Whether an unfinished file has waited so long that nobody can be reading it."""
    seconds = LIMITS.reading_seconds(found.size)
    return awaiting.has_stopped(found, since=found.uploaded_at, seconds=seconds, now=now)


def wait_for(batch: uuid.UUID, *, until: float) -> bool:
    """Whether all files of a batch are settled, waiting till then (`time.monotonic()`)."""
    going = Arrival.objects.filter(batch=batch, state__in=[State.WAITING, State.READING])
    return awaiting.wait_for(going, until=until)
