"""Tables of PowerPoint's own, measured: how wide columns must be and how high rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reporting.rendering.slides.grid import HEADING
from reporting.rendering.slides.setting import TooFull, fits, height_of, snug, widest_word
from reporting.rendering.slides.shapes import (
    Align,
    Anchor,
    Box,
    Ink,
    Paragraph,
    Run,
    Table,
    Text,
)

CELL_GAP = 14.0  # between the words of neighbouring columns
_HEAD_BELOW = 5.0
_NO_LIMIT = 1e6

Words = tuple[Paragraph, ...]


@dataclass(frozen=True)
class Lane:
    """A column: its width with the gap behind it, and the room before its words."""

    width: float
    align: Align = Align.LEFT
    before: float = 0.0
    behind: float = CELL_GAP

    @property
    def room(self) -> float:
        return self.width - self.before - self.behind


def lanes_of(
    widths: Sequence[float], aligns: Sequence[Align], *, before: float = 0.0
) -> tuple[Lane, ...]:
    """Columns of these widths; the first has `before` at its left, the last no gap behind it."""
    last = len(widths) - 1
    return tuple(
        Lane(width, align, 0.0 if number else before, 0.0 if number == last else CELL_GAP)
        for number, (width, align) in enumerate(zip(widths, aligns, strict=True))
    )


def head(title: str, size: float = HEADING) -> Words:
    """The words of a column's head."""
    return (Paragraph((Run(title, True, Ink.QUIET),), size),) if title else ()


def least_width(cell: Words) -> float:
    """The width under which a word of the cell would break."""
    return max(
        (
            widest_word(each.text, each.size, is_bold=any(run.is_bold for run in each.runs))
            for each in cell
        ),
        default=0.0,
    )


def needs(lanes: Sequence[Lane], row: Sequence[Words], above: float) -> float:
    """How high a row must be, `above` over and below its words. TooFull where a word breaks."""
    for lane, cell in zip(lanes, row, strict=True):
        if lane.room <= 0 or not fits(Text(Box(0, 0, lane.room, _NO_LIMIT), cell)):
            raise TooFull("a word is wider than its column.")
    heights = (height_of(cell, lane.room) for lane, cell in zip(lanes, row, strict=True))
    return max(heights, default=0.0) + 2 * above


def head_height(lanes: Sequence[Lane], heads: Sequence[Words]) -> float:
    """How high the row of the heads must be."""
    return needs(_without_before(lanes), heads, 0.0) + _HEAD_BELOW


def _without_before(lanes: Sequence[Lane]) -> tuple[Lane, ...]:
    return tuple(Lane(lane.width, lane.align, 0.0, lane.behind) for lane in lanes)


def laid(
    left: float,
    top: float,
    lanes: Sequence[Lane],
    rows: Sequence[Sequence[Words]],
    heights: Sequence[float],
) -> Table:
    """The rows as a table, the heads first, at the foot of their row; others are in the middle."""
    cells: list[tuple[Text, ...]] = []
    y = top
    for number, (row, height) in enumerate(zip(rows, heights, strict=True)):
        line = lanes if number else _without_before(lanes)
        cells.append(_row(line, row, left, Box(0, y, 0, height), is_head=not number))
        y += height
    widths = tuple(lane.width for lane in lanes)
    box = Box(left, top, sum(widths), sum(heights))
    return Table(box, widths, tuple(heights), tuple(cells))


def _row(
    lanes: Sequence[Lane], row: Sequence[Words], left: float, line: Box, *, is_head: bool
) -> tuple[Text, ...]:
    texts: list[Text] = []
    for lane, cell in zip(lanes, row, strict=True):
        height = line.height - (_HEAD_BELOW if is_head else 0.0)
        box = Box(left + lane.before, line.top, lane.room, height)
        anchor = Anchor.BOTTOM if is_head else Anchor.MIDDLE
        texts.append(Text(box, cell, lane.align, anchor))
        left += lane.width
    return tuple(texts)


# --- Widths -----------------------------------------------------------------------------------
def across(widths: Sequence[float]) -> float:
    """How much room columns of these widths take with the gaps between them."""
    return sum(widths) + CELL_GAP * (len(widths) - 1)


def lanes_between(
    least: Sequence[float],
    whole: Sequence[float],
    rows: Sequence[Sequence[Words]],
    width: float,
    aligns: Sequence[Align],
    *,
    before: float = 0.0,
) -> tuple[Lane, ...]:
    """Columns that fill `width`, none under its `least`, with the rows as low as they get.

    `whole` are the widths at which nothing wraps; the first column has `before` at its left.
    TooFull where even the least have no room.
    """
    spare = width - before - across(least)
    if spare < -0.01:
        raise TooFull("there are more columns than have room.")
    longing = [wide - need for wide, need in zip(whole, least, strict=True)]
    if sum(longing) <= spare:
        more = (spare - sum(longing)) / max(len(longing), 1)
        return _padded([wide + more for wide in whole], aligns, before)
    shared = [spare * each / sum(longing) for each in longing]
    ways = [
        _padded([need + each for need, each in zip(least, given, strict=True)], aligns, before)
        for given in (_levelled(longing, spare), shared)
    ]
    return min(ways, key=lambda lanes: sum(needs(lanes, row, 0.0) for row in rows))


def _levelled(longing: Sequence[float], spare: float) -> list[float]:
    """`spare` shared out so that those that want little have all of it."""
    level, left = 0.0, sorted(longing)
    while left and (left[0] - level) * len(left) <= spare:
        spare -= (left[0] - level) * len(left)
        level = left.pop(0)
    level += spare / len(left) if left else 0.0
    return [min(each, level) for each in longing]


def _padded(widths: Sequence[float], aligns: Sequence[Align], before: float) -> tuple[Lane, ...]:
    last = len(widths) - 1
    with_room = [
        wide + (CELL_GAP if at < last else 0.0) + (0.0 if at else before)
        for at, wide in enumerate(widths)
    ]
    return lanes_of(with_room, aligns, before=before)


def line_width(cell: Words) -> float:
    """The width at which no paragraph of the cell wraps."""
    return max(
        (
            snug(each.text, each.size, is_bold=any(run.is_bold for run in each.runs))
            for each in cell
        ),
        default=0.0,
    )
