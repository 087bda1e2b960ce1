"""Lays a chart out as shapes and words for an SVG; knows descriptions, and no Django."""

from __future__ import annotations

from reporting.content.description import Chart, Kind
from reporting.rendering.bars import bars_drawing, columns_drawing
from reporting.rendering.drawing import (
    WIDE,
    Canvas,
    Drawing,
)
from reporting.rendering.line_chart import lines_drawing


def draw(chart: Chart, canvas: Canvas = WIDE) -> Drawing:
    """The chart as shapes and words on `canvas`."""
    match chart.kind:
        case Kind.LINES:
            return lines_drawing(chart, canvas)
        case Kind.COLUMNS:
            return columns_drawing(chart, canvas)
        case Kind.BARS:
            return bars_drawing(chart, canvas)
