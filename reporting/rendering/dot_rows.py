"""Lays dots with intervals out along rows, in percent, so that one drawing serves every width."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from reporting.charts.dots import Dots
from reporting.content import palette
from reporting.content.description import Style
from reporting.rendering.scale import Scale, scale_over

# Percent left free at either side, for the dots and numbers at the ends of the scale.
_SIDE = 5.0


@dataclass(frozen=True)
class DotRow:
    """One dot and its interval from `low` to `high`; all places are percent of the width."""

    at: float
    low: float
    high: float
    whole: float | None
    left: float
    right: float
    colour: str
    in_words: str


@dataclass(frozen=True)
class DotHead:
    """The scale over the rows: its marks, and the name of what dots are read against."""

    marks: tuple[tuple[float, str], ...]
    whole: float | None
    whole_words: str
    anchor: str


def row(dots: Dots, key: str) -> DotRow | None:
    """The row of that key; None where there is no dot."""
    dot = dots.by_key.get(key)
    if dot is None:
        return None
    scale, value = _scale(dots), dot.value.number or 0
    low, high = (dot.interval.low, dot.interval.high) if dot.interval else (value, value)
    return DotRow(
        at=_along(scale, value),
        low=_along(scale, low),
        high=_along(scale, high),
        whole=_whole(dots, scale),
        left=_SIDE,
        right=100 - _SIDE,
        colour=palette.DARK_BLUE if dot.is_highlighted else palette.GREY,
        in_words=dot.in_words,
    )


def head(dots: Dots) -> DotHead:
    """The scale, as it stands over the column."""
    scale = _scale(dots)
    at = _whole(dots, scale)
    words = f"{dots.whole_label} {dots.whole.text}" if dots.whole else ""
    # Words at an end grow inwards.
    anchor = "middle" if at is None or 30 <= at <= 70 else "start" if at < 30 else "end"
    marks = tuple((_along(scale, mark), text) for mark, text in scale.ticks)
    return DotHead(marks, at, words, anchor)


def _scale(dots: Dots) -> Scale:
    return scale_over(_ends(dots), Style.RATE)


def _ends(dots: Dots) -> Iterator[float]:
    for dot in dots.by_key.values():
        yield dot.value.number or 0
        if dot.interval:
            yield dot.interval.high
    if dots.whole:
        yield dots.whole.number or 0


def _along(scale: Scale, value: float) -> float:
    return _SIDE + scale.place(value) * (100 - 2 * _SIDE)


def _whole(dots: Dots, scale: Scale) -> float | None:
    return _along(scale, dots.whole.number or 0) if dots.whole else None
