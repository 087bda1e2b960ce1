"""Lays a chart out as shapes and words for an SVG; knows descriptions, and no Django."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from typing import TypeVar

from reporting.content import palette
from reporting.content.description import BREAK_LABEL, Cell, Chart, Kind, Series
from reporting.content.palette import Look, Shape, look_of
from reporting.rendering.scale import Scale, scale_of
from reporting.rendering.text_metrics import spread, width_of, wrapped


class Anchor(Enum):
    START = "start"
    MIDDLE = "middle"
    END = "end"


@dataclass(frozen=True)
class Words:
    """One line of text; `y` is its baseline. `is_haloed` where it may stand on top of a line."""

    x: float
    y: float
    text: str
    size: float
    colour: str = palette.TEXT
    anchor: Anchor = Anchor.START
    is_bold: bool = False
    is_haloed: bool = False


@dataclass(frozen=True)
class Rule:
    x1: float
    y1: float
    x2: float
    y2: float
    colour: str


@dataclass(frozen=True)
class Block:
    x: float
    y: float
    width: float
    height: float
    colour: str


@dataclass(frozen=True)
class Path:
    """`d` as SVG writes it; a `fill` or `stroke` of "none" is not painted."""

    d: str
    fill: str = "none"
    stroke: str = "none"
    width: float = 0
    dash: str = "none"


@dataclass(frozen=True)
class Paper:
    """What a chart is drawn on, in px: `size` is that of its letters."""

    name: str
    width: float
    size: float
    plot_height: float
    label_width: float
    point: float


# The style sheet shows the one that suits the room there is, so that letters stay above 12 px.
WIDE = Paper("wide", width=760, size=15, plot_height=300, label_width=140, point=3.5)
NARROW = Paper("narrow", width=285, size=13, plot_height=220, label_width=72, point=2.5)
PAPERS = (WIDE, NARROW)


@dataclass(frozen=True)
class Drawing:
    """Shapes by kind, in the order in which they are painted; `key` is its id on the page."""

    key: str
    paper: Paper
    height: float
    title: str
    description: str
    areas: tuple[Path, ...] = ()
    rules: tuple[Rule, ...] = ()
    blocks: tuple[Block, ...] = ()
    lines: tuple[Path, ...] = ()
    words: tuple[Words, ...] = ()


def draw(chart: Chart, paper: Paper = WIDE) -> Drawing:
    """The chart as shapes and words on `paper`."""
    match chart.kind:
        case Kind.LINES:
            return _lines(chart, paper)
        case Kind.COLUMNS:
            return _columns(chart, paper)
        case Kind.BARS:
            return _bars(chart, paper)


T = TypeVar("T")

_LEADING = 1.2
_GAP = 8  # px between a mark and its words
_DASH = "7 4"


@dataclass(frozen=True)
class _Plot:
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


def _blank(chart: Chart, paper: Paper, height: float) -> Drawing:
    key = f"{chart.slug}-{paper.name}"
    return Drawing(key, paper, height, title=chart.title, description=chart.alternative)


def _lines(chart: Chart, paper: Paper) -> Drawing:
    plot = _plot(chart, paper, right=_label_room(chart, paper))
    labels = _placed_labels(chart, plot, paper)
    return replace(
        _blank(chart, paper, _upright_height(plot, paper)),
        areas=(
            *_band_areas(chart, plot),
            *(_swatch(placed, paper) for placed in labels if placed.label.is_of_band),
        ),
        rules=_rules(plot),
        lines=tuple(_line_paths(chart, plot, paper)),
        words=(
            *_axis_words(chart, plot, paper),
            *_foot_words(chart, plot, paper, _labelled(chart, plot, paper)),
            *(words for placed in labels for words in _edge_words(placed, paper)),
            *_inner_words(chart, plot, paper),
            *_break_words(chart, plot, paper),
        ),
    )


def _columns(chart: Chart, paper: Paper) -> Drawing:
    plot = _plot(chart, paper, right=2)
    labelled = _labelled(chart, plot, paper)
    return replace(
        _blank(chart, paper, _upright_height(plot, paper)),
        rules=_rules(plot),
        blocks=tuple(_column_blocks(chart, plot)),
        words=(
            *_axis_words(chart, plot, paper),
            *_foot_words(chart, plot, paper, labelled),
            *(_column_value(chart, plot, paper, index) for index in labelled),
        ),
    )


# --- Axes of lines and columns ----------------------------------------------------------------


def _plot(chart: Chart, paper: Paper, *, right: float) -> _Plot:
    scale = scale_of(chart)
    widest = max(width_of(words, paper.size) for _, words in scale.ticks)
    top = paper.size * 2.6
    return _Plot(
        left=widest + _GAP,
        right=paper.width - right,
        top=top,
        bottom=top + paper.plot_height,
        scale=scale,
        slots=len(chart.at),
    )


def _upright_height(plot: _Plot, paper: Paper) -> float:
    return plot.bottom + _GAP + paper.size * 1.4


def _rules(plot: _Plot) -> tuple[Rule, ...]:
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


def _axis_words(chart: Chart, plot: _Plot, paper: Paper) -> Iterator[Words]:
    yield Words(0, paper.size, chart.unit, paper.size, palette.QUIET_TEXT)
    for mark, text in plot.scale.ticks:
        baseline = plot.y(mark) + paper.size * 0.35
        yield Words(plot.left - _GAP, baseline, text, paper.size, anchor=Anchor.END)


def _labelled(chart: Chart, plot: _Plot, paper: Paper) -> range:
    """Every label along the foot, or every second, third …, as many as there is room for.

    What stands out, or else the last, is among them.
    """
    values = [cell.text for cell in chart.series[0].cells] if chart.kind is Kind.COLUMNS else []
    widest = max(width_of(text, paper.size, is_bold=True) for text in (*chart.at, *values))
    step = 1
    while widest + 4 > plot.slot * step and step < len(chart.at):
        step += 1
    last = len(chart.at) - 1
    kept = chart.at.index(chart.highlight) if chart.highlight in chart.at else last
    # Months are read from the first one on: April is always named.
    start = 0 if chart.kind is Kind.LINES else kept % step
    return range(start, len(chart.at), step)


def _foot_words(
    chart: Chart, plot: _Plot, paper: Paper, labelled: Sequence[int]
) -> Iterator[Words]:
    baseline = plot.bottom + _GAP + paper.size
    for index in labelled:
        text, is_bold = chart.at[index], chart.at[index] == chart.highlight
        half = width_of(text, paper.size, is_bold=is_bold) / 2
        x = min(max(plot.x(index), half), paper.width - half)
        yield Words(x, baseline, text, paper.size, anchor=Anchor.MIDDLE, is_bold=is_bold)


# --- Lines ------------------------------------------------------------------------------------


def _band_areas(chart: Chart, plot: _Plot) -> Iterator[Path]:
    if not chart.band:
        return
    for run in _runs(_numbers(chart.band.low, chart.band.high)):
        there = [_at(plot, index, high) for index, (_, high) in run]
        back = [_at(plot, index, low) for index, (low, _) in reversed(run)]
        yield Path(f"M{' L'.join((*there, *back))}Z", palette.BAND, palette.BAND, 2)


def _numbers(low: Sequence[Cell], high: Sequence[Cell]) -> Iterator[tuple[float, float] | None]:
    for least, greatest in zip(low, high, strict=True):
        if least.number is None or greatest.number is None:
            yield None
        else:
            yield least.number, greatest.number


def _line_paths(chart: Chart, plot: _Plot, paper: Paper) -> Iterator[Path]:
    """Each line cut at gaps and where counting changed, then its points; this year's on top."""
    for series in reversed(chart.series):
        look = look_of(series.role)
        dash = _DASH if look.is_dashed else "none"
        for run in _unbroken(series.cells):
            steps = [_at(plot, index, number) for index, number in run]
            yield Path(f"M{' L'.join(steps)}", "none", look.colour, look.width, dash)
            for index, number in run:
                yield _point(look, plot.x(index), plot.y(number), paper.point)


