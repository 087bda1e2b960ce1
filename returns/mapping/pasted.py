"""A piece of a spreadsheet pasted as text, laid on a table of areas and periods."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from returns.reading.spellings import is_total


@dataclass(frozen=True)
class Pasted:
    """Texts by row and column of the table, from 0; `unknown` are rows that name none of ours."""

    cells: dict[tuple[int, int], str]
    unknown: tuple[str, ...] = ()


def laid_out(text: str, *, columns: int, row_of: Callable[[str], int | None]) -> Pasted:
    """`text` with tabs between cells and a line for each row, laid on a table of `columns`.

    Where the first cell of any line names a row (`row_of` gives its number), every line is put
    where its name says, its last `columns` cells in order; lines of totals and headings are left
    out. Otherwise the lines follow the rows of the table from the first.
    """
    lines = [
        [cell.strip() for cell in line]
        for line in csv.reader(io.StringIO(text, newline=""), delimiter="\t")
    ]
    lines = [line for line in lines if any(line)]
    by_name = [row_of(line[0]) for line in lines]
    if all(row is None for row in by_name):
        return Pasted(
            {
                (row, column): cell
                for row, line in enumerate(lines)
                for column, cell in enumerate(line[:columns])
            }
        )
    cells: dict[tuple[int, int], str] = {}
    unknown: list[str] = []
    for line, row in zip(lines, by_name, strict=True):
        if row is None:
            if not is_total(line[0]) and _has_numbers(line[1:]):
                unknown.append(line[0])
            continue
        cells |= {(row, column): cell for column, cell in enumerate(_last(line[1:], columns))}
    return Pasted(cells, tuple(unknown))


def _last(cells: Sequence[str], columns: int) -> Sequence[str]:
    """A code may stand between the name and the numbers."""
    return cells[max(0, len(cells) - columns) :]


def _has_numbers(cells: Sequence[str]) -> bool:
    return any(cell.replace(",", "").isdecimal() for cell in cells)
