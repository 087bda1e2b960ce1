"""The template of presentations: ours in the partnership's colour, and its placeholders."""

from __future__ import annotations

import re
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from pptx import Presentation
from pptx.opc.constants import RELATIONSHIP_TYPE

from reporting.content.panel_slides import Layout
from reporting.rendering.slides.grid import STANDARD, Frame, Place
from reporting.rendering.slides.shapes import THEME, Box

TEMPLATE = Path(__file__).with_name("presentation.pptx")
_THEME = re.compile(r"ppt/theme/theme\d+\.xml")
_ACCENT = re.compile(rb'(<a:accent1><a:srgbClr val=")[0-9A-Fa-f]{6}')


@lru_cache(maxsize=8)
def template(colour: str) -> bytes:
    """The template as a PPTX without slides, with `colour` (#RRGGBB) as its accent."""
    stream = BytesIO()
    with ZipFile(TEMPLATE) as source, ZipFile(stream, "w", ZIP_DEFLATED) as target:
        for name in source.namelist():
            content = source.read(name)
            if _THEME.fullmatch(name):
                content = _ACCENT.sub(rb"\g<1>%b" % colour[1:].upper().encode(), content)
            target.writestr(ZipInfo(name), content, ZIP_DEFLATED)
    return stream.getvalue()


def has_layouts(document: Any) -> bool:
    """Whether a template has every layout of a presentation, with the placeholders of each."""
    layouts = {layout.name: layout for layout in document.slide_layouts}
    return all(
        kind.value in layouts
        and set(STANDARD.boxes[kind]) - {Place.PICTURE, Place.SECOND_PICTURE}
        <= _places(layouts[kind.value])
        for kind in Layout
    )


def frame_of(document: Any) -> Frame:
    """Where the placeholders of the template's layouts stand; the grid's for one it lacks."""
    layouts = {layout.name: layout for layout in document.slide_layouts}
    return Frame(
        {
            kind: {
                **STANDARD.boxes[kind],
                **{
                    Place(shape.placeholder_format.idx): Box(
                        shape.left.pt, shape.top.pt, shape.width.pt, shape.height.pt
                    )
                    for shape in layouts[kind.value].placeholders
                    if shape.placeholder_format.idx in STANDARD.boxes[kind]
                },
            }
            for kind in Layout
        }
    )


def _places(layout: Any) -> set[int]:
    return {shape.placeholder_format.idx for shape in layout.placeholders}


@lru_cache(maxsize=16)
def looks_of(council_template: bytes) -> tuple[Frame, str] | None:
    """Where a council's template has the placeholders, and its accent; None where it lacks them."""
    document = Presentation(BytesIO(council_template))
    if not has_layouts(document):
        return None
    theme = document.slide_master.part.part_related_by(RELATIONSHIP_TYPE.THEME).blob
    found = re.search(rb'<a:accent1>\s*<a:srgbClr val="([0-9A-Fa-f]{6})"', theme)
    accent = f"#{found.group(1).decode().upper()}" if found else THEME["accent1"]
    return frame_of(document), accent
