"""Slides measured as they were drawn: what lies over something else, and words without room."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import combinations
from typing import Any

from PIL import ImageFont
from pptx.util import Pt

from reporting.export.pptx.table_layout import CELL_SIDE, CELL_TOP
from reporting.export.pptx.template import HEIGHT, WIDTH, Place

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
GROUP = 6
BOLD = {Place.TITLE, Place.WARNING}
SLACK = 0.5  # points
# The number of a slide, and what is wrong on it.
Found = tuple[int, str]


def overlapping(slides: Iterable[Any]) -> Iterator[Found]:
    """Shapes that leave the slide, and pairs that lie over one another."""
    for number, slide in enumerate(slides, 1):
        shapes = [_edges(one) for one in slide.shapes]
        for name, left, top, right, bottom in shapes:
            if not (0 <= left < right <= Pt(WIDTH) and 0 <= top < bottom <= Pt(HEIGHT)):
                yield number, f"{name} leaves the slide"
        for one, other in _those_over_one_another(shapes):
            yield number, f"{one} lies over {other}"


def overlapping_in_diagrams(slides: Iterable[Any]) -> Iterator[Found]:
    """Boxes of a diagram over one another, or over the slide's words."""
    for number, slide in enumerate(slides, 1):
        others = [_edges(one) for one in slide.shapes if one.shape_type != GROUP]
        for group in (one for one in slide.shapes if one.shape_type == GROUP):
            boxes = [_edges(one) for one in group.shapes if one.has_text_frame]
            pairs = _those_over_one_another(boxes)
            pairs += [
                pair for box in boxes for one in others
                for pair in _those_over_one_another([box, one])
            ]  # fmt: skip
            for one, other in pairs:
                yield number, f"{one} lies over {other}"


def overflowing(slides: Iterable[Any]) -> Iterator[Found]:
    """Placeholders with more words than they have room for."""
    for number, slide in enumerate(slides, 1):
        for shape in slide.placeholders:
            place = Place(shape.placeholder_format.idx)
            if not shape.has_text_frame or place in {Place.FOOTER, Place.NUMBER}:
                continue
            held = _set_height(shape.text_frame, shape.width.pt, is_bold=place in BOLD)
            if held > shape.height.pt + SLACK:
                yield number, shape.text_frame.text


def overflowing_in_diagrams(slides: Iterable[Any]) -> Iterator[Found]:
    """Boxes of a diagram with more words than they have room for."""
    for number, slide in enumerate(slides, 1):
        for shape in (one for group in slide.shapes if group.shape_type == GROUP
                      for one in group.shapes if one.has_text_frame):  # fmt: skip
            frame = shape.text_frame
            held = _set_height(frame, shape.width.pt - 2 * frame.margin_left.pt)
            if held + 2 * frame.margin_top.pt > shape.height.pt + SLACK:
                yield number, frame.text


def overflowing_in_tables(slides: Iterable[Any]) -> Iterator[Found]:
    """Cells with more words than their row has room for."""
    for number, slide in enumerate(slides, 1):
        for table in (one.table for one in slide.shapes if one.has_table):
            for row in table.rows:
                for cell, column in zip(row.cells, table.columns, strict=True):
                    held = _set_height(cell.text_frame, column.width.pt - 2 * CELL_SIDE)
                    if held + 2 * CELL_TOP > row.height.pt + SLACK:
                        yield number, cell.text


def _edges(one) -> tuple:
    return one.name, one.left, one.top, one.left + one.width, one.top + one.height


def _those_over_one_another(shapes) -> list[tuple[str, str]]:
    return [
        (a[0], b[0]) for a, b in combinations(shapes, 2)
        if not (a[3] <= b[1] or b[3] <= a[1] or a[4] <= b[2] or b[4] <= a[2])
    ]  # fmt: skip


def _set_height(frame, width: float, *, is_bold: bool = False) -> float:
    """How high words come when set in Liberation Sans, which is as wide as Arial."""
    fonts = {is_bold: ImageFont.truetype(
        f"/usr/share/fonts/truetype/liberation/LiberationSans-{name}.ttf", 100)
        for is_bold, name in ((False, "Regular"), (True, "Bold"))}  # fmt: skip
    height = 0.0
    for paragraph in frame.paragraphs:
        if not paragraph.runs:
            continue
        font = paragraph.runs[0].font
        properties = paragraph._p.find(f"{A}pPr")
        indent = int(properties.get("marL") or 0) / 12700 if properties is not None else 0
        text = "".join(run.text for run in paragraph.runs)
        room = (width - indent) / font.size.pt * 100
        lines = _lines(text, fonts[bool(font.bold or is_bold)], room)
        # Arial's own line is 1.15 of its size.
        height += lines * font.size.pt * 1.15
        height += paragraph.space_before.pt if paragraph.space_before else 0
    return height


def _lines(text: str, font, width: float) -> int:
    lines, line = 1, ""
    for word in text.split():
        longer = f"{line} {word}".strip()
        if line and font.getlength(longer) > width:
            lines, line = lines + 1, word
        else:
            line = longer
    return lines
