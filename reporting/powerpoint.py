"""Draws a deck as a PowerPoint file; the one module that knows python-pptx."""

# python-pptx has no call for alt text, direct labels or cell borders, so its XML is set here.
# ruff: noqa: SLF001
from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass
from datetime import date, datetime, time
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from lxml import etree
from pptx import Presentation
from pptx.chart.chart import Chart as NativeChart
from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import (
    XL_CHART_TYPE,
    XL_LABEL_POSITION,
    XL_MARKER_STYLE,
    XL_TICK_LABEL_POSITION,
    XL_TICK_MARK,
)
from pptx.enum.dml import MSO_LINE_DASH_STYLE
from pptx.enum.text import PP_ALIGN
from pptx.oxml.ns import qn
from pptx.util import Pt

from measures.counts import Gap
from reporting import palette
from reporting.description import (
    Cell,
    Chart,
    Deck,
    Kind,
    Slide,
    SlideKind,
    Style,
    Table,
)
from reporting.lettering import spread, width_of, wrapped
from reporting.number_formats import NUMBER_FORMATS
from reporting.palette import Shape, look_of
from reporting.scale import scale_of
from reporting.slide_plan import (
    BETWEEN,
    LINE,
    boxes,
    entry_text,
    foot_lines,
    pages,
    table_plan,
    title_size,
)
from reporting.slide_template import EMU, LANGUAGE, Box, Place, template

MARKING = "OFFICIAL"
_CHART_SIZE = 16
_SMALL_CHART_SIZE = 12
_MOST_BARS_AT_FULL_SIZE = 13
_LABEL_WIDTH = 120
_GAP = 6  # points between the end of a line and its words
_C15 = "http://schemas.microsoft.com/office/drawing/2012/chart"
_MARKERS = {
    Shape.CIRCLE: XL_MARKER_STYLE.CIRCLE,
    Shape.SQUARE: XL_MARKER_STYLE.SQUARE,
    Shape.DIAMOND: XL_MARKER_STYLE.DIAMOND,
    Shape.TRIANGLE: XL_MARKER_STYLE.TRIANGLE,
}
# "No Style, No Grid": lines and ground are set on the cells, so that contrast is ours.
_PLAIN_TABLE = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"


def presentation(deck: Deck) -> bytes:
    """The deck as a PPTX; the same deck gives the same bytes.

    DuplicateTitle and TooLong, from `slide_plan`, where the slides cannot be told apart or set.
    """
    document = Presentation(BytesIO(template(deck.colour)))
    layouts = {layout.name: layout for layout in document.slide_layouts}
    _draw_opening(document.slides.add_slide(layouts[SlideKind.TITLE.value]), deck)
    for page in pages(deck):
        drawn = document.slides.add_slide(layouts[page.kind.value])
        _draw(drawn, page, deck)
    for slide in document.slides:
        _say_language(slide)
    _describe_document(document, deck)
    stream = BytesIO()
    document.save(stream)
    return _fixed(stream.getvalue(), deck.as_at)


def _draw_opening(drawn: Any, deck: Deck) -> None:
    places = _places(drawn)
    _write(places[Place.TITLE], [deck.title])
    _write(places[Place.SUBTITLE], [deck.subtitle])
    _write(places[Place.TEXT], [deck.partnership, f"Figures as at {_day(deck.as_at)}"])
    _add_foot(drawn, deck)


def _draw(drawn: Any, slide: Slide, deck: Deck) -> None:
    if slide.kind is SlideKind.TITLE:
        _draw_section(drawn, slide)
    else:
        _draw_content(drawn, slide)
    _add_foot(drawn, deck)
    notes = _notes(slide)
    if notes:
        drawn.notes_slide.notes_text_frame.text = "\n".join(notes)
        _say_language(drawn.notes_slide)


def _draw_section(drawn: Any, slide: Slide) -> None:
    places = _places(drawn)
    _write(places[Place.TITLE], [slide.title])
    _write_or_remove(places[Place.SUBTITLE], [sentence.text for sentence in slide.sentences])
    _write_or_remove(places[Place.TEXT], foot_lines(slide))


