"""Shapes and words at their places on a slide, drawn alike in every medium; in points.

Nothing here has a colour of its own: each is an `Ink` of the template's theme, so that a council's
own template recolours all.
"""

from __future__ import annotations

from colorsys import hls_to_rgb, rgb_to_hls
from dataclasses import dataclass, field, replace
from enum import Enum
from typing import TypeAlias

WIDTH, HEIGHT = 960.0, 540.0  # of a slide
LEADING = 1.17  # the height of a line of text, of its size, as office programs set Arial
POINTS_A_CM = 72 / 2.54


@dataclass(frozen=True)
class Box:
    """A rectangle on the slide."""

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

    @property
    def middle(self) -> tuple[float, float]:
        return self.left + self.width / 2, self.top + self.height / 2

    def inset(self, side: float, top: float | None = None) -> Box:
        """The box with `side` less at left and right, and `top` (or as much) above and below."""
        upper = side if top is None else top
        return Box(
            self.left + side, self.top + upper, self.width - 2 * side, self.height - 2 * upper
        )

    def moved(self, right: float = 0.0, down: float = 0.0) -> Box:
        return replace(self, left=self.left + right, top=self.top + down)


def cm(left: float, top: float, width: float, height: float) -> Box:
    """A box given in centimetres, as the grid is."""
    return Box(*(side * POINTS_A_CM for side in (left, top, width, height)))


# The colours of the portal's own template by the slots of its theme.
THEME = {
    "tx1": "#0B0C0C",
    "bg1": "#FFFFFF",
    "tx2": "#50565B",
    "bg2": "#EDF1F6",
    "accent1": "#12436D",
    "accent2": "#F46A25",
    "accent3": "#1B7A71",
    "accent4": "#801650",
    "accent5": "#B5480F",
    "accent6": "#A9B1B7",
}


class Ink(Enum):
    """A colour by what it is for: a slot of the theme, made lighter or darker.

    The lightness is multiplied by `lum_mod`, then `lum_off` is added, as PowerPoint does.
    """

    TEXT = ("tx1",)
    QUIET = ("tx2",)
    GROUND = ("bg1",)
    PALE = ("bg2",)
    GRID = ("bg2", 0.9)
    ACCENT = ("accent1",)
    ATTENTION = ("accent2",)
    ATTENTION_WORDS = ("accent2", 0.7)
    ATTENTION_PALE = ("accent2", 0.2, 0.8)
    SECOND = ("accent3",)
    THIRD = ("accent4",)
    FOURTH = ("accent5",)
    PAST = ("accent6",)
    REST = ("accent6", 0.4, 0.6)
    FEW = ("accent1", 0.1, 0.9)
    SOME = ("accent1", 0.25, 0.75)
    MANY = ("accent1", 0.5, 0.5)

    def __init__(self, theme: str, lum_mod: float = 1.0, lum_off: float = 0.0) -> None:
        self.theme, self.lum_mod, self.lum_off = theme, lum_mod, lum_off

    def rgb(self, accent: str = THEME["accent1"]) -> str:
        """The colour as #RRGGBB in the portal's own template, with the partnership's `accent`."""
        colour = accent if self.theme == "accent1" else THEME[self.theme]
        parts = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
        hue, light, full = rgb_to_hls(*parts)
        light = min(light * self.lum_mod + self.lum_off, 1.0)
        return "#" + "".join(f"{round(part * 255):02X}" for part in hls_to_rgb(hue, light, full))


# From few to many; words on the last are light.
SHADES = (Ink.FEW, Ink.SOME, Ink.MANY, Ink.ACCENT)


class Align(Enum):
    LEFT = "left"
    CENTRE = "centre"
    RIGHT = "right"


class Anchor(Enum):
    TOP = "top"
    MIDDLE = "middle"
    BOTTOM = "bottom"


@dataclass(frozen=True)
class Run:
    """Words set alike. `leads_to` is the number of another slide; `address` a page elsewhere."""

    text: str
    is_bold: bool = False
    ink: Ink = Ink.TEXT
    leads_to: int = 0
    address: str = ""
    is_underlined: bool = False


@dataclass(frozen=True)
class Paragraph:
    """Runs of one size; `above` is the room above it, `is_point` makes it a point of a list."""

    runs: tuple[Run, ...]
    size: float
    above: float = 0.0
    is_point: bool = False

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True)
class Text:
    """Paragraphs in a box without margins, wrapped at its width."""

    box: Box
    paragraphs: tuple[Paragraph, ...]
    align: Align = Align.LEFT
    anchor: Anchor = Anchor.TOP


def words(
    box: Box,
    text: str,
    size: float,
    *,
    ink: Ink = Ink.TEXT,
    is_bold: bool = False,
    align: Align = Align.LEFT,
    anchor: Anchor = Anchor.TOP,
) -> Text:
    """One paragraph of one look."""
    return Text(box, (Paragraph((Run(text, is_bold, ink),), size),), align, anchor)


