"""Measures below a board: two bars to one scale each, and what became of them."""

from __future__ import annotations

from collections.abc import Mapping
from math import ceil

from reporting.content.proofs import Board, Pair
from reporting.rendering.slides.blocks import (
    check_fits,
    line_height,
    plain,
    row_of,
    words_of,
)
from reporting.rendering.slides.grid import BODY, HEADING, LABEL, SMALL
from reporting.rendering.slides.runs import set_in
from reporting.rendering.slides.setting import SAFE, TooFull, fits, height_of
from reporting.rendering.slides.shapes import (
    Align,
    Anchor,
    Box,
    Element,
    Ink,
    Paragraph,
    Run,
    Shape,
    Text,
)
from reporting.rendering.slides.tables.cells import Words, head
from reporting.rendering.text_metrics import width_of

# Bars beside one another are compared by eye, unless it is said that they can't be.
OWN_SCALE = " (bars of each to a scale of its own)"
_IN_A_ROW, _BETWEEN, _BELOW = 2, 24.0, 10.0
_ABOVE, _UNDER_THE_HEADING = 16.0, 8.0
_NAME_SHARE = 0.34
_BAR, _BAR_GAP = 22.0, 6.0
_LEAST_BAR = 20.0


def height_of_pairs(proof: Board, width: float, numbers: Mapping[str, int]) -> float:
    """How high the pairs are with their heading and the room above them; 0 without any."""
    if not proof.pairs:
        return 0.0
    rows = ceil(len(proof.pairs) / _IN_A_ROW)
    _, height = _size(proof, width, numbers)
    return _heading_height(proof) + rows * height + (rows - 1) * _BELOW


def draw_pairs(proof: Board, box: Box, numbers: Mapping[str, int]) -> list[Element]:
    """The pairs below their heading, two in a row. TooFull where they have no room."""
    size, height = _size(proof, box.width, numbers)
    top = box.top + _heading_height(proof)
    elements: list[Element] = []
    if proof.pairs_heading:
        place = Box(box.left, box.top + _ABOVE, box.width, line_height(HEADING))
        scale = OWN_SCALE if len(proof.pairs) > 1 else ""
        heading = Text(place, head(f"{proof.pairs_heading}{scale}"))
        check_fits(heading)
        elements.append(heading)
    for number, pair in enumerate(proof.pairs):
        row, column = divmod(number, _IN_A_ROW)
        line = Box(box.left, top + row * (height + _BELOW), box.width, height)
        place = row_of(line, _IN_A_ROW, _BETWEEN)[column]
        name = Box(place.left, place.top, place.width * _NAME_SHARE, height)
        bars = Box(name.right + 8, place.top, place.right - name.right - 8, height)
        elements += [Text(name, _words(pair, size, numbers)), *_bars(pair, bars)]
    return elements


def _heading_height(proof: Board) -> float:
    heading = line_height(HEADING) + _UNDER_THE_HEADING if proof.pairs_heading else 0.0
    return _ABOVE + heading


def _size(proof: Board, width: float, numbers: Mapping[str, int]) -> tuple[float, float]:
    """The size of all the names, and the height of a pair."""
    room = (width - _BETWEEN) / _IN_A_ROW * _NAME_SHARE
    bars = max(len(pair.bars) for pair in proof.pairs) * (_BAR + _BAR_GAP) - _BAR_GAP
    for size in (BODY, LABEL, HEADING):
        words = [_words(pair, size, numbers) for pair in proof.pairs]
        height = max(bars, *(height_of(each, room) for each in words))
        if all(fits(Text(Box(0, 0, room, height), each)) for each in words):
            return size, height
    raise TooFull("the name of a measure is too long.")


def _words(pair: Pair, size: float, numbers: Mapping[str, int]) -> Words:
    ink = words_of(pair.weight, Ink.ACCENT)
    change = set_in(pair.change, min(size, LABEL), numbers, is_bold=True, ink=ink, above=2.0)
    return (*plain(pair.name, is_bold=True)(size), *((change,) if pair.change else ()))


def _bars(pair: Pair, box: Box) -> list[Element]:
    """The bars from zero, each behind its label and before its value."""
    labels = max((width_of(label, SMALL) for label, _ in pair.bars), default=0.0) / SAFE + 1
    values = max(
        (width_of(cell.text_but_nature, HEADING, is_bold=True) for _, cell in pair.bars),
        default=0.0,
    )
    values = values / SAFE + 1
    room = box.width - labels - values - 12
    if room < _LEAST_BAR:
        raise TooFull("the bars of a measure have no room.")
    most = max((abs(cell.number or 0) for _, cell in pair.bars), default=0) or 1
    elements: list[Element] = []
    for number, (label, cell) in enumerate(pair.bars):
        is_last = number == len(pair.bars) - 1
        top = box.top + number * (_BAR + _BAR_GAP)
        width = room * abs(cell.number or 0) / most
        bar = Box(box.left + labels + 6, top, width, _BAR)
        said = plain(label, ink=Ink.QUIET)(SMALL)
        value = Paragraph((Run(cell.text_but_nature, is_last),), HEADING)
        elements.append(Text(Box(box.left, top, labels, _BAR), said, Align.RIGHT, Anchor.MIDDLE))
        if width > 0:
            fill = Ink.ACCENT if is_last else Ink.PAST
            elements.append(Shape(bar, fill=fill, is_hatched=cell.is_illustrative))
        beside = Box(bar.right + 6, top, values, _BAR)
        elements.append(Text(beside, (value,), anchor=Anchor.MIDDLE))
    return elements
