"""A chart as Plotly draws it in the browser; knows descriptions, and only plain dicts.

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
from reporting.content.palette import Shape, look_of
from reporting.rendering.scale import Scale, scale_of
from reporting.rendering.text_metrics import spread, width_of, wrapped

_SIZE = 15
_LABEL_WIDTH = 130
_PLOT_HEIGHT = 320
_TOP, _BOTTOM = 40, 40
_BAR_HEIGHT = 32
# Between labels below lines, and the narrowest plot that Plotly draws: phones keep the SVG.
_LABEL_GAP = 10
_LEAST_WIDTH = 480
_SYMBOLS = {
    Shape.CIRCLE: "circle",
    Shape.SQUARE: "square",
    Shape.DIAMOND: "diamond-open",
    Shape.TRIANGLE: "triangle-up-open",
}


def figure(chart: Chart) -> dict[str, Any]:
    """`{"data": [...], "layout": {...}}` with the numbers and the words of the description."""
    match chart.kind:
        case Kind.LINES:
            return _lines(chart)
        case Kind.COLUMNS:
            return _columns(chart)
        case Kind.BARS:
            return _bars(chart)


def _lines(chart: Chart) -> dict[str, Any]:
    scale = scale_of(chart)
    layout = _layout(chart, height=_TOP + _PLOT_HEIGHT + _BOTTOM, right=_label_room(chart))
    layout["xaxis"] = _label_axis(chart)
    layout["yaxis"] = _value_axis(scale)
    layout["annotations"] += [*_line_labels(chart, scale), *_break_labels(chart)]
    # What comes last is painted on top: the first series of the description.
    traces = [_line(chart, series) for series in reversed(chart.series)]
    return {"data": [*_band(chart), *traces], "layout": layout}


def _columns(chart: Chart) -> dict[str, Any]:
    layout = _layout(chart, height=_TOP + _PLOT_HEIGHT + _BOTTOM, right=8)
    layout["xaxis"] = _label_axis(chart)
    layout["yaxis"] = _value_axis(scale_of(chart))
    trace = _bar_trace(chart) | {"x": list(chart.at), "y": _numbers(chart.series[0])}
    return {"data": [trace], "layout": layout}


def _bars(chart: Chart) -> dict[str, Any]:
    layout = _layout(chart, height=_TOP + _BAR_HEIGHT * len(chart.at) + 8, right=72)
    layout["yaxis"] = _label_axis(chart) | {"automargin": True}
    layout["yaxis"]["range"] = [len(chart.at) - 0.5, -0.5]  # the first on top
    layout["xaxis"] = _value_axis(scale_of(chart)) | {"showticklabels": False, "showgrid": False}
    trace = _bar_trace(chart) | {"y": list(chart.at), "x": _numbers(chart.series[0])}
    return {"data": [trace | {"orientation": "h"}], "layout": layout}


def _layout(chart: Chart, *, height: float, right: float) -> dict[str, Any]:
    return {
        "template": None,
        "height": height,
        "margin": {"l": 64, "r": right, "t": _TOP, "b": _BOTTOM},
        "font": {"family": "Arial, sans-serif", "size": _SIZE, "color": palette.TEXT},
        "showlegend": False,
        "hovermode": "closest",
        "paper_bgcolor": palette.GROUND,
        "plot_bgcolor": palette.GROUND,
        "annotations": [
            _annotation(escape(chart.unit), palette.QUIET_TEXT)
            | {"x": 0, "y": 1, "xref": "paper", "yref": "paper", "yshift": 24}
        ],
    }


def _label_axis(chart: Chart) -> dict[str, Any]:
    # A range of its own, or Plotly leaves out labels at the ends that have no number.
    return {
        "type": "category",
        "categoryorder": "array",
        "categoryarray": list(chart.at),
        **_label_texts(chart),
        "range": [-0.5, len(chart.at) - 0.5],
        "fixedrange": True,
        "showgrid": False,
        "tickangle": 0,
        "linecolor": palette.AXIS,
    }


def _label_texts(chart: Chart) -> dict[str, Any]:
    """As many as there is room for below lines.

    Beside columns and bars, the shorthand of what is not there and so is not drawn.
    """
    if chart.kind is Kind.LINES:
        widest = max(width_of(text, _SIZE) for text in chart.at) + _LABEL_GAP
        step = ceil(widest * len(chart.at) / _LEAST_WIDTH)
        return {"tickvals": list(chart.at[::step])} if step > 1 else {}
    cells = chart.series[0].cells
    texts = [
        f"{at} {cell.text}" if cell.number is None else at
        for at, cell in zip(chart.at, cells, strict=True)
    ]
    return {"tickvals": list(chart.at), "ticktext": [escape(text) for text in texts]}


def _value_axis(scale: Scale) -> dict[str, Any]:
    return {
        "range": [scale.low, scale.high],
        "tickvals": [mark for mark, _ in scale.ticks],
        "ticktext": [text for _, text in scale.ticks],
        "fixedrange": True,
        "gridcolor": palette.GRID,
        "zerolinecolor": palette.AXIS,
    }


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
        "marker": {"color": look.colour, "size": 7, "symbol": _SYMBOLS[look.shape]},
        "hoverinfo": "text",
        "hovertext": [text for _, _, text in points],
    }


def _points(chart: Chart, series: Series) -> Iterator[tuple[str, float | None, str]]:
    """Label, number and words of each point; nothing before one that begins anew, to cut there."""
    hover = _hover_texts(chart, series)
    for at, cell, text in zip(chart.at, series.cells, hover, strict=True):
        if cell.begins_anew:
            yield at, None, ""
        yield at, cell.number, text


def _break_labels(chart: Chart) -> list[dict[str, Any]]:
    """Says where a line is broken because what is counted changed."""
    return [
        _annotation(BREAK_LABEL, look_of(series.role).text)
        | {"x": index, "y": cell.number, "yshift": 16, "xanchor": "center"}
        for series in chart.series
        for index, cell in enumerate(series.cells)
        if cell.begins_anew and cell.number is not None
    ]


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


def _bar_trace(chart: Chart) -> dict[str, Any]:
    series = chart.series[0]
    return {
        "type": "bar",
        "name": series.label,
        "marker": {
            "color": [
                palette.bar_colour(
                    is_highlighted=at == chart.highlight, any_highlighted=bool(chart.highlight)
                )
                for at in chart.at
            ]
        },
        "text": [cell.text for cell in series.cells],
        "textposition": "outside",
        "textangle": 0,
        "cliponaxis": False,
        "hoverinfo": "text",
        "hovertext": _hover_texts(chart, series),
    }


def _numbers(series: Series) -> list[int | float | None]:
    return [cell.number for cell in series.cells]


def _hover_texts(chart: Chart, series: Series) -> list[str]:
    return [
        escape(f"{series.label}, {at}: {cell.text}") + f"<br>{escape(chart.unit)}"
        for at, cell in zip(chart.at, series.cells, strict=True)
    ]


def _label_room(chart: Chart) -> float:
    labels = [
        *(series.label for series in chart.series),
        *([chart.band.label] if chart.band else []),
    ]
    lines = (line for label in labels for line in _label_lines(label))
    return max(width_of(line, _SIZE, is_bold=True) for line in lines) + 16


def _label_lines(label: str) -> tuple[str, ...]:
    return wrapped(label, width=_LABEL_WIDTH, size=_SIZE, is_bold=True)


def _line_labels(chart: Chart, scale: Scale) -> list[dict[str, Any]]:
    """Labels beside the last number of each line, moved apart where they would overlap."""
    ends = [_end(series.cells) for series in chart.series]
    labels = [
        (series.label, look_of(series.role).text, *end)
        for series, end in zip(chart.series, ends, strict=True)
        if end
    ]
    if chart.band and (low := _end(chart.band.low)) and (high := _end(chart.band.high)):
        middle = (low[1] + high[1]) / 2
        labels.append((chart.band.label, palette.QUIET_TEXT, len(chart.at) - 1, middle))
    depths = [(1 - scale.place(value)) * _PLOT_HEIGHT for *_, value in labels]
    heights = [len(_label_lines(label)) * _SIZE * 1.25 for label, *_ in labels]
    centres = spread(depths, heights, low=-_TOP / 2, high=_PLOT_HEIGHT + _BOTTOM / 2)
    return [
        _annotation("<br>".join(map(escape, _label_lines(label))), colour)
        | {"x": index, "y": value, "xshift": 8, "yshift": depth - centre}
        for (label, colour, index, value), depth, centre in zip(
            labels, depths, centres, strict=True
        )
    ]


def _end(cells: Sequence[Cell]) -> tuple[int, float] | None:
    """The place and the number of the last cell that has one."""
    numbers = [(index, cell.number) for index, cell in enumerate(cells)]
    known = [(index, number) for index, number in numbers if number is not None]
    return known[-1] if known else None


def _annotation(text: str, colour: str) -> dict[str, Any]:
    return {
        "text": text,
        "font": {"color": colour},
        "showarrow": False,
        "align": "left",
        "xanchor": "left",
        "yanchor": "middle",
    }
