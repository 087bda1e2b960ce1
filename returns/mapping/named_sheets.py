"""The sheets of an opened file as grids of text, with the names they are mapped by."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import PurePath

from returns.catalogue.findings import Finding
from returns.files.raw_tables import Opened, RawTable
from returns.mapping.sheets import Grid, grid_of, letter
from returns.reading.personal import heading_of_personal_data, looks_personal, personal_finding


@dataclass(frozen=True, eq=False)
class NamedSheet:
    """One sheet or file as text, and the name that it is known by in its workbook."""

    table: RawTable
    grid: Grid
    name: str


def named_sheets(opened: Opened) -> tuple[NamedSheet, ...]:
    """The sheets of an opened file, hidden ones left out. Unreadable where one breaks off."""
    return tuple(
        NamedSheet(table, grid_of(table), table.sheet or PurePath(table.file).stem)
        for table in opened.tables
        if not table.hidden
    )


def personal_data_in_sheet(
    named: NamedSheet, *, first: int | None = None, known: Iterable[int] = (), today: date
) -> Iterator[Finding]:
    """Columns from row `first` on, by default below the headings, that look like people's data."""
    first = first or _below_headings(named)
    width = max((len(row) for row in named.grid), default=0)
    above, below = named.grid[: first - 1], named.grid[first - 1 :]
    for at in range(width):
        values = [row[at] for row in below if at < len(row) and row[at]]
        heads = [row[at] for row in above if at < len(row) and row[at]]
        by_heading = next(
            (what for head in heads if (what := heading_of_personal_data(head, values))), None
        )
        heading = heads[-1] if heads else letter(at + 1)
        if by_heading and at + 1 not in set(known):
            yield personal_finding(named.table, by_heading, heading, "its heading says so")
        elif what := looks_personal(
            [value for value in set(values) if len(value) < 200],
            today=today,
            known=at + 1 in set(known),
            heading=heading,
        ):
            yield personal_finding(named.table, what, heading, "what stands in it looks so")


def _below_headings(named: NamedSheet) -> int:
    """The row after the first with more than one filled cell."""
    for number, row in enumerate(named.grid, start=1):
        if sum(map(bool, row)) > 1:
            return number + 1
    return 1
