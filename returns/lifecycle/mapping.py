"""Everything that changes how a return is mapped: by somebody, and on the record."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, BinaryIO, cast

from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.utils import timezone

from partnership import audit, clock
from partnership.models import User
from partnership.refusals import NotReady, Outdated
from returns.catalogue.findings import Check, Finding
from returns.files.opening import open_tables
from returns.lifecycle import parts, policies
from returns.mapping.mapped_reading import Mapped, read_mapped
from returns.mapping.named_sheets import named_sheets
from returns.mapping.sheets import SheetMapping
from returns.models import MAPPED, MappedReturn, Part, Return, SavedMapping
from returns.reading.places import Places

if TYPE_CHECKING:
    from returns.mapping.named_sheets import NamedSheet


class Kind(models.TextChoices):
    """What the audit records of mappings."""

    MAPPING_SAVED = "mapping-saved", "Mapping of a spreadsheet saved"
    RETURN_DISCARDED = "return-discarded", "Unmapped return discarded"


ERRORS_STAND = "Put the mapping right first: it still has errors."
SENT_ALREADY = "This return has been sent, so its mapping can’t be changed."


def sheets_of(of_return: Return) -> tuple[NamedSheet, ...]:
    """The sheets of the stored file."""
    with of_return.file.open("rb") as file:
        return named_sheets(open_tables(cast(BinaryIO, file), name=of_return.name))


def read_draft(
    of_return: Return, mapping: SheetMapping, *, sheets: tuple[NamedSheet, ...] | None = None
) -> Mapped:
    """What `mapping` makes of a return's file; keeps nothing."""
    return read_mapped(
        sheets_of(of_return) if sheets is None else sheets,
        mapping,
        places=Places.of_all_hosted(),
        today=clock.day_of(of_return.uploaded_at),
        supplied_by=of_return.supplied_by.slug if of_return.supplied_by else "",
    )


def save_draft(*, of_return: Return, mapping: SheetMapping, by: User) -> None:
    """Keep how far the mapping has come."""
    _check_may_map(of_return, by)
    MappedReturn.objects.update_or_create(
        of_return=of_return, defaults={"description": mapping.as_json(), "saved": None}
    )


@transaction.atomic
def map_return(
    *,
    of_return: Return,
    mapping: SheetMapping,
    by: User,
    sheets: tuple[NamedSheet, ...] | None = None,
    at: datetime | None = None,
) -> SavedMapping:
    """Read the return by `mapping` from now on, and keep the mapping for the next one.

    `sheets` are those of its file, where it has been opened already. NotReady while the mapping
    makes errors; nothing is stored then.
    """
    at = at or timezone.now()
    of_return = Return.objects.select_for_update().get(pk=of_return.pk)
    _check_may_map(of_return, by)
    mapped = read_draft(of_return, mapping, sheets=sheets)
    if mapped.reading.report.errors or not mapped.reading.parts:
        raise NotReady(ERRORS_STAND)
    saved = _saved(of_return, mapping, by=by, at=at)
    _take_reading(of_return, mapped)
    MappedReturn.objects.update_or_create(
        of_return=of_return, defaults={"description": mapping.as_json(), "saved": saved}
    )
    audit.record(
        Kind.MAPPING_SAVED,
        by=by,
        about=of_return,
        partnership=of_return.uploaded_for,
        at=at,
        dataset=mapping.dataset,
        source=mapping.source,
        mapping=saved.pk,
    )
    return saved


@transaction.atomic
def discard(*, of_return: Return, by: User, at: datetime | None = None) -> None:
    """Delete a file that was never mapped: it holds nothing that anybody uses."""
    _check_may_map(of_return, by)
    if of_return.layout:
        raise Outdated("This return has been mapped: withdraw it instead.")
    audit.record(
        Kind.RETURN_DISCARDED,
        by=by,
        about=of_return,
        partnership=of_return.uploaded_for,
        at=at or timezone.now(),
        sha256=of_return.sha256,
    )
    file = of_return.file
    of_return.delete()
    transaction.on_commit(lambda: file.delete(save=False))


def _check_may_map(of_return: Return, by: User) -> None:
    if not policies.speaks_for(by, of_return.supplied_by, partnership=of_return.uploaded_for):
        raise PermissionDenied("You may not map this return.")
    if of_return.layout not in {"", MAPPED}:
        raise Outdated("This return was recognised, so it needs no mapping.")
    if of_return.parts.exclude(state=Part.State.CHECKED).exists():
        raise Outdated(SENT_ALREADY)


def _saved(of_return: Return, mapping: SheetMapping, *, by: User, at: datetime) -> SavedMapping:
    """The mapping kept for next time, in place of an earlier one of the same tables."""
    series = {
        "partnership": of_return.uploaded_for,
        "agency": of_return.supplied_by,
        "dataset": mapping.dataset,
        "source": mapping.source,
    }
    for earlier in SavedMapping.objects.filter(**series, ended_at__isnull=True):
        if _same_tables(SheetMapping.from_json(earlier.description), mapping):
            earlier.ended_at = at
            earlier.save(update_fields=["ended_at"])
    return SavedMapping.objects.create(
        **series,
        description=mapping.as_json(),
        made_for=of_return.name,
        made_by=by,
        made_at=at,
    )


def _same_tables(sheet_mapping: SheetMapping, other: SheetMapping) -> bool:
    keys = [
        [{at: table.seen.get(at) for at in table.key_columns} for table in mapping.tables]
        for mapping in (sheet_mapping, other)
    ]
    return keys[0] == keys[1]


def _take_reading(of_return: Return, mapped: Mapped) -> None:
    findings = [Finding.from_json(finding) for finding in of_return.findings]
    about_file = [found for found in findings if found.check is Check.NEW]
    report = mapped.reading.report
    of_return.parts.all().delete()
    of_return.layout = MAPPED
    of_return.findings = [*report.as_stored, *(found.as_json() for found in about_file)]
    of_return.checks = [made.name for made in (*report.made, Check.NEW)]
    of_return.confirmations = {}
    of_return.save(update_fields=["layout", "findings", "checks", "confirmations"])
    parts.store_parts(of_return, mapped.reading)
