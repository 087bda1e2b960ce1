"""Places that give way to a source of more than one line."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from reporting.rendering.slides import grid
from reporting.rendering.slides.grid import Place
from reporting.rendering.slides.setting import height_of
from reporting.rendering.slides.shapes import LEADING, Box, Paragraph, Run

_ENOUGH = 6.5  # points between a picture and the source


def above_source(source: str, boxes: Mapping[Place, Box]) -> Mapping[Place, Box]:
    """The places of a layout where its source, which stays at its foot, has the lines it needs.

    What ends just above it ends as much higher, so that nothing is written over it.
    """
    usual = boxes.get(Place.SOURCE)
    if usual is None:
        return boxes
    needed = height_of((Paragraph((Run(source),), grid.SMALL),), usual.width)
    higher = needed - max(usual.height, grid.SMALL * LEADING)
    if higher <= 0:
        return boxes
    raised = replace(usual, top=usual.top - higher, height=usual.height + higher)
    return {
        place: raised if place is Place.SOURCE else _ending_above(box, raised, usual)
        for place, box in boxes.items()
    }


def _ending_above(box: Box, raised: Box, usual: Box) -> Box:
    """The box, ending above the source with as much room between them as there was, or enough."""
    is_over_it = box.left < raised.right and box.right > raised.left
    if box.top >= raised.top or not is_over_it:
        return box
    room = min(max(usual.top - box.bottom, 0.0), _ENOUGH)
    return replace(box, height=min(box.height, raised.top - room - box.top))
