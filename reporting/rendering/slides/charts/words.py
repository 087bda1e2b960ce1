"""The words that a native chart sets itself, where they stand: for media that draw it, and checks.

An office program draws them from the chart; a drawing that is not one takes them from here.
"""

from __future__ import annotations

from collections.abc import Iterator

from reporting.rendering.slides.charts.parts import BELOW, BESIDE
from reporting.rendering.slides.setting import height_of, snug
from reporting.rendering.slides.shapes import (
    LEADING,
    Align,
    Anchor,
    Box,
    Ink,
    NativeChart,
    NativeKind,
    NativeSeries,
    Paragraph,
    Run,
    Text,
    words,
)

_AFTER_NAMES, _ON_COLUMN = 8.0, 4.0


def words_of(chart: NativeChart) -> tuple[Text, ...]:
    """Names along the axis, marks of the value axis and the numbers at points, as they are set."""
    numbers = (text for series in chart.series for text in _numbers(chart, series))
    return (*_names(chart), *_ticks(chart), *numbers)


def _names(chart: NativeChart) -> Iterator[Text]:
    size = chart.label_size
    if not chart.is_named:
        return
    if chart.kind is NativeKind.BARS:
        width = chart.plot.left - chart.box.left - _AFTER_NAMES
        for index, name in enumerate(chart.at):
            paragraph = Paragraph((Run(name),), size)
            height = height_of((paragraph,), width)
            box = Box(chart.box.left, chart.slot(index) - height / 2, width, height)
            yield Text(box, (paragraph,), Align.RIGHT, Anchor.MIDDLE)
        return
    width = chart.plot.width / max(len(chart.at), 1)
    for index, name in enumerate(chart.at):
        paragraph = Paragraph((Run(name),), size)
        height = height_of((paragraph,), width)
        box = Box(chart.slot(index) - width / 2, chart.plot.bottom + BELOW, width, height)
        yield Text(box, (paragraph,), Align.CENTRE)


def _ticks(chart: NativeChart) -> Iterator[Text]:
    height = chart.tick_size * LEADING
    for value, label in chart.ticks:
        width = snug(label, chart.tick_size)
        box = Box(chart.plot.left - BESIDE - width, chart.y(value) - height / 2, width, height)
        yield words(
            box, label, chart.tick_size, ink=Ink.QUIET, align=Align.RIGHT, anchor=Anchor.MIDDLE
        )


def _numbers(chart: NativeChart, series: NativeSeries) -> Iterator[Text]:
    size = chart.label_size
    for index, label in enumerate(series.labels):
        value = series.values[index]
        if not label or value is None:
            continue
        width, height = snug(label, size, is_bold=True), size * LEADING
        ink = series.label_inks.get(index, series.label_ink)
        align = Align.CENTRE
        if chart.kind is NativeKind.BARS:
            align = Align.RIGHT if value < 0 else Align.LEFT
            left = chart.x(value) + (-BESIDE - width if value < 0 else BESIDE)
            height = min(height, chart.plot.height / len(chart.at))
            box = Box(left, chart.slot(index) - height / 2, width, height)
        else:
            low, high = span(chart, series, index)
            if len(chart.series) > 1:
                middle = (chart.y(low) + chart.y(high)) / 2
                top = middle - height / 2
            elif value < 0:
                top = chart.y(value) + _ON_COLUMN
            else:
                top = chart.y(value) - _ON_COLUMN - height
            box = Box(chart.slot(index) - width / 2, top, width, height)
        is_bold = chart.kind is NativeKind.BARS or len(chart.series) == 1
        yield words(box, label, size, ink=ink, is_bold=is_bold, align=align, anchor=Anchor.MIDDLE)


def span(chart: NativeChart, series: NativeSeries, index: int) -> tuple[float, float]:
    """From where to where the part of a column goes that `series` has: on those before it."""
    value = series.values[index] or 0
    base = 0.0
    for other in chart.series:
        if other is series:
            break
        below = other.values[index] or 0
        if (below < 0) == (value < 0):
            base += below
    return base, base + value
