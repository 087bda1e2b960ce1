"""Lays columns and ranked bars out on a canvas."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from reporting.content import palette
from reporting.content.description import Cell, Chart
from reporting.rendering.axes import (
    Plot,
    axis_words,
    foot_words,
    labelled_along,
    plot_of,
    rules_of,
    upright_height,
    value_text,
)
from reporting.rendering.drawing import (
    GAP,
    LEADING,
    NARROW,
    Anchor,
    Block,
    Canvas,
    Drawing,
    Path,
    Rule,
    Words,
    blank,
    hatched,
    outlined,
    stack,
)
from reporting.rendering.scale import Scale, scale_of
from reporting.rendering.text_metrics import width_of, wrapped


def columns_drawing(chart: Chart, canvas: Canvas) -> Drawing:
    """Each column under its number, so that nothing need be read off an axis.

    Where there is not room for all numbers: lying bars on the narrow canvas, else light lines to
    read the others by.
    """
    plain = _plain_plot(chart, canvas)
    if len(labelled_along(chart, plain, canvas)) == len(chart.at):
        zero = plain.y(0)
        rules: tuple[Rule, ...] = (Rule(0, zero, plain.right, zero, palette.TEXT, 1.5),)
        return _columns(chart, canvas, plain, rules, ())
    if canvas is NARROW:
        return bars_drawing(chart, canvas)
    plot = plot_of(chart, canvas, right=2)
    return _columns(chart, canvas, plot, rules_of(plot), tuple(axis_words(chart, plot, canvas)))


def _plain_plot(chart: Chart, canvas: Canvas) -> Plot:
    """From edge to edge, on a scale that ends with the tallest column; the rest is for numbers."""
    numbers = [cell.number for cell in chart.series[0].cells if cell.number is not None]
    low, high = min(0, *numbers, 0), max(0, *numbers, 0)
    scale = Scale(low, high if high > low else low + 1, 1, scale_of(chart).style)
    top = canvas.size * 1.6
    height = canvas.plot_height - (canvas.size if low < 0 else 0)
    return Plot(0, canvas.width, top, top + height, scale, len(chart.at))


def _columns(
    chart: Chart, canvas: Canvas, plot: Plot, rules: tuple[Rule, ...], words: tuple[Words, ...]
) -> Drawing:
    labelled = labelled_along(chart, plot, canvas)
    blocks = list(_column_blocks(chart, plot))
    return replace(
        blank(chart, canvas, upright_height(plot, canvas)),
        rules=rules,
        blocks=tuple(block for cell, block in blocks if not cell.is_illustrative),
        areas=tuple(_made_up(blocks)),
        words=(
            *words,
            *foot_words(chart, plot, canvas, labelled),
            *(_column_value(chart, plot, canvas, index) for index in labelled),
        ),
    )


def _made_up(blocks: Sequence[tuple[Cell, Block]]) -> Iterator[Path]:
    """The blocks of numbers that are made up: hatched, within an outline."""
    for cell, block in blocks:
        if cell.is_illustrative:
            yield hatched(block)
            yield outlined(block)


def _column_blocks(chart: Chart, plot: Plot) -> Iterator[tuple[Cell, Block]]:
    width = min(plot.slot * 0.72, 120)
    zero = plot.y(0)
    for index, cell in enumerate(chart.series[0].cells):
        if cell.number is None:
            continue
        end = plot.y(cell.number)
        x = plot.x(index) - width / 2
        yield cell, Block(x, min(zero, end), width, abs(end - zero), _bar_colour(chart, index))


def _bar_colour(chart: Chart, index: int) -> str:
    return palette.bar_colour(
        is_highlighted=chart.at[index] == chart.highlight,
        any_highlighted=bool(chart.highlight),
    )


def _column_value(chart: Chart, plot: Plot, canvas: Canvas, index: int) -> Words:
    """The number over its column, or the shorthand of a gap where the column would stand."""
    cell = chart.series[0].cells[index]
    is_below = cell.number is not None and cell.number < 0
    end = plot.y(cell.number or 0)
    baseline = end + canvas.size * 1.1 if is_below else end - canvas.size * 0.4
    is_bold = chart.at[index] == chart.highlight
    colour = palette.QUIET_TEXT if cell.is_illustrative and not is_bold else palette.TEXT
    text = value_text(cell)
    half = width_of(text, canvas.size, is_bold=is_bold) / 2
    x = min(max(plot.x(index), half), canvas.width - half)
    return Words(x, baseline, text, canvas.size, colour, Anchor.MIDDLE, is_bold=is_bold)


@dataclass(frozen=True)
class _BarRow:
    """One bar from `top`, `thickness` px thick, and the lines of its name from `name_top`."""

    index: int
    name: tuple[str, ...]
    name_top: float
    top: float
    thickness: float

    @property
    def middle(self) -> float:
        return self.top + self.thickness / 2

    @property
    def bottom(self) -> float:
        return self.top + self.thickness


def bars_drawing(chart: Chart, canvas: Canvas) -> Drawing:
    rows = list(_bar_rows(chart, canvas))
    plot = _bar_plot(chart, canvas, rows)
    height = rows[-1].bottom + canvas.size * 0.6
    axis = Rule(plot.x_of(0), canvas.size * 1.7, plot.x_of(0), height, palette.AXIS)
    names = (words for row in rows for words in _bar_name(chart, canvas, plot, row))
    blocks = list(_bar_blocks(chart, plot, rows))
    return replace(
        blank(chart, canvas, height),
        rules=(axis,),
        blocks=tuple(block for cell, block in blocks if not cell.is_illustrative),
        areas=tuple(_made_up(blocks)),
        words=(
            Words(0, canvas.size, chart.unit, canvas.size, palette.QUIET_TEXT),
            *names,
            *(_bar_value(chart, canvas, plot, row) for row in rows),
        ),
    )


def _bar_rows(chart: Chart, canvas: Canvas) -> Iterator[_BarRow]:
    """Names stand left of their bars, or above them on a narrow canvas unless they are short."""
    size, top = canvas.size, canvas.size * 2
    is_above = _has_names_above(chart, canvas)
    room = canvas.width if is_above else canvas.width * 0.35
    for index, label in enumerate(chart.at):
        name = wrapped(label, width=room, size=size, is_bold=True)
        height = len(name) * size * LEADING
        if is_above:
            row = _BarRow(index, name, top, top + height + 2, size)
        else:
            thickness = max(size * 1.2, height)
            row = _BarRow(index, name, top + (thickness - height) / 2, top, thickness)
        yield row
        top = row.bottom + size * 0.6


def _has_names_above(chart: Chart, canvas: Canvas) -> bool:
    widest = max(width_of(label, canvas.size, is_bold=True) for label in chart.at)
    return canvas is NARROW and widest > canvas.width * 0.2


@dataclass(frozen=True)
class _BarPlot:
    left: float
    right: float
    scale: Scale
    name_right: float

    def x_of(self, value: float) -> float:
        return self.left + self.scale.place(value) * (self.right - self.left)


def _bar_plot(chart: Chart, canvas: Canvas, rows: Sequence[_BarRow]) -> _BarPlot:
    size, scale = canvas.size, scale_of(chart)
    values = (value_text(cell) for cell in chart.series[0].cells)
    value_room = max(width_of(text, size, is_bold=True) for text in values) + GAP
    names = (width_of(line, size, is_bold=True) for row in rows for line in row.name)
    name_right = 0 if _has_names_above(chart, canvas) else max(names)
    left = name_right + (GAP if name_right else 1) + (value_room if scale.low < 0 else 0)
    return _BarPlot(left, canvas.width - value_room, scale, name_right)


def _bar_blocks(
    chart: Chart, plot: _BarPlot, rows: Sequence[_BarRow]
) -> Iterator[tuple[Cell, Block]]:
    zero = plot.x_of(0)
    for row in rows:
        cell = chart.series[0].cells[row.index]
        if cell.number is None:
            continue
        end = plot.x_of(cell.number)
        colour = _bar_colour(chart, row.index)
        yield cell, Block(min(zero, end), row.top, abs(end - zero), row.thickness, colour)


def _bar_name(chart: Chart, canvas: Canvas, plot: _BarPlot, row: _BarRow) -> Iterator[Words]:
    anchor = Anchor.END if plot.name_right else Anchor.START
    is_bold = chart.at[row.index] == chart.highlight
    first = Words(plot.name_right, row.name_top, "", canvas.size, anchor=anchor, is_bold=is_bold)
    return stack(first, row.name)


def _bar_value(chart: Chart, canvas: Canvas, plot: _BarPlot, row: _BarRow) -> Words:
    cell = chart.series[0].cells[row.index]
    number = cell.number or 0
    is_left = number < 0
    return Words(
        plot.x_of(number) + (-GAP / 2 if is_left else GAP / 2),
        row.middle + canvas.size * 0.35,
        value_text(cell),
        canvas.size,
        anchor=Anchor.END if is_left else Anchor.START,
        is_bold=chart.at[row.index] == chart.highlight,
    )
