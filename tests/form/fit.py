"""Words measured: how small they are, how many lines a title takes, whether they have room."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from tests.form.measuring import (
    WITH_LETTERS,
    Line,
    height_of,
    lines_of,
    width_of,
)
from tests.form.reading import Piece, Slide, TableCell
from tests.form.standing import Standing, inside, needed_height, row_tops

SMALLEST = 14.0
TITLE_LINES = 2
COVER_LINES = 4
LAST_LINE = 1 / 3  # of the room of a line, at least
SLACK = 0.75  # points
EDGE = 2.0  # points that letters keep clear of the outline above and below them
POINTED = {"ellipse", "flowChartConnector", "diamond"}
ROUND = POINTED | {"roundRect"}
# Said of what was measured where the machine has no letters of Arial's measure.
HOW = "" if WITH_LETTERS else " (measured by a table of widths: no Liberation Sans here)"


def small_text(slide: Slide) -> Iterator[str]:
    for piece in slide.every:
        for where, frame in _frames(piece):
            small = [one for one in frame.letters if one.size * frame.scale < SMALLEST - 0.01]
            if small:
                least = min(one.size * frame.scale for one in small)
                yield f"{where} is set in {least:g} pt, smaller than {SMALLEST:g} pt"
        if piece.chart:
            found = {(text, size) for text, size in piece.chart.words if size < SMALLEST - 0.01}
            for text, size in sorted(found):
                yield (
                    f"{text} of the chart {piece.called} is set in {size:g} pt, "
                    f"smaller than {SMALLEST:g} pt"
                )


def title_lines(slide: Slide) -> Iterator[str]:
    title = slide.title
    if title is None or title.frame is None:
        yield "there is no title"
        return
    lines = lines_of(title.frame, _room(title))
    most = COVER_LINES if slide.is_aside else TITLE_LINES
    if len(lines) > most:
        yield f"the title {title.called} takes {len(lines)} lines{HOW}"
    last = lines[-1]
    if len(lines) > 1 and len(last.text.split()) == 1:
        yield f"the title ends in one word, “{last.text.strip()}”{HOW}"
    elif len(lines) > 1 and last.width < last.room * LAST_LINE:
        yield f"the last line of the title, “{last.text.strip()}”, is less than a third{HOW}"


def overflowing(slide: Slide) -> Iterator[str]:
    """Words that leave their box, rows that grow, words that are broken."""
    for piece in slide.every:
        if piece.frame:
            lines = lines_of(piece.frame, _room(piece))
            yield from _leaving(piece, lines)
            yield from _broken(lines, piece.called)
        for cell in piece.cells:
            lines = lines_of(cell.frame, cell.box.width - cell.frame.left - cell.frame.right)
            needed = needed_height(cell)
            if cell.text and needed > cell.box.height + SLACK:
                more = needed - cell.box.height
                yield (
                    f"row {cell.row + 1} of the table {piece.called} grows by {more:.0f} pt: "
                    f"{_of(cell)}{HOW}"
                )
            yield from _broken(lines, f"{_of(cell)} in the table {piece.called}")
            yield from _too_wide(lines, _of(cell))


def touching_the_edge(lines: Sequence[Standing]) -> Iterator[str]:
    """Words that fill their node up to its outline."""
    touched: set[int] = set()
    for one in lines:
        piece = one.owner
        if (
            piece.place
            or one.cell
            or piece.form in POINTED
            or not (piece.is_filled or piece.has_edge)
        ):
            continue
        outline = piece.box.turned(piece.turn, piece.box)
        is_clear = outline.top + EDGE <= one.ink.top and one.ink.bottom <= outline.bottom - EDGE
        if piece.order not in touched and not is_clear:
            touched.add(piece.order)
            yield f"the words {one.words} touch the edge of {piece.called}{HOW}"


def off_the_slide(slide: Slide, lines: list[Standing]) -> Iterator[str]:
    for piece in (one for one in slide.every if one.kind != "group"):
        box = piece.box.turned(piece.turn, piece.box)
        if not slide.size.holds(box, slack=1.0):
            yield f"{piece.called} leaves the slide"
    for one in lines:
        holds = slide.size.holds(one.ink, slack=1.0)
        if not holds and slide.size.holds(one.owner.box, slack=1.0):
            yield f"the words {one.words} leave the slide{HOW}"


def tables_too_long(slide: Slide) -> Iterator[str]:
    """Tables that reach into the words below them, as their rows come to be."""
    for table in (one for one in slide.every if one.kind == "table"):
        reach = replace(table.box, bottom=row_tops(table)[-1])
        for below in slide.every:
            is_below = below.frame is not None and below.box.top > table.box.top + table.rows[0]
            holds = table.box.holds(below.box, slack=SLACK)
            if is_below and not holds and reach.meets(below.box, by=SLACK):
                yield f"the table {table.called} reaches into {below.called}{HOW}"


def _frames(piece: Piece) -> Iterator[tuple[str, object]]:
    if piece.frame:
        yield piece.called, piece.frame
    for cell in piece.cells:
        yield f"the cell {_of(cell)}", cell.frame


def _room(piece: Piece) -> float:
    box, frame = inside(piece), piece.frame
    if frame.turn:
        return box.height - frame.top - frame.bottom
    return box.width - frame.left - frame.right


def _leaving(piece: Piece, lines: Sequence[Line]) -> Iterator[str]:
    box, frame = inside(piece), piece.frame
    high = box.width - frame.left - frame.right if frame.turn else (
        box.height - frame.top - frame.bottom)  # fmt: skip
    needed = height_of(lines)
    if piece.form in ROUND and len(lines) == 1:
        high = piece.box.height  # one line in the middle has the whole height
    if needed > high + SLACK:
        yield (f"{piece.called} needs {needed:.0f} pt and has {high:.0f}: text out of its box{HOW}")
    if not frame.wraps and (widest := max(line.width for line in lines)) > _room(piece) + SLACK:
        yield (
            f"{piece.called} is {widest:.0f} pt wide and has {_room(piece):.0f}: "
            f"text out of its box{HOW}"
        )
    yield from _too_wide(lines, piece.called) if frame.wraps else ()


def _too_wide(lines: Sequence[Line], where: str) -> Iterator[str]:
    for line in lines:
        if line.room < width_of("a", line.size):
            yield f"{where} has no room for a letter{HOW}"
            return


def _broken(lines: Sequence[Line], where: str) -> Iterator[str]:
    for line in lines:
        if line.is_broken:
            yield (
                f"the word “{line.text.strip()}” in {where} is broken: it is {line.width:.1f} "
                f"pt wide and has {line.room:.1f}{HOW}"
            )
            return


def _of(cell: TableCell) -> str:
    return f"“{cell.text[:40]}”"
