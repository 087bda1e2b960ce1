"""A few places over a few years on a slide, each with its number at both ends."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from reporting.content.proofs import Line, Slopes, Weight
from reporting.rendering.slides.charts.line_parts import (
    first_known,
    last_known,
    lone_points,
    pieces,
)
from reporting.rendering.slides.charts.parts import (
    BELOW_AXIS,
    LABEL_SIZES,
    Label,
    Names,
    names_below,
    number_format,
    placed,
    readable,
    room_for,
)
from reporting.rendering.slides.grid import LABEL, SMALL
from reporting.rendering.slides.maps.area_map import ink_of
from reporting.rendering.slides.setting import TooFull
from reporting.rendering.slides.shapes import (
    LEADING,
    Align,
    Box,
    Drawing,
    Element,
    Ink,
    NativeChart,
    NativeKind,
)

_OTHERS = (Ink.SECOND, Ink.THIRD, Ink.QUIET, Ink.PAST)
_ALIKE = (Ink.ACCENT, *_OTHERS)
_PLAIN, _MAIN = 3.5, 4.5
_MOST_BEFORE, _MOST_BEHIND, _LEAST_PLOT = 0.22, 0.36, 0.25
_APART = 10.0


def draw_slopes(proof: Slopes, box: Box, numbers: Mapping[str, int]) -> Drawing:
    """A native chart of lines without a value axis, and the numbers at both ends."""
    if not proof.at or not proof.lines:
        return Drawing(box, "")
    lines = proof.lines
    inks = tuple(_inks(lines))
    starts = [(line.cells[0].text_but_nature, "") for line in lines]
    ends = [(_end(line, numbers), "") for line in lines]
    before = room_for(starts, LABEL, box.width * _MOST_BEFORE)
    behind = room_for(ends, LABEL, box.width * _MOST_BEHIND)
    chart, names = _chart(proof, inks, box, before, behind)
    elements: list[Element] = [*names.words(chart), *lone_points(chart)]
    height = chart.plot.bottom - box.top + BELOW_AXIS
    sizes = (*LABEL_SIZES, SMALL)
    elements += placed(
        [_at_start(*each, chart) for each in zip(lines, starts, inks, strict=True)],
        sizes=sizes,
        margin=Box(box.left, box.top, before, height),
        align=Align.RIGHT,
    )
    elements += placed(
        [_at_end(*each, chart) for each in zip(lines, ends, inks, strict=True)],
        sizes=sizes,
        margin=Box(box.right - behind, box.top, behind, height),
    )
    return Drawing(box, "", tuple(elements), (chart,))


def _end(line: Line, numbers: Mapping[str, int]) -> str:
    return f"{line.cells[-1].text_but_nature} {line.label.with_numbers(numbers)}".strip()


def _inks(lines: Sequence[Line]) -> Iterator[Ink]:
    """Each place has its own: that of the map, or blue for the one spoken of, if there is one."""
    if all(line.group is not None for line in lines):
        yield from (ink_of(line.group or 0) for line in lines)
        return
    stands_out = any(line.weight is not Weight.PLAIN for line in lines)
    free = list(_OTHERS if stands_out else _ALIKE)
    for line in lines:
        match line.weight:
            case Weight.MAIN:
                yield Ink.ACCENT
            case Weight.ATTENTION:
                yield Ink.ATTENTION
            case Weight.REST:
                yield Ink.REST
            case Weight.PLAIN:
                yield free.pop(0) if len(free) > 1 else free[0]


def _chart(
    proof: Slopes, inks: Sequence[Ink], box: Box, before: float, behind: float
) -> tuple[NativeChart, Names]:
    cells = [cell for line in proof.lines for cell in line.cells]
    values = [cell.number for cell in cells if cell.number is not None]
    width = box.width - before - behind - 2 * _APART
    if width < box.width * _LEAST_PLOT:
        raise TooFull("labels have no room beside the lines.")
    names = names_below(proof.at, width)
    left = box.left + before + max(_APART, names.aside)
    right = box.right - behind - max(_APART, names.aside)
    top = box.top + LABEL * LEADING / 2
    plot = Box(left, top, right - left, box.bottom - names.height - top)
    if plot.height < 3 * LABEL * LEADING:
        raise TooFull("lines have no room in so low a picture.")
    low, high = min([0, *values]), max([0, *values])
    chart = NativeChart(
        NativeKind.LINES,
        Box(box.left + before, box.top, box.width - before - behind, box.height),
        plot,
        names.at if names.are_native else proof.at,
        tuple(
            series
            for line, ink in zip(proof.lines, inks, strict=True)
            for series in pieces(
                line.label.text, line.cells, ink, _MAIN if line.weight is Weight.MAIN else _PLAIN
            )
        ),
        low,
        high if high > low else low + 1,
        label_size=names.size,
        number_format=number_format(cells),
        is_named=names.are_native,
    )
    return chart, names


def _at_start(line: Line, words: tuple[str, str], ink: Ink, chart: NativeChart) -> Label:
    known = first_known(line.cells)
    return _beside(words[0], known, 0, ink, chart)


def _at_end(line: Line, words: tuple[str, str], ink: Ink, chart: NativeChart) -> Label:
    known = last_known(line.cells)
    return _beside(words[0], known, len(line.cells) - 1, ink, chart)


def _beside(
    words: str, known: tuple[int, float] | None, end: int, ink: Ink, chart: NativeChart
) -> Label:
    """A label at an end of a line; a gap stands at the level of the nearest number."""
    y = chart.plot.bottom if known is None else chart.y(known[1])
    is_there = known is not None and known[0] == end
    return Label(words, "", chart.slot(end), y, readable(ink), is_led=is_there)
