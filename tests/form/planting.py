"""A small sound presentation, made with python-pptx alone, into which tests plant one fault."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from lxml import etree
from PIL import Image
from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.dml.color import MSO_THEME_COLOR
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION, XL_LEGEND_POSITION
from pptx.enum.shapes import MSO_CONNECTOR, MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR
from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.oxml.ns import qn
from pptx.util import Cm, Pt

NAMES = (
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
NUMBER = (
    "<a:fld id='{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}' type='slidenum'>"
    "<a:rPr lang='en-GB'/><a:t>1</a:t></a:fld>"
)
DECORATIVE = """<a:extLst xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">
<a:ext uri="{C183D7F6-B498-43B3-948B-1728B52AA6E4}"><adec:decorative val="1"
xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative"/></a:ext></a:extLst>"""
WARDENS = (
    "Wardens walk every day in the two areas of the north, and at weekends in those of the south"
)
YEARS = ["2019/20", "2020/21", "2021/22", "2022/23"]
COVER, DIVIDER, PICTURE = 0, 2, 5  # layouts of python-pptx's own template
TITLE, LINE, SOURCE = 0, 20, 21


class Planted:
    """A presentation being made; `slides` are its slides, `pptx` is what is judged."""

    def __init__(self) -> None:
        self.file = Presentation()
        self.file.slide_width, self.file.slide_height = Cm(33.867), Cm(19.05)
        _make_layout(self.file.slide_layouts[PICTURE])
        theme = self.file.slide_master.part.part_related_by(RT.THEME)
        theme._blob = theme.blob.replace(b"Calibri", b"Arial")

    @property
    def slides(self) -> list[Any]:
        return list(self.file.slides)

    @property
    def pptx(self) -> bytes:
        written = BytesIO()
        self.file.save(written)
        return written.getvalue()

    def slide(self, title: str, line: str = "The figures") -> Any:
        """A slide with its title and the line above it; `close` adds the rest."""
        slide = self.file.slides.add_slide(self.file.slide_layouts[PICTURE])
        places = {one.placeholder_format.idx: one for one in slide.placeholders}
        places[TITLE].text_frame.text = title
        places[LINE].text_frame.text = line
        return slide

    def close(self, slide: Any, notes: str) -> None:
        """The source, the footer, the number and the notes; source and foot are read last."""
        places = {one.placeholder_format.idx: one for one in slide.placeholders}
        places[SOURCE].text_frame.text = "Police returns; as at 16 February 2024."
        slide.shapes._spTree.append(places[SOURCE]._element)
        for kind, index, words in (
            ("ftr", 11, "<a:r><a:rPr lang='en-GB'/><a:t>OFFICIAL</a:t></a:r>"),
            ("sldNum", 12, NUMBER),
        ):
            slide.shapes._spTree.append(_placeholder(kind, index, 900 + index, words=words))
        slide.notes_slide.notes_text_frame.text = notes

    def aside(self, layout: int, title: str) -> Any:
        slide = self.file.slides.add_slide(self.file.slide_layouts[layout])
        slide.shapes.title.text_frame.text = title
        return slide


def _make_layout(layout: Any) -> None:
    """A title of 28 pt, a line above it and a source below, each where the grid has it."""
    tree = layout.shapes._spTree
    for one in list(layout.placeholders):
        tree.remove(one._element)
    for kind, index, place, size in (
        ("title", TITLE, (1.6, 1.62, 30.67, 2.45), 28),
        ("body", LINE, (1.6, 0.72, 26, 0.72), 14),
        ("body", SOURCE, (1.6, 16.98, 30.67, 0.66), 14),
        ("ftr", 11, (1.6, 17.98, 26, 0.66), 14),
        ("sldNum", 12, (29.67, 17.98, 2.6, 0.66), 14),
    ):
        tree.append(_placeholder(kind, index, 100 + index, place=place, size=size))


def _placeholder(
    kind: str, index: int, number: int, *, words: str = "", place: tuple = (), size: int = 0
) -> Any:
    where = looks = ""
    if place:
        x, y, wide, high = (Cm(one) for one in place)
        where = (
            f'<a:xfrm><a:off x="{x}" y="{y}"/><a:ext cx="{wide}" cy="{high}"/></a:xfrm>'
            '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
        )
        looks = (
            '<a:lvl1pPr marL="0" indent="0" algn="l"><a:spcBef><a:spcPts val="0"/></a:spcBef>'
            f'<a:buNone/><a:defRPr sz="{size}00"/></a:lvl1pPr>'
        )
    said = f'type="{kind}"' if kind == "title" else f'type="{kind}" idx="{index}"'
    insets = 'lIns="0" tIns="0" rIns="0" bIns="0" anchor="t"' if place else ""
    return etree.fromstring(
        f'<p:sp {NAMES}><p:nvSpPr><p:cNvPr id="{number}" name="{kind} {index}"/><p:cNvSpPr/>'
        f"<p:nvPr><p:ph {said}/></p:nvPr></p:nvSpPr><p:spPr>{where}</p:spPr><p:txBody>"
        f"<a:bodyPr {insets}/><a:lstStyle>{looks}</a:lstStyle><a:p>{words}</a:p></p:txBody></p:sp>"
    )


