"""Lists of records (recommendations, actions) from a spreadsheet: declared columns, checked rows.

Knows no record's model: whoever takes a list declares its columns and what else must hold.
"""

from __future__ import annotations

import calendar
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from typing import Any, BinaryIO

from measures.whole_numbers import whole_number
from returns.catalogue.findings import Check, Finding, Report, Severity, Unreadable, untested
from returns.catalogue.headings import plain
from returns.catalogue.limits import LISTED_ALIKE, LISTS, Limits
from returns.files import opening as files
from returns.files import raw_tables
from returns.files.workbook_writer import SheetOfText, workbook
from returns.reading.personal import reaches_people
from returns.reading.vacuous import NO_ROWS

# With more, it is a table of something else.
MOST_RECORDS = 2_000
LONGEST = 4_000

_DAY = re.compile(r"(\d{1,2})[/.\- ](\d{1,2}|[A-Za-z]{3,9})[/.\- ,]+(\d{4})")
_ISO = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:T.*)?")
_MONTHS = tuple(month.lower() for month in calendar.month_name[1:])


class Kind(Enum):
    """What a column holds, and so how its text is read."""

    TEXT = "words"
    DAY = "a day, like 4 March 2024 or 04/03/2024"
    WHOLE = "a whole number"
    CHOICE = "one of a list"
    SEVERAL = "one or more, parted by semicolons"


@dataclass(frozen=True)
class Column:
    """A column of the list. `choices` are values by how they are written on the screen."""

    slug: str
    title: str
    kind: Kind = Kind.TEXT
    other_names: tuple[str, ...] = ()
    is_needed: bool = False
    choices: Mapping[str, str] = field(default_factory=dict)
    longest: int = LONGEST


@dataclass(frozen=True)
class Declared:
    """A list that may be imported: its columns, and those that together identify a record.

    `singular` and `plural` are what its records are called.
    """

    slug: str
    singular: str
    plural: str
    columns: tuple[Column, ...]
    once: tuple[str, ...] = ()

    def column(self, slug: str) -> Column:
        return next(column for column in self.columns if column.slug == slug)


@dataclass(frozen=True)
class Record:
    """A row of the list: what was read by column (None for a blank), and where it stands."""

    values: Mapping[str, Any]
    typed: Mapping[str, str]
    headings: Mapping[str, str]
    file: str
    sheet: str
    row: int

    def __getitem__(self, slug: str) -> Any:
        return self.values.get(slug)

    def wrong(
        self, check: Check, slug: str, message: str, *, todo: str, severity=Severity.ERROR
    ) -> Finding:
        """A finding about this record's `slug`."""
        return Finding(
            check,
            severity,
            message,
            todo=todo,
            file=self.file,
            sheet=self.sheet,
            row=self.row,
            column=self.headings.get(slug, ""),
            value=self.typed.get(slug, ""),
        )


@dataclass(frozen=True)
class Listed:
    """What a file holds: its records, and the report on all of them at once."""

    records: tuple[Record, ...]
    report: Report

    @property
    def may_be_taken(self) -> bool:
        return bool(self.records) and not self.report.errors


# What else must hold of all records together, which only the taker of the list can tell.
Further = Callable[[Sequence[Record]], Iterable[Finding]]

MADE = (
    Check.READABLE,
    Check.HEADINGS,
    Check.NOT_PERSONAL,
    Check.FILLED,
    Check.DAYS,
    Check.WHOLE,
    Check.CHOSEN,
    Check.FITS,
    Check.APART,
)


