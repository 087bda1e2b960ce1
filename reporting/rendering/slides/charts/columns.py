"""Columns on a slide, of one layer or of several, each with its number; what is made up hatched."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from reporting.content.description import Cell
from reporting.content.proofs import Columns, Layer, Weight
from reporting.rendering.scale import scale_over
from reporting.rendering.slides.charts.parts import (
    BESIDE,
    Label,
    Names,
    hatching,
    name_and_rest,
    names_below,
    number_format,
    on,
    placed,
    readable,
    room_for,
    sizes_for,
    style_of,
)
from reporting.rendering.slides.grid import HEADING, SMALL
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
    NativeSeries,
    Shape,
    words,
)

GAP = 0.45
_UPPER = (Ink.THIRD, Ink.SECOND, Ink.QUIET, Ink.MANY)
_MOST_BESIDE, _LEAST_PLOT = 0.3, 0.35
_MARGIN = 12.0
# Between a column and the number on it.
_ABOVE = 4.0
# The height of digits with a little around, of their size.
_TIGHT = 1.1
# Beside a number on a ground of its own.
_AROUND = 3.0


@dataclass(frozen=True)
class _Look:
    """The size of the numbers on the columns; 0 where an axis says them."""

    size: float
    letters: float  # of the names below, and of the numbers of several layers
    names: Names
    beside: float

    @property
    def room(self) -> float:
        return self.size * LEADING + 2 * _ABOVE


def draw_columns(proof: Columns, box: Box, numbers: Mapping[str, int]) -> Drawing:
    """A native chart of columns; totals and the names of layers are words beside it."""
    if not proof.at or not proof.layers:
        return Drawing(box, "")
    named = [name_and_rest(layer.label, numbers) for layer in proof.layers]
    beside = room_for(named, HEADING, box.width * _MOST_BESIDE) if len(proof.layers) > 1 else 0.0
    chart, look = _chart(proof, box, beside)
    elements = [
        *look.names.words(chart),
        *_on_top(proof, chart, look),
        *_on_hatching(proof, chart, look),
        *_on_main(proof, chart, look),
    ]
    if beside:
        margin = Box(box.right - beside, box.top, beside, chart.plot.bottom - box.top)
        sizes = (HEADING, SMALL)
        elements += placed(tuple(_names_of_layers(proof, named, chart)), sizes=sizes, margin=margin)
    return Drawing(box, "", tuple(elements), (chart,))


# --- The chart --------------------------------------------------------------------------------
def _chart(proof: Columns, box: Box, beside: float) -> tuple[NativeChart, _Look]:
    room = box.width - (beside + _MARGIN if beside else 0.0)
    pitch = room / max(len(proof.at), 1)
    sizes = sizes_for(len(proof.at))
    size = next((size for size in sizes if _fit(proof, size, pitch - 4)), 0.0)
    if size:
        return _with_numbers(proof, box, room, size, beside)
    return _with_axis(proof, box, room, beside)


def _fit(proof: Columns, size: float, width: float) -> bool:
    """Whether every number that is to stand on or in a column is as narrow as that."""
    if len(proof.layers) == 1 or not proof.totals:
        shown = [cell.text_but_nature for layer in proof.layers for cell in layer.cells]
    else:
        shown = [_words_on_top(proof, index) for index in _slots(proof)]
    return all(snug(text, size, is_bold=True) <= width for text in shown)


def _with_numbers(
    proof: Columns, box: Box, room: float, size: float, beside: float
) -> tuple[NativeChart, _Look]:
    """Each column with its number, and no axis: the plot has the room that the numbers take."""
    names = names_below(proof.at, room)
    letters = min(size, names.size)
    if len(proof.layers) > 1:
        letters = min(letters, HEADING)
    else:
        size = letters
    plot = Box(
        box.left + names.aside,
        box.top,
        room - 2 * names.aside,
        box.height - names.height,
    )
    look = _Look(size, letters, names, beside)
    low, high = _ends(proof)
    above = look.room
    below = look.room if low < 0 else 0.0
    share = (plot.height - above - below) / plot.height
    if plot.height - above - below < 2 * size * LEADING:
        raise TooFull("columns have no room in so low a picture.")
    whole = (high - low) / share
    low, high = low - whole * below / plot.height, high + whole * above / plot.height
    return _native(proof, box, plot, (low, high), look), look


def _with_axis(proof: Columns, box: Box, room: float, beside: float) -> tuple[NativeChart, _Look]:
    """Columns too narrow for their numbers: an axis with about five lines instead."""
    cells = [cell for layer in proof.layers for cell in layer.cells]
    scale = scale_over(_ends(proof), style_of(cells))
    ticks = max(snug(label, SMALL) for _, label in scale.ticks) + BESIDE
    if room - ticks < box.width * _LEAST_PLOT:
        raise TooFull("columns have no room beside their numbers.")
    names = names_below(proof.at, room - ticks)
    half = SMALL * LEADING / 2
    left = box.left + ticks + names.aside
    right = box.left + room - names.aside
    # The main column's number, or what is missing of one, stands on top.
    has_words = bool(proof.main) or any(cell.number is None for cell in cells)
    above = HEADING * LEADING + _ABOVE if has_words else half
    plot = Box(left, box.top + above, right - left, box.height - names.height - above)
    if plot.height < len(scale.ticks) * SMALL * LEADING:
        raise TooFull("columns have no room in so low a picture.")
    look = _Look(0.0, names.size, names, beside)
    chart = _native(proof, box, plot, (scale.low, scale.high), look)
    return replace(chart, ticks=scale.ticks, tick_size=SMALL), look


def _native(
    proof: Columns, box: Box, plot: Box, ends: tuple[float, float], look: _Look
) -> NativeChart:
    cells = [cell for layer in proof.layers for cell in layer.cells]
    chart = NativeChart(
        NativeKind.COLUMNS,
        Box(box.left, box.top, box.width - look.beside, box.height),
        plot,
        look.names.at if look.names.are_native else proof.at,
        (),
        *ends,
        label_size=look.letters,
        gap=GAP,
        number_format=number_format(cells),
        is_named=look.names.are_native,
    )
    series = tuple(
        _series(proof, number, layer, chart, look) for number, layer in enumerate(proof.layers)
    )
    return replace(chart, series=series)


def _series(
    proof: Columns, number: int, layer: Layer, chart: NativeChart, look: _Look
) -> NativeSeries:
    inks = {index: _ink(proof, number, layer, index) for index in range(len(proof.at))}
    made_up = [index for index, cell in enumerate(layer.cells) if cell.is_illustrative]
    inks |= {index: hatching(inks[index]) for index in made_up}
    base = _ink(proof, number, layer, None)
    is_stacked = len(proof.layers) > 1
    labels: tuple[str, ...] = ()
    label_inks: dict[int, Ink] = {}
    if look.size and is_stacked:
        labels = tuple("" if cell.is_illustrative else _inside(cell, chart) for cell in layer.cells)
        label_inks = {index: on(ink) for index, ink in inks.items()}
    elif look.size:
        labels = tuple("" if cell.number is None else cell.text_but_nature for cell in layer.cells)
        label_inks = {index: readable(ink) for index, ink in inks.items() if ink is Ink.ATTENTION}
    return NativeSeries(
        layer.label.text,
        tuple(cell.number for cell in layer.cells),
        base,
        inks={index: ink for index, ink in inks.items() if ink is not base},
        hatched=frozenset(made_up),
        labels=labels,
        label_ink=on(base) if is_stacked else Ink.TEXT,
        label_inks=label_inks,
    )


def _ink(proof: Columns, number: int, layer: Layer, index: int | None) -> Ink:
    """The ink of a part, or of a layer in general: the lowest is grey but for the main column."""
    is_main = not proof.main or (index is not None and proof.at[index] == proof.main)
    if layer.weight is Weight.REST:
        return Ink.REST
    if number:
        is_warning = layer.weight is Weight.ATTENTION
        return Ink.ATTENTION if is_warning else _UPPER[min(number, len(_UPPER)) - 1]
    if layer.weight is Weight.ATTENTION and proof.main:
        return Ink.ATTENTION if is_main else Ink.PAST
    return Ink.ACCENT if is_main else Ink.PAST


def _inside(cell: Cell, chart: NativeChart) -> str:
    """The number of a part, where it fits into it."""
    if not cell.number:
        return ""
    height = abs(chart.y(cell.number) - chart.y(0))
    width = chart.plot.width / len(chart.at) / (1 + GAP)
    text = cell.text_but_nature
    fits = snug(text, chart.label_size, is_bold=True) <= width - 4
    return text if fits and height >= chart.label_size * _TIGHT else ""


def _ends(proof: Columns) -> tuple[float, float]:
    """The lowest and the highest that columns reach, with zero between."""
    above = [sum(max(number, 0) for number in _numbers(proof, at)) for at in _slots(proof)]
    below = [sum(min(number, 0) for number in _numbers(proof, at)) for at in _slots(proof)]
    low, high = min([0, *below]), max([0, *above])
    return low, high if high > low else low + 1


def _slots(proof: Columns) -> range:
    return range(len(proof.at))


def _numbers(proof: Columns, index: int) -> list[float]:
    """The numbers of a column from the lowest layer."""
    found = [layer.cells[index].number for layer in proof.layers]
    return [number for number in found if number is not None]


# --- Words beside it --------------------------------------------------------------------------
def _on_top(proof: Columns, chart: NativeChart, look: _Look) -> Iterator[Element]:
    """Totals on columns of several layers, and the shorthand of a gap in place of columns."""
    pitch = chart.plot.width / len(chart.at)
    size = look.size or SMALL
    height = size * LEADING
    for first, last, text in _standing(proof):
        numbers = _numbers(proof, first)
        is_total = bool(numbers and proof.totals)
        if is_total and not look.size:
            continue
        width = pitch * (last - first + 1)
        if snug(text, size, is_bold=bool(numbers)) > width:
            raise TooFull("columns have no room for what is missing.")
        bottom = chart.y(sum(number for number in numbers if number > 0)) - _ABOVE
        ink = Ink.ACCENT if is_total and proof.at[first] == proof.main else Ink.TEXT
        yield words(
            Box(chart.slot(first) - pitch / 2, bottom - height, width, height),
            text,
            size,
            ink=ink if numbers else Ink.QUIET,
            is_bold=bool(numbers),
            align=Align.CENTRE,
            anchor=Anchor.BOTTOM,
        )


def _on_hatching(proof: Columns, chart: NativeChart, look: _Look) -> Iterator[Element]:
    """The numbers of made-up parts, on a ground of their own to be read by."""
    if not look.size or len(proof.layers) < 2:
        return
    height = chart.label_size * LEADING
    for index in _slots(proof):
        below = 0.0
        for layer in proof.layers:
            cell = layer.cells[index]
            text = _inside(cell, chart) if cell.is_illustrative else ""
            middle = chart.y(below + (cell.number or 0) / 2)
            below += max(cell.number or 0, 0)
            if not text:
                continue
            width = snug(text, chart.label_size) + 2 * _AROUND
            box = Box(chart.slot(index) - width / 2, middle - height / 2, width, height)
            align, anchor = Align.CENTRE, Anchor.MIDDLE
            said = words(box, text, chart.label_size, align=align, anchor=anchor)
            yield Shape(box, fill=Ink.GROUND)
            yield said


def _standing(proof: Columns) -> Iterator[tuple[int, int, str]]:
    """The words on columns from one to another: like gaps side by side are said once."""
    found: list[tuple[int, int, str]] = []
    for index in _slots(proof):
        text = _words_on_top(proof, index)
        are_gaps = not _numbers(proof, index) and not _numbers(proof, max(index - 1, 0))
        if are_gaps and found and found[-1][2] == text:
            found[-1] = (found[-1][0], index, text)
        else:
            found.append((index, index, text))
    return (each for each in found if each[2])


def _on_main(proof: Columns, chart: NativeChart, look: _Look) -> Iterator[Element]:
    """Beside an axis, the number of the column that the title speaks of, clear of the others."""
    if look.size or proof.main not in proof.at:
        return
    index = proof.at.index(proof.main)
    shown = proof.totals if len(proof.layers) > 1 else proof.layers[0].cells
    if not shown or (shown[index].number or 0) <= 0:
        return
    width, height = snug(shown[index].text_but_nature, HEADING, is_bold=True), HEADING * LEADING
    middle = min(max(chart.slot(index), chart.plot.left + width / 2), chart.plot.right - width / 2)
    pitch = chart.plot.width / len(chart.at)
    reach = [
        chart.y(sum(_numbers(proof, at)) if _numbers(proof, at) else 0)
        - (0 if _numbers(proof, at) else height + _ABOVE)
        for at in _slots(proof)
        if abs(chart.slot(at) - middle) < (width + pitch) / 2
    ]
    top = min(reach) - _ABOVE - height
    if top < chart.box.top or min(reach) < chart.y(shown[index].number or 0) - 2 * height:
        return
    yield words(
        Box(middle - width / 2, top, width, height),
        shown[index].text_but_nature,
        HEADING,
        ink=readable(_ink(proof, 0, proof.layers[0], index)),
        is_bold=True,
        align=Align.CENTRE,
        anchor=Anchor.BOTTOM,
    )


def _words_on_top(proof: Columns, index: int) -> str:
    """The total of a column, or the shorthand of what is missing from it."""
    gaps = [layer.cells[index] for layer in proof.layers if layer.cells[index].number is None]
    if len(proof.layers) > 1 and proof.totals and _numbers(proof, index):
        return proof.totals[index].text_but_nature
    return gaps[0].bare_text if gaps else ""


def _names_of_layers(
    proof: Columns, named: Sequence[tuple[str, str]], chart: NativeChart
) -> Iterator[Label]:
    """The name of each layer beside the middle of its part of the last column."""
    last = len(proof.at) - 1
    edge = chart.slot(last) + chart.plot.width / len(chart.at) / (1 + GAP) / 2
    below = 0.0
    for number, (layer, (name, rest)) in enumerate(zip(proof.layers, named, strict=True)):
        value = layer.cells[last].number or 0
        ink = readable(_ink(proof, number, layer, last))
        yield Label(name, rest, edge, chart.y(below + max(value, 0) / 2), ink)
        below += max(value, 0)
