"""Hands maps of wards to the templates that draw them; words nothing and computes no figure."""

from __future__ import annotations

from collections.abc import Sequence

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from reporting.charts.maps import Paint, WardMap
from reporting.content import palette
from reporting.rendering import map_layout
from reporting.rendering.drawing import NARROW
from reporting.rendering.map_layout import LOOKS, Inset, Look, MapDrawing, Pattern, Shape
from reporting.templatetags.figures import BOLD, px

register = template.Library()


@register.filter
def map_drawings(ward_map: WardMap) -> Sequence[MapDrawing]:
    """The map on each canvas that it can be read on; the style sheet shows the one with room."""
    drawn = (map_layout.draw(ward_map, canvas) for canvas in map_layout.CANVASES)
    return [drawing for drawing in drawn if drawing]


@register.filter
def has_narrow(ward_map: WardMap) -> bool:
    return map_layout.draw(ward_map, NARROW) is not None


@register.filter
def map_shapes(drawing: MapDrawing, below: str) -> SafeString:
    """Each ward a link below the address `below`, with its words. Attributes only, no style."""
    return format_html_join(
        "", "{}", ((_shape(shape, drawing.key, below),) for shape in drawing.shapes)
    )


def _shape(shape: Shape, key: str, below: str) -> SafeString:
    inside = _painted(shape.d, shape.look, key) + format_html_join(
        "",
        '<text x="{}" y="{}" font-size="{}" fill="{}" text-anchor="middle"{}{}>{}</text>',
        (
            (
                px(word.x),
                px(word.y),
                word.size,
                word.colour,
                BOLD if word.is_bold else "",
                _halo(shape.look) if word.is_haloed else "",
                word.text,
            )
            for word in shape.words
        ),
    )
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


def _halo(look: Look) -> SafeString:
    """The ward's own colour about its words, where they may stand on its edge."""
    return format_html(
        ' stroke="{}" stroke-width="4" stroke-linejoin="round" paint-order="stroke"', look.fill
    )


def _painted(d: str, look: Look, key: str) -> SafeString:
    edge = (palette.TEXT, 2.5) if look.is_heavy else (palette.AXIS, 1)
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


@register.simple_tag
def swatch(paint: Paint, key: str) -> SafeString:
    """A sample of a look, for the key."""
    return _painted("M1 1h26v18h-26Z", LOOKS[paint], key)


@register.filter
def inset_shapes(inset: Inset) -> SafeString:
    """The other wards, then those of the place on top."""
    rest = ((d, "#EDEEEF", palette.AXIS, 0.7) for d in inset.rest)
    here = ((d, palette.DARK_BLUE, palette.TEXT, 1) for d in inset.here)
    return format_html_join(
        "",
        '<path d="{}" fill="{}" fill-rule="evenodd" stroke="{}" stroke-width="{}" />',
        (*rest, *here),
    )
