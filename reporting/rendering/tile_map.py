"""Lays wards out as tiles of one size, each with its whole name and its number."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reporting.charts.maps import WardMap, WardOnMap
from reporting.charts.tiles import Tiles
from reporting.rendering.drawing import Anchor, Canvas, Words
from reporting.rendering.map_looks import LOOKS, MapDrawing, Pattern, Shape
from reporting.rendering.text_metrics import balanced, width_of

# A tile that is narrower cannot hold a number of letters that can be read.
_NARROWEST = 46
_WIDEST = 120
# Between tiles, and inside of them before the words; in px.
_GUTTER, _PADDING = 2, 3
_LEADING = 1.15


@dataclass(frozen=True)
class _Grid:
    """Where tiles of `width` by `height` stand."""

    left: float
    width: float
    height: float

    def corner(self, column: int, row: int) -> tuple[float, float]:
        return self.left + column * self.width, row * self.height


def is_readable(tiles: Tiles, canvas: Canvas) -> bool:
    return canvas.width / tiles.columns >= _NARROWEST


def tiled(ward_map: WardMap, canvas: Canvas) -> MapDrawing:
    """On a grid as high as the longest name needs."""
    tiles = ward_map.tiles
    width = min(canvas.width / tiles.columns, _WIDEST)
    room = width - _GUTTER - 2 * _PADDING
    names = {ward.code: _name_lines(ward.name, room, canvas.size - 1) for ward in ward_map.wards}
    rows = max(len(lines) for lines in names.values()) + 1
    height = rows * canvas.size * _LEADING + 14
    grid = _Grid((canvas.width - width * tiles.columns) / 2, width, height)
    shapes = tuple(
        _shape(ward, names[ward.code], grid, tiles, canvas, is_mine=ward.code == ward_map.mine)
        for ward in _in_reading_order(ward_map)
    )
    key = f"{ward_map.slug}-{canvas.name}"
    return MapDrawing(key, canvas, height * tiles.rows + 2, ward_map.title, shapes)


def _in_reading_order(ward_map: WardMap) -> list[WardOnMap]:
    """Row by row, as they are reached by keyboard."""
    return sorted(ward_map.wards, key=lambda ward: ward_map.tiles.at[ward.code][::-1])


def _shape(
    ward: WardOnMap,
    name: Sequence[str],
    grid: _Grid,
    tiles: Tiles,
    canvas: Canvas,
    *,
    is_mine: bool,
) -> Shape:
    x, y = grid.corner(*tiles.at[ward.code])
    box = _Box(x, y, grid.width - _GUTTER, grid.height - _GUTTER)
    words = tuple(_words(ward, name, box, canvas.size))
    ring = box.inside(3).d if is_mine else ""
    return Shape(box.d, LOOKS[ward.paint], ward.finding, ward.to, words, ring=ring)


@dataclass(frozen=True)
class _Box:
    x: float
    y: float
    width: float
    height: float

    @property
    def d(self) -> str:
        return f"M{self.x:.1f} {self.y:.1f}h{self.width:.1f}v{self.height:.1f}h{-self.width:.1f}Z"

    def inside(self, by: float) -> _Box:
        return _Box(self.x + by, self.y + by, self.width - 2 * by, self.height - 2 * by)


def _words(ward: WardOnMap, name: Sequence[str], box: _Box, size: float) -> Iterator[Words]:
    """The lines of the name, then its number with the sign of its look or of its change."""
    look, middle = LOOKS[ward.paint], box.x + box.width / 2
    number = ward.cell.text_but_nature if ward.cell else ""
    lines = len(name) + (1 if number else 0)
    baseline = box.y + (box.height - lines * size * _LEADING) / 2 + size * 0.85
    for place, line in enumerate(name):
        y = baseline + place * size * _LEADING
        yield Words(middle, y, line, size - 1, look.text, Anchor.MIDDLE)
    if number:
        first, last = (ward.sign, "") if look.is_heavy else (look.shape, ward.sign)
        signed = " ".join(part for part in (first, number, last) if part)
        is_bold = not look.shape and look.pattern is Pattern.NONE
        fits = width_of(signed, size, is_bold=is_bold) <= box.width - 4
        y = baseline + len(name) * size * _LEADING
        text = signed if fits else number
        yield Words(middle, y, text, size, look.text, Anchor.MIDDLE, is_bold=is_bold)


def _name_lines(name: str, width: float, size: float) -> tuple[str, ...]:
    """The whole name in lines of like length; a word that no tile could hold is cut off."""
    return tuple(_cut(line, width, size) for line in balanced(name, width=width, size=size))


def _cut(line: str, width: float, size: float) -> str:
    if width_of(line, size) <= width:
        return line
    while len(line) > 1 and width_of(f"{line}.", size) > width:
        line = line[:-1]
    return f"{line.rstrip(' &')}."
