"""Tables without the columns that say nothing, for documents in which somebody reads on."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from reporting.content.description import Cell, Row, Table


def of_known_columns(table: Table, *, resting: Collection[str] = ()) -> Table:
    """The table without its columns of gaps alone; the words beside it say why.

    With such a column go those titled as in `resting`, which rest on it.
    """
    unknown = {at for at in range(len(table.columns)) if _is_unknown(table, at)}
    if not unknown:
        return table
    unknown |= {at for at, column in enumerate(table.columns) if column.title in resting}
    known = [at for at in range(len(table.columns)) if at not in unknown]
    return replace(
        table,
        columns=tuple(table.columns[at] for at in known),
        rows=tuple(
            Row(tuple(row.entries[at] for at in known), is_total=row.is_total) for row in table.rows
        ),
    )


def _is_unknown(table: Table, at: int) -> bool:
    cells = [row.entries[at] for row in table.rows]
    return bool(cells) and all(isinstance(cell, Cell) and cell.number is None for cell in cells)
