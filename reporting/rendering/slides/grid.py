"""Where things stand on a slide, and how large their letters are: a grid of 12 columns."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum

from reporting.content.panel_slides import Layout
from reporting.rendering.slides.shapes import Box, cm


class Place(IntEnum):
    """The placeholders by their `idx`, which stays when a council changes the template."""

    TITLE = 0
    FOOTER = 11
    NUMBER = 12
    SUBTITLE = 13
    PRESENTERS = 14
    LINE = 20
    SOURCE = 21
    PICTURE = 22
    SECOND_PICTURE = 23
    WORDS = 24
    FIRST_FIGURE = 31
    FIRST_WORDS = 32
    SECOND_FIGURE = 33
    SECOND_WORDS = 34
    THIRD_FIGURE = 35
    THIRD_WORDS = 36


FINDING_PLACES = (
    (Place.FIRST_FIGURE, Place.FIRST_WORDS),
    (Place.SECOND_FIGURE, Place.SECOND_WORDS),
    (Place.THIRD_FIGURE, Place.THIRD_WORDS),
)

# Sizes in points. Nothing is smaller than the last.
COVER_TITLE, COVER_SUBTITLE = 40.0, 24.0
# The largest is the usual one; in the least of the annex a title has two lines in its one.
TITLE_SIZES = (28.0, 24.0, 22.0, 20.0)
ANNEX_TITLE_SIZES = (24.0, 22.0, 20.0, 18.0, 16.0, 15.0)
NUMBER_SIZE, FIGURE_SIZE = 44.0, 36.0
BODY, LABEL, HEADING, SMALL = 20.0, 18.0, 16.0, 14.0

# In centimetres, on a slide of 33.87 by 19.05.
_COLUMN, _GUTTER, MARGIN_CM = 2.006, 0.6, 1.6
ZONE_TOP, ZONE_HEIGHT = 4.35, 12.4
FULL = 30.67


def columns(first: int, last: int) -> tuple[float, float]:
    """The left edge and the width of the columns `first` to `last`, counted from 1, in cm."""
    left = MARGIN_CM + (first - 1) * (_COLUMN + _GUTTER)
    width = (last - first + 1) * _COLUMN + (last - first) * _GUTTER
    return left, width


def _zone(first: int, last: int) -> Box:
    left, width = columns(first, last)
    return cm(left, ZONE_TOP, width, ZONE_HEIGHT)


LINE = cm(MARGIN_CM, 0.72, 26.0, 0.72)
TITLE = cm(MARGIN_CM, 1.62, FULL, 2.45)
SOURCE = cm(MARGIN_CM, 16.98, FULL, 0.66)
FOOTER = cm(MARGIN_CM, 17.98, 26.0, 0.66)
NUMBER = cm(29.67, 17.98, 2.6, 0.66)
ZONE = cm(MARGIN_CM, ZONE_TOP, FULL, ZONE_HEIGHT)
BAND = cm(0.0, 0.0, 33.87, 0.3)
TAG = cm(29.42, 0.66, 2.85, 0.76)
TAG_WIDTH, TAG_HEIGHT = TAG.width, TAG.height
HEADING_HEIGHT = cm(0, 0, 0, 0.95).height

_SIDE_LEFT, _SIDE_WIDTH = 22.4, 9.87
_THIRD = ZONE_HEIGHT / 3


def _finding(number: int) -> tuple[Box, Box]:
    top = ZONE_TOP + number * _THIRD
    figure = cm(_SIDE_LEFT, top + 0.3, _SIDE_WIDTH, 1.55)
    return figure, cm(_SIDE_LEFT, top + 1.95, _SIDE_WIDTH, _THIRD - 2.0)


def finding_rules() -> tuple[Box, ...]:
    """The rules above the three findings, as boxes without height."""
    return tuple(cm(_SIDE_LEFT, ZONE_TOP + n * _THIRD, _SIDE_WIDTH, 0.0) for n in range(3))


@dataclass(frozen=True)
class Frame:
    """Where the placeholders of each layout stand: ours, or those of a council's own template."""

    boxes: Mapping[Layout, Mapping[Place, Box]]

    def box(self, layout: Layout, place: Place) -> Box:
        return self.boxes[layout][place]

    def has(self, layout: Layout, place: Place) -> bool:
        return place in self.boxes[layout]


_FEET = {Place.FOOTER: FOOTER, Place.NUMBER: NUMBER}
_HEAD = {Place.LINE: LINE, Place.TITLE: TITLE}
_PICTURE = {**_HEAD, Place.PICTURE: ZONE, Place.SOURCE: SOURCE, **_FEET}

STANDARD = Frame(
    {
        Layout.COVER: {
            Place.TITLE: cm(1.6, 4.0, 17.5, 5.3),
            Place.SUBTITLE: cm(1.6, 9.6, 17.5, 3.4),
            Place.PRESENTERS: cm(1.6, 13.3, 17.5, 3.7),
            Place.PICTURE: cm(20.2, 2.2, 12.6, 14.2),
            Place.FOOTER: FOOTER,
        },
        Layout.DIVIDER: {
            Place.TITLE: cm(1.6, 2.4, 28.0, 3.2),
            Place.WORDS: cm(1.6, 6.4, 28.0, 10.6),
            **_FEET,
        },
        Layout.PICTURE: _PICTURE,
        Layout.TWO_PICTURES: {
            **_HEAD,
            Place.PICTURE: _zone(1, 6),
            Place.SECOND_PICTURE: _zone(7, 12),
            Place.SOURCE: SOURCE,
            **_FEET,
        },
        Layout.FINDINGS: {
            **_HEAD,
            Place.PICTURE: _zone(1, 8),
            **{
                place: box
                for number, places in enumerate(FINDING_PLACES)
                for place, box in zip(places, _finding(number), strict=True)
            },
            Place.SOURCE: SOURCE,
            **_FEET,
        },
        Layout.BOARD: _PICTURE,
        Layout.WORDS: {**_HEAD, Place.WORDS: ZONE, Place.SOURCE: SOURCE, **_FEET},
        Layout.ANNEX: {
            Place.LINE: LINE,
            Place.TITLE: cm(MARGIN_CM, 1.5, FULL, 1.3),
            Place.PICTURE: cm(MARGIN_CM, 3.0, FULL, 13.75),
            Place.SOURCE: SOURCE,
            **_FEET,
        },
    }
)
