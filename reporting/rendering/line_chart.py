"""Lays lines and their band out on a canvas."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from reporting.content import palette
from reporting.content.description import BREAK_LABEL, Chart, Series
from reporting.content.palette import POINTED, Look, Shape, look_of
from reporting.rendering.axes import (
    Plot,
    axis_words,
    foot_words,
    labelled_along,
    plot_of,
    rules_of,
    spoken_area,
    spoken_words,
    upright_height,
)
from reporting.rendering.drawing import Anchor, Canvas, Drawing, Path, Words, blank
from reporting.rendering.edge_labels import (
    edge_words,
    inner_words,
    label_room,
    leader,
    placed_labels,
    swatch,
)
from reporting.rendering.runs import runs_of, unbroken, within_band
from reporting.rendering.signal_marks import mark_words, marks
from reporting.rendering.text_metrics import width_of

_DASH = "7 4"


def lines_drawing(chart: Chart, canvas: Canvas) -> Drawing:
    plot = plot_of(chart, canvas, right=label_room(chart, canvas))
    labels = placed_labels(chart, plot, canvas)
    return replace(
        blank(chart, canvas, upright_height(plot, canvas)),
        areas=(
            *spoken_area(chart, plot),
            *_band_areas(chart, plot),
            *(swatch(placed, canvas) for placed in labels if placed.label.is_of_band),
        ),
        rules=rules_of(plot),
        lines=(
            *(path for placed in labels for path in leader(placed)),
            *_line_paths(chart, plot, canvas),
            *marks(chart, plot, canvas),
        ),
        words=(
            *axis_words(chart, plot, canvas),
            *spoken_words(chart, plot, canvas),
            *foot_words(chart, plot, canvas, labelled_along(chart, plot, canvas)),
            *(words for placed in labels for words in edge_words(placed, canvas)),
            *inner_words(chart, plot, canvas),
            *_break_words(chart, plot, canvas),
            *mark_words(chart, plot, canvas),
        ),
    )


def _band_areas(chart: Chart, plot: Plot) -> Iterator[Path]:
    if not chart.band:
        return
    for run in runs_of(within_band(chart.band.low, chart.band.high)):
        there = [_at(plot, index, high) for index, (_, high) in run]
        back = [_at(plot, index, low) for index, (low, _) in reversed(run)]
        yield Path(f"M{' L'.join((*there, *back))}Z", palette.BAND, palette.BAND, 2)


def _line_paths(chart: Chart, plot: Plot, canvas: Canvas) -> Iterator[Path]:
    """Each line cut at gaps and where counting changed, then its points; this year's on top."""
    are_pointed = any(series.role in POINTED for series in chart.series)
    for series in reversed(chart.series):
        look = look_of(series.role)
        width, dash = look.width * canvas.weight, _DASH if look.is_dashed else "none"
        for run in unbroken(series.cells):
            steps = [_at(plot, index, number) for index, number in run]
            if len(run) > 1:
                yield Path(f"M{' L'.join(steps)}", "none", look.colour, round(width, 2), dash)
            for index, number in run:
                # One alone would not be seen.
                if are_pointed or len(run) == 1:
                    yield _point(look, plot.x(index), plot.y(number), canvas.point * 0.8)
    yield from _spoken_points(chart, chart.series[0], plot, canvas)


def _spoken_points(chart: Chart, series: Series, plot: Plot, canvas: Canvas) -> Iterator[Path]:
    """A dot with a white edge on each part of the period that is spoken of."""
    colour = look_of(series.role).colour
    for index, cell in enumerate(series.cells):
        if chart.at[index] in chart.spoken and cell.number is not None:
            d = _circle(plot.x(index), plot.y(cell.number), canvas.point)
            yield Path(d, colour, palette.GROUND, 1.5)


def _break_words(chart: Chart, plot: Plot, canvas: Canvas) -> Iterator[Words]:
    """Says where a line is broken because what is counted changed."""
    for series in chart.series:
        for index, cell in enumerate(series.cells):
            if cell.begins_anew and cell.number is not None:
                half = width_of(BREAK_LABEL, canvas.size) / 2
                x = min(max(plot.x(index), plot.left + half), plot.right - half)
                y = plot.y(cell.number) - canvas.size * 0.7
                colour = look_of(series.role).text
                yield Words(x, y, BREAK_LABEL, canvas.size, colour, Anchor.MIDDLE, is_haloed=True)


def _at(plot: Plot, index: int, number: float) -> str:
    return f"{plot.x(index):.1f} {plot.y(number):.1f}"


def _point(look: Look, x: float, y: float, radius: float) -> Path:
    """A mark of the look's shape about (x, y); that of a dashed line is hollow."""
    r = radius
    match look.shape:
        case Shape.CIRCLE:
            d = _circle(x, y, r)
        case Shape.SQUARE:
            d = f"M{x - r:.1f} {y - r:.1f}h{2 * r:.2f}v{2 * r:.2f}h{-2 * r:.2f}Z"
        case Shape.DIAMOND:
            s = 1.3 * r
            d = f"M{x:.1f} {y - s:.1f}l{s:.2f} {s:.2f}l{-s:.2f} {s:.2f}l{-s:.2f} {-s:.2f}Z"
        case Shape.TRIANGLE:
            d = f"M{x:.1f} {y - 1.2 * r:.1f}l{1.2 * r:.2f} {2.2 * r:.2f}h{-2.4 * r:.2f}Z"
    fill = palette.GROUND if look.is_dashed else look.colour
    return Path(d, fill, look.colour, 1.5)


def _circle(x: float, y: float, r: float) -> str:
    return f"M{x - r:.1f} {y:.1f}a{r} {r} 0 1 0 {2 * r} 0a{r} {r} 0 1 0 {-2 * r} 0Z"
