"""Rows on a slide, each with its number: lying bars, or dots with their intervals; from zero."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise, product

from reporting.content.proofs import Bar, BarForm, Bars, Weight
from reporting.rendering.slides.charts.parts import (
    BESIDE,
    hatching,
    number_format,
    readable,
    sizes_for,
)
from reporting.rendering.slides.setting import SAFE, TooFull, shortened, snug
from reporting.rendering.slides.shapes import (
    LEADING,
    Align,
    Anchor,
    Box,
    Drawing,
    Element,
    Form,
    Ink,
    NativeChart,
    NativeKind,
    NativeSeries,
    Rule,
    Shape,
    words,
)
from reporting.rendering.text_metrics import wrapped

GAP = 0.45
# Rows nearer than this, of the size of their letters, would touch.
_LEAST_PITCH = 1.145
# Between two names of two lines, of the size of their letters, so that each reads alone.
_APART = 0.25
# The share of the box that names may take, and the least that bars and numbers need.
_MOST_NAMES, _LEAST_BARS = 0.45, 0.12
_AFTER_NAMES = 8.0
_DOT, _INTERVAL = 6.0, 3.0


@dataclass(frozen=True)
class _Rows:
    """The rows as they are set: names and numbers in letters of one size."""

    bars: Sequence[Bar]
    names: tuple[str, ...]
    numbers: tuple[str, ...]
    size: float
    beside: float  # the width of the names

    def height(self, index: int) -> float:
        """The height of a row's name, which may have two lines."""
        return len(_lines(self.names[index], self.size, self.beside)) * self.size * LEADING

    def reach(self, index: int) -> float:
        """The room that a row's number takes beyond its bar."""
        return BESIDE + snug(self.numbers[index], self.size, is_bold=True)


def draw_bars(proof: Bars, box: Box, numbers: Mapping[str, int]) -> Drawing:
    """A native chart of bars; or dots, which no chart of bars has, as shapes beside their names."""
    if not proof.rows:
        return Drawing(box, "")
    rows = _set(proof, box)
    chart = _chart(proof, rows, box)
    if proof.form is BarForm.DOT:
        return Drawing(box, "", tuple(_dots(rows, chart)))
    return Drawing(box, "", tuple(_gaps(rows, chart)), (chart,))


# --- The room that rows take ------------------------------------------------------------------
def _set(proof: Bars, box: Box) -> _Rows:
    """The rows in the largest letters in which the names have room, in two lines at most."""
    pitch = box.height / len(proof.rows)
    sizes = [size for size in sizes_for(len(proof.rows)) if pitch >= size * _LEAST_PITCH]
    if not sizes:
        raise TooFull(f"{len(proof.rows)} rows are more than have room.")
    most = box.width * _MOST_NAMES
    for size, lines in product(sizes, (2, 1)):
        beside = _names_width(proof.rows, size, lines)
        if beside <= most and _stand_apart(proof.rows, size, beside, box.height):
            return _rows(proof, box, size, beside, lines)
    lines = 2 if pitch >= 2 * sizes[-1] * LEADING else 1
    return _rows(proof, box, sizes[-1], min(beside, most), lines)


def _rows(proof: Bars, box: Box, size: float, beside: float, lines: int) -> _Rows:
    names = tuple(shortened(bar.label, size, beside, lines=lines) for bar in proof.rows)
    room = (box.width - beside) * 0.7
    return _Rows(
        proof.rows,
        names,
        tuple(shortened(_number(bar), size, room, is_bold=True) for bar in proof.rows),
        size,
        max((snug(line, size) for name in names for line in _lines(name, size, beside)), default=0),
    )


def _stand_apart(bars: Sequence[Bar], size: float, beside: float, height: float) -> bool:
    """Whether names of one line and of two stand clearly apart one below the other."""
    heights = [len(_lines(bar.label, size, beside)) * size * LEADING for bar in bars]
    if max(heights) < 2 * size:
        return True
    pitch = (height - 2 * _above(heights, height)) / len(bars)
    apart = 2 * _APART * size
    return max(heights) <= height and all(
        a + b + (apart if min(a, b) >= 2 * size else 0.0) <= 2 * pitch for a, b in pairwise(heights)
    )