# --- Parts of a slide -----------------------------------------------------------------------


def words(slide: Any, text: str, place: tuple, size: float = 20, *, is_bold: bool = False) -> Any:
    """A box of words without insets, at a place in centimetres."""
    box = slide.shapes.add_textbox(*(Cm(one) for one in place))
    _say(box.text_frame, text, size, is_bold=is_bold)
    return box


def node(slide: Any, text: str, place: tuple, size: float = 18, form: Any = None) -> Any:
    """A filled shape with words in its middle."""
    shape = slide.shapes.add_shape(form or MSO_SHAPE.RECTANGLE, *(Cm(one) for one in place))
    if text:
        _say(shape.text_frame, text, size)
        shape.text_frame.vertical_anchor = MSO_ANCHOR.MIDDLE
    return shape


def bar(slide: Any, place: tuple, name: str = "2022/23: 1,200") -> Any:
    """A filled shape without words, which says what it is."""
    shape = node(slide, "", place)
    describe(shape, name)
    return shape


def ground(slide: Any, place: tuple) -> Any:
    shape = node(slide, "", place)
    shape.fill.solid()
    shape.fill.fore_color.theme_color = MSO_THEME_COLOR.BACKGROUND_2
    shape.line.fill.background()
    shape.shadow.inherit = False
    decorate(shape)
    return shape


def rule(slide: Any, x: float, y: float, to_x: float, to_y: float) -> Any:
    ends = (Cm(one) for one in (x, y, to_x, to_y))
    line = slide.shapes.add_connector(MSO_CONNECTOR.STRAIGHT, *ends)
    decorate(line)
    return line


def chart(slide: Any, series: dict, place: tuple, *, kind: Any = XL_CHART_TYPE.LINE) -> Any:
    """A native chart whose letters are of 16 pt, with a key below."""
    data = CategoryChartData()
    data.categories = YEARS
    for name, values in series.items():
        data.add_series(name, values)
    frame = slide.shapes.add_chart(kind, *(Cm(one) for one in place), data)
    frame.chart.font.size = Pt(16)
    frame.chart.has_legend = True
    frame.chart.legend.position = XL_LEGEND_POSITION.BOTTOM
    frame.chart.legend.include_in_layout = False
    frame.chart.has_title = False
    first = next(iter(series.values()))
    describe(frame, f"The years, from {first[0]:,} to {first[-1]:,}")
    return frame


def label_last(frame: Any) -> None:
    """Labels at the last point of each line."""
    for series in frame.chart.plots[0].series:
        label = series.points[len(YEARS) - 1].data_label
        label.has_text_frame = True
        label.text_frame.text = series.name
        label.text_frame.paragraphs[0].runs[0].font.size = Pt(16)
        label.position = XL_LABEL_POSITION.RIGHT