def read(
    file: BinaryIO,
    declared: Declared,
    *,
    name: str,
    further: Further | None = None,
    made: tuple[Check, ...] = (),
    limits: Limits = LISTS,
) -> Listed:
    """All records of a file and everything that is wrong with them; stores nothing.

    `made` are the checks that `further` makes beside those of every list.
    """
    try:
        opened = files.open_tables(file, name=name, limits=limits)
        findings = list(opened.findings)
        records: list[Record] = []
        headed = [(table, _headings(table, declared)) for table in opened.tables]
        for table, found in headed:
            findings += table.findings
            if found is not None:
                records += _records(table, found, declared, findings)
            elif (
                any(headings for _, headings in headed)
                and not table.hidden
                and any(map(any, table.top))
            ):
                findings.append(_left_out(table, declared))
        if not any(found for _, found in headed):
            findings.append(_no_headings(opened.tables, declared, name))
        elif not records and not any(finding.severity is Severity.ERROR for finding in findings):
            findings.append(_nothing(declared, name))
    except Unreadable as refusal:
        return Listed((), Report((refusal.finding,), (Check.READABLE,)))
    findings += _twice(records, declared)
    if further is not None:
        findings += further(records)
    in_order = sorted(findings, key=lambda finding: (finding.sheet, finding.row or 0))
    untested = _not_made(declared, records, in_order, made)
    return Listed(tuple(records), Report.of_all((*in_order, *untested), (*MADE, *made)))


_LOOKS_AT = {
    Check.DAYS: ({Kind.DAY}, "the list has no date filled in"),
    Check.WHOLE: ({Kind.WHOLE}, "the list has no number filled in"),
    Check.CHOSEN: ({Kind.CHOICE, Kind.SEVERAL}, "the list has no choice filled in"),
    Check.FITS: ({Kind.TEXT}, "the list has no words filled in"),
}
_ALONE = "there is one record alone"
_NOT_TOLD_APART = "no column tells one record from another"


def _not_made(
    declared: Declared,
    records: Sequence[Record],
    found: Sequence[Finding],
    further: tuple[Check, ...],
) -> Iterator[Finding]:
    """Checks that had nothing to look at, each with why."""
    spoken = {finding.check for finding in found}
    filled = {
        column.kind
        for column in declared.columns
        if any(record.typed.get(column.slug) for record in records)
    }
    reasons = {check: why for check, (kinds, why) in _LOOKS_AT.items() if not kinds & filled}
    if len(records) == 1 or not declared.once:
        reasons[Check.APART] = _ALONE if declared.once else _NOT_TOLD_APART
    if not records:
        reasons = dict.fromkeys((Check.FILLED, *_LOOKS_AT, Check.APART, *further), NO_ROWS)
    for check, why in reasons.items():
        if check not in spoken:
            yield untested(check, why)


def template(declared: Declared) -> bytes:
    """An empty list to fill, as XLSX: the headings, and what belongs under each."""
    explained = [["Column", "What belongs there", "Needed", "One of"]]
    explained += [
        [
            column.title,
            column.kind.value,
            "yes" if column.is_needed else "no",
            "; ".join(column.choices),
        ]
        for column in declared.columns
    ]
    return workbook(
        [
            SheetOfText(
                declared.plural.capitalize(), [[column.title for column in declared.columns]]
            ),
            SheetOfText("How to fill it", explained),
        ],
        title=f"List of {declared.plural}",
    )


# --- Headings --------------------------------------------------------------------------------
@dataclass(frozen=True)
class _Found:
    """The row of the headings, from 1, and the position of each column."""

    row: int
    at: Mapping[str, int]
    typed: tuple[str, ...]
    findings: tuple[Finding, ...]


def _headings(table: raw_tables.RawTable, declared: Declared) -> _Found | None:
    """The row with most of the headings; None where no row has half of those needed."""
    if table.hidden:
        return None
    best = max(
        (_fit(table, number, row, declared) for number, row in enumerate(table.top, start=1)),
        key=lambda fit: len(fit.at),
        default=None,
    )
    needed = {column.slug for column in declared.columns if column.is_needed}
    if best is None or len(needed & set(best.at)) * 2 < max(1, len(needed)):
        return None
    return best


