"""Tables, diagrams and pictures as PowerPoint's own."""

# python-pptx has no call for cell borders, so its XML is set here.
# ruff: noqa: SLF001
from __future__ import annotations

from io import BytesIO
from typing import Any

from lxml import etree
from pptx.enum.shapes import MSO_CONNECTOR, MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml.ns import qn
from pptx.util import Pt

from reporting.content import palette
from reporting.content.description import Cell, Picture, Table
from reporting.content.diagrams import Diagram
from reporting.export.pptx.table_layout import entry_text, table_plan
from reporting.export.pptx.template import EMU, FONT, Box
from reporting.export.pptx.words import describe, make_decorative, move, rgb
from reporting.rendering import diagram_layout
from reporting.rendering.diagram_layout import PADDING, Placed, Plan

# "No Style, No Grid": lines and ground are set on the cells, so that contrast is ours.
_PLAIN_TABLE = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"
_GROUND = "#F3F2F1"
_RIGHT_SIDE, _LEFT_SIDE = 3, 1  # where a line may be tied to a rectangle


def draw_table(placeholder: Any, table: Table, box: Box) -> None:
    plan = table_plan(table, box.width)
    move(placeholder, box)
    frame = placeholder.insert_table(rows=len(table.rows) + 1, cols=len(table.columns))
    move(frame, Box(box.left, box.top, box.width, sum(plan.heights)))
    describe(frame, f"{table.title}. A table of {len(table.rows)} rows; its words can be read.")
    native = frame.table
    native._tbl.tblPr.find(qn("a:tableStyleId")).text = _PLAIN_TABLE
    native.first_row, native.first_col, native.horz_banding = True, True, False
    native.last_row = table.rows[-1].is_total if table.rows else False
    for column, width in zip(native.columns, plan.widths, strict=True):
        column.width = Pt(width)
    for row, height in zip(native.rows, plan.heights, strict=True):
        row.height = Pt(height)
    for index, column in enumerate(table.columns):
        cell = native.cell(0, index)
        _set_cell(cell, column.title, plan.size, is_bold=True, is_number=column.is_number)
        # After the line: the schema has it in this order.
        cell.fill.solid()
        cell.fill.fore_color.rgb = rgb(_GROUND)
    for number, row in enumerate(table.rows, 1):
        for index, entry in enumerate(row.entries):
            _set_cell(
                native.cell(number, index),
                entry_text(entry),
                plan.size,
                is_bold=row.is_total or index == 0,
                is_number=isinstance(entry, Cell),
            )


def _set_cell(cell: Any, text: str, size: float, *, is_bold: bool, is_number: bool) -> None:
    paragraph = cell.text_frame.paragraphs[0]
    paragraph.alignment = PP_ALIGN.RIGHT if is_number else PP_ALIGN.LEFT
    run = paragraph.add_run()
    run.text = " ".join(text.splitlines())
    run.font.size, run.font.bold, run.font.name = Pt(size), is_bold, FONT
    run.font.color.rgb = rgb(palette.TEXT)
    properties = cell._tc.get_or_add_tcPr()
    line = etree.SubElement(properties, qn("a:lnB"), w=str(EMU))
    fill = etree.SubElement(line, qn("a:solidFill"))
    etree.SubElement(fill, qn("a:srgbClr"), val=palette.AXIS[1:])


def draw_diagram(drawn: Any, diagram: Diagram, box: Box) -> Any:
    """Boxes that can be edited, and lines that stay tied to them when they are moved.

    One group, which has the text alternative; its boxes follow in reading order.
    """
    plan = diagram_layout.plan(diagram, box.width)
    group = drawn.shapes.add_group_shape()
    group.name = diagram.title
    left = box.left + (box.width - plan.width) / 2
    top = box.top + max((box.height - plan.height) / 2, 0)
    boxes = {placed.node.key: _add_box(group, placed, plan, left, top) for placed in plan.placed}
    for above, below in plan.links:
        ends = (left + above.right, top + above.middle, left + below.left, top + below.middle)
        line = group.shapes.add_connector(MSO_CONNECTOR.ELBOW, *(Pt(end) for end in ends))
        line.begin_connect(boxes[above.node.key], _RIGHT_SIDE)
        line.end_connect(boxes[below.node.key], _LEFT_SIDE)
        line.line.width, line.line.color.rgb = Pt(1.5), rgb(palette.AXIS)
        make_decorative(line)
    describe(group, diagram.alternative)
    return group


def _add_box(group: Any, placed: Placed, plan: Plan, left: float, top: float) -> Any:
    # With its place from the start: a group is measured as its shapes are added.
    sides = (left + placed.left, top + placed.top, placed.width, placed.height)
    shape = group.shapes.add_shape(MSO_SHAPE.RECTANGLE, *(Pt(side) for side in sides))
    shape.name = placed.node.title
    shape.shadow.inherit = False
    shape.fill.solid()
    shape.fill.fore_color.rgb = rgb(_GROUND if placed.node.to else palette.DARK_BLUE)
    shape.line.color.rgb, shape.line.width = rgb(palette.DARK_BLUE), Pt(1)
    frame = shape.text_frame
    frame.word_wrap, frame.vertical_anchor = True, MSO_ANCHOR.MIDDLE
    frame.margin_left = frame.margin_right = Pt(PADDING)
    frame.margin_top = frame.margin_bottom = Pt(PADDING / 2)
    colour = palette.TEXT if placed.node.to else palette.GROUND
    for index, text in enumerate((placed.node.title, *placed.node.lines)):
        paragraph = frame.paragraphs[0] if index == 0 else frame.add_paragraph()
        paragraph.alignment = PP_ALIGN.LEFT
        run = paragraph.add_run()
        run.text = " ".join(text.splitlines())
        run.font.size, run.font.bold, run.font.name = Pt(plan.size), index == 0, FONT
        run.font.color.rgb = rgb(colour)
    return shape


def draw_picture(drawn: Any, picture: Picture, box: Box) -> Any:
    """The picture as large as it fits, in the middle of the box."""
    scale = min(box.width / picture.width, box.height / picture.height)
    width, height = picture.width * scale, picture.height * scale
    shape = drawn.shapes.add_picture(BytesIO(picture.content), 0, 0)
    left, top = box.left + (box.width - width) / 2, box.top + (box.height - height) / 2
    move(shape, Box(left, top, width, height))
    shape.name = "Picture"
    describe(shape, picture.alternative)
    return shape