def _draw_content(drawn: Any, slide: Slide) -> None:
    places, placed = _places(drawn), boxes(slide)
    words = {
        Place.TITLE: [slide.title],
        Place.SUBTITLE: [slide.chart.subtitle] if slide.chart else [],
        Place.TEXT: [sentence.text for sentence in slide.sentences],
        Place.WARNING: [slide.warning] if slide.warning else [],
        Place.SOURCE: foot_lines(slide),
    }
    for place, paragraphs in words.items():
        if place in places:
            _write_or_remove(places[place], paragraphs)
            if paragraphs:
                _move(places[place], placed[place])
    _set_size(places[Place.TITLE], title_size(slide.title))
    if slide.chart:
        _draw_chart(places[Place.CONTENT], slide.chart, placed[Place.CONTENT])
    if slide.table:
        _draw_table(places[Place.CONTENT], slide.table, placed[Place.CONTENT])


def _places(drawn: Any) -> dict[Place, Any]:
    return {Place(one.placeholder_format.idx): one for one in drawn.placeholders}


def _notes(slide: Slide) -> list[str]:
    described = slide.chart or slide.table
    # What the deck says itself is not said twice.
    return list(dict.fromkeys((*slide.notes, *(described.notes if described else ()))))


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


# --- Words ------------------------------------------------------------------------------------


def _write_or_remove(shape: Any, paragraphs: Sequence[str]) -> None:
    if paragraphs:
        _write(shape, paragraphs)
    else:
        shape._element.getparent().remove(shape._element)


def _write(shape: Any, paragraphs: Sequence[str]) -> None:
    frame = shape.text_frame
    for index, text in enumerate(paragraphs):
        paragraph = frame.paragraphs[0] if index == 0 else frame.add_paragraph()
        paragraph.text = text
        paragraph.line_spacing = 1.0
        is_body = shape.placeholder_format.idx in {Place.TEXT, Place.SUBTITLE}
        if index and is_body:
            paragraph.space_before = Pt(BETWEEN)


def _set_size(shape: Any, size: float) -> None:
    for paragraph in shape.text_frame.paragraphs:
        for run in paragraph.runs:
            run.font.size = Pt(size)


def _move(shape: Any, box: Box) -> None:
    shape.left, shape.top = Pt(box.left), Pt(box.top)
    shape.width, shape.height = Pt(box.width), Pt(box.height)


def _add_foot(drawn: Any, deck: Deck) -> None:
    """The footer and the slide's number, which python-pptx leaves on the layout."""
    for shape in drawn.slide_layout.placeholders:
        place = shape.placeholder_format.idx
        if place not in {Place.FOOTER, Place.NUMBER}:
            continue
        copied = _copy(shape._element)
        copied.nvSpPr.cNvPr.set("id", str(_next_id(drawn)))
        drawn.shapes._spTree.append(copied)
        if place == Place.FOOTER:
            copied.txBody.findall(f".//{qn('a:t')}")[0].text = f"{MARKING} · {deck.partnership}"


def _copy(element: Any) -> Any:
    """A placeholder that takes its place and its look from the layout."""
    copied = deepcopy(element)
    for child in list(copied.spPr):
        copied.spPr.remove(child)
    style = copied.txBody.find(qn("a:lstStyle"))
    for child in list(style):
        style.remove(child)
    return copied


def _next_id(drawn: Any) -> int:
    ids = (int(one.get("id")) for one in drawn.shapes._spTree.iter(qn("p:cNvPr")))
    return max(ids) + 1


def _say_language(slide: Any) -> None:
    for run in slide._element.iter(qn("a:r")):
        run.get_or_add_rPr().set("lang", LANGUAGE)


# --- Tables -----------------------------------------------------------------------------------


def _draw_table(placeholder: Any, table: Table, box: Box) -> None:
    plan = table_plan(table, box.width)
    _move(placeholder, box)
    frame = placeholder.insert_table(rows=len(table.rows) + 1, cols=len(table.columns))
    _move(frame, Box(box.left, box.top, box.width, sum(plan.heights)))
    _describe(frame, f"{table.title}. A table of {len(table.rows)} rows; its words can be read.")
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
        cell.fill.fore_color.rgb = _rgb("#F3F2F1")
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
    run.text = text
    run.font.size, run.font.bold, run.font.color.rgb = Pt(size), is_bold, _rgb(palette.TEXT)
    properties = cell._tc.get_or_add_tcPr()
    line = etree.SubElement(properties, qn("a:lnB"), w=str(EMU))
    fill = etree.SubElement(line, qn("a:solidFill"))
    etree.SubElement(fill, qn("a:srgbClr"), val=palette.AXIS[1:])


