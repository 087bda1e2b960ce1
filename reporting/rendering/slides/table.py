"""A described table on slides of the annex: measured columns, two blocks where it is long."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from itertools import pairwise, zip_longest
from math import ceil
from typing import TypeVar

from reporting.content.description import Cell, Entry, Link, Row, Table
from reporting.rendering.slides.blocks import drawn, rows_shared
from reporting.rendering.slides.grid import HEADING, LABEL, SMALL
from reporting.rendering.slides.setting import SAFE, TooFull, height_of
from reporting.rendering.slides.shapes import Align, Box, Drawing, Ink, Paragraph, Run, Text
from reporting.rendering.slides.shapes import Table as Laid
from reporting.rendering.slides.tables.cells import (
    Lane,
    Words,
    across,
    head,
    head_height,
    laid,
    lanes_between,
    least_width,
    line_width,
    needs,
)

_BLOCK_GAP = 34.0
_ABOVE = (4.0, 3.0, 2.0, 1.0)  # over and below the words of a row, less where rows are many
_MOST_ROW = 40.0
_SHORT = 150.0  # what is no wider stands on one line: dates, names of states
_FEW_ROWS = 8
_ROWS_OF_A_BLOCK = 10
_NOTES_ABOVE = 8.0


_Item = TypeVar("_Item")


@dataclass(frozen=True)
class _Set:
    """The cells of a table set in one size, by column as least and as whole widths."""

    heads: tuple[Words, ...]
    rows: tuple[tuple[Words, ...], ...]
    aligns: tuple[Align, ...]
    least: tuple[float, ...]
    whole: tuple[float, ...]


def draw_table(proof: Table, box: Box, numbers: Mapping[str, int]) -> Drawing:
    """The table on one slide, its notes under it. TooFull where it takes more: `table_pages`."""
    notes = _notes(proof)
    notes_height = height_of(notes, box.width) + _NOTES_ABOVE if notes else 0.0
    room = replace(box, height=box.height - notes_height)
    tables = _tables(proof, room)
    foot = max(table.box.bottom for table in tables) + _NOTES_ABOVE
    under = Text(Box(box.left, foot, box.width, notes_height - _NOTES_ABOVE), notes)
    return drawn(box, (under,) if notes else (), tables)


def _tables(proof: Table, room: Box) -> tuple[Laid, ...]:
    """The table in the largest letters; of many rows in those in which all are of one height."""
    if len(proof.rows) <= _FEW_ROWS:
        large = _set(proof, LABEL)
        if across(large.whole) <= room.width:
            return _blocks(large, room)
    plain = _set(proof, HEADING)
    if len(proof.rows) <= _FEW_ROWS:
        return _blocks(plain, room)
    found = []
    for each in (plain, _set(proof, SMALL)):
        with suppress(TooFull):
            found.append(_blocks(each, room))
    even = (tables for tables in found if _are_even(tables))
    return next(even, None) or _blocks(plain, room)


def _are_even(tables: Sequence[Laid]) -> bool:
    """Whether every row but the heads is as high as the others."""
    heights = [height for table in tables for height in table.heights[1:]]
    return max(heights) - min(heights) < _ALIKE


_ALIKE = 0.5


def table_pages(table: Table, box: Box) -> tuple[Table, ...]:
    """The table in parts that each have room in `box`; rows are shared out evenly.

    Columns that are too many for the width go on, behind the first one again. TooFull where a
    single row has no room.
    """
    return tuple(page for part in _parts(table, box) for page in _row_pages(part, box))


def _parts(table: Table, box: Box) -> tuple[Table, ...]:
    """The table by groups of columns that have room side by side."""
    least = _set(table, HEADING).least
    if across(least) <= box.width or len(least) <= 2:
        return (table,)
    groups = 2
    while groups < len(least):
        chunks = _evenly(range(1, len(least)), groups)
        if all(across([least[0], *(least[at] for at in chunk)]) <= box.width for chunk in chunks):
            break
        groups += 1
    return tuple(_columns_of(table, (0, *chunk)) for chunk in _evenly(range(1, len(least)), groups))


def _columns_of(table: Table, at: Sequence[int]) -> Table:
    return replace(
        table,
        columns=tuple(table.columns[each] for each in at),
        rows=tuple(
            replace(row, entries=tuple(row.entries[each] for each in at)) for row in table.rows
        ),
    )


def _row_pages(table: Table, box: Box) -> tuple[Table, ...]:
    if _has_room(table, box):
        return (table,)
    table = replace(table, rows=tuple(part for row in table.rows for part in _cut(table, row, box)))
    for pages in range(1, max(len(table.rows), 1) + 1):
        parts = tuple(replace(table, rows=tuple(rows)) for rows in _evenly(table.rows, pages))
        if all(_has_room(part, box) for part in parts):
            return parts
    raise TooFull("a row of the table has more words than have room.")


def _cut(table: Table, row: Row, box: Box) -> Iterator[Row]:
    """The row, or two under one another where its words have no room on a slide of their own.

    Its longest entry goes on below; numbers and short entries stand in the first.
    """
    words = [entry if isinstance(entry, str) else "" for entry in row.entries]
    longest = max(range(len(words)), key=lambda at: len(words[at]))
    if _has_room(replace(table, rows=(row,)), box) or " " not in words[longest].strip():
        yield row
        return
    text = words[longest]
    at = text.rfind(" ", 0, len(text) // 2 + 1)
    at = at if at > 0 else text.index(" ")
    first, rest = list(row.entries), ["" for _ in words]
    first[longest], rest[longest] = text[:at].rstrip(), text[at:].lstrip()
    yield from _cut(table, replace(row, entries=tuple(first)), box)
    yield from _cut(table, replace(row, entries=tuple(rest)), box)


def _has_room(table: Table, box: Box) -> bool:
    try:
        draw_table(table, box, {})
    except TooFull:
        return False
    return True


def _evenly(those: Sequence[_Item], groups: int) -> tuple[Sequence[_Item], ...]:
    """`those` in order in so many groups, none more than one longer than another."""
    each, over = divmod(len(those), groups)
    ends = [number * each + min(number, over) for number in range(groups + 1)]
    return tuple(those[start:end] for start, end in pairwise(ends))


# --- Setting ----------------------------------------------------------------------------------
def _set(table: Table, size: float) -> _Set:
    has_numbers = any(column.is_number for column in table.columns)
    natures = {cell.nature for cell in table.cells if cell.number is not None}
    rows = tuple(
        tuple(
            _cell(
                entry, size, is_bold=row.is_total or not (at or has_numbers), bare=len(natures) < 2
            )
            for at, entry in enumerate(row.entries)
        )
        for row in table.rows
    )
    heads = tuple(head(column.title, min(size, HEADING)) for column in table.columns)
    columns = [tuple(row[at] for row in rows) for at in range(len(heads))]
    whole = [max((line_width(cell) for cell in column), default=0.0) for column in columns]
    least = [
        wide if column.is_number or wide <= _SHORT else max(map(least_width, cells))
        for wide, column, cells in zip(whole, table.columns, columns, strict=True)
    ]
    return _Set(
        heads,
        rows,
        tuple(Align.RIGHT if column.is_number else Align.LEFT for column in table.columns),
        tuple(max(a, least_width(b) / SAFE) for a, b in zip(least, heads, strict=True)),
        tuple(max(a, least_width(b) / SAFE) for a, b in zip(whole, heads, strict=True)),
    )


def _cell(entry: Entry, size: float, *, is_bold: bool, bare: bool) -> Words:
    match entry:
        case Cell():
            text = entry.text_but_nature if bare else entry.text
            if (
                entry.is_illustrative
                and not bare
                and not text.endswith(sign := entry.nature.shorthand)
            ):
                text = f"{text} {sign}"  # a change that stands beside one which a document states
        case Link():
            text = entry.text
        case str():
            text = entry
    return (Paragraph((Run(text, is_bold),), size),) if text else ()


def _blocks(of: _Set, box: Box) -> tuple[Laid, ...]:
    """The table as one block, or as two side by side where its rows are many and narrow."""
    half = (box.width - _BLOCK_GAP) / 2
    if len(of.rows) <= _ROWS_OF_A_BLOCK or across(of.least) > half:
        return (_one_block(of, box),)
    if across(of.whole) > half:
        with suppress(TooFull):
            return (_one_block(of, box),)
    cut = ceil(len(of.rows) / 2)
    lanes = lanes_between(of.least, of.whole, of.rows, half, of.aligns)
    blocks = of.rows[:cut], of.rows[cut:]
    heights = _heights(of, blocks, lanes, box.height)
    lefts = box.left, box.left + half + _BLOCK_GAP
    return tuple(
        laid(left, box.top, lanes, (of.heads, *rows), heights[: len(rows) + 1])
        for left, rows in zip(lefts, blocks, strict=True)
    )


def _one_block(of: _Set, box: Box) -> Laid:
    lanes = lanes_between(of.least, of.whole, of.rows, box.width, of.aligns)
    heights = _heights(of, [of.rows], lanes, box.height)
    return laid(box.left, box.top, lanes, (of.heads, *of.rows), heights)


def _heights(
    of: _Set, blocks: Sequence[Sequence[Sequence[Words]]], lanes: Sequence[Lane], height: float
) -> tuple[float, ...]:
    """The heights of the heads and of the rows, alike in blocks side by side."""
    top = head_height(lanes, of.heads)
    words = [
        max(needs(lanes, row, 0.0) for row in beside if row)
        for beside in zip_longest(*blocks, fillvalue=())
    ]
    spare = height - top - sum(words)
    alike = min((height - top) / max(len(words), 1), _MOST_ROW)
    roomy = [each for each in _ABOVE if 2 * each * len(words) <= spare]
    even = (each for each in roomy if max(words, default=0.0) + 2 * each <= alike)
    above = next(even, (roomy or _ABOVE[-1:])[0])
    needed = [each + 2 * above for each in words]
    return top, *rows_shared(needed, height - top, _MOST_ROW)


def _notes(table: Table) -> tuple[Paragraph, ...]:
    """The notes of the table and what its signs mean, in the smallest letters."""
    natures = {cell.nature for cell in table.cells if cell.number is not None}
    known = {nature.shorthand for nature in natures} if len(natures) < 2 else set()
    signs = [f"{sign} {told}" for sign, told in table.shorthand.items() if sign not in known]
    lines = [*table.notes, *(["; ".join(signs)] if signs else [])]
    return tuple(
        Paragraph((Run(line, False, Ink.QUIET),), SMALL, 2.0) for line in lines if line.strip()
    )