def table(slide: Any, rows: list[list[str]], place: tuple, size: float = 18) -> Any:
    frame = slide.shapes.add_table(len(rows), len(rows[0]), *(Cm(one) for one in place))
    for row, texts in zip(frame.table.rows, rows, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text_frame.text = text
            for paragraph in cell.text_frame.paragraphs:
                paragraph.font.size = Pt(size)
    describe(frame, "What is measured, and how it stands")
    return frame


def town(slide: Any, place: tuple, names: tuple = ("North", "East", "South", "West")) -> Any:
    """A map: outlines in one group, whose inside has a measure of its own."""
    group = slide.shapes.add_group_shape()
    for number, name in enumerate(names):
        x, y = (number % 2) * 10, (number // 2) * 10
        outline = group.shapes.build_freeform(x, y, scale=100_000)
        outline.add_line_segments([(x + 10, y), (x + 9, y + 9), (x, y + 10)])
        outline.convert_to_shape().name = name
    left, top, wide, high = (Cm(one) for one in place)
    group.left, group.top, group.width, group.height = left, top, wide, high
    inside = group._element.grpSpPr.find(qn("a:xfrm")).find(qn("a:chExt"))
    inside.set("cx", "2000000")
    inside.set("cy", "2000000")
    describe(group, "The four areas of the town")
    return group


def photograph(slide: Any, place: tuple) -> Any:
    drawn = BytesIO()
    Image.new("RGB", (80, 60), (90, 120, 90)).save(drawn, "PNG")
    drawn.seek(0)
    shape = slide.shapes.add_picture(drawn, *(Cm(one) for one in place))
    describe(shape, "The town hall")
    return shape


def describe(shape: Any, text: str) -> None:
    shape._element.xpath(".//p:cNvPr")[0].set("descr", text)


def decorate(shape: Any) -> None:
    shape._element.xpath(".//p:cNvPr")[0].append(etree.fromstring(DECORATIVE))


def _say(frame: Any, text: str, size: float, *, is_bold: bool = False) -> None:
    frame.word_wrap = True
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    frame.text = text
    for paragraph in frame.paragraphs:
        for run in paragraph.runs:
            run.font.size, run.font.bold = Pt(size), is_bold


# --- A sound presentation -------------------------------------------------------------------

CHART, BOARD, MAP = 0, 1, 2  # the places of its slides


def sound() -> Planted:
    """Three slides without a fault: a chart with findings, a dashboard with bars, a map."""
    deck = Planted()
    add_sound_slides(deck)
    return deck


def add_sound_slides(deck: Planted, more: str = "") -> None:
    """The three slides; `more` makes other titles and notes of them."""
    _of_a_chart(deck, more)
    _of_a_board(deck, more)
    _of_a_map(deck, more)


def _of_a_chart(deck: Planted, more: str) -> None:
    slide = deck.slide(
        "Recorded crime rose in 2022/23, and stands above what it was before "
        f"the lockdowns of the spring{more}"
    )
    words(slide, "Crimes recorded each year", (1.6, 4.35, 19, 0.9), 16)
    series = {"North": (900, 820, 1010, 1100), "South": (400, 380, 420, 450)}
    label_last(chart(slide, series, (1.6, 5.3, 20.24, 11.4)))
    findings = (
        ("+1,499", "on the year before"),
        ("2,204", "a month on average"),
        ("7%", "since 2019/20"),
    )
    for number, (figure, said) in enumerate(findings):
        top = 4.35 + 4.13 * number
        rule(slide, 22.4, top, 32.27, top)
        words(slide, figure, (22.4, top + 0.3, 9.87, 1.6), 36, is_bold=True)
        words(slide, said, (22.4, top + 1.95, 9.87, 2.0))
    deck.close(slide, f"Crime went up this year{more}. The months are in the report{more}.")


def _of_a_board(deck: Planted, more: str) -> None:
    slide = deck.slide(f"Two of three objectives have a measure; one has none so far{more}")
    rows = [["Objective", "State", "How it changed"],
            ["Fewer fires", "Better", ""],
            ["Less violence", "Worse", ""],
            ["More trust", "No measure", "A survey could tell"]]  # fmt: skip
    frame = table(slide, rows, (1.6, 4.35, 30.67, 7.2))
    for height, row in zip((1.2, 2, 2, 2), frame.table.rows, strict=True):
        row.height = Cm(height)
    for number, wide in enumerate((4.2, 6.1)):
        bar(slide, (22.4, 6.1 + 2 * number, wide, 0.8), f"changed by {wide} per cent")
    ground(slide, (1.6, 12.4, 30.67, 4.3))
    for number, name in enumerate(("Police", "Council", "Fire brigade")):
        node(slide, name, (2.4 + 10.2 * number, 13.5, 8, 2.1))
    rule(slide, 10.4, 14.55, 12.6, 14.55)
    rule(slide, 20.6, 14.55, 22.8, 14.55)
    deck.close(
        slide,
        f"Trust has no measure so far{more}. The council prepares a survey{more}.",
    )


def _of_a_map(deck: Planted, more: str) -> None:
    slide = deck.slide(f"Four areas divide the town, and wardens walk in each of them{more}")
    town(slide, (1.6, 4.4, 16, 12.2))
    words(slide, "North", (4, 7, 4, 0.9), 18, is_bold=True)
    words(slide, "East", (12, 7, 4, 0.9), 18, is_bold=True)
    photograph(slide, (19, 4.4, 13, 7))
    words(slide, WARDENS, (19, 12, 13, 4))
    deck.close(
        slide,
        f"Wardens know their area well{more}. They are asked about it often{more}.",
    )


def put_last(slide: Any, shape: Any) -> Any:
    """The shape read last of the content: before the source, the footer and the number."""
    places = {one.placeholder_format.idx: one for one in slide.placeholders}
    places[SOURCE]._element.addprevious(shape._element)
    return shape


def found_in(slide: Any, text: str) -> Any:
    """The shape that holds these words."""
    return next(one for one in slide.shapes if one.has_text_frame and one.text_frame.text == text)


def of_kind(slide: Any, kind: str) -> Any:
    """The first chart, table, picture or group."""
    tags = {"chart": "has_chart", "table": "has_table"}
    for one in slide.shapes:
        if (kind in tags and getattr(one, tags[kind])) or (
            kind not in tags and one._element.tag.endswith(f"}}{kind}")
        ):
            return one
    raise LookupError(kind)
