"""Lines as Plotly draws them in the browser; knows descriptions, and only plain dicts.

Columns and bars have their numbers written at them, and are the server's drawing alone.

`plotly.graph_objects` would build the same: its first figure in a process costs 0.4 s and each
after it 3 ms, which a page need not pay. The tests have it check what is built here.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from itertools import groupby
from math import ceil
from typing import Any

from reporting.content import palette
from reporting.content.description import BREAK_LABEL, Cell, Chart, Kind, Series
from reporting.content.palette import POINTED, Look, Shape, look_of
from reporting.content.signal_chart import SignalChart, Stretch
from reporting.rendering.scale import Scale, scale_of
from reporting.rendering.text_metrics import spread, width_of, wrapped

_SIZE = 13
_LABEL_WIDTH = 120
_PLOT_HEIGHT = 280
_TOP, _BOTTOM = 40, 32
_APART = 18
# Nearer than this a label is seen to belong to its line.
_NEAR = 3
# From the plot to the labels of its lines.
_BESIDE = 12
# Between labels below lines, and the narrowest plot that Plotly draws: phones keep the SVG.
_LABEL_GAP = 10
_LEAST_WIDTH = 480
_SYMBOLS = {
    Shape.CIRCLE: "circle",
    Shape.SQUARE: "square",
    Shape.DIAMOND: "diamond",
    Shape.TRIANGLE: "triangle-up-open",
}


def figure(chart: Chart) -> dict[str, Any] | None:
    """`{"data": [...], "layout": {...}}` with the numbers and the words of the description.

    None for what is the server's drawing alone.
    """
    if chart.kind is not Kind.LINES:
        return None
    scale = scale_of(chart)
    # What comes last is painted on top: the first series of the description.
    traces = [_line(chart, series) for series in reversed(chart.series)]
    data = [*_band(chart), *traces, *_rings(chart)]
    return {"data": data, "layout": _layout(chart, scale)}


def _layout(chart: Chart, scale: Scale) -> dict[str, Any]:
    return {
        "template": None,
        "height": _TOP + _PLOT_HEIGHT + _BOTTOM,
        "margin": {"l": 0, "r": _label_room(chart), "t": _TOP, "b": _BOTTOM},
        "font": {"family": "Arial, sans-serif", "size": _SIZE, "color": palette.QUIET_TEXT},
        "showlegend": False,
        "hovermode": "x unified",
        "hoverlabel": {"bgcolor": palette.GROUND, "bordercolor": palette.AXIS, "align": "left"},
        "dragmode": False,
        "paper_bgcolor": palette.GROUND,
        "plot_bgcolor": palette.GROUND,
        "xaxis": _label_axis(chart, scale),
        "yaxis": _value_axis(scale),
        "shapes": [*_spoken_shade(chart), *_runs(chart)],
        "annotations": [
            _unit(chart, scale),
            *_line_labels(chart, scale),
            *_break_labels(chart),
            *_spoken_name(chart),
            *_run_names(chart),
        ],
    }


def _label_axis(chart: Chart, scale: Scale) -> dict[str, Any]:
    # A range of its own, or Plotly leaves out labels at the ends that have no number; it begins
    # further left, where the words of the other axis stand.
    widest = max(width_of(text, _SIZE) for _, text in scale.ticks) + _LABEL_GAP
    slots = len(chart.at)
    return {
        "type": "category",
        "categoryorder": "array",
        "categoryarray": list(chart.at),
        **_label_texts(chart),
        "range": [-0.5 - slots * widest / (_LEAST_WIDTH - widest), slots - 0.5],
        "fixedrange": True,
        "showgrid": False,
        "zeroline": False,
        "tickangle": 0,
    }


def _label_texts(chart: Chart) -> dict[str, Any]:
    """As many as there is room for below lines."""
    widest = max(width_of(text, _SIZE) for text in chart.at) + _LABEL_GAP
    step = ceil(widest * len(chart.at) / _LEAST_WIDTH)
    return {"tickvals": list(chart.at[::step])} if step > 1 else {}


def _value_axis(scale: Scale) -> dict[str, Any]:
    """Its words above their lines, but for those of the top, for which there is no room inside."""
    *others, (top, _) = scale.ticks
    return {
        "range": [scale.low, scale.high],
        "tickvals": [*(mark for mark, _ in others), top],
        "ticktext": [*(text for _, text in others), ""],
        "ticklabelposition": "inside top",
        "fixedrange": True,
        "gridcolor": palette.GRID,
        "zerolinecolor": palette.TEXT,
        "zerolinewidth": 1.5,
    }


def _unit(chart: Chart, scale: Scale) -> dict[str, Any]:
    """ "2,500 crimes a month", over the line at the top."""
    _, top = scale.ticks[-1]
    unit = chart.unit if chart.unit[1:2].isupper() else chart.unit[:1].lower() + chart.unit[1:]
    over = {"x": 0, "y": 1, "xref": "paper", "yref": "paper", "xshift": 3, "yshift": 8}
    return _annotation(escape(f"{top} {unit}"), palette.QUIET_TEXT) | over


# --- Lines -----------------------------------------------------------------------------------
def _line(chart: Chart, series: Series) -> dict[str, Any]:
    look = look_of(series.role)
    points = list(_points(chart, series))
    return {
        "type": "scatter",
        "mode": "lines+markers",
        "name": series.label,
        "x": [at for at, _, _ in points],
        "y": [number for _, number, _ in points],
        "connectgaps": False,
        "line": {
            "color": look.colour,
            "width": look.width,
            "dash": "dash" if look.is_dashed else "solid",
        },
        "marker": _markers(chart, series, look, points),
        "hoverinfo": "text",
        "hovertext": [text for _, _, text in points],
    }


def _markers(
    chart: Chart, series: Series, look: Look, points: Sequence[tuple[str, float | None, str]]
) -> dict[str, Any]:
    """Points of places and types, of the period spoken of, and of what stands alone."""
    are_pointed = any(one.role in POINTED for one in chart.series)
    is_first = series is chart.series[0]
    shown = [
        are_pointed or (is_first and at in chart.spoken) or _is_alone(points, place)
        for place, (at, _, _) in enumerate(points)
    ]
    return {
        "color": look.colour,
        "size": [8 if is_shown else 0 for is_shown in shown],
        "symbol": _SYMBOLS[look.shape] if are_pointed else "circle",
        "line": {"color": palette.GROUND, "width": 1.5},
        "opacity": 1,
    }


def _is_alone(points: Sequence[tuple[str, float | None, str]], place: int) -> bool:
    """Whether a number has no neighbour that a line could lead to."""
    beside = [*points[max(0, place - 1) : place], *points[place + 1 : place + 2]]
    return points[place][1] is not None and all(number is None for _, number, _ in beside)


def _points(chart: Chart, series: Series) -> Iterator[tuple[str, float | None, str]]:
    """Label, number and words of each point; nothing before one that begins anew, to cut there."""
    for at, cell in zip(chart.at, series.cells, strict=True):
        if cell.begins_anew:
            yield at, None, ""
        yield at, cell.number, escape(f"{series.label}: {cell.text}")


def _break_labels(chart: Chart) -> list[dict[str, Any]]:
    """Says where a line is broken because what is counted changed."""
    return [
        _annotation(BREAK_LABEL, look_of(series.role).text)
        | {"x": index, "y": cell.number, "yshift": 16, "xanchor": "center"}
        for series in chart.series
        for index, cell in enumerate(series.cells)
        if cell.begins_anew and cell.number is not None
    ]


# --- Bands -----------------------------------------------------------------------------------
def _spoken_shade(chart: Chart) -> Iterator[dict[str, Any]]:
    """Behind the period that is spoken of."""
    if chart.spoken:
        first, last = (chart.at.index(chart.spoken[place]) for place in (0, -1))
        yield {
            "type": "rect",
            "layer": "below",
            "xref": "x",
            "yref": "paper",
            "x0": first - 0.5,
            "x1": last + 0.5,
            "y0": 0,
            "y1": 1 + _TOP / _PLOT_HEIGHT,
            "fillcolor": palette.SHADE,
            "line": {"width": 0},
        }


def _spoken_name(chart: Chart) -> Iterator[dict[str, Any]]:
    if chart.spoken:
        first, last = (chart.at.index(chart.spoken[place]) for place in (0, -1))
        yield _annotation(escape(chart.spoken_label), palette.DARK_BLUE, is_bold=True) | {
            "x": (first + last) / 2,
            "y": 1,
            "yref": "paper",
            "yshift": _TOP - 12,
            "xanchor": "center",
        }


def _band(chart: Chart) -> Iterator[dict[str, Any]]:
    """A closed shape for each run without a gap: filling between two lines would bridge gaps."""
    if not chart.band:
        return
    points = zip(chart.at, chart.band.low, chart.band.high, strict=True)
    for is_whole, group in groupby(points, key=_is_whole):
        if not is_whole:
            continue
        run = list(group)
        yield {
            "type": "scatter",
            "mode": "lines",
            "name": chart.band.label,
            "x": [at for at, _, _ in run] + [at for at, _, _ in reversed(run)],
            "y": [high.number for _, _, high in run] + [low.number for _, low, _ in reversed(run)],
            "fill": "toself",
            "fillcolor": palette.BAND,
            "line": {"width": 0, "color": palette.BAND},
            "hoverinfo": "skip",
        }


def _is_whole(point: tuple[str, Cell, Cell]) -> bool:
    return all(cell.number is not None for cell in point[1:])


# --- What is marked --------------------------------------------------------------------------
def _rings(chart: Chart) -> Iterator[dict[str, Any]]:
    """About the points that lie outside."""
    if isinstance(chart, SignalChart) and chart.outside:
        cells = dict(zip(chart.at, chart.series[0].cells, strict=True))
        yield {
            "type": "scatter",
            "mode": "markers",
            "name": "",
            "x": list(chart.outside),
            "y": [cells[at].number for at in chart.outside],
            "marker": {
                "symbol": "circle-open",
                "size": 18,
                "color": palette.TEXT,
                "line": {"color": palette.TEXT, "width": 2},
            },
            "hoverinfo": "skip",
        }


def _runs(chart: Chart) -> Iterator[dict[str, Any]]:
    """A bar over the axis for each run."""
    for number, stretch in enumerate(_stretches(chart)):
        first, last = chart.at.index(stretch.at[0]), chart.at.index(stretch.at[-1])
        up = _run_height(number)
        yield {
            "type": "line",
            "xref": "x",
            "yref": "paper",
            "x0": first - 1 / 3,
            "x1": last + 1 / 3,
            "y0": up,
            "y1": up,
            "line": {"color": palette.QUIET_TEXT, "width": 3},
        }


def _run_names(chart: Chart) -> Iterator[dict[str, Any]]:
    for number, stretch in enumerate(_stretches(chart)):
        first, last = chart.at.index(stretch.at[0]), chart.at.index(stretch.at[-1])
        yield _annotation(escape(stretch.words), palette.TEXT) | {
            "x": (first + last) / 2,
            "y": _run_height(number),
            "yref": "paper",
            "yshift": 11,
            "xanchor": "center",
        }


def _stretches(chart: Chart) -> tuple[Stretch, ...]:
    return chart.stretches if isinstance(chart, SignalChart) else ()


def _run_height(number: int) -> float:
    """In parts of the plot, the second run over the name of the first."""
    return (7 + 22 * number) / _PLOT_HEIGHT


# --- Labels beside the lines -----------------------------------------------------------------
def _label_room(chart: Chart) -> float:
    labels = [
        *(series.label for series in chart.series),
        *([chart.band.label] if chart.band else []),
    ]
    lines = (line for label in labels for line in _label_lines(label))
    return max(width_of(line, _SIZE, is_bold=True) for line in lines) + _BESIDE + 4


def _label_lines(label: str) -> tuple[str, ...]:
    return wrapped(label, width=_LABEL_WIDTH, size=_SIZE, is_bold=True)


def _line_labels(chart: Chart, scale: Scale) -> list[dict[str, Any]]:
    """Beside the last number of each line, moved apart where they would overlap, then led to."""
    ends = [_end(series.cells) for series in chart.series]
    labels = [
        (series.label, look_of(series.role).text, place == 0, *end)
        for place, (series, end) in enumerate(zip(chart.series, ends, strict=True))
        if end
    ]
    if chart.band and (low := _end(chart.band.low)) and (high := _end(chart.band.high)):
        middle = (low[1] + high[1]) / 2
        labels.append((chart.band.label, palette.QUIET_TEXT, False, len(chart.at) - 1, middle))
    depths = [(1 - scale.place(value)) * _PLOT_HEIGHT for *_, value in labels]
    heights = [len(_label_lines(label)) * _APART for label, *_ in labels]
    centres = spread(depths, heights, low=-_TOP / 2, high=_PLOT_HEIGHT + _BOTTOM / 2)
    return [
        _line_label(chart, label, moved=centre - depth)
        for label, depth, centre in zip(labels, depths, centres, strict=True)
    ]


def _line_label(
    chart: Chart, label: tuple[str, str, bool, int, float], *, moved: float
) -> dict[str, Any]:
    words, colour, is_first, index, value = label
    text = "<br>".join(map(escape, _label_lines(words)))
    made = _annotation(text, colour, is_bold=is_first)
    if index < len(chart.at) - 1:
        return made | {"x": index, "y": value, "xshift": 8, "yshift": -moved}
    # At the edge of the plot, half a slot beyond the last point.
    return made | {"x": 1, "xref": "paper", "y": value, "xshift": _BESIDE, "yshift": -moved}


def _end(cells: Sequence[Cell]) -> tuple[int, float] | None:
    """The place and the number of the last cell that has one."""
    numbers = [(index, cell.number) for index, cell in enumerate(cells)]
    known = [(index, number) for index, number in numbers if number is not None]
    return known[-1] if known else None


def _annotation(text: str, colour: str, *, is_bold: bool = False) -> dict[str, Any]:
    # A tag in the text would be drawn by a style attribute, which the page's policy forbids.
    return {
        "text": text,
        "font": {"color": colour, "weight": "bold" if is_bold else "normal"},
        "showarrow": False,
        "align": "left",
        "xanchor": "left",
        "yanchor": "middle",
    }