def _runs(values: Iterable[T | None]) -> list[list[tuple[int, T]]]:
    """Values with their places, cut apart at the gaps."""
    runs: list[list[tuple[int, T]]] = [[]]
    for index, value in enumerate(values):
        if value is not None:
            runs[-1].append((index, value))
        elif runs[-1]:
            runs.append([])
    return [run for run in runs if run]


def _unbroken(cells: Sequence[Cell]) -> Iterator[list[tuple[int, float]]]:
    """Numbers with their places, cut apart at gaps and before what begins anew."""
    for run in _runs([cell.number for cell in cells]):
        piece: list[tuple[int, float]] = []
        for index, number in run:
            if piece and cells[index].begins_anew:
                yield piece
                piece = []
            piece.append((index, number))
        yield piece


def _break_words(chart: Chart, plot: _Plot, paper: Paper) -> Iterator[Words]:
    """Says where a line is broken because what is counted changed."""
    for series in chart.series:
        for index, cell in enumerate(series.cells):
            if cell.begins_anew and cell.number is not None:
                half = width_of(BREAK_LABEL, paper.size) / 2
                x = min(max(plot.x(index), plot.left + half), plot.right - half)
                y = plot.y(cell.number) - paper.size * 0.7
                colour = look_of(series.role).text
                yield Words(x, y, BREAK_LABEL, paper.size, colour, Anchor.MIDDLE, is_haloed=True)


