"""The lines of a slide at their places: those of shapes and of cells, within their outlines."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from tests.form.boxes import Box, around, crosses
from tests.form.measuring import SetLine, height_of, lines_of, place_lines
from tests.form.names import qn
from tests.form.reading import Piece, Slide, TableCell


@dataclass(frozen=True)
class Standing:
    """A line, whose it is, and the box that it must not leave."""

    owner: Piece
    cell: TableCell | None
    set: SetLine
    within: Box

    @property
    def ink(self) -> Box:
        return self.set.ink

    @property
    def words(self) -> str:
        return f"“{self.set.line.text.strip()[:40]}”"

    @property
    def has_ground(self) -> bool:
        """Whether what lies further back is hidden by the owner's own fill."""
        return self.cell.is_filled if self.cell else self.owner.is_filled and is_opaque(self.owner)


def standing_lines(slide: Slide) -> list[Standing]:
    return [line for piece in slide.every for line in lines_of_a_piece(piece)]


def lines_of_a_piece(piece: Piece) -> Iterator[Standing]:
    if piece.frame:
        inner = inside(piece)
        for line in place_lines(piece.frame, inner):
            turned = SetLine(line.line, line.ink.turned(piece.turn, piece.box))
            yield Standing(piece, None, turned, inner.turned(piece.turn, piece.box))
    tops = row_tops(piece)
    for cell in piece.cells:
        box = replace(cell.box, top=tops[cell.row], bottom=tops[cell.row + cell.rows])
        for line in place_lines(cell.frame, box):
            yield Standing(piece, cell, line, box)


def row_tops(table: Piece) -> list[float]:
    """Where the rows of a table begin once they have grown to hold their words; then its end."""
    heights = list(table.rows)
    for cell in table.cells:
        if cell.rows == 1 and cell.text:
            heights[cell.row] = max(heights[cell.row], needed_height(cell))
    return [table.box.top + sum(heights[:number]) for number in range(len(heights) + 1)]


def needed_height(cell: TableCell) -> float:
    """The height that the words of a cell need."""
    lines = lines_of(cell.frame, cell.box.width - cell.frame.left - cell.frame.right)
    return height_of(lines) + cell.frame.top + cell.frame.bottom


def inside(piece: Piece) -> Box:
    """The part of a shape in which its words may stand, which its outline narrows."""
    box = piece.box
    short = min(box.width, box.height)
    if piece.form in {"ellipse", "flowChartConnector"}:
        share = 0.1464
        return box.inset(*(side * share for side in (box.width, box.height) * 2))
    if piece.form == "diamond":
        return box.inset(*(side / 4 for side in (box.width, box.height) * 2))
    if piece.form == "roundRect":
        round_by = short * _adjusted(piece.element, 0.16667) * 0.29289
        return box.inset(*[round_by] * 4)
    if piece.form == "homePlate":
        return box.inset(0, 0, short * _adjusted(piece.element, 0.5) / 2, 0)
    if piece.form == "chevron":
        point = short * _adjusted(piece.element, 0.5)
        return box.inset(point, 0, point, 0)
    return box


def _adjusted(element: Any, otherwise: float) -> float:
    guide = element.find(f"{qn('p:spPr')}/{qn('a:prstGeom')}/{qn('a:avLst')}/{qn('a:gd')}")
    said = (guide.get("fmla") or "").split() if guide is not None else []
    return int(said[1]) / 100_000 if len(said) == 2 and said[0] == "val" else otherwise


def is_opaque(piece: Piece) -> bool:
    """Whether a fill hides what lies behind it."""
    if piece.kind == "picture":
        return True
    fill = piece.element.find(f"{qn('p:spPr')}/{qn('a:solidFill')}")
    return piece.is_filled and (fill is None or next(fill.iter(qn("a:alpha")), None) is None)


def covers(piece: Piece, box: Box, *, by: float = 1.0) -> bool:
    """Whether the outline of a shape lies on some of the box."""
    own = piece.box.turned(piece.turn, piece.box)
    if not own.meets(box, by=by):
        return False
    inner = box.inset(by, by, by, by)
    if piece.form == "ellipse":
        x, y = (own.left + own.right) / 2, (own.top + own.bottom) / 2
        near_x, near_y = _nearest(x, inner.left, inner.right), _nearest(y, inner.top, inner.bottom)
        return ((near_x - x) / (own.width / 2)) ** 2 + ((near_y - y) / (own.height / 2)) ** 2 < 1
    if piece.is_freeform:
        return any(_polygon_meets(ring, inner) for ring in rings(piece))
    return True


def _nearest(value: float, low: float, high: float) -> float:
    return min(max(value, low), high)


def _polygon_meets(ring: list[tuple[float, float]], box: Box) -> bool:
    if not around(ring).meets(box, by=0):
        return False
    if any(crosses(a, b, box) for a, b in zip(ring, [*ring[1:], ring[0]], strict=True)):
        return True
    return _is_in(ring, ((box.left + box.right) / 2, (box.top + box.bottom) / 2))


def _is_in(ring: list[tuple[float, float]], point: tuple[float, float]) -> bool:
    x, y = point
    found = False
    for (ax, ay), (bx, by) in zip(ring, [*ring[1:], ring[0]], strict=True):
        if (ay > y) != (by > y) and x < (bx - ax) * (y - ay) / (by - ay) + ax:
            found = not found
    return found


def rings(piece: Piece) -> list[list[tuple[float, float]]]:
    """The outlines of a freeform in points on the slide; of curves, where they end."""
    return _rings(piece.element, piece.box)


@lru_cache(maxsize=4096)
def _rings(element: Any, box: Box) -> list[list[tuple[float, float]]]:
    found: list[list[tuple[float, float]]] = []
    for path in element.iter(qn("a:path")):
        wide, high = int(path.get("w") or 0), int(path.get("h") or 0)
        across, down = box.width / wide if wide else 0, box.height / high if high else 0
        for step in path:
            points = [(box.left + int(one.get("x")) * across, box.top + int(one.get("y")) * down)
                      for one in step.iter(qn("a:pt"))]  # fmt: skip
            if step.tag == qn("a:moveTo"):
                found.append([])
            if points and found:
                found[-1].append(points[-1])
    return [ring for ring in found if len(ring) > 2]


def strokes(piece: Piece) -> list[tuple[tuple[float, float], tuple[float, float]]]:
    """The straight parts of a line; a bent one goes across, down and across."""
    start, end = piece.ends
    form = piece.form
    if not form.startswith("bentConnector"):
        return [(start, end)]
    if form == "bentConnector2":
        corner = (end[0], start[1])
        return [(start, corner), (corner, end)]
    middle = start[0] + (end[0] - start[0]) * _adjusted(piece.element, 0.5)
    first, second = (middle, start[1]), (middle, end[1])
    return [(start, first), (first, second), (second, end)]
