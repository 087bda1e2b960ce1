"""The rectangle inside the axes of upright charts, its grid and the words along its edges."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reporting.content import palette
from reporting.content.description import Chart, Kind
from reporting.rendering.drawing import (
    GAP,
    Anchor,
    Canvas,
    Rule,
    Words,
)
from reporting.rendering.scale import Scale, scale_of
from reporting.rendering.text_metrics import width_of


@dataclass(frozen=True)
class Plot:
    """The rectangle inside the axes; `slots` labels share its width."""

    left: float
    right: float
    top: float
    bottom: float
    scale: Scale
    slots: int

    def x(self, index: int) -> float:
        return self.left + self.slot * (index + 0.5)

    def y(self, value: float) -> float:
        return self.bottom - self.scale.place(value) * (self.bottom - self.top)

    @property
    def slot(self) -> float:
        return (self.right - self.left) / self.slots


def plot_of(chart: Chart, canvas: Canvas, *, right: float) -> Plot:
    scale = scale_of(chart)
    widest = max(width_of(words, canvas.size) for _, words in scale.ticks)
    top = canvas.size * 2.6
    return Plot(
        left=widest + GAP,
        right=canvas.width - right,
        top=top,
        bottom=top + canvas.plot_height,
        scale=scale,
        slots=len(chart.at),
    )


def upright_height(plot: Plot, canvas: Canvas) -> float:
    return plot.bottom + GAP + canvas.size * 1.4


def rules_of(plot: Plot) -> tuple[Rule, ...]:
    return tuple(
        Rule(
            plot.left,
            plot.y(mark),
            plot.right,
            plot.y(mark),
            palette.GRID if mark else palette.AXIS,
        )
        for mark, _ in plot.scale.ticks
    )


def axis_words(chart: Chart, plot: Plot, canvas: Canvas) -> Iterator[Words]:
    yield Words(0, canvas.size, chart.unit, canvas.size, palette.QUIET_TEXT)
    for mark, text in plot.scale.ticks:
        baseline = plot.y(mark) + canvas.size * 0.35
        yield Words(plot.left - GAP, baseline, text, canvas.size, anchor=Anchor.END)


def labelled_along(chart: Chart, plot: Plot, canvas: Canvas) -> range:
    """Every label along the foot, or every second, third …, as many as there is room for.

    What stands out, or else the last, is among them.
    """
    values = [cell.text for cell in chart.series[0].cells] if chart.kind is Kind.COLUMNS else []
    widest = max(width_of(text, canvas.size, is_bold=True) for text in (*chart.at, *values))
    step = 1
    while widest + 4 > plot.slot * step and step < len(chart.at):
        step += 1
    last = len(chart.at) - 1
    named = chart.at.index(chart.highlight) if chart.highlight in chart.at else last
    # Months are read from the first one on: April is always named.
    start = 0 if chart.kind is Kind.LINES else named % step
    return range(start, len(chart.at), step)


def foot_words(
    chart: Chart, plot: Plot, canvas: Canvas, labelled: Sequence[int]
) -> Iterator[Words]:
    baseline = plot.bottom + GAP + canvas.size
    for index in labelled:
        text, is_bold = chart.at[index], chart.at[index] == chart.highlight
        half = width_of(text, canvas.size, is_bold=is_bold) / 2
        x = min(max(plot.x(index), half), canvas.width - half)
        yield Words(x, baseline, text, canvas.size, anchor=Anchor.MIDDLE, is_bold=is_bold)