def _at(plot: _Plot, index: int, number: float) -> str:
    return f"{plot.x(index):.1f} {plot.y(number):.1f}"


def _point(look: Look, x: float, y: float, radius: float) -> Path:
    """A mark of the look's shape about (x, y); that of a dashed line is hollow."""
    r = radius
    match look.shape:
        case Shape.CIRCLE:
            d = f"M{x - r:.1f} {y:.1f}a{r} {r} 0 1 0 {2 * r} 0a{r} {r} 0 1 0 {-2 * r} 0Z"
        case Shape.SQUARE:
            d = f"M{x - r:.1f} {y - r:.1f}h{2 * r}v{2 * r}h{-2 * r}Z"
        case Shape.DIAMOND:
            d = f"M{x:.1f} {y - 1.3 * r:.1f}l{1.3 * r} {1.3 * r}l{-1.3 * r} {1.3 * r}"
            d += f"l{-1.3 * r} {-1.3 * r}Z"
        case Shape.TRIANGLE:
            d = f"M{x:.1f} {y - 1.2 * r:.1f}l{1.2 * r} {2.2 * r}h{-2.4 * r}Z"
    fill = palette.GROUND if look.is_dashed else look.colour
    return Path(d, fill, look.colour, 1.5)


@dataclass(frozen=True)
class _EdgeLabel:
    """Words beside the end of a line, wanted at the height `y`."""

    lines: tuple[str, ...]
    y: float
    colour: str
    is_bold: bool = False
    is_of_band: bool = False


def _label_room(chart: Chart, paper: Paper) -> float:
    """The margin that the widest label beside the lines takes."""
    labels = [_label_of(series) for series in chart.series if _reaches_edge(series)]
    labels += [chart.band.label] if chart.band else []
    lines = [line for label in labels for line in _label_lines(label, paper)]
    widest = max((width_of(line, paper.size, is_bold=True) for line in lines), default=0)
    return widest + _GAP


def _reaches_edge(series: Series) -> bool:
    """Whether its label stands in the margin: a line that breaks off is named where it ends."""
    numbers = [cell.number for cell in series.cells]
    return numbers[-1] is not None or all(number is None for number in numbers)


def _label_of(series: Series) -> str:
    """Its name; a year of which nothing is known has no line, and says so beside the foot."""
    last = series.cells[-1]
    return f"{series.label} {last.text}" if last.number is None else series.label


def _label_lines(label: str, paper: Paper) -> tuple[str, ...]:
    return wrapped(label, width=paper.label_width, size=paper.size, is_bold=True)


@dataclass(frozen=True)
class _PlacedLabel:
    label: _EdgeLabel
    x: float
    top: float
    height: float


