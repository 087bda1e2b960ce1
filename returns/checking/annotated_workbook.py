"""The officer's own file back, as a workbook with the wrong cells marked; knows no layout."""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import BinaryIO

from returns.catalogue.findings import Finding, Unreadable
from returns.catalogue.headings import plain
from returns.catalogue.limits import LIMITS, Limits
from returns.files.opening import open_tables
from returns.files.raw_tables import RawTable
from returns.files.workbook_writer import SheetOfText, workbook

# Beyond this a sheet is shown only in the rows that findings speak of.
MOST_ROWS = 50_000
MESSAGES = "What to put right"
LISTED = ("Severity", "File", "Sheet", "Row", "Column", "Value", "What is wrong", "What to do")


def marked_workbook(
    file: BinaryIO, findings: Sequence[Finding], *, name: str = "", limits: Limits = LIMITS
) -> bytes:
    """XLSX: a list of all findings, then each table that one of them speaks of.

    Wrong cells are coloured and carry the message as a comment; a last column repeats it for
    those who cannot see either. A file that cannot be opened gives the list alone. `name` is
    what the file was read under; without it, what the findings call it.
    """
    name = name or next((finding.file for finding in findings if finding.file), "the file")
    sheets = [_list_of(findings)]
    located = defaultdict(list)
    for finding in findings:
        if finding.row is not None:
            located[finding.file, finding.sheet].append(finding)
    if located:
        try:
            opened = open_tables(file, name=name, limits=limits)
            sheets += [
                _marked(table, wrong)
                for table in opened.tables
                if (wrong := located.get((table.file, table.sheet)))
            ]
        except Unreadable:
            # The list says why.
            sheets = sheets[:1]
    return workbook(sheets, title=f"What to put right in {name}")


def _list_of(findings: Iterable[Finding]) -> SheetOfText:
    rows = [_line(finding) for finding in findings]
    return SheetOfText("Findings", [list(LISTED), *rows])


def _line(finding: Finding) -> list[str]:
    return [
        finding.severity.value,
        finding.file,
        finding.sheet,
        str(finding.row or ""),
        finding.column,
        finding.value,
        finding.message,
        finding.todo,
    ]


def _marked(table: RawTable, findings: Sequence[Finding]) -> SheetOfText:
    rows = _rows(table, {finding.row for finding in findings if finding.row})
    heading_row = _heading_row(rows, findings)
    width = max(map(len, rows.values()), default=0)
    numbers = {number: at for at, number in enumerate(rows)}
    marks: dict[tuple[int, int], str] = {}
    words: dict[int, list[str]] = defaultdict(list)
    for finding in findings:
        if finding.row not in numbers:
            continue
        at = numbers[finding.row]
        words[at].append(f"{finding.message} {finding.todo}".strip())
        column = _position(rows.get(heading_row, []), finding.column)
        marks[at, column] = " ".join([*filter(None, [marks.get((at, column))]), words[at][-1]])
    shown = [
        [*row, *[""] * (width - len(row)), MESSAGES if number == heading_row else ""]
        for number, row in rows.items()
    ]
    for at, messages in words.items():
        shown[at][width] = "; ".join(messages)
    return SheetOfText(
        table.sheet or table.file.rpartition("/")[2],
        shown,
        heading_row=numbers.get(heading_row),
        marks=marks,
    )


def _rows(table: RawTable, wanted: set[int]) -> dict[int, list[str]]:
    """The rows by their number in the file; of a long table the top and those wanted."""
    rows = csv.reader(io.StringIO(table.text(), newline=""), delimiter=table.delimiter)
    numbered = dict(enumerate(rows, start=1))
    if len(numbered) <= MOST_ROWS:
        return numbered
    top = len(table.top)
    return {number: row for number, row in numbered.items() if number <= top or number in wanted}


def _heading_row(rows: dict[int, list[str]], findings: Sequence[Finding]) -> int:
    """The row that has the headings which the findings name."""
    named = {plain(finding.column) for finding in findings if finding.column}
    first = min(rows, default=1)
    if not named:
        return first
    return max(rows, key=lambda number: (len(named & set(map(plain, rows[number]))), -number))


def _position(headings: Sequence[str], column: str) -> int:
    """The column of that heading; the first where a finding speaks of the row."""
    return next((at for at, text in enumerate(headings) if plain(text) == plain(column)), 0)
