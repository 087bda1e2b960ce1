"""Hands descriptions to the templates that draw them; words nothing and computes no figure."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

from django import template
from django.template import Context
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from reporting.charts import chart_help
from reporting.content.description import Cell, Chart, Entry, Link, Picture, Provenance, Row
from reporting.content.diagrams import Diagram
from reporting.rendering import diagram_svg, svg
from reporting.rendering import plotly as plotly_figure
from reporting.rendering.drawing import CANVASES, Drawing, Words

register = template.Library()


@register.filter
def drawings(chart: Chart) -> Sequence[Drawing]:
    """The chart on each canvas; the style sheet shows the one that there is room for."""
    return [svg.draw(chart, canvas) for canvas in CANVASES]


@register.filter
def boxes(diagram: Diagram, key: str) -> Drawing:
    """The diagram as a drawing whose id begins with `key`."""
    return diagram_svg.draw(diagram, f"{key}-{diagram.slug}")


@register.filter
def data_address(picture: Picture) -> str:
    """The picture's bytes as an address of their own, so that a file can hold it."""
    kind = "png" if picture.content.startswith(b"\x89PNG") else "jpeg"
    return f"data:image/{kind};base64,{b64encode(picture.content).decode()}"


@register.filter
def plotly(chart: Chart) -> dict[str, Any] | None:
    """The chart for `json_script`; None for one that is the server's drawing alone."""
    return plotly_figure.figure(chart)


@register.filter
def how_to_read(chart: Chart) -> Sequence[str]:
    return chart_help.how_to_read(chart)


@register.filter
def shapes(drawing: Drawing) -> SafeString:
    """What stands in the drawing, back to front. Attributes only: the policy forbids style.

    Formatted here and not in a template: a page has a thousand of them, and a template takes
    fifteen times as long.
    """
    return SafeString("".join(_shapes(drawing)))


def _shapes(drawing: Drawing) -> Iterator[SafeString]:
    for path in drawing.areas:
        yield _shape(
            '<path d="{}" fill="{}" fill-rule="evenodd" stroke="{}" stroke-width="{}"'
            ' stroke-dasharray="{}" />',
            path.d,
            path.fill,
            path.stroke,
            path.width,
            path.dash,
        )
    for rule in drawing.rules:
        ends = (px(end) for end in (rule.x1, rule.y1, rule.x2, rule.y2))
        yield _shape(
            '<line x1="{}" y1="{}" x2="{}" y2="{}" stroke="{}" stroke-width="{}" />',
            *ends,
            rule.colour,
            rule.width,
        )
    for block in drawing.blocks:
        box = (px(side) for side in (block.x, block.y, block.width, block.height))
        yield _shape('<rect x="{}" y="{}" width="{}" height="{}" fill="{}" />', *box, block.colour)
    for path in drawing.lines:
        yield _shape(
            '<path d="{}" fill="{}" stroke="{}" stroke-width="{}" stroke-dasharray="{}"'
            ' stroke-linejoin="round" />',
            path.d,
            path.fill,
            path.stroke,
            path.width,
            path.dash,
        )
    for words in drawing.words:
        yield _shape(
            '<text x="{}" y="{}" font-size="{}" fill="{}" text-anchor="{}"{}{}>{}</text>',
            px(words.x),
            px(words.y),
            words.size,
            words.colour,
            words.anchor.value,
            BOLD if words.is_bold else "",
            halo(words),
            words.text,
        )


def _shape(written: str, *values: object) -> SafeString:
    """What `format_html` makes of it, in a third of the time."""
    return SafeString(
        written.format(
            *(value if isinstance(value, SafeString) else escape(str(value)) for value in values)
        )
    )


BOLD = format_html(' font-weight="{}"', "bold")


def halo(words: Words) -> SafeString:
    """What sets words off from what they stand on."""
    if not words.is_haloed:
        return SafeString("")
    return format_html(
        ' stroke="{}" stroke-width="4" stroke-linejoin="round" paint-order="stroke"', words.halo
    )


@register.filter
def px(value: float) -> str:
    """A length in an SVG: a tenth of a pixel is as fine as anybody sees."""
    return f"{value:.1f}"


@register.simple_tag(takes_context=True)
def entries(context: Context, row: Row, below: str) -> SafeString:
    """The cells of a table's row, the first of which heads it.

    Links are below the address `below`, which ends in a slash; without one there are none. A
    number carries the value that it sorts by, blank for a gap, which stays last in every order,
    and leads to its rows where every figure does.
    Formatted here and not in a template: a page has hundreds of them.
    """
    first, *others = row.entries
    ways = _Ways(below, below if links_every_figure(context) else "")
    head = format_html('<th scope="row" class="govuk-table__header">{}</th>', _shown(first, ways))
    return head + format_html_join("", "{}", ((_data(entry, ways),) for entry in others))


@register.simple_tag(takes_context=True)
def figure(context: Context, cell: Cell, below: str, gap: str = "") -> str:
    """A number in a table of its own kind, which leads to its rows where every figure does.

    For a gap whose reason stands in the row `gap` is shown instead.
    """
    if gap and cell.number is None:
        return gap
    return _shown(cell, _Ways(below, below if links_every_figure(context) else ""))


@register.filter
def sorted_by(cell: Cell) -> str:
    """The value that a cell sorts by; blank for a gap, which stays last in every order."""
    return "" if cell.number is None else repr(float(cell.number))


EVERY_FIGURE = "link every figure"


def links_every_figure(context: Context) -> bool:
    """Whether the reader has asked, for this session, that each figure lead to its rows."""
    session = getattr(getattr(context, "request", None), "session", None)
    return bool(session and session.get(EVERY_FIGURE))


@dataclass(frozen=True)
class _Ways:
    """The address that names lead below, and the one that numbers do; blank for no links."""

    names: str
    numbers: str


def _data(entry: Entry, ways: _Ways) -> SafeString:
    if not isinstance(entry, Cell):
        return format_html('<td class="govuk-table__cell">{}</td>', _shown(entry, ways))
    return format_html(
        '<td class="govuk-table__cell govuk-table__cell--numeric" data-value="{}">{}</td>',
        sorted_by(entry),
        _shown(entry, ways),
    )


def _provenance_url(provenance: Provenance, below: str) -> str:
    """The page of the rows behind a number, below the address `below`, which ends in a slash."""
    return f"{below}{provenance.to}"


def _shown(entry: Entry, ways: _Ways) -> str:
    match entry:
        case Cell(provenance=Provenance() as provenance) if ways.numbers:
            return format_html(
                '<a class="govuk-link govuk-link--text-colour app-walk" href="{}">{}</a>',
                _provenance_url(provenance, ways.numbers),
                entry.text,
            )
        case Link() if ways.names:
            return format_html(
                '<a class="govuk-link" href="{}{}">{}</a>', ways.names, entry.to, entry.text
            )
        case Cell() | Link():
            return entry.text
        case str():
            return entry