def _placed_labels(chart: Chart, plot: _Plot, paper: Paper) -> tuple[_PlacedLabel, ...]:
    """Labels in the margin, each as near to the end of its line as the others let it be."""
    labels = tuple(_edge_labels(chart, plot, paper))
    heights = [len(label.lines) * paper.size * _LEADING + 3 for label in labels]
    wanted = [label.y for label in labels]
    centres = spread(wanted, heights, low=paper.size * 1.4, high=plot.bottom + paper.size)
    return tuple(
        _PlacedLabel(label, plot.right + _GAP / 2, centre - height / 2, height)
        for label, centre, height in zip(labels, centres, heights, strict=True)
    )


def _edge_words(placed: _PlacedLabel, paper: Paper) -> Iterator[Words]:
    label = placed.label
    first = Words(placed.x, placed.top, "", paper.size, label.colour, is_bold=label.is_bold)
    return _stack(first, label.lines)


def _swatch(placed: _PlacedLabel, paper: Paper) -> Path:
    """The colour of the band behind its words, so that they are not taken for a line's."""
    width = max(width_of(line, paper.size) for line in placed.label.lines)
    corner = f"M{placed.x - 2:.1f} {placed.top:.1f}"
    return Path(f"{corner}h{width + 4:.1f}v{placed.height:.1f}h{-width - 4:.1f}Z", palette.BAND)


def _edge_labels(chart: Chart, plot: _Plot, paper: Paper) -> Iterator[_EdgeLabel]:
    for series in chart.series:
        if not _reaches_edge(series):
            continue
        last = series.cells[-1]
        look = look_of(series.role)
        y = plot.bottom if last.number is None else plot.y(last.number)
        lines = _label_lines(_label_of(series), paper)
        yield _EdgeLabel(lines, y, look.text, series is chart.series[0])
    if chart.band:
        runs = _runs(_numbers(chart.band.low, chart.band.high))
        low, high = runs[-1][-1][1] if runs else (0, 0)
        middle = plot.y((low + high) / 2)
        lines = _label_lines(chart.band.label, paper)
        yield _EdgeLabel(lines, middle, palette.TEXT, is_of_band=True)


