"""Tables with states: what was asked, how it stands, and measures below it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from math import ceil

from reporting.content.proofs import Board, BoardRow, Entry, Status, Tone
from reporting.narrative.verdicts import NOT_JUDGED
from reporting.rendering.slides.blocks import (
    check_fits,
    disc,
    drawn,
    plain,
    row_of,
    rows_shared,
)
from reporting.rendering.slides.grid import BODY, HEADING, LABEL, SMALL
from reporting.rendering.slides.runs import set_in
from reporting.rendering.slides.setting import SAFE, TooFull, height_of
from reporting.rendering.slides.shapes import (
    Align,
    Anchor,
    Box,
    Drawing,
    Element,
    Form,
    Ink,
    Paragraph,
    Run,
    Shape,
    Text,
)
from reporting.rendering.slides.tables.cells import (
    CELL_GAP,
    Lane,
    Words,
    head,
    head_height,
    laid,
    lanes_between,
    lanes_of,
    least_width,
    line_width,
    needs,
)
from reporting.rendering.slides.tables.pairs import draw_pairs, height_of_pairs
from reporting.rendering.text_metrics import width_of

_MANY_ROWS = 6
_DISC, _BEHIND_THE_DISC = 32.0, 11.0
_ABOVE, _CLOSE = 5.0, 2.5
_PILL_SIDE, _SEGMENT, _SEGMENT_GAP = 6.0, 7.0, 3.0
_GLYPHS = {Tone.GOOD: "✓", Tone.UNDER_WAY: "●", Tone.BAD: "▲", Tone.MIXED: "◆"}
_PILLS = {Tone.GOOD, Tone.UNDER_WAY}
_UNSURE = ("can", NOT_JUDGED)
_NO_BREAK = "\u00a0"


def draw_board(proof: Board, box: Box, numbers: Mapping[str, int]) -> Drawing:
    """The rows under their heads and the pairs under them. TooFull where they have no room.

    The rows come first: they say what became of each measure, and pairs without room are left out,
    the last of them first.
    """
    for count in range(len(proof.pairs), 0, -1):
        try:
            return _with_pairs(replace(proof, pairs=proof.pairs[:count]), box, numbers)
        except TooFull:
            continue
    return replace(_rows(proof, box, numbers), box=box)


def board_pages(proof: Board, box: Box) -> tuple[Board, ...]:
    """The board in the fewest parts that each have room in `box`; the pairs stand on the last.

    TooFull where a single row has no room.
    """
    for count in range(1, len(proof.rows) + 1):
        parts = _shared_out(proof, count)
        try:
            for part in parts:
                draw_board(part, box, {})
        except TooFull:
            continue
        return parts
    raise TooFull("a row has more words than have room.")


def _shared_out(proof: Board, count: int) -> tuple[Board, ...]:
    ends = [ceil(len(proof.rows) * part / count) for part in range(count + 1)]
    parts = [replace(proof, rows=proof.rows[a:b], pairs=()) for a, b in pairwise(ends)]
    return (*parts[:-1], replace(parts[-1], pairs=proof.pairs))


def _with_pairs(proof: Board, box: Box, numbers: Mapping[str, int]) -> Drawing:
    pairs_height = height_of_pairs(proof, box.width, numbers)
    rows = _rows(proof, replace(box, height=box.height - pairs_height), numbers)
    below = Box(box.left, rows.tables[0].box.bottom, box.width, 0.0)
    below = replace(below, height=box.bottom - below.top)
    pairs = drawn(box, draw_pairs(proof, below, numbers))
    return replace(pairs, elements=(*rows.elements, *pairs.elements), tables=rows.tables)


def _rows(proof: Board, box: Box, numbers: Mapping[str, int]) -> Drawing:
    """The rows; without the way that leads to each state where that has no room below it."""
    sizes = (BODY, LABEL, HEADING) if len(proof.rows) < _MANY_ROWS else (LABEL, HEADING)
    try:
        return _largest(proof, box, numbers, sizes)
    except TooFull:
        return _largest(_without_ways(proof), box, numbers, sizes)


def _without_ways(proof: Board) -> Board:
    return replace(
        proof,
        rows=tuple(
            replace(
                row,
                entries=tuple(
                    replace(entry, stages=()) if isinstance(entry, Status) else entry
                    for entry in row.entries
                ),
            )
            for row in proof.rows
        ),
    )


def _largest(proof: Board, box: Box, numbers: Mapping[str, int], sizes: Sequence[float]) -> Drawing:
    """The rows in the largest of `sizes`; then with columns by their words; then closer."""
    for size in sizes:
        for above, has_shares in ((_ABOVE, True), (_ABOVE, False), (_CLOSE, False)):
            try:
                return _set_board(proof, box, numbers, size, above=above, has_shares=has_shares)
            except TooFull:
                continue
    raise TooFull("there are more rows or words than have room.")


def _set_board(
    proof: Board,
    box: Box,
    numbers: Mapping[str, int],
    size: float,
    *,
    above: float,
    has_shares: bool,
) -> Drawing:
    rows = [
        [_cell(entry, numbers, size, is_head=not at) for at, entry in enumerate(row.entries)]
        for row in proof.rows
    ]
    heads = [head(title) for title in proof.columns]
    lanes = _lanes(proof, box.width, (heads, *rows), size, has_shares=has_shares)
    top = head_height(lanes, heads)
    needed = [
        max(
            needs(lanes, cells, above),
            *(_status_height(e, lane, size) for e, lane in zip(row.entries, lanes, strict=True)),
            _DISC + 4 if row.number else 0.0,
        )
        for row, cells in zip(proof.rows, rows, strict=True)
    ]
    heights = rows_shared(needed, box.height - top, (box.height - top) / 3)
    table = laid(box.left, box.top, lanes, (heads, *rows), (top, *heights))
    elements: list[Element] = []
    y = box.top + top
    for row, height in zip(proof.rows, heights, strict=True):
        elements += _marks(row, lanes, Box(box.left, y, box.width, height), size)
        y += height
    return drawn(box, elements, (table,))


def _lanes(
    proof: Board,
    width: float,
    rows: Sequence[Sequence[Words]],
    size: float,
    *,
    has_shares: bool,
) -> tuple[Lane, ...]:
    """The columns by their shares of the room or by their words; none breaks a word or a state."""
    before = _DISC + _BEHIND_THE_DISC if any(row.number for row in proof.rows) else 0.0
    count = len(proof.columns)
    least = [max(least_width(cells[at]) for cells in rows) / SAFE for at in range(count)]
    whole = [max(line_width(cells[at]) for cells in rows) for at in range(count)]
    for row in proof.rows:
        for at, entry in enumerate(row.entries):
            if isinstance(entry, Status):
                least[at] = max(least[at], _status_width(entry, size))
    whole = [max(pair) for pair in zip(whole, least, strict=True)]
    aligns = [Align.LEFT] * count
    if not has_shares:
        return lanes_between(least, whole, rows, width, aligns, before=before)
    needed = [
        each + (CELL_GAP if at < count - 1 else 0.0) + (0.0 if at else before)
        for at, each in enumerate(least)
    ]
    return lanes_of(_by_shares(proof.widths, needed, width), aligns, before=before)


def _by_shares(shares: Sequence[float], least: Sequence[float], width: float) -> list[float]:
    """Widths by their shares; what is under its least takes room from the others."""
    if sum(least) > width:
        raise TooFull("there are more columns than have room.")
    widths = [width * share / sum(shares) for share in shares]
    lacking = [max(need - wide, 0.0) for need, wide in zip(least, widths, strict=True)]
    spare = [max(wide - need, 0.0) for need, wide in zip(least, widths, strict=True)]
    given = sum(lacking) / sum(spare) if sum(spare) else 0.0
    return [
        wide + lack - more * given for wide, lack, more in zip(widths, lacking, spare, strict=True)
    ]


# --- States -----------------------------------------------------------------------------------
def _cell(entry: Entry, numbers: Mapping[str, int], size: float, *, is_head: bool) -> Words:
    """The words of a cell; those of a state that is drawn as a pill stand on the pill."""
    if not isinstance(entry, Status):
        return (set_in(entry, size, numbers, is_bold=is_head),) if entry else ()
    if entry.tone in _PILLS or entry.stages:
        return ()
    return _state(entry, size)


def _state(status: Status, size: float) -> Words:
    return (Paragraph((Run(_said(status), True, _ink(status)),), size),)


def _said(status: Status) -> str:
    """The state's words behind its glyph, which stays with the first of them."""
    glyph = _GLYPHS.get(status.tone) or ("?" if status.label.lower().startswith(_UNSURE) else "○")
    return f"{glyph}{_NO_BREAK}{status.label}"


