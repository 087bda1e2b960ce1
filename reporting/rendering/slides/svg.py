"""A slide's plan as an SVG: as it will look, drawn without an office program."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable
from xml.etree.ElementTree import Element as Node
from xml.etree.ElementTree import SubElement, tostring

from reporting.rendering.signs import draw_signs
from reporting.rendering.slides import grid
from reporting.rendering.slides.charts.words import span, words_of
from reporting.rendering.slides.grounds import ground_of
from reporting.rendering.slides.plan import DRAFT, Filled, Heading, Item, SlidePlan, Tag
from reporting.rendering.slides.setting import POINT_INDENT, height_of, lines_of
from reporting.rendering.slides.shapes import (
    HEIGHT,
    LEADING,
    WIDTH,
    Align,
    Anchor,
    Box,
    Drawing,
    Element,
    Form,
    Ink,
    NativeChart,
    NativeKind,
    NativeSeries,
    Outline,
    Paragraph,
    Photograph,
    Rule,
    Run,
    Shape,
    Table,
    Text,
    words,
)
from reporting.rendering.text_metrics import width_of

_FONT = "Arial, 'Liberation Sans', Helvetica, sans-serif"
_EDGE = 3.0  # points around a picture that stands alone
_ASCENT = 0.905  # of a letter's size, above its baseline
Colour = Callable[[Ink], str]


def slide_svg(plan: SlidePlan, *, accent: str, is_draft: bool = False) -> str:
    """The slide as an SVG of 960 by 540, in the partnership's `accent`; a draft says so."""
    colour: Colour = lambda ink: ink.rgb(accent)  # noqa: E731 - one line, and used all over
    key = f"slide-{plan.number}"
    svg = Node(
        "svg",
        {
            "xmlns": "http://www.w3.org/2000/svg",
            "viewBox": f"0 0 {WIDTH:g} {HEIGHT:g}",
            "role": "img",
            "aria-labelledby": f"{key}-title",
            "font-family": _FONT,
            "class": "app-slide-picture",
        },
    )
    SubElement(svg, "title", {"id": f"{key}-title"}).text = f"Slide {plan.number}: {plan.title}"
    _rectangle(svg, Box(0.0, 0.0, WIDTH, HEIGHT), colour(Ink.GROUND))
    for element in ground_of(plan.layout):
        _add(svg, element, colour)
    for item in plan.items:
        _add_item(svg, item, colour)
    light = plan.layout.value == "Divider"
    ink = Ink.GROUND if light else Ink.QUIET
    for box, text, align in (
        (grid.FOOTER, plan.footer, Align.LEFT),
        (grid.NUMBER, str(plan.number), Align.RIGHT),
    ):
        line = words(box, text, grid.SMALL, ink=ink, align=align, anchor=Anchor.MIDDLE)
        _add_text(svg, line, colour)
    if is_draft:
        _add_draft(svg, colour)
    return tostring(svg, encoding="unicode")


def _add_item(svg: Node, item: Item, colour: Colour) -> None:
    match item:
        case Filled() | Heading():
            _add_text(svg, item.text, colour)
        case Tag():
            _add(svg, item.shape, colour)
        case Drawing():
            _add_drawing(svg, item, colour)


def drawing_svg(drawing: Drawing, *, accent: str, font: str = _FONT, looks: str = "") -> str:
    """One picture alone, as an SVG of the size of its box; `looks` are its classes on the page."""
    return tostring(drawing_node(drawing, accent=accent, font=font, looks=looks), "unicode")


def drawing_node(drawing: Drawing, *, accent: str, font: str = _FONT, looks: str = "") -> Node:
    """The same as a tree of `rect`, `ellipse`, `path`, `line`, `text` and `image`."""
    # Letters and lines at its edges are not cut.
    box, alternative = drawing.box.inset(-_EDGE), drawing.alternative or drawing.name
    svg = Node(
        "svg",
        {
            "xmlns": "http://www.w3.org/2000/svg",
            "viewBox": f"{box.left:.1f} {box.top:.1f} {box.width:.1f} {box.height:.1f}",
            "role": "img",
            "font-family": font,
            "aria-label": alternative,
        }
        | ({"class": looks} if looks else {}),
    )
    # What a PDF reads out; a page takes the label.
    SubElement(svg, "title").text = alternative
    _add_drawing(svg, drawing, lambda ink: ink.rgb(accent))
    draw_signs(svg)
    return svg


