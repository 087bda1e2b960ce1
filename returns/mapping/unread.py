"""What of a sheet is not read, in words."""

from __future__ import annotations

from collections.abc import Sequence

from returns.mapping.sheets import Grid, TableMapping, letter


def columns_called(table: TableMapping, grid: Grid, columns: Sequence[int]) -> str:
    """ "column C (“% of town”), column E": the columns by their letters and headings."""
    headings = table.headings_of(grid)
    named = (
        f"column {letter(at)}{f' (“{headings[at]}”)' if at in headings else ''}" for at in columns
    )
    return ", ".join(named)
