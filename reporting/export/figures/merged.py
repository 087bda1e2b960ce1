"""Tables that say what another says already, laid together: no figure stands on two sheets."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from reporting.content.description import Cell, Entry, Row, Table
from reporting.export.sheet_names import Naming

# A mark or a remark behind the name that heads a row: "Middlesbrough (here)".
_REMARK = re.compile(r"\s[*(].*$")
_FEWEST_ALIKE = 2


@dataclass(frozen=True)
class Held:
    """A table with what names its sheet."""

    naming: Naming
    table: Table


def merged(found: Sequence[Held]) -> tuple[Held, ...]:
    """Each table once, with all places where it stands; rows that the other lacks are added."""
    kept: list[Held] = []
    for one in found:
        for at, other in enumerate(kept):
            columns = _told_by(one, other)
            if columns is not None:
                kept[at] = _with(other, one, columns)
                break
        else:
            kept = _without_told(kept, one)
    return tuple(kept)


def _without_told(kept: Sequence[Held], one: Held) -> list[Held]:
    """With the new one, that has taken the places of those it tells."""
    rest: list[Held] = []
    for other in kept:
        columns = _told_by(other, one)
        if columns is None or not _heads(other) <= _heads(one):
            rest.append(other)
        else:
            one = _with(one, other, columns)
    return [*rest, one]


def _with(one: Held, other: Held, columns: Sequence[int]) -> Held:
    """With the places of the other, its notes, and its rows that are not there."""
    where = tuple(dict.fromkeys((*one.naming.where, *other.naming.where)))
    more = [row for row in other.table.rows if _head(row) not in _heads(one)]
    rows = tuple(_laid(row, columns, len(one.table.columns)) for row in more)
    notes = tuple(dict.fromkeys((*one.table.notes, *other.table.notes)))
    table = replace(one.table, rows=(*one.table.rows, *rows), notes=notes)
    return Held(replace(one.naming, where=where), table)


def _laid(row: Row, columns: Sequence[int], width: int) -> Row:
    """A row of another table under the columns of this one."""
    entries: list[Entry] = [""] * width
    entries[0] = row.entries[0]
    for at, entry in zip(columns, row.entries[1:], strict=True):
        entries[at] = entry
    return Row(tuple(entries), row.is_total)


def _told_by(one: Held, other: Held) -> tuple[int, ...] | None:
    """As `_columns_in`; two tables of the report stay apart, as they are read there."""
    if not one.naming.ending and not other.naming.ending:
        return None
    return _columns_in(one.table, other.table)


def _columns_in(one: Table, other: Table) -> tuple[int, ...] | None:
    """For each column of the one that of the other with the same entries; None without.

    Rows are told by their heads. More than half of them stand in both.
    """
    by_head: dict[str, list[Row]] = defaultdict(list)
    for row in other.rows:
        by_head[_head(row)].append(row)
    both = [(row, found) for row in one.rows if (found := by_head.get(_head(row)))]
    if len(both) < _FEWEST_ALIKE or len(both) * 2 <= len(one.rows) or len(one.columns) < 2:
        return None
    columns: list[int] = []
    for at in range(1, len(one.columns)):
        alike = (
            place
            for place in range(1, len(other.columns))
            if place not in columns and all(_says(row, at, found, place) for row, found in both)
        )
        place = next(alike, None)
        if place is None:
            return None
        columns.append(place)
    return tuple(columns)


def _says(row: Row, at: int, found: Sequence[Row], place: int) -> bool:
    """Whether the rows of one head say together what stands in the row."""
    entry = row.entries[at]
    if isinstance(entry, Cell):
        return any(_number(entry) == _number(one.entries[place]) for one in found)
    told = [_text(one.entries[place]) for one in found]
    words = _text(entry)
    return words in told or all(_is_told(part, told) for part in words.split("; "))


def _is_told(part: str, told: Sequence[str]) -> bool:
    """Whether one of several, or what it leads to ("counted apart: …"), begins a text."""
    last = part.rpartition(": ")[2]
    return part in told or any(last and text.startswith(last) for text in told)


def _number(entry: Entry) -> object:
    """What a number is, and whether it is made up."""
    return (entry.value, entry.is_illustrative) if isinstance(entry, Cell) else None


def _heads(one: Held) -> set[str]:
    return {_head(row) for row in one.table.rows}


def _head(row: Row) -> str:
    return _REMARK.sub("", _text(row.entries[0]))


def _text(entry: Entry) -> str:
    return entry if isinstance(entry, str) else entry.text
