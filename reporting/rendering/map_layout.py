"""Lays a map of wards out as shapes and words for an SVG; knows descriptions, and no Django."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum

from partnership.places.ground import Drawn, corners_of
from reporting.charts.maps import Form, Paint, WardMap, WardOnMap
from reporting.charts.tiles import Tiles
from reporting.content import palette
from reporting.rendering.drawing import NARROW, WIDE, Anchor, Canvas, Words
from reporting.rendering.text_metrics import width_of, wrapped

CANVASES = (WIDE, NARROW)
# A tile that is narrower cannot hold a number of letters that can be read.
_NARROWEST_TILE = 46
_WIDEST_TILE = 118
_GUTTER = 4
_LEADING = 1.2


class Pattern(Enum):
    """What is drawn over a colour, so that a look is clear without it; the value is its id."""

    NONE = ""
    DOTS = "dots"
    HATCH = "hatch"


@dataclass(frozen=True)
class Look:
    """How a ward is painted; a `heavy` edge says that it is beyond chance."""

    fill: str
    text: str
    shape: str = ""
    is_heavy: bool = False
    pattern: Pattern = Pattern.NONE


# Beside the Government Analysis Function's palette, tints of its turquoise, pink and blue; words
# on each at least 4.5:1.
LOOKS = {
    Paint.FAR_FEWER: Look(palette.TURQUOISE, palette.TEXT, "▼", is_heavy=True),
    Paint.FEWER: Look("#D4ECEA", palette.TEXT, "▼"),
    Paint.SAME: Look("#EDEEEF", palette.TEXT, "●"),
    Paint.MORE: Look("#EBD6E3", palette.TEXT, "▲"),
    Paint.FAR_MORE: Look(palette.DARK_PINK, palette.GROUND, "▲", is_heavy=True),
    Paint.BAND_1: Look("#DCE8F3", palette.TEXT),
    Paint.BAND_2: Look("#9CC3E4", palette.TEXT),
    Paint.BAND_3: Look("#2A6FA8", palette.GROUND),
    Paint.BAND_4: Look(palette.DARK_BLUE, palette.GROUND),
    Paint.TOWN_CENTRE: Look(palette.GROUND, palette.TEXT, pattern=Pattern.DOTS),
    Paint.NOT_COMPARED: Look(palette.GROUND, palette.TEXT, pattern=Pattern.DOTS),
    Paint.GAP: Look(palette.GROUND, palette.TEXT, pattern=Pattern.HATCH),
    Paint.REST: Look("#F6F7F7", palette.QUIET_TEXT),
}


@dataclass(frozen=True)
class Shape:
    """A ward as drawn: its outline, its words, where it leads and its finding."""

    d: str
    look: Look
    finding: str
    to: str
    words: tuple[Words, ...]


@dataclass(frozen=True)
class MapDrawing:
    """Shapes in the order in which they are painted and reached; `key` is its id on the page."""

    key: str
    canvas: Canvas
    height: float
    title: str
    shapes: tuple[Shape, ...]

    @property
    def width(self) -> float:
        """With room for the edges of the outermost wards."""
        return self.canvas.width + 4


def draw(ward_map: WardMap, canvas: Canvas) -> MapDrawing | None:
    """The map on `canvas`; None where its tiles would be too small to be read."""
    if ward_map.form is Form.OUTLINES:
        return _outlined(ward_map, canvas)
    if _side(ward_map.tiles, canvas) < _NARROWEST_TILE:
        return None
    return _tiled(ward_map, canvas)


def _side(tiles: Tiles, canvas: Canvas) -> float:
    return min(canvas.width / tiles.columns, _WIDEST_TILE)


# --- Tiles -----------------------------------------------------------------------------------
def _tiled(ward_map: WardMap, canvas: Canvas) -> MapDrawing:
    side = _side(ward_map.tiles, canvas)
    left = (canvas.width - side * ward_map.tiles.columns) / 2
    shapes = []
    for ward in _in_reading_order(ward_map):
        column, row = ward_map.tiles.at[ward.code]
        x, y, width = left + column * side, row * side, side - _GUTTER
        square = f"M{x:.1f} {y:.1f}h{width:.1f}v{width:.1f}h{-width:.1f}Z"
        words = tuple(_tile_words(ward, x, y, width, canvas))
        shapes.append(Shape(square, LOOKS[ward.paint], ward.finding, ward.to, words))
    height = side * ward_map.tiles.rows + 4
    return MapDrawing(
        f"{ward_map.slug}-{canvas.name}", canvas, height, ward_map.title, tuple(shapes)
    )


def _in_reading_order(ward_map: WardMap) -> list[WardOnMap]:
    """Row by row, as they are reached by keyboard."""
    return sorted(ward_map.wards, key=lambda ward: ward_map.tiles.at[ward.code][::-1])


def _tile_words(
    ward: WardOnMap, x: float, y: float, width: float, canvas: Canvas
) -> Iterator[Words]:
    look, size = LOOKS[ward.paint], min(canvas.size, 14)
    number = _number(ward)
    room = 3 if width > 90 else 2
    lines = _name_lines(ward.name, width - 6, size - 1, most=room)
    middle = x + width / 2
    top = y + (width - (len(lines) + 1) * size * _LEADING) / 2 + size
    for index, line in enumerate(lines):
        baseline = top + index * size * _LEADING
        yield Words(middle, baseline, line, size - 1, look.text, Anchor.MIDDLE)
    if number:
        shaped = f"{look.shape} {number}".strip()
        is_narrow = width_of(shaped, size, is_bold=True) > width - 4
        baseline = top + len(lines) * size * _LEADING
        text = number if is_narrow else shaped
        yield Words(middle, baseline, text, size, look.text, Anchor.MIDDLE, is_bold=True)


def _number(ward: WardOnMap) -> str:
    return ward.cell.bare_text if ward.cell else ""


def _name_lines(name: str, width: float, size: float, *, most: int) -> list[str]:
    """The name in lines that fit, cut off with a full stop where they do not."""
    lines = list(wrapped(name, width=width, size=size))
    if len(lines) > most:
        lines = [*lines[: most - 1], " ".join(lines[most - 1 :])]
    return [_cut(line, width, size) for line in lines]


def _cut(line: str, width: float, size: float) -> str:
    if width_of(line, size) <= width:
        return line
    while len(line) > 1 and width_of(f"{line}.", size) > width:
        line = line[:-1]
    return f"{line.rstrip(' &')}."


# --- Outlines --------------------------------------------------------------------------------
def _outlined(ward_map: WardMap, canvas: Canvas) -> MapDrawing:
    scale = _scale(ward_map.outlines, canvas.width, most_height=canvas.width)
    left = (canvas.width - _extent(ward_map.outlines)[0] * scale) / 2
    shapes = []
    for ward in sorted(ward_map.wards, key=lambda ward: _upper_left(ward_map.outlines[ward.code])):
        polygons = ward_map.outlines[ward.code]
        words = tuple(_outline_words(ward, polygons, scale, left, canvas))
        shapes.append(
            Shape(path(polygons, scale, left), LOOKS[ward.paint], ward.finding, ward.to, words)
        )
    height = _extent(ward_map.outlines)[1] * scale + 6
    return MapDrawing(
        f"{ward_map.slug}-{canvas.name}", canvas, height, ward_map.title, tuple(shapes)
    )


def _extent(outlines: Mapping[str, Drawn]) -> tuple[int, int]:
    corners = [corner for polygons in outlines.values() for corner in corners_of(polygons)]
    return max(x for x, _ in corners), max(y for _, y in corners)


def _scale(outlines: Mapping[str, Drawn], width: float, *, most_height: float) -> float:
    wide, high = _extent(outlines)
    return min(width / max(wide, 1), most_height / max(high, 1))


def _upper_left(polygons: Drawn) -> tuple[int, ...]:
    """Wards are reached from the north to the south."""
    return min(corners_of(polygons), key=lambda corner: (corner[1], corner[0]))[::-1]


def path(polygons: Drawn, scale: float, left: float = 0.0) -> str:
    """The outline as SVG writes it; holes are holes by the even-odd rule."""
    return "".join(
        "M" + "L".join(f"{left + x * scale:.1f} {y * scale + 1:.1f}" for x, y in ring) + "Z"
        for polygon in polygons
        for ring in polygon
    )


def _outline_words(
    ward: WardOnMap, polygons: Drawn, scale: float, left: float, canvas: Canvas
) -> Iterator[Words]:
    """Its name and number where there is room for them, its number alone, or nothing."""
    look, size = LOOKS[ward.paint], 13 if canvas is WIDE else 12
    x, y, room = _roomiest(polygons)
    x, y, room = left + x * scale, y * scale + 1, room * scale
    number = _number(ward)
    lines = _name_lines(ward.name, room - 4, size, most=2)
    if all(not line.endswith(".") for line in lines) and canvas is WIDE:
        top = y - len(lines) * size * _LEADING / 2 + size * 0.35
        for index, line in enumerate(lines):
            baseline = top + index * size * _LEADING
            yield Words(x, baseline, line, size, look.text, Anchor.MIDDLE, is_haloed=True)
        y = top + len(lines) * size * _LEADING
    elif width_of(number, size, is_bold=True) <= room:
        y += size * 0.35
    else:
        return
    yield Words(x, y, number, size, look.text, Anchor.MIDDLE, is_bold=True, is_haloed=True)


_SLICES = 24
# Words are about so many times as wide as they are high.
_WIDE_TO_HIGH = 2.5


def _roomiest(polygons: Drawn) -> tuple[float, float, float]:
    """Where words have most room in the largest polygon: the middle, and the width there.

    The centroid of a bent ward may lie outside it.
    """
    rings = max(polygons, key=lambda polygon: _span(polygon[0]))
    across = [[[y, x] for x, y in ring] for ring in rings]
    low, high = min(y for _, y in rings[0]), max(y for _, y in rings[0])
    best = (float(rings[0][0][0]), float(rings[0][0][1]), 0.0)
    most = 0.0
    for number in range(1, _SLICES):
        level = low + (high - low) * number / _SLICES + 0.001
        for start, end in _stretches(rings, level):
            x = (start + end) / 2
            top, bottom = next(
                (
                    stretch
                    for stretch in _stretches(across, x + 0.001)
                    if stretch[0] <= level <= stretch[1]
                ),
                (level, level),
            )
            score = min(end - start, _WIDE_TO_HIGH * (bottom - top))
            if score > most:
                most, best = score, (x, (level + (top + bottom) / 2) / 2, end - start)
    return best


def _span(ring: Collection[list[int]]) -> int:
    xs, ys = [x for x, _ in ring], [y for _, y in ring]
    return (max(xs) - min(xs)) * (max(ys) - min(ys))


def _stretches(rings: Iterable[list[list[int]]], level: float) -> list[tuple[float, float]]:
    """Where the line at `level` runs inside the rings."""
    crossings = []
    for ring in rings:
        for (x1, y1), (x2, y2) in zip(ring, [*ring[1:], ring[0]], strict=True):
            if (y1 > level) is not (y2 > level):
                crossings.append(x1 + (level - y1) * (x2 - x1) / (y2 - y1))
    crossings.sort()
    return list(zip(crossings[::2], crossings[1::2], strict=False))


# --- A place among the others ----------------------------------------------------------------
INSET_WIDTH = 220.0


@dataclass(frozen=True)
class Inset:
    """A small map: `here` are the outlines of the place, `rest` those of the other wards."""

    title: str
    width: float
    height: float
    here: tuple[str, ...]
    rest: tuple[str, ...]


def inset(
    title: str, codes: Collection[str], *, tiles: Tiles, outlines: Mapping[str, Drawn]
) -> Inset:
    """Where the wards `codes` lie among all wards, by their outlines or else by their tiles."""
    if outlines:
        scale = _scale(outlines, INSET_WIDTH, most_height=INSET_WIDTH)
        height = _extent(outlines)[1] * scale + 2
        drawn = {code: path(polygons, scale) for code, polygons in outlines.items()}
    else:
        side = min(INSET_WIDTH / tiles.columns, 40.0)
        height = side * tiles.rows
        drawn = {
            code: f"M{column * side:.1f} {row * side:.1f}h{side - 3:.1f}v{side - 3:.1f}"
            f"h{3 - side:.1f}Z"
            for code, (column, row) in tiles.at.items()
        }
    return Inset(
        title,
        INSET_WIDTH,
        height,
        here=tuple(d for code, d in sorted(drawn.items()) if code in codes),
        rest=tuple(d for code, d in sorted(drawn.items()) if code not in codes),
    )
