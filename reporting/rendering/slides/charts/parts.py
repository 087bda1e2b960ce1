"""What the charts of slides share: inks, number formats, names along an axis, labels beside it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from reporting.content.description import Cell, Style
from reporting.content.palette import contrast
from reporting.content.phrases import Phrase
from reporting.rendering.slides.grid import HEADING, LABEL, SMALL
from reporting.rendering.slides.setting import TooFull, height_of, shortened, snug
from reporting.rendering.slides.shapes import (
    LEADING,
    Align,
    Anchor,
    Box,
    Element,
    Ink,
    NativeChart,
    Paragraph,
    Rule,
    Run,
    Text,
    words,
)
from reporting.rendering.text_metrics import spread, wrapped

# More labels along an axis than this are set small.
MANY = 12
LABEL_SIZES = (LABEL, 17.0, HEADING)
# From a bar or a point to its number; from an axis to its words.
BESIDE, BELOW = 5.0, 8.5
_LEADER = 26.0
# How far labels beside a chart may reach below its axis: half a line.
BELOW_AXIS = LABEL * LEADING / 2
# Nearer than this a label is seen to belong to its line.
_NEAR = 3.0
_SAME_LINE = 2.0
# Office programs break names below a chart before they fill the room of their column.
_BROKEN_AT = 0.85

_WHOLE = {
    Style.COUNT: "#,##0",
    Style.AVERAGE: "#,##0",
    Style.DIFFERENCE: "+#,##0;−#,##0;0",
    Style.SMALL_AVERAGE: "#,##0.0",
    Style.SMALL_DIFFERENCE: "+#,##0.0;−#,##0.0;0.0",
    Style.RATE: "#,##0.0;−#,##0.0",
    Style.FINE_RATE: "0.00;−0.00",
    Style.PERCENT: '#,##0.0"%";−#,##0.0"%"',
    Style.CHANGE: '+#,##0.0"%";−#,##0.0"%";0.0"%"',
    Style.WHOLE_CHANGE: '+#,##0"%";−#,##0"%";0"%"',
    Style.SHARE: 'General"%"',
    Style.POINTS: "+#,##0.0;−#,##0.0;0.0",
}


def sizes_for(labels: int) -> tuple[float, ...]:
    """The sizes of letters to try along an axis with so many labels, the largest first."""
    return (SMALL,) if labels > MANY else (*LABEL_SIZES, SMALL)


def number_format(cells: Iterable[Cell]) -> str:
    """How an office program writes the numbers, with a real minus."""
    return _WHOLE[next((cell.style for cell in cells), Style.COUNT)]


def style_of(cells: Iterable[Cell]) -> Style:
    return next((cell.style for cell in cells), Style.COUNT)


def on(fill: Ink) -> Ink:
    """The ink of words on `fill`: dark or light, whichever is read more easily."""
    dark, light = (contrast(ink.rgb(), fill.rgb()) for ink in (Ink.TEXT, Ink.GROUND))
    return Ink.TEXT if dark >= light else Ink.GROUND


def readable(ink: Ink) -> Ink:
    """The ink of words that name what is drawn in `ink`, dark enough on white."""
    if ink is Ink.ATTENTION:
        return Ink.ATTENTION_WORDS
    return Ink.QUIET if contrast(ink.rgb(), Ink.GROUND.rgb()) < 4.5 else ink


def hatching(ink: Ink) -> Ink:
    """The ink of the slanting lines of what is made up: a grey fill is too pale for them."""
    return readable(ink)


# --- Names along an axis ----------------------------------------------------------------------
@dataclass(frozen=True)
class Names:
    """Labels below a chart, of which every `every`th stands; they reach `aside` beyond the plot.

    Where some are left out they are words beside the chart: not every office program leaves out
    those that it is asked to.
    """

    at: tuple[str, ...]
    size: float
    every: int
    height: float
    aside: float

    @property
    def are_native(self) -> bool:
        return self.every == 1

    def words(self, chart: NativeChart) -> Iterator[Text]:
        """The names that are not the chart's own, each below its place."""
        if self.are_native:
            return
        for index, name in list(enumerate(self.at))[:: self.every]:
            width = snug(name, self.size)
            top = chart.plot.bottom + BELOW
            box = Box(chart.slot(index) - width / 2, top, width, self.size * LEADING)
            yield words(box, name, self.size, align=Align.CENTRE)