def _add_drawing(svg: Node, drawing: Drawing, colour: Colour) -> None:
    group = SubElement(svg, "g")
    for chart in drawing.charts:
        _add_chart(group, chart, colour)
    for table in drawing.tables:
        _add_table(group, table, colour)
    for photograph in drawing.photographs:
        _add_photograph(group, photograph)
    for element in drawing.elements:
        _add(group, element, colour)


# --- Elements ---------------------------------------------------------------------------------
def _add(svg: Node, element: Element, colour: Colour) -> None:
    match element:
        case Shape():
            _add_shape(svg, element, colour)
        case Outline():
            rings = (
                "M" + "L".join(f"{x:.2f} {y:.2f}" for x, y in ring) + "Z" for ring in element.rings
            )
            SubElement(
                svg,
                "path",
                {
                    "d": "".join(rings),
                    "fill": colour(element.fill),
                    "stroke": colour(element.edge),
                    "stroke-width": f"{element.edge_width:g}",
                    "fill-rule": "evenodd",
                },
            )
        case Rule():
            _add_rule(svg, element, colour)
        case Text():
            _add_text(svg, element, colour)


def _add_shape(svg: Node, shape: Shape, colour: Colour) -> None:
    box = shape.box
    looks = {
        "fill": colour(shape.fill) if shape.fill and not shape.is_hatched else "none",
        "stroke": colour(shape.edge) if shape.edge else "none",
        "stroke-width": f"{shape.edge_width:g}",
    }
    if shape.is_dashed:
        looks["stroke-dasharray"] = "4 3"
    if shape.form is Form.ELLIPSE:
        x, y = box.middle
        at = {"cx": x, "cy": y, "rx": box.width / 2, "ry": box.height / 2}
        SubElement(svg, "ellipse", {name: f"{value:.2f}" for name, value in at.items()} | looks)
    elif shape.form in {Form.PENTAGON, Form.CHEVRON}:
        SubElement(svg, "path", {"d": _arrow(shape)} | looks)
    else:
        radius = min(box.width, box.height) * 0.12 if shape.form is Form.ROUNDED else 0.0
        _rectangle(svg, box, looks.pop("fill"), radius=radius, **looks)
    if shape.is_hatched and shape.fill:
        _hatch(svg, box, colour(shape.fill))
    if shape.text:
        _add_text(svg, shape.text, colour)


def _arrow(shape: Shape) -> str:
    box = shape.box
    point = min(box.width, box.height) * 0.3
    y = box.top + box.height / 2
    back = f"L{box.left + point:.2f} {y:.2f}" if shape.form is Form.CHEVRON else ""
    return (
        f"M{box.left:.2f} {box.top:.2f}L{box.right - point:.2f} {box.top:.2f}"
        f"L{box.right:.2f} {y:.2f}L{box.right - point:.2f} {box.bottom:.2f}"
        f"L{box.left:.2f} {box.bottom:.2f}{back}Z"
    )


def _rectangle(svg: Node, box: Box, fill: str, *, radius: float = 0.0, **looks: str) -> None:
    at = {"x": box.left, "y": box.top, "width": box.width, "height": box.height}
    if radius:
        at["rx"] = radius
    SubElement(
        svg, "rect", {name: f"{value:.2f}" for name, value in at.items()} | {"fill": fill} | looks
    )


def _hatch(svg: Node, box: Box, stroke: str) -> None:
    """Slanting lines drawn one by one: a pattern would need an id of its own."""
    step, pieces = 6.0, []
    for number in range(1, int((box.width + box.height) / step) + 1):
        far = number * step
        x1 = box.left + max(far - box.height, 0.0)
        y1 = box.top + min(far, box.height)
        x2 = box.left + min(far, box.width)
        y2 = box.top + max(far - box.width, 0.0)
        pieces.append(f"M{x1:.1f} {y1:.1f}L{x2:.1f} {y2:.1f}")
    SubElement(svg, "path", {"d": "".join(pieces), "stroke": stroke, "stroke-width": "1.5"})
    _rectangle(svg, box, "none", stroke=stroke)


