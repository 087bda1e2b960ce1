"""Reading a file that arrived: within bounds, and once, however often the task is done."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from functools import partial
from io import BytesIO
from typing import BinaryIO, cast

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from django.utils import timezone

from partnership.file_work.bounded import Outcome, run_bounded
from partnership.file_work.working import WorkFailed
from partnership.refusals import UnusableFile
from returns.catalogue.findings import Check, Finding, Report, Severity
from returns.catalogue.limits import LIMITS
from returns.files.watching import watched
from returns.lifecycle import covering_emails, uploads
from returns.lifecycle.receiving import queries, words
from returns.lifecycle.refusals import UploadRefused
from returns.models import Arrival, Return

# How far it is, is written so often at the most, in seconds.
SAYS_EVERY = 1.0


def read_arrival(pk: int) -> None:
    """Read the file with that id, and make it a return or say why not.

    Does nothing where that has been done, or somebody is at it. WorkFailed for a fault of our
    own: the file then says so, and may be tried again.
    """
    arrival = _begin(pk, at=timezone.now())
    if arrival is None:
        return
    # In a transaction no other process sees the file; and where tasks are done at once there may
    # be threads, which do not go with a process that forks.
    if settings.TASKS_AT_ONCE or connection.in_atomic_block:
        _read_here(arrival)
        return
    outcome = run_bounded(
        partial(_read, arrival, say=_say(arrival)),
        seconds=LIMITS.reading_seconds(arrival.size),
        memory=LIMITS.reading_memory,
    )
    match outcome:
        case Outcome.TOO_LONG:
            _refuse(arrival, _stopped(words.too_long(arrival.name), arrival))
        case Outcome.TOO_MUCH:
            _refuse(arrival, _stopped(words.too_much(arrival.name), arrival))
        case Outcome.FAULT:
            _fail(arrival)
            raise WorkFailed(f"arrival {pk}")


def _read_here(arrival: Arrival) -> None:
    try:
        _read(arrival, say=lambda _: None)
    except Exception as fault:
        _fail(arrival)
        raise WorkFailed(f"arrival {arrival.pk}") from fault


def as_return(arrival: Arrival) -> Return:
    """The return that is to be made of a file, not stored; it has the file's bytes."""
    of_return = Return(
        batch=arrival.batch,
        name=arrival.name,
        size=arrival.size,
        sha256=arrival.sha256,
        supplied_by=arrival.supplied_by,
        supplier_role=arrival.supplier_role,
        is_provisional=arrival.is_provisional,
        supplied_how=arrival.supplied_how,
        received_on=arrival.received_on,
        uploaded_by=arrival.uploaded_by,
        uploaded_at=arrival.uploaded_at,
        uploaded_for=arrival.uploaded_for,
    )
    of_return.file.name = arrival.file.name
    return of_return


@transaction.atomic
def _begin(pk: int, *, at: datetime) -> Arrival | None:
    found = Arrival.objects.select_for_update().filter(pk=pk).first()
    if found is None:
        return None
    given_up = found.state == Arrival.State.READING and queries.has_stopped(found, now=at)
    if found.state != Arrival.State.WAITING and not given_up:
        return None
    found.state, found.begun_at, found.progress = Arrival.State.READING, at, ""
    found.save(update_fields=["state", "begun_at", "progress"])
    return found


def _read(arrival: Arrival, *, say: Callable[[str], None]) -> None:
    of_return = as_return(arrival)
    with arrival.file.open("rb") as opened, watched(say):
        file = cast(BinaryIO, opened)
        try:
            read = uploads.read_file(of_return, file, may_wait=True)
            uploads.check_taken(read)
        except UploadRefused as refusal:
            _refuse(arrival, refusal.report)
            return
        say(words.CHECKING)
        with transaction.atomic():
            if (ours := _still_ours(arrival)) is not None:
                uploads.store(of_return, file, read)
                _attach_email(of_return)
                ours.delete()


def _still_ours(arrival: Arrival) -> Arrival | None:
    """The file, locked; None where it was tried again or removed while we were reading."""
    return (
        Arrival.objects.select_for_update()
        .filter(pk=arrival.pk, state=Arrival.State.READING, begun_at=arrival.begun_at)
        .first()
    )


def _attach_email(of_return: Return) -> None:
    """The covering email goes to the first return of its batch; the others then have it too."""
    with_email = Arrival.objects.select_for_update().exclude(email_name="")
    for carrier in with_email.filter(batch=of_return.batch):
        # It was looked at when it came: only what has changed since can refuse it now.
        with suppress(UnusableFile, PermissionDenied):
            covering_emails.attach_email(
                of_return=of_return,
                file=BytesIO(bytes(carrier.email)),
                name=carrier.email_name,
                partnership=of_return.uploaded_for,
                by=of_return.uploaded_by,
                at=of_return.uploaded_at,
            )
        carrier.email, carrier.email_name = b"", ""
        carrier.save(update_fields=["email", "email_name"])


@transaction.atomic
def _refuse(arrival: Arrival, report: Report) -> None:
    """The bytes go, the sentence stays; a covering email waits for the rest of its batch."""
    ours = _still_ours(arrival)
    if ours is None:
        return
    uploads.record_refusal(as_return(ours), report)
    storage, name = ours.file.storage, str(ours.file.name)
    ours.state, ours.refusal = Arrival.State.REFUSED, str(UploadRefused(report))
    ours.file.name = ""
    ours.save(update_fields=["state", "refusal", "file"])
    _pass_email_on(ours)
    transaction.on_commit(lambda: storage.delete(name))


def _pass_email_on(refused: Arrival) -> None:
    """To a file of the batch that may still be read; with the last refused one it goes."""
    if not refused.email_name:
        return
    heir = Arrival.objects.filter(batch=refused.batch).exclude(state=Arrival.State.REFUSED).first()
    if heir is not None:
        heir.email, heir.email_name = refused.email, refused.email_name
        heir.save(update_fields=["email", "email_name"])
    refused.email, refused.email_name = b"", ""
    refused.save(update_fields=["email", "email_name"])


def _fail(arrival: Arrival) -> None:
    Arrival.objects.filter(
        pk=arrival.pk, state=Arrival.State.READING, begun_at=arrival.begun_at
    ).update(state=Arrival.State.FAILED)


def _stopped(sentence: str, arrival: Arrival) -> Report:
    finding = Finding(Check.READABLE, Severity.ERROR, sentence, file=arrival.name)
    return Report((finding,), (Check.READABLE,))


def _say(arrival: Arrival) -> Callable[[str], None]:
    """Writes how far the reading is, once a second at the most."""
    said_at = [0.0]

    def say(sentence: str) -> None:
        now = time.monotonic()
        if now - said_at[0] >= SAYS_EVERY and not connection.in_atomic_block:
            said_at[0] = now
            Arrival.objects.filter(pk=arrival.pk, begun_at=arrival.begun_at).update(
                progress=sentence
            )

    return say
