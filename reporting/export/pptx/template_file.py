"""Makes the file of the template for a panel's presentation, the same bytes each time."""

# python-pptx has no call for themes, masters and layouts, so their XML is set here.
# ruff: noqa: SLF001
from __future__ import annotations

import re
from datetime import date
from io import BytesIO
from typing import Any

from lxml import etree
from pptx import Presentation
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.oxml.ns import qn
from pptx.util import Pt

from reporting.content.panel_slides import Layout
from reporting.export.pptx.package import with_moment
from reporting.export.pptx.template_xml import layout_xml, master_xml, styles_xml
from reporting.rendering.slides.shapes import HEIGHT, THEME, WIDTH

# The entries of the archive have no moment, and the file has no properties that would.
_MADE_ON = date.min
FONT = "Arial"
_SLOTS = {
    "dk1": THEME["tx1"],
    "lt1": THEME["bg1"],
    "dk2": THEME["tx2"],
    "lt2": THEME["bg2"],
    **{name: THEME[name] for name in (f"accent{number}" for number in range(1, 7))},
    "hlink": THEME["accent1"],
    "folHlink": THEME["accent4"],
}


def made() -> bytes:
    """The template: a theme, a master and a layout for each of `Layout`, without slides."""
    document = Presentation()
    document.slide_width, document.slide_height = Pt(WIDTH), Pt(HEIGHT)
    master = document.slide_master
    _set_theme(master)
    _keep_layouts(document, len(Layout))
    _write(master._element, "Master", master_xml(), kind="")
    styles = master._element.find(qn("p:txStyles"))
    styles.getparent().replace(styles, etree.fromstring(styles_xml()))
    for layout, kind in zip(document.slide_layouts, Layout, strict=True):
        _write(layout._element, kind.value, layout_xml(kind), kind=_TYPES.get(kind, "obj"))
    about = document.core_properties
    about.title, about.author, about.last_modified_by = "Presentation for a panel", "", ""
    about.language = "en-GB"
    stream = BytesIO()
    document.save(stream)
    return with_moment(stream.getvalue(), _MADE_ON)


_TYPES = {Layout.COVER: "title", Layout.DIVIDER: "secHead"}


def _set_theme(master: Any) -> None:
    part = master.part.part_related_by(RELATIONSHIP_TYPE.THEME)
    theme = part.blob.decode()
    for slot, colour in _SLOTS.items():
        theme = re.sub(
            rf"<a:{slot}>.*?</a:{slot}>",
            f'<a:{slot}><a:srgbClr val="{colour[1:]}"/></a:{slot}>',
            theme,
            flags=re.DOTALL,
        )
    theme = re.sub(r'<a:latin typeface="[^"]*"', f'<a:latin typeface="{FONT}"', theme)
    part._blob = re.sub(r'<a:theme ([^>]*)name="[^"]*"', r'<a:theme \1name="Panel"', theme).encode()


def _keep_layouts(document: Any, number: int) -> None:
    for layout in list(document.slide_layouts)[number:]:
        document.slide_layouts.remove(layout)


def _write(element: Any, name: str, tree: str, *, kind: str) -> None:
    """Puts the shapes of `tree` in the place of those there are."""
    slide = element.find(qn("p:cSld"))
    slide.set("name", name)
    old = slide.find(qn("p:spTree"))
    slide.replace(old, etree.fromstring(tree))
    if kind:
        element.set("type", kind)
        element.set("preserve", "1")
