"""The value axis of a chart, the same in every medium; knows only descriptions."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain
from math import ceil, floor, log10

from reporting.content.description import Cell, Chart, Style, written

_INTERVALS = 5


@dataclass(frozen=True)
class Scale:
    """An axis from `low` to `high`, marked every `step`; zero is always on it."""

    low: float
    high: float
    step: float
    style: Style

    @property
    def ticks(self) -> tuple[tuple[float, str], ...]:
        """Each mark with its words."""
        first, last = round(self.low / self.step), round(self.high / self.step)
        marks = [index * self.step for index in range(first, last + 1)]
        return tuple((mark, written(mark, self._tick_style)) for mark in marks)

    @property
    def _tick_style(self) -> Style:
        # A whole number of steps has no decimals to show, but for a small rate or percentage.
        if self.style is Style.RATE and self.step >= 1:
            return Style.COUNT
        return self.style

    def place(self, value: float) -> float:
        """Where `value` stands: 0 at `low`, 1 at `high`."""
        return (value - self.low) / (self.high - self.low)


def scale_of(chart: Chart) -> Scale:
    """An axis with round marks that holds zero and every number of the chart, band and all."""
    cells = list(_cells(chart))
    numbers = [cell.number for cell in cells if cell.number is not None]
    return scale_over(numbers, cells[0].style if cells else Style.COUNT)


def scale_over(numbers: Iterable[float], style: Style) -> Scale:
    """An axis with round marks that holds zero and every one of `numbers`."""
    values = [0, *numbers]
    low, high = min(values), max(values)
    if low == high:
        high = 1
    step = _step((high - low) / _INTERVALS, style)
    return Scale(floor(low / step) * step, ceil(high / step) * step, step, style)


def _cells(chart: Chart) -> Iterable[Cell]:
    band = (*chart.band.low, *chart.band.high) if chart.band else ()
    return chain(chain.from_iterable(series.cells for series in chart.series), band)


def _step(least: float, style: Style) -> float:
    """The least round step that is at least `least`, and one that the style can write."""
    smallest = 0.1 if style in {Style.RATE, Style.PERCENT, Style.CHANGE} else 1
    power = 10.0 ** floor(log10(max(least, smallest)))
    # 25 is a round step; 2.5 and 0.25 would be rounded where they are written.
    factors = (1, 2, 2.5, 5, 10) if power >= 10 else (1, 2, 5, 10)
    enough = max(least, smallest) * (1 - 1e-9)
    return next(factor * power for factor in factors if factor * power >= enough)