# --- Charts -----------------------------------------------------------------------------------


def _draw_chart(placeholder: Any, chart: Chart, box: Box) -> None:
    _move(placeholder, box)
    draw = _DRAWN_AS[chart.kind]
    frame = placeholder.insert_chart(_NATIVE_KINDS[chart.kind], _chart_data(chart))
    _move(frame, box)
    _describe(frame, f"{chart.title}. {chart.alternative}")
    native = frame.chart
    native.has_title = False
    native.has_legend = False
    native.font.size = Pt(_CHART_SIZE)
    native.font.name = "Arial"
    native.font.color.rgb = _rgb(palette.TEXT)
    draw(native, chart, box)


def _chart_data(chart: Chart) -> CategoryChartData:
    style = chart.series[0].cells[0].style if chart.at else Style.COUNT
    data = CategoryChartData(number_format=NUMBER_FORMATS[style])
    data.categories = _categories(chart)
    for label, cells in _all_series(chart):
        data.add_series(label, [cell.number for cell in cells])
    return data


def _categories(chart: Chart) -> list[str]:
    """The labels along the axis; with columns and bars they say what a number cannot."""
    if chart.kind is Kind.LINES:
        return list(chart.at)
    return [
        f"{at} {_shorthand(cell)}".strip()
        for at, cell in zip(chart.at, chart.series[0].cells, strict=True)
    ]


def _shorthand(cell: Cell) -> str:
    gap = [cell.value.shorthand] if isinstance(cell.value, Gap) else []
    return " ".join((*gap, *sorted(mark.shorthand for mark in cell.marks)))


def _all_series(chart: Chart) -> Iterator[tuple[str, tuple[Cell, ...]]]:
    for series in chart.series:
        yield series.label, series.cells
    if chart.band:
        yield f"{chart.band.label}, least", chart.band.low
        yield f"{chart.band.label}, greatest", chart.band.high


def _draw_lines(native: NativeChart, chart: Chart, box: Box) -> None:
    """Lines; the band's edges are two pale lines, which can be edited where an area's cannot."""
    _set_value_axis(native, chart)
    _set_category_axis(native)
    for drawn, series in zip(native.plots[0].series, chart.series, strict=False):
        look = look_of(series.role)
        _set_line(drawn, look.colour, look.width)
        if look.is_dashed:
            drawn.format.line.dash_style = MSO_LINE_DASH_STYLE.DASH
        drawn.marker.style, drawn.marker.size = _MARKERS[look.shape], 7
        drawn.marker.format.fill.solid()
        drawn.marker.format.fill.fore_color.rgb = _rgb(look.colour)
        drawn.marker.format.line.color.rgb = _rgb(look.colour)
    for drawn in list(native.plots[0].series)[len(chart.series) :]:
        _set_line(drawn, palette.BAND_EDGE, 1.25)
        drawn.format.line.dash_style = MSO_LINE_DASH_STYLE.ROUND_DOT
        drawn.marker.style = XL_MARKER_STYLE.NONE
    _label_lines(native, chart, box)


def _set_line(drawn: Any, colour: str, width: float) -> None:
    drawn.smooth = False
    drawn.format.line.color.rgb = _rgb(colour)
    drawn.format.line.width = Pt(width)


def _set_value_axis(native: NativeChart, chart: Chart) -> None:
    scale, axis = scale_of(chart), native.value_axis
    axis.minimum_scale, axis.maximum_scale, axis.major_unit = scale.low, scale.high, scale.step
    axis.major_gridlines.format.line.color.rgb = _rgb(palette.GRID)
    axis.format.line.fill.background()
    axis.major_tick_mark = XL_TICK_MARK.NONE
    axis.tick_labels.number_format = NUMBER_FORMATS[scale.style]
    axis.tick_labels.number_format_is_linked = False


def _set_category_axis(native: NativeChart) -> None:
    axis = native.category_axis
    axis.format.line.color.rgb = _rgb(palette.AXIS)
    axis.major_tick_mark = XL_TICK_MARK.NONE
    axis.has_major_gridlines = False
    axis.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    # Every label, or the program leaves some out where it thinks them too close.
    skip = etree.Element(qn("c:tickLblSkip"), val="1")
    axis._element.find(qn("c:noMultiLvlLbl")).addprevious(skip)


