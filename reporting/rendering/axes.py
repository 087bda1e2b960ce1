"""The rectangle inside the axes of upright charts, its grid and the words along its edges."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reporting.content import palette
from reporting.content.description import Cell, Chart, Kind
from reporting.rendering.drawing import GAP, Anchor, Canvas, Path, Rule, Words
from reporting.rendering.scale import Scale, scale_of
from reporting.rendering.text_metrics import width_of, wrapped

# Rows of words above the plot stand so many times their size apart, and clear of its top.
_ROW = 1.35
_CLEAR = 5


@dataclass(frozen=True)
class Plot:
    """The rectangle inside the axes; `slots` labels share its width, right of the axis's words."""

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


def plot_of(chart: Chart, canvas: Canvas, *, right: float) -> Plot:
    """With light lines to read it by, whose words stand above them at the left."""
    scale = scale_of(chart)
    widest = max(width_of(words, canvas.size) for _, words in scale.ticks)
    wide = Plot(widest + GAP, canvas.width - right, 0, 0, scale, len(chart.at))
    rows = len(_unit_lines(chart, wide, canvas)) + (1 if _are_over(chart, wide, canvas) else 0)
    top = rows * canvas.size * _ROW + _CLEAR + 2
    return Plot(wide.left, wide.right, top, top + canvas.plot_height, scale, wide.slots)


def upright_height(plot: Plot, canvas: Canvas) -> float:
    return plot.bottom + GAP + canvas.size * 1.4


def rules_of(plot: Plot) -> tuple[Rule, ...]:
    """Light lines, and the axis at zero."""
    return tuple(
        Rule(0, plot.y(mark), plot.right, plot.y(mark), palette.GRID)
        if mark
        else Rule(0, plot.y(mark), plot.right, plot.y(mark), palette.TEXT, 1.5)
        for mark, _ in plot.scale.ticks
    )


def axis_words(chart: Chart, plot: Plot, canvas: Canvas) -> Iterator[Words]:
    """Above their lines; the unit stands on that of the top."""
    size = canvas.size
    *others, (top, _) = plot.scale.ticks
    for mark, text in others:
        yield Words(0, plot.y(mark) - _CLEAR, text, size, palette.QUIET_TEXT)
    lines = _unit_lines(chart, plot, canvas)
    for place, line in enumerate(reversed(lines)):
        baseline = plot.y(top) - _CLEAR - place * size * _ROW
        yield Words(0, baseline, line, size, palette.QUIET_TEXT)


def _unit_lines(chart: Chart, plot: Plot, canvas: Canvas) -> tuple[str, ...]:
    """ "2,500 crimes a month", or the unit over the number where that is too wide."""
    _, number = plot.scale.ticks[-1]
    unit = chart.unit if chart.unit[1:2].isupper() else chart.unit[:1].lower() + chart.unit[1:]
    together = f"{number} {unit}".strip()
    if width_of(together, canvas.size) <= plot.right:
        return (together,)
    return (*wrapped(unit, width=plot.right, size=canvas.size), number)


# --- The period that is spoken of ------------------------------------------------------------
def spoken_area(chart: Chart, plot: Plot) -> Iterator[Path]:
    """The shade behind its part of the axis."""
    if chart.spoken:
        left, right = _spoken_edges(chart, plot)
        d = f"M{left:.1f} 0H{right:.1f}V{plot.bottom:.1f}H{left:.1f}Z"
        yield Path(d, palette.SHADE)


def spoken_words(chart: Chart, plot: Plot, canvas: Canvas) -> Iterator[Words]:
    """Its name at the top of the shade."""
    if not chart.spoken:
        return
    text, x = _spoken_name(chart, plot, canvas)
    rows = len(_unit_lines(chart, plot, canvas)) if _are_over(chart, plot, canvas) else 0
    baseline = plot.top - _CLEAR - rows * canvas.size * _ROW
    yield Words(x, baseline, text, canvas.size, palette.DARK_BLUE, Anchor.MIDDLE, is_bold=True)


def _spoken_edges(chart: Chart, plot: Plot) -> tuple[float, float]:
    places = [chart.at.index(label) for label in chart.spoken]
    return plot.x(min(places)) - plot.slot / 2, plot.x(max(places)) + plot.slot / 2


def _spoken_name(chart: Chart, plot: Plot, canvas: Canvas) -> tuple[str, float]:
    """In short where its part of the axis is too narrow, and the middle of where it stands."""
    left, right = _spoken_edges(chart, plot)
    first, last = chart.spoken[0], chart.spoken[-1]
    short = first if first == last else f"{first} to {last}"
    is_room = width_of(chart.spoken_label, canvas.size, is_bold=True) + GAP <= right - left
    text = chart.spoken_label if is_room else short
    half = width_of(text, canvas.size, is_bold=True) / 2
    return text, min(max((left + right) / 2, half), plot.right - half)


def _are_over(chart: Chart, plot: Plot, canvas: Canvas) -> bool:
    """Whether the name of the period would run into the unit, and so stands above it."""
    if not chart.spoken:
        return False
    text, x = _spoken_name(chart, plot, canvas)
    widest = max(width_of(line, canvas.size) for line in _unit_lines(chart, plot, canvas))
    return x - width_of(text, canvas.size, is_bold=True) / 2 < widest + GAP


# --- Along the foot --------------------------------------------------------------------------
def labelled_along(chart: Chart, plot: Plot, canvas: Canvas) -> range:
    """Every label along the foot, or every second, third …, as many as there is room for.

    What stands out, or else the last, is among them. Of twelve months every third or sixth.
    """
    cells = chart.series[0].cells if chart.kind is Kind.COLUMNS else ()
    values = map(value_text, cells)
    texts = (*_foot_labels(chart, plot, canvas), *values)
    widest = max(width_of(text, canvas.size, is_bold=True) for text in texts)
    steps = (1, 3, 6) if _are_months(chart) else range(1, len(chart.at) + 1)
    step = next((step for step in steps if widest + 4 <= plot.slot * step), len(chart.at))
    last = len(chart.at) - 1
    named = chart.at.index(chart.highlight) if chart.highlight in chart.at else last
    # Months are read from the first one on: April is always named.
    start = 0 if chart.kind is Kind.LINES else named % step
    return range(start, len(chart.at), step)


def value_text(cell: Cell) -> str:
    """The number at a column or a bar; that it is made up is what the hatching says."""
    return cell.text_but_nature if cell.is_illustrative else cell.text


def _are_months(chart: Chart) -> bool:
    return chart.kind is Kind.LINES and len(chart.at) == 12


def _foot_labels(chart: Chart, plot: Plot, canvas: Canvas) -> tuple[str, ...]:
    """As described, or the initials of twelve months where they would not fit one line."""
    widest = max(width_of(text, canvas.size) for text in chart.at)
    if _are_months(chart) and canvas.has_initials and widest + 4 > plot.slot:
        return tuple(text[:1] for text in chart.at)
    return chart.at


def foot_words(
    chart: Chart, plot: Plot, canvas: Canvas, labelled: Sequence[int]
) -> Iterator[Words]:
    baseline = plot.bottom + GAP + canvas.size
    labels = _foot_labels(chart, plot, canvas)
    for index in labelled:
        text, is_bold = labels[index], chart.at[index] == chart.highlight
        half = width_of(text, canvas.size, is_bold=is_bold) / 2
        x = min(max(plot.x(index), half), canvas.width - half)
        colour = palette.TEXT if is_bold else palette.QUIET_TEXT
        yield Words(x, baseline, text, canvas.size, colour, Anchor.MIDDLE, is_bold=is_bold)
