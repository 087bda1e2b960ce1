"""A sheet and what a mapping makes of it, as plain rows for a template; changes nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Any

from measures.counts import Gap
from measures.periods import Month, Period
from partnership.page_parts import Row
from returns.catalogue.findings import Wrong
from returns.catalogue.registry import datasets
from returns.lifecycle import words
from returns.mapping.mapped_reading import Mapped
from returns.mapping.named_sheets import NamedSheet
from returns.mapping.sheets import (
    Gives,
    Line,
    Role,
    SheetMapping,
    TableMapping,
    letter,
    period_text,
)
from returns.models import MAPPED, MappedReturn, Part, Return
from returns.pages import presenting
from returns.pages.mapping.forms import ROLES, Kinds
from returns.pages.presenting import ReportPanel, TableRow, report_panel
from returns.reading.spellings import count_of, period_of

ROWS_SHOWN = 40
COLUMNS_SHOWN = 30
LINES_SHOWN = 60
NOT_MAPPED = "The portal does not know this table’s headings."


@dataclass(frozen=True)
class SheetCell:
    text: str
    part: str  # heading, figure or nothing: how it is set off


@dataclass(frozen=True)
class SheetView:
    """The top of a sheet with its letters and numbers, as a spreadsheet shows it."""

    title: str
    head: tuple[tuple[str, str], ...]
    rows: tuple[tuple[int, tuple[SheetCell, ...]], ...]
    left_out: str


def sheet_view(named: NamedSheet, table: TableMapping, kinds: Kinds) -> SheetView:
    width = min(max((len(row) for row in named.grid), default=0), COLUMNS_SHOWN)
    titles = {dimension.field: dimension.title for dimension in kinds.dataset.dimensions}
    rows = tuple(
        (number, tuple(_cell(row, number, at, table) for at in range(1, width + 1)))
        for number, row in enumerate(named.grid[:ROWS_SHOWN], start=1)
    )
    more = len(named.grid) - ROWS_SHOWN
    return SheetView(
        title=f"Sheet “{named.table.sheet}”" if named.table.sheet else named.table.file,
        head=tuple(
            (letter(at), _role(table.columns.get(at), titles)) for at in range(1, width + 1)
        ),
        rows=rows,
        left_out=f"And {more:,} more rows." if more > 0 else "",
    )


def _cell(row: Sequence[str], number: int, at: int, table: TableMapping) -> SheetCell:
    text = row[at - 1] if at <= len(row) else ""
    last = table.last_row or number
    if number in table.heading_rows:
        part = "heading"
    elif table.first_row <= number <= last and at in table.columns:
        part = "figure" if table.columns[at] is Gives.COUNT else "key"
    else:
        part = "aside"
    return SheetCell(text, part)


def _role(role: Role | None, titles: dict[str, str]) -> str:
    if role is None:
        return "not read"
    return (ROLES[role] if role in ROLES else titles.get(str(role), "")).partition(" (")[0].lower()


@dataclass(frozen=True)
class ResultView:
    """What a mapping gives: each count with what it is of, and the check report."""

    head: tuple[str, ...]
    rows: tuple[TableRow, ...]
    left_out: str
    total: str
    report: ReportPanel
    totals: tuple[TableRow, ...]


def result_view(mapped: Mapped, kinds: Kinds, *, today: date) -> ResultView:
    fields = [
        dimension.field
        for dimension in kinds.dataset.dimensions
        if _is_given(dimension.field, mapped.lines)
    ]
    titles = [
        dimension.title for dimension in kinds.dataset.dimensions if dimension.field in fields
    ]
    rows = tuple(_line(line, fields, kinds, today) for line in mapped.lines[:LINES_SHOWN])
    more = len(mapped.lines) - LINES_SHOWN
    total = sum(part.total or 0 for part in mapped.parts)
    return ResultView(
        head=("Period", "Area", *titles, "Count"),
        rows=rows,
        left_out=f"And {more:,} more." if more > 0 else "",
        total=f"{len(mapped.lines):,} cells read; total {total:,}" if mapped.parts else "",
        report=report_panel(mapped.reading.report),
        totals=tuple(_totals(mapped)),
    )


def _is_given(field: str, lines: Iterable[Line]) -> bool:
    return any(field in line.texts for line in islice(lines, 1))


def _line(line: Line, fields: Sequence[str], kinds: Kinds, today: date) -> TableRow:
    month = period_text(line.texts, today=today)
    period = period_of(month, today=today)
    count = count_of(line.count)
    areas = dict(kinds.place.wards.values())
    area = line.texts.get(Gives.AREA, "")
    labels = {
        category.slug: category.label
        for field in fields
        for category in kinds.source.categories[field]
    }
    shown = [line.texts.get(field, "") for field in fields]
    return TableRow(
        label=month if isinstance(period, Wrong) else period.label[:1].upper() + period.label[1:],
        cells=(
            areas.get(area, area),
            *(labels.get(text, text) for text in shown),
            line.count if isinstance(count, Wrong) else presenting.number(count),
        ),
    )


def _totals(mapped: Mapped) -> Iterable[TableRow]:
    """The total of each period, for a hand count."""
    for part in mapped.parts:
        grouped: Any = part.rows.groupby(["start", "months"], sort=True)
        for (start, months), rows in grouped:
            label = Period(Month.containing(start), int(months)).label
            counted = int(rows["count"].sum())
            gaps = int(rows["gap"].isin([Gap.HIDDEN.value]).sum())
            hidden = f" and {gaps} hidden" if gaps else ""
            yield TableRow(label[:1].upper() + label[1:], (f"{counted:,}{hidden}",))


# --- In the history --------------------------------------------------------------------------
@dataclass(frozen=True)
class MappingLine:
    """How a return that no layout recognised is read, or that nobody has mapped it yet."""

    sentence: str
    link: str
    step: str
    may_change: bool
    rows: tuple[Row, ...] = ()


def mapping_line(of_return: Return) -> MappingLine | None:
    """None for a return that was recognised, or was typed in; one query for the others."""
    if of_return.layout not in {"", MAPPED} or of_return.supplied_how == Return.How.TYPED:
        return None
    if not of_return.layout:
        return MappingLine(NOT_MAPPED, "Say how to read it", "table", may_change=True)
    mapped = MappedReturn.objects.select_related("saved__made_by").get(of_return=of_return)
    is_open = all(part.state == Part.State.CHECKED for part in of_return.parts.all())
    mapping = SheetMapping.from_json(mapped.description)
    return MappingLine(
        sentence=_made_by(mapped),
        link="See or change how it was read",
        step="result",
        may_change=is_open,
        rows=tuple(described(mapping)),
    )


def _made_by(mapped: MappedReturn) -> str:
    if mapped.saved is None:
        return "A spreadsheet, read as it was mapped."
    made = words.day(mapped.saved.made_at)
    return f"Read as {mapped.saved.made_by} mapped “{mapped.saved.made_for}” on {made}."


def described(mapping: SheetMapping) -> Iterator[Row]:
    """A mapping in words, a line for each thing that it says."""
    dataset = datasets[mapping.dataset]
    titles: dict[Role, str] = {dimension.field: dimension.title for dimension in dataset.dimensions}
    labels: dict[Role, str] = {Gives.DEFINITION: "Definition", **titles}
    labels |= {role: label.partition(" (")[0] for role, label in ROLES.items()}
    yield Row("Figures", f"{dataset.title}: {dataset.source(mapping.source).title}")
    for table in mapping.tables:
        rows = f"rows {table.first_row} to {table.last_row or 'the end'}"
        yield Row(f"Sheet “{table.sheet}”", f"{rows.capitalize()}")
        for at, role in sorted(table.columns.items()):
            heading = f" (“{table.seen[at]}”)" if table.seen.get(at) else ""
            yield Row(f"Column {letter(at)}{heading}", labels[role])
        for row, role in sorted(table.headings.items()):
            yield Row(f"Headings in row {row}", labels[role])
        if table.sheet_gives:
            yield Row("Name of the sheet", labels[table.sheet_gives])
        for title in table.titles:
            yield Row(f"Cell {letter(title.column)}{title.row}", labels[title.gives])
        for role, text in table.fixed.items():
            yield Row(f"{labels[role]} of the whole table", text)
    for names in mapping.names.values():
        for text, chosen in names.items():
            yield Row(f"“{text}”", chosen)
    for text, sign in mapping.signs.items():
        yield Row(f"“{text}” in place of a count", sign.name.replace("_", " ").lower())
