"""Templates that officers download and fill in: a layout with its areas, months and categories."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import product

from measures.periods import Month, Period
from partnership.kinds import Level
from partnership.models import Partnership
from returns.catalogue.declarations import (
    NOT_STATED,
    Category,
    Column,
    Dataset,
    Fills,
    Layout,
    Source,
)
from returns.catalogue.definitions import OfSource
from returns.files.csv_writer import csv_of
from returns.files.ods_writer import OdsCell, OdsSheet, ods
from returns.files.workbook_writer import OneOf, SheetOfText, WholeNumbers, workbook
from returns.models.definitions import agreed
from returns.reading.recognise import ACROSS


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


class Shape(StrEnum):
    """How a template stands on its sheet."""

    LONG = "long"
    ACROSS = "across"


LISTS = "Lists"
NOTES = "Notes"


@dataclass(frozen=True)
class NamedArea:
    """A ward or a locality, as a line of a template names it."""

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
    shape: Shape | str = Shape.LONG,
) -> bytes:
    """The layout filled in with today's wards or localities; the counts are blank."""
    from partnership.places.geography import geography

    places = geography(partnership)
    defined = OfSource.among(agreed([partnership.pk], dataset=dataset.slug), dataset, source)
    named = places.localities if layout.area_level is Level.LOCALITY else places.wards
    areas = [NamedArea(area.code, area.name) for area in named]
    return template_for(
        dataset,
        source,
        layout,
        areas=areas,
        months=months,
        kind=kind,
        title=partnership.name,
        defined=defined,
        shape=shape,
    )


def template_for(
    dataset: Dataset,
    source: Source,
    layout: Layout,
    *,
    areas: Sequence[NamedArea],
    months: Sequence[Month],
    kind: Kind | str,
    title: str,
    defined: OfSource | None = None,
    shape: Shape | str = Shape.LONG,
) -> bytes:
    """The same for any areas. A row for each month, area and category, in that order.

    ACROSS has a row for each area and category, and a column for each month. A column of
    categories that may be left out is left blank. `defined` is what the partnership has recorded
    that the source counts, by default nothing.
    """
    defined = defined or OfSource(source, ())
    is_across = Shape(shape) is Shape.ACROSS
    rows = (_rows_across if is_across else _rows)(defined, layout, areas, months)
    match Kind(kind):
        case Kind.CSV:
            return _csv(rows)
        case Kind.ODS:
            return _ods([_named(source, rows), _notes(dataset, source, title, months)])
        case Kind.XLSX:
            return _xlsx(dataset, source, layout, areas, rows, title=title, months=months)


def _rows(
    defined: OfSource, layout: Layout, areas: Sequence[NamedArea], months: Sequence[Month]
) -> list[list[str]]:
    rows = [[column.heading for column in layout.columns]]
    for month, area, categories in product(months, areas, _combinations(defined, layout)):
        if _has_all(defined, categories, [month]):
            cells = {Fills.MONTH: month.code, **_key_cells(defined, layout, area, categories)}
            rows.append([cells.get(column.fills, "") for column in layout.columns])
    return rows


def _rows_across(
    defined: OfSource, layout: Layout, areas: Sequence[NamedArea], months: Sequence[Month]
) -> list[list[str]]:
    columns = [column for column in layout.columns if column.fills not in ACROSS]
    rows = [[*(column.heading for column in columns), *(month.code for month in months)]]
    for area, categories in product(areas, _combinations(defined, layout)):
        if _has_all(defined, categories, months):
            cells = _key_cells(defined, layout, area, categories)
            rows.append(
                [*(cells.get(column.fills, "") for column in columns), *("" for _ in months)]
            )
    return rows


_Categories = Sequence[Category | None]


def _combinations(defined: OfSource, layout: Layout) -> list[_Categories]:
    """Each line of categories: one of each column of the layout."""
    columns = [column for column in layout.columns if not isinstance(column.fills, Fills)]
    return list(product(*(_categories_to_fill(defined.source, column) for column in columns)))


def _has_all(defined: OfSource, categories: _Categories, months: Sequence[Month]) -> bool:
    """Whether each of the categories means something in all of the months."""
    return all(
        defined.has(category.slug, Period(month, 1))
        for category in categories
        if category
        for month in months
    )


def _key_cells(
    defined: OfSource, layout: Layout, area: NamedArea, categories: _Categories
) -> dict[Fills | str, str]:
    """What a line is about."""
    names = [str(column.fills) for column in layout.columns if not isinstance(column.fills, Fills)]
    return {
        Fills.AREA: _area_cell(layout, area),
        Fills.AREA_NAME: area.name,
        Fills.DEFINITION: defined.versions[-1].label if defined.versions else "",
        **{
            name: category.label if category else ""
            for name, category in zip(names, categories, strict=True)
        },
    }


def _categories_to_fill(source: Source, column: Column) -> list[Category | None]:
    """A line for each category, but none for what is not stated."""
    if not column.required:
        return [None]
    return [category for category in source.categories[str(column.fills)] if category != NOT_STATED]


def _area_cell(layout: Layout, area: NamedArea) -> str:
    """A ward's code; a locality's name, whose code is the portal's own."""
    return area.name if layout.area_level is Level.LOCALITY else area.code


def _csv(rows: Sequence[Sequence[str]]) -> bytes:
    # Excel takes a CSV for the machine's own encoding unless it begins with a mark.
    return csv_of(rows).encode("utf-8-sig")


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
        "Write one whole number in each blank cell: 0 where there was none.",
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
    areas: Sequence[NamedArea],
    rows: Sequence[Sequence[str]],
    *,
    title: str,
    months: Sequence[Month],
) -> bytes:
    lists = _lists(source, layout, areas)
    of_months = {month.code for month in months}
    filled = {column.heading: column.fills for column in layout.columns}
    rules: list[WholeNumbers | OneOf] = []
    for column, heading in enumerate(rows[0]):
        if heading in of_months or filled[heading] is Fills.COUNT:
            rules.append(WholeNumbers(column, 1, len(rows) - 1))
        elif heading in lists:
            at, length = list(lists).index(heading), len(lists[heading])
            rules.append(OneOf(column, 1, len(rows) - 1, LISTS, at, length))
    sheets = (
        _named(source, rows, filling=rules),
        _notes(dataset, source, title, months),
        SheetOfText(LISTS, _side_by_side(lists)),
    )
    return workbook(sheets, title=f"{source.title}: {title}")


def _lists(source: Source, layout: Layout, areas: Sequence[NamedArea]) -> dict[str, list[str]]:
    """By heading, what may stand in the column."""
    lists = {}
    for column in layout.columns:
        match column.fills:
            case Fills.AREA:
                lists[column.heading] = [_area_cell(layout, area) for area in areas]
            case Fills.AREA_NAME:
                lists[column.heading] = [area.name for area in areas]
            case str(name):
                lists[column.heading] = [category.label for category in source.categories[name]]
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
    return ods(
        OdsSheet(sheet.name, tuple(tuple(map(OdsCell, row)) for row in sheet.rows))
        for sheet in sheets
    )