def names_below(at: Sequence[str], width: float) -> Names:
    """How the labels stand below a plot of about `width`.

    In two lines at most. Where they do not fit so, some periods are left out, which the others
    imply; other names are shortened.
    """
    pitch = width / max(len(at), 1)
    sizes = sizes_for(len(at))
    for size in sizes:
        lines = max((_lines(label, size, pitch) for label in at), default=1)
        if lines <= 2:
            return Names(tuple(at), size, 1, lines * size * LEADING + BELOW, 0.0)
    size = sizes[-1]
    are_periods = all(any(letter.isdigit() for letter in label) for label in at)
    if not are_periods:
        short = tuple(shortened(label, size, pitch * _BROKEN_AT, lines=2) for label in at)
        if not any(label.endswith("…") and len(label) < 6 for label in short):
            return Names(short, size, 1, 2 * size * LEADING + BELOW, 0.0)
    return _some_left_out(at, size, width)


def _some_left_out(at: Sequence[str], size: float, width: float) -> Names:
    short = tuple(shortened(label, size, width / 3) for label in at)
    widest = max(snug(label, size) for label in short)
    pitch = (width - widest) / len(at)
    every = max(int((widest + 4) // pitch) + 1, 1)
    aside = max(widest - pitch, 0.0) / 2
    return Names(short, size, every, size * LEADING + BELOW, aside)


def _lines(label: str, size: float, pitch: float) -> int:
    """In how many lines a label stands; too many where a word is wider than the room."""
    if any(snug(word, size) > pitch - 4 for word in label.split()):
        return 99
    return max(len(wrapped(label, width=pitch * _BROKEN_AT, size=size)), 1)


# --- Labels in the margin ---------------------------------------------------------------------
@dataclass(frozen=True)
class Label:
    """Words beside a chart that name what ends at `x` and `y`: a bold name, then the rest."""

    name: str
    rest: str
    x: float
    y: float
    ink: Ink
    is_led: bool = True


def name_and_rest(label: Phrase, numbers: Mapping[str, int]) -> tuple[str, str]:
    """The first words of a label, in bold, and what follows where it holds a number."""
    first, rest = label.parts[:1], label.parts[1:]
    if first and isinstance(first[0], str) and any(isinstance(part, Cell) for part in rest):
        return first[0].strip(" ,:;–"), Phrase(rest).with_numbers(numbers).strip(" ,:;–")
    return label.with_numbers(numbers).strip(), ""


def room_for(labels: Iterable[tuple[str, str]], size: float, most: float) -> float:
    """The width of a margin for these names and rests: as wide as they are, `most` at most."""
    widest = max(
        (
            max(snug(name, size, is_bold=True), snug(rest, size))
            for name, rest in labels
        ),
        default=0.0,
    )  # fmt: skip
    return min(widest, most)


def paragraphs(label: Label, size: float, width: float, lines: int = 2) -> tuple[Paragraph, ...]:
    """The words of a label, its name and the rest in so many lines each at most."""
    name = shortened(label.name, size, width, lines=lines, is_bold=True)
    found = [Paragraph((Run(name, is_bold=True, ink=label.ink),), size)]
    if label.rest:
        rest = shortened(label.rest, size, width, lines=lines)
        found.append(Paragraph((Run(rest, ink=label.ink),), size))
    return tuple(found)


def placed(
    labels: Sequence[Label],
    *,
    sizes: Sequence[float],
    margin: Box,
    align: Align = Align.LEFT,
) -> Iterator[Element]:
    """The labels in a margin, each as near to what it names as the others let it be."""
    for most, size in product((2, 1), sizes):
        blocks = [paragraphs(label, size, margin.width, most) for label in labels]
        heights = [height_of(lines, margin.width) for lines in blocks]
        if sum(heights) <= margin.height:
            break
    else:
        raise TooFull("there are more lines with names than have room.")
    wanted = [label.y for label in labels]
    centres = spread(wanted, heights, low=margin.top, high=margin.bottom)
    for label, lines, height, centre in zip(labels, blocks, heights, centres, strict=True):
        yield from _leader(label, centre, margin, align)
        box = Box(margin.left, centre - height / 2, margin.width, height)
        yield Text(box, lines, align, Anchor.MIDDLE)


def _leader(label: Label, centre: float, margin: Box, align: Align) -> Iterator[Rule]:
    """A thin line to a label, where that was moved or stands at a distance."""
    is_right = align is Align.LEFT
    end = margin.left - 3 if is_right else margin.right + 3
    distance = abs(end - label.x)
    if not label.is_led or (abs(centre - label.y) <= _NEAR and distance <= _LEADER):
        return
    start = label.x + (_NEAR if is_right else -_NEAR) * 2
    if (end - start) * (1 if is_right else -1) > 1:
        level = centre if abs(centre - label.y) > _SAME_LINE else label.y
        yield Rule(start, label.y, end, level, label.ink, 0.75)