def _add_rule(svg: Node, rule: Rule, colour: Colour) -> None:
    looks = {"stroke": colour(rule.ink), "stroke-width": f"{rule.width:g}"}
    if rule.is_dashed:
        looks["stroke-dasharray"] = "5 3"
    ends = {"x1": rule.x1, "y1": rule.y1, "x2": rule.x2, "y2": rule.y2}
    SubElement(svg, "line", {name: f"{value:.2f}" for name, value in ends.items()} | looks)
    if rule.is_arrow:
        long = ((rule.x2 - rule.x1) ** 2 + (rule.y2 - rule.y1) ** 2) ** 0.5 or 1.0
        along = ((rule.x2 - rule.x1) / long, (rule.y2 - rule.y1) / long)
        size = 3.0 * max(rule.width, 1.5)
        x, y = rule.x2 - along[0] * size, rule.y2 - along[1] * size
        side = (-along[1] * size / 2, along[0] * size / 2)
        d = f"M{rule.x2:.1f} {rule.y2:.1f}L{x + side[0]:.1f} {y + side[1]:.1f}"
        d += f"L{x - side[0]:.1f} {y - side[1]:.1f}Z"
        SubElement(svg, "path", {"d": d, "fill": colour(rule.ink)})


def _add_photograph(svg: Node, photograph: Photograph) -> None:
    box = photograph.box
    kind = "png" if photograph.content.startswith(b"\x89PNG") else "jpeg"
    at = {"x": box.left, "y": box.top, "width": box.width, "height": box.height}
    address = f"data:image/{kind};base64,{b64encode(photograph.content).decode()}"
    SubElement(
        svg, "image", {name: f"{value:.2f}" for name, value in at.items()} | {"href": address}
    )


# --- Words ------------------------------------------------------------------------------------
def _add_text(svg: Node, text: Text, colour: Colour) -> None:
    box = text.box
    high = height_of(text.paragraphs, box.width)
    top = {
        Anchor.TOP: box.top,
        Anchor.MIDDLE: box.top + (box.height - high) / 2,
        Anchor.BOTTOM: box.bottom - high,
    }[text.anchor]
    for number, paragraph in enumerate(text.paragraphs):
        top += paragraph.above * (number > 0)
        for place, runs in enumerate(_lines(paragraph, box.width)):
            baseline = top + paragraph.size * _ASCENT
            if paragraph.is_point and place == 0:
                _line(svg, (Run("•"),), (box.left, baseline), paragraph.size, colour)
            left = _left(text, paragraph, runs)
            _line(svg, runs, (left, baseline), paragraph.size, colour)
            top += paragraph.size * LEADING


def _left(text: Text, paragraph: Paragraph, runs: tuple[Run, ...]) -> float:
    wide = sum(width_of(run.text, paragraph.size, is_bold=run.is_bold) for run in runs)
    match text.align:
        case Align.LEFT:
            return text.box.left + (POINT_INDENT if paragraph.is_point else 0.0)
        case Align.CENTRE:
            return text.box.left + (text.box.width - wide) / 2
        case Align.RIGHT:
            return text.box.right - wide


def _lines(paragraph: Paragraph, width: float) -> list[tuple[Run, ...]]:
    """The runs of each line: the words are broken as measured, then cut where a run ends."""
    whole = [(letter, run) for run in paragraph.runs for letter in run.text]
    place, found = 0, []
    for line in lines_of(paragraph, width):
        cut: list[Run] = []
        for letter in line:
            while place < len(whole) and whole[place][0] != letter and whole[place][0].isspace():
                if letter == " ":
                    break
                place += 1
            run = whole[min(place, len(whole) - 1)][1]
            place += 1
            if cut and _alike(cut[-1], run):
                cut[-1] = _with(cut[-1], cut[-1].text + letter)
            else:
                cut.append(_with(run, letter))
        while place < len(whole) and whole[place][0].isspace():
            place += 1
        found.append(tuple(cut))
    return found


def _alike(one: Run, other: Run) -> bool:
    return _with(one, "") == _with(other, "")


def _with(run: Run, text: str) -> Run:
    return Run(text, run.is_bold, run.ink, run.leads_to, run.address, run.is_underlined)


def _line(
    svg: Node, runs: tuple[Run, ...], at: tuple[float, float], size: float, colour: Colour
) -> None:
    line = SubElement(
        svg,
        "text",
        {
            "x": f"{at[0]:.2f}",
            "y": f"{at[1]:.2f}",
            "font-size": f"{size:g}",
            "{http://www.w3.org/XML/1998/namespace}space": "preserve",
        },
    )
    for run in runs:
        looks = {"fill": colour(run.ink)}
        if run.is_bold:
            looks["font-weight"] = "bold"
        if run.is_underlined:
            looks["text-decoration"] = "underline"
        if len(runs) == 1 and not run.leads_to:
            line.attrib |= looks
            line.text = run.text
            return
        parent = line
        if run.leads_to:
            parent = SubElement(line, "a", {"href": f"#slide-{run.leads_to}"})
        SubElement(parent, "tspan", looks).text = run.text


