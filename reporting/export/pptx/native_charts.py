"""Charts of a plan as native PowerPoint charts, with their numbers in a workbook inside."""

# python-pptx has no call for theme tints or for labels point by point, so XML is set here.
# ruff: noqa: SLF001
from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from lxml import etree
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import (
    XL_CHART_TYPE,
    XL_LABEL_POSITION,
    XL_MARKER_STYLE,
    XL_TICK_LABEL_POSITION,
    XL_TICK_MARK,
)
from pptx.oxml.ns import qn
from pptx.util import Pt

from reporting.export.pptx.alternatives import describe
from reporting.export.pptx.elements import FONT, filled, scheme, sides
from reporting.rendering.slides.shapes import Ink, NativeChart, NativeKind, NativeSeries
from reporting.rendering.text_metrics import wrapped

_BESIDE_AXIS = 6.0  # points between a label and the axis
_KINDS = {
    NativeKind.LINES: XL_CHART_TYPE.LINE,
    NativeKind.COLUMNS: XL_CHART_TYPE.COLUMN_CLUSTERED,
    NativeKind.BARS: XL_CHART_TYPE.BAR_CLUSTERED,
}


def add_chart(shapes: Any, chart: NativeChart, words: str) -> Any:
    """A chart that can be edited; `words` are its text alternative."""
    data = CategoryChartData(number_format=chart.number_format)
    data.categories = list(_names(chart))
    for series in chart.series:
        data.add_series(series.name, list(series.values))
    is_stacked = chart.kind is NativeKind.COLUMNS and len(chart.series) > 1
    kind = XL_CHART_TYPE.COLUMN_STACKED if is_stacked else _KINDS[chart.kind]
    frame = shapes.add_chart(kind, *sides(chart.box), data)
    describe(frame, words)
    native = frame.chart
    native.has_title, native.has_legend = False, False
    native.font.name = FONT
    _set_axes(native, chart)
    for drawn, series in zip(native.plots[0].series, chart.series, strict=True):
        _set_series(drawn, series, chart)
    _set_plot(native, chart)
    return frame


def _names(chart: NativeChart) -> Iterator[str]:
    """The labels along the axis; those of bars in the lines in which they are measured.

    Office programs would otherwise set them on one line, and take the room from the bars.
    """
    width = chart.plot.left - chart.box.left - _BESIDE_AXIS
    for label in chart.at:
        is_lying = chart.kind is NativeKind.BARS
        lines = wrapped(label, width=width, size=chart.label_size) if is_lying else (label,)
        yield "\n".join(lines) or label


def _set_axes(native: Any, chart: NativeChart) -> None:
    value, category = native.value_axis, native.category_axis
    value.minimum_scale, value.maximum_scale = chart.low, chart.high
    value.major_tick_mark = category.major_tick_mark = XL_TICK_MARK.NONE
    category.has_major_gridlines = False
    labels = XL_TICK_LABEL_POSITION.LOW if chart.is_named else XL_TICK_LABEL_POSITION.NONE
    category.tick_label_position = labels
    _set_letters(category, chart.label_size, Ink.TEXT)
    _set_line(category._element, Ink.QUIET, 1.0)
    # Every name stands, and level: what has no room so is not left to the program.
    category._element.find(f"{qn('c:txPr')}/{qn('a:bodyPr')}").set("rot", "0")
    skip = etree.Element(qn("c:tickLblSkip"), val="1")
    category._element.find(qn("c:noMultiLvlLbl")).addprevious(skip)
    if len(chart.ticks) > 1:
        value.major_unit = chart.ticks[1][0] - chart.ticks[0][0]
        value.has_major_gridlines = True
        _set_line(value._element.find(qn("c:majorGridlines")), Ink.GRID, 0.75)
        _set_letters(value, chart.tick_size, Ink.QUIET)
        value.tick_labels.number_format = chart.number_format
        value.tick_labels.number_format_is_linked = False
        value.format.line.fill.background()
    else:
        value.has_major_gridlines, value.visible = False, False
    plot = native.plots[0]
    if chart.kind is not NativeKind.LINES:
        plot.gap_width, plot.vary_by_categories = round(chart.gap * 100), False
    if chart.kind is NativeKind.COLUMNS and len(chart.series) > 1:
        plot.overlap = 100
    if chart.kind is NativeKind.BARS:
        category.reverse_order = True


def _set_letters(axis: Any, size: float, ink: Ink) -> None:
    letters = axis.tick_labels.font
    letters.size, letters.name = Pt(size), FONT
    properties = axis._element.find(qn("c:txPr")).find(f".//{qn('a:defRPr')}")
    for old in properties.findall(qn("a:solidFill")):
        properties.remove(old)
    properties.insert(0, filled(ink))


