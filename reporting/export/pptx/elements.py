"""Shapes, outlines, rules, words and tables of a plan as PowerPoint's own."""

# python-pptx has no call for theme colours with tints, cell borders and alt text, so XML is set.
# ruff: noqa: SLF001
from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from lxml import etree
from pptx.enum.dml import MSO_LINE_DASH_STYLE
from pptx.enum.shapes import MSO_CONNECTOR, MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml.ns import qn
from pptx.util import Emu, Pt

from reporting.export.pptx.alternatives import describe, make_decorative
from reporting.rendering.slides.shapes import (
    Align,
    Anchor,
    Box,
    Element,
    Form,
    Ink,
    Outline,
    Paragraph,
    Rule,
    Run,
    Shape,
    Table,
    Text,
)

EMU = 12700
FONT, LANGUAGE = "Arial", "en-GB"
_PLAIN_TABLE = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"
_FORMS = {
    Form.RECTANGLE: MSO_SHAPE.RECTANGLE,
    Form.ROUNDED: MSO_SHAPE.ROUNDED_RECTANGLE,
    Form.ELLIPSE: MSO_SHAPE.OVAL,
    Form.PENTAGON: MSO_SHAPE.PENTAGON,
    Form.CHEVRON: MSO_SHAPE.CHEVRON,
}
# How far the point of an arrow and the round of a corner go, of the shape's height.
_ADJUSTED = {Form.ROUNDED: 0.12, Form.PENTAGON: 0.3, Form.CHEVRON: 0.3}
_ALIGNED = {Align.LEFT: PP_ALIGN.LEFT, Align.CENTRE: PP_ALIGN.CENTER, Align.RIGHT: PP_ALIGN.RIGHT}
_ANCHORED = {
    Anchor.TOP: MSO_ANCHOR.TOP,
    Anchor.MIDDLE: MSO_ANCHOR.MIDDLE,
    Anchor.BOTTOM: MSO_ANCHOR.BOTTOM,
}


def add_element(shapes: Any, element: Element) -> Any:
    """The element as a shape of a slide or of a group; the caller says what is read out."""
    match element:
        case Shape():
            return _add_shape(shapes, element)
        case Outline():
            return _add_outline(shapes, element)
        case Rule():
            return _add_rule(shapes, element)
        case Text():
            return _add_text(shapes, element)


def _add_shape(shapes: Any, shape: Shape) -> Any:
    drawn = shapes.add_shape(_FORMS[shape.form], *sides(shape.box))
    _without_style(drawn)
    if shape.form in _ADJUSTED:
        drawn.adjustments[0] = _ADJUSTED[shape.form]
    _set_fill(drawn._element.spPr, shape)
    _set_edge(drawn, shape.edge, shape.edge_width, is_dashed=shape.is_dashed)
    drawn.name = shape.name or "Ground"
    if shape.text is None:
        make_decorative(drawn) if not shape.name else describe(drawn, shape.name)
        return drawn
    inner = shape.text.box
    frame = drawn.text_frame
    frame.margin_left = Pt(max(inner.left - shape.box.left, 0))
    frame.margin_right = Pt(max(shape.box.right - inner.right, 0))
    frame.margin_top = Pt(max(inner.top - shape.box.top, 0))
    frame.margin_bottom = Pt(max(shape.box.bottom - inner.bottom, 0))
    if shape.form in {Form.PENTAGON, Form.CHEVRON, Form.ELLIPSE, Form.ROUNDED}:
        _measure_from_the_edge(drawn)
    set_text(drawn, shape.text)
    return drawn


def _measure_from_the_edge(drawn: Any) -> None:
    """Margins count from the sides of such a shape's own text area, which is smaller than it."""
    preset = drawn.auto_shape_type
    width, height = drawn.width, drawn.height
    frame = drawn.text_frame
    left, top, right, bottom = _text_area(preset, width, height)
    frame.margin_left = max(frame.margin_left - left, 0)
    frame.margin_right = max(frame.margin_right - right, 0)
    frame.margin_top = max(frame.margin_top - top, 0)
    frame.margin_bottom = max(frame.margin_bottom - bottom, 0)