def _add_draft(svg: Node, colour: Colour) -> None:
    SubElement(
        svg,
        "text",
        {
            "x": f"{WIDTH / 2:g}",
            "y": f"{HEIGHT / 2 + 60:g}",
            "font-size": "170",
            "font-weight": "bold",
            "text-anchor": "middle",
            "fill": colour(Ink.QUIET),
            "fill-opacity": "0.12",
            "transform": f"rotate(-20 {WIDTH / 2:g} {HEIGHT / 2:g})",
        },
    ).text = DRAFT


# --- Charts and tables ------------------------------------------------------------------------
def _add_table(svg: Node, table: Table, colour: Colour) -> None:
    top = table.box.top
    for number, (high, row) in enumerate(zip(table.heights, table.cells, strict=True)):
        for text in row:
            _add_text(svg, text, colour)
        top += high
        ink, width = (Ink.ACCENT, 1.5) if number == 0 else (Ink.GRID, 0.75)
        _add_rule(svg, Rule(table.box.left, top, table.box.right, top, ink, width), colour)


def _add_chart(svg: Node, chart: NativeChart, colour: Colour) -> None:
    is_lying = chart.kind is NativeKind.BARS
    plot = chart.plot
    if len(chart.ticks) > 1:
        for value, _ in chart.ticks:
            y = chart.y(value)
            _add_rule(svg, Rule(plot.left, y, plot.right, y, Ink.GRID, 0.75), colour)
    for series in chart.series:
        if chart.kind is NativeKind.LINES:
            _add_line_series(svg, chart, series, colour)
        else:
            _add_blocks(svg, chart, series, colour)
    zero = chart.x(max(chart.low, 0.0)) if is_lying else chart.y(max(chart.low, 0.0))
    axis = (
        Rule(zero, plot.top, zero, plot.bottom, Ink.QUIET)
        if is_lying
        else Rule(plot.left, zero, plot.right, zero, Ink.QUIET)
    )
    _add_rule(svg, axis, colour)
    for text in words_of(chart):
        _add_text(svg, text, colour)


def _add_line_series(svg: Node, chart: NativeChart, series: NativeSeries, colour: Colour) -> None:
    pieces, begins = [], True
    for index, value in enumerate(series.values):
        if value is None:
            begins = True
            continue
        pieces.append(f"{'M' if begins else 'L'}{chart.slot(index):.2f} {chart.y(value):.2f}")
        begins = False
    looks = {
        "d": "".join(pieces),
        "fill": "none",
        "stroke": colour(series.ink),
        "stroke-width": f"{series.width:g}",
        "stroke-linejoin": "round",
        "stroke-linecap": "round",
    }
    if series.hatched:
        # The round ends of a dash take its width from the room before the next.
        looks["stroke-dasharray"] = f"{2 * series.width:g} {2.2 * series.width:g}"
    SubElement(svg, "path", looks)


def _add_blocks(svg: Node, chart: NativeChart, series: NativeSeries, colour: Colour) -> None:
    """Columns, stacked upon the series before, or lying bars."""
    is_lying = chart.kind is NativeKind.BARS
    broad = (chart.plot.height if is_lying else chart.plot.width) / len(chart.at) / (1 + chart.gap)
    for index, value in enumerate(series.values):
        if value is None:
            continue
        edge = chart.slot(index) - broad / 2
        ends = span(chart, series, index)
        if is_lying:
            left, right = sorted(map(chart.x, ends))
            box = Box(left, edge, right - left, broad)
        else:
            top, bottom = sorted(map(chart.y, ends))
            box = Box(edge, top, broad, bottom - top)
        ink = series.inks.get(index, series.ink)
        if index in series.hatched:
            _hatch(svg, box, colour(ink))
        else:
            _rectangle(svg, box, colour(ink))


def boxes_of(plan: SlidePlan) -> dict[str, Box]:
    """Where the words of a plan stand, by their text: for what compares it with a rendering."""
    found: dict[str, Box] = {}
    for item in plan.items:
        if isinstance(item, Filled):
            high = height_of(item.text.paragraphs, item.text.box.width)
            box = item.text.box
            top = {
                Anchor.TOP: box.top,
                Anchor.MIDDLE: box.top + (box.height - high) / 2,
                Anchor.BOTTOM: box.bottom - high,
            }[item.text.anchor]
            text = " ".join(paragraph.text for paragraph in item.text.paragraphs)
            found[text] = Box(box.left, top, box.width, high)
    return found
