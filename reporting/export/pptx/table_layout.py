"""Sets a table on a slide and shares it out over several; knows descriptions, not PowerPoint.

Lengths are points. Letters stay at 18 points: a table that is too wide for that goes on with
further columns, each time beside the column that heads its rows.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from math import ceil

from reporting.content.description import Entry, Row, Table
from reporting.rendering.text_metrics import width_of, wrapped

LINE = 1.2  # the height of a line of text, of its size
SAFE = 0.97
TABLE_SIZE = 18
# For a table of which not even two columns fit beside one another in larger letters.
_SMALLER = (16, 14, 12)
CELL_SIDE, CELL_TOP = 7.2, 3.6  # PowerPoint's own margins of a cell
# A longer word, such as a file's name, is broken rather than given a column of its own.
_LONGEST_WORD = 170


class TooLong(ValueError):
    """Words that do not fit on any slide, such as a title of more than three lines."""


@dataclass(frozen=True)
class TablePlan:
    """How a table is set: the size of its letters, its column widths and its row heights."""

    size: float
    widths: tuple[float, ...]
    heights: tuple[float, ...]


def table_plan(table: Table, width: float) -> TablePlan:
    """The table's measures in `width`; TooLong where its columns cannot stand there."""
    for size in (TABLE_SIZE, *_SMALLER):
        widths = _column_widths(table, width, size)
        if widths:
            break
    else:
        raise TooLong(f"“{table.title}” has too many columns for a slide")
    head = tuple(column.title for column in table.columns)
    rows = [_row_height(head, widths, size, is_bold=True)]
    for row in table.rows:
        texts = tuple(entry_text(entry) for entry in row.entries)
        rows.append(_row_height(texts, widths, size, is_bold=row.is_total))
    return TablePlan(size, widths, tuple(rows))


def entry_text(entry: Entry) -> str:
    return entry if isinstance(entry, str) else entry.text


def by_columns(table: Table, width: float, size: float = TABLE_SIZE) -> tuple[Table, ...]:
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


def without_tall_rows(table: Table, width: float, height: float) -> Table:
    """The table with each row that is higher than `height` cut into several under one another."""
    plan = table_plan(table, width)
    room = height - plan.heights[0]
    most = max(int((room - 2 * CELL_TOP) / (plan.size * LINE)), 1)
    rows: list[Row] = []
    for row, high in zip(table.rows, plan.heights[1:], strict=True):
        rows += [row] if high <= room else _cut(row, plan, most)
    return replace(table, rows=tuple(rows))


def rows_that_fit(table: Table, width: float, height: float) -> int:
    """How many rows stand under the heading: one at least, if there are any.

    They are shared out evenly, so that no slide is left with a row or two.
    """
    head, *rows = table_plan(table, width).heights
    room = height - head
    most = _within(rows, room)
    slides, start = 0, 0
    while start < len(rows):
        start += max(_within(rows[start:], room), 1)
        slides += 1
    even = sum(rows) / max(slides, 1)
    # A row goes where more than half of it would stand.
    wanted = sum(sum(rows[: end + 1]) - high / 2 < even for end, high in enumerate(rows))
    return min(max(wanted, 1), max(most, 1), len(rows))


def _within(heights: Sequence[float], room: float) -> int:
    number = 0
    for high in heights:
        room -= high
        if room < 0:
            break
        number += 1
    return number


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


def _cut(row: Row, plan: TablePlan, most: int) -> Iterator[Row]:
    """The row in pieces of at most `most` lines, each under the row's head, where that is short."""
    lines = [
        _lines(entry_text(entry), width, plan.size, is_bold=row.is_total or not index)
        for index, (entry, width) in enumerate(zip(row.entries, plan.widths, strict=True))
    ]
    deepest = max(len(line) for line in lines)
    for start in range(0, deepest, most):
        yield replace(
            row,
            entries=tuple(
                entry
                if len(of_entry) <= most and (start == 0 or index == 0)
                else " ".join(of_entry[start : start + most])
                for index, (entry, of_entry) in enumerate(zip(row.entries, lines, strict=True))
            ),
        )


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
    return width_of(text, size, is_bold=is_bold) / SAFE + 2 * CELL_SIDE


def _longest_word(text: str, size: float) -> float:
    words = text.split() or [""]
    return min(max(_cell_width(word, size, is_bold=True) for word in words), _LONGEST_WORD)


def _row_height(
    texts: Sequence[str], widths: Sequence[float], size: float, *, is_bold: bool
) -> float:
    """As high as its highest cell; the first cell of a row is set bold."""
    lines = (
        len(_lines(text, width, size, is_bold=is_bold or not index))
        for index, (text, width) in enumerate(zip(texts, widths, strict=True))
    )
    return max(1, *lines) * size * LINE + 2 * CELL_TOP


def _lines(text: str, width: float, size: float, *, is_bold: bool) -> tuple[str, ...]:
    room = (width - 2 * CELL_SIDE) * SAFE + 0.1
    return wrapped(text, width=room, size=size, is_bold=is_bold, breaks_words=True)
