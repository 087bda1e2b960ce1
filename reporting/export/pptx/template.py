"""The 16:9 template of named layouts that slides are made from; knows its XML and no figures.

It is written here, and not kept as a file, so that what it holds can be read and reviewed.
Lengths are points: a slide is 960 wide and 540 high.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import IntEnum
from functools import lru_cache
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from reporting.content import palette
from reporting.content.description import SlideKind

WIDTH, HEIGHT = 960, 540
EMU = 12700  # a point in PowerPoint's own unit
LANGUAGE = "en-GB"
FONT = "Arial"


class Place(IntEnum):
    """The placeholders by their `idx`, which stays when a council changes the template."""

    TITLE = 0
    FOOTER = 11
    NUMBER = 12
    SUBTITLE = 13
    CONTENT = 14
    TEXT = 15
    WARNING = 16
    SOURCE = 17


@dataclass(frozen=True)
class Box:
    """A rectangle on the slide, in points."""

    left: float
    top: float
    width: float
    height: float

    @property
    def right(self) -> float:
        return self.left + self.width

    @property
    def bottom(self) -> float:
        return self.top + self.height


MARGIN = 44
_WIDE = WIDTH - 2 * MARGIN
_BESIDE = 590  # the width of what has words beside it
BOXES = {
    Place.TITLE: Box(MARGIN, 22, _WIDE, 76),
    Place.SUBTITLE: Box(MARGIN, 102, _WIDE, 22),
    Place.TEXT: Box(MARGIN, 106, _WIDE, 350),
    Place.WARNING: Box(MARGIN, 464, _WIDE, 22),
    Place.SOURCE: Box(MARGIN, 490, _WIDE, 15),
    Place.FOOTER: Box(MARGIN, 512, 760, 18),
    Place.NUMBER: Box(MARGIN + 772, 512, 100, 18),
}
SIZES = {
    Place.TITLE: 30,
    Place.SUBTITLE: 18,
    Place.TEXT: 18,
    Place.WARNING: 18,
    Place.SOURCE: 12,
    Place.FOOTER: 12,
    Place.NUMBER: 12,
}
OPENING_TITLE = Box(MARGIN, 130, _WIDE, 130)
OPENING_SUBTITLE = Box(MARGIN, 272, _WIDE, 60)
OPENING_TEXT = Box(MARGIN, 344, _WIDE, 156)
OPENING_SIZE = 40
_CHART = Box(MARGIN, 134, _BESIDE, 322)
_TEXT_BESIDE = Box(MARGIN + _BESIDE + 20, 134, _WIDE - _BESIDE - 20, 322)
_TABLE = Box(MARGIN, 206, _WIDE, 250)
_TEXT_ABOVE = Box(MARGIN, 106, _WIDE, 92)


@dataclass(frozen=True)
class _Placeholder:
    place: Place
    name: str
    type: str
    box: Box
    size: float
    is_bold: bool = False
    anchor: str = "t"
    align: str = "l"
    colour: str = palette.TEXT


@dataclass(frozen=True)
class Frame:
    """Where the placeholders of each layout stand: ours, or those of a council's own template."""

    boxes: Mapping[SlideKind, Mapping[Place, Box]]

    def box(self, kind: SlideKind, place: Place) -> Box:
        return self.boxes[kind][place]

    def area(self, kind: SlideKind) -> Box:
        """What a layout has for its words and for what they are about, taken together."""
        held = [box for place, box in self.boxes[kind].items() if place in _MIDDLE]
        left, top = min(box.left for box in held), min(box.top for box in held)
        right, bottom = max(box.right for box in held), max(box.bottom for box in held)
        return Box(left, top, right - left, bottom - top)


_MIDDLE = {Place.TEXT, Place.CONTENT}


@dataclass(frozen=True)
class Wanted:
    """A placeholder that a layout must have: its name for people, its place for the portal."""

    place: Place
    name: str


def wanted_of(kind: SlideKind) -> tuple[Wanted, ...]:
    """What a template must have on the layout of `kind`."""
    return tuple(Wanted(one.place, one.name) for one in _placeholders(kind))


