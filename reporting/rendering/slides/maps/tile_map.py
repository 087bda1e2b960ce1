"""Wards as tiles of one size near where they lie on a slide, with their numbers and a key."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from reporting.content.proofs import MapTile, TileMap
from reporting.rendering.slides.charts.parts import on
from reporting.rendering.slides.grid import HEADING, SMALL
from reporting.rendering.slides.setting import TooFull, lines_of, shortened, snug
from reporting.rendering.slides.shapes import (
    LEADING,
    SHADES,
    Anchor,
    Box,
    Drawing,
    Element,
    Ink,
    Paragraph,
    Run,
    Shape,
    Text,
    words,
)

_GUTTER = 2.0
# Beside, over and below the words of a tile; less over and below where whole names need the room.
_SIDE, _TOP, _TOP_TIGHT = 3.0, 2.0, 1.0
_SWATCH, _ABOVE_KEY = 14.0, 4.0
# Between the entries of the key: less where that keeps them on one line.
_KEY_APART, _KEY_NEAR = 22.0, 8.0
_MOST_LINES = 3
# A tile no wider than this cannot hold a number that can be read.
_NARROWEST = 48.0


def draw_tile_map(proof: TileMap, box: Box, numbers: Mapping[str, int]) -> Drawing:
    """The tiles over the box, with the key of the steps below."""
    if not proof.tiles:
        return Drawing(box, "")
    columns = max(tile.column for tile in proof.tiles) + 1
    rows = max(tile.row for tile in proof.tiles) + 1
    key = tuple(_key(proof.steps, box))
    key_height = box.bottom - min((text.box.top for text in key if isinstance(text, Text)),
                                  default=box.bottom)  # fmt: skip
    below = key_height + (_ABOVE_KEY if key else 0.0)
    width, height = box.width / columns, (box.height - below) / rows
    _refuse_too_small(proof.tiles, width, height)
    heights = _heights(proof.tiles, rows, width, box.height - below)
    tiles = tuple(
        _tile(tile, _place(tile, box, width, heights), len(proof.steps))
        for tile in sorted(proof.tiles, key=lambda tile: (tile.row, tile.column))
    )
    return Drawing(box, "", (*tiles, *key))


def _refuse_too_small(tiles: Sequence[MapTile], width: float, height: float) -> None:
    inner = width - _GUTTER - 2 * _SIDE
    widest = max(snug(tile.cell.text_but_nature, HEADING, is_bold=True) for tile in tiles)
    if width < _NARROWEST or widest > inner or height < _height(1):
        raise TooFull("tiles have no room for their names and numbers.")


def _heights(tiles: Sequence[MapTile], rows: int, width: float, room: float) -> tuple[float, ...]:
    """The heights of the rows: like ones, unless whole names need more of some than of others."""
    inner = width - _GUTTER - 2 * _SIDE
    most = [1] * rows
    for tile in tiles:
        lines = len(lines_of(Paragraph((Run(tile.name),), SMALL), inner))
        most[tile.row] = max(most[tile.row], min(lines, _MOST_LINES))
    like = room / rows
    if _height(max(most)) <= like:
        return (like,) * rows
    for top in (_TOP, _TOP_TIGHT):
        needed = [_height(lines, top) for lines in most]
        spare = room - sum(needed)
        if spare >= 0:
            return tuple(height + spare / rows for height in needed)
    return (like,) * rows


def _height(lines: int, top: float = _TOP) -> float:
    """How high a tile is at least whose name takes so many lines."""
    return (lines * SMALL + HEADING) * LEADING + _GUTTER + 2 * top


def _place(tile: MapTile, box: Box, width: float, heights: Sequence[float]) -> Box:
    return Box(
        box.left + tile.column * width,
        box.top + sum(heights[: tile.row]),
        width - _GUTTER,
        heights[tile.row] - _GUTTER,
    )


def _tile(tile: MapTile, place: Box, steps: int) -> Shape:
    """The name over the number, in letters dark or light by the shade below them."""
    is_gap = tile.cell.number is None
    fill = Ink.GROUND if is_gap else shade(tile.step, steps)
    ink = Ink.QUIET if is_gap else on(fill)
    inner = place.inset(_SIDE, _TOP_TIGHT)
    room = inner.height - HEADING * LEADING
    lines = max(min(int((room + 0.5) / (SMALL * LEADING)), _MOST_LINES), 1)
    name = Paragraph((Run(shortened(tile.name, SMALL, inner.width, lines=lines), ink=ink),), SMALL)
    number = Paragraph((Run(tile.cell.text_but_nature, is_bold=True, ink=ink),), HEADING)
    return Shape(
        place,
        fill=fill,
        edge=Ink.QUIET if is_gap or tile.cell.is_illustrative else None,
        is_dashed=is_gap or tile.cell.is_illustrative,
        text=Text(inner, (name, number), anchor=Anchor.MIDDLE),
    )


def shade(step: int, steps: int) -> Ink:
    """The shade of a step of so many: the last is the darkest."""
    last = len(SHADES) - 1
    if steps <= 1:
        return SHADES[last]
    return SHADES[min(max(round(step * last / (steps - 1)), 0), last)]


def _key(steps: Sequence[str], box: Box) -> Iterator[Element]:
    """A swatch and words for each step, in rows at the foot of the box."""
    rows: list[list[tuple[int, str, float]]] = []
    most = box.width - _SWATCH - 6
    left = box.width
    whole = sum(_SWATCH + 6 + snug(step, SMALL) for step in steps)
    near = (box.width - whole) / max(len(steps) - 1, 1)
    apart = near if _KEY_NEAR <= near < _KEY_APART else _KEY_APART
    for number, step in enumerate(steps):
        text = shortened(step, SMALL, most)
        width = snug(text, SMALL)
        needed = _SWATCH + 6 + width
        if left + needed > box.width + 0.1:
            rows.append([])
            left = 0.0
        rows[-1].append((number, text, box.left + left))
        left += needed + apart
    height = SMALL * LEADING
    for row, entries in enumerate(rows):
        top = box.bottom - (len(rows) - row) * height
        for number, text, x in entries:
            fill = shade(number, len(steps))
            swatch = Box(x, top + (height - _SWATCH) / 2, _SWATCH, _SWATCH)
            yield Shape(swatch, fill=fill, edge=Ink.PAST, edge_width=0.75)
            place = Box(x + _SWATCH + 6, top, snug(text, SMALL), height)
            yield words(place, text, SMALL, anchor=Anchor.MIDDLE)
