"""Tables as an accessible workbook and as CSV; the one module of the layer that knows XlsxWriter.

What stands on which sheet is `reporting.export.sheets`'s business.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from io import BytesIO, StringIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import xlsxwriter

from reporting.content.description import Cell, Entry, Table
from reporting.content.number_formats import NUMBER_FORMATS
from reporting.export.sheet_names import Naming
from reporting.export.sheets import WHAT_IT_IS, Look, Sheet, SheetCell, sheets, what_rows_are

# The moment of writing is left out, so that the same tables give the same bytes.
_MOMENT = datetime(2000, 1, 1)  # noqa: DTZ001 - XlsxWriter takes no zone
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
_CELL_SIZE = 11


def workbook(
    tables: Sequence[Table],
    *,
    title: str,
    about: Sequence[str],
    data: Sheet | None = None,
    names: Sequence[Naming] = (),
) -> bytes:
    """An XLSX: the data if any, contents with the sentences of `about`, and a sheet for each table.

    Numbers are numbers, unrounded; a gap is its shorthand, and a mark stands in the number's
    format. Words are never read as formulas. The data are a table of Excel's, with a filter.
    """
    stream = BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True, "strings_to_formulas": False})
    book.set_properties({"title": title, "created": _MOMENT, "comments": " ".join(about)})
    writer = _Writer(book)
    for sheet in sheets(tables, title=title, about=about, data=data, names=names):
        writer.write(sheet)
    book.close()
    return _with_language(stream.getvalue())


def csv_text(tables: Sequence[Table], *, title: str, about: Sequence[str]) -> str:
    """The tables as CSV one below the other, each under its title, with blank rows between.

    It begins with a byte order mark, for a spreadsheet to know that it is UTF-8. Numbers are
    unrounded and plain; a gap is its shorthand. A column with marked numbers is followed by one
    that holds the marks. Words that a spreadsheet would take for a formula get an apostrophe.
    """
    stream = StringIO()
    writer = csv.writer(stream)
    writer.writerows([_plain(words)] for words in (title, *about))
    for table in tables:
        writer.writerow([])
        writer.writerow([_plain(table.title)])
        writer.writerows(_csv_rows(table))
        explained = (f"{symbol} {meaning}" for symbol, meaning in table.shorthand.items())
        writer.writerows([_plain(words)] for words in (*explained, *table.notes))
    return "\ufeff" + stream.getvalue()


def _csv_rows(table: Table) -> Iterator[list[str]]:
    """The heading and the rows."""
    marked = {
        index
        for row in table.rows
        for index, entry in enumerate(row.entries)
        if isinstance(entry, Cell) and entry.symbols
    }
    head: list[str] = []
    for index, column in enumerate(table.columns):
        head += [_plain(column.title), *([_plain(f"{column.title}: marks")] * (index in marked))]
    natures = what_rows_are(table)
    yield [*head, *([WHAT_IT_IS] if natures else [])]
    for number, row in enumerate(table.rows):
        values: list[str] = []
        for index, entry in enumerate(row.entries):
            values += [_csv_value(entry), *([_marks(entry)] * (index in marked))]
        yield [*values, *([natures[number]] if natures else [])]


def _csv_value(entry: Entry) -> str:
    if isinstance(entry, Cell):
        return entry.bare_text if entry.number is None else repr(entry.number)
    return _plain(entry if isinstance(entry, str) else entry.text)


def _marks(entry: Entry) -> str:
    return (" ".join(entry.symbols) if isinstance(entry, Cell) else "") or "none"


def _plain(text: str) -> str:
    return f"'{text}" if text.startswith(_FORMULA) else text


# --- XLSX ------------------------------------------------------------------------------------


class _Writer:
    """Writes the sheets of one workbook, whose formats are shared."""

    def __init__(self, book: Any) -> None:
        self.book = book
        base: dict[str, Any] = {"font_name": "Arial", "font_size": _CELL_SIZE, "valign": "top"}
        self.base = base
        looks: dict[Look, dict[str, Any]] = {
            Look.TITLE: {"bold": True, "font_size": 15},
            Look.TEXT: {},
            Look.WRAPPED: {"text_wrap": True},
            Look.HEAD: {"bold": True, "text_wrap": True, "bottom": 1},
            Look.RIGHT_HEAD: {"bold": True, "text_wrap": True, "bottom": 1, "align": "right"},
            Look.LINK: {"font_color": "#12436D", "underline": 1},
            Look.NUMBER: {"align": "right"},
        }
        self.looks = {look: book.add_format(base | how) for look, how in looks.items()}
        self.day = book.add_format(base | {"num_format": "yyyy-mm-dd", "align": "left"})
        self.formats: dict[str, Any] = {}

    def write(self, sheet: Sheet) -> None:
        drawn = self.book.add_worksheet(sheet.name)
        drawn.hide_gridlines(0)
        drawn.set_landscape()
        drawn.set_paper(9)  # A4
        drawn.fit_to_pages(1, 0)
        for column, width in enumerate(sheet.widths):
            drawn.set_column(column, column, width)
        for row, cells in enumerate(sheet.rows):
            for column, cell in enumerate(cells):
                self._cell(drawn, row, column, cell)
        if sheet.is_data:
            self._as_table(drawn, sheet)
        drawn.freeze_panes(sheet.head + 1, 1)
        drawn.repeat_rows(sheet.head)

    def _as_table(self, drawn: Any, sheet: Sheet) -> None:
        """Lay a table of Excel's over the rows, whose headings it writes once more."""
        heads = [
            {"header": str(cell.value), "header_format": self.looks[cell.look]}
            for cell in sheet.rows[sheet.head]
        ]
        if len(sheet.rows) > sheet.head + 1:
            how = {"name": sheet.name, "columns": heads, "style": "Table Style Light 1"}
            drawn.add_table(sheet.head, 0, len(sheet.rows) - 1, len(heads) - 1, how)

    def _cell(self, drawn: Any, row: int, column: int, cell: SheetCell) -> None:
        look = self.looks[cell.look]
        if isinstance(cell.value, str):
            if cell.look is Look.LINK:
                drawn.write_url(row, column, f"internal:'{cell.value}'!A1", look, cell.value)
            else:
                drawn.write_string(row, column, cell.value, look)
        elif isinstance(cell.value, date):
            drawn.write_datetime(row, column, cell.value, self.day)
        else:
            drawn.write_number(row, column, cell.value, self._format(cell.cell))

    def _format(self, cell: Cell | None) -> Any:
        if cell is None:
            return self.looks[Look.NUMBER]
        marks = "".join(f" {symbol}" for symbol in cell.symbols)
        sections = NUMBER_FORMATS[cell.style].split(";")
        number_format = ";".join(
            f'{section}"{marks}"' if marks else section for section in sections
        )
        if number_format not in self.formats:
            look = self.base | {"num_format": number_format, "align": "right"}
            self.formats[number_format] = self.book.add_format(look)
        return self.formats[number_format]


def _with_language(archive: bytes) -> bytes:
    """The same workbook with its language, for which XlsxWriter has no call."""
    stream = BytesIO()
    with ZipFile(BytesIO(archive)) as source, ZipFile(stream, "w", ZIP_DEFLATED) as target:
        for name in source.namelist():
            content = source.read(name)
            if name == "docProps/core.xml":
                language = b"<dc:language>en-GB</dc:language></cp:coreProperties>"
                content = content.replace(b"</cp:coreProperties>", language)
            target.writestr(ZipInfo(name), content, ZIP_DEFLATED)
    return stream.getvalue()