def _ink(status: Status) -> Ink:
    match status.tone:
        case Tone.GOOD:
            return Ink.GROUND
        case Tone.UNDER_WAY:
            return Ink.ACCENT
        case Tone.BAD | Tone.MIXED:
            return Ink.ATTENTION_WORDS
        case Tone.UNKNOWN:
            return Ink.QUIET


def _is_drawn(entry: Entry) -> bool:
    return isinstance(entry, Status) and (entry.tone in _PILLS or bool(entry.stages))


def _stage_words(status: Status) -> Words:
    return plain(" · ".join(status.stages), ink=Ink.QUIET)(SMALL)


def _status_width(status: Status, size: float) -> float:
    """How wide a state is on one line."""
    side = 2 * _PILL_SIDE if status.tone in _PILLS else 0.0
    whole = width_of(_said(status).replace(_NO_BREAK, " "), size, is_bold=True) + side
    return max(whole, least_width(_stage_words(status))) / SAFE


def _parts(status: Status, room: float, size: float) -> tuple[float, float, float]:
    """The heights of a drawn state: the pill, the way, and the words of its stages."""
    side = _PILL_SIDE if status.tone in _PILLS else 0.0
    above = 4.0 if status.tone in _PILLS else 0.0
    pill = height_of(_state(status, size), room - 2 * side) + 2 * above
    if not status.stages:
        return pill, 0.0, 0.0
    return pill, 8.0 + _SEGMENT, 3.0 + height_of(_stage_words(status), room)


