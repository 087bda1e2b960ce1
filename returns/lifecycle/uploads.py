"""A file received: read, checked, and stored with what it holds for each partnership."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any, BinaryIO

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.core.files import File
from django.db import transaction
from django.utils import timezone

from partnership import audit, clock
from partnership.models import Agency, Partnership, User
from partnership.people.permissions import Permission, agencies, check, may
from partnership.refusals import UnusableFile
from partnership.scanning import scan
from returns.catalogue.findings import Check, Finding, Report, Severity
from returns.catalogue.supply import KnownTotal
from returns.files.opening import open_file
from returns.files.raw_tables import Opened
from returns.lifecycle import mapping as mapping_actions
from returns.lifecycle import policies, words
from returns.lifecycle.parts import store_parts
from returns.lifecycle.recognition import Recognition, recognised
from returns.lifecycle.refusals import UploadRefused
from returns.lifecycle.supplying import take_supplier
from returns.mapping.sheets import SheetMapping
from returns.models import MappedReturn, Part, Return
from returns.reading.upload import Reading

CHUNK = 1 << 20


@dataclass(frozen=True, eq=False)
class FileRead:
    """A file as it was opened, and what was recognised in it."""

    opened: Opened
    found: Recognition


def upload(
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
    source: str = "",
    illustrative: str = "",
    known: Sequence[KnownTotal] = (),
    mapping: SheetMapping | None = None,
    may_wait: bool = False,
    is_national: bool = False,
    at: datetime | None = None,
) -> Return:
    """Open `file` once, read and check it, and store it with what it holds for each partnership.

    With `source`, a file of another source is not kept. A table that no layout recognises is read
    by `mapping` or by one saved before; where there is none, `may_wait` keeps it without parts
    until somebody maps it (`returns.lifecycle.mapping`). `illustrative` says that its rows are made
    up, and `known` which totals they are a part of. UploadRefused, with its report, when nothing
    was kept; PermissionDenied when `by` may not upload for `supplied_by`. With `is_national` it is
    nobody's, and the right to send figures of the whole country is enough: the caller has to see
    that it holds no others (`returns.lifecycle.national`).
    """
    at = at or timezone.now()
    if is_national:
        check(by, Permission.SEND_NATIONAL_FIGURES, partnership=partnership)
    else:
        supplied_by = supplier_of(by, supplied_by, partnership=partnership)
    sha256, size = fingerprint(file)
    of_return = Return(
        batch=batch or uuid.uuid4(),
        name=name,
        size=size,
        sha256=sha256,
        supplied_by=supplied_by,
        supplier_role=supplier_role.strip(),
        is_provisional=is_provisional,
        supplied_how=how,
        received_on=received_on or clock.day_of(at),
        uploaded_by=by,
        uploaded_at=at,
        uploaded_for=partnership,
        illustrative=illustrative,
        known_totals=_as_stored(known),
    )
    try:
        read = read_file(of_return, file, source=source, mapping=mapping, may_wait=may_wait)
        check_taken(read, source=source)
    except UploadRefused as refusal:
        record_refusal(of_return, refusal.report)
        raise
    store(of_return, file, read)
    return of_return


def _scan(file: BinaryIO, name: str) -> None:
    try:
        scan(file, name=name)
    except UnusableFile as refused:
        finding = Finding(Check.READABLE, Severity.ERROR, str(refused), file=name)
        raise UploadRefused(Report((finding,), (Check.READABLE,))) from None


def read_file(
    of_return: Return,
    file: BinaryIO,
    *,
    source: str = "",
    mapping: SheetMapping | None = None,
    may_wait: bool = False,
) -> FileRead:
    """What `file` holds, as the return that is to be made of it; writes nothing.

    UploadRefused for malware, and for what could not be scanned for it.
    """
    if settings.CLAMAV_SOCKET:
        _scan(file, of_return.name)
    opened = open_file(file, name=of_return.name)
    found = recognised(
        opened,
        partnership=of_return.uploaded_for,
        supplied_by=of_return.supplied_by,
        today=clock.day_of(of_return.uploaded_at),
        source=source,
        mapping=mapping,
        may_wait=may_wait,
    )
    return FileRead(opened, found)


def check_taken(read: FileRead, *, source: str = "") -> None:
    """UploadRefused for a file that isn't kept: of no use, personal, or of another source."""
    reading = read.found.reading
    held = {part.source for part in reading.parts}
    if source and held and source not in held:
        named = reading.layout.title if reading.layout else ""
        finding = Finding(Check.RECOGNISED, Severity.ERROR, words.not_the_source(named, source))
        raise UploadRefused(Report((finding,), (Check.RECOGNISED,)))
    is_taken = reading.layout is not None or read.found.may_be_mapped
    if not is_taken or reading.must_be_discarded:
        raise UploadRefused(reading.report)


