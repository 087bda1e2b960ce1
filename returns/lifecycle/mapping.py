"""Everything that changes how a return is mapped: by somebody, and on the record."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import BinaryIO, cast

from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile
from django.db import models, transaction
from django.utils import timezone

from partnership import audit, clock
from partnership.models import Agency, Partnership, User
from partnership.refusals import NotReady, Outdated
from returns.files.opening import open_file, open_tables
from returns.lifecycle import parts, policies, supplying
from returns.lifecycle.recognition import recognised
from returns.mapping.mapped_reading import Mapped, read_mapped
from returns.mapping.named_sheets import NamedSheet, named_sheets, packed, unpacked
from returns.mapping.questions import Answers
from returns.mapping.saved import best_fitting, words_for
from returns.mapping.sheets import SheetMapping
from returns.mapping.understanding import Known, Understanding, understood
from returns.models import MAPPED, MappedReturn, Part, Return, SavedMapping

# Beside the bytes of an upload: its sheets in a form that is read quickly.
BESIDE = ".sheets"
EVERYBODYS = SheetMapping("", "", (), is_for_all=True)


class Kind(models.TextChoices):
    """What the audit records of mappings."""

    MAPPING_SAVED = "mapping-saved", "Mapping of a spreadsheet saved"
    RETURN_DISCARDED = "return-discarded", "Unmapped return discarded"


ERRORS_STAND = "Put the mapping right first: it still has errors."
SENT_ALREADY = "This return has been sent, so its mapping can’t be changed."


def prepare(of_return: Return, sheets: tuple[NamedSheet, ...]) -> None:
    """Keep the sheets of a file that is to be mapped, as they were read.

    Called in the transaction that stores `of_return`, by whoever read it.
    """
    of_return.file.storage.save(_kept_sheets(of_return), ContentFile(packed(sheets)))


def sheets_kept(of_return: Return) -> tuple[NamedSheet, ...] | None:
    """The sheets as they stand beside the stored file, which is not opened; None where none do."""
    storage, kept = of_return.file.storage, _kept_sheets(of_return)
    if not storage.exists(kept):
        return None
    with storage.open(kept, "rb") as packed_sheets:
        return unpacked(packed_sheets.read())


def sheets_of(of_return: Return) -> tuple[NamedSheet, ...]:
    """The sheets of the stored file, opened once: later they are read from beside it."""
    found = sheets_kept(of_return)
    if found is not None:
        return found
    storage, kept = of_return.file.storage, _kept_sheets(of_return)
    storage.delete(kept)
    with of_return.file.open("rb") as file:
        sheets = named_sheets(open_tables(cast(BinaryIO, file), name=of_return.name))
    if _is_mapped_still(of_return):
        storage.save(kept, ContentFile(packed(sheets)))
    return sheets


def drop_sheets(returns: Iterable[Return]) -> None:
    """Delete what is kept beside files whose mapping can't change any more.

    The file itself stays as it came. Called outside a transaction, or when it is committed.
    """
    for of_return in returns:
        if not _is_mapped_still(of_return):
            of_return.file.storage.delete(_kept_sheets(of_return))


def _is_mapped_still(of_return: Return) -> bool:
    return not of_return.parts.exclude(state=Part.State.CHECKED).exists()


def _kept_sheets(of_return: Return) -> str:
    return f"{of_return.file.name}{BESIDE}"


def understand(
    of_return: Return,
    answers: Answers | None = None,
    *,
    sheets: tuple[NamedSheet, ...] | None = None,
) -> Understood:
    """What a return’s file holds as it was mapped so far, or by the best guess; keeps nothing."""
    sheets = sheets_of(of_return) if sheets is None else sheets
    earlier = MappedReturn.objects.filter(of_return=of_return).first()
    base = SheetMapping.from_json(earlier.description) if earlier else None
    return understand_sheets(
        sheets,
        partnership=of_return.uploaded_for,
        supplied_by=of_return.supplied_by,
        today=clock.day_of(of_return.uploaded_at),
        base=base,
        answers=answers,
    )


def understand_sheets(
    sheets: tuple[NamedSheet, ...],
    *,
    partnership: Partnership,
    supplied_by: Agency | None,
    today: date,
    base: SheetMapping | None = None,
    source: str = "",
    answers: Answers | None = None,
) -> Understood:
    """What sheets hold for `partnership`: by `base`, by a mapping made before, or by a guess."""
    fitting = None
    if base is None:
        fitting = best_fitting(partnership, supplied_by, sheets, source=source)
    known = Known(
        own=words_for(None, partnership, today=today),
        every=lambda: words_for(EVERYBODYS, partnership, today=today),
        base=base or (fitting.mapping if fitting else None),
        is_draft=base is not None,
        source=source,
        sent_by=supplied_by.kind if supplied_by else "",
        supplied_by=supplied_by.slug if supplied_by else "",
    )
    changes = fitting.changes if fitting else ()
    return Understood(understood(sheets, known, answers), changes, sheets)


def understand_file(
    file: BinaryIO,
    *,
    name: str,
    partnership: Partnership,
    supplied_by: Agency | None,
    source: str = "",
    answers: Answers | None = None,
) -> Understood | None:
    """What an unknown file holds, before it is uploaded.

    None of one that a layout recognises or that can’t be mapped at all: its upload says why.
    """
    opened, today = open_file(file, name=name), clock.today()
    found = recognised(
        opened,
        partnership=partnership,
        supplied_by=supplied_by,
        today=today,
        source=source,
        may_wait=True,
    )
    is_mapped = found.by_mapping is not None and found.by_mapping.reading.report.errors
    if not (found.may_be_mapped or is_mapped):
        return None
    return understand_sheets(
        named_sheets(opened),
        partnership=partnership,
        supplied_by=supplied_by,
        today=today,
        source=source,
        answers=answers,
    )


@dataclass(frozen=True, eq=False)
class Understood:
    """A file as it is understood; `changes` says how its layout differs from one mapped before."""

    found: Understanding
    changes: tuple[str, ...]
    sheets: tuple[NamedSheet, ...]


def read_draft(
    of_return: Return, mapping: SheetMapping, *, sheets: tuple[NamedSheet, ...] | None = None
) -> Mapped:
    """What `mapping` makes of a return's file; keeps nothing."""
    today = clock.day_of(of_return.uploaded_at)
    return read_mapped(
        sheets_of(of_return) if sheets is None else sheets,
        mapping,
        words=words_for(mapping, of_return.uploaded_for, today=today),
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
    # A mapping reads the bytes as they came: what was put right belongs to the layout before.
    of_return.confirmations, of_return.answers, of_return.repairs = {}, {}, []
    supplying.take_supplier(of_return, mapped.reading)
    supplier = ("supplied_by", "is_supplier_guessed")
    of_return.save(update_fields=["confirmations", "answers", "repairs", *supplier])
    parts.replace_reading(of_return, mapped.reading, layout=MAPPED)
    return _remember(of_return, mapping, by=by, at=at)


@transaction.atomic
def remember(*, of_return: Return, mapping: SheetMapping, by: User) -> SavedMapping:
    """Keep for the next file a mapping that a return was read by when it was uploaded."""
    _check_may_map(of_return, by)
    return _remember(of_return, mapping, by=by, at=timezone.now())


def _remember(of_return: Return, mapping: SheetMapping, *, by: User, at: datetime) -> SavedMapping:
    saved = _saved(of_return, mapping, by=by, at=at)
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
    file, storage, kept = of_return.file, of_return.file.storage, _kept_sheets(of_return)
    of_return.delete()
    transaction.on_commit(lambda: storage.delete(kept))
    transaction.on_commit(lambda: file.delete(save=False))


def _check_may_map(of_return: Return, by: User) -> None:
    if not policies.speaks_for(by, of_return.supplied_by, partnership=of_return.uploaded_for):
        raise PermissionDenied("You may not map this return.")
    if of_return.layout not in {"", MAPPED}:
        raise Outdated("This return was recognised, so it needs no mapping.")
    if not _is_mapped_still(of_return):
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
