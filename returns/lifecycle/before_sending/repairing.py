"""Small mistakes of a file put right on the page: the bytes stay, the cells are recorded beside."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from difflib import get_close_matches
from typing import Any, BinaryIO, Self, cast

from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.utils import timezone

from partnership import audit, clock
from partnership.kinds import Level
from partnership.models import User
from partnership.places.today import places_today
from partnership.refusals import NotReady, Outdated, Refused
from returns.catalogue.declarations import Fills, Layout, Rows
from returns.catalogue.findings import Check, Finding, Severity
from returns.catalogue.headings import plain
from returns.catalogue.registry import datasets
from returns.files.opening import open_file
from returns.files.raw_tables import Opened
from returns.lifecycle import parts, policies, words
from returns.lifecycle.recognition import recognised
from returns.models import MAPPED, Part, Return
from returns.reading.spellings import count_of, is_month_code
from returns.reading.upload import Reading

LONGEST = 60
# A file with more is put right where it was made; and a larger one, which takes long to read.
MOST_REPAIRS = 50
MOST_BYTES = 5_000_000
NAMES = frozenset({Check.AREAS, Check.CATEGORIES, Check.MONTHS})
OF_A_CELL = NAMES | {Check.COUNTS}
# What is typed or scanned for a digit.
LOOKALIKES = str.maketrans({"O": "0", "o": "0", "l": "1", "I": "1", "S": "5", "B": "8", " ": ""})
_CODE = re.compile(r"[A-Z]\d{8}", re.IGNORECASE)

NOTHING_CHOSEN = "Choose or type what the cell should hold"
GONE = "This cell has been put right already, or can’t be put right here."
MAY_NOT_BE_KEPT = "With that the file may not be kept: correct it where it was made."
STILL_WRONG = "That does not put the cell right. {}"
SENT_ALREADY = "This return has been sent, so its cells can’t be changed."


class Kind(models.TextChoices):
    """What the audit records of cells that are put right."""

    CELL_PUT_RIGHT = "cell-put-right", "Cell of a return put right"


@dataclass(frozen=True)
class Offer:
    """How cells can be put right: chosen from `choices` (what is written, and what it is called),
    or typed where there are none. `likely` is what most likely should be there, or blank."""

    key: str
    choices: tuple[tuple[str, str], ...] = ()
    likely: str = ""


@dataclass(frozen=True)
class Repair:
    """What was put right in a file: `rows` of one column held `was`, and are read as `now`."""

    file: str
    sheet: str
    column: str
    rows: tuple[int, ...]
    was: str
    now: str
    by: str
    at: datetime

    @classmethod
    def from_json(cls, fields: Mapping[str, Any]) -> Self:
        at = datetime.fromisoformat(fields["at"])
        return cls(**{**fields, "rows": tuple(fields["rows"]), "at": at})

    @property
    def as_json(self) -> dict[str, Any]:
        return {**asdict(self), "rows": list(self.rows), "at": self.at.isoformat()}


def repairs_of(of_return: Return) -> tuple[Repair, ...]:
    """What was put right in it on the page, the first first."""
    return tuple(Repair.from_json(fields) for fields in of_return.repairs)


def said(repair: Repair) -> str:
    """ "Row 18, “Ward”, and 2 other cells: “Parc” is read as “Park”"."""
    where = words.where(repair.file, repair.sheet, repair.rows[0], repair.column)
    more = len(repair.rows) - 1
    others = f", and {words.count_of(more, 'other cell')}" if more else ""
    return f"{where}{others}: “{repair.was}” is read as “{repair.now}”"


def alike(found: Finding) -> str:
    """Cells whose findings have the same key are put right together: one name spelt one way."""
    row = "" if found.check in NAMES else str(found.row or "")
    return "|".join((found.check.name, found.file, found.sheet, row, found.column, found.value))


def offer(of_return: Return, found: Finding) -> Offer | None:
    """How the cell of `found` can be put right on the page; None where it can't."""
    layout = _layout(of_return)
    if layout is None or not _is_of_a_cell(found) or len(of_return.repairs) >= MOST_REPAIRS:
        return None
    fills = _fills(layout, found.column)
    match found.check:
        case Check.AREAS if fills in {Fills.AREA, Fills.AREA_NAME}:
            return _of_areas(of_return, layout, found)
        case Check.CATEGORIES if isinstance(fills, str):
            labels = _labels(layout, fills)
            near = _near(found.value, labels)
            return Offer(alike(found), tuple((label, label) for label in labels), near)
        case Check.COUNTS if fills is Fills.COUNT:
            likely = found.value.translate(LOOKALIKES)
            is_likely = isinstance(count_of(likely), int) and likely != found.value
            return Offer(alike(found), likely=likely if is_likely else "")
        case Check.MONTHS if fills is Fills.MONTH:
            return Offer(alike(found))
    return None


