"""Dots with intervals as one drawing, where there is no table for them to stand in."""

from __future__ import annotations

from collections.abc import Iterator

from reporting.charts.dots import Dots
from reporting.content import palette
from reporting.rendering import dot_rows
from reporting.rendering.dot_rows import DotHead, DotRow
from reporting.rendering.drawing import WIDE, Anchor, Drawing, Path, Rule, Words
from reporting.rendering.text_metrics import width_of

_ROW, _HEAD, _GAP, _RADIUS = 28.0, 46.0, 16.0, 5.0
_SIZE = WIDE.size


def draw(dots: Dots, key: str, description: str) -> Drawing:
    """Names at the left, rates at the right, between them each dot on the scale of all."""
    named = [(dots.by_key[place], dot_rows.row(dots, place)) for place in dots.by_key]
    rows = [(dot, row) for dot, row in named if row]
    left = max(width_of(dot.label, _SIZE, is_bold=True) for dot, _ in rows) + _GAP
    values = max(width_of(dot.value.text, _SIZE, is_bold=True) for dot, _ in rows)
    room = WIDE.width - left - values - _GAP
    bottom = _HEAD + _ROW * len(rows)
    head = dot_rows.head(dots)

    def x(percent: float) -> float:
        return left + room * percent / 100

    words: list[Words] = list(_scale(head, x(head.whole) if head.whole is not None else 0))
    words += [
        Words(x(at), _HEAD - 8, text, _SIZE, palette.QUIET_TEXT, Anchor.MIDDLE)
        for at, text in head.marks
    ]
    lines: list[Path] = []
    if head.whole is not None:
        lines.append(Path(f"M{x(head.whole):.1f} {_HEAD}V{bottom}", "none", _WHOLE, 2, "3 2.5"))
    for place, (dot, row) in enumerate(rows):
        y = _HEAD + _ROW * (place + 0.5)
        baseline, bold = y + _SIZE * 0.35, dot.is_highlighted
        words.append(Words(0, baseline, dot.label, _SIZE, is_bold=bold))
        number = dot.value.text
        words.append(Words(WIDE.width, baseline, number, _SIZE, anchor=Anchor.END, is_bold=bold))
        lines += _dot(row, x(row.low), x(row.at), x(row.high), y)
    return Drawing(
        key,
        WIDE,
        bottom,
        "",
        description,
        rules=tuple(Rule(x(at), _HEAD, x(at), bottom, palette.GRID) for at, _ in head.marks),
        lines=tuple(lines),
        words=tuple(words),
    )


_WHOLE = palette.DARK_PINK
_ANCHORS = {"start": Anchor.START, "middle": Anchor.MIDDLE, "end": Anchor.END}


def _scale(head: DotHead, at: float) -> Iterator[Words]:
    """The name of what dots are read against, over its line."""
    if head.whole is not None:
        anchor = _ANCHORS[head.anchor]
        yield Words(at, _SIZE * 1.2, head.whole_words, _SIZE, _WHOLE, anchor, is_bold=True)


def _dot(row: DotRow, low: float, at: float, high: float, y: float) -> Iterator[Path]:
    r = _RADIUS
    yield Path(f"M{low:.1f} {y:.1f}H{high:.1f}", "none", row.colour, 2.5)
    circle = f"M{at - r:.1f} {y:.1f}a{r} {r} 0 1 0 {2 * r} 0a{r} {r} 0 1 0 {-2 * r} 0Z"
    yield Path(circle, row.colour, row.colour, 1)
