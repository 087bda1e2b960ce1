"""Templates that officers download and fill in: a layout with its areas, months and categories."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import product

from measures.periods import Month
from partnership.models import Partnership
from returns.declarations import Dataset, Fills, Layout, Source
from returns.workbooks import OneOf, SheetOfText, WholeNumbers, workbook


class Kind(StrEnum):
    """The value is the end of the file's name."""

    XLSX = "xlsx"
    ODS = "ods"
    CSV = "csv"

    @property
    def content_type(self) -> str:
        return _CONTENT_TYPES[self]


_CONTENT_TYPES = {
    Kind.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    Kind.ODS: "application/vnd.oasis.opendocument.spreadsheet",
    Kind.CSV: "text/csv; charset=utf-8",
}
LISTS = "Lists"
NOTES = "Notes"


@dataclass(frozen=True)
class Ward:
    code: str
    name: str


def template(
    dataset: Dataset,
    source: Source,
    layout: Layout,
    *,
    partnership: Partnership,
    months: Sequence[Month],
    kind: Kind | str,
) -> bytes:
    """The layout filled in with the partnership's wards of today; the counts are blank."""
    from partnership.geography import geography

    wards = [Ward(area.code, area.name) for area in geography(partnership).wards]
    return template_for(
        dataset, source, layout, wards=wards, months=months, kind=kind, title=partnership.name
    )


def template_for(
    dataset: Dataset,
    source: Source,
    layout: Layout,
    *,
    wards: Sequence[Ward],
    months: Sequence[Month],
    kind: Kind | str,
    title: str,
) -> bytes:
    """The same for any wards. A row for each month, ward and category, in that order."""
    rows = _rows(source, layout, wards, months)
    match Kind(kind):
        case Kind.CSV:
            return _csv(rows)
        case Kind.ODS:
            return _ods([_named(source, rows), _notes(dataset, source, title, months)])
        case Kind.XLSX:
            return _xlsx(dataset, source, layout, wards, rows, title=title, months=months)


def _rows(
    source: Source, layout: Layout, wards: Sequence[Ward], months: Sequence[Month]
) -> list[list[str]]:
    names = [column.fills for column in layout.columns if not isinstance(column.fills, Fills)]
    labels = [[category.label for category in source.categories[str(name)]] for name in names]
    rows = [[column.heading for column in layout.columns]]
    for month, ward, categories in product(months, wards, list(product(*labels))):
        cells: dict[Fills | str, str] = {
            Fills.MONTH: month.code,
            Fills.AREA: ward.code,
            Fills.AREA_NAME: ward.name,
            **dict(zip(map(str, names), categories, strict=True)),
        }
        rows.append([cells.get(column.fills, "") for column in layout.columns])
    return rows


def _csv(rows: Sequence[Sequence[str]]) -> bytes:
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    # Excel takes a CSV for the machine's own encoding unless it begins with a mark.
    return text.getvalue().encode("utf-8-sig")


def _named(source: Source, rows: Sequence[Sequence[str]], **more) -> SheetOfText:
    return SheetOfText(source.title, rows, **more)


def _notes(dataset: Dataset, source: Source, title: str, months: Sequence[Month]) -> SheetOfText:
    """How to fill the template in, and what counts as what."""
    first, last = min(months), max(months)
    over = first.label if first == last else f"{first.label} to {last.label}"
    how = (
        f"{source.title}: {title}, {over}",
        "",
        "How to fill it in",
        "Write one whole number in each row of the last column: 0 where there was none.",
        (
            "Leave a cell blank only where the number is not known. A blank shows as not"
            " supplied; it is never taken for zero."
        ),
        "Where a number must not be shown because it is small, write [c].",
        "Do not change the headings. Rows may be sorted, and rows that do not apply deleted.",
        "Do not add names, dates of birth, addresses, postcodes, crime references or notes.",
        "A row that adds up others may be added: write Total instead of the ward or category.",
        "",
        "What counts as what",
        *(f"{measure.title}: {measure.definition}" for measure in _own(dataset, source)),
        "",
        "Good to know",
        *source.caveats,
        *dataset.caveats,
    )
    return SheetOfText(NOTES, [[line] for line in how], heading_row=None, wide=True)


def _own(dataset: Dataset, source: Source):
    return [measure for measure in dataset.measures if source.slug in measure.categories]


# --- XLSX ------------------------------------------------------------------------------------
def _xlsx(
    dataset: Dataset,
    source: Source,
    layout: Layout,
    wards: Sequence[Ward],
    rows: Sequence[Sequence[str]],
    *,
    title: str,
    months: Sequence[Month],
) -> bytes:
    lists = _lists(source, layout, wards)
    rules: list[WholeNumbers | OneOf] = []
    for column, one in enumerate(layout.columns):
        if one.fills is Fills.COUNT:
            rules.append(WholeNumbers(column, 1, len(rows) - 1))
        elif one.heading in lists:
            at, length = list(lists).index(one.heading), len(lists[one.heading])
            rules.append(OneOf(column, 1, len(rows) - 1, LISTS, at, length))
    sheets = (
        _named(source, rows, filling=rules),
        _notes(dataset, source, title, months),
        SheetOfText(LISTS, _side_by_side(lists)),
    )
    return workbook(sheets, title=f"{source.title}: {title}")


def _lists(source: Source, layout: Layout, wards: Sequence[Ward]) -> dict[str, list[str]]:
    """By heading, what may stand in the column."""
    lists = {}
    for column in layout.columns:
        match column.fills:
            case Fills.AREA:
                lists[column.heading] = [ward.code for ward in wards]
            case Fills.AREA_NAME:
                lists[column.heading] = [ward.name for ward in wards]
            case str(name):
                lists[column.heading] = [one.label for one in source.categories[name]]
    return lists


def _side_by_side(lists: dict[str, list[str]]) -> list[list[str]]:
    longest = max(map(len, lists.values()))
    columns = [
        # Not the headings themselves, or this sheet would pass for a return.
        [f"List: {heading}", *values, *[""] * (longest - len(values))]
        for heading, values in lists.items()
    ]
    return [list(row) for row in zip(*columns, strict=True)]


# --- ODS -------------------------------------------------------------------------------------
def _ods(sheets: Sequence[SheetOfText]) -> bytes:
    from odf.opendocument import OpenDocumentSpreadsheet
    from odf.table import Table, TableCell, TableRow
    from odf.text import P

    document = OpenDocumentSpreadsheet()
    for sheet in sheets:
        table = Table(name=sheet.name, check_grammar=False)
        for row in sheet.rows:
            line = TableRow(check_grammar=False)
            for text in row:
                value = {"valuetype": "string"} if text else {}
                cell = TableCell(check_grammar=False, **value)
                if text:
                    cell.addElement(P(text=text, check_grammar=False), check_grammar=False)
                line.addElement(cell, check_grammar=False)
            table.addElement(line, check_grammar=False)
        document.spreadsheet.addElement(table, check_grammar=False)
    held = io.BytesIO()
    document.write(held)
    return held.getvalue()
