"""An officer's own words on a slide: sentences, or the points of a list."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from math import ceil

from reporting.content.proofs import Paragraphs
from reporting.rendering.slides.blocks import Block, drawn, set_alike
from reporting.rendering.slides.runs import set_in
from reporting.rendering.slides.setting import TooFull, fits
from reporting.rendering.slides.shapes import Box, Drawing, Paragraph, Text

_SIZES = (24.0, 22.0, 20.0, 18.0)


def draw_paragraphs(proof: Paragraphs, box: Box, numbers: Mapping[str, int]) -> Drawing:
    """The paragraphs as large as they all fit. TooFull where they do not at 18 points."""

    def at(size: float, above: float = 0.5) -> tuple[Paragraph, ...]:
        found = (set_in(each, size, numbers, above=size * above) for each in proof.paragraphs)
        return tuple(replace(each, is_point=proof.is_list) for each in found if each.text)

    for above in (1.5, 1.0):
        roomy = Text(box, at(_SIZES[0], above))
        if fits(roomy):
            return drawn(box, (roomy,))
    return drawn(box, set_alike([Block(box, at)], _SIZES))


def word_pages(proof: Paragraphs, box: Box) -> tuple[Paragraphs, ...]:
    """The paragraphs in parts that each have room in `box`, as even as they come.

    TooFull where one of them alone has none.
    """
    for pages in range(1, len(proof.paragraphs) + 1):
        each = ceil(len(proof.paragraphs) / pages)
        parts = tuple(
            replace(proof, paragraphs=proof.paragraphs[start : start + each])
            for start in range(0, len(proof.paragraphs), each)
        )
        if all(_has_room(part, box) for part in parts):
            return parts
    if not proof.paragraphs:
        return (proof,)
    raise TooFull("a paragraph is longer than has room on a slide.")


def _has_room(proof: Paragraphs, box: Box) -> bool:
    try:
        draw_paragraphs(proof, box, {})
    except TooFull:
        return False
    return True
