"""A presentation as a PPTX, drawn from its plan; the same bytes each time."""

# python-pptx leaves footers on the layout and knows no links between slides: XML is set here.
# ruff: noqa: SLF001
from __future__ import annotations

from copy import deepcopy
from datetime import datetime, time
from io import BytesIO
from typing import Any

import pptx
from lxml import etree
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.oxml.ns import qn
from pptx.shapes.shapetree import GroupShapes

from reporting.content.panel_slides import Presentation
from reporting.export.pptx.alternatives import describe, make_decorative, say_language
from reporting.export.pptx.elements import LANGUAGE, add_element, add_table, set_text, sides
from reporting.export.pptx.native_charts import add_chart
from reporting.export.pptx.package import with_moment
from reporting.export.pptx.template import frame_of, has_layouts, template
from reporting.export.pptx.template_xml import NAMES
from reporting.export.pptx.uploaded import without_slides
from reporting.rendering.slides.grid import STANDARD, Place
from reporting.rendering.slides.plan import Filled, Heading, Item, SlidePlan, Tag, planned
from reporting.rendering.slides.shapes import Drawing


def presentation(described: Presentation, *, council_template: bytes | None = None) -> bytes:
    """A presentation as a PPTX; the same description and template give the same bytes.

    A council's template without the layouts of presentations is left aside. TooFull and
    DuplicateTitle where the slides cannot be set.
    """
    document = pptx.Presentation(BytesIO(council_template)) if council_template else None
    is_own = document is not None and has_layouts(document)
    if document is None or not is_own:
        document = pptx.Presentation(BytesIO(template(described.colour)))
    without_slides(document)
    frame = frame_of(document) if is_own else STANDARD
    deck = planned(described, frame)
    layouts = {layout.name: layout for layout in document.slide_layouts}
    drawn = [
        _draw(document.slides.add_slide(layouts[plan.layout.value]), plan) for plan in deck.slides
    ]
    _tie_links(drawn)
    _describe_document(document, described)
    stream = BytesIO()
    document.save(stream)
    return with_moment(stream.getvalue(), described.as_at)


def _draw(drawn: Any, plan: SlidePlan) -> Any:
    places = {shape.placeholder_format.idx: shape for shape in drawn.placeholders}
    order: list[Any] = []
    used: set[int] = set()
    for item in plan.items:
        order += _add(drawn, item, places, used)
    for index, shape in places.items():
        if index not in used:
            shape._element.getparent().remove(shape._element)
    tree = drawn.shapes._spTree
    for shape in order:
        tree.append(shape._element)
    _add_foot(drawn, plan.footer)
    if plan.notes:
        drawn.notes_slide.notes_text_frame.text = "\n".join(plan.notes)
        say_language(drawn.notes_slide)
    return drawn


def _add(drawn: Any, item: Item, places: dict[int, Any], used: set[int]) -> list[Any]:
    """The shapes of an item, in reading order."""
    match item:
        case Filled():
            if not any(paragraph.text for paragraph in item.text.paragraphs):
                return []
            shape = places.get(item.place)
            if shape is None:
                return [add_element(drawn.shapes, item.text)]
            used.add(item.place)
            shape.name = NAMES[item.place]
            set_text(shape, item.text)
            if item.is_moved:
                shape.left, shape.top, shape.width, shape.height = sides(item.text.box)
            return [shape]
        case Heading():
            shape = add_element(drawn.shapes, item.text)
            shape.name = "Heading"
            return [shape]
        case Tag():
            return [add_element(drawn.shapes, item.shape)]
        case Drawing():
            return _add_drawing(drawn, item)


def _add_drawing(drawn: Any, drawing: Drawing) -> list[Any]:
    about = drawing.alternative or drawing.name
    made = [
        *(add_chart(drawn.shapes, chart, about) for chart in drawing.charts),
        *(add_table(drawn.shapes, table, about) for table in drawing.tables),
    ]
    for photograph in drawing.photographs:
        shape = drawn.shapes.add_picture(BytesIO(photograph.content), 0, 0)
        shape.left, shape.top, shape.width, shape.height = sides(photograph.box)
        describe(shape, about)
        made.append(shape)
    if len(drawing.elements) == 1:
        made.append(add_element(drawn.shapes, drawing.elements[0]))
    elif drawing.elements:
        group = drawn.shapes.add_group_shape()
        group.name = drawing.name or "Picture"
        members = _Members(group._element, group)
        for element in drawing.elements:
            add_element(members, element)
        group._element.recalculate_extents()
        describe(group, about) if about else make_decorative(group)
        made.append(group)
    for shape in made:
        if shape.name.startswith(("Chart", "Table", "Picture", "Graphic")) and drawing.name:
            shape.name = drawing.name
    return made


class _Members(GroupShapes):
    """The shapes of a group that is measured once all are in it: python-pptx does so at each."""

    def _recalculate_extents(self) -> None:
        return


def _add_foot(drawn: Any, footer: str) -> None:
    """The footer and the slide's number, which python-pptx leaves on the layout."""
    for shape in drawn.slide_layout.placeholders:
        place = shape.placeholder_format.idx
        if place not in {Place.FOOTER, Place.NUMBER}:
            continue
        copied = deepcopy(shape._element)
        for child in list(copied.spPr):
            copied.spPr.remove(child)
        style = copied.txBody.find(qn("a:lstStyle"))
        for child in list(style):
            style.remove(child)
        copied.nvSpPr.cNvPr.set("id", str(_next_id(drawn)))
        drawn.shapes._spTree.append(copied)
        if place == Place.FOOTER:
            paragraph = copied.txBody.findall(qn("a:p"))[0]
            for child in list(paragraph):
                paragraph.remove(child)
            paragraph.add_r(footer)
    say_language(drawn)


def _next_id(drawn: Any) -> int:
    ids = (int(element.get("id")) for element in drawn.shapes._spTree.iter(qn("p:cNvPr")))
    return max(ids) + 1


def _tie_links(slides: list[Any]) -> None:
    """Ties the runs that lead to another slide to it, now that all are there."""
    for slide in slides:
        for run in slide._element.iter(qn("a:rPr")):
            to = run.get("altLang", "")
            if not to.startswith("x-"):
                continue
            del run.attrib["altLang"]
            target = slides[int(to.removeprefix("x-")) - 1]
            related = slide.part.relate_to(target.part, RELATIONSHIP_TYPE.SLIDE)
            link = etree.SubElement(run, qn("a:hlinkClick"))
            link.set(qn("r:id"), related)
            link.set("action", "ppaction://hlinksldjump")


def _describe_document(document: Any, presentation: Presentation) -> None:
    about = document.core_properties
    about.title, about.author = presentation.title, presentation.partnership
    about.subject, about.language = presentation.subtitle, LANGUAGE
    about.category = presentation.marking.value
    moment = datetime.combine(presentation.as_at, time())
    about.created = about.modified = moment
    about.last_modified_by, about.revision = presentation.partnership, 1
