"""Words on slides: paragraphs, points, links; where shapes stand and what they are called."""

# python-pptx has no call for alt text, bullets or decorative shapes, so its XML is set here.
# ruff: noqa: SLF001
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from lxml import etree
from pptx.dml.color import RGBColor
from pptx.oxml.ns import qn
from pptx.util import Pt

from reporting.content.description import Sentence, Words
from reporting.export.pptx.slide_layout import POINT_INDENT, between
from reporting.export.pptx.template import EMU, FONT, LANGUAGE, Box

_DECORATIVE = "http://schemas.microsoft.com/office/drawing/2017/decorative"


@dataclass(frozen=True)
class Paragraph:
    """A sentence as it is set: at `size` points, as a point of a list or plain."""

    sentence: Sentence
    size: float
    is_point: bool = False
    is_apart: bool = False  # with room above it


def plain(texts: Sequence[str], size: float, *, is_apart: bool = False) -> list[Paragraph]:
    return [
        Paragraph(Sentence((text,)), size, is_apart=is_apart and index > 0)
        for index, text in enumerate(texts)
    ]


def write_or_remove(shape: Any, paragraphs: Sequence[Paragraph]) -> None:
    if paragraphs:
        write(shape, paragraphs)
    else:
        shape._element.getparent().remove(shape._element)


def write(shape: Any, paragraphs: Sequence[Paragraph]) -> None:
    """The paragraphs, measured as in Arial and so set in it, whatever the template's font."""
    frame = shape.text_frame
    for index, paragraph in enumerate(paragraphs):
        drawn = frame.paragraphs[0] if index == 0 else frame.add_paragraph()
        drawn.line_spacing = 1.0
        drawn.space_before = Pt(between(paragraph.size) if paragraph.is_apart else 0)
        drawn.space_after = Pt(0)
        if paragraph.is_point:
            _make_point(drawn)
        for part in paragraph.sentence.parts:
            _add_run(drawn, part, paragraph.size)


def _make_point(drawn: Any) -> None:
    properties = drawn._p.get_or_add_pPr()
    properties.set("marL", str(POINT_INDENT * EMU))
    properties.set("indent", str(-POINT_INDENT * EMU))
    for tag in ("a:buNone", "a:buChar", "a:buFont"):
        for old in properties.findall(qn(tag)):
            properties.remove(old)
    etree.SubElement(properties, qn("a:buFont"), typeface=FONT)
    etree.SubElement(properties, qn("a:buChar"), char="•")


def _add_run(drawn: Any, part: Any, size: float) -> None:
    run = drawn.add_run()
    # python-pptx would write a line break or another control as an escape for people to read.
    run.text = " ".join((part if isinstance(part, str) else part.among_words).splitlines())
    run.font.size, run.font.name = Pt(size), FONT
    if not isinstance(part, str) and part.is_underlined:
        run.font.underline = True
    if isinstance(part, Words) and part.leads_to:
        run.hyperlink.address = part.leads_to


def move(shape: Any, box: Box) -> None:
    shape.left, shape.top = Pt(box.left), Pt(box.top)
    shape.width, shape.height = Pt(box.width), Pt(box.height)


def rgb(colour: str) -> RGBColor:
    return RGBColor.from_string(colour[1:].upper())


def describe(frame: Any, words: str) -> None:
    """The text alternative, for which python-pptx has no call."""
    next(frame._element.iter(qn("p:cNvPr"))).set("descr", words)


def make_decorative(shape: Any) -> None:
    """Says that a shape carries nothing that is not said elsewhere."""
    about = next(shape._element.iter(qn("p:cNvPr")))
    extension = etree.SubElement(
        etree.SubElement(about, qn("a:extLst")), qn("a:ext"), uri=_DECORATIVE_URI
    )
    etree.SubElement(
        extension, f"{{{_DECORATIVE}}}decorative", nsmap={"adec": _DECORATIVE}, val="1"
    )


_DECORATIVE_URI = "{C183D7F6-B498-43B3-948B-1728B52AA6E4}"


def say_language(slide: Any) -> None:
    for run in slide._element.iter(qn("a:r")):
        run.get_or_add_rPr().set("lang", LANGUAGE)
