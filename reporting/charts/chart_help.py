"""The words that explain how a chart is read; knows only descriptions."""

from __future__ import annotations

from collections.abc import Iterator

from measures.counts import Gap
from reporting.content.description import Chart, Kind, Role
from reporting.content.signal_chart import SignalChart

_LOOKS = {
    Role.THIS: "the dark blue line",
    Role.COMPARED: "the grey line",
    Role.BEFORE: "the pale line",
    Role.SECOND: "the turquoise line with square points",
    Role.THIRD: "the dark pink line with diamond points",
    Role.FOURTH: "the orange dashed line",
}


def how_to_read(chart: Chart) -> tuple[str, ...]:
    """Sentences on what the marks stand for, and on what is not there."""
    match chart.kind:
        case Kind.LINES:
            return (*_of_lines(chart), *_of_gaps(chart))
        case Kind.COLUMNS:
            return ("The taller the column, the more there were.", *_of_bars(chart, "column"))
        case Kind.BARS:
            return ("The longer the bar, the more there were.", *_of_bars(chart, "bar"))


def _of_lines(chart: Chart) -> Iterator[str]:
    for series in chart.series:
        yield f"{series.label[:1].upper()}{series.label[1:]} is {_LOOKS[series.role]}."
    if chart.band:
        yield chart.band.meaning or (
            f"The pale band is {chart.band.label[:1].lower()}{chart.band.label[1:]}: at each point"
            " it reaches from the least to the greatest of them."
        )
    if chart.spoken:
        yield f"The shaded part with the dots is {chart.spoken_label}."
    if isinstance(chart, SignalChart):
        yield from _of_signals(chart)
    yield "The scale starts at zero."


def _of_signals(chart: SignalChart) -> Iterator[str]:
    if chart.outside:
        yield "A ring marks a month outside its usual range."
    if chart.stretches:
        yield "A bar at the foot marks months in a row on one side of the usual."


def _of_bars(chart: Chart, mark: str) -> Iterator[str]:
    made_up = {
        at for at, cell in zip(chart.at, chart.series[0].cells, strict=True) if cell.is_illustrative
    }
    if chart.highlight and chart.highlight not in made_up:
        yield f"{chart.highlight} is the dark blue {mark}."
    if made_up:
        yield f"A hatched {mark} is made up."
    yield "The scale starts at zero."
    yield from _of_gaps(chart)


def _of_gaps(chart: Chart) -> Iterator[str]:
    gaps = {
        cell.value
        for series in chart.series
        for cell in series.cells
        if isinstance(cell.value, Gap)
    }
    words = " or ".join(sorted(gap.meaning for gap in gaps))
    if words and chart.kind is Kind.LINES:
        yield f"A line breaks off where a figure is {words}. That is not a zero."
    elif words:
        yield f"Nothing is drawn where a figure is {words}. That is not a zero."
