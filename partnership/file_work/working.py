"""Doing what waits: within its bounds, once, and all of it or nothing."""

from __future__ import annotations

from datetime import datetime
from functools import partial

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile
from django.db import connection, transaction
from django.utils import timezone

from partnership.file_work import awaiting, words
from partnership.file_work.bounded import Outcome, run_bounded
from partnership.file_work.kinds import Done, kind_of
from partnership.models import FileWork
from partnership.refusals import Refused, UnusableFile

State = FileWork.State


class WorkFailed(RuntimeError):
    """A fault of the portal's own while it worked on a file, or the end of its process."""


def do(pk: int) -> None:
    """Do the work with that id; nothing where that has been done, or somebody is at it.

    WorkFailed for a fault of our own: the work then says so, and may be tried again.
    """
    work = _begin(pk, at=timezone.now())
    if work is None:
        return
    # In a transaction no other process sees the file; and where tasks are done at once there may
    # be threads, which do not go with a process that forks.
    if settings.TASKS_AT_ONCE or connection.in_atomic_block:
        _do_here(work)
        return
    kind = kind_of(work)
    outcome = run_bounded(partial(_act, work), seconds=kind.seconds, memory=kind.memory)
    match outcome:
        case Outcome.TOO_LONG:
            _refuse(work, [["", words.too_long(work.name)]])
        case Outcome.TOO_MUCH:
            _refuse(work, [["", words.too_much(work.name)]])
        case Outcome.FAULT:
            _fail(work)
            raise WorkFailed(f"file work {pk}")


def _do_here(work: FileWork) -> None:
    try:
        _act(work)
    except Exception as fault:
        _fail(work)
        raise WorkFailed(f"file work {work.pk}") from fault


@transaction.atomic
def _begin(pk: int, *, at: datetime) -> FileWork | None:
    found = FileWork.objects.select_for_update().filter(pk=pk).first()
    if found is None:
        return None
    given_up = found.state == State.READING and awaiting.has_stopped(
        found, since=found.at, seconds=kind_of(found).seconds, now=at
    )
    if found.state != State.WAITING and not given_up:
        return None
    found.state, found.begun_at, found.progress = State.READING, at, ""
    found.save(update_fields=["state", "begun_at", "progress"])
    return found


def _act(work: FileWork) -> None:
    try:
        # What it does and that it is done are written together, or not at all.
        with transaction.atomic():
            done = kind_of(work).act(work)
            if not _finish(work, done):
                transaction.set_rollback(True)
    except UnusableFile as refusal:
        _refuse(work, [[refusal.field or "", problem] for problem in refusal.problems])
    except Refused as refusal:
        _refuse(work, [[refusal.field or "", str(refusal)]])
    except PermissionDenied:
        _refuse(work, [["", words.MAY_NOT]])


def _still_ours(work: FileWork) -> FileWork | None:
    """The work, locked; None where it was tried again or removed meanwhile."""
    return (
        FileWork.objects.select_for_update()
        .filter(pk=work.pk, state=State.READING, begun_at=work.begun_at)
        .first()
    )


def _finish(work: FileWork, done: Done) -> bool:
    ours = _still_ours(work)
    if ours is None:
        return False
    _let_go(ours)
    ours.state = State.DONE
    ours.outcome = {**done.found, "address": done.address, "said": list(done.said)}
    if done.made is not None:
        ours.file.save(f"{ours.key.hex}.made", ContentFile(done.made), save=False)
    ours.save()
    return True


@transaction.atomic
def _refuse(work: FileWork, refusals: list[list[str]]) -> None:
    ours = _still_ours(work)
    if ours is None:
        return
    _let_go(ours)
    ours.state, ours.refusals = State.REFUSED, refusals
    ours.save()


def _let_go(work: FileWork) -> None:
    """The uploaded bytes go: whoever needed them has stored them elsewhere."""
    if work.file:
        storage, name = work.file.storage, str(work.file.name)
        work.file.name = ""
        transaction.on_commit(lambda: storage.delete(name))


def _fail(work: FileWork) -> None:
    FileWork.objects.filter(pk=work.pk, state=State.READING, begun_at=work.begun_at).update(
        state=State.FAILED
    )
