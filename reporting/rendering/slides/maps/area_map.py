"""Outlines of areas on a slide in their groups, with letters on the map and names beside it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from collections.abc import Mapping as Map
from itertools import product
from math import hypot

from reporting.content.proofs import AreaMap, MapArea, MapGroup
from reporting.rendering.slides.grid import BODY, LABEL, SMALL
from reporting.rendering.slides.setting import TooFull, height_of, shortened, snug
from reporting.rendering.slides.shapes import (
    LEADING,
    SHADES,
    Align,
    Anchor,
    Box,
    Drawing,
    Element,
    Form,
    Ink,
    Outline,
    Paragraph,
    Run,
    Shape,
    Text,
    words,
)

_Point = tuple[float, float]
_INKS = (
    Ink.ACCENT, Ink.SECOND, Ink.THIRD, Ink.PAST, Ink.MANY, Ink.QUIET, Ink.SOME, Ink.FOURTH,
)  # fmt: skip
# The share of the box that the map may take beside lists, and the room between the two.
_MAP, _APART = 0.45, 22.0
_DISC = 28.0
_BAR, _UNDER_BAR, _BETWEEN, _UNDER_LIST = 6.0, 6.0, 14.0, 14.0
_HEAD = _BAR + _UNDER_BAR + BODY * LEADING
# The room between two names, of their size.
_LOOSE = 0.1
_NAMES = (LABEL, 17.0, 16.0, 15.0, SMALL)


def draw_area_map(proof: AreaMap, box: Box, numbers: Map[str, int]) -> Drawing:
    """The map in proportion; with groups it stands at the left and their lists at the right."""
    if not proof.areas:
        return Drawing(box, "", tuple(_lists(proof.groups, box)))
    if not proof.groups:
        return Drawing(box, "", tuple(_outlines(_scaled(proof.areas, box), is_ornament=True)))
    room = Box(box.left, box.top, box.width * _MAP, box.height)
    areas = _scaled(proof.areas, room)
    right = max(x for area in areas for ring in area.rings for x, _ in ring) + _APART
    beside = Box(right, box.top, box.right - right, box.height)
    elements = (
        *_outlines(areas, is_ornament=False),
        *_discs(areas, proof.groups, room),
        *_lists(proof.groups, beside),
    )
    return Drawing(box, "", elements)


def ink_of(group: int) -> Ink:
    return _INKS[group % len(_INKS)]


# --- Outlines ---------------------------------------------------------------------------------
def _scaled(areas: Sequence[MapArea], box: Box) -> tuple[MapArea, ...]:
    """The areas in points, as large as they stand in the box, at its left and in its middle."""
    points = [point for area in areas for ring in area.rings for point in ring]
    if not points:
        raise TooFull("the map has no outlines.")
    left, top = min(x for x, _ in points), min(y for _, y in points)
    width = max(x for x, _ in points) - left
    height = max(y for _, y in points) - top
    scales = [room / side for room, side in ((box.width, width), (box.height, height)) if side]
    scale = min(scales, default=1.0)
    down = box.top + (box.height - height * scale) / 2
    return tuple(
        MapArea(
            area.name,
            tuple(
                tuple(
                    (box.left + (x - left) * scale, down + (y - top) * scale) for x, y in ring
                )
                for ring in area.rings
            ),
            area.group,
        )
        for area in areas
    )  # fmt: skip


def _outlines(areas: Sequence[MapArea], *, is_ornament: bool) -> Iterator[Outline]:
    for area in areas:
        if is_ornament:
            # Shades would look like data.
            yield Outline(area.rings, SHADES[1], name="")
        else:
            yield Outline(area.rings, ink_of(area.group), edge_width=1.0, name=area.name)


# --- Letters on the map -----------------------------------------------------------------------
def _discs(areas: Sequence[MapArea], groups: Sequence[MapGroup], room: Box) -> Iterator[Element]:
    taken: list[_Point] = []
    for number, group in enumerate(groups):
        of_group = [area for area in areas if area.group == number and area.rings]
        if not group.letter or not of_group:
            continue
        x, y = _free(of_group, taken, room)
        taken.append((x, y))
        place = Box(x - _DISC / 2, y - _DISC / 2, _DISC, _DISC)
        letter = shortened(group.letter, LABEL, _DISC * 0.8, is_bold=True)
        text = words(
            Box(place.left, y - LABEL * LEADING / 2, _DISC, LABEL * LEADING),
            letter, LABEL, is_bold=True, align=Align.CENTRE, anchor=Anchor.MIDDLE,
        )  # fmt: skip
        yield Shape(place, Form.ELLIPSE, fill=Ink.GROUND, edge=Ink.TEXT, text=text, name=group.name)


def _free(areas: Sequence[MapArea], taken: Sequence[_Point], room: Box) -> _Point:
    """A place for a disc within the group, near its middle and clear of the others."""
    weighed = [(_area(ring), _centre(ring)) for area in areas for ring in area.rings[:1]]
    whole = sum(size for size, _ in weighed) or 1.0
    middle = (
        sum(size * x for size, (x, _) in weighed) / whole,
        sum(size * y for size, (_, y) in weighed) / whole,
    )
    centres = [centre for _, centre in weighed]
    points = [point for area in areas for ring in area.rings for point in ring]
    centres.sort(key=lambda point: _distance(point, middle))
    points.sort(key=lambda point: _distance(point, middle))
    inside = any(_holds(ring, middle) for area in areas for ring in area.rings)
    for point in (*([middle] if inside else []), *centres, middle, *points, *_grid(room)):
        x, y = _within(point, room)
        if all(_distance((x, y), other) >= _DISC + 2 for other in taken):
            return x, y
    raise TooFull("there are more groups on the map than have room.")


def _grid(room: Box) -> Iterator[_Point]:
    step = _DISC + 3
    for row in range(int(room.height // step)):
        for column in range(int(room.width // step)):
            yield room.left + step * (column + 0.5), room.top + step * (row + 0.5)


def _within(point: _Point, room: Box) -> _Point:
    half = _DISC / 2 + 1
    x = min(max(point[0], room.left + half), room.right - half)
    return x, min(max(point[1], room.top + half), room.bottom - half)


def _distance(one: _Point, other: _Point) -> float:
    return hypot(one[0] - other[0], one[1] - other[1])


def _area(ring: Sequence[_Point]) -> float:
    pairs = zip(ring, (*ring[1:], *ring[:1]), strict=True)
    return abs(sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairs)) / 2


def _centre(ring: Sequence[_Point]) -> _Point:
    """The centre of gravity of a ring; of its points where it has no area."""
    pairs = list(zip(ring, (*ring[1:], *ring[:1]), strict=True))
    crosses = [x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairs]
    whole = sum(crosses) * 3
    if abs(whole) < 1e-6:
        return sum(x for x, _ in ring) / len(ring), sum(y for _, y in ring) / len(ring)
    across = zip(pairs, crosses, strict=True)
    summed = [((x1 + x2) * c, (y1 + y2) * c) for ((x1, y1), (x2, y2)), c in across]
    return sum(x for x, _ in summed) / whole, sum(y for _, y in summed) / whole


def _holds(ring: Sequence[_Point], point: _Point) -> bool:
    """Whether a point lies within a ring."""
    x, y = point
    crossings = 0
    for (x1, y1), (x2, y2) in zip(ring, (*ring[1:], *ring[:1]), strict=True):
        if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
            crossings += 1
    return crossings % 2 == 1


# --- Lists beside the map ---------------------------------------------------------------------
def _lists(groups: Sequence[MapGroup], box: Box) -> Iterator[Element]:
    """The groups in two columns, each below a bar of its ink; as large as all of them fit."""
    columns = min(2, max(len(groups), 1))
    width = (box.width - _BETWEEN * (columns - 1)) / columns
    if width < 5 * LABEL:
        raise TooFull("lists have no room beside the map.")
    rows = [groups[start : start + columns] for start in range(0, len(groups), columns)]
    lists, heights = _fitting(rows, width, box.height)
    spare = box.height - sum(heights)
    apart = min(spare / max(len(rows) - 1, 1), 3 * _UNDER_LIST)
    top = box.top
    for number, (row, height) in enumerate(zip(rows, heights, strict=True)):
        for column, group in enumerate(row):
            left = box.left + column * (width + _BETWEEN)
            place = Box(left, top, width, height)
            index = number * columns + column
            yield from _list(group, ink_of(index), place, lists[index])
        top += height + apart


def _fitting(
    rows: Sequence[Sequence[MapGroup]], width: float, room: float
) -> tuple[list[tuple[Paragraph, ...]], list[float]]:
    """The names of each group, and the heights of the rows: name by name, else run on."""
    for set_names, size in product((_name_by_name, _run_on), _NAMES):
        lists = [set_names(group, size, width) for row in rows for group in row]
        high = iter([height_of(each, width) for each in lists])
        heights = [_HEAD + max(next(high) for _ in row) for row in rows]
        if sum(heights) + _UNDER_LIST * (len(rows) - 1) <= room:
            return lists, heights
    raise TooFull("there are more names beside the map than have room.")


def _name_by_name(group: MapGroup, size: float, width: float) -> tuple[Paragraph, ...]:
    return tuple(
        Paragraph((Run(shortened(name, size, width)),), size, above=size * _LOOSE)
        for name in group.names
    )


def _run_on(group: MapGroup, size: float, width: float) -> tuple[Paragraph, ...]:
    names = ", ".join(shortened(name, size, width - size) for name in group.names)
    return (Paragraph((Run(names),), size),) if names else ()


def _list(group: MapGroup, ink: Ink, place: Box, names: tuple[Paragraph, ...]) -> Iterator[Element]:
    yield Shape(Box(place.left, place.top, place.width, _BAR), fill=ink)
    letter = f"{group.letter}  " if group.letter else ""
    room = place.width - snug(letter, BODY, is_bold=True)
    name = shortened(group.name, BODY, room, is_bold=True)
    head = Box(place.left, place.top + _BAR + _UNDER_BAR, place.width, BODY * LEADING)
    runs = (Run(letter, is_bold=True, ink=Ink.QUIET),) if letter else ()
    yield Text(head, (Paragraph((*runs, Run(name, is_bold=True)), BODY),))
    if names:
        yield Text(Box(place.left, head.bottom, place.width, place.bottom - head.bottom), names)
