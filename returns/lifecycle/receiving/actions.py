"""Taking a file in before anything reads it, holding it, trying again, and removing it unread."""

from __future__ import annotations

import uuid
from datetime import date, datetime, timedelta
from typing import BinaryIO

from django.core.files import File
from django.db import models, transaction
from django.utils import timezone

from partnership import audit, clock
from partnership.models import Agency, Partnership, User
from partnership.people.permissions import Permission, check
from partnership.refusals import Outdated
from returns import tasks
from returns.catalogue.findings import Check, Report, Unreadable
from returns.files.opening import guard_kind_of_file
from returns.lifecycle import uploads
from returns.lifecycle.receiving import queries, words
from returns.lifecycle.receiving.reading import as_return
from returns.lifecycle.refusals import UploadRefused
from returns.models import Arrival, Return

# How long the sentence of a refusal, or a file that could not be read, stays.
KEPT_FOR = timedelta(days=7)


class Kind(models.TextChoices):
    """What the audit records of files before they are read."""

    FILE_ARRIVED = "file-arrived", "File of a return arrived"
    FILE_REMOVED = "file-removed", "File of a return removed unread"


def receive(
    *,
    file: BinaryIO,
    name: str,
    partnership: Partnership,
    by: User,
    supplied_by: Agency | None = None,
    supplier_role: str = "",
    is_provisional: bool = False,
    how: Return.How = Return.How.UPLOAD,
    received_on: date | None = None,
    batch: uuid.UUID | None = None,
    email: bytes = b"",
    email_name: str = "",
    at: datetime | None = None,
) -> Arrival:
    """Store the bytes and have a worker read them; looks at no more than their beginning.

    UploadRefused, with its report, for what is no table at its first bytes; PermissionDenied when
    `by` may not upload for `supplied_by`. Nothing is kept then.
    """
    at = at or timezone.now()
    sweep()
    supplied_by = uploads.supplier_of(by, supplied_by, partnership=partnership)
    sha256, size = uploads.fingerprint(file)
    arrival = Arrival(
        batch=batch or uuid.uuid4(),
        name=name,
        size=size,
        sha256=sha256,
        supplied_by=supplied_by,
        supplier_role=supplier_role.strip(),
        supplied_how=how,
        received_on=received_on or clock.day_of(at),
        uploaded_by=by,
        uploaded_at=at,
        uploaded_for=partnership,
        is_provisional=is_provisional,
        email=email,
        email_name=email_name,
    )
    _store(arrival, file)
    return arrival


def hold(
    *,
    file: BinaryIO,
    name: str,
    partnership: Partnership,
    by: User,
    batch: uuid.UUID,
    email: bytes = b"",
    email_name: str = "",
    at: datetime | None = None,
) -> Arrival:
    """Keep a file that was chosen in a form that is still to be filled in; nothing reads it.

    UploadRefused, with its report, for what is no table at its first bytes.
    """
    at = at or timezone.now()
    check(by, Permission.UPLOAD_RETURN, partnership=partnership)
    sweep()
    sha256, size = uploads.fingerprint(file)
    arrival = Arrival(
        batch=batch,
        name=name,
        size=size,
        sha256=sha256,
        received_on=clock.day_of(at),
        uploaded_by=by,
        uploaded_at=at,
        uploaded_for=partnership,
        email=email,
        email_name=email_name,
        state=Arrival.State.HELD,
    )
    _store(arrival, file)
    return arrival


