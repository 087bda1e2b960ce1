"""A chart or a map as a picture to take away: with its title, what it shows, and its source."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reporting.charts.dots import Dots
from reporting.charts.maps import Paint, WardMap
from reporting.content import palette
from reporting.content.description import Chart
from reporting.rendering import dots_drawing, map_layout, svg
from reporting.rendering.drawing import WIDE, Anchor, Block, Drawing, Path, Words
from reporting.rendering.map_looks import LOOKS, Look, MapDrawing, Pattern
from reporting.rendering.text_metrics import wrapped

_MARGIN = 24.0
_TITLE, _SUBTITLE, _FOOT = 20.0, 15.0, 12.0
_LEADING = 1.35
_BAND = 56.0


@dataclass(frozen=True)
class Layer:
    """A drawing, its upper left corner at (`x`, `y`) of the picture."""

    x: float
    y: float
    drawing: Drawing


@dataclass(frozen=True)
class Picture:
    """Layers in the order in which they are painted, on white; sizes in px."""

    width: float
    height: float
    title: str
    description: str
    layers: tuple[Layer, ...]


def of_chart(chart: Chart) -> Picture:
    """The wide drawing between the words that stand around it on a page."""
    drawing = svg.draw(chart, WIDE)
    shorthand = " ".join(f"{mark} {means}." for mark, means in chart.table.shorthand.items())
    foot = (chart.source_line, *chart.notes, *([shorthand] if shorthand else []))
    return _framed(chart.title, (chart.subtitle,), drawing, foot)


def of_map(ward_map: WardMap) -> Picture | None:
    """The drawing for a page with its key; None where its tiles are too small to be read."""
    wide = next(
        (one for one in map_layout.drawings(ward_map) if one.canvas is not map_layout.PHONE), None
    )
    if wide is None:
        return None
    head = (ward_map.subtitle, ward_map.reading)
    foot = (ward_map.source_line, *ward_map.notes, ward_map.credit)
    return _framed(ward_map.title, head, _flat(wide, ward_map), foot)


@dataclass(frozen=True)
class Around:
    """The words around a drawing: its title, what is shown, its source; `slug` names it."""

    slug: str
    title: str
    head: tuple[str, ...]
    foot: tuple[str, ...]
    description: str


def of_dots(dots: Dots, around: Around) -> Picture:
    """Rates with their intervals, a row each, which on a page stand in the rows of a table."""
    drawing = dots_drawing.draw(dots, around.slug, around.description)
    return _framed(around.title, around.head, drawing, around.foot)


def _framed(title: str, head: Sequence[str], drawing: Drawing, foot: Sequence[str]) -> Picture:
    """One column: the title, what is shown, the drawing, its source."""
    room = max(drawing.canvas.width, 560.0)
    above = list(
        _lines(_MARGIN, ((title, _TITLE, True), *((one, _SUBTITLE, False) for one in head)), room)
    )
    top = above[-1].y + 18
    below = list(_lines(top + drawing.height + 10, [(text, _FOOT, False) for text in foot], room))
    height = (below[-1].y if below else top + drawing.height) + _MARGIN
    words = Drawing(drawing.key, drawing.canvas, height, "", "", words=(*above, *below))
    return Picture(
        room + 2 * _MARGIN,
        height,
        title,
        drawing.description,
        (Layer(_MARGIN, 0, words), Layer(_MARGIN, top, drawing)),
    )


def _lines(top: float, texts: Sequence[tuple[str, float, bool]], room: float) -> Iterator[Words]:
    """Each text in lines that fit, one under another from `top` on."""
    y = top
    for text, size, is_bold in texts:
        for line in wrapped(text, width=room, size=size, is_bold=is_bold):
            y += size * _LEADING
            colour = palette.TEXT if is_bold else palette.QUIET_TEXT
            yield Words(0, y, line, size, colour, is_bold=is_bold)


# --- Maps ------------------------------------------------------------------------------------
def _flat(drawn: MapDrawing, ward_map: WardMap) -> Drawing:
    """The map and its key as shapes; what leads on, and patterns, belong to the page alone."""
    shapes = drawn.shapes
    key, height = _key(ward_map, drawn.height + 14)
    return Drawing(
        drawn.key,
        drawn.canvas,
        height,
        drawn.title,
        "; ".join(shape.finding for shape in shapes),
        areas=(*(_area(shape.d, shape.look) for shape in shapes), *key.areas),
        blocks=key.blocks,
        lines=(
            *(path for shape in shapes if shape.ring for path in _ring(shape.d, shape.ring)),
            *(shape.leader for shape in shapes if shape.leader),
        ),
        words=(*(words for shape in shapes for words in shape.words), *key.words),
    )


def _area(d: str, look: Look) -> Path:
    """In its colour; what has no number to colour it by has a dashed edge instead of a pattern."""
    if look.pattern is not Pattern.NONE:
        return Path(d, palette.GROUND, palette.AXIS, 1, "4 3")
    edge = (palette.TEXT, 2.5) if look.is_heavy else (palette.GROUND, 1.2)
    return Path(d, look.fill, *edge)


def _ring(d: str, ring: str) -> Iterator[Path]:
    yield Path(d, "none", palette.TEXT, 4)
    yield Path(ring, "none", palette.GROUND, 1.8)


@dataclass(frozen=True)
class _Key:
    areas: tuple[Path, ...]
    blocks: tuple[Block, ...]
    words: tuple[Words, ...]


def _key(ward_map: WardMap, top: float) -> tuple[_Key, float]:
    """The scale, then a line for each other look; and where it ends."""
    blocks, words, areas = [], [], []
    y = top
    if len(ward_map.bands) > 1:
        for place, band in enumerate(ward_map.bands):
            blocks.append(Block(place * _BAND, y, _BAND - 2, 10, LOOKS[band].fill))
        for place, cut in enumerate(ward_map.cuts):
            x = (place + 1) * _BAND - 1
            words.append(Words(x, y + 25, cut, 12, palette.QUIET_TEXT, Anchor.MIDDLE))
        y += 34
    for entry in ward_map.key:
        areas.append(_swatch(entry.paint, y))
        words.append(Words(34, y + 12, entry.words, 13, palette.TEXT))
        y += 22
    return _Key(tuple(areas), tuple(blocks), tuple(words)), y


def _swatch(paint: Paint, y: float) -> Path:
    return _area(f"M1 {y:.1f}h26v16h-26Z", LOOKS[paint])