class Form(Enum):
    """The outlines of shapes that hold words."""

    RECTANGLE = "rectangle"
    ROUNDED = "rounded"
    ELLIPSE = "ellipse"
    PENTAGON = "pentagon"  # an arrow to the right with a flat back
    CHEVRON = "chevron"


@dataclass(frozen=True)
class Shape:
    """A filled or outlined shape, with the words in it.

    `name` is its name for those who read slides out; blank for what is decorative.
    """

    box: Box
    form: Form = Form.RECTANGLE
    fill: Ink | None = None
    edge: Ink | None = None
    edge_width: float = 1.0
    is_dashed: bool = False
    is_hatched: bool = False
    text: Text | None = None
    name: str = ""


@dataclass(frozen=True)
class Outline:
    """A polygon of rings, such as a ward."""

    rings: tuple[tuple[tuple[float, float], ...], ...]
    fill: Ink
    edge: Ink = Ink.GROUND
    edge_width: float = 0.75
    name: str = ""


@dataclass(frozen=True)
class Rule:
    """A straight line; with `is_arrow` it points to its end."""

    x1: float
    y1: float
    x2: float
    y2: float
    ink: Ink
    width: float = 1.0
    is_dashed: bool = False
    is_arrow: bool = False


Element: TypeAlias = Shape | Outline | Rule | Text


class NativeKind(Enum):
    LINES = "lines"
    COLUMNS = "columns"  # stacked where there are several series
    BARS = "bars"


@dataclass(frozen=True)
class NativeSeries:
    """A series of a chart; `inks` are those of single points by their index.

    With `labels` each number stands at its point, in `label_ink`: beyond its bar, within it in
    columns of several series. Points in `hatched` are made up; of lines the whole series is dashed.
    """

    name: str
    values: tuple[float | None, ...]
    ink: Ink
    width: float = 2.5
    inks: dict[int, Ink] = field(default_factory=dict)
    hatched: frozenset[int] = frozenset()
    labels: tuple[str, ...] = ()
    label_ink: Ink = Ink.TEXT
    label_inks: dict[int, Ink] = field(default_factory=dict)


@dataclass(frozen=True)
class NativeChart:
    """A chart that stays one in an office program. `plot` is the room inside its axes.

    `ticks` are the values with gridlines, with their words; none where every bar has its label.
    `gap` is the room between columns or bars, of their breadth. Numbers are written as
    `number_format` has them.
    """

    kind: NativeKind
    box: Box
    plot: Box
    at: tuple[str, ...]
    series: tuple[NativeSeries, ...]
    low: float
    high: float
    ticks: tuple[tuple[float, str], ...] = ()
    label_size: float = 16.0
    tick_size: float = 16.0
    gap: float = 0.45
    number_format: str = "#,##0"
    is_named: bool = True  # else the names along the axis are words beside the chart

    def y(self, value: float) -> float:
        """Where a value stands from above, in columns and lines."""
        share = (value - self.low) / (self.high - self.low)
        return self.plot.bottom - share * self.plot.height

    def x(self, value: float) -> float:
        """Where a value stands from the left, in bars."""
        share = (value - self.low) / (self.high - self.low)
        return self.plot.left + share * self.plot.width

    def slot(self, index: int) -> float:
        """The middle of the place of a label: from the left, or in bars from above."""
        if self.kind is NativeKind.BARS:
            return self.plot.top + (index + 0.5) * self.plot.height / len(self.at)
        return self.plot.left + (index + 0.5) * self.plot.width / len(self.at)


@dataclass(frozen=True)
class Table:
    """A table of PowerPoint's own: its columns' widths, its rows' heights and its cells' words.

    `cells` are by row, the heading's row first; a cell's text has the cell's box without its
    margins. `rules` stand below the rows: they are the borders of the cells.
    """

    box: Box
    widths: tuple[float, ...]
    heights: tuple[float, ...]
    cells: tuple[tuple[Text, ...], ...]

    @property
    def rules(self) -> tuple[Rule, ...]:
        """One in the accent below the heading, a thin one below every other row."""
        found: list[Rule] = []
        y = self.box.top
        for number, height in enumerate(self.heights):
            y += height
            ink, width = (Ink.GRID, 0.75) if number else (Ink.ACCENT, 1.5)
            found.append(Rule(self.box.left, y, self.box.right, y, ink, width))
        return tuple(found)


@dataclass(frozen=True)
class Photograph:
    """A picture that somebody added, at its place."""

    box: Box
    content: bytes


@dataclass(frozen=True)
class Drawing:
    """A picture within its box: a native chart or table and the shapes beside it.

    `alternative` is what it says, with its values. Shapes are read in their order.
    """

    box: Box
    alternative: str
    elements: tuple[Element, ...] = ()
    charts: tuple[NativeChart, ...] = ()
    tables: tuple[Table, ...] = ()
    photographs: tuple[Photograph, ...] = ()
    name: str = ""
