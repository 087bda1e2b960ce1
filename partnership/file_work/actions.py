"""Having something done with a file by a worker; trying again, and removing it undone."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import PurePath
from typing import Any

from django.core.files import File
from django.db import transaction
from django.utils import timezone

from partnership import tasks
from partnership.file_work import queries, words
from partnership.models import FileWork, Partnership, User
from partnership.refusals import Outdated

# How long what somebody may still want to see or try again stays.
KEPT_FOR = timedelta(days=7)

State = FileWork.State


def begin(
    kind: str,
    *,
    by: User,
    partnership: Partnership | None,
    name: str,
    back: str,
    file: File | None = None,
    given: Mapping[str, Any] | None = None,
    about: str = "",
    stamp: str = "",
) -> FileWork:
    """Store the bytes and have a worker do it; reads nothing of them."""
    sweep()
    work = FileWork(
        kind=kind,
        partnership=partnership,
        by=by,
        name=name,
        back=back,
        given=dict(given or {}),
        about=about,
        stamp=stamp,
    )
    if file is not None:
        file.seek(0)
        ending = PurePath(name).suffix.lower()[:8]
        work.file.save(f"{uuid.uuid4().hex}{ending}", file, save=False)
    try:
        with transaction.atomic():
            work.save()
            tasks.do_file_work.enqueue(work.pk)
    except BaseException:
        if file is not None:
            work.file.delete(save=False)
        raise
    return work


def look(
    kind: str, *, by: User, partnership: Partnership | None, name: str, back: str, about: str
) -> FileWork:
    """What was found about something stored, from before if nothing was written since; or begun."""
    stamp = queries.stamp(partnership)
    same = FileWork.objects.filter(kind=kind, about=about, by=by, partnership=partnership)
    for found in same.filter(stamp=stamp).exclude(state=State.REFUSED):
        if found.state == State.DONE or not queries.has_stopped(found, now=timezone.now()):
            return found
    for outdated in same.exclude(state=State.READING):
        _delete(outdated)
    return begin(
        kind, by=by, partnership=partnership, name=name, back=back, about=about, stamp=stamp
    )


@transaction.atomic
def try_again(*, work: FileWork, at: datetime | None = None) -> None:
    """Outdated where somebody is at it, or it is done."""
    at = at or timezone.now()
    locked = _stopped(work, at)
    locked.state, locked.begun_at, locked.progress = State.WAITING, at, ""
    locked.save(update_fields=["state", "begun_at", "progress"])
    tasks.do_file_work.enqueue(locked.pk)


@transaction.atomic
def remove(*, work: FileWork, at: datetime | None = None) -> None:
    """Delete what could not be done. Outdated where somebody is at it, or it is done."""
    _delete(_stopped(work, at or timezone.now()))


def forget(work: FileWork) -> None:
    """Once whoever asked has been told what came of it."""
    _delete(work)


@transaction.atomic
def sweep(*, at: datetime | None = None) -> None:
    """Delete what has stood for a week and is not being done."""
    at = at or timezone.now()
    old = FileWork.objects.select_for_update().filter(at__lt=at - KEPT_FOR)
    for work in old:
        if work.state in (State.DONE, State.REFUSED) or queries.has_stopped(work, now=at):
            _delete(work)


def _stopped(work: FileWork, at: datetime) -> FileWork:
    locked = FileWork.objects.select_for_update().filter(pk=work.pk).first()
    if locked is None or not queries.has_stopped(locked, now=at):
        raise Outdated(words.NO_LONGER_WAITS)
    return locked


def _delete(work: FileWork) -> None:
    file = work.file
    work.delete()
    if file:
        transaction.on_commit(lambda: file.delete(save=False))