def _fit(table: raw_tables.RawTable, number: int, row: Sequence[str], declared: Declared) -> _Found:
    at: dict[str, int] = {}
    findings = []
    called = [plain(cell) for cell in row]
    for column in declared.columns:
        names = {plain(name) for name in (column.title, *column.other_names)}
        places = [place for place, heading in enumerate(called) if heading in names]
        if places:
            at[column.slug] = places[0]
        if len(places) > 1:
            findings.append(_heading_wrong(table, number, f"“{row[places[1]]}” stands twice."))
        elif not places and column.is_needed:
            findings.append(_heading_wrong(table, number, f"There is no column “{column.title}”."))
    return _Found(number, at, tuple(row), tuple(findings))


def _heading_wrong(table: raw_tables.RawTable, number: int, message: str) -> Finding:
    return Finding(
        Check.HEADINGS,
        Severity.ERROR,
        message,
        todo="Put the headings right, and upload the list again.",
        file=table.file,
        sheet=table.sheet,
        row=number,
    )


def _no_headings(tables: Sequence[raw_tables.RawTable], declared: Declared, name: str) -> Finding:
    needed = ", ".join(f"“{column.title}”" for column in declared.columns if column.is_needed)
    return Finding(
        Check.HEADINGS,
        Severity.ERROR,
        f"No row of “{name}” holds the headings of a list of {declared.plural}.",
        todo=f"It needs the columns {needed}. The empty list has all of them.",
        file=tables[0].file if tables else name,
    )


def _nothing(declared: Declared, name: str) -> Finding:
    return Finding(
        Check.HEADINGS,
        Severity.ERROR,
        f"There is no {declared.singular} below the headings of “{name}”.",
        todo="Check that you chose the right file.",
        file=name,
    )


def _left_out(table: raw_tables.RawTable, declared: Declared) -> Finding:
    return Finding(
        Check.HEADINGS,
        Severity.NOTE,
        f"Sheet “{table.sheet}” has no headings of a list of {declared.plural} and is left out.",
        file=table.file,
        sheet=table.sheet,
    )


# --- Rows ------------------------------------------------------------------------------------
def _records(
    table: raw_tables.RawTable, found: _Found, declared: Declared, findings: list[Finding]
) -> Iterator[Record]:
    findings += found.findings
    frame = table.frame(found.row, sorted(set(found.at.values())))
    if len(frame) > MOST_RECORDS:
        findings.append(_too_many(table, len(frame)))
        return
    headings = {slug: found.typed[place] for slug, place in found.at.items()}
    for row, cells in zip(frame.index, frame.astype(str).to_dict("records"), strict=True):
        typed = {slug: str(cells[place]).strip() for slug, place in found.at.items()}
        if not any(typed.values()):
            continue
        record = Record({}, typed, headings, table.file, table.sheet, int(row))
        values = {}
        for column in declared.columns:
            if column.slug in typed:
                values[column.slug] = _value(record, column, typed[column.slug], findings)
        yield Record(values, typed, headings, table.file, table.sheet, int(row))


def _value(record: Record, column: Column, text: str, findings: list[Finding]) -> Any:
    if not text:
        if column.is_needed:
            findings.append(
                record.wrong(
                    Check.FILLED,
                    column.slug,
                    f"“{record.headings[column.slug]}” is blank.",
                    todo="Fill it in: every record needs it.",
                )
            )
        return None
    if what := reaches_people(text):
        findings.append(
            record.wrong(
                Check.NOT_PERSONAL,
                column.slug,
                f"This looks as if it held {what}, which the portal does not keep.",
                todo="Take them out; write roles and no people.",
            )
        )
        return None
    if len(text) > column.longest:
        findings.append(
            record.wrong(
                Check.FITS,
                column.slug,
                f"This has {len(text):,} characters; {column.longest:,} are taken.",
                todo="Shorten it.",
            )
        )
        return None
    return _READ[column.kind](record, column, text, findings)


