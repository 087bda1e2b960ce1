"""Charts as native PowerPoint charts, with their numbers in a workbook inside."""

# python-pptx has no call for direct labels or skipped ones, so its XML is set here.
# ruff: noqa: SLF001
from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from lxml import etree
from pptx.chart.chart import Chart as NativeChart
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import (
    XL_CHART_TYPE,
    XL_LABEL_POSITION,
    XL_MARKER_STYLE,
    XL_TICK_LABEL_POSITION,
    XL_TICK_MARK,
)
from pptx.enum.dml import MSO_LINE_DASH_STYLE, MSO_PATTERN
from pptx.enum.text import PP_ALIGN
from pptx.oxml.ns import qn
from pptx.util import Pt

from measures.counts import Gap
from reporting.content import palette
from reporting.content.description import BREAK_LABEL, Cell, Chart, Kind, Style
from reporting.content.number_formats import NUMBER_FORMATS
from reporting.content.palette import Shape, look_of
from reporting.export.pptx.slide_layout import category_skip
from reporting.export.pptx.table_layout import LINE
from reporting.export.pptx.template import FONT, LANGUAGE, Box
from reporting.export.pptx.words import describe, move, rgb
from reporting.rendering.scale import scale_of
from reporting.rendering.text_metrics import spread, width_of, wrapped

_SIZE = 18
_LABEL_WIDTH = 150
_GAP = 6  # points between the end of a line and its words
_C15 = "http://schemas.microsoft.com/office/drawing/2012/chart"
_MARKERS = {
    Shape.CIRCLE: XL_MARKER_STYLE.CIRCLE,
    Shape.SQUARE: XL_MARKER_STYLE.SQUARE,
    Shape.DIAMOND: XL_MARKER_STYLE.DIAMOND,
    Shape.TRIANGLE: XL_MARKER_STYLE.TRIANGLE,
}


def draw_chart(placeholder: Any, chart: Chart, box: Box) -> None:
    move(placeholder, box)
    draw = _DRAWN_AS[chart.kind]
    frame = placeholder.insert_chart(_NATIVE_KINDS[chart.kind], _chart_data(chart))
    move(frame, box)
    describe(frame, f"{chart.title}. {chart.alternative}")
    native = frame.chart
    native.has_title = False
    native.has_legend = False
    native.font.size = Pt(_SIZE)
    native.font.name = FONT
    native.font.color.rgb = rgb(palette.TEXT)
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
    return " ".join((*gap, *cell.symbols))


def _all_series(chart: Chart) -> Iterator[tuple[str, tuple[Cell, ...]]]:
    for series in chart.series:
        yield series.label, series.cells
    if chart.band:
        yield f"{chart.band.label}, least", chart.band.low
        yield f"{chart.band.label}, greatest", chart.band.high


def _draw_lines(native: NativeChart, chart: Chart, box: Box) -> None:
    """Lines; the band's edges are two pale lines, which can be edited where an area's cannot."""
    _set_value_axis(native, chart)
    for drawn, series in zip(native.plots[0].series, chart.series, strict=False):
        look = look_of(series.role)
        _set_line(drawn, look.colour, look.width)
        if look.is_dashed:
            drawn.format.line.dash_style = MSO_LINE_DASH_STYLE.DASH
        drawn.marker.style, drawn.marker.size = _MARKERS[look.shape], 7
        drawn.marker.format.fill.solid()
        drawn.marker.format.fill.fore_color.rgb = rgb(look.colour)
        drawn.marker.format.line.color.rgb = rgb(look.colour)
        for index, cell in enumerate(series.cells):
            if cell.begins_anew:
                # The line that leads to a point belongs to that point.
                drawn.points[index].format.line.fill.background()
                _label_break(drawn, index, cell, colour=look.text)
    for drawn in list(native.plots[0].series)[len(chart.series) :]:
        _set_line(drawn, palette.BAND_EDGE, 1.25)
        drawn.format.line.dash_style = MSO_LINE_DASH_STYLE.ROUND_DOT
        drawn.marker.style = XL_MARKER_STYLE.NONE
    _label_lines(native, chart, box)


def _label_break(drawn: Any, index: int, cell: Cell, *, colour: str) -> None:
    """Says above the point why the line does not lead to it."""
    if cell.number is None:
        return
    native = drawn.points[index].data_label
    _write_words(native, (BREAK_LABEL,), colour)
    native.position = XL_LABEL_POSITION.ABOVE


def _set_line(drawn: Any, colour: str, width: float) -> None:
    drawn.smooth = False
    drawn.format.line.color.rgb = rgb(colour)
    drawn.format.line.width = Pt(width)