@transaction.atomic
def take_up(
    *,
    arrival: Arrival,
    by: User,
    supplied_by: Agency | None,
    supplier_role: str,
    is_provisional: bool,
    how: Return.How,
    received_on: date,
    email: bytes = b"",
    email_name: str = "",
    at: datetime | None = None,
) -> None:
    """Have a file that was held read, now that its form is filled in; an `email` replaces its own.

    Outdated where it is held no longer; PermissionDenied when `by` may not upload for
    `supplied_by`.
    """
    at = at or timezone.now()
    locked = _lock(arrival, by)
    if locked.state != Arrival.State.HELD:
        raise Outdated(words.NO_LONGER_WAITS)
    locked.supplied_by = uploads.supplier_of(by, supplied_by, partnership=locked.uploaded_for)
    locked.supplier_role, locked.is_provisional = supplier_role.strip(), is_provisional
    locked.supplied_how, locked.received_on = how, received_on
    locked.uploaded_at, locked.state = at, Arrival.State.WAITING
    if email_name:
        locked.email, locked.email_name = email, email_name
    locked.save()
    tasks.read_upload.enqueue(locked.pk)


def _store(arrival: Arrival, file: BinaryIO) -> None:
    try:
        guard_kind_of_file(file, name=arrival.name)
    except Unreadable as refused:
        report = Report((refused.finding,), (Check.READABLE,))
        uploads.record_refusal(as_return(arrival), report)
        raise UploadRefused(report) from refused
    file.seek(0)
    arrival.file.save(arrival.name, File(file), save=False)
    try:
        with transaction.atomic():
            arrival.save()
            _record(Kind.FILE_ARRIVED, arrival, by=arrival.uploaded_by, at=arrival.uploaded_at)
            if arrival.state == Arrival.State.WAITING:
                tasks.read_upload.enqueue(arrival.pk)
    except BaseException:
        arrival.file.delete(save=False)
        raise


@transaction.atomic
def try_again(*, arrival: Arrival, by: User, at: datetime | None = None) -> None:
    """Have a file read that could not be. Outdated where somebody reads it, or it was read."""
    at = at or timezone.now()
    locked = _lock(arrival, by)
    if not queries.has_stopped(locked, now=at):
        raise Outdated(words.NO_LONGER_WAITS)
    locked.state, locked.begun_at, locked.progress = Arrival.State.WAITING, at, ""
    locked.save(update_fields=["state", "begun_at", "progress"])
    tasks.read_upload.enqueue(locked.pk)


@transaction.atomic
def remove(*, arrival: Arrival, by: User, at: datetime | None = None) -> None:
    """Delete a file that could not be read or is held, or the sentence of one that was refused."""
    at = at or timezone.now()
    locked = _lock(arrival, by)
    # That one was refused is on the record already.
    if locked.state != Arrival.State.REFUSED:
        if not (locked.state == Arrival.State.HELD or queries.has_stopped(locked, now=at)):
            raise Outdated(words.NO_LONGER_WAITS)
        _record(Kind.FILE_REMOVED, locked, by=by, at=at)
    _delete(locked)


@transaction.atomic
def sweep(*, at: datetime | None = None) -> None:
    """Delete what has stood for a week: refusals that were shown, and files nobody went on with."""
    at = at or timezone.now()
    old = Arrival.objects.select_for_update().filter(uploaded_at__lt=at - KEPT_FOR)
    for arrival in old:
        if arrival.state == Arrival.State.REFUSED:
            arrival.delete()
        elif arrival.state == Arrival.State.HELD or queries.has_stopped(arrival, now=at):
            _record(Kind.FILE_REMOVED, arrival, by=None, at=at)
            _delete(arrival)


def _lock(arrival: Arrival, by: User) -> Arrival:
    check(by, Permission.UPLOAD_RETURN, partnership=arrival.uploaded_for)
    locked = Arrival.objects.select_for_update().filter(pk=arrival.pk, uploaded_by=by.pk).first()
    if locked is None:
        raise Outdated(words.NO_LONGER_WAITS)
    return locked


def _delete(arrival: Arrival) -> None:
    file = arrival.file
    arrival.delete()
    if file:
        transaction.on_commit(lambda: file.delete(save=False))


def _record(kind: Kind, arrival: Arrival, *, by: User | None, at: datetime) -> None:
    audit.record(
        kind,
        by=by,
        about=arrival,
        partnership=arrival.uploaded_for,
        at=at,
        sha256=arrival.sha256,
        size=arrival.size,
    )
