"""The 16:9 template of named layouts that slides are made from, and where its placeholders stand.

The template is `portal.pptx` beside this module: colours, fonts and the bar at the top are
changed there, in PowerPoint. Where its placeholders stand is said here, because words are measured
against it before they are set; `manage.py make_slide_template` moves them there.
Lengths are points: a slide is 960 wide and 540 high.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import IntEnum
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

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
class Placeholder:
    """A placeholder of a layout: its place for the portal, its name for people, its letters."""

    place: Place
    name: str
    box: Box
    size: float


@dataclass(frozen=True)
class Frame:
    """Where the placeholders of each layout stand: ours, or those of a council's own template."""

    boxes: Mapping[SlideKind, Mapping[Place, Box]]

    def box(self, kind: SlideKind, place: Place) -> Box:
        return self.boxes[kind][place]

    def area(self, kind: SlideKind) -> Box:
        """What a layout has for its words and for what they are about, taken together."""
        middle = [box for place, box in self.boxes[kind].items() if place in _MIDDLE]
        left, top = min(box.left for box in middle), min(box.top for box in middle)
        right, bottom = max(box.right for box in middle), max(box.bottom for box in middle)
        return Box(left, top, right - left, bottom - top)


_MIDDLE = {Place.TEXT, Place.CONTENT}


def placeholders_of(kind: SlideKind) -> tuple[Placeholder, ...]:
    """What a template must have on the layout of `kind`, in the order in which it is read out."""
    title, text = _standard(Place.TITLE, "Title"), _standard(Place.TEXT, "Text")
    subtitle = _standard(Place.SUBTITLE, "Subtitle")
    foot = (_standard(Place.WARNING, "Warning"), _standard(Place.SOURCE, "Source"), *_FEET)
    match kind:
        case SlideKind.TITLE:
            return (*_OPENING, *_FEET)
        case SlideKind.CHART:
            chart = Placeholder(Place.CONTENT, "Chart", _CHART, 18)
            return (title, subtitle, replace(text, box=_TEXT_BESIDE), chart, *foot)
        case SlideKind.TABLE:
            table = Placeholder(Place.CONTENT, "Table", _TABLE, 18)
            return (title, replace(text, box=_TEXT_ABOVE), table, *foot)
        case SlideKind.DIAGRAM | SlideKind.PICTURE:
            # Shapes of their own stand in the middle: a diagram's boxes, or the picture.
            return (title, text, *foot)
        case SlideKind.TEXT:
            return (title, text, *foot)


def placeholders_of_master() -> tuple[Placeholder, ...]:
    """What stands on the master, from which new layouts take it."""
    return (_standard(Place.TITLE, "Title"), _standard(Place.TEXT, "Text"), *_FEET)


@lru_cache(maxsize=8)
def template(colour: str) -> bytes:
    """The template as a PPTX without slides, with `colour` (#RRGGBB) as its accent."""
    stream = BytesIO()
    with ZipFile(TEMPLATE) as source, ZipFile(stream, "w", ZIP_DEFLATED) as target:
        for name in source.namelist():
            content = source.read(name)
            if name == _THEME:
                content = _ACCENT.sub(rb"\g<1>%b" % colour[1:].upper().encode(), content)
            target.writestr(ZipInfo(name), content, ZIP_DEFLATED)
    return stream.getvalue()


def _standard(place: Place, name: str) -> Placeholder:
    return Placeholder(place, name, BOXES[place], SIZES[place])


TEMPLATE = Path(__file__).with_name("portal.pptx")
_THEME = "ppt/theme/theme1.xml"
_ACCENT = re.compile(rb'(<a:accent1><a:srgbClr val=")[0-9A-Fa-f]{6}')

_FEET = (_standard(Place.FOOTER, "Footer"), _standard(Place.NUMBER, "Slide number"))
_OPENING = (
    Placeholder(Place.TITLE, "Title", OPENING_TITLE, OPENING_SIZE),
    Placeholder(Place.SUBTITLE, "Subtitle", OPENING_SUBTITLE, 24),
    Placeholder(Place.TEXT, "Text", OPENING_TEXT, 18),
)

STANDARD = Frame(
    {
        kind: {placeholder.place: placeholder.box for placeholder in placeholders_of(kind)}
        for kind in SlideKind
    }
)
