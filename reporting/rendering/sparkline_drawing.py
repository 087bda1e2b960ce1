"""Lays a sparkline out: it does not start at zero, so that its shape can be seen; in px."""

from __future__ import annotations

from collections.abc import Iterator

from measures.periods import PeriodKind
from reporting.charts.sparklines import Sparkline
from reporting.content import palette
from reporting.rendering.drawing import Anchor, Canvas, Drawing, Path, Words
from reporting.rendering.text_metrics import width_of

# Months have their least and greatest written beside them, quarters a ring a year before.
_LABELLED = Canvas("line", width=212, size=11, plot_height=28, label_width=0, point=4)
_RINGED = Canvas("line", width=146, size=11, plot_height=26, label_width=0, point=3.5)
_EDGE = 6.0


def draw(line: Sparkline, key: str) -> Drawing:
    """The line with a dot at its newest point; `key` is its id on the page."""
    is_labelled = line.each is PeriodKind.MONTH
    canvas = _LABELLED if is_labelled else _RINGED
    above = canvas.size + 4 if is_labelled else _EDGE
    points = list(_points(line, canvas, above))
    ring = None if is_labelled else line.a_year_before
    return Drawing(
        key=key,
        canvas=canvas,
        height=canvas.plot_height + 2 * above,
        title="",
        description=line.alternative,
        lines=(
            Path(_joined(points), "none", palette.DARK_BLUE, 2),
            *([] if ring is None else [_circle(points[ring], canvas.point, palette.GROUND)]),
            _circle(points[-1], canvas.point, palette.DARK_BLUE),
        ),
        words=tuple(_ends(line, points, canvas)) if is_labelled else (),
    )


def _points(line: Sparkline, canvas: Canvas, above: float) -> Iterator[tuple[float, float]]:
    low, high = min(line.numbers), max(line.numbers)
    step = (canvas.width - 2 * _EDGE) / (len(line.numbers) - 1)
    for place, number in enumerate(line.numbers):
        part = (number - low) / (high - low) if high > low else 0.5
        yield _EDGE + place * step, above + (1 - part) * canvas.plot_height


def _joined(points: list[tuple[float, float]]) -> str:
    return "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in points)


def _circle(at: tuple[float, float], radius: float, fill: str) -> Path:
    (x, y), r = at, radius
    d = f"M{x - r:.1f} {y:.1f}a{r} {r} 0 1 0 {2 * r} 0a{r} {r} 0 1 0 {-2 * r} 0Z"
    return Path(d, fill, palette.DARK_BLUE, 1.5)


def _ends(line: Sparkline, points: list[tuple[float, float]], canvas: Canvas) -> Iterator[Words]:
    """The greatest number above its point and the least below, clear of the edges."""
    numbers = line.numbers
    if min(numbers) == max(numbers):
        return
    for place, is_above in ((numbers.index(max(numbers)), True), (_last_least(numbers), False)):
        x, y = points[place]
        text = line.cells[place].text
        half = width_of(text, canvas.size) / 2
        baseline = y - 5 if is_above else y + canvas.size + 2
        at = min(max(x, half), canvas.width - half)
        yield Words(at, baseline, text, canvas.size, palette.QUIET_TEXT, Anchor.MIDDLE)


def _last_least(numbers: tuple[float, ...]) -> int:
    return len(numbers) - 1 - numbers[::-1].index(min(numbers))
