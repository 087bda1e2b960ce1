"""Hands maps of wards to the templates that draw them; words nothing and computes no figure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from reporting.charts.maps import Paint, WardMap
from reporting.content import palette
from reporting.rendering import map_layout
from reporting.rendering.drawing import Words
from reporting.rendering.map_layout import PHONE, Inset
from reporting.rendering.map_looks import LOOKS, Look, MapDrawing, Pattern, Shape
from reporting.templatetags.figures import BOLD, halo, px

register = template.Library()


@register.filter
def map_drawings(ward_map: WardMap) -> Sequence[MapDrawing]:
    """The map for a page and for a phone; the style sheet shows the one with room."""
    return map_layout.drawings(ward_map)


@register.filter
def has_narrow(drawings: Sequence[MapDrawing]) -> bool:
    return any(drawing.canvas is PHONE for drawing in drawings)


@register.filter
def map_shapes(drawing: MapDrawing, below: str) -> SafeString:
    """Each ward a link below the address `below`, the names that stand beside theirs on top."""
    wards = format_html_join(
        "", "{}", ((_shape(shape, drawing.key, below),) for shape in drawing.shapes)
    )
    ringed = format_html_join(
        "",
        _RING,
        (
            (d, colour, width)
            for shape in drawing.shapes
            if shape.ring
            for d, colour, width in (
                (shape.d, palette.TEXT, 4),
                (shape.ring, palette.GROUND, 1.8),
            )
        ),
    )
    return wards + ringed + SafeString("".join(_on_top(drawing)))


_RING = '<path d="{}" fill="none" stroke="{}" stroke-width="{}" pointer-events="none" />'


def _on_top(drawing: MapDrawing) -> Iterator[SafeString]:
    """Leaders and names, which no ward that is painted later may cover. Links say them already."""
    for shape in drawing.shapes:
        inside = SafeString("")
        if shape.leader:
            inside += format_html(
                '<path d="{}" fill="{}" stroke="{}" stroke-width="{}" />',
                shape.leader.d,
                shape.leader.stroke,
                shape.leader.stroke,
                shape.leader.width,
            )
        inside += format_html_join("", "{}", ((_word(word),) for word in shape.words))
        yield format_html('<g aria-hidden="true" pointer-events="none">{}</g>', inside)


def _word(word: Words) -> SafeString:
    return format_html(
        '<text x="{}" y="{}" font-size="{}" fill="{}" text-anchor="middle"{}{}>{}</text>',
        px(word.x),
        px(word.y),
        word.size,
        word.colour,
        BOLD if word.is_bold else "",
        halo(word),
        word.text,
    )


def _shape(shape: Shape, key: str, below: str) -> SafeString:
    inside = _painted(shape.d, shape.look, key, is_mine=bool(shape.ring))
    if not shape.to:
        return format_html('<g role="img" aria-label="{}">{}</g>', shape.finding, inside)
    return format_html(
        '<a class="app-map__ward" href="{}{}" aria-label="{}"><title>{}</title>{}</a>',
        below,
        shape.to,
        shape.finding,
        shape.finding,
        inside,
    )


def _painted(d: str, look: Look, key: str, *, is_mine: bool = False) -> SafeString:
    edge = (palette.TEXT, 2.5) if look.is_heavy or is_mine else (palette.GROUND, 1.2)
    if look.pattern is not Pattern.NONE:
        edge = (palette.AXIS, 1)
    drawn = format_html(
        '<path class="app-map__edge" d="{}" fill="{}" fill-rule="evenodd" stroke="{}"'
        ' stroke-width="{}" stroke-linejoin="round" />',
        d,
        look.fill,
        *edge,
    )
    if look.pattern is Pattern.NONE:
        return drawn
    return drawn + format_html(
        '<path d="{}" fill="url(#{}-{})" fill-rule="evenodd" />', d, key, look.pattern.value
    )


# --- The key ---------------------------------------------------------------------------------
@register.simple_tag
def swatch(paint: Paint, key: str) -> SafeString:
    """A sample of a look, for the key."""
    return _painted("M1 1h26v18h-26Z", LOOKS[paint], key)


_BAND_WIDTH = 56


@register.simple_tag
def scale_key(ward_map: WardMap) -> SafeString | str:
    """The colours of a scale in a row, with the number at each cut; nothing without a scale."""
    if len(ward_map.bands) < 2:
        return ""
    bands = format_html_join(
        "",
        '<rect x="{}" y="0" width="{}" height="10" fill="{}" />',
        (
            (place * _BAND_WIDTH, _BAND_WIDTH - 2, LOOKS[band].fill)
            for place, band in enumerate(ward_map.bands)
        ),
    )
    cuts = format_html_join(
        "",
        '<text x="{}" y="25" font-size="12" fill="{}" text-anchor="middle">{}</text>',
        (
            ((place + 1) * _BAND_WIDTH - 1, palette.QUIET_TEXT, cut)
            for place, cut in enumerate(ward_map.cuts)
        ),
    )
    width = _BAND_WIDTH * len(ward_map.bands)
    return format_html(
        '<svg class="app-map__scale" width="{}" height="30" viewBox="0 0 {} 30" role="img"'
        ' aria-label="{}" font-family="Arial, sans-serif">{}{}</svg>',
        width,
        width,
        ward_map.scale_in_words,
        bands,
        cuts,
    )


@register.filter
def inset_shapes(inset: Inset) -> SafeString:
    """The other wards, then those of the place on top."""
    rest = ((d, "#DDE2E6", palette.GROUND, 1) for d in inset.rest)
    here = ((d, palette.DARK_BLUE, palette.GROUND, 1) for d in inset.here)
    return format_html_join(
        "",
        '<path d="{}" fill="{}" fill-rule="evenodd" stroke="{}" stroke-width="{}" />',
        (*rest, *here),
    )
