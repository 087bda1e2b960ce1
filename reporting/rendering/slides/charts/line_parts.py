"""Lines as the pieces that they are drawn in: broken at gaps, dashed where they are made up."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeAlias

from reporting.content.description import Cell
from reporting.content.proofs import Line
from reporting.rendering.scale import Scale
from reporting.rendering.slides.shapes import (
    Box,
    Element,
    Form,
    Ink,
    NativeChart,
    NativeSeries,
    Shape,
)

_SAME = 0.005  # of the axis: so near that one line covers the other
_HIDDEN = 0.5  # of the points of a line
_BROADER = 2.0  # points by which a covered line is still seen on both sides


def seen_under(lines: Sequence[Line], widths: Sequence[float], scale: Scale) -> list[float]:
    """The widths of lines from back to front, a line that another covers broader than that."""
    near, found = (scale.high - scale.low) * _SAME, list(widths)
    for under in reversed(range(len(lines))):
        over = [
            found[above] + _BROADER
            for above in range(under + 1, len(lines))
            if _is_covered(lines[under].cells, lines[above].cells, near)
        ]
        found[under] = max(found[under], *over, 0.0)
    return found


def _is_covered(under: Sequence[Cell], over: Sequence[Cell], near: float) -> bool:
    own = [cell.number for cell in under if cell.number is not None]
    both = [(one.number, other.number) for one, other in zip(under, over, strict=False)]
    shared = [
        one
        for one, other in both
        if one is not None and other is not None and abs(one - other) <= near
    ]
    return len(shared) > 1 and len(shared) > len(own) * _HIDDEN


def pieces(name: str, cells: Sequence[Cell], ink: Ink, width: float) -> Iterator[NativeSeries]:
    """A line as series: one, or more where it is broken between neighbours or dashed in part.

    A series that is dashed has its points in `hatched`. A gap stays a gap within a series.
    """
    found: list[tuple[list[int], bool]] = []
    for run, is_dashed in _runs(cells):
        joined = (each for each, is_like in found if is_like == is_dashed)
        free = next((each for each in joined if each[-1] < run[0] - 1), None)
        if free is None:
            found.append((run, is_dashed))
        else:
            free += run
    for number, (points, is_dashed) in enumerate(found or [([], False)], 1):
        values = tuple(cell.number if at in points else None for at, cell in enumerate(cells))
        title = name if number == 1 else f"{name} ({number})"
        hatched = frozenset(points) if is_dashed else frozenset()
        yield NativeSeries(title, values, ink, width, hatched=hatched)


def _runs(cells: Sequence[Cell]) -> Iterator[tuple[list[int], bool]]:
    """Neighbouring points that are joined alike, and whether by dashes; the ends are shared."""
    run: list[int] = []
    is_dashed = False
    for index, cell in enumerate(cells):
        if cell.number is None:
            continue
        if not run or run[-1] != index - 1 or cell.begins_anew:
            if run:
                yield run, is_dashed
            run, is_dashed = [index], cell.is_illustrative
            continue
        dashes = cell.is_illustrative or cells[index - 1].is_illustrative
        if len(run) > 1 and dashes != is_dashed:
            yield run, is_dashed
            run = [index - 1]
        run.append(index)
        is_dashed = dashes
    if run:
        yield run, is_dashed


Segment: TypeAlias = tuple[float, float, float, float]


def segments(chart: NativeChart) -> list[Segment]:
    """The straight pieces of all lines, a lone point as one without length."""
    found: list[Segment] = []
    for series in chart.series:
        before: tuple[float, float] | None = None
        for index, value in enumerate(series.values):
            if value is None:
                before = None
                continue
            here = (chart.slot(index), chart.y(value))
            found.append((*(before or here), *here))
            before = here
    return found


def crosses(box: Box, segment: Segment) -> bool:
    """Whether a straight piece runs through a box."""
    x1, y1, x2, y2 = segment
    first, last = 0.0, 1.0
    sides = (
        (x1 - x2, x1 - box.left),
        (x2 - x1, box.right - x1),
        (y1 - y2, y1 - box.top),
        (y2 - y1, box.bottom - y1),
    )
    for step, room in sides:
        if step == 0:
            if room < 0:
                return False
        elif step < 0:
            first = max(first, room / step)
        else:
            last = min(last, room / step)
    return first <= last


def lone_points(chart: NativeChart) -> Iterator[Element]:
    """A dot for each point that no line leads to or from, which a line chart would not show."""
    for series in chart.series:
        for index, value in enumerate(series.values):
            around = (*series.values[max(index - 1, 0) : index], *series.values[index + 1 :][:1])
            if value is not None and all(other is None for other in around):
                half = series.width
                x, y = chart.slot(index), chart.y(value)
                box = Box(x - half, y - half, 2 * half, 2 * half)
                yield Shape(box, Form.ELLIPSE, fill=series.ink)


def last_known(cells: Sequence[Cell]) -> tuple[int, float] | None:
    """The last point of a line that has a number."""
    known = [(index, cell.number) for index, cell in enumerate(cells) if cell.number is not None]
    return known[-1] if known else None


def first_known(cells: Sequence[Cell]) -> tuple[int, float] | None:
    """The first point of a line that has a number."""
    return next(
        ((index, cell.number) for index, cell in enumerate(cells) if cell.number is not None), None
    )
