"""Draws what stands in a row of a table, and small charts; words nothing and computes no figure."""

from __future__ import annotations

from collections.abc import Sequence

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from reporting.charts.dots import Dots
from reporting.charts.sparklines import Sparkline
from reporting.content import palette
from reporting.content.description import Chart
from reporting.rendering import dot_rows, sparkline_drawing, svg
from reporting.rendering.drawing import SMALL_CANVASES, Drawing
from reporting.templatetags.figures import px, shapes

register = template.Library()


@register.filter
def small_drawings(chart: Chart) -> Sequence[Drawing]:
    """A small chart on each small canvas; the style sheet shows the one that there is room for."""
    return [svg.draw(chart, canvas) for canvas in SMALL_CANVASES]


@register.simple_tag
def sparkline(line: Sparkline | None) -> SafeString | str:
    """The line with its words instead; nothing where there is none."""
    if line is None:
        return ""
    drawing = sparkline_drawing.draw(line, "line")
    width, height = px(drawing.canvas.width), px(drawing.height)
    return format_html(
        '<svg class="app-line" width="{}" height="{}" viewBox="0 0 {} {}" role="img"'
        ' aria-label="{}" font-family="Arial, sans-serif">{}</svg>',
        width,
        height,
        width,
        height,
        drawing.description,
        shapes(drawing),
    )


_ROW = """<svg class="app-dots__row" width="100%" height="20" role="img" aria-label="{}">\
<line x1="{}%" y1="10" x2="{}%" y2="10" stroke="{}" />{}\
<line x1="{}%" y1="10" x2="{}%" y2="10" stroke="{}" stroke-width="2.5" />\
<circle cx="{}%" cy="10" r="4.5" fill="{}" /></svg>"""
_WHOLE = """<line x1="{0}%" y1="0" x2="{0}%" y2="20" stroke="{1}" stroke-width="2"\
 stroke-dasharray="3 2.5" />"""


@register.simple_tag
def dot(dots: Dots | None, key: str) -> SafeString | str:
    """The dot of the row with that key, on the scale of all of them; nothing where it has none."""
    row = dot_rows.row(dots, key) if dots else None
    if row is None:
        return ""
    whole = "" if row.whole is None else format_html(_WHOLE, px(row.whole), palette.DARK_PINK)
    return format_html(
        _ROW,
        row.in_words,
        px(row.left),
        px(row.right),
        palette.GRID,
        whole,
        px(row.low),
        px(row.high),
        row.colour,
        px(row.at),
        row.colour,
    )


@register.simple_tag
def dots_head(dots: Dots | None) -> SafeString | str:
    """The scale over the column of dots, with the name of what they are read against."""
    if dots is None:
        return ""
    head = dot_rows.head(dots)
    marks = format_html_join(
        "",
        '<text x="{}%" y="34" font-size="12" fill="{}" text-anchor="middle">{}</text>',
        ((px(at), palette.QUIET_TEXT, text) for at, text in head.marks),
    )
    whole = (
        ""
        if head.whole is None
        else format_html(
            '<text x="{}%" y="14" font-size="12" font-weight="bold" fill="{}"'
            ' text-anchor="{}">{}</text>',
            px(head.whole),
            palette.DARK_PINK,
            head.anchor,
            head.whole_words,
        )
    )
    return format_html(
        '<svg class="app-dots__head" width="100%" height="40" aria-hidden="true"'
        ' font-family="Arial, sans-serif">{}{}</svg>',
        whole,
        marks,
    )