def _set_value_axis(native: NativeChart, chart: Chart) -> None:
    scale, axis = scale_of(chart), native.value_axis
    axis.minimum_scale, axis.maximum_scale, axis.major_unit = scale.low, scale.high, scale.step
    axis.major_gridlines.format.line.color.rgb = rgb(palette.GRID)
    axis.format.line.fill.background()
    axis.major_tick_mark = XL_TICK_MARK.NONE
    axis.tick_labels.number_format = NUMBER_FORMATS[scale.style]
    axis.tick_labels.number_format_is_linked = False


def _set_category_axis(native: NativeChart, skip: int = 1) -> None:
    axis = native.category_axis
    axis.format.line.color.rgb = rgb(palette.AXIS)
    axis.major_tick_mark = XL_TICK_MARK.NONE
    axis.has_major_gridlines = False
    axis.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    # Said, or the program leaves out or turns the labels that it thinks too close.
    label_skip = etree.Element(qn("c:tickLblSkip"), val=str(skip))
    axis._element.find(qn("c:noMultiLvlLbl")).addprevious(label_skip)


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
        return len(self.lines) * _SIZE * LINE


def _label_lines(native: NativeChart, chart: Chart, box: Box) -> None:
    """Names each line where it ends, moved up or down where two would overlap."""
    labels = list(_line_labels(native, chart))
    texts = [line for label in labels for line in label.lines]
    room = max((width_of(text, _SIZE, is_bold=True) for text in texts), default=0) + 24
    ticks = scale_of(chart).ticks
    left = max(width_of(text, _SIZE) for _, text in ticks) + 12
    plot = Box(left, 12, box.width - left - room, box.height - 12 - 2 * _SIZE)
    _set_plot(native, plot, box)
    slot = plot.width / max(len(chart.at), 1)
    _set_category_axis(native, category_skip(chart, slot, _SIZE))
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
            lines = wrapped(series.label, width=_LABEL_WIDTH, size=_SIZE, is_bold=True)
            index, number_there = end
            # A point has one label, so a break at the last is said in that.
            if series.cells[index].begins_anew:
                lines = (*lines, BREAK_LABEL)
            colour = look_of(series.role).text
            yield _LineLabel(
                drawn[number], lines, index, number_there, number_there, colour, number == 0
            )
    if chart.band and (high := _end(chart.band.high)) and (low := _end(chart.band.low)):
        words = f"{chart.band.label} (least and greatest)"
        lines = wrapped(words, width=_LABEL_WIDTH, size=_SIZE, is_bold=True)
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
    _write_words(native, label.lines, label.colour, is_bold=label.is_bold)
    native.position = XL_LABEL_POSITION.RIGHT
    layout = etree.Element(qn("c:layout"))
    manual = etree.SubElement(layout, qn("c:manualLayout"))
    etree.SubElement(manual, qn("c:x"), val=f"{right:.4f}")
    etree.SubElement(manual, qn("c:y"), val=f"{down:.4f}")
    native._dLbl.find(qn("c:idx")).addnext(layout)
    _leave_out_leader(label.drawn._element.find(qn("c:dLbls")))


def _write_words(native: Any, lines: Sequence[str], colour: str, *, is_bold: bool = False) -> None:
    frame = native.text_frame
    frame.clear()
    frame.word_wrap = False
    for number, line in enumerate(lines):
        paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
        paragraph.alignment = PP_ALIGN.LEFT
        run = paragraph.add_run()
        run.text = line
        run.font.size, run.font.bold = Pt(_SIZE), is_bold
        run.font.color.rgb = rgb(colour)
        run.font._element.set("lang", LANGUAGE)


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
    labels.font.size = Pt(_SIZE)
    drawn = plot.series[0]
    drawn.invert_if_negative = False
    _fill(drawn, palette.bar_colour(is_highlighted=False, any_highlighted=bool(chart.highlight)))
    if chart.highlight in chart.at:
        _fill(drawn.points[chart.at.index(chart.highlight)], palette.DARK_BLUE)
    for place, cell in enumerate(chart.series[0].cells):
        if cell.is_illustrative:
            _hatch(drawn.points[place])


def _hatch(point: Any) -> None:
    """What is made up, as in the drawings of pages: hatched within an outline."""
    fill, line = point.format.fill, point.format.line
    fill.patterned()
    fill.pattern = MSO_PATTERN.WIDE_UPWARD_DIAGONAL
    fill.fore_color.rgb, fill.back_color.rgb = rgb(palette.HATCH), rgb(palette.GROUND)
    line.color.rgb, line.width = rgb(palette.GREY), Pt(0.75)


def _fill(drawn: Any, colour: str) -> None:
    drawn.format.fill.solid()
    drawn.format.fill.fore_color.rgb = rgb(colour)


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