def _text(record: Record, column: Column, text: str, findings: list[Finding]) -> str:
    return text


def _day(record: Record, column: Column, text: str, findings: list[Finding]) -> date | None:
    try:
        return day_of(text)
    except ValueError:
        findings.append(
            record.wrong(
                Check.DAYS,
                column.slug,
                f"“{text}” is not a day of the calendar.",
                todo="Write it like 4 March 2024 or 04/03/2024, the day first.",
            )
        )
        return None


def day_of(text: str) -> date:
    """ "4 March 2024", "04/03/2024", "2024-03-04": the day first. ValueError for anything else."""
    text = text.strip()
    if iso := _ISO.fullmatch(text):
        return date(int(iso[1]), int(iso[2]), int(iso[3]))
    found = _DAY.fullmatch(text)
    if found is None:
        raise ValueError(text)
    return date(int(found[3]), _month_of(found[2].lower()), int(found[1]))


def _month_of(text: str) -> int:
    if (number := whole_number(text)) is not None:
        return number
    called = [number for number, name in enumerate(_MONTHS, start=1) if name.startswith(text)]
    return called[0] if called else 0


def _whole(record: Record, column: Column, text: str, findings: list[Finding]) -> int | None:
    if re.fullmatch(r"\d{1,9}(\.0+)?", text.replace(",", "")):
        return int(float(text.replace(",", "")))
    findings.append(
        record.wrong(
            Check.WHOLE,
            column.slug,
            f"“{text}” is not a whole number.",
            todo="Write it in figures, or leave it blank.",
        )
    )
    return None


def _choice(record: Record, column: Column, text: str, findings: list[Finding]) -> str | None:
    return _chosen(record, column, text, findings)


def _several(record: Record, column: Column, text: str, findings: list[Finding]) -> tuple[str, ...]:
    given = [word.strip() for word in re.split(r"[;\n]", text) if word.strip()]
    if not column.choices:
        return tuple(dict.fromkeys(given))
    chosen = (_chosen(record, column, word, findings) for word in given)
    return tuple(dict.fromkeys(word for word in chosen if word))


def _chosen(record: Record, column: Column, text: str, findings: list[Finding]) -> str | None:
    known = {plain(label): value for label, value in column.choices.items()}
    if plain(text) in known:
        return known[plain(text)]
    offered = ", ".join(f"“{label}”" for label in column.choices)
    findings.append(
        record.wrong(
            Check.CHOSEN,
            column.slug,
            f"“{text}” is none of the choices.",
            todo=f"Write one of {offered}.",
        )
    )
    return None


_READ = {
    Kind.TEXT: _text,
    Kind.DAY: _day,
    Kind.WHOLE: _whole,
    Kind.CHOICE: _choice,
    Kind.SEVERAL: _several,
}


def _too_many(table: raw_tables.RawTable, rows: int) -> Finding:
    return Finding(
        Check.FITS,
        Severity.ERROR,
        f"There are {rows:,} rows; a list has at most {MOST_RECORDS:,}.",
        todo="Send it in several files.",
        file=table.file,
        sheet=table.sheet,
    )


def _twice(records: Sequence[Record], declared: Declared) -> Iterator[Finding]:
    by_key: dict[tuple, list[Record]] = defaultdict(list)
    for record in records:
        key = tuple(plain(record.typed.get(slug, "")) for slug in declared.once)
        if any(key):
            by_key[key].append(record)
    again = [
        (first, later) for first, *others in by_key.values() for later in others if declared.once
    ]
    for first, later in again[:LISTED_ALIKE]:
        where = f"row {first.row}" + (f" of “{first.sheet}”" if first.sheet != later.sheet else "")
        yield later.wrong(
            Check.APART,
            declared.once[0],
            f"This {declared.singular} stands in {where} already.",
            todo="Take one of the two out.",
        )