@transaction.atomic
def put_right(
    *, of_return: Return, key: str, text: str, by: User, at: datetime | None = None
) -> Repair:
    """Read the return with `text` in the cells that `key` names, and keep that beside the bytes.

    Outdated where they are no longer wrong, NotReady for nothing written, Refused where they
    would still be wrong or the file could not be kept with it.
    """
    at = at or timezone.now()
    of_return = Return.objects.select_for_update().get(pk=of_return.pk)
    _check_may(of_return, by)
    wrong = _wrong(of_return, key)
    text = " ".join(text.split())
    if not text or len(text) > LONGEST:
        raise NotReady(NOTHING_CHOSEN)
    repair = _repair(wrong, text, by, at)
    repairs = (*repairs_of(of_return), repair)
    with of_return.file.open("rb") as file:
        read = recognised(
            opened_with(repairs, cast(BinaryIO, file), name=of_return.name),
            partnership=of_return.uploaded_for,
            supplied_by=of_return.supplied_by,
            today=clock.day_of(of_return.uploaded_at),
        ).reading
        _check_right(read, wrong[0], text)
        _store(of_return, read, repairs)
    # What stood in the cell stands with the return: the record of who did what holds no values.
    audit.record(
        Kind.CELL_PUT_RIGHT,
        by=by,
        about=of_return,
        partnership=of_return.uploaded_for,
        at=at,
        sheet=repair.sheet,
        rows=list(repair.rows),
        column=repair.column,
    )
    return repair


def opened_with(repairs: Iterable[Repair], file: BinaryIO, *, name: str) -> Opened:
    """The stored bytes opened, with the cells that were put right in place of their own."""
    opened = open_file(file, name=name)
    every = tuple(repairs)
    for table in opened.tables:
        table.repairs = {
            (row, repair.column): repair.now
            for repair in every
            if (repair.file, repair.sheet) == (table.file, table.sheet)
            for row in repair.rows
        }
    return opened


def _store(of_return: Return, read: Reading, repairs: Sequence[Repair]) -> None:
    """What was read now in place of what was read before, with a note on each repair."""
    of_return.repairs = [repair.as_json for repair in repairs]
    of_return.save(update_fields=["repairs"])
    notes = (
        Finding(
            Check.READABLE,
            Severity.NOTE,
            f"{said(repair)}, put right on the page.",
            file=repair.file,
            sheet=repair.sheet,
            row=repair.rows[0],
            column=repair.column,
            value=repair.was,
        )
        for repair in repairs
    )
    report = replace(read.report, findings=(*read.report.findings, *notes))
    parts.replace_reading(of_return, replace(read, report=report), layout=of_return.layout)


# --- Private ---------------------------------------------------------------------------------
def _layout(of_return: Return) -> Layout | None:
    """The layout of a table of counts that is small enough to be read at once."""
    if of_return.layout in {"", MAPPED} or of_return.size > MOST_BYTES:
        return None
    layout = datasets.layout(of_return.layout)
    return layout if layout.rows is Rows.COUNT else None


def _is_of_a_cell(found: Finding) -> bool:
    is_error = found.severity is Severity.ERROR and found.check in OF_A_CELL
    return is_error and bool(found.row and found.column and found.value)


def _wrong(of_return: Return, key: str) -> tuple[Finding, ...]:
    every = (Finding.from_json(stored) for stored in of_return.findings)
    wrong = tuple(found for found in every if _is_of_a_cell(found) and alike(found) == key)
    if not wrong or offer(of_return, wrong[0]) is None:
        raise Outdated(GONE)
    return wrong


def _check_right(read: Reading, was: Finding, text: str) -> None:
    """What is kept beside the bytes is a name or a number that is known, and nothing else."""
    if read.layout is None or read.must_be_discarded:
        raise Refused(MAY_NOT_BE_KEPT)
    where = alike(replace(was, value=text))
    still = next((found for found in read.report.errors if alike(found) == where), None)
    if still is not None:
        raise Refused(STILL_WRONG.format(still.message))


def _repair(wrong: Sequence[Finding], text: str, by: User, at: datetime) -> Repair:
    first = wrong[0]
    rows = tuple(dict.fromkeys(found.row for found in wrong if found.row))
    return Repair(first.file, first.sheet, first.column, rows, first.value, text, str(by), at)


def _check_may(of_return: Return, by: User) -> None:
    if not policies.speaks_for(by, of_return.supplied_by, partnership=of_return.uploaded_for):
        raise PermissionDenied("You may not change this return.")
    if of_return.parts.exclude(state=Part.State.CHECKED).exists():
        raise Outdated(SENT_ALREADY)


def _fills(layout: Layout, heading: str) -> Fills | str | None:
    """What the column of that heading gives; a month over its counts gives counts."""
    called = plain(heading)
    for column in layout.columns:
        if called in map(plain, (column.heading, *column.also_called)):
            return column.fills
    return Fills.COUNT if is_month_code(heading) else None


def _of_areas(of_return: Return, layout: Layout, found: Finding) -> Offer:
    places = places_today(of_return.uploaded_for)
    areas = places.localities if layout.area_level is Level.LOCALITY else places.wards
    by_code = bool(_CODE.fullmatch(found.value.strip()))
    choices = tuple((area.code if by_code else area.name, area.name) for area in areas)
    near = "" if by_code else _near(found.value, [area.name for area in areas])
    return Offer(alike(found), choices, near)


def _near(text: str, names: Sequence[str]) -> str:
    """The one name that `text` is nearly, or the only one that it begins; blank for none."""
    begun = [name for name in names if plain(text) and plain(name).startswith(plain(text))]
    if len(begun) == 1:
        return begun[0]
    return next(iter(get_close_matches(text, names, n=1, cutoff=0.75)), "")


def _labels(layout: Layout, field: str) -> tuple[str, ...]:
    listed = (
        category.label
        for _, source in datasets.fed_by(layout)
        for category in source.categories.get(field, ())
    )
    return tuple(dict.fromkeys(listed))
