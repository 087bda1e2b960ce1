"""Months or quarters as lines on a slide: compared ones thin, the one spoken of thick and last."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from reporting.content.proofs import Line, Lines, Weight
from reporting.rendering.scale import Scale, scale_over
from reporting.rendering.slides.charts.inner_labels import Inner
from reporting.rendering.slides.charts.line_parts import last_known, lone_points, pieces, seen_under
from reporting.rendering.slides.charts.parts import (
    BELOW_AXIS,
    BESIDE,
    LABEL_SIZES,
    Label,
    Names,
    name_and_rest,
    names_below,
    number_format,
    placed,
    readable,
    room_for,
    sizes_for,
    style_of,
)
from reporting.rendering.slides.grid import LABEL, SMALL
from reporting.rendering.slides.setting import TooFull, snug
from reporting.rendering.slides.shapes import (
    LEADING,
    Align,
    Anchor,
    Box,
    Drawing,
    Element,
    Ink,
    NativeChart,
    NativeKind,
    Rule,
    words,
)

THIN, THICK = 2.5, 4.5
# The share of the box that labels beside the lines may take, and the least that the plot needs.
_MOST_BESIDE, _LEAST_PLOT = 0.34, 0.3
_MARGIN = 10.0


def draw_lines(proof: Lines, box: Box, numbers: Mapping[str, int]) -> Drawing:
    """A native chart with gridlines; beside it the name of each line at its end."""
    if not proof.at or not proof.lines:
        return Drawing(box, "")
    lines = in_drawing_order(proof.lines)
    inks = dict(zip(range(len(lines)), _inks(lines), strict=True))
    named = [_named(line, numbers) for line in lines]
    beside = room_for(named, LABEL, box.width * _MOST_BESIDE)
    chart, names = _chart(proof, lines, inks, box, beside)
    breaks = tuple(_breaks(lines, chart, box))
    margin = Box(box.right - beside, box.top, beside, chart.plot.bottom - box.top + BELOW_AXIS)
    inner = Inner(chart, [rule for rule in breaks if isinstance(rule, Rule)])
    labels: list[Label] = []
    within: list[Element] = []
    for number, (line, (name, rest)) in enumerate(zip(lines, named, strict=True)):
        label = _label(line, name, rest, readable(inks[number]), chart)
        found = inner.placed(label) if label.x < chart.slot(len(proof.at) - 1) - 1 else None
        if found is None:
            labels.append(label)
        else:
            within.append(found)
    sizes = (*LABEL_SIZES, SMALL)
    elements = (
        *names.words(chart),
        *breaks,
        *lone_points(chart),
        *within,
        *placed(labels, sizes=sizes, margin=margin),
    )
    return Drawing(box, "", elements, (chart,))


def in_drawing_order(lines: Sequence[Line]) -> tuple[Line, ...]:
    """The compared ones first: what is drawn last lies on top. One at least stands out."""
    order = (Weight.REST, Weight.PLAIN, Weight.ATTENTION, Weight.MAIN)
    return tuple(sorted(lines, key=lambda line: order.index(line.weight)))


def _inks(lines: Sequence[Line]) -> Iterator[Ink]:
    plain = [index for index, line in enumerate(lines) if line.weight is Weight.PLAIN]
    stands_out = any(line.weight in {Weight.MAIN, Weight.ATTENTION} for line in lines)
    main = plain.pop() if plain and not stands_out else -1
    for index, line in enumerate(lines):
        match line.weight:
            case Weight.MAIN:
                yield Ink.ACCENT
            case Weight.ATTENTION:
                yield Ink.ATTENTION
            case Weight.REST:
                yield Ink.REST
            case Weight.PLAIN:
                # The nearest year before is darker than those before it.
                is_nearest = bool(plain) and index == plain[-1]
                yield Ink.ACCENT if index == main else Ink.QUIET if is_nearest else Ink.PAST


def _chart(
    proof: Lines, lines: Sequence[Line], inks: Mapping[int, Ink], box: Box, beside: float
) -> tuple[NativeChart, Names]:
    cells = [cell for line in lines for cell in line.cells]
    values = [cell.number for cell in cells if cell.number is not None]
    scale = scale_over(values, style_of(cells))
    size = sizes_for(len(proof.at))[-2 if len(proof.at) <= 12 else -1]
    ticks = max(snug(label, size) for _, label in scale.ticks)
    above = size * LEADING / 2 + (SMALL * LEADING if _break_places(lines) else 0.0)
    wide = box.width - ticks - BESIDE - beside - _MARGIN
    if wide < box.width * _LEAST_PLOT:
        raise TooFull("labels have no room beside the lines.")
    names = names_below(proof.at, wide)
    plot = _plot(box, ticks, beside, above, names)
    if plot.height < 3 * size * LEADING:
        raise TooFull("lines have no room in so low a picture.")
    usual = [THICK if inks[at] in {Ink.ACCENT, Ink.ATTENTION} else THIN for at in range(len(lines))]
    widths = seen_under(lines, usual, scale)
    chart = NativeChart(
        NativeKind.LINES,
        Box(box.left, box.top, box.width - beside, box.height),
        plot,
        names.at if names.are_native else proof.at,
        tuple(
            series
            for number, line in enumerate(lines)
            for series in pieces(line.label.text, line.cells, inks[number], widths[number])
        ),
        scale.low,
        scale.high,
        _thinned(scale, plot, size),
        label_size=names.size,
        tick_size=size,
        number_format=number_format(cells),
        is_named=names.are_native,
    )
    return chart, names


def _plot(box: Box, ticks: float, beside: float, above: float, names: Names) -> Box:
    left = box.left + ticks + max(BESIDE, names.aside)
    right = box.right - beside - max(_MARGIN, names.aside)
    top = box.top + above
    return Box(left, top, right - left, box.bottom - names.height - top)


def _thinned(scale: Scale, plot: Box, size: float) -> tuple[tuple[float, str], ...]:
    """The marks of the axis, or every second where the plot is too low for all."""
    ticks = scale.ticks
    while len(ticks) > 2 and plot.height / (len(ticks) - 1) < size * LEADING:
        ticks = tuple(tick for tick in ticks if round(tick[0] / scale.step) % 2 == 0) or ticks[:1]
        break
    return ticks


def _named(line: Line, numbers: Mapping[str, int]) -> tuple[str, str]:
    """The name of a line and what follows; a line of which nothing is known says so."""
    name, rest = name_and_rest(line.label, numbers)
    if last_known(line.cells) or not line.cells:
        return name, rest
    return f"{name} {line.cells[-1].bare_text}".strip(), rest


def _label(line: Line, name: str, rest: str, ink: Ink, chart: NativeChart) -> Label:
    last = last_known(line.cells)
    if last is None:
        plot = chart.plot
        return Label(name, rest, plot.right, plot.bottom, ink, is_led=False)
    index, value = last
    return Label(name, rest, chart.slot(index), chart.y(value), ink)


def _break_places(lines: Sequence[Line]) -> dict[int, str]:
    """The words of each break by the label that it stands before."""
    return {
        index: "break"
        for line in lines
        for index, cell in enumerate(line.cells)
        if index and cell.begins_anew
    }


def _breaks(lines: Sequence[Line], chart: NativeChart, box: Box) -> Iterator[Element]:
    """A dashed rule where what is counted changed, and its word above the plot."""
    taken = box.left
    for index, word in sorted(_break_places(lines).items()):
        x = (chart.slot(index - 1) + chart.slot(index)) / 2
        height, width = SMALL * LEADING, snug(word, SMALL)
        yield Rule(x, box.top + height, x, chart.plot.bottom, Ink.QUIET, is_dashed=True)
        left = x - width / 2
        if left >= taken:
            place = Box(left, box.top, width, SMALL * LEADING)
            yield words(place, word, SMALL, ink=Ink.QUIET, align=Align.CENTRE, anchor=Anchor.BOTTOM)
            taken = left + width + 4
