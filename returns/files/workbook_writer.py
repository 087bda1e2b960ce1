"""The one module of this layer that writes XLSX: cells given as text are written as text."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

# A workbook says when it was made; without a fixed moment the same content gives other bytes.
MADE = datetime(2020, 1, 1)  # noqa: DTZ001 - XlsxWriter takes times without a zone
OPTIONS = {
    "in_memory": True,
    # A cell that begins with "=" is somebody's text and not ours to run.
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}
NARROWEST, WIDEST = 10, 60
LONGEST_NAME = 31
# Paper as XLSX numbers it, and the rows that can be read when they stand on one page of it.
A4 = 9
MOST_ROWS_OF_A_PAGE = 60
FORBIDDEN_IN_NAMES = str.maketrans("[]:*?/\\'", "--------")
WRONG = {"bg_color": "#FFDD00", "border": 2, "border_color": "#D4351C"}
HEADING = {"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"}
PROSE = {"text_wrap": True, "valign": "top"}


@dataclass(frozen=True)
class WholeNumbers:
    """Only whole numbers should be typed in these rows (from 0) of the column."""

    column: int
    first: int
    last: int


@dataclass(frozen=True)
class OneOf:
    """Only what stands in a column of the sheet of lists should be typed here."""

    column: int
    first: int
    last: int
    lists: str
    list_column: int
    list_length: int


@dataclass(frozen=True)
class SheetOfText:
    """Rows of text under `heading_row` (from 0; None for a sheet without headings).

    Printed, it is as wide as A4, and one page where its rows can still be read so.
    `marks` are the cells (row and column from 0) to colour, with the words of their comment;
    `filling` are the rules for what is typed.
    """

    name: str
    rows: Sequence[Sequence[str]]
    heading_row: int | None = 0
    wide: bool = False
    marks: Mapping[tuple[int, int], str] = field(default_factory=dict)
    filling: Sequence[WholeNumbers | OneOf] = ()


def workbook(sheets: Sequence[SheetOfText], *, title: str) -> bytes:
    """The sheets in order as XLSX; the same sheets give the same bytes."""
    import xlsxwriter

    output = io.BytesIO()
    book = xlsxwriter.Workbook(output, OPTIONS)
    book.set_properties({"title": title, "created": MADE})
    formats = {
        "heading": book.add_format(HEADING),
        "wrong": book.add_format(WRONG),
        "prose": book.add_format(PROSE),
    }
    names: set[str] = set()
    for sheet in sheets:
        _write(book.add_worksheet(_free_name(sheet.name, names)), sheet, formats)
    book.close()
    return output.getvalue()


def _free_name(name: str, names: set[str]) -> str:
    """A name that Excel takes and that no sheet before has, whatever the case."""
    plain = name.translate(FORBIDDEN_IN_NAMES)[:LONGEST_NAME] or "Sheet"
    free, number = plain, 2
    while free.casefold() in names:
        free = f"{plain[: LONGEST_NAME - 4]} ({number})"
        number += 1
    names.add(free.casefold())
    return free


def _write(worksheet: Any, sheet: SheetOfText, formats: Mapping[str, Any]) -> None:
    for at, row in enumerate(sheet.rows):
        for column, text in enumerate(row):
            look = formats.get(_look(sheet, at, column))
            if text:
                worksheet.write_string(at, column, text, look)
            elif (at, column) in sheet.marks:
                worksheet.write_blank(at, column, None, look)
    for (at, column), words in sheet.marks.items():
        worksheet.write_comment(at, column, words, {"x_scale": 2})
    worksheet.set_paper(A4)
    worksheet.fit_to_pages(1, 1 if len(sheet.rows) <= MOST_ROWS_OF_A_PAGE else 0)
    if sheet.heading_row is not None:
        worksheet.freeze_panes(sheet.heading_row + 1, 0)
        worksheet.repeat_rows(sheet.heading_row)
    for column, width in enumerate(_widths(sheet)):
        worksheet.set_column(column, column, width)
    for rule in sheet.filling:
        _add_rule(worksheet, rule)


def _look(sheet: SheetOfText, row: int, column: int) -> str:
    if (row, column) in sheet.marks:
        return "wrong"
    if row == sheet.heading_row:
        return "heading"
    return "prose" if sheet.wide else ""


def _widths(sheet: SheetOfText) -> list[int]:
    widest: dict[int, int] = {}
    for row in sheet.rows:
        for column, text in enumerate(row):
            widest[column] = max(widest.get(column, 0), len(text))
    most = WIDEST * 2 if sheet.wide else WIDEST
    return [min(max(widest[column] + 2, NARROWEST), most) for column in sorted(widest)]


def _add_rule(worksheet: Any, rule: WholeNumbers | OneOf) -> None:
    where = (rule.first, rule.column, rule.last, rule.column)
    match rule:
        case WholeNumbers():
            worksheet.data_validation(
                *where,
                {
                    "validate": "integer",
                    "criteria": ">=",
                    "value": 0,
                    "ignore_blank": True,
                    "error_title": "Whole numbers only",
                    "error_message": "Type a whole number, 0 for none. Leave the cell blank if "
                    "the number is not known.",
                },
            )
        case OneOf():
            column = chr(ord("A") + rule.list_column)
            source = f"='{rule.lists}'!${column}$2:${column}${rule.list_length + 1}"
            worksheet.data_validation(
                *where,
                {
                    "validate": "list",
                    "source": source,
                    "error_title": "Not in the list",
                    "error_message": "Choose from the list, or see the sheet of lists.",
                },
            )
