"""What stands on every slide of a layout, behind its words: bands, grounds and rules."""

from __future__ import annotations

from reporting.content.panel_slides import Layout
from reporting.rendering.slides import grid
from reporting.rendering.slides.shapes import HEIGHT, WIDTH, Box, Ink, Rule, Shape, cm

_SIDE_BAND = cm(0.0, 0.0, 0.9, 0.0).width


def ground_of(layout: Layout) -> tuple[Shape | Rule, ...]:
    """The decorative shapes of a layout, in the order in which they are painted."""
    match layout:
        case Layout.COVER:
            return (Shape(Box(0.0, 0.0, _SIDE_BAND, HEIGHT), fill=Ink.ACCENT),)
        case Layout.DIVIDER:
            return (Shape(Box(0.0, 0.0, WIDTH, HEIGHT), fill=Ink.ACCENT),)
        case Layout.FINDINGS:
            first, *rest = grid.finding_rules()
            return (
                Shape(grid.BAND, fill=Ink.ACCENT),
                _rule(first, Ink.ACCENT, 2.0),
                *(_rule(one, Ink.PAST, 1.0) for one in rest),
            )
    return (Shape(grid.BAND, fill=Ink.ACCENT),)


def _rule(at: Box, ink: Ink, width: float) -> Rule:
    return Rule(at.left, at.top, at.right, at.top, ink, width)
