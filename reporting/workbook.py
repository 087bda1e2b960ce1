"""Tables as an accessible workbook and as CSV; the one module of the layer that knows XlsxWriter.

The workbook follows the Government Analysis Function's checklist: contents first, notes on a
sheet of their own, one table a sheet from column A, no merged and no blank cells.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from datetime import datetime
from io import BytesIO, StringIO
from typing import Any

import xlsxwriter

from reporting.description import Cell, Entry, Table
from reporting.lettering import width_of
from reporting.number_formats import NUMBER_FORMATS

# The moment of writing is left out, so that the same tables give the same bytes.
_MOMENT = datetime(2000, 1, 1)  # noqa: DTZ001 - XlsxWriter takes no zone
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
_CELL_SIZE = 11
_NARROWEST, _WIDEST = 10, 60  # of a column, in letters


def workbook(tables: Sequence[Table], *, title: str, about: Sequence[str]) -> bytes:
    """An XLSX: contents with the sentences of `about`, notes, and a sheet for each table.

    Numbers are numbers, unrounded; a gap is its shorthand, and a mark stands in the number's
    format. Words are never read as formulas.
    """
    stream = BytesIO()
    # Without constant_memory: the sheets are small, and columns are measured first.
    book = xlsxwriter.Workbook(stream, {"in_memory": True, "strings_to_formulas": False})
    book.set_properties({"title": title, "created": _MOMENT, "comments": " ".join(about)})
    _Writer(book).write(tables, title, about)
    book.close()
    return stream.getvalue()


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
        if isinstance(entry, Cell) and entry.marks
    }
    head: list[str] = []
    for index, column in enumerate(table.columns):
        head += [_plain(column.title), *([_plain(f"{column.title}: marks")] * (index in marked))]
    yield head
    for row in table.rows:
        values: list[str] = []
        for index, entry in enumerate(row.entries):
            values += [_csv_value(entry), *([_marks(entry)] * (index in marked))]
        yield values


def _csv_value(entry: Entry) -> str:
    if isinstance(entry, Cell):
        return entry.bare_text if entry.number is None else repr(entry.number)
    return _plain(entry if isinstance(entry, str) else entry.text)


def _marks(entry: Entry) -> str:
    if not isinstance(entry, Cell) or not entry.marks:
        return "none"
    return " ".join(sorted(mark.shorthand for mark in entry.marks))


def _plain(text: str) -> str:
    return f"'{text}" if text.startswith(_FORMULA) else text


class _Writer:
    """Writes the sheets of one workbook, whose formats are shared."""

    def __init__(self, book: Any) -> None:
        self.book = book
        base = {"font_name": "Arial", "font_size": _CELL_SIZE, "valign": "top"}
        self.base = base
        self.title = book.add_format(base | {"bold": True, "font_size": 15})
        self.text = book.add_format(base)
        self.wrapped = book.add_format(base | {"text_wrap": True})
        self.head = book.add_format(base | {"bold": True, "text_wrap": True, "bottom": 1})
        self.right_head = book.add_format(
            base | {"bold": True, "text_wrap": True, "bottom": 1, "align": "right"}
        )
        self.right = book.add_format(base | {"align": "right"})
        self.link = book.add_format(base | {"font_color": "#12436D", "underline": 1})
        self.formats: dict[str, Any] = {}

    def write(self, tables: Sequence[Table], title: str, about: Sequence[str]) -> None:
        names = [f"Table_{number}" for number in range(1, len(tables) + 1)]
        notes = [(name, note) for name, table in zip(names, tables, strict=True)
                 for note in table.notes]  # fmt: skip
        self._contents(tables, names, title, about, has_notes=bool(notes))
        if notes:
            self._notes(notes)
        for name, table in zip(names, tables, strict=True):
            self._table(name, table)

    def _contents(
        self,
        tables: Sequence[Table],
        names: Sequence[str],
        title: str,
        about: Sequence[str],
        *,
        has_notes: bool,
    ) -> None:
        sheet = self._sheet("Contents", [14, 90])
        sheet.write_string(0, 0, title, self.title)
        for row, sentence in enumerate(about, 1):
            sheet.write_string(row, 0, sentence, self.text)
        row = len(about) + 1
        sheet.write_string(row, 0, "Sheet", self.head)
        sheet.write_string(row, 1, "What it holds", self.head)
        listed = [("Notes", "Notes on the tables")] if has_notes else []
        listed += [(name, table.title) for name, table in zip(names, tables, strict=True)]
        for number, (name, words) in enumerate(listed, row + 1):
            sheet.write_url(number, 0, f"internal:'{name}'!A1", self.link, name)
            sheet.write_string(number, 1, words, self.wrapped)

    def _notes(self, notes: Sequence[tuple[str, str]]) -> None:
        sheet = self._sheet("Notes", [14, 14, 90])
        sheet.write_string(0, 0, "Notes", self.title)
        sheet.write_string(1, 0, "This sheet contains one table.", self.text)
        for column, words in enumerate(("Note", "Sheet", "What it says")):
            sheet.write_string(2, column, words, self.head)
        for number, (name, note) in enumerate(notes, 1):
            sheet.write_string(number + 2, 0, f"[note {number}]", self.text)
            sheet.write_string(number + 2, 1, name, self.text)
            sheet.write_string(number + 2, 2, note, self.wrapped)

    def _table(self, name: str, table: Table) -> None:
        sheet = self._sheet(name, [_letters(table, index) for index in range(len(table.columns))])
        lines = ["This sheet contains one table."]
        if table.notes:
            lines.append("Notes are on the sheet “Notes”.")
        lines += [f"{symbol} {meaning}." for symbol, meaning in table.shorthand.items()]
        sheet.write_string(0, 0, table.title, self.title)
        for row, line in enumerate(lines, 1):
            sheet.write_string(row, 0, line, self.text)
        head = len(lines) + 1
        for index, column in enumerate(table.columns):
            look = self.right_head if column.is_number else self.head
            sheet.write_string(head, index, column.title, look)
        for number, row_of_entries in enumerate(table.rows, head + 1):
            for index, entry in enumerate(row_of_entries.entries):
                self._entry(sheet, number, index, entry)
        sheet.freeze_panes(head + 1, 1)
        sheet.repeat_rows(head)

    def _entry(self, sheet: Any, row: int, column: int, entry: Entry) -> None:
        if isinstance(entry, Cell) and entry.number is not None:
            sheet.write_number(row, column, entry.number, self._format(entry))
        elif isinstance(entry, Cell):
            sheet.write_string(row, column, entry.text, self.right)
        else:
            words = entry if isinstance(entry, str) else entry.text
            # The checklist allows no blank cell; what has no words has none to give.
            sheet.write_string(row, column, words or "[z]", self.text)

    def _format(self, cell: Cell) -> Any:
        marks = "".join(f" {mark.shorthand}" for mark in sorted(cell.marks, key=str))
        sections = NUMBER_FORMATS[cell.style].split(";")
        number_format = ";".join(f'{one}"{marks}"' if marks else one for one in sections)
        if number_format not in self.formats:
            look = self.base | {"num_format": number_format, "align": "right"}
            self.formats[number_format] = self.book.add_format(look)
        return self.formats[number_format]

    def _sheet(self, name: str, widths: Sequence[float]) -> Any:
        sheet = self.book.add_worksheet(name)
        sheet.hide_gridlines(0)
        sheet.set_landscape()
        sheet.set_paper(9)  # A4
        sheet.fit_to_pages(1, 0)
        for column, width in enumerate(widths):
            sheet.set_column(column, column, width)
        return sheet


def _letters(table: Table, index: int) -> float:
    """How wide a column is, in letters of the workbook's font: as its widest entry."""
    entries = [row.entries[index] for row in table.rows]
    texts = [entry if isinstance(entry, str) else entry.text for entry in entries]
    widest = max((width_of(text, 1, is_bold=True) / 0.556 for text in texts), default=0)
    longest_word = max(len(word) for word in (table.columns[index].title or "-").split())
    return min(max(widest, longest_word, _NARROWEST) + 2, _WIDEST)
