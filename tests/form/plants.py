"""One planted fault each: what is done to a sound presentation, and what must be said of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from lxml import etree
from pptx.dml.color import RGBColor
from pptx.enum.shapes import MSO_CONNECTOR, MSO_SHAPE
from pptx.oxml.ns import qn
from pptx.util import Cm, Pt

from tests.form import planting
from tests.form.planting import (
    BOARD,
    CHART,
    MAP,
    WARDENS,
    Planted,
    found_in,
    of_kind,
    put_last,
    words,
)


@dataclass(frozen=True)
class Plant:
    name: str
    at: int
    fault: str
    do: Callable[[Planted, Any], None]


PLANTS: list[Plant] = []


def plant(at: int, fault: str) -> Callable:
    """A way to spoil the slide at this place, and words of what is then found, and nothing else."""

    def note(do: Callable[[Planted, Any], None]) -> Callable[[Planted, Any], None]:
        PLANTS.append(Plant(do.__name__.replace("_", " "), at, fault, do))
        return do

    return note


# --- Letters, titles, room ------------------------------------------------------------------


@plant(CHART, "is set in 13 pt")
def small_text(deck, slide):
    found_in(slide, "since 2019/20").text_frame.paragraphs[0].runs[0].font.size = Pt(13)


@plant(CHART, "axis of the chart")
def small_letters_of_an_axis(deck, slide):
    of_kind(slide, "chart").chart.category_axis.tick_labels.font.size = Pt(12)


@plant(BOARD, "the cell “Better” is set in 11 pt")
def small_text_in_a_cell(deck, slide):
    cell = of_kind(slide, "table").table.cell(1, 1)
    cell.text_frame.paragraphs[0].runs[0].font.size = Pt(11)


@plant(CHART, "is set in 10 pt")
def letters_shrunk_by_autofit(deck, slide):
    body = found_in(slide, "since 2019/20").text_frame._txBody.find(qn("a:bodyPr"))
    for one in list(body):
        body.remove(one)
    etree.SubElement(body, qn("a:normAutofit")).set("fontScale", "50000")


@plant(MAP, "takes 3 lines")
def a_title_over_two_lines(deck, slide):
    slide.shapes.title.text_frame.text = (
        "Four areas divide the town, and wardens walk in each of "
        "them, by day and by night, in summer and in winter, as they have for twelve years and "
        "mean to go on for as long as they are wanted"
    )
    slide.shapes.title.left, slide.shapes.title.top = Cm(1.6), Cm(0.9 + 0.6)
    slide.shapes.title.width, slide.shapes.title.height = Cm(30.67), Cm(6)
    _clear(slide)


@plant(MAP, "ends in one word, “neighbourhood”")
def a_title_that_ends_in_one_word(deck, slide):
    slide.shapes.title.text_frame.text = (
        "Four areas divide the town; wardens walk through them daily in every neighbourhood"
    )


@plant(MAP, "is less than a third")
def a_title_with_a_short_last_line(deck, slide):
    slide.shapes.title.text_frame.text = (
        "Four areas divide the town, and wardens walk each day in every single one of them"
    )


@plant(MAP, "text out of its box")
def text_out_of_its_box(deck, slide):
    found_in(slide, WARDENS).height = Cm(1.5)


@plant(MAP, "text out of its box")
def text_out_of_its_box_sideways(deck, slide):
    box = found_in(slide, WARDENS)
    box.text_frame.word_wrap = False
    box.text_frame.text = "Wardens walk every day in the town"
    box.text_frame.paragraphs[0].runs[0].font.size = Pt(20)
    box.width = Cm(8)


@plant(MAP, "text out of its box")
def text_out_of_an_ellipse(deck, slide):
    found_in(slide, WARDENS)._element.getparent().remove(found_in(slide, WARDENS)._element)
    text = "Wardens walk every day in the two areas of the north of this town"
    put_last(slide, planting.node(slide, text, (19, 12, 6, 4.4), 20, MSO_SHAPE.OVAL))


@plant(BOARD, "row 4 of the table")
def a_grown_row(deck, slide):
    _clear_ground(slide)
    cell = of_kind(slide, "table").table.cell(3, 2)
    cell.text_frame.text = (
        "A survey could tell how residents feel about those who keep them "
        "safe, and how often they see a warden"
    )
    cell.text_frame.paragraphs[0].runs[0].font.size = Pt(18)


@plant(BOARD, "the word “unmeasurabl")
def a_broken_word(deck, slide):
    table = of_kind(slide, "table").table
    for column, wide in zip(table.columns, (24.17, 3.0, 3.5), strict=True):
        column.width = Cm(wide)
    cell = table.cell(3, 1)
    cell.text_frame.text = "unmeasurable"
    cell.text_frame.paragraphs[0].runs[0].font.size = Pt(18)
    table.cell(0, 2).text_frame.text = table.cell(3, 2).text_frame.text = ""
    _remove_bars(slide)


@plant(BOARD, "touch the edge of")
def words_that_fill_their_node(deck, slide):
    found_in(slide, "Police").height = Cm(0.75)


@plant(MAP, "leaves the slide")
def a_shape_off_the_slide(deck, slide):
    of_kind(slide, "pic").left = Cm(22)


# --- Things over things ---------------------------------------------------------------------


@plant(CHART, "lie over one another")
def text_over_text(deck, slide):
    put_last(slide, words(slide, "as far as is known", (22.4, 15.0, 9.87, 1.0), 20))


@plant(MAP, "lie over one another")
def labels_that_collide(deck, slide):
    put_last(slide, words(slide, "Northern half", (4.8, 7.3, 6, 0.9), 18))


@plant(BOARD, "lies over the cell “Better”")
def a_bar_over_the_words_of_a_cell(deck, slide):
    _bar(slide).left = Cm(11.9)


@plant(BOARD, "reaches over several cells")
def a_bar_out_of_its_cell(deck, slide):
    _bar(slide).top = Cm(9.0)


@plant(MAP, "lies over the words")
def a_shape_over_words(deck, slide):
    put_last(slide, planting.bar(slide, (26, 12.2, 3, 1)))


@plant(BOARD, "stand partly on")
def words_half_on_a_bar(deck, slide):
    put_last(slide, planting.bar(slide, (24, 15.7, 3, 0.9)))
    put_last(slide, words(slide, "beside", (26.5, 15.75, 2.5, 0.8), 16))


@plant(BOARD, "lies over the node “Police”")
def a_label_over_a_node(deck, slide):
    put_last(slide, words(slide, "first", (2.6, 13.52, 3, 0.6), 14))


@plant(BOARD, "the nodes “Police” and “Fire” lie over one another")
def a_node_over_a_node(deck, slide):
    node = planting.node(slide, "Fire", (8.5, 15.1, 3.5, 1.2))
    put_last(slide, node)


@plant(MAP, "leaves the slide")
def an_area_of_a_map_off_the_slide(deck, slide):
    area = next(one for one in of_kind(slide, "grpSp").shapes if one.name == "West")
    area.top = 1_800_000


@plant(MAP, "runs through the words")
def a_rule_through_words(deck, slide):
    put_last(slide, planting.rule(slide, 19, 12.45, 32, 12.45))


@plant(BOARD, "runs through the words")
def a_bent_connector_through_words(deck, slide):
    ends = [Cm(one) for one in (1.7, 9.2, 16, 15.9)]
    line = slide.shapes.add_connector(MSO_CONNECTOR.ELBOW, *ends)
    planting.decorate(line)
    line._element.spPr.prstGeom.get_or_add_avLst()
    _adjust(line, 9_000)
    put_last(slide, line)


@plant(BOARD, "lie over one another")
def a_picture_over_a_table(deck, slide):
    picture = planting.photograph(slide, (26, 10.2, 3, 2))
    of_kind(slide, "table")._element.addnext(picture._element)
    found = of_kind(slide, "table").table
    for row in range(4):
        found.cell(row, 2).text_frame.text = ""
    _remove_bars(slide)


@plant(MAP, "lie over one another")
def a_label_moved_by_its_group(deck, slide):
    group = slide.shapes.add_group_shape()
    box = group.shapes.add_textbox(0, 0, Cm(4), Cm(1))
    box.text_frame.text = "East side"
    box.text_frame.paragraphs[0].runs[0].font.size = Pt(18)
    group.left, group.top = Cm(11.6), Cm(7.1)
    planting.describe(group, "The east")
    put_last(slide, group)


@plant(CHART, "reaches into the words")
def a_chart_that_reaches_into_the_findings(deck, slide):
    of_kind(slide, "chart").width = Cm(22.5)


# --- In charts ------------------------------------------------------------------------------


@plant(CHART, "“North” and “South” of “Chart")
def labels_of_a_chart_that_collide(deck, slide):
    _replace_chart(slide, {"North": (900, 820, 1010, 1100), "South": (400, 380, 420, 1080)})
    planting.label_last(of_kind(slide, "chart"))


@plant(CHART, "is hidden under “South”")
def a_line_hidden_under_another(deck, slide):
    _replace_chart(slide, {"North": (900, 820, 1010, 1100), "South": (900, 821, 1010, 1100)})


# --- For those who do not see ---------------------------------------------------------------


@plant(MAP, "wrong reading order")
def a_title_read_second(deck, slide):
    slide.shapes[1]._element.addnext(slide.shapes.title._element)


@plant(CHART, "wrong reading order")
def a_heading_read_after_its_chart(deck, slide):
    put_last(slide, found_in(slide, "Crimes recorded each year"))


@plant(MAP, "wrong reading order")
def a_source_read_before_the_picture(deck, slide):
    source = next(one for one in slide.placeholders if one.placeholder_format.idx == 21)
    of_kind(slide, "grpSp")._element.addprevious(source._element)


@plant(MAP, "the picture “Picture")
def a_picture_without_words(deck, slide):
    planting.describe(of_kind(slide, "pic"), "")


@plant(MAP, "the group “Group")
def a_map_without_words(deck, slide):
    planting.describe(of_kind(slide, "grpSp"), " ")


@plant(BOARD, "the table “Table")
def a_table_without_words(deck, slide):
    planting.describe(of_kind(slide, "table"), "")


@plant(BOARD, "the shape “Rectangle")
def a_bar_without_words(deck, slide):
    planting.describe(_bar(slide), "")


@plant(CHART, "holds none of its values")
def a_chart_whose_words_hold_no_value(deck, slide):
    planting.describe(of_kind(slide, "chart"), "A line chart of 4 years, from 2019/20 to 2022/23")


@plant(MAP, "there is no footer")
def no_footer(deck, slide):
    _remove_place(slide, 11)


@plant(MAP, "there is no slide number")
def no_slide_number(deck, slide):
    _remove_place(slide, 12)


@plant(MAP, "there are no notes")
def no_notes(deck, slide):
    slide.notes_slide.notes_text_frame.text = ""


@plant(CHART, "shares a sentence of its notes with slide 3")
def a_sentence_of_notes_said_twice(deck, slide):
    said = "As you heard. The months are in the report."
    deck.slides[MAP].notes_slide.notes_text_frame.text = said


@plant(BOARD, "has the title of slide 1")
def a_title_used_twice(deck, slide):
    slide.shapes.title.text_frame.text = deck.slides[CHART].shapes.title.text_frame.text


# --- Colours --------------------------------------------------------------------------------


@plant(BOARD, "fixed colours")
def a_shape_of_a_fixed_colour(deck, slide):
    _bar(slide).fill.solid()
    _bar(slide).fill.fore_color.rgb = RGBColor(0x12, 0x43, 0x6D)


@plant(CHART, "fixed colours")
def a_series_of_a_fixed_colour(deck, slide):
    line = of_kind(slide, "chart").chart.plots[0].series[0].format.line
    line.color.rgb = RGBColor(0x12, 0x43, 0x6D)


@plant(MAP, "fixed colours")
def a_ward_of_a_fixed_colour(deck, slide):
    ward = next(iter(of_kind(slide, "grpSp").shapes))
    ward.fill.solid()
    ward.fill.fore_color.rgb = RGBColor(0x12, 0x43, 0x6D)


@plant(MAP, "fixed colours")
def a_link_of_a_fixed_colour(deck, slide):
    run = found_in(slide, WARDENS).text_frame.paragraphs[0].runs[0]
    run.hyperlink.address = "https://www.example.org/"
    link = run._r.find(f"{qn('a:rPr')}/{qn('a:hlinkClick')}")
    inside = etree.SubElement(etree.SubElement(link, qn("a:extLst")), qn("a:ext"))
    inside.set("uri", "{A12FA001-AC4F-418D-AE19-62706E023703}")
    etree.SubElement(inside, qn("a:srgbClr")).set("val", "0000FF")


# --- How they are planted -------------------------------------------------------------------


def _bar(slide: Any) -> Any:
    return next(one for one in slide.shapes if one._element.xpath(".//p:cNvPr[@descr]")
                and not one.has_chart and not one.has_table)  # fmt: skip


def _remove_bars(slide: Any) -> None:
    for one in list(slide.shapes):
        if "per cent" in (one._element.xpath(".//p:cNvPr")[0].get("descr") or ""):
            one._element.getparent().remove(one._element)


def _remove_place(slide: Any, index: int) -> None:
    for one in list(slide.placeholders):
        if one.placeholder_format.idx == index:
            one._element.getparent().remove(one._element)


def _clear(slide: Any) -> None:
    """Nothing left but placeholders."""
    for one in list(slide.shapes):
        if not one.is_placeholder:
            one._element.getparent().remove(one._element)


def _clear_ground(slide: Any) -> None:
    """Nothing left below the table."""
    for one in list(slide.shapes):
        if not one.is_placeholder and one.top > Cm(12):
            one._element.getparent().remove(one._element)


def _replace_chart(slide: Any, series: dict) -> None:
    old = of_kind(slide, "chart")
    new = planting.chart(slide, series, (1.6, 5.3, 20.24, 11.4))
    old._element.addprevious(new._element)
    old._element.getparent().remove(old._element)


def _adjust(connector: Any, share: int) -> None:
    guide = etree.SubElement(connector._element.spPr.prstGeom.avLst, qn("a:gd"))
    guide.set("name", "adj1")
    guide.set("fmla", f"val {share}")
