"""Measures of a year side by side on a slide: number, change and bars; sentences below them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from reporting.content.description import Cell
from reporting.content.proofs import Tile, Tiles, Weight
from reporting.rendering.slides.charts.parts import on
from reporting.rendering.slides.grid import BODY, HEADING, LABEL, NUMBER_SIZE, SMALL
from reporting.rendering.slides.setting import TooFull, height_of, lines_of, shortened, snug
from reporting.rendering.slides.shapes import (
    LEADING,
    POINTS_A_CM,
    Align,
    Anchor,
    Box,
    Drawing,
    Element,
    Ink,
    Paragraph,
    Rule,
    Run,
    Shape,
    Text,
    words,
)

_GAP = 0.5 * POINTS_A_CM
_RULE = 4.0
_LEFT, _RIGHT, _TOP = 8.0, 4.0, 7.0
_NUMBERS = (NUMBER_SIZE, 40.0, 36.0, 32.0, 28.0, 24.0, BODY, LABEL, HEADING, SMALL)
# A bar at least and at most this high; between bars, and between them and the words around.
_BAR_LOW, _BAR_HIGH, _BAR_APART, _BAR_AROUND = 18.0, 26.0, 5.0, 8.0
# Between tiles and the sentences, and above and below a sentence.
_BELOW_TILES, _AROUND = 10.0, 6.0
_MOST_AROUND = 14.0
# Of a sentence.
_MOST_LINES = 3


@dataclass(frozen=True)
class _Setting:
    """What all tiles share: widths, sizes and heights, so that they stand in line."""

    width: float
    name_lines: int
    number_size: float
    change_lines: int
    bars: int
    label_width: float
    base_lines: int

    @property
    def fixed(self) -> float:
        """The height of a tile without its bars."""
        lines = (self.name_lines + self.change_lines) * LABEL + self.base_lines * SMALL
        around = _BAR_AROUND * 2 if self.bars else 0.0
        return _RULE + 2 * _TOP + (lines + self.number_size) * LEADING + around

    def height(self, bar: float) -> float:
        return self.fixed + self.bars * bar + max(self.bars - 1, 0) * _BAR_APART

    @property
    def inner(self) -> float:
        return self.width - _LEFT - _RIGHT


def draw_tiles(proof: Tiles, box: Box, numbers: Mapping[str, int]) -> Drawing:
    """Tiles over the width of the box, and the sentences in what is left below.

    Sentences are set smaller before they have no room.
    """
    for size in (BODY, LABEL):
        try:
            return _draw_tiles(proof, box, numbers, size)
        except TooFull:
            continue
    return _draw_tiles(proof, box, numbers, HEADING)


def _draw_tiles(proof: Tiles, box: Box, numbers: Mapping[str, int], size: float) -> Drawing:
    setting = _setting(proof.tiles, box.width, numbers)
    lines = [
        _sentence(lead, said.with_numbers(numbers), box.width, size)
        for lead, said in proof.sentences
    ]
    heights = [height_of((line,), box.width) for line in lines]
    below = sum(height + 2 * _AROUND for height in heights) + (_BELOW_TILES if lines else 0)
    bar = _BAR_LOW
    if setting.height(bar) + below > box.height:
        raise TooFull("tiles have more words than have room.")
    spare = box.height - below - setting.height(bar)
    if setting.bars:
        bar = min(_BAR_HIGH, bar + spare / 2 / setting.bars)
    height = setting.height(bar)
    elements: list[Element] = []
    for number, tile in enumerate(proof.tiles):
        left = box.left + number * (setting.width + _GAP)
        place = Box(left, box.top, setting.width, height)
        elements += _tile(tile, place, setting, bar, numbers)
    rest = Box(box.left, box.top + height + _BELOW_TILES, box.width, 0.0)
    room = box.bottom - rest.top - sum(heights)
    around = min(_MOST_AROUND, room / 2 / len(lines)) if lines else 0.0
    elements += _sentences(lines, heights, rest, around)
    return Drawing(box, "", tuple(elements))


def _setting(tiles: Sequence[Tile], room: float, numbers: Mapping[str, int]) -> _Setting:
    width = (room - _GAP * (len(tiles) - 1)) / max(len(tiles), 1)
    inner = width - _LEFT - _RIGHT
    if inner < 4 * LABEL:
        raise TooFull(f"{len(tiles)} tiles are more than have room.")
    size = next(
        (
            size
            for size in _NUMBERS
            if all(_number_width(tile.number, size) <= inner for tile in tiles)
        ),
        0.0,
    )
    if not size:
        raise TooFull("a number has no room in its tile.")
    labels = [snug(label, SMALL, is_bold=True) for tile in tiles for label, _ in tile.bars]
    bases = [tile.base.with_numbers(numbers) for tile in tiles]
    changes = [tile.change.with_numbers(numbers) for tile in tiles]
    return _Setting(
        width,
        max((_lines(tile.name, LABEL, inner) for tile in tiles), default=1),
        size,
        max((_lines(change, LABEL, inner) for change in changes), default=1),
        max((len(tile.bars) for tile in tiles), default=0),
        min(max(labels, default=0.0), inner * 0.45),
        max((_lines(base, SMALL, inner, is_bold=False) for base in bases), default=0),
    )


def _number_width(cell: Cell, size: float) -> float:
    return snug(cell.text_but_nature, size, is_bold=True)


def _lines(text: str, size: float, width: float, *, is_bold: bool = True) -> int:
    """The lines that words take, two at most; none for none."""
    text = shortened(text, size, width, lines=2, is_bold=is_bold)
    return len(lines_of(Paragraph((Run(text, is_bold),), size), width))


# --- A tile -----------------------------------------------------------------------------------
def _tile(
    tile: Tile, place: Box, setting: _Setting, bar: float, numbers: Mapping[str, int]
) -> Iterator[Element]:
    needs_attention = tile.weight is Weight.ATTENTION
    ink = Ink.QUIET if tile.is_elsewhere else Ink.ACCENT
    yield Shape(place, fill=Ink.PALE)
    yield Shape(
        Box(place.left, place.top, place.width, _RULE),
        fill=Ink.ATTENTION if needs_attention else ink,
    )
    left, width = place.left + _LEFT, setting.inner
    top = place.top + _RULE + _TOP

    def line(text: str, size: float, lines: int, look: Ink, *, is_bold: bool = True) -> Text:
        nonlocal top
        height = lines * size * LEADING
        box = Box(left, top, width, height)
        top += height
        fitting = shortened(text, size, width, lines=max(lines, 1), is_bold=is_bold)
        return words(box, fitting, size, ink=look, is_bold=is_bold, anchor=Anchor.MIDDLE)

    yield line(tile.name, LABEL, setting.name_lines, Ink.QUIET)
    yield line(tile.number.text_but_nature, setting.number_size, 1, ink)
    if setting.change_lines:
        change = tile.change.with_numbers(numbers)
        look = Ink.ATTENTION_WORDS if needs_attention else Ink.TEXT
        yield line(change, LABEL, setting.change_lines, look)
    if setting.bars:
        top += _BAR_AROUND
        yield from _bars(tile, Box(left, top, width, bar), setting, ink)
        top += setting.bars * bar + (setting.bars - 1) * _BAR_APART + _BAR_AROUND
    base = tile.base.with_numbers(numbers)
    if base:
        yield line(base, SMALL, setting.base_lines, Ink.QUIET, is_bold=False)


def _bars(tile: Tile, first: Box, setting: _Setting, ink: Ink) -> Iterator[Element]:
    """Bars to one scale from zero, the last in the tile's ink, each with its number if it fits."""
    room = first.width - setting.label_width - 6 - (_LEFT - _RIGHT)
    most = max((abs(cell.number or 0) for _, cell in tile.bars), default=0) or 1
    for number, (label, cell) in enumerate(tile.bars):
        place = first.moved(down=number * (first.height + _BAR_APART))
        is_last = number == len(tile.bars) - 1
        look = ink if is_last else Ink.PAST
        yield words(
            Box(place.left, place.top, setting.label_width, place.height),
            shortened(label, SMALL, setting.label_width, is_bold=is_last),
            SMALL,
            ink=Ink.TEXT if is_last else Ink.QUIET,
            is_bold=is_last,
            anchor=Anchor.MIDDLE,
        )
        long = room * abs(cell.number or 0) / most
        bar = Box(place.left + setting.label_width + 6, place.top, long, place.height)
        if cell.number:
            yield Shape(
                bar,
                fill=look,
                is_hatched=cell.is_illustrative,
                name=f"{tile.name}, {label}: {cell.text_but_nature}",
            )
        yield from _value(cell, bar, room, look)