def _as_stored(known: Sequence[KnownTotal]) -> list[dict[str, Any]]:
    return [{**asdict(total), "nature": total.nature.value} for total in known]


def supplier_of(by: User, named: Agency | None, *, partnership: Partnership) -> Agency | None:
    """The agency that the file is uploaded for: a supplier's own where none is named."""
    check(by, Permission.UPLOAD_RETURN, partnership=partnership)
    if named is None and not may(by, Permission.UPLOAD_ON_BEHALF, partnership=partnership):
        own = agencies(by, partnership)
        named = own[0] if len(own) == 1 else None
    if not policies.speaks_for(by, named, partnership=partnership):
        raise PermissionDenied("You may upload returns for your own agency only.")
    if named and not named.partnerships.filter(pk=partnership.pk).exists():
        raise PermissionDenied(f"{named} supplies nothing to {partnership}.")
    return named


def fingerprint(file: BinaryIO) -> tuple[str, int]:
    digest, size = hashlib.sha256(), 0
    file.seek(0)
    while chunk := file.read(CHUNK):
        digest.update(chunk)
        size += len(chunk)
    file.seek(0)
    return digest.hexdigest(), size


@transaction.atomic
def record_refusal(of_return: Return, report: Report) -> None:
    """On the record: that a file was not kept, and by which checks."""
    audit.record(
        audit.Kind.RETURN_REFUSED,
        by=of_return.uploaded_by,
        about=of_return,
        partnership=of_return.uploaded_for,
        at=of_return.uploaded_at,
        sha256=of_return.sha256,
        checks=sorted({finding.check.name for finding in report.errors}),
    )


def store(of_return: Return, file: BinaryIO, read: FileRead) -> None:
    """Store the file and all that goes with it, or nothing; a file in storage is left there."""
    of_return.layout = read.found.reading.layout.slug if read.found.reading.layout else ""
    of_return.outside = dict(read.found.reading.outside)
    is_stored = bool(of_return.file)
    if not is_stored:
        file.seek(0)
        of_return.file.save(of_return.name, File(file), save=False)
    try:
        with transaction.atomic():
            _store_in_database(of_return, read.found.reading)
            _store_mapping(of_return, read)
    except BaseException:
        if not is_stored:
            of_return.file.delete(save=False)
        raise


def _store_mapping(of_return: Return, read: FileRead) -> None:
    by_mapping = read.found.by_mapping
    if by_mapping is not None:
        MappedReturn.objects.create(
            of_return=of_return,
            description=by_mapping.mapping.as_json(),
            saved=by_mapping.saved,
        )
    elif read.found.may_be_mapped:
        mapping_actions.prepare(of_return, read.found.sheets)


def _store_in_database(of_return: Return, reading: Reading) -> None:
    take_supplier(of_return, reading)
    notes = _sent_before(of_return)
    of_return.findings = [*reading.report.as_stored, *(note.as_json() for note in notes)]
    of_return.checks = [made.name for made in (*reading.report.made, Check.NEW)]
    of_return.save()
    store_parts(of_return, reading)
    audit.record(
        audit.Kind.RETURN_UPLOADED,
        by=of_return.uploaded_by,
        about=of_return,
        partnership=of_return.uploaded_for,
        at=of_return.uploaded_at,
        sha256=of_return.sha256,
        size=of_return.size,
        layout=of_return.layout,
        errors=len(reading.report.errors),
    )


def _sent_before(of_return: Return) -> tuple[Finding, ...]:
    earlier = (
        Return.objects.filter(
            sha256=of_return.sha256,
            parts__partnership=of_return.uploaded_for,
            parts__state=Part.State.ACCEPTED,
            parts__coverage__until__isnull=True,
        )
        .order_by("-uploaded_at")
        .first()
    )
    if earlier is None:
        return ()
    return (Finding(Check.NEW, Severity.NOTE, words.sent_before(earlier), file=of_return.name),)