def _status_height(entry: Entry, lane: Lane, size: float) -> float:
    if isinstance(entry, Status) and _is_drawn(entry):
        return sum(_parts(entry, lane.room, size)) + 2 * _ABOVE
    return 0.0


def _marks(row: BoardRow, lanes: Sequence[Lane], line: Box, size: float) -> list[Element]:
    """What stands over the cells of a row: the disc of its number, and drawn states."""
    elements: list[Element] = []
    if row.number:
        elements.append(disc(line.left, line.middle[1], _DISC, row.number, LABEL))
    left = line.left
    for lane, entry in zip(lanes, row.entries, strict=True):
        if isinstance(entry, Status) and _is_drawn(entry):
            room = Box(left + lane.before, line.top, lane.room, line.height)
            elements += _drawn(entry, room, size)
        left += lane.width
    return elements


def _drawn(status: Status, room: Box, size: float) -> list[Element]:
    pill, way, words = _parts(status, room.width, size)
    top = room.top + (room.height - pill - way - words) / 2
    place = Box(room.left, top, room.width, pill)
    elements: list[Element] = []
    if status.tone in _PILLS:
        text = Text(place.inset(_PILL_SIDE, 4.0), _state(status, size), Align.CENTRE, Anchor.MIDDLE)
        fill = Ink.ACCENT if status.tone is Tone.GOOD else Ink.GROUND
        elements.append(Shape(place, Form.ROUNDED, fill, Ink.ACCENT, 1.75, text=text))
    else:
        text = Text(place, _state(status, size), anchor=Anchor.MIDDLE)
        elements.append(text)
    check_fits(text)
    if status.stages:
        line = Box(room.left, place.bottom + 8.0, room.width, _SEGMENT)
        for number, segment in enumerate(row_of(line, len(status.stages), _SEGMENT_GAP)):
            fill = Ink.ACCENT if number < status.reached else Ink.GRID
            elements.append(Shape(segment, fill=fill))
        below = Box(room.left, line.bottom + 3.0, room.width, words - 3.0)
        said = Text(below, _stage_words(status), Align.CENTRE)
        check_fits(said)
        elements.append(said)
    return elements