@lru_cache(maxsize=8)
def template(colour: str) -> bytes:
    """The template as a PPTX without slides, with `colour` (#RRGGBB) as its accent."""
    layouts = {kind: _placeholders(kind) for kind in SlideKind}
    parts = {
        "[Content_Types].xml": _content_types(len(layouts)),
        "_rels/.rels": _relations([("officeDocument", "ppt/presentation.xml")]),
        "ppt/presentation.xml": _presentation(),
        "ppt/_rels/presentation.xml.rels": _relations(
            [("slideMaster", "slideMasters/slideMaster1.xml"), ("theme", "theme/theme1.xml")]
        ),
        "ppt/theme/theme1.xml": _theme(colour),
        "ppt/slideMasters/slideMaster1.xml": _master(len(layouts)),
        "ppt/slideMasters/_rels/slideMaster1.xml.rels": _relations(
            [
                *(
                    ("slideLayout", f"../slideLayouts/slideLayout{number}.xml")
                    for number in range(1, len(layouts) + 1)
                ),
                ("theme", "../theme/theme1.xml"),
            ]
        ),
    }
    for number, (kind, placeholders) in enumerate(layouts.items(), 1):
        name = f"slideLayout{number}.xml"
        parts[f"ppt/slideLayouts/{name}"] = _layout(kind.value, placeholders)
        parts[f"ppt/slideLayouts/_rels/{name}.rels"] = _relations(
            [("slideMaster", "../slideMasters/slideMaster1.xml")]
        )
    return _zipped(parts)


def _placeholders(kind: SlideKind) -> tuple[_Placeholder, ...]:
    """What stands on a layout, in the order in which it is read out."""
    foot = (
        _placeholder(Place.WARNING, "Warning", is_bold=True),
        _placeholder(Place.SOURCE, "Source", colour=palette.QUIET_TEXT),
        *_FEET,
    )
    title = _placeholder(Place.TITLE, "Title", type="title", is_bold=True, anchor="b")
    subtitle = _placeholder(Place.SUBTITLE, "Subtitle", colour=palette.QUIET_TEXT)
    text = _placeholder(Place.TEXT, "Text")
    match kind:
        case SlideKind.TITLE:
            return (*_OPENING, *_FEET)
        case SlideKind.CHART:
            chart = _Placeholder(Place.CONTENT, "Chart", "chart", _CHART, 18)
            return (title, subtitle, replace(text, box=_TEXT_BESIDE), chart, *foot)
        case SlideKind.TABLE:
            table = _Placeholder(Place.CONTENT, "Table", "tbl", _TABLE, 18)
            return (title, replace(text, box=_TEXT_ABOVE), table, *foot)
        case SlideKind.DIAGRAM | SlideKind.PICTURE:
            # Shapes of their own stand in the middle: a diagram's boxes, or the picture.
            return (title, text, *foot)
        case SlideKind.TEXT:
            return (title, text, *foot)


def _placeholder(
    place: Place,
    name: str,
    *,
    type: str = "body",  # noqa: A002 - what the format calls it
    is_bold: bool = False,
    anchor: str = "t",
    align: str = "l",
    colour: str = palette.TEXT,
) -> _Placeholder:
    return _Placeholder(
        place, name, type, BOXES[place], SIZES[place], is_bold, anchor, align, colour
    )


_FEET = (
    _placeholder(Place.FOOTER, "Footer", type="ftr", colour=palette.QUIET_TEXT),
    _placeholder(Place.NUMBER, "Slide number", type="sldNum", align="r", colour=palette.QUIET_TEXT),
)
_OPENING = (
    _Placeholder(
        Place.TITLE, "Title", "ctrTitle", OPENING_TITLE, OPENING_SIZE, is_bold=True, anchor="b"
    ),
    _Placeholder(Place.SUBTITLE, "Subtitle", "subTitle", OPENING_SUBTITLE, 24),
    _Placeholder(Place.TEXT, "Text", "body", OPENING_TEXT, 18, colour=palette.QUIET_TEXT),
)

STANDARD = Frame({kind: {one.place: one.box for one in _placeholders(kind)} for kind in SlideKind})

# --- XML --------------------------------------------------------------------------------------

_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_NAMES = (
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    f'xmlns:r="{_OFFICE}" '
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'
)
_TYPE = "application/vnd.openxmlformats-officedocument"
_GROUP = (
    '<p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr>'
    '<p:grpSpPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="0" cy="0"/>'
    '<a:chOff x="0" y="0"/><a:chExt cx="0" cy="0"/></a:xfrm></p:grpSpPr>'
)


