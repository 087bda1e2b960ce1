"""Lays wards out by their outlines, each with its whole name, beside it where it is too small."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from math import cos, pi, sin
from typing import TypeAlias

from partnership.places.ground import Drawn, corners_of
from reporting.charts.maps import WardMap, WardOnMap
from reporting.content import palette
from reporting.rendering.drawing import Anchor, Canvas, Path, Words
from reporting.rendering.map_looks import LOOKS, MapDrawing, Shape
from reporting.rendering.text_metrics import balanced, width_of

_LEADING = 1.15
# A name may stand over the edges of its ward by so much of its width, and so wide it is at most.
_OVER, _WIDEST_NAME = 0.3, 100
# How far a name is moved from its ward, in steps, px, and in how many directions it is tried.
_REACH, _DIRECTIONS = range(24, 190, 8), 16
# The map is no higher than so many times its width.
_HIGHEST = 1.1


def outlined(ward_map: WardMap, canvas: Canvas) -> MapDrawing:
    """The map as large as the canvas lets it be, with room for names beside it."""
    outlines = ward_map.outlines
    margin = canvas.width * 0.08
    scale = scale_to(outlines, canvas.width - 2 * margin, most_height=canvas.width * _HIGHEST)
    left = (canvas.width - extent(outlines)[0] * scale) / 2
    names = _placed(ward_map, canvas, scale, left)
    shapes = tuple(
        _shape(ward, ward_map, names[ward.code], scale, left)
        for ward in sorted(ward_map.wards, key=lambda ward: _upper_left(outlines[ward.code]))
    )
    key = f"{ward_map.slug}-{canvas.name}"
    return MapDrawing(key, canvas, extent(outlines)[1] * scale + 6, ward_map.title, shapes)


def _shape(ward: WardOnMap, ward_map: WardMap, name: _Name, scale: float, left: float) -> Shape:
    d = path(ward_map.outlines[ward.code], scale, left)
    return Shape(
        d,
        LOOKS[ward.paint],
        ward.finding,
        ward.to,
        tuple(_words(ward, name)),
        ring=d if ward.code == ward_map.mine else "",
        leader=_leader(ward, name) if name.is_moved else None,
    )


def _upper_left(polygons: Drawn) -> tuple[int, ...]:
    """Wards are reached from the north to the south."""
    return min(corners_of(polygons), key=lambda corner: (corner[1], corner[0]))[::-1]


# --- Names -----------------------------------------------------------------------------------
@dataclass(frozen=True)
class _Name:
    """The lines of a name about (`x`, `y`); `at` is where its ward has most room."""

    lines: tuple[str, ...]
    x: float
    y: float
    width: float
    height: float
    size: float
    at: tuple[float, float]
    is_moved: bool = False

    def touches(self, other: _Name) -> bool:
        return (
            abs(self.x - other.x) * 2 < self.width + other.width + 6
            and abs(self.y - other.y) * 2 < self.height + other.height + 2
        )


def _placed(ward_map: WardMap, canvas: Canvas, scale: float, left: float) -> dict[str, _Name]:
    """The name of each ward, those with most room first, the others where nothing is in the way."""
    rooms = []
    for ward in ward_map.wards:
        x, y, room = _roomiest(ward_map.outlines[ward.code])
        rooms.append((room * scale, (left + x * scale, y * scale + 1), ward))
    rooms.sort(key=lambda one: (-one[0], one[2].code))
    edges: _Edges = []
    placed: dict[str, _Name] = {}
    for wide, at, ward in rooms:
        others = list(placed.values())
        names = [_name(_called(ward), at, width, canvas.size) for width in (wide, wide / 2)]
        fitting = (
            name
            for name in names
            if name.width <= wide * (1 + _OVER) and not any(map(name.touches, others))
        )
        if name := next(fitting, None):
            placed[ward.code] = name
            continue
        edges = edges or _edges(ward_map.outlines, scale, left)
        placed[ward.code] = _moved(names[0], others, canvas.width, edges)
    return placed


def _called(ward: WardOnMap) -> str:
    return f"{ward.name} {ward.sign}".strip()


def _name(words: str, at: tuple[float, float], wide: float, size: float) -> _Name:
    lines = balanced(words, width=max(min(wide, _WIDEST_NAME), 50), size=size)
    width = max(width_of(line, size) for line in lines)
    return _Name(lines, *at, width, len(lines) * size * _LEADING, size, at)


# The left and right edge of all wards together, at each so many px from the top.
_LEVEL = 12.0
_Edges: TypeAlias = list[tuple[float, float]]


def _edges(outlines: Mapping[str, Drawn], scale: float, left: float) -> _Edges:
    rings = [ring for polygons in outlines.values() for polygon in polygons for ring in polygon]
    found = []
    for step in range(int(extent(outlines)[1] * scale / _LEVEL)):
        crossed = _stretches(rings, step * _LEVEL / scale + 0.001)
        ends = [end for stretch in crossed for end in stretch]
        found.append((left + min(ends, default=0) * scale, left + max(ends, default=0) * scale))
    return found


def _moved(name: _Name, others: Sequence[_Name], width: float, edges: _Edges) -> _Name:
    """The nearest place beside the map in which it touches no other name, else one on the map."""
    height = len(edges) * _LEVEL
    angles = [2 * pi * step / _DIRECTIONS for step in range(_DIRECTIONS)]
    places = (
        _at(name, name.at[0] + reach * cos(angle), name.at[1] + reach * sin(angle))
        for reach in _REACH
        for angle in angles
    )
    tried = [
        there
        for there in places
        if there.width / 2 <= there.x <= width - there.width / 2
        if there.height / 2 <= there.y <= height - there.height / 2
        if not any(map(there.touches, others))
    ]
    beside = (there for there in tried if _is_beside(there, edges))
    return next(beside, None) or next(iter(tried), name)


def _is_beside(name: _Name, edges: _Edges) -> bool:
    """Whether it lies left or right of every ward."""
    top, bottom = (name.y + half * name.height / 2 for half in (-1, 1))
    levels = edges[max(0, int(top / _LEVEL)) : int(bottom / _LEVEL) + 1]
    right_of = all(name.x - name.width / 2 > right + 3 for _, right in levels)
    return right_of or all(name.x + name.width / 2 < left - 3 for left, _ in levels)


def _at(name: _Name, x: float, y: float) -> _Name:
    return _Name(name.lines, x, y, name.width, name.height, name.size, name.at, is_moved=True)


def _words(ward: WardOnMap, name: _Name) -> Iterator[Words]:
    look = LOOKS[ward.paint]
    colour, halo = (palette.TEXT, palette.GROUND) if name.is_moved else (look.text, look.fill)
    top = name.y - name.height / 2
    for place, line in enumerate(name.lines):
        baseline = top + name.size * (_LEADING * place + 0.88)
        first = Words(name.x, baseline, line, name.size, colour, Anchor.MIDDLE)
        yield replace(first, is_haloed=True, halo=halo)


def _leader(ward: WardOnMap, name: _Name) -> Path:
    """From a dot in the ward to the nearest edge of its name."""
    x, y = name.at
    end_x = min(max(x, name.x - name.width / 2), name.x + name.width / 2)
    end_y = min(max(y, name.y - name.height / 2), name.y + name.height / 2)
    dot = f"M{x - 2:.1f} {y:.1f}a2 2 0 1 0 4 0a2 2 0 1 0 -4 0Z"
    return Path(f"{dot}M{x:.1f} {y:.1f}L{end_x:.1f} {end_y:.1f}", "none", palette.TEXT, 1.2)


# --- Outlines --------------------------------------------------------------------------------
def extent(outlines: Mapping[str, Drawn]) -> tuple[int, int]:
    """How far they reach to the right and down, on their own grid."""
    corners = [corner for polygons in outlines.values() for corner in corners_of(polygons)]
    return max(x for x, _ in corners), max(y for _, y in corners)


def scale_to(outlines: Mapping[str, Drawn], width: float, *, most_height: float) -> float:
    """From their grid to px."""
    wide, high = extent(outlines)
    return min(width / max(wide, 1), most_height / max(high, 1))


def path(polygons: Drawn, scale: float, left: float = 0.0) -> str:
    """The outline as SVG writes it; holes are holes by the even-odd rule."""
    return "".join(
        "M" + "L".join(f"{left + x * scale:.1f} {y * scale + 1:.1f}" for x, y in ring) + "Z"
        for polygon in polygons
        for ring in polygon
    )


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