def _inner_words(chart: Chart, plot: _Plot, paper: Paper) -> Iterator[Words]:
    """Labels of lines that break off before the margin, above or below their last point."""
    for series in chart.series:
        if _reaches_edge(series):
            continue
        index, number = _runs([cell.number for cell in series.cells])[-1][-1]
        half = width_of(series.label, paper.size, is_bold=True) / 2
        x = min(max(plot.x(index), plot.left + half), plot.right - half)
        is_above = _room_above(chart, series, index, number)
        baseline = plot.y(number) + (-paper.size * 0.7 if is_above else paper.size * 1.5)
        yield Words(
            x,
            baseline,
            series.label,
            paper.size,
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


# --- Columns ----------------------------------------------------------------------------------


def _column_blocks(chart: Chart, plot: _Plot) -> Iterator[Block]:
    width = min(plot.slot * 0.62, 90)
    zero = plot.y(0)
    for index, cell in enumerate(chart.series[0].cells):
        if cell.number is None:
            continue
        end = plot.y(cell.number)
        x = plot.x(index) - width / 2
        yield Block(x, min(zero, end), width, abs(end - zero), _bar_colour(chart, index))


def _bar_colour(chart: Chart, index: int) -> str:
    return palette.bar_colour(
        is_highlighted=chart.at[index] == chart.highlight,
        any_highlighted=bool(chart.highlight),
    )


def _column_value(chart: Chart, plot: _Plot, paper: Paper, index: int) -> Words:
    """The number over its column, or the shorthand of a gap where the column would stand."""
    cell = chart.series[0].cells[index]
    is_below = cell.number is not None and cell.number < 0
    end = plot.y(cell.number or 0)
    baseline = end + paper.size * 1.1 if is_below else end - paper.size * 0.4
    is_bold = chart.at[index] == chart.highlight
    return Words(
        plot.x(index), baseline, cell.text, paper.size, anchor=Anchor.MIDDLE, is_bold=is_bold
    )


# --- Ranked bars ------------------------------------------------------------------------------


@dataclass(frozen=True)
class _BarRow:
    """One bar from `top`, `thickness` px thick, and the lines of its name from `name_top`."""

    index: int
    name: tuple[str, ...]
    name_top: float
    top: float
    thickness: float

    @property
    def middle(self) -> float:
        return self.top + self.thickness / 2

    @property
    def bottom(self) -> float:
        return self.top + self.thickness


def _bars(chart: Chart, paper: Paper) -> Drawing:
    rows = list(_bar_rows(chart, paper))
    plot = _bar_plot(chart, paper, rows)
    height = rows[-1].bottom + paper.size * 0.6
    axis = Rule(plot.x_of(0), paper.size * 1.7, plot.x_of(0), height, palette.AXIS)
    names = (words for row in rows for words in _bar_name(chart, paper, plot, row))
    return replace(
        _blank(chart, paper, height),
        rules=(axis,),
        blocks=tuple(_bar_blocks(chart, plot, rows)),
        words=(
            Words(0, paper.size, chart.unit, paper.size, palette.QUIET_TEXT),
            *names,
            *(_bar_value(chart, paper, plot, row) for row in rows),
        ),
    )


def _bar_rows(chart: Chart, paper: Paper) -> Iterator[_BarRow]:
    """Names stand left of their bars, or above them on narrow paper."""
    size, top = paper.size, paper.size * 2
    room = paper.width if paper is NARROW else paper.width * 0.35
    for index, label in enumerate(chart.at):
        name = wrapped(label, width=room, size=size, is_bold=True)
        height = len(name) * size * _LEADING
        if paper is NARROW:
            row = _BarRow(index, name, top, top + height + 2, size)
        else:
            thickness = max(size * 1.2, height)
            row = _BarRow(index, name, top + (thickness - height) / 2, top, thickness)
        yield row
        top = row.bottom + size * 0.6


@dataclass(frozen=True)
class _BarPlot:
    left: float
    right: float
    scale: Scale
    name_right: float

    def x_of(self, value: float) -> float:
        return self.left + self.scale.place(value) * (self.right - self.left)


def _bar_plot(chart: Chart, paper: Paper, rows: Sequence[_BarRow]) -> _BarPlot:
    size, scale = paper.size, scale_of(chart)
    values = (cell.text for cell in chart.series[0].cells)
    value_room = max(width_of(text, size, is_bold=True) for text in values) + _GAP
    names = (width_of(line, size, is_bold=True) for row in rows for line in row.name)
    name_right = 0 if paper is NARROW else max(names)
    left = name_right + (_GAP if name_right else 1) + (value_room if scale.low < 0 else 0)
    return _BarPlot(left, paper.width - value_room, scale, name_right)


def _bar_blocks(chart: Chart, plot: _BarPlot, rows: Sequence[_BarRow]) -> Iterator[Block]:
    zero = plot.x_of(0)
    for row in rows:
        number = chart.series[0].cells[row.index].number
        if number is None:
            continue
        end = plot.x_of(number)
        colour = _bar_colour(chart, row.index)
        yield Block(min(zero, end), row.top, abs(end - zero), row.thickness, colour)


def _bar_name(chart: Chart, paper: Paper, plot: _BarPlot, row: _BarRow) -> Iterator[Words]:
    anchor = Anchor.END if plot.name_right else Anchor.START
    is_bold = chart.at[row.index] == chart.highlight
    first = Words(plot.name_right, row.name_top, "", paper.size, anchor=anchor, is_bold=is_bold)
    return _stack(first, row.name)


def _bar_value(chart: Chart, paper: Paper, plot: _BarPlot, row: _BarRow) -> Words:
    cell = chart.series[0].cells[row.index]
    number = cell.number or 0
    is_left = number < 0
    return Words(
        plot.x_of(number) + (-_GAP / 2 if is_left else _GAP / 2),
        row.middle + paper.size * 0.35,
        cell.text,
        paper.size,
        anchor=Anchor.END if is_left else Anchor.START,
        is_bold=chart.at[row.index] == chart.highlight,
    )


def _stack(first: Words, lines: Sequence[str]) -> Iterator[Words]:
    """Lines under one another; the `y` of `first` is their top and not a baseline."""
    for place, line in enumerate(lines):
        baseline = first.y + first.size * (_LEADING * place + 0.95)
        yield replace(first, text=line, y=baseline)
