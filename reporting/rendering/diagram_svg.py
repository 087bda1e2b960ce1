"""A diagram as the shapes and words of an SVG; knows descriptions, and no Django."""

from __future__ import annotations

from reporting.content import palette
from reporting.content.diagrams import Diagram
from reporting.rendering import diagram_layout
from reporting.rendering.diagram_layout import LINE, PADDING, Placed, Plan
from reporting.rendering.drawing import Canvas, Drawing, Path, Words

_GROUND = "#F3F2F1"
_WIDTH = 872


def draw(diagram: Diagram, key: str) -> Drawing:
    """Boxes and the lines between them; `key` is its id on the page."""
    plan = diagram_layout.plan(diagram, _WIDTH)
    edge = 1
    canvas = Canvas("wide", plan.width + 2 * edge, plan.size, plan.height, 0, 0)
    return Drawing(
        key=key,
        canvas=canvas,
        height=plan.height + 2 * edge,
        title=diagram.title,
        description=diagram.alternative,
        areas=(
            *(_line(above, below) for above, below in plan.links),
            *(_box(placed) for placed in plan.placed),
        ),
        words=tuple(words for placed in plan.placed for words in _words(placed, plan)),
    )


def _line(above: Placed, below: Placed) -> Path:
    half = (above.right + below.left) / 2
    d = f"M{above.right:.1f} {above.middle:.1f}H{half:.1f}V{below.middle:.1f}H{below.left:.1f}"
    return Path(d, stroke=palette.AXIS, width=1.5)


def _box(placed: Placed) -> Path:
    d = (
        f"M{placed.left + 1:.1f} {placed.top + 1:.1f}h{placed.width:.1f}v{placed.height:.1f}"
        f"h{-placed.width:.1f}z"
    )
    fill = _GROUND if placed.node.to else palette.DARK_BLUE
    return Path(d, fill=fill, stroke=palette.DARK_BLUE, width=1)


def _words(placed: Placed, plan: Plan) -> list[Words]:
    colour = palette.TEXT if placed.node.to else palette.GROUND
    titles = len(placed.title)
    return [
        Words(
            x=placed.left + PADDING + 1,
            y=placed.top + PADDING + plan.size * (LINE * row + 0.95) + 1,
            text=line,
            size=plan.size,
            colour=colour,
            is_bold=row < titles,
        )
        for row, line in enumerate((*placed.title, *placed.lines))
    ]
