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
    """One line of text; `y` is its baseline.

    `is_haloed` where it may stand on top of a line: then `halo` is the colour around it.
    """

    x: float
    y: float
    text: str
    size: float
    colour: str = palette.TEXT
    anchor: Anchor = Anchor.START
    is_bold: bool = False
    is_haloed: bool = False
    halo: str = palette.GROUND


@dataclass(frozen=True)
class Rule:
    x1: float
    y1: float
    x2: float
    y2: float
    colour: str
    width: float = 1


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
    """What a chart is drawn on, in px: `size` is that of its letters.

    The labels of lines stand `apart`, and lines are `weight` times as thick as they are on the
    widest. Where `has_initials` months are named by one letter.
    """

    name: str
    width: float
    size: float
    plot_height: float
    label_width: float
    point: float
    apart: float = 18
    weight: float = 1
    has_initials: bool = False


# The style sheet shows the one that suits the room there is, so that letters stay above 11 px: the
# wide one from 640 px on, the narrow one down to the 288 px that the smallest phones have.
WIDE = Canvas("wide", width=736, size=13, plot_height=280, label_width=120, point=4.2)

NARROW = Canvas(
    "narrow", width=358, size=14, plot_height=222, label_width=80, point=3.8, has_initials=True
)

CANVASES = (WIDE, NARROW)

# For small charts side by side: four in a row, and two on a phone.
SMALL = Canvas(
    "small", width=240, size=11, plot_height=112, label_width=48, point=2.4, apart=15, weight=0.8
)

SMALLEST = Canvas(
    "smallest", width=160, size=11, plot_height=88, label_width=40, point=2.2, apart=15, weight=0.7
)

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


# Between the lines of a hatching, along the foot of what is hatched.
_HATCH = 9.0


def hatched(block: Block) -> Path:
    """Slanting lines over a block, drawn one by one: a pattern would need an id of its own."""
    right, bottom, pieces = block.x + block.width, block.y + block.height, []
    for step in range(1, int((block.width + block.height) / _HATCH) + 1):
        # From the left or the foot upwards to the top or the right.
        far = step * _HATCH
        start = (
            (block.x, block.y + far)
            if far <= block.height
            else (block.x + far - block.height, bottom)
        )
        end = (
            (block.x + far, block.y) if far <= block.width else (right, block.y + far - block.width)
        )
        pieces.append(f"M{start[0]:.1f} {start[1]:.1f}L{end[0]:.1f} {end[1]:.1f}")
    return Path("".join(pieces), "none", palette.HATCH, 2)


def outlined(block: Block) -> Path:
    """The edge of a block, just inside it."""
    d = f"M{block.x + 0.5:.1f} {block.y + 0.5:.1f}h{block.width - 1:.1f}"
    return Path(f"{d}v{block.height - 0.5:.1f}h{1 - block.width:.1f}Z", "none", palette.GREY, 1)