def _content_types(layouts: int) -> str:
    overrides = {
        "ppt/presentation.xml": "presentationml.presentation.main",
        "ppt/theme/theme1.xml": "theme",
        "ppt/slideMasters/slideMaster1.xml": "presentationml.slideMaster",
    } | {
        f"ppt/slideLayouts/slideLayout{number}.xml": "presentationml.slideLayout"
        for number in range(1, layouts + 1)
    }
    lines = "".join(
        f'<Override PartName="/{name}" ContentType="{_TYPE}.{kind}+xml"/>'
        for name, kind in overrides.items()
    )
    return (
        f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{lines}</Types>'
    )


def _relations(relations: Sequence[tuple[str, str]]) -> str:
    lines = "".join(
        f'<Relationship Id="rId{number}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(relations, 1)
    )
    return f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{lines}</Relationships>'


def _presentation() -> str:
    return (
        f"{_HEAD}<p:presentation {_NAMES}>"
        '<p:sldMasterIdLst><p:sldMasterId id="2147483648" r:id="rId1"/></p:sldMasterIdLst>'
        f'<p:sldSz cx="{WIDTH * EMU}" cy="{HEIGHT * EMU}"/>'
        f'<p:notesSz cx="{HEIGHT * EMU}" cy="{WIDTH * EMU}"/></p:presentation>'
    )


def _theme(colour: str) -> str:
    colours = {
        "dk1": palette.TEXT,
        "lt1": palette.GROUND,
        "dk2": palette.DARK_BLUE,
        "lt2": "#F3F2F1",
        "accent1": colour,
        "accent2": palette.DARK_BLUE,
        "accent3": palette.GREY,
        "accent4": palette.TURQUOISE,
        "accent5": palette.DARK_PINK,
        "accent6": palette.ORANGE,
        "hlink": palette.DARK_BLUE,
        "folHlink": palette.DARK_PINK,
    }
    scheme = "".join(
        f'<a:{name}><a:srgbClr val="{value[1:].upper()}"/></a:{name}>'
        for name, value in colours.items()
    )
    font = f'<a:latin typeface="{FONT}"/><a:ea typeface=""/><a:cs typeface=""/>'
    fill = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
    line = f'<a:ln w="9525">{fill}</a:ln>'
    effect = "<a:effectStyle><a:effectLst/></a:effectStyle>"
    return (
        f'{_HEAD}<a:theme {_NAMES} name="Portal"><a:themeElements>'
        f'<a:clrScheme name="Portal">{scheme}</a:clrScheme>'
        f'<a:fontScheme name="Portal"><a:majorFont>{font}</a:majorFont>'
        f"<a:minorFont>{font}</a:minorFont></a:fontScheme>"
        f'<a:fmtScheme name="Portal"><a:fillStyleLst>{fill * 3}</a:fillStyleLst>'
        f"<a:lnStyleLst>{line * 3}</a:lnStyleLst>"
        f"<a:effectStyleLst>{effect * 3}</a:effectStyleLst>"
        f"<a:bgFillStyleLst>{fill * 3}</a:bgFillStyleLst></a:fmtScheme>"
        "</a:themeElements></a:theme>"
    )


def _master(layouts: int) -> str:
    shapes = "".join(
        _shape(number, placeholder)
        for number, placeholder in enumerate(
            (
                _placeholder(Place.TITLE, "Title", type="title", is_bold=True, anchor="b"),
                _placeholder(Place.TEXT, "Text"),
                *_FEET,
            ),
            3,
        )
    )
    ids = "".join(
        f'<p:sldLayoutId id="{2147483648 + number}" r:id="rId{number}"/>'
        for number in range(1, layouts + 1)
    )
    mapping = (
        'bg1="lt1" tx1="dk1" bg2="lt2" tx2="dk2" accent1="accent1" accent2="accent2" '
        'accent3="accent3" accent4="accent4" accent5="accent5" accent6="accent6" '
        'hlink="hlink" folHlink="folHlink"'
    )
    return (
        f"{_HEAD}<p:sldMaster {_NAMES}><p:cSld><p:bg><p:bgPr><a:solidFill>"
        '<a:schemeClr val="bg1"/></a:solidFill><a:effectLst/></p:bgPr></p:bg>'
        f"<p:spTree>{_GROUP}{_bar()}{shapes}</p:spTree></p:cSld><p:clrMap {mapping}/>"
        f"<p:sldLayoutIdLst>{ids}</p:sldLayoutIdLst><p:txStyles>"
        f"<p:titleStyle>{_level(1, 30)}</p:titleStyle>"
        f"<p:bodyStyle>{''.join(_level(level, 18) for level in range(1, 10))}</p:bodyStyle>"
        f"<p:otherStyle>{_level(1, 18)}</p:otherStyle></p:txStyles></p:sldMaster>"
    )


