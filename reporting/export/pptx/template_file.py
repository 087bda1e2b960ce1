"""Makes the file of the portal's own template: its placeholders stand where the layout has them."""

# python-pptx has no call for the letters of a layout, so their XML is set here.
# ruff: noqa: SLF001
from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from io import BytesIO
from typing import Any

from pptx import Presentation
from pptx.oxml.ns import qn

from reporting.content.description import SlideKind
from reporting.export.pptx.package import with_moment
from reporting.export.pptx.template import (
    TEMPLATE,
    Placeholder,
    placeholders_of,
    placeholders_of_master,
)
from reporting.export.pptx.words import move

# The entries of the archive have no moment, and the file has no properties that would.
_MADE_ON = date.min


def made() -> bytes:
    """The template with every placeholder in its place; the same bytes each time.

    What the layouts look like is taken from the file as it is. KeyError where a layout or a
    placeholder is missing.
    """
    document = Presentation(str(TEMPLATE))
    layouts = {layout.name: layout for layout in document.slide_layouts}
    _arrange(document.slide_master.placeholders, placeholders_of_master())
    for kind in SlideKind:
        _arrange(layouts[kind.value].placeholders, placeholders_of(kind))
    stream = BytesIO()
    document.save(stream)
    return with_moment(stream.getvalue(), _MADE_ON)


def _arrange(shapes: Iterable[Any], wanted: Iterable[Placeholder]) -> None:
    by_place = {shape.placeholder_format.idx: shape for shape in shapes}
    for placeholder in wanted:
        shape = by_place[placeholder.place.value]
        shape.name = placeholder.name
        move(shape, placeholder.box)
        for letters in shape.text_frame._txBody.iterfind(f".//{qn('a:defRPr')}"):
            letters.set("sz", str(round(placeholder.size * 100)))