def _text_area(preset: Any, width: int, height: int) -> tuple[int, int, int, int]:
    """How far the text area of a preset shape is from its sides, with our adjustments."""
    if preset == MSO_SHAPE.ROUNDED_RECTANGLE:
        corner = int(min(width, height) * _ADJUSTED[Form.ROUNDED] * 0.29289)
        return corner, corner, corner, corner
    if preset == MSO_SHAPE.OVAL:
        return (
            int(width * 0.14645),
            int(height * 0.14645),
            int(width * 0.14645),
            int(height * 0.14645),
        )
    point = int(min(width, height) * 0.3)
    if preset == MSO_SHAPE.PENTAGON:
        return 0, 0, point // 2, 0
    return point, 0, point, 0


def _without_style(drawn: Any) -> None:
    """Takes out the look that PowerPoint gives every new shape."""
    style = drawn._element.find(qn("p:style"))
    if style is not None:
        drawn._element.remove(style)


def _set_fill(properties: Any, shape: Shape) -> None:
    if shape.fill is None:
        etree.SubElement(properties, qn("a:noFill"))
    elif shape.is_hatched:
        pattern = etree.SubElement(properties, qn("a:pattFill"), prst="wdUpDiag")
        etree.SubElement(pattern, qn("a:fgClr")).append(scheme(shape.fill))
        etree.SubElement(pattern, qn("a:bgClr")).append(scheme(Ink.GROUND))
    else:
        properties.append(filled(shape.fill))


def _set_edge(drawn: Any, ink: Ink | None, width: float, *, is_dashed: bool = False) -> None:
    properties = drawn._element.spPr
    line = properties.find(qn("a:ln"))
    if line is not None:
        properties.remove(line)
    line = etree.SubElement(properties, qn("a:ln"), w=str(round(width * EMU)))
    if ink is None:
        etree.SubElement(line, qn("a:noFill"))
        return
    line.append(filled(ink))
    if is_dashed:
        etree.SubElement(line, qn("a:prstDash"), val="dash")


def _add_outline(shapes: Any, outline: Outline) -> Any:
    first, *rest = outline.rings
    builder = shapes.build_freeform(*(round(side * EMU) for side in first[0]), scale=1.0)
    builder.add_line_segments([_emu(point) for point in first[1:]], close=True)
    for ring in rest:
        builder.move_to(*_emu(ring[0]))
        builder.add_line_segments([_emu(point) for point in ring[1:]], close=True)
    drawn = builder.convert_to_shape()
    _without_style(drawn)
    drawn._element.spPr.append(filled(outline.fill))
    _set_edge(drawn, outline.edge, outline.edge_width)
    drawn.name = outline.name or "Area"
    make_decorative(drawn) if not outline.name else describe(drawn, outline.name)
    return drawn


def _emu(point: tuple[float, float]) -> tuple[int, int]:
    return round(point[0] * EMU), round(point[1] * EMU)


def _add_rule(shapes: Any, rule: Rule) -> Any:
    ends = (Pt(end) for end in (rule.x1, rule.y1, rule.x2, rule.y2))
    drawn = shapes.add_connector(MSO_CONNECTOR.STRAIGHT, *ends)
    style = drawn._element.find(qn("p:style"))
    if style is not None:
        drawn._element.remove(style)
    _set_edge(drawn, rule.ink, rule.width)
    if rule.is_dashed:
        drawn.line.dash_style = MSO_LINE_DASH_STYLE.DASH
    if rule.is_arrow:
        etree.SubElement(drawn._element.spPr.find(qn("a:ln")), qn("a:tailEnd"), type="triangle")
    drawn.name = "Rule"
    make_decorative(drawn)
    return drawn


def _add_text(shapes: Any, text: Text) -> Any:
    drawn = shapes.add_textbox(*sides(text.box))
    frame = drawn.text_frame
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    drawn.name = "Words"
    set_text(drawn, text)
    return drawn


def sides(box: Box) -> tuple[Emu, Emu, Emu, Emu]:
    """Left, top, width and height in PowerPoint's unit."""
    left, top, width, height = (
        Emu(round(side * EMU)) for side in (box.left, box.top, box.width, box.height)
    )
    return left, top, width, height


# --- Words ------------------------------------------------------------------------------------
def set_text(drawn: Any, text: Text) -> None:
    """The paragraphs in the frame of a shape, at their sizes: nothing is shrunk to fit."""
    frame = drawn.text_frame
    frame.word_wrap = True
    frame.vertical_anchor = _ANCHORED[text.anchor]
    set_paragraphs(frame, text.paragraphs, text.align)