def _above(heights: Sequence[float], height: float) -> float:
    """What is left free above the first row and below the last for a name of two lines there."""
    rows = len(heights)
    over = max(heights[0], heights[-1]) - height / rows
    return over / 2 * rows / (rows - 1) if over > 0 and rows > 1 else 0.0


def _names_width(bars: Sequence[Bar], size: float, lines: int) -> float:
    """The least width in which every name stands in so many lines, of like length."""
    return max((_name_width(bar.label, size, lines) for bar in bars), default=0.0)


def _name_width(name: str, size: float, lines: int) -> float:
    whole = snug(name, size)
    parts = name.split()
    if lines == 1 or len(parts) < 2 or whole <= _ONE_LINE:
        return whole
    return min(
        max(snug(" ".join(parts[:cut]), size), snug(" ".join(parts[cut:]), size))
        for cut in range(1, len(parts))
    )


# Names narrower than this stand on one line in any case; in points.
_ONE_LINE = 170.0


def _lines(name: str, size: float, width: float) -> tuple[str, ...]:
    return wrapped(name, width=width * SAFE, size=size)


def _number(bar: Bar) -> str:
    """The number as it is written beside a bar, with the words that go on from it."""
    number = bar.cell.text_but_nature
    if not bar.beside:
        return number
    joint = "" if bar.beside.startswith((",", ";", ":", " ")) else " "
    return f"{number}{joint}{bar.beside}"


# --- The chart --------------------------------------------------------------------------------
def _chart(proof: Bars, rows: _Rows, box: Box) -> NativeChart:
    left = box.left + rows.beside + _AFTER_NAMES
    above = _above([rows.height(index) for index in range(len(rows.names))], box.height)
    plot = Box(left, box.top + above, box.right - left, box.height - 2 * above)
    low, high = _ends(rows, plot.width)
    return NativeChart(
        NativeKind.BARS,
        box,
        plot,
        rows.names,
        (_series(proof, rows),),
        low,
        high,
        label_size=rows.size,
        gap=GAP,
        number_format=number_format(bar.cell for bar in rows.bars),
    )


def _series(proof: Bars, rows: _Rows) -> NativeSeries:
    inks = dict(enumerate(_inks(rows.bars)))
    made_up = [index for index, bar in enumerate(rows.bars) if bar.cell.is_illustrative]
    inks |= {index: hatching(inks[index]) for index in made_up}
    return NativeSeries(
        proof.across,
        tuple(bar.cell.number for bar in rows.bars),
        Ink.PAST,
        inks={index: ink for index, ink in inks.items() if ink is not Ink.PAST},
        hatched=frozenset(made_up),
        labels=tuple(
            "" if bar.cell.number is None else number
            for bar, number in zip(rows.bars, rows.numbers, strict=True)
        ),
        label_inks={index: readable(ink) for index, ink in inks.items() if ink is Ink.ATTENTION},
    )


def _inks(bars: Sequence[Bar]) -> Iterator[Ink]:
    """Grey but for those that stand out; blue for all where none does."""
    stands_out = any(bar.weight in {Weight.MAIN, Weight.ATTENTION} for bar in bars)
    inks = {
        Weight.PLAIN: Ink.PAST if stands_out else Ink.ACCENT,
        Weight.MAIN: Ink.ACCENT,
        Weight.ATTENTION: Ink.ATTENTION,
        Weight.REST: Ink.REST,
    }
    return (inks[bar.weight] for bar in bars)


def _ends(rows: _Rows, width: float) -> tuple[float, float]:
    """The values at the edges of a plot of `width`: every bar has its number beside it.

    The longest scale at which, for each bar to the left and each to the right of zero, both bars
    and both numbers stand side by side.
    """
    left, right = _reaches(rows)
    pairs = [(a[0] + b[0], a[1] + b[1]) for a in left for b in right]
    scales = [(width - room) / values for values, room in pairs if values > 0]
    scale = min(scales, default=width)
    longest = max(values for values, _ in pairs) * scale
    if any(room > width for _, room in pairs) or (scales and longest < width * _LEAST_BARS):
        raise TooFull("bars have no room beside their numbers.")
    zero = max(value * scale + room for value, room in left)
    return -zero / scale, (width - zero) / scale