def _bar() -> str:
    """The partnership's colour along the top; it carries nothing, so it is marked decorative."""
    return (
        '<p:sp><p:nvSpPr><p:cNvPr id="2" name="Bar"/><p:cNvSpPr/>'
        '<p:nvPr userDrawn="1"/></p:nvSpPr>'
        f"<p:spPr>{_position(Box(0, 0, WIDTH, 10))}"
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
        '<a:solidFill><a:schemeClr val="accent1"/></a:solidFill><a:ln><a:noFill/></a:ln></p:spPr>'
        f'<p:txBody><a:bodyPr/><a:lstStyle/><a:p><a:endParaRPr lang="{LANGUAGE}"/></a:p>'
        "</p:txBody></p:sp>"
    )


def _layout(name: str, placeholders: Sequence[_Placeholder]) -> str:
    shapes = "".join(_shape(number, one) for number, one in enumerate(placeholders, 2))
    return (
        f'{_HEAD}<p:sldLayout {_NAMES} preserve="1" userDrawn="1"><p:cSld name="{name}">'
        f"<p:spTree>{_GROUP}{shapes}</p:spTree></p:cSld>"
        "<p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr></p:sldLayout>"
    )


def _shape(number: int, placeholder: _Placeholder) -> str:
    field = placeholder.type == "sldNum"
    words = (
        f'<a:fld id="{{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}}" type="slidenum">'
        f'<a:rPr lang="{LANGUAGE}"/><a:t>‹#›</a:t></a:fld>'
        if field
        else f'<a:r><a:rPr lang="{LANGUAGE}"/><a:t>{placeholder.name}</a:t></a:r>'
    )
    index = "" if placeholder.place is Place.TITLE else f' idx="{placeholder.place.value}"'
    style = _level(
        1,
        placeholder.size,
        align=placeholder.align,
        is_bold=placeholder.is_bold,
        colour=placeholder.colour,
    )
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="{number}" name="{placeholder.name}"/>'
        '<p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr>'
        f'<p:nvPr><p:ph type="{placeholder.type}"{index}/></p:nvPr></p:nvSpPr>'
        f"<p:spPr>{_position(placeholder.box)}"
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr>'
        f'<p:txBody><a:bodyPr lIns="0" tIns="0" rIns="0" bIns="0" anchor="{placeholder.anchor}">'
        f"<a:normAutofit/></a:bodyPr><a:lstStyle>{style}</a:lstStyle>"
        f"<a:p>{words}</a:p></p:txBody></p:sp>"
    )


def _position(box: Box) -> str:
    return (
        f'<a:xfrm><a:off x="{round(box.left * EMU)}" y="{round(box.top * EMU)}"/>'
        f'<a:ext cx="{round(box.width * EMU)}" cy="{round(box.height * EMU)}"/></a:xfrm>'
    )


def _level(
    level: int,
    size: float,
    *,
    align: str = "l",
    is_bold: bool = False,
    colour: str = palette.TEXT,
) -> str:
    return (
        f'<a:lvl{level}pPr marL="0" indent="0" algn="{align}"><a:buNone/>'
        f'<a:defRPr lang="{LANGUAGE}" sz="{round(size * 100)}" b="{int(is_bold)}">'
        f'<a:solidFill><a:srgbClr val="{colour[1:]}"/></a:solidFill>'
        f'<a:latin typeface="{FONT}"/></a:defRPr></a:lvl{level}pPr>'
    )


def _zipped(parts: dict[str, str]) -> bytes:
    stream = BytesIO()
    with ZipFile(stream, "w", ZIP_DEFLATED) as archive:
        for name, xml in parts.items():
            archive.writestr(ZipInfo(name), xml.encode(), ZIP_DEFLATED)
    return stream.getvalue()
