"""The labels of lines and of a band: in the margin, or where a line breaks off."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from reporting.content import palette
from reporting.content.description import Chart, Series
from reporting.content.palette import look_of
from reporting.rendering.axes import Plot
from reporting.rendering.drawing import Anchor, Canvas, Path, Words
from reporting.rendering.runs import runs_of, within_band
from reporting.rendering.text_metrics import spread, width_of, wrapped


@dataclass(frozen=True)
class _EdgeLabel:
    """Words beside the end of a line at `x` and `y`."""

    lines: tuple[str, ...]
    x: float
    y: float
    colour: str
    stroke: str
    is_bold: bool = False
    is_of_band: bool = False


def label_room(chart: Chart, canvas: Canvas) -> float:
    """The margin that the widest label beside the lines takes."""
    labels = [_label_of(series) for series in chart.series if _reaches_edge(series)]
    labels += [chart.band.label] if chart.band else []
    lines = [line for label in labels for line in _label_lines(label, canvas)]
    widest = max((width_of(line, canvas.size, is_bold=True) for line in lines), default=0)
    return widest + _BESIDE


# From the plot to its labels, with room for a leader.
_BESIDE = 12


def _reaches_edge(series: Series) -> bool:
    """Whether its label stands in the margin: a line that breaks off is named where it ends."""
    numbers = [cell.number for cell in series.cells]
    return numbers[-1] is not None or all(number is None for number in numbers)


def _label_of(series: Series) -> str:
    """Its name; a year of which nothing is known has no line, and says so beside the foot."""
    last = series.cells[-1]
    return f"{series.label} {last.text}" if last.number is None else series.label


def _label_lines(label: str, canvas: Canvas) -> tuple[str, ...]:
    return wrapped(label, width=canvas.label_width, size=canvas.size, is_bold=True)


@dataclass(frozen=True)
class _PlacedLabel:
    label: _EdgeLabel
    x: float
    centre: float
    height: float

    @property
    def top(self) -> float:
        return self.centre - self.height / 2


def placed_labels(chart: Chart, plot: Plot, canvas: Canvas) -> tuple[_PlacedLabel, ...]:
    """Labels in the margin, each as near to the end of its line as the others let it be."""
    labels = tuple(_edge_labels(chart, plot, canvas))
    heights = [len(label.lines) * canvas.apart for label in labels]
    wanted = [label.y for label in labels]
    centres = spread(wanted, heights, low=canvas.size * 0.4, high=plot.bottom + canvas.size)
    return tuple(
        _PlacedLabel(label, plot.right + _BESIDE, centre, height)
        for label, centre, height in zip(labels, centres, heights, strict=True)
    )


def edge_words(placed: _PlacedLabel, canvas: Canvas) -> Iterator[Words]:
    label = placed.label
    for place, line in enumerate(label.lines):
        baseline = placed.top + canvas.apart * (place + 0.5) + canvas.size * 0.36
        yield Words(placed.x, baseline, line, canvas.size, label.colour, is_bold=label.is_bold)


# Nearer than this a label is seen to belong to its line.
_NEAR = 3


def leader(placed: _PlacedLabel) -> Iterator[Path]:
    """A thin line from the end of a line to its label, where that had to be moved."""
    label = placed.label
    if label.is_of_band or abs(placed.centre - label.y) <= _NEAR:
        return
    start = min(label.x + 7, placed.x - 8)
    d = f"M{start:.1f} {label.y:.1f}h3L{placed.x - 3:.1f} {placed.centre:.1f}"
    yield Path(d, "none", label.stroke, 1)


def swatch(placed: _PlacedLabel, canvas: Canvas) -> Path:
    """The colour of the band behind its words, so that they are not taken for a line's."""
    width = max(width_of(line, canvas.size) for line in placed.label.lines)
    corner = f"M{placed.x - 3:.1f} {placed.top:.1f}"
    return Path(f"{corner}h{width + 6:.1f}v{placed.height:.1f}h{-width - 6:.1f}Z", palette.BAND)


def _edge_labels(chart: Chart, plot: Plot, canvas: Canvas) -> Iterator[_EdgeLabel]:
    for series in chart.series:
        if not _reaches_edge(series):
            continue
        last = series.cells[-1]
        look = look_of(series.role)
        y = plot.bottom if last.number is None else plot.y(last.number)
        lines = _label_lines(_label_of(series), canvas)
        x = plot.x(plot.slots - 1)
        yield _EdgeLabel(lines, x, y, look.text, look.colour, series is chart.series[0])
    if chart.band:
        runs = runs_of(within_band(chart.band.low, chart.band.high))
        low, high = runs[-1][-1][1] if runs else (0, 0)
        middle = plot.y((low + high) / 2)
        lines = _label_lines(chart.band.label, canvas)
        x = plot.x(plot.slots - 1)
        yield _EdgeLabel(lines, x, middle, palette.TEXT, palette.BAND_EDGE, is_of_band=True)


def inner_words(chart: Chart, plot: Plot, canvas: Canvas) -> Iterator[Words]:
    """Labels of lines that break off before the margin, above or below their last point."""
    for series in chart.series:
        if _reaches_edge(series):
            continue
        index, number = runs_of([cell.number for cell in series.cells])[-1][-1]
        half = width_of(series.label, canvas.size, is_bold=True) / 2
        x = min(max(plot.x(index), plot.left + half), plot.right - half)
        is_above = _room_above(chart, series, index, number)
        baseline = plot.y(number) + (-canvas.size * 0.7 if is_above else canvas.size * 1.5)
        yield Words(
            x,
            baseline,
            series.label,
            canvas.size,
            look_of(series.role).text,
            Anchor.MIDDLE,
            is_bold=True,
            is_haloed=True,
        )


def _room_above(chart: Chart, series: Series, index: int, number: float) -> bool:
    """Whether the nearest other line at this label lies below (or there is none)."""
    others = [other.cells[index].number for other in chart.series if other is not series]
    distances = [other - number for other in others if other is not None]
    return not distances or min(distances, key=abs) <= 0
