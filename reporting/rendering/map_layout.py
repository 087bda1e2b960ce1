"""Lays a map of wards out on a canvas, and a small one of where a place lies."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from partnership.places.ground import Drawn
from reporting.charts.maps import Form, WardMap
from reporting.charts.tiles import Tiles
from reporting.rendering.drawing import Canvas
from reporting.rendering.map_looks import MapDrawing
from reporting.rendering.outline_map import extent, outlined, path, scale_to
from reporting.rendering.tile_map import is_readable, tiled

# The style sheet shows the one that there is room for: outlines from 520 px on, tiles from 412.
OUTLINES = Canvas("wide", width=600, size=13, plot_height=0, label_width=0, point=0)

TILES = Canvas("wide", width=440, size=13, plot_height=0, label_width=0, point=0)

PHONE = Canvas("narrow", width=358, size=12, plot_height=0, label_width=0, point=0)


def drawings(ward_map: WardMap) -> tuple[MapDrawing, ...]:
    """As it was asked for, and as tiles for a phone; without tiles too small to be read."""
    by_outlines = ward_map.form is Form.OUTLINES
    wide = outlined(ward_map, OUTLINES) if by_outlines else _tiled(ward_map, TILES)
    return tuple(drawing for drawing in (wide, _tiled(ward_map, PHONE)) if drawing)


def _tiled(ward_map: WardMap, canvas: Canvas) -> MapDrawing | None:
    return tiled(ward_map, canvas) if is_readable(ward_map.tiles, canvas) else None


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
        scale = scale_to(outlines, INSET_WIDTH, most_height=INSET_WIDTH)
        height = extent(outlines)[1] * scale + 2
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