def _reaches(rows: _Rows) -> tuple[list[tuple[float, float]], list[tuple[float, float]]]:
    """How far rows reach to the left and to the right: values, and room for words in points."""
    left, right = [(0.0, 0.0)], [(0.0, 0.0)]
    for index, bar in enumerate(rows.bars):
        known = [cell.number for cell in (bar.cell, bar.low, bar.high) if cell]
        ends = [number for number in known if number is not None]
        value = bar.cell.number or 0
        lowest, highest = min([0, *ends]), max([0, *ends])
        reach = rows.reach(index) + _DOT
        if value < 0:
            left.append((-lowest, reach))
            right.append((highest, _DOT))
        else:
            right.append((highest, reach))
            left.append((-lowest, _DOT if lowest else 0.0))
    return left, right


# --- Words and shapes -------------------------------------------------------------------------
def _gaps(rows: _Rows, chart: NativeChart) -> Iterator[Element]:
    """The shorthand of a gap in place of its bar."""
    for index, bar in enumerate(rows.bars):
        if bar.cell.number is None:
            yield _beside(rows, chart, index, chart.x(0), Ink.QUIET)


def _beside(rows: _Rows, chart: NativeChart, index: int, x: float, ink: Ink) -> Element:
    """The number of a row beside `x`: to its right, or to its left below zero."""
    is_below = (rows.bars[index].cell.number or 0) < 0
    width = rows.reach(index) - BESIDE
    height = min(rows.size * LEADING, chart.plot.height / len(rows.bars))
    left = x - BESIDE - width if is_below else x + BESIDE
    return words(
        Box(left, chart.slot(index) - height / 2, width, height),
        rows.numbers[index],
        rows.size,
        ink=ink,
        is_bold=ink is not Ink.QUIET,
        align=Align.RIGHT if is_below else Align.LEFT,
        anchor=Anchor.MIDDLE,
    )


def _dots(rows: _Rows, chart: NativeChart) -> Iterator[Element]:
    zero = chart.x(0)
    yield Rule(zero, chart.plot.top, zero, chart.plot.bottom, Ink.QUIET)
    inks = list(_inks(rows.bars))
    for index, bar in enumerate(rows.bars):
        yield _name(rows, chart, index)
        number = bar.cell.number
        if number is None:
            yield _beside(rows, chart, index, zero, Ink.QUIET)
            continue
        ends = [cell.number for cell in (bar.low, bar.high) if cell and cell.number is not None]
        y, x = chart.slot(index), chart.x(number)
        if len(ends) == 2:
            yield Rule(chart.x(ends[0]), y, chart.x(ends[1]), y, inks[index], _INTERVAL)
        yield _dot(bar, x, y, inks[index])
        reach = min([number, *ends]) if number < 0 else max([number, *ends])
        beyond = -_DOT if number < 0 else _DOT
        yield _beside(rows, chart, index, chart.x(reach) + beyond, Ink.TEXT)


def _dot(bar: Bar, x: float, y: float, ink: Ink) -> Shape:
    """A dot, hollow where the number is made up."""
    is_hollow = bar.cell.is_illustrative
    return Shape(
        Box(x - _DOT, y - _DOT, 2 * _DOT, 2 * _DOT),
        Form.ELLIPSE,
        fill=Ink.GROUND if is_hollow else ink,
        edge=ink if is_hollow else None,
        edge_width=2.0,
        name=f"{bar.label}: {bar.cell.text_but_nature}",
    )


def _name(rows: _Rows, chart: NativeChart, index: int) -> Element:
    height = rows.height(index)
    return words(
        Box(chart.box.left, chart.slot(index) - height / 2, rows.beside, height),
        rows.names[index],
        rows.size,
        align=Align.RIGHT,
        anchor=Anchor.MIDDLE,
    )
