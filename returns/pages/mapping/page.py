"""A sheet and what a mapping makes of it, as plain rows for a template; changes nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from measures.counts import Gap
from measures.periods import Month, Period
from partnership.page_parts import Row
from returns.catalogue.findings import Wrong
from returns.catalogue.registry import datasets
from returns.lifecycle import words
from returns.lifecycle.mapping import Understood
from returns.mapping.kinds import Kinds
from returns.mapping.lines import LeftOut, Line
from returns.mapping.mapped_reading import Mapped
from returns.mapping.named_sheets import NamedSheet
from returns.mapping.sheets import (
    Gives,
    Role,
    SheetMapping,
    TableMapping,
    letter,
    period_text,
)
from returns.mapping.words import ROLES
from returns.models import MAPPED, MappedReturn, Part, Return
from returns.pages import presenting
from returns.pages.mapping.forms import MappingForm
from returns.pages.presenting import ReportPanel, TableRow, report_panel
from returns.reading.spellings import count_of, period_of

ROWS_SHOWN = 12
COLUMNS_SHOWN = 12
LINES_SHOWN = 20
NAMES_SHOWN = 12
AREAS_SHOWN = 40
NOT_MAPPED = "The portal does not know this table’s headings."


@dataclass(frozen=True)
class SheetCell:
    text: str
    part: str  # heading, figure or nothing: how it is set off


@dataclass(frozen=True)
class SheetView:
    """The top of a table with its letters and numbers, as a spreadsheet shows it."""

    title: str
    head: tuple[tuple[str, str], ...]
    rows: tuple[tuple[int, tuple[SheetCell, ...]], ...]
    left_out: str


def sheet_view(named: NamedSheet, table: TableMapping, kinds: Kinds) -> SheetView:
    """The rows from the titles on, and of the columns those with data that say most."""
    titles = {dimension.field: dimension.title for dimension in kinds.dataset.dimensions}
    shown = _columns_shown(named, table)
    top = max(1, min((*table.heading_rows, table.first_row)) - 2)
    last = min(named.rows, max(top, table.first_row) + ROWS_SHOWN - 1)
    rows = tuple(
        (number, tuple(_cell(named.grid[number - 1], number, at, table) for at in shown))
        for number in range(top, last + 1)
    )
    filled = sum(bool(column.is_filled.any()) for column in named.columns)
    more = [
        f"{left:,} more {what}{'s' if left > 1 else ''}"
        for left, what in ((named.rows - last, "row"), (filled - len(shown), "column"))
        if left > 0
    ]
    return SheetView(
        title=f"Sheet “{named.table.sheet}”" if named.table.sheet else named.table.file,
        head=tuple((letter(at), _role(table.columns.get(at), titles)) for at in shown),
        rows=rows,
        left_out=f"And {' and '.join(more)}." if more else "",
    )


def _columns_shown(named: NamedSheet, table: TableMapping) -> list[int]:
    """Columns that give something first, those of counts last; a blank one never."""
    filled = [
        at for at, column in enumerate(named.columns, start=1) if bool(column.is_filled.any())
    ]
    keys = [at for at in filled if at in table.key_columns]
    counts = [at for at in filled if at in table.count_columns]
    rest = [at for at in filled if at not in table.columns]
    return sorted([*keys, *counts, *rest][:COLUMNS_SHOWN])


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
class TablePanel:
    """One table of the file: its top, and the fields of its questions in groups.

    `columns` say what its columns and headings give; `more` is what is rarely changed. A table
    that is not read has its first field alone.
    """

    title: str
    sheet: SheetView
    read: tuple[Any, ...]
    columns: tuple[Any, ...]
    whole: tuple[Any, ...]
    more: tuple[Any, ...]
    is_read: bool
    is_open: bool
    has_errors: bool


WHOLE = ("fixed-", "sheet-name", "title-")
MORE = ("headings", "figures", "title", "title-gives", "fill-down", "every-sheet", "sheet-name")


def table_panels(understood: Understood, form: MappingForm) -> tuple[TablePanel, ...]:
    """The tables of the file in order, each with its fields."""
    found = understood.found
    by_name = {named.name: named for named in understood.sheets}
    panels = []
    for number, offered in enumerate(found.tables, start=1):
        fields = {
            form.questions[field.name].id.partition("/")[2]: field
            for field in form.of(f"table-{number}")
        }
        more = {what: field for what, field in fields.items() if what in MORE}
        whole = {what: field for what, field in fields.items() if what.startswith(WHOLE)}
        of_columns = {
            what: field
            for what, field in fields.items()
            if what.startswith(("column", "heading-", "rows-are"))
        }
        rest = {what: field for what, field in whole.items() if what not in more}
        panels.append(
            TablePanel(
                title=f"Table {number}" if len(found.tables) > 1 else "The table",
                sheet=sheet_view(by_name[offered.table.sheet], offered.table, found.kinds),
                read=tuple(field for what, field in fields.items() if what == "read"),
                columns=tuple(of_columns.values()),
                whole=tuple(rest.values()),
                more=tuple(more.values()),
                is_read=offered.is_read,
                is_open=any(
                    _is_open(field, form) for field in [*of_columns.values(), *rest.values()]
                ),
                has_errors=any(_is_open(field, form) for field in more.values()),
            )
        )
    return tuple(panels)


def _is_open(field: Any, form: MappingForm) -> bool:
    return form.questions[field.name].is_open


@dataclass(frozen=True)
class ResultView:
    """What a mapping gives: some counts with what they are of, totals, and the check report.

    `left_out`, `added` and `unread` are sentences.
    """

    head: tuple[str, ...]
    rows: tuple[TableRow, ...]
    more: str
    total: str
    report: ReportPanel
    totals: tuple[TableRow, ...]
    areas: tuple[TableRow, ...]
    added: tuple[str, ...]
    left_out: tuple[str, ...]
    unread: tuple[str, ...]


def result_view(mapped: Mapped, kinds: Kinds, *, today: date) -> ResultView:
    fields = [
        dimension.field
        for dimension in kinds.dataset.dimensions
        if mapped.lines and dimension.field in mapped.lines[0].texts
    ]
    titles = [
        dimension.title for dimension in kinds.dataset.dimensions if dimension.field in fields
    ]
    rows = tuple(_line(line, fields, kinds, today) for line in mapped.lines[:LINES_SHOWN])
    more = len(mapped.lines) - LINES_SHOWN
    total = sum(part.total or 0 for part in mapped.parts)
    waiting = f"; {mapped.open_counts:,} wait for answers" if mapped.open_counts else ""
    return ResultView(
        head=("Period", "Area", *titles, "Count"),
        rows=rows,
        more=f"And {more:,} more." if more > 0 else "",
        total=f"{len(mapped.lines):,} figures read{waiting}; total {total:,}"
        if mapped.lines
        else "",
        report=report_panel(mapped.reading.report),
        totals=tuple(_totals(mapped)),
        areas=tuple(_areas(mapped, kinds)),
        added=tuple(added_sentences(mapped, kinds, today=today)),
        left_out=tuple(left_out_sentences(mapped.left_out)),
        unread=mapped.unread,
    )


def added_sentences(mapped: Mapped, kinds: Kinds, *, today: date) -> Iterator[str]:
    """What was added up, with a few examples that can be checked in the file."""
    added = mapped.added_up
    if not added.figures:
        return
    figures = words.count_of(added.figures, "figure")
    are = "is" if added.figures == 1 else "are"
    yield f"{figures} {are} added up from {added.counts:,} counts."
    for each in added.shown[:3]:
        parts = " + ".join(part or "blank" for part in each.parts)
        more = " + …" if each.rows > len(each.parts) else ""
        row = _line(each.line, [*kinds.source.categories], kinds, today)
        called = ", ".join(filter(None, (row.cells[0], row.label, *row.cells[1:-1])))
        yield f"{called}: {parts}{more} = {each.line.count or 'not supplied'}"


def left_out_sentences(left_out: Sequence[LeftOut]) -> Iterator[str]:
    """The counts that are left out, by the name that they have."""
    for left in left_out[:NAMES_SHOWN]:
        yield f"{left.text}: {words.count_of(left.counts, 'count')}, total {left.total:,}"
    if len(left_out) > NAMES_SHOWN:
        rest = left_out[NAMES_SHOWN:]
        counts = sum(left.counts for left in rest)
        yield (
            f"{words.count_of(len(rest), 'more name')}: {words.count_of(counts, 'count')}, total"
            f" {sum(left.total for left in rest):,}"
        )


def _line(line: Line, fields: Sequence[str], kinds: Kinds, today: date) -> TableRow:
    month = period_text(line.texts, today=today)
    period = period_of(month, today=today)
    if isinstance(period, Wrong):
        period = period_of(month, today=today, is_day=True)
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
            yield TableRow(label[:1].upper() + label[1:], (_counted(rows),))
    for short in mapped.short:
        if not (short.is_whole or short.is_counted):
            days = f"incomplete: {short.days} of {short.month.last_day.day} days"
            yield TableRow(short.month.label, (days,))


def _areas(mapped: Mapped, kinds: Kinds) -> Iterable[TableRow]:
    """The total of each area, by name."""
    named = {pk: name for pk, (_, name) in {**kinds.place.wards, **kinds.place.localities}.items()}
    for part in mapped.parts:
        if part.partnership_id != kinds.place.partnership_id:
            continue
        grouped: Any = part.rows.groupby("area", sort=False)
        rows = [
            TableRow(named.get(area, kinds.place.name), (_counted(of),)) for area, of in grouped
        ]
        yield from sorted(rows, key=lambda row: str(row.label))[:AREAS_SHOWN]


def _counted(rows: Any) -> str:
    gaps = int(rows["gap"].isin([Gap.HIDDEN.value]).sum())
    if not len(rows["count"].dropna()) and not gaps:
        return "not supplied"
    hidden = f" and {gaps} hidden" if gaps else ""
    return f"{int(rows['count'].sum()):,}{hidden}"


# --- In the history --------------------------------------------------------------------------
@dataclass(frozen=True)
class MappingLine:
    """How a return that no layout recognised is read, or that nobody has mapped it yet."""

    sentence: str
    link: str
    may_change: bool
    rows: tuple[Row, ...] = ()


def mapping_line(of_return: Return) -> MappingLine | None:
    """None for a return that was recognised, or was typed in; one query for the others."""
    if of_return.layout not in {"", MAPPED} or of_return.supplied_how == Return.How.TYPED:
        return None
    if not of_return.layout:
        return MappingLine(NOT_MAPPED, "Say how to read it", may_change=True)
    mapped = MappedReturn.objects.select_related("saved__made_by").get(of_return=of_return)
    is_open = all(part.state == Part.State.CHECKED for part in of_return.parts.all())
    mapping = SheetMapping.from_json(mapped.description)
    return MappingLine(
        sentence=_made_by(mapped),
        link="See or change how it was read",
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
    yield from _chosen(mapping)


def _chosen(mapping: SheetMapping) -> Iterator[Row]:
    """What names, missing days and signs were said to mean."""
    for names in mapping.names.values():
        for text, chosen in names.items():
            yield Row(f"“{text}”", chosen)
    if mapping.other_days_none:
        yield Row("Days that are missing", "Nothing happened on them")
    for text, sign in mapping.signs.items():
        yield Row(f"“{text}” in place of a count", sign.name.replace("_", " ").lower())
