"""The shapes of the template's master and layouts as PowerPoint's XML, from the grid."""

from __future__ import annotations

from collections.abc import Iterable
from xml.sax.saxutils import escape, quoteattr

from reporting.content.panel_slides import Layout
from reporting.rendering.slides import grid
from reporting.rendering.slides.grid import STANDARD, Place
from reporting.rendering.slides.grounds import ground_of
from reporting.rendering.slides.shapes import Box, Ink, Rule, Shape

EMU = 12700  # a point in PowerPoint's own unit
_NAMESPACES = (
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    ' xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'
    ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
_DECORATIVE = (
    '<a:extLst><a:ext uri="{C183D7F6-B498-43B3-948B-1728B52AA6E4}">'
    '<adec:decorative xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative"'
    ' val="1"/></a:ext></a:extLst>'
)

# What each placeholder is called, what it asks for, its kind, size, weight, ink, and where its
# words stand.
NAMES = {
    Place.TITLE: "Title",
    Place.SUBTITLE: "Meeting",
    Place.PRESENTERS: "Presenters",
    Place.LINE: "Section",
    Place.SOURCE: "Source",
    Place.PICTURE: "Picture",
    Place.SECOND_PICTURE: "Second picture",
    Place.WORDS: "Words",
    Place.FOOTER: "Footer",
    Place.NUMBER: "Slide number",
    Place.FIRST_FIGURE: "First figure",
    Place.FIRST_WORDS: "First finding",
    Place.SECOND_FIGURE: "Second figure",
    Place.SECOND_WORDS: "Second finding",
    Place.THIRD_FIGURE: "Third figure",
    Place.THIRD_WORDS: "Third finding",
}
_FIGURES = {Place.FIRST_FIGURE, Place.SECOND_FIGURE, Place.THIRD_FIGURE}
_SMALL = {Place.LINE, Place.SOURCE, Place.FOOTER, Place.NUMBER}


def layout_xml(kind: Layout) -> str:
    """The shape tree of a layout: its ground, then its placeholders in reading order."""
    shapes = [_static(element, number) for number, element in enumerate(ground_of(kind), 2)]
    for number, (place, box) in enumerate(STANDARD.boxes[kind].items(), 2 + len(shapes)):
        shapes.append(_placeholder(place, box, number, kind))
    return _tree(shapes)


def master_xml() -> str:
    """The shape tree of the master: what new layouts of a council begin with."""
    places = {
        Place.TITLE: grid.TITLE,
        Place.WORDS: grid.ZONE,
        Place.FOOTER: grid.FOOTER,
        Place.NUMBER: grid.NUMBER,
    }
    return _tree(
        _placeholder(place, box, number, None)
        for number, (place, box) in enumerate(places.items(), 2)
    )


def styles_xml() -> str:
    """The master's styles of text: no bullets, Arial by the theme, single spacing."""
    levels = "".join(
        f'<a:lvl{level}pPr marL="0" indent="0"><a:lnSpc><a:spcPct val="100000"/></a:lnSpc>'
        f'<a:spcBef><a:spcPts val="0"/></a:spcBef><a:buNone/>'
        f'<a:defRPr sz="{_size(grid.BODY)}">{_fill(Ink.TEXT)}<a:latin typeface="+mn-lt"/>'
        f"</a:defRPr>"
        f"</a:lvl{level}pPr>"
        for level in range(1, 6)
    )
    title = (
        '<a:lvl1pPr algn="l"><a:lnSpc><a:spcPct val="100000"/></a:lnSpc><a:buNone/>'
        f'<a:defRPr sz="{_size(grid.TITLE_SIZES[0])}" b="1">{_fill(Ink.ACCENT)}'
        '<a:latin typeface="+mj-lt"/></a:defRPr></a:lvl1pPr>'
    )
    return (
        f"<p:txStyles {_NAMESPACES}><p:titleStyle>{title}</p:titleStyle>"
        f"<p:bodyStyle>{levels}</p:bodyStyle><p:otherStyle>{levels}</p:otherStyle></p:txStyles>"
    )


def _tree(shapes: Iterable[str]) -> str:
    return (
        f'<p:spTree {_NAMESPACES}><p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/>'
        "</p:nvGrpSpPr><p:grpSpPr/>" + "".join(shapes) + "</p:spTree>"
    )


def _placeholder(place: Place, box: Box, number: int, kind: Layout | None) -> str:
    name = NAMES[place]
    return (
        f"<p:sp><p:nvSpPr><p:cNvPr id={quoteattr(str(number))} name={quoteattr(name)}/>"
        f'<p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr><p:nvPr>{_ph(place, kind)}</p:nvPr>'
        "</p:nvSpPr>"
        f"<p:spPr>{_xfrm(box)}</p:spPr>"
        f'<p:txBody><a:bodyPr lIns="0" tIns="0" rIns="0" bIns="0" anchor="{_anchor(place, kind)}">'
        "<a:noAutofit/></a:bodyPr>"
        f"<a:lstStyle>{_level(place, kind)}</a:lstStyle>"
        f"<a:p>{_prompt(place, name)}</a:p></p:txBody></p:sp>"
    )


def _ph(place: Place, kind: Layout | None) -> str:
    match place:
        case Place.TITLE:
            return '<p:ph type="title"/>' if kind is not Layout.COVER else '<p:ph type="ctrTitle"/>'
        case Place.FOOTER:
            return f'<p:ph type="ftr" sz="quarter" idx="{place.value}"/>'
        case Place.NUMBER:
            return f'<p:ph type="sldNum" sz="quarter" idx="{place.value}"/>'
        case Place.SUBTITLE if kind is Layout.COVER:
            return f'<p:ph type="subTitle" idx="{place.value}"/>'
        case Place.PICTURE | Place.SECOND_PICTURE:
            return f'<p:ph sz="half" idx="{place.value}"/>'
    return f'<p:ph type="body" sz="quarter" idx="{place.value}"/>'


def _anchor(place: Place, kind: Layout | None) -> str:
    opens = kind in {Layout.COVER, Layout.DIVIDER}
    if place in _FIGURES or place is Place.SOURCE or place is Place.PRESENTERS:
        return "b"
    if place is Place.TITLE and opens:
        return "b"
    return "ctr" if place in {Place.FOOTER, Place.NUMBER} else "t"


def _level(place: Place, kind: Layout | None) -> str:
    size, is_bold, ink = _letters(place, kind)
    align = "r" if place is Place.NUMBER else "l"
    weight = ' b="1"' if is_bold else ' b="0"'
    return (
        f'<a:lvl1pPr marL="0" indent="0" algn="{align}"><a:buNone/>'
        f'<a:defRPr sz="{_size(size)}"{weight}>{_fill(ink)}</a:defRPr></a:lvl1pPr>'
    )


def _letters(place: Place, kind: Layout | None) -> tuple[float, bool, Ink]:
    light = kind is Layout.DIVIDER
    if place is Place.TITLE:
        size = {
            Layout.COVER: grid.COVER_TITLE,
            Layout.DIVIDER: grid.COVER_TITLE,
            Layout.ANNEX: grid.ANNEX_TITLE_SIZES[0],
        }.get(kind or Layout.WORDS, grid.TITLE_SIZES[0])
        return size, True, Ink.GROUND if light else Ink.ACCENT
    if place in _FIGURES:
        return grid.FIGURE_SIZE, True, Ink.ACCENT
    if place in _SMALL:
        return grid.SMALL, place is Place.LINE, Ink.GROUND if light else Ink.QUIET
    if place is Place.SUBTITLE:
        return grid.COVER_SUBTITLE, False, Ink.QUIET
    return grid.BODY, False, Ink.GROUND if light else Ink.TEXT


def _prompt(place: Place, name: str) -> str:
    if place is Place.NUMBER:
        return (
            '<a:fld id="{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}" type="slidenum">'
            '<a:rPr lang="en-GB"/><a:t>‹#›</a:t></a:fld>'
        )
    return f'<a:r><a:rPr lang="en-GB"/><a:t>{escape(name)}</a:t></a:r>'


def _static(element: Shape | Rule, number: int) -> str:
    about = f'<p:cNvPr id="{number}" name="Ground {number}">{_DECORATIVE}</p:cNvPr>'
    if isinstance(element, Rule):
        box = Box(element.x1, element.y1, element.x2 - element.x1, element.y2 - element.y1)
        return (
            f'<p:cxnSp><p:nvCxnSpPr>{about}<p:cNvCxnSpPr/><p:nvPr userDrawn="1"/></p:nvCxnSpPr>'
            f'<p:spPr>{_xfrm(box)}<a:prstGeom prst="line"><a:avLst/></a:prstGeom>'
            f'<a:ln w="{round(element.width * EMU)}">{_fill(element.ink)}</a:ln></p:spPr></p:cxnSp>'
        )
    return (
        f'<p:sp><p:nvSpPr>{about}<p:cNvSpPr/><p:nvPr userDrawn="1"/></p:nvSpPr>'
        f'<p:spPr>{_xfrm(element.box)}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
        f"{_fill(element.fill or Ink.GROUND)}<a:ln><a:noFill/></a:ln></p:spPr>"
        "<p:txBody><a:bodyPr/><a:lstStyle/><a:p/></p:txBody></p:sp>"
    )


def _xfrm(box: Box) -> str:
    left, top, width, height = (
        round(side * EMU) for side in (box.left, box.top, box.width, box.height)
    )
    return f'<a:xfrm><a:off x="{left}" y="{top}"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>'


def _fill(ink: Ink) -> str:
    inner = "".join(
        f'<a:{name} val="{round(share * 100_000)}"/>'
        for name, share, usual in (("lumMod", ink.lum_mod, 1.0), ("lumOff", ink.lum_off, 0.0))
        if share != usual
    )
    return f'<a:solidFill><a:schemeClr val="{ink.theme}">{inner}</a:schemeClr></a:solidFill>'


def _size(points: float) -> int:
    return round(points * 100)
