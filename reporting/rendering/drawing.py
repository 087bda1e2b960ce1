"""Shapes and words at their places on a canvas, and the canvases that there are; in px."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum

from reporting.content import palette
from reporting.content.description import Chart


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
class Canvas:
    """What a chart is drawn on, in px: `size` is that of its letters."""

    name: str
    width: float
    size: float
    plot_height: float
    label_width: float
    point: float


# The style sheet shows the one that suits the room there is, so that letters stay above 12 px.
WIDE = Canvas("wide", width=760, size=15, plot_height=300, label_width=140, point=3.5)

NARROW = Canvas("narrow", width=285, size=13, plot_height=220, label_width=72, point=2.5)

CANVASES = (WIDE, NARROW)

# For small charts side by side: four in a row, and two on a phone.
SMALL = Canvas("small", width=240, size=11, plot_height=96, label_width=48, point=2)

SMALLEST = Canvas("smallest", width=160, size=11, plot_height=80, label_width=40, point=1.5)

SMALL_CANVASES = (SMALL, SMALLEST)


@dataclass(frozen=True)
class Drawing:
    """Shapes by kind, in the order in which they are painted; `key` is its id on the page."""

    key: str
    canvas: Canvas
    height: float
    title: str
    description: str
    areas: tuple[Path, ...] = ()
    rules: tuple[Rule, ...] = ()
    blocks: tuple[Block, ...] = ()
    lines: tuple[Path, ...] = ()
    words: tuple[Words, ...] = ()


LEADING = 1.2

GAP = 8  # px between a mark and its words


def blank(chart: Chart, canvas: Canvas, height: float) -> Drawing:
    key = f"{chart.slug}-{canvas.name}"
    return Drawing(key, canvas, height, title=chart.title, description=chart.alternative)


def stack(first: Words, lines: Sequence[str]) -> Iterator[Words]:
    """Lines under one another; the `y` of `first` is their top and not a baseline."""
    for place, line in enumerate(lines):
        baseline = first.y + first.size * (LEADING * place + 0.95)
        yield replace(first, text=line, y=baseline)