@dataclass(frozen=True)
class _LineLabel:
    """Words wanted at `value`, hung on the number `end` at `index` of the series `drawn`."""

    drawn: Any
    lines: tuple[str, ...]
    index: int
    end: float
    value: float
    colour: str
    is_bold: bool = False

    @property
    def height(self) -> float:
        return len(self.lines) * _CHART_SIZE * LINE


def _label_lines(native: NativeChart, chart: Chart, box: Box) -> None:
    """Names each line where it ends, moved up or down where two would overlap."""
    labels = list(_line_labels(native, chart))
    texts = [line for label in labels for line in label.lines]
    room = max((width_of(text, _CHART_SIZE, is_bold=True) for text in texts), default=0) + 24
    ticks = scale_of(chart).ticks
    left = max(width_of(text, _CHART_SIZE) for _, text in ticks) + 12
    plot = Box(left, 12, box.width - left - room, box.height - 12 - 2 * _CHART_SIZE)
    _set_plot(native, plot, box)
    scale = scale_of(chart)
    ends = [plot.bottom - scale.place(label.end) * plot.height for label in labels]
    wanted = [plot.bottom - scale.place(label.value) * plot.height for label in labels]
    centres = spread(wanted, [label.height for label in labels], low=0, high=box.height)
    for label, end, centre in zip(labels, ends, centres, strict=True):
        _write_label(label, _GAP / box.width, (centre - end) / box.height)


def _line_labels(native: NativeChart, chart: Chart) -> Iterator[_LineLabel]:
    drawn = list(native.plots[0].series)
    for number, series in enumerate(chart.series):
        if end := _end(series.cells):
            lines = wrapped(series.label, width=_LABEL_WIDTH, size=_CHART_SIZE, is_bold=True)
            index, number_there = end
            colour = look_of(series.role).text
            yield _LineLabel(
                drawn[number], lines, index, number_there, number_there, colour, number == 0
            )
    if chart.band and (high := _end(chart.band.high)) and (low := _end(chart.band.low)):
        words = f"{chart.band.label} (least and greatest)"
        lines = wrapped(words, width=_LABEL_WIDTH, size=_CHART_SIZE, is_bold=True)
        middle = (low[1] + high[1]) / 2
        yield _LineLabel(drawn[-1], lines, *high, middle, palette.QUIET_TEXT)


def _end(cells: Sequence[Cell]) -> tuple[int, float] | None:
    known = [(index, cell.number) for index, cell in enumerate(cells)]
    numbers = [(index, number) for index, number in known if number is not None]
    return numbers[-1] if numbers else None


def _set_plot(native: NativeChart, plot: Box, box: Box) -> None:
    """Fixes the rectangle inside the axes, as shares of the chart."""
    area = native._chartSpace.chart.plotArea
    for old in area.findall(qn("c:layout")):
        area.remove(old)
    layout = etree.Element(qn("c:layout"))
    manual = etree.SubElement(layout, qn("c:manualLayout"))
    for name, value in (
        ("layoutTarget", "inner"),
        ("xMode", "edge"),
        ("yMode", "edge"),
        ("x", f"{plot.left / box.width:.4f}"),
        ("y", f"{plot.top / box.height:.4f}"),
        ("w", f"{plot.width / box.width:.4f}"),
        ("h", f"{plot.height / box.height:.4f}"),
    ):
        etree.SubElement(manual, qn(f"c:{name}"), val=value)
    area.insert(0, layout)


def _write_label(label: _LineLabel, right: float, down: float) -> None:
    """The label beside its point, moved by shares of the chart's width and height."""
    native = label.drawn.points[label.index].data_label
    frame = native.text_frame
    frame.word_wrap = False
    for number, line in enumerate(label.lines):
        paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
        paragraph.alignment = PP_ALIGN.LEFT
        run = paragraph.add_run()
        run.text = line
        run.font.size, run.font.bold = Pt(_CHART_SIZE), label.is_bold
        run.font.color.rgb = _rgb(label.colour)
        run.font._element.set("lang", LANGUAGE)
    native.position = XL_LABEL_POSITION.RIGHT
    layout = etree.Element(qn("c:layout"))
    manual = etree.SubElement(layout, qn("c:manualLayout"))
    etree.SubElement(manual, qn("c:x"), val=f"{right:.4f}")
    etree.SubElement(manual, qn("c:y"), val=f"{down:.4f}")
    native._dLbl.find(qn("c:idx")).addnext(layout)
    _leave_out_leader(label.drawn._element.find(qn("c:dLbls")))