def _value(cell: Cell, bar: Box, room: float, fill: Ink) -> Iterator[Text]:
    """The number at the end of its bar: within it, or beside it where there is more room."""
    text = cell.text_but_nature
    width = snug(text, SMALL)
    beyond = room - bar.width
    if bar.width >= width + 8 and not cell.is_illustrative:
        place, ink = Box(bar.right - width - 4, bar.top, width, bar.height), on(fill)
    elif beyond >= width + 4:
        place, ink = Box(bar.right + 4, bar.top, width, bar.height), Ink.TEXT
    else:
        return
    yield words(place, text, SMALL, ink=ink, align=Align.RIGHT, anchor=Anchor.MIDDLE)


# --- Sentences --------------------------------------------------------------------------------
def _sentence(lead: str, said: str, width: float, size: float) -> Paragraph:
    """The leading words stand out; two spaces hold them apart from what follows."""
    lead = shortened(lead, size, width / 2, is_bold=True)
    said = shortened(said, size, width, lines=_MOST_LINES, is_bold=True)
    runs = (Run(f"{lead}  ", is_bold=True, ink=Ink.ACCENT),) if lead else ()
    return Paragraph((*runs, Run(said)), size)


def _sentences(
    lines: Sequence[Paragraph], heights: Sequence[float], at: Box, around: float
) -> Iterator[Element]:
    top = at.top
    for number, (line, height) in enumerate(zip(lines, heights, strict=True)):
        if number:
            yield Rule(at.left, top, at.right, top, Ink.GRID)
        yield Text(Box(at.left, top + around, at.width, height), (line,), anchor=Anchor.MIDDLE)
        top += height + 2 * around