def _set_line(element: Any, ink: Ink, width: float) -> None:
    """The line of an axis or of gridlines."""
    properties = element.find(qn("c:spPr"))
    if properties is None:
        properties = etree.Element(qn("c:spPr"))
        after = element.find(qn("c:txPr"))
        if after is None:
            after = element.find(qn("c:crossAx"))
        element.append(properties) if after is None else after.addprevious(properties)
    for old in list(properties):
        properties.remove(old)
    line = etree.SubElement(properties, qn("a:ln"), w=str(round(width * 12700)))
    line.append(filled(ink))


def _set_series(drawn: Any, series: NativeSeries, chart: NativeChart) -> None:
    if chart.kind is NativeKind.LINES:
        drawn.smooth = False
        drawn.marker.style = XL_MARKER_STYLE.NONE
        properties = drawn._element.get_or_add_spPr()
        line = etree.SubElement(
            properties, qn("a:ln"), w=str(round(series.width * 12700)), cap="rnd"
        )
        line.append(filled(series.ink))
        if series.hatched:
            etree.SubElement(line, qn("a:prstDash"), val="sysDash")
        etree.SubElement(line, qn("a:round"))
    else:
        drawn.invert_if_negative = False
        _paint(drawn._element.get_or_add_spPr(), series.ink, is_hatched=False)
        for index in sorted({*series.inks, *series.hatched}):
            point = drawn.points[index].format.fill  # makes the point's own properties
            point.solid()
            element = drawn.points[index]._element.find(
                f".//{qn('c:dPt')}[{qn('c:idx')}='{index}']"
            )
            properties = _of_point(drawn, index) if element is None else element.find(qn("c:spPr"))
            _paint(
                properties,
                series.inks.get(index, series.ink),
                is_hatched=index in series.hatched,
            )
    if series.labels:
        _set_labels(drawn, series, chart)


def _of_point(drawn: Any, index: int) -> Any:
    for point in drawn._element.findall(qn("c:dPt")):
        if point.find(qn("c:idx")).get("val") == str(index):
            return point.find(qn("c:spPr"))
    raise LookupError(index)


def _paint(properties: Any, ink: Ink, *, is_hatched: bool) -> None:
    for old in list(properties):
        properties.remove(old)
    if not is_hatched:
        properties.append(filled(ink))
        return
    pattern = etree.SubElement(properties, qn("a:pattFill"), prst="wdUpDiag")
    etree.SubElement(pattern, qn("a:fgClr")).append(scheme(ink))
    etree.SubElement(pattern, qn("a:bgClr")).append(scheme(Ink.GROUND))
    line = etree.SubElement(properties, qn("a:ln"), w="9525")
    line.append(filled(ink))


def _set_labels(drawn: Any, series: NativeSeries, chart: NativeChart) -> None:
    """A label at every point that has words, in its own ink."""
    is_inside = chart.kind is NativeKind.COLUMNS and len(chart.series) > 1
    for index, words in enumerate(series.labels):
        if not words or series.values[index] is None:
            continue
        label = drawn.points[index].data_label
        frame = label.text_frame
        frame.word_wrap = False
        run = frame.paragraphs[0].add_run()
        run.text = words
        run.font.size, run.font.name, run.font.bold = Pt(chart.label_size), FONT, not is_inside
        run._r.get_or_add_rPr().insert(0, filled(series.label_inks.get(index, series.label_ink)))
        run._r.get_or_add_rPr().set("lang", "en-GB")
        if is_inside:
            label.position = XL_LABEL_POSITION.CENTER
        elif chart.kind is not NativeKind.LINES:
            label.position = XL_LABEL_POSITION.OUTSIDE_END


def _set_plot(native: Any, chart: NativeChart) -> None:
    """Fixes the rectangle inside the axes, as shares of the chart."""
    area = native._chartSpace.chart.plotArea
    for old in area.findall(qn("c:layout")):
        area.remove(old)
    layout = etree.Element(qn("c:layout"))
    manual = etree.SubElement(layout, qn("c:manualLayout"))
    box, plot = chart.box, chart.plot
    for name, value in (
        ("layoutTarget", "inner"),
        ("xMode", "edge"),
        ("yMode", "edge"),
        ("x", f"{(plot.left - box.left) / box.width:.5f}"),
        ("y", f"{(plot.top - box.top) / box.height:.5f}"),
        ("w", f"{plot.width / box.width:.5f}"),
        ("h", f"{plot.height / box.height:.5f}"),
    ):
        etree.SubElement(manual, qn(f"c:{name}"), val=value)
    area.insert(0, layout)
