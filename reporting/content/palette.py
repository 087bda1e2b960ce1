"""Colours, dashes and shapes of charts, the same in every medium; knows only descriptions."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from reporting.content.description import Role

# The Government Analysis Function's accessible palette, each at least 3:1 on white.
DARK_BLUE = "#12436D"
GREY = "#6F777B"
TURQUOISE = "#28A197"
DARK_PINK = "#801650"
ORANGE = "#F46A25"

# A change beyond the usual ups and downs, where one way is better than the other.
BETTER = "#00625C"
WORSE = "#8A1F11"

# From few to many; words on the fourth and fifth are white.
BLUES = ("#D5E2EC", "#B5CCDE", "#6E9CC0", "#2E6A9E", DARK_BLUE)

TEXT = "#0B0C0C"
QUIET_TEXT = "#505A5F"
# Other years and gridlines help the eye and are named or numbered beside, so they may be fainter
# than 3:1; the axis may not.
PALE = "#B9C5CE"
GRID = "#DFE3E6"
AXIS = "#6F777B"
BAND = "#DCE3EA"
# Behind the period that a page speaks of.
SHADE = "#EAEFF6"
# What is made up is hatched so, on white.
HATCH = "#8A97A1"
# The band's edges where it cannot be filled: 3:1 on white, and lighter than any line of a year.
BAND_EDGE = "#8A9397"
GROUND = "#FFFFFF"


class Shape(Enum):
    """A point of a line, so that lines can be told apart without colour."""

    CIRCLE = "circle"
    SQUARE = "square"
    DIAMOND = "diamond"
    TRIANGLE = "triangle"


@dataclass(frozen=True)
class Look:
    """How a series is drawn. `text` is its colour for words, 4.5:1 on white; `width` in px.

    Years are told apart by how dark and how thick their lines are, places by the `shape` of their
    points as well.
    """

    colour: str
    text: str
    width: float
    shape: Shape
    is_dashed: bool = False


_LOOKS = {
    Role.THIS: Look(DARK_BLUE, DARK_BLUE, 3.2, Shape.CIRCLE),
    Role.COMPARED: Look(GREY, QUIET_TEXT, 2, Shape.SQUARE),
    Role.BEFORE: Look(PALE, QUIET_TEXT, 3, Shape.DIAMOND),
    Role.SECOND: Look(TURQUOISE, "#1B6F68", 2.5, Shape.SQUARE),
    Role.THIRD: Look(DARK_PINK, DARK_PINK, 2.5, Shape.DIAMOND),
    Role.FOURTH: Look(ORANGE, "#B04510", 2.5, Shape.TRIANGLE, is_dashed=True),
    Role.BARS: Look(GREY, TEXT, 0, Shape.SQUARE),
}


# Lines of these stand for places and types, which cross at will.
POINTED = {Role.SECOND, Role.THIRD, Role.FOURTH}


def look_of(role: Role) -> Look:
    return _LOOKS[role]


def bar_colour(*, is_highlighted: bool, any_highlighted: bool) -> str:
    """Dark blue for the bar that stands out, or for all where none does."""
    return DARK_BLUE if is_highlighted or not any_highlighted else GREY


def contrast(colour: str, other: str) -> float:
    """WCAG 2.2's contrast ratio of two colours written #RRGGBB: from 1 to 21."""
    lighter, darker = sorted((_luminance(colour), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    parts = (int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5))
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
