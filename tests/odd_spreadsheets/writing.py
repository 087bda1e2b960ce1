"""Writes small workbooks as officers make them, cell by cell, in each kind of file."""

from __future__ import annotations

import csv
import io
import subprocess
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any, NamedTuple


class Formula(NamedTuple):
    """A formula, and the value that it had when the file was saved."""

    text: str
    value: float


class Merged(NamedTuple):
    """A text over so many cells to the right, or down."""

    text: str
    across: int = 1
    down: int = 1


class Percent(NamedTuple):
    share: float


Cells = Sequence[Sequence[Any]]


def as_xlsx(
    sheets: dict[str, Cells],
    *,
    hidden_rows: Sequence[int] = (),
    hidden_columns: Sequence[int] = (),
) -> bytes:
    """The sheets as XLSX; hidden rows and columns (from 1) are those of every sheet."""
    import xlsxwriter

    held = io.BytesIO()
    book = xlsxwriter.Workbook(held, {"in_memory": True})
    formats = {
        "date": book.add_format({"num_format": "mmm-yy"}),
        "percent": book.add_format({"num_format": "0%"}),
    }
    for name, rows in sheets.items():
        sheet = book.add_worksheet(name)
        for at, row in enumerate(rows):
            for column, cell in enumerate(row):
                _write_xlsx(sheet, at, column, cell, formats)
        for number in hidden_rows:
            sheet.set_row(number - 1, None, None, {"hidden": True})
        for number in hidden_columns:
            sheet.set_column(number - 1, number - 1, None, None, {"hidden": True})
    book.close()
    return held.getvalue()


def _write_xlsx(sheet: Any, row: int, column: int, cell: Any, formats: dict[str, Any]) -> None:
    match cell:
        case None | "":
            return
        case Formula(text, value):
            sheet.write_formula(row, column, text, None, value)
        case Merged(text, across, down):
            sheet.merge_range(row, column, row + down - 1, column + across - 1, text)
        case Percent(share):
            sheet.write_number(row, column, share, formats["percent"])
        case date():
            moment = datetime(cell.year, cell.month, cell.day)  # noqa: DTZ001 - Excel has no zones
            sheet.write_datetime(row, column, moment, formats["date"])
        case str():
            sheet.write_string(row, column, cell)
        case _:
            sheet.write_number(row, column, cell)


def as_ods(sheets: dict[str, Cells]) -> bytes:
    """The sheets as ODS, with merged cells and texts."""
    from odf.opendocument import OpenDocumentSpreadsheet
    from odf.table import CoveredTableCell, Table, TableCell, TableRow
    from odf.text import P

    book = OpenDocumentSpreadsheet()
    for name, rows in sheets.items():
        table = Table(name=name)
        for row in rows:
            line, covered = TableRow(), 0
            for cell in row:
                if covered:
                    line.addElement(CoveredTableCell())
                    covered -= 1
                elif isinstance(cell, Merged):
                    held = TableCell(valuetype="string", numbercolumnsspanned=cell.across)
                    held.addElement(P(text=cell.text))
                    line.addElement(held)
                    covered = cell.across - 1
                elif isinstance(cell, int | float):
                    held = TableCell(valuetype="float", value=cell)
                    held.addElement(P(text=str(cell)))
                    line.addElement(held)
                elif cell:
                    held = TableCell(valuetype="string")
                    held.addElement(P(text=str(cell)))
                    line.addElement(held)
                else:
                    line.addElement(TableCell())
            table.addElement(line)
        book.spreadsheet.addElement(table)
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


def as_xls(content: bytes, *, soffice: str, folder: Path) -> bytes:
    """An XLSX as an office program saves it in the old format."""
    given = folder / "odd.xlsx"
    given.write_bytes(content)
    profile = f"-env:UserInstallation=file://{folder / 'profile'}"
    subprocess.run(
        [soffice, profile, "--headless", "--convert-to", "xls", "--outdir", str(folder), given],
        check=True,
        capture_output=True,
        timeout=120,
    )
    return (folder / "odd.xls").read_bytes()


def as_csv(rows: Cells, *, delimiter: str = ",", encoding: str = "utf-8") -> bytes:
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter).writerows(
        ["" if cell is None else cell for cell in row] for row in rows
    )
    return text.getvalue().encode(encoding)