def set_paragraphs(frame: Any, paragraphs: Iterable[Paragraph], align: Align) -> None:
    for number, paragraph in enumerate(paragraphs):
        drawn = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
        drawn.alignment = _ALIGNED[align]
        drawn.line_spacing = 1.0
        drawn.space_before, drawn.space_after = Pt(paragraph.above if number else 0), Pt(0)
        if paragraph.is_point:
            _make_point(drawn)
        for run in paragraph.runs:
            _add_run(drawn, run, paragraph.size)


def _make_point(drawn: Any) -> None:
    properties = drawn._p.get_or_add_pPr()
    properties.set("marL", str(18 * EMU))
    properties.set("indent", str(-18 * EMU))
    etree.SubElement(properties, qn("a:buFont"), typeface=FONT)
    etree.SubElement(properties, qn("a:buChar"), char="•")


def _add_run(drawn: Any, run: Run, size: float) -> None:
    added = drawn.add_run()
    added.text = " ".join(run.text.splitlines()) if "\n" in run.text else run.text
    font = added.font
    font.size, font.bold, font.name = Pt(size), run.is_bold, FONT
    if run.is_underlined:
        font.underline = True
    properties = added._r.get_or_add_rPr()
    properties.set("lang", LANGUAGE)
    properties.insert(0, filled(run.ink))
    if run.address:
        added.hyperlink.address = run.address
    if run.leads_to:
        # Tied to its slide when all of them are there.
        properties.set("altLang", f"x-{run.leads_to}")


# --- Tables -----------------------------------------------------------------------------------
def add_table(shapes: Any, table: Table, words: str) -> Any:
    """A table that can be edited; `words` are its text alternative."""
    rows, columns = len(table.heights), len(table.widths)
    frame = shapes.add_table(rows, columns, *sides(table.box))
    native = frame.table
    native._tbl.tblPr.find(qn("a:tableStyleId")).text = _PLAIN_TABLE
    native.first_row, native.first_col, native.horz_banding = True, True, False
    for column, width in zip(native.columns, table.widths, strict=True):
        column.width = Emu(round(width * EMU))
    for row, height in zip(native.rows, table.heights, strict=True):
        row.height = Emu(round(height * EMU))
    for number, texts in enumerate(table.cells):
        top = table.box.top + sum(table.heights[:number])
        for place, text in enumerate(texts):
            left = table.box.left + sum(table.widths[:place])
            box = Box(left, top, table.widths[place], table.heights[number])
            _set_cell(native.cell(number, place), text, box, is_head=number == 0)
    describe(frame, words)
    return frame


def _set_cell(cell: Any, text: Text, box: Box, *, is_head: bool) -> None:
    cell.margin_left = Pt(max(text.box.left - box.left, 0))
    cell.margin_right = Pt(max(box.right - text.box.right, 0))
    cell.margin_top = Pt(max(text.box.top - box.top, 0))
    cell.margin_bottom = Pt(max(box.bottom - text.box.bottom, 0))
    cell.vertical_anchor = _ANCHORED[text.anchor]
    set_paragraphs(cell.text_frame, text.paragraphs, text.align)
    properties = cell._tc.get_or_add_tcPr()
    for side in ("lnL", "lnR", "lnT", "lnB"):
        is_drawn = side == "lnB"
        width = (1.5 if is_head else 0.75) if is_drawn else 0
        line = etree.SubElement(properties, qn(f"a:{side}"), w=str(round(width * EMU)))
        if is_drawn:
            line.append(filled(Ink.ACCENT if is_head else Ink.GRID))
        else:
            etree.SubElement(line, qn("a:noFill"))
    etree.SubElement(properties, qn("a:noFill"))


# --- Colours ----------------------------------------------------------------------------------
def scheme(ink: Ink) -> Any:
    """A colour of the theme, with its tint."""
    colour = etree.Element(qn("a:schemeClr"), val=ink.theme)
    for name, share, usual in (("a:lumMod", ink.lum_mod, 1.0), ("a:lumOff", ink.lum_off, 0.0)):
        if share != usual:
            etree.SubElement(colour, qn(name), val=str(round(share * 100_000)))
    return colour


def filled(ink: Ink) -> Any:
    fill = etree.Element(qn("a:solidFill"))
    fill.append(scheme(ink))
    return fill
