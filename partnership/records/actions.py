"""Every change to a record: who may is checked, what was and what is written down."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import models, transaction
from django.utils import timezone

from partnership import audit
from partnership.models import Partnership, User
from partnership.models.records import KeptFile, Record
from partnership.optimistic_lock import check_seen
from partnership.people.permissions import Permission, check
from partnership.records.kept_files import Checked
from partnership.refusals import Refused

R = TypeVar("R", bound=Record)
SOMEBODY_WAS_FASTER = (
    "Somebody else has changed this since you opened it. What they wrote is shown below:"
    " put together what should stand, and save again."
)
_NOT_AUDITED = {"id", "revision", "ended_on", "ended_because"}


@transaction.atomic
def add(
    model: type[R],
    *,
    values: Mapping[str, Any],
    partnership: Partnership,
    keep: Permission,
    by: User | None,
    file: Checked | None = None,
    evidence: str = "",
    at: datetime | None = None,
) -> R:
    """A new record of `partnership`; Refused where it cannot be.

    `by` is None when the command line does it. `file` is kept under the field `evidence`.
    """
    _check(by, keep, partnership)
    record = model(**values)
    if model.PATH == "partnership":
        setattr(record, "partnership", partnership)  # noqa: B010 - a subclass has it
    if record.of_partnership != partnership:
        raise Refused("It belongs to another partnership")
    _attach(record, file, evidence, partnership=partnership, by=by, at=at)
    _save(record)
    audit.record(
        audit.Kind.RECORD_ADDED,
        by=by,
        about=record,
        partnership=partnership,
        at=at,
        after=snapshot(record),
    )
    return record


@transaction.atomic
def change(
    record: R,
    *,
    values: Mapping[str, Any],
    revision: int,
    keep: Permission,
    by: User | None,
    file: Checked | None = None,
    evidence: str = "",
    at: datetime | None = None,
) -> R:
    """`record` with other values; Outdated where it is no longer at `revision`."""
    partnership = record.of_partnership
    _check(by, keep, partnership)
    latest = _locked(record)
    check_seen(revision, latest=latest.revision, sentence=SOMEBODY_WAS_FASTER, now=latest)
    if latest.is_ended:
        raise Refused("It has been ended: add a new one instead")
    before = snapshot(latest)
    for name, value in values.items():
        setattr(latest, name, value)
    if latest.of_partnership != partnership:
        raise Refused("It belongs to another partnership")
    _attach(latest, file, evidence, partnership=partnership, by=by, at=at)
    latest.revision += 1
    _save(latest)
    after = snapshot(latest)
    moved = [name for name in after if after[name] != before.get(name)]
    audit.record(
        audit.Kind.RECORD_CHANGED,
        by=by,
        about=latest,
        partnership=partnership,
        at=at,
        before={name: before.get(name) for name in moved},
        after={name: after[name] for name in moved},
    )
    return latest


@transaction.atomic
def end(
    record: R,
    *,
    on: date,
    because: str,
    keep: Permission,
    by: User | None,
    at: datetime | None = None,
) -> R:
    """Have `record` hold no longer from `on`; it stays, with the reason."""
    partnership = record.of_partnership
    _check(by, keep, partnership)
    latest = _locked(record)
    if latest.is_ended:
        raise Refused("It has been ended already")
    if not because.strip():
        raise Refused("Say why it ends")
    latest.ended_on, latest.ended_because = on, because.strip()
    latest.revision += 1
    _save(latest)
    audit.record(
        audit.Kind.RECORD_ENDED,
        by=by,
        about=latest,
        partnership=partnership,
        at=at,
        on=on,
        because=latest.ended_because,
        before=snapshot(latest),
    )
    return latest


def keep_file(
    file: Checked, *, partnership: Partnership, by: User | None, at: datetime | None = None
) -> KeptFile:
    """`file` as it came; the same file is kept once."""
    same = KeptFile.objects.filter(partnership=partnership, sha256=file.sha256, name=file.name)
    found = same.first()
    if found:
        return found
    kept_file = KeptFile(
        partnership=partnership,
        name=file.name,
        sha256=file.sha256,
        size=len(file.content),
        kept_at=at or timezone.now(),
        kept_by=by,
    )
    kept_file.file.save(f"{file.sha256}-{file.name}", ContentFile(file.content), save=False)
    kept_file.save()
    return kept_file


def snapshot(record: models.Model) -> dict[str, Any]:
    """A record's values as the audit keeps them: by field, other records by their names."""
    found = {}
    for field in record._meta.concrete_fields:  # noqa: SLF001 - Django's documented way
        if field.name in _NOT_AUDITED:
            continue
        value = getattr(record, field.name)
        found[field.name] = str(value) if isinstance(value, models.Model) else value
    return found


def _attach(
    record: Record,
    file: Checked | None,
    evidence: str,
    *,
    partnership: Partnership,
    by: User | None,
    at: datetime | None,
) -> None:
    if file and evidence:
        setattr(record, evidence, keep_file(file, partnership=partnership, by=by, at=at))


def _locked(record: R) -> R:
    rows = type(record)._default_manager.select_for_update(of=("self",))  # noqa: SLF001
    return rows.get(pk=record.pk)


def _save(record: Record) -> None:
    """Saved, if it may be: what the database would refuse is said in sentences first."""
    try:
        record.full_clean()
    except ValidationError as invalid:
        raise Refused("; ".join(invalid.messages)) from invalid
    record.save()


def _check(by: User | None, keep: Permission, partnership: Partnership) -> None:
    if by is not None:
        check(by, keep, partnership=partnership)
