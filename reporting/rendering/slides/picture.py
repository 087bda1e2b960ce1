"""A picture that somebody added, as large as its box takes it."""

from __future__ import annotations

from collections.abc import Mapping

from reporting.content.description import Picture
from reporting.rendering.slides.shapes import Box, Drawing, Photograph


def draw_picture(proof: Picture, box: Box, numbers: Mapping[str, int]) -> Drawing:
    """The picture in the middle of the box, its proportions kept."""
    scale = min(box.width / proof.width, box.height / proof.height)
    width, height = proof.width * scale, proof.height * scale
    left, top = box.left + (box.width - width) / 2, box.top + (box.height - height) / 2
    placed = Photograph(Box(left, top, width, height), proof.content)
    return Drawing(box, proof.alternative, photographs=(placed,))