def _leave_out_leader(labels: Any) -> None:
    """No line from a moved label to its point: it would be taken for a figure."""
    if labels.find(qn("c:extLst")) is not None:
        return
    extension = etree.SubElement(
        etree.SubElement(labels, qn("c:extLst")), qn("c:ext"), nsmap={"c15": _C15}
    )
    extension.set("uri", "{CE6537A1-D6FC-4f65-9D91-7224C49458BB}")
    etree.SubElement(extension, f"{{{_C15}}}showLeaderLines", val="0")


def _draw_bars(native: NativeChart, chart: Chart, box: Box) -> None:
    """Columns or lying bars, each with its number, so that no value axis is needed."""
    scale, plot = scale_of(chart), native.plots[0]
    is_lying = chart.kind is Kind.BARS
    is_small = is_lying and len(chart.at) > _MOST_BARS_AT_FULL_SIZE
    size = _SMALL_CHART_SIZE if is_small else _CHART_SIZE
    native.font.size = Pt(size)
    _set_category_axis(native)
    native.category_axis.reverse_order = is_lying
    axis = native.value_axis
    axis.minimum_scale, axis.maximum_scale = scale.low, scale.high
    axis.has_major_gridlines, axis.visible = False, False
    plot.gap_width, plot.vary_by_categories = 40 if is_lying else 60, False
    plot.has_data_labels = True
    labels = plot.data_labels
    labels.number_format, labels.number_format_is_linked = NUMBER_FORMATS[scale.style], False
    labels.show_value, labels.position = True, XL_LABEL_POSITION.OUTSIDE_END
    labels.font.size = Pt(size)
    drawn = plot.series[0]
    drawn.invert_if_negative = False
    _fill(drawn, palette.bar_colour(is_highlighted=False, any_highlighted=bool(chart.highlight)))
    if chart.highlight in chart.at:
        _fill(drawn.points[chart.at.index(chart.highlight)], palette.DARK_BLUE)


def _fill(drawn: Any, colour: str) -> None:
    drawn.format.fill.solid()
    drawn.format.fill.fore_color.rgb = _rgb(colour)


_NATIVE_KINDS = {
    Kind.LINES: XL_CHART_TYPE.LINE_MARKERS,
    Kind.COLUMNS: XL_CHART_TYPE.COLUMN_CLUSTERED,
    Kind.BARS: XL_CHART_TYPE.BAR_CLUSTERED,
}
_DRAWN_AS: dict[Kind, Callable[[NativeChart, Chart, Box], None]] = {
    Kind.LINES: _draw_lines,
    Kind.COLUMNS: _draw_bars,
    Kind.BARS: _draw_bars,
}


def _rgb(colour: str) -> RGBColor:
    return RGBColor.from_string(colour[1:].upper())


# --- The document -----------------------------------------------------------------------------


def _describe(frame: Any, words: str) -> None:
    """The text alternative, for which python-pptx has no call."""
    frame._element.nvGraphicFramePr.cNvPr.set("descr", words)


def _describe_document(document: Any, deck: Deck) -> None:
    about = document.core_properties
    about.title, about.author, about.subject = deck.title, deck.partnership, deck.subtitle
    about.language, about.category = LANGUAGE, MARKING
    moment = datetime.combine(deck.as_at, time())
    about.created = about.modified = moment
    about.last_modified_by, about.revision = deck.partnership, 1


_MOMENTS = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")


def _fixed(archive: bytes, day: date) -> bytes:
    """The same package with the moment of writing taken out, in the workbooks of charts too."""
    stream = BytesIO()
    with ZipFile(BytesIO(archive)) as source, ZipFile(stream, "w", ZIP_DEFLATED) as target:
        for name in source.namelist():
            content = source.read(name)
            if name.endswith(".xlsx"):
                content = _fixed(content, day)
            elif name == "docProps/core.xml":
                content = _MOMENTS.sub(rb"\g<1>%bT00:00:00Z" % day.isoformat().encode(), content)
            target.writestr(ZipInfo(name), content, ZIP_DEFLATED)
    return stream.getvalue()
