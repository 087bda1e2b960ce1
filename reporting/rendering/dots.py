"""Dots with intervals: described, and laid out as shapes; no figures."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

from reporting.content import palette
from reporting.content.description import Cell, Style, Table
from reporting.rendering.drawing import CANVASES, NARROW, Anchor, Canvas, Drawing, Path, Rule, Words
from reporting.rendering.scale import Scale, scale_over
from reporting.rendering.text_metrics import width_of, wrapped

# From a value to where it stands on the drawing.
Along: TypeAlias = Callable[[float], float]


@dataclass(frozen=True)
class Dot:
    """A named value with the interval that chance leaves around it."""

    label: str
    value: Cell
    low: float
    high: float
    is_highlighted: bool = False


@dataclass(frozen=True)
class Drawn:
    """What every picture of this module says beside its shapes; `table` has its numbers."""

    slug: str
    title: str
    subtitle: str
    unit: str
    alternative: str
    source_line: str
    how_to_read: tuple[str, ...]
    table: Table
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class DotChart(Drawn):
    """Dots on one scale, a line each. `middle` is a value that they are read against."""

    dots: tuple[Dot, ...] = ()
    middle: float | None = None
    middle_label: str = ""

    @property
    def drawings(self) -> tuple[Drawing, ...]:
        """On each canvas; the style sheet shows the one that there is room for."""
        return tuple(_draw_dots(self, canvas) for canvas in CANVASES)


_GAP = 8
_RADIUS = 4.5


# --- Dots ------------------------------------------------------------------------------------
@dataclass(frozen=True)
class _Row:
    """One dot from `top`: its name in lines, and the height at which its interval lies."""

    dot: Dot
    name: tuple[str, ...]
    top: float
    middle: float
    bottom: float


def _draw_dots(chart: DotChart, canvas: Canvas) -> Drawing:
    ends = [end for dot in chart.dots for end in (dot.low, dot.high)]
    scale = scale_over(ends, Style.RATE)
    rows = list(_rows(chart, canvas))
    names = max(width_of(line, canvas.size, is_bold=True) for row in rows for line in row.name)
    left = 6 if canvas is NARROW else names + 2 * _GAP
    values = max(width_of(dot.value.text, canvas.size, is_bold=True) for dot in chart.dots)
    right = canvas.width - values - _GAP
    top, bottom = canvas.size * 2, rows[-1].bottom + _GAP

    def x(value: float) -> float:
        return left + scale.place(value) * (right - left)

    middle = [] if chart.middle is None else [_upright(x(chart.middle), top, bottom)]
    return replace(
        _blank(chart, canvas, bottom + canvas.size * 3.2),
        rules=tuple(Rule(x(mark), top, x(mark), bottom, palette.GRID) for mark, _ in scale.ticks),
        lines=(*middle, *(path for row in rows for path in _interval(row, x))),
        words=(
            Words(0, canvas.size, chart.unit, canvas.size, palette.QUIET_TEXT),
            *(words for row in rows for words in _name(row, canvas, left)),
            *(_value(row, canvas) for row in rows),
            *_foot(scale, x, bottom, canvas),
            *_middle_words(chart, x, bottom, canvas),
        ),
    )


def _rows(chart: DotChart, canvas: Canvas) -> Iterator[_Row]:
    """Names stand left of their dots, or above them on a narrow canvas."""
    size, top = canvas.size, canvas.size * 2.2
    room = canvas.width if canvas is NARROW else canvas.width * 0.35
    for dot in chart.dots:
        name = wrapped(dot.label, width=room, size=size, is_bold=True)
        height = len(name) * size * 1.2
        if canvas is NARROW:
            middle = top + height + size * 0.7
            row = _Row(dot, name, top, middle, middle + size * 0.5)
        else:
            row = _Row(dot, name, top, top + height / 2, top + height)
        yield row
        top = row.bottom + size * 0.5


def _interval(row: _Row, x: Along) -> Iterator[Path]:
    dot, y, r = row.dot, row.middle, _RADIUS
    colour = palette.bar_colour(is_highlighted=dot.is_highlighted, any_highlighted=True)
    low, high, at = x(dot.low), x(dot.high), x(dot.value.number or 0)
    ends = f"M{low:.1f} {y - 4:.1f}v8M{high:.1f} {y - 4:.1f}v8"
    yield Path(f"M{low:.1f} {y:.1f}H{high:.1f}{ends}", "none", colour, 2)
    yield _dot(at, y, r, colour, is_highlighted=dot.is_highlighted)


def _dot(x: float, y: float, r: float, colour: str, *, is_highlighted: bool) -> Path:
    """A circle, or a square for what stands out, so that it does not rest on the colour."""
    if is_highlighted:
        return Path(f"M{x - r:.1f} {y - r:.1f}h{2 * r}v{2 * r}h{-2 * r}Z", colour, colour, 1.5)
    d = f"M{x - r:.1f} {y:.1f}a{r} {r} 0 1 0 {2 * r} 0a{r} {r} 0 1 0 {-2 * r} 0Z"
    return Path(d, palette.GROUND, colour, 2)


def _name(row: _Row, canvas: Canvas, left: float) -> Iterator[Words]:
    anchor = Anchor.START if canvas is NARROW else Anchor.END
    at = 0 if canvas is NARROW else left - _GAP
    for number, line in enumerate(row.name):
        y = row.top + canvas.size * (1.2 * number + 0.95)
        bold = row.dot.is_highlighted
        # On a narrow canvas the name stands across the lines of the scale.
        yield Words(at, y, line, canvas.size, anchor=anchor, is_bold=bold, is_haloed=True)


def _value(row: _Row, canvas: Canvas) -> Words:
    y = row.middle + canvas.size * 0.35
    bold = row.dot.is_highlighted
    text = row.dot.value.text
    return Words(canvas.width, y, text, canvas.size, anchor=Anchor.END, is_bold=bold)


def _middle_words(chart: DotChart, x: Along, bottom: float, canvas: Canvas) -> Iterator[Words]:
    if chart.middle is None:
        return
    half = width_of(chart.middle_label, canvas.size) / 2
    at = min(max(x(chart.middle), half), canvas.width - half)
    y = bottom + canvas.size * 2.7
    yield Words(at, y, chart.middle_label, canvas.size, anchor=Anchor.MIDDLE)


def _upright(x: float, top: float, bottom: float) -> Path:
    return Path(f"M{x:.1f} {top:.1f}V{bottom:.1f}", "none", palette.TEXT, 1.5, "7 4")


def _foot(scale: Scale, x: Along, bottom: float, canvas: Canvas) -> Iterator[Words]:
    """As many of the marks along the foot as there is room for."""
    ticks: Sequence[tuple[float, str]] = scale.ticks
    widest = max(width_of(text, canvas.size) for _, text in ticks) + _GAP
    step = 1
    while step < len(ticks) and abs(x(ticks[step][0]) - x(ticks[0][0])) < widest:
        step += 1
    for mark, text in ticks[::step]:
        half = width_of(text, canvas.size) / 2
        at = min(max(x(mark), half), canvas.width - half)
        yield Words(at, bottom + canvas.size * 1.2, text, canvas.size, anchor=Anchor.MIDDLE)


def _blank(chart: Drawn, canvas: Canvas, height: float) -> Drawing:
    key = f"{chart.slug}-{canvas.name}"
    return Drawing(key, canvas, height, title=chart.title, description=chart.alternative)
