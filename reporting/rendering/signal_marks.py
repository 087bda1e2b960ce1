"""Rings about months outside their usual range, and bars under runs, for a canvas."""

from __future__ import annotations

from collections.abc import Iterator

from reporting.content import palette
from reporting.content.description import Chart
from reporting.content.signal_chart import SignalChart, Stretch
from reporting.rendering.axes import Plot
from reporting.rendering.drawing import GAP, Anchor, Canvas, Path, Words
from reporting.rendering.text_metrics import width_of, wrapped

# From the axis up to the bar, and how thick that is.
_UP, _THICK = 7.0, 3.0
# How far from the point the ring is, in radii of the point.
_RING = 2.0


def marks(chart: Chart, plot: Plot, canvas: Canvas) -> Iterator[Path]:
    """Bars first: a ring lies over them."""
    if not isinstance(chart, SignalChart):
        return
    for number, stretch in enumerate(chart.stretches):
        left, right = _ends(chart, stretch, plot)
        y = _height(plot, canvas, number)
        yield Path(f"M{left:.1f} {y:.1f}H{right:.1f}", "none", palette.QUIET_TEXT, _THICK)
    for x, y, _ in _ringed(chart, plot):
        r = canvas.point * _RING
        circle = f"M{x - r:.1f} {y:.1f}a{r} {r} 0 1 0 {2 * r} 0a{r} {r} 0 1 0 {-2 * r} 0Z"
        yield Path(circle, "none", palette.TEXT, 2)


def mark_words(chart: Chart, plot: Plot, canvas: Canvas) -> Iterator[Words]:
    """The number over or under each ring, away from the other lines; the name of each run."""
    if not isinstance(chart, SignalChart):
        return
    size = canvas.size
    for x, y, index in _ringed(chart, plot):
        text = chart.series[0].cells[index].text
        half = width_of(text, size, is_bold=True) / 2
        at = min(max(x, plot.left + half), plot.right - half)
        away = canvas.point * _RING + GAP / 2
        over = y - away if _is_over(chart, index) else y + away + size * 0.8
        yield Words(at, over, text, size, palette.TEXT, Anchor.MIDDLE, True, True)
    for number, stretch in enumerate(chart.stretches):
        left, right = _ends(chart, stretch, plot)
        baseline = _height(plot, canvas, number) - _THICK - 1
        lines = wrapped(stretch.words, width=plot.right - plot.left, size=size)
        half = max(width_of(line, size) for line in lines) / 2
        at = min(max((left + right) / 2, plot.left + half), plot.right - half)
        for place, line in enumerate(reversed(lines)):
            y = baseline - place * size * 1.2
            yield Words(at, y, line, size, palette.TEXT, Anchor.MIDDLE, is_haloed=True)


def _ringed(chart: SignalChart, plot: Plot) -> Iterator[tuple[float, float, int]]:
    """Where each ring lies, and the place of its label."""
    for label in chart.outside:
        index = chart.at.index(label)
        number = chart.series[0].cells[index].number
        if number is not None:
            yield plot.x(index), plot.y(number), index


def _is_over(chart: SignalChart, index: int) -> bool:
    """Whether the number of a ring stands over it: on the side away from the nearest line."""
    mine = chart.series[0].cells[index].number or 0
    others = [series.cells[index].number for series in chart.series[1:]]
    distances = [other - mine for other in others if other is not None]
    return not distances or min(distances, key=abs) <= 0


def _ends(chart: SignalChart, stretch: Stretch, plot: Plot) -> tuple[float, float]:
    first, last = chart.at.index(stretch.at[0]), chart.at.index(stretch.at[-1])
    return plot.x(first) - plot.slot / 3, plot.x(last) + plot.slot / 3


def _height(plot: Plot, canvas: Canvas, number: int) -> float:
    """Of the bar of a run, the second over the words of the first."""
    return plot.bottom - _UP - number * (canvas.size * 1.4 + _THICK)
