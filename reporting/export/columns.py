"""Shares out the columns of a table that is too wide for a page; knows descriptions alone.

Lengths are points.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from math import ceil

from reporting.content.description import Entry, Table
from reporting.rendering.text_metrics import width_of

_SAFE = 0.97
_CELL_SIDE = 7.2  # the room at each side of a cell's words
# A longer word, such as a file's name, is broken rather than given a column of its own.
_LONGEST_WORD = 170


def entry_text(entry: Entry) -> str:
    return entry if isinstance(entry, str) else entry.text


def by_columns(table: Table, width: float, size: float) -> tuple[Table, ...]:
    """The table in as many parts as its columns ask for, as evenly as they can be shared out."""
    if _column_widths(table, width, size):
        return (table,)
    groups: list[list[int]] = []
    for index in range(1, len(table.columns)):
        joined = [*groups[-1], index] if groups else [index]
        if groups and _column_widths(_columns(table, joined), width, size):
            groups[-1] = joined
        else:
            groups.append([index])
    return tuple(_columns(table, group) for group in _evened(table, groups, width, size))


def _columns(table: Table, indexes: Sequence[int]) -> Table:
    """The first column, which heads the rows, and those of `indexes`."""
    positions = (0, *indexes)
    return replace(
        table,
        columns=tuple(table.columns[index] for index in positions),
        rows=tuple(
            replace(row, entries=tuple(row.entries[index] for index in positions))
            for row in table.rows
        ),
    )


def _evened(
    table: Table, groups: Sequence[Sequence[int]], width: float, size: float
) -> list[list[int]]:
    """As many groups of nearly one size, where these fit as well."""
    indexes = [index for group in groups for index in group]
    most = ceil(len(indexes) / max(len(groups), 1))
    even = [indexes[start : start + most] for start in range(0, len(indexes), most)]
    if all(_column_widths(_columns(table, group), width, size) for group in even):
        return even
    return [list(group) for group in groups]


def _column_widths(table: Table, width: float, size: float) -> tuple[float, ...]:
    """Widths that add up to `width`, or none where numbers would have to be broken.

    Numbers stay on one line; headings and words give way and wrap.
    """
    least, natural = [], []
    for index, column in enumerate(table.columns):
        texts = [(entry_text(row.entries[index]), row.is_total) for row in table.rows]
        whole = max((_cell_width(text, size, is_bold=bold) for text, bold in texts), default=0)
        words = max((_longest_word(text, size) for text, _ in texts), default=0)
        head = _longest_word(column.title, size)
        least.append(max(head, whole if column.is_number else words))
        natural.append(max(whole, _cell_width(column.title, size, is_bold=True), least[-1]))
    if sum(least) > width:
        return ()
    if sum(natural) <= width:
        return tuple(wanted + (width - sum(natural)) / len(natural) for wanted in natural)
    share = (width - sum(least)) / (sum(natural) - sum(least))
    return tuple(low + share * (wanted - low) for low, wanted in zip(least, natural, strict=True))


def _cell_width(text: str, size: float, *, is_bold: bool) -> float:
    return width_of(text, size, is_bold=is_bold) / _SAFE + 2 * _CELL_SIDE


def _longest_word(text: str, size: float) -> float:
    words = text.split() or [""]
    return min(max(_cell_width(word, size, is_bold=True) for word in words), _LONGEST_WORD)
