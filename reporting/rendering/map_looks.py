"""How wards on a map look, and a map as it is drawn; knows descriptions, and no Django."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from reporting.charts.maps import Paint
from reporting.content import palette
from reporting.rendering.drawing import Canvas, Path, Words


class Pattern(Enum):
    """What is drawn over a colour, so that a look is clear without it; the value is its id."""

    NONE = ""
    DOTS = "dots"
    HATCH = "hatch"


@dataclass(frozen=True)
class Look:
    """How a ward is painted; what `is_heavy` lies beyond the usual ups and downs."""

    fill: str
    text: str
    shape: str = ""
    is_heavy: bool = False
    pattern: Pattern = Pattern.NONE


# Only what is beyond the usual ups and downs is heavy; words on each colour at least 4.5:1.
LOOKS = {
    Paint.BETTER: Look(palette.BETTER, palette.GROUND, is_heavy=True),
    Paint.WORSE: Look(palette.WORSE, palette.GROUND, is_heavy=True),
    Paint.CHANGED: Look(palette.DARK_BLUE, palette.GROUND, is_heavy=True),
    Paint.STEADY: Look("#EDEEEF", palette.TEXT, "●"),
    Paint.BAND_1: Look(palette.BLUES[0], palette.TEXT),
    Paint.BAND_2: Look(palette.BLUES[1], palette.TEXT),
    Paint.BAND_3: Look(palette.BLUES[2], palette.TEXT),
    Paint.BAND_4: Look(palette.BLUES[3], palette.GROUND),
    Paint.BAND_5: Look(palette.BLUES[4], palette.GROUND),
    Paint.NOT_COMPARED: Look(palette.GROUND, palette.TEXT, pattern=Pattern.DOTS),
    Paint.GAP: Look(palette.GROUND, palette.TEXT, pattern=Pattern.HATCH),
    Paint.REST: Look("#F6F7F7", palette.QUIET_TEXT),
}


@dataclass(frozen=True)
class Shape:
    """A ward as drawn: its outline, its words, where it leads and its finding.

    `ring` is what is drawn inside it in white for the reader's own ward, `leader` what leads to
    words that stand beside it.
    """

    d: str
    look: Look
    finding: str
    to: str
    words: tuple[Words, ...]
    ring: str = ""
    leader: Path | None = None


@dataclass(frozen=True)
class MapDrawing:
    """Shapes in the order in which they are painted and reached; `key` is its id on the page."""

    key: str
    canvas: Canvas
    height: float
    title: str
    shapes: tuple[Shape, ...]

    @property
    def width(self) -> float:
        """With room for the edges of the outermost wards."""
        return self.canvas.width + 4
