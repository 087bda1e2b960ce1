"""Boxes of words side by side, and questions in a column."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from math import ceil

from reporting.content.proofs import Asks, Card, Cards
from reporting.rendering.slides.blocks import (
    BAR,
    GUTTER,
    Block,
    check_fits,
    disc,
    drawn,
    edge_of,
    pill,
    pill_width,
    plain,
    row_of,
    rows_shared,
    set_alike,
    words_of,
)
from reporting.rendering.slides.grid import BODY, LABEL
from reporting.rendering.slides.runs import set_in
from reporting.rendering.slides.setting import TooFull, fits, height_of
from reporting.rendering.slides.shapes import (
    LEADING,
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
)
from reporting.rendering.text_metrics import width_of

_MOST_CARDS, _IN_A_ROW = 6, 3
_SIDE, _BELOW_THE_RULE = 16.0, 12.0
_PILL = 28.0
_TALL_NUMBER, _NUMBER = 54.0, 36.0
_TITLES = (24.0, 22.0, 20.0, 18.0)
_DISC, _BESIDE_THE_DISC = 48.0, 22.0


def draw_cards(proof: Cards, box: Box, numbers: Mapping[str, int]) -> Drawing:
    """Up to three boxes in a row, up to six in two. TooFull for more, or where words are long."""
    many = len(proof.cards)
    if many > _MOST_CARDS:
        raise TooFull(f"there are {many} cards; {_MOST_CARDS} have room.")
    across = many if many <= _IN_A_ROW else ceil(many / 2)
    rows = ceil(many / across) if many else 0
    height = (box.height - (rows - 1) * GUTTER) / max(rows, 1)
    elements: list[Element] = []
    for row in range(rows):
        line = Box(box.left, box.top + row * (height + GUTTER), box.width, height)
        cards = proof.cards[row * across : (row + 1) * across]
        places = row_of(line, across)[: len(cards)]
        elements += _row_of_cards(cards, places, numbers, is_tall=rows == 1)
    return drawn(box, elements)


def _row_of_cards(
    cards: Sequence[Card], places: Sequence[Box], numbers: Mapping[str, int], *, is_tall: bool
) -> list[Element]:
    """Cards of one row, with headings as large as they can all be; words begin at one height."""
    for size in _TITLES:
        try:
            return _set_cards(cards, places, numbers, size, is_tall=is_tall)
        except TooFull:
            if size == _TITLES[-1]:
                raise
    return []


def _set_cards(
    cards: Sequence[Card],
    places: Sequence[Box],
    numbers: Mapping[str, int],
    size: float,
    *,
    is_tall: bool,
) -> list[Element]:
    large = _TALL_NUMBER if is_tall else _NUMBER
    widest = max((width_of(card.number, large, is_bold=True) for card in cards), default=0.0)
    beside = widest + 12 if widest and not is_tall else 0.0
    above = large * LEADING + 6 if widest and is_tall else 0.0
    inner = [_within(place, beside) for place in places]
    titles = [plain(card.title, is_bold=True)(size) for card in cards]
    head = max(height_of(title, box.width) for title, box in zip(titles, inner, strict=True))
    foot = _PILL + 8 if any(card.leads_to for card in cards) else 0.0
    top = inner[0].top + above
    bodies = [Box(each.left, top + head + 4, each.width, 0.0) for each in inner]
    bodies = [replace(each, height=inner[0].bottom - foot - each.top) for each in bodies]
    settings = [partial(_body, card, numbers) for card in cards]
    sizes = (min(BODY, size), LABEL) if size > LABEL else (LABEL, 16.0)
    texts = set_alike(map(Block, bodies, settings), sizes)
    elements: list[Element] = []
    for card, place, within, title, text in zip(cards, places, inner, titles, texts, strict=True):
        number = Box(within.left - beside, within.top, beside or within.width, large * LEADING)
        heading = Text(Box(within.left, top, within.width, head), title)
        check_fits(heading)
        ink = words_of(card.weight, Ink.ACCENT)
        elements += [
            Shape(place, fill=Ink.PALE),
            Shape(replace(place, height=BAR), fill=edge_of(card.weight)),
            Text(number, plain(card.number, is_bold=True, ink=ink)(large)),
            heading,
            text,
        ]
        if card.leads_to:
            room = Box(within.left, within.bottom - _PILL, within.width, _PILL)
            elements.append(pill(card.leads_to, numbers, room))
    return elements


def _body(card: Card, numbers: Mapping[str, int], size: float) -> tuple[Paragraph, ...]:
    return (set_in(card.words, size, numbers),) if card.words else ()


def _within(place: Box, beside: float) -> Box:
    top = BAR + _BELOW_THE_RULE
    left = place.left + _SIDE + beside
    return Box(left, place.top + top, place.right - _SIDE - left, place.height - top - 12)


def draw_asks(proof: Asks, box: Box, numbers: Mapping[str, int]) -> Drawing:
    """A row for each question: a disc, the question, what is behind it, and the slide.

    TooFull where there are more than have room.
    """
    cards = proof.questions
    widest = max((pill_width(card.leads_to, numbers) for card in cards), default=0.0)
    pills = min(widest, box.width * 0.3)
    left = box.left + _DISC + _BESIDE_THE_DISC
    width = box.right - left - (pills + GUTTER if pills else 0.0)
    for size in _TITLES:
        needed = [height_of(_ask(card, numbers, size), width) + 14 for card in cards]
        if sum(needed) <= box.height and all(
            _is_whole(card, numbers, size, width) for card in cards
        ):
            break
    else:
        raise TooFull("the questions have more words than have room.")
    heights = rows_shared([max(need, _DISC + 6) for need in needed], box.height, box.height / 3)
    elements: list[Element] = []
    top = box.top
    for number, (card, height) in enumerate(zip(cards, heights, strict=True)):
        if number:
            elements.append(Rule(box.left, top, box.right, top, Ink.GRID))
        elements += [
            disc(box.left, top + height / 2, _DISC, card.number or "?", 28.0),
            Text(Box(left, top, width, height), _ask(card, numbers, size), anchor=Anchor.MIDDLE),
        ]
        if card.leads_to:
            room = Box(box.right - pills, top + 4, pills, height - 8)
            elements.append(pill(card.leads_to, numbers, room, is_right=True))
        top += height
    return Drawing(box, "", tuple(elements))


def _ask(card: Card, numbers: Mapping[str, int], size: float) -> tuple[Paragraph, ...]:
    ink = words_of(card.weight)
    question = Paragraph((Run(card.title, True, ink),), size)
    if not card.words:
        return (question,)
    return question, set_in(card.words, min(BODY, max(size - 2, LABEL)), numbers, above=3.0)


def _is_whole(card: Card, numbers: Mapping[str, int], size: float, width: float) -> bool:
    """Whether no word is wider than its column."""
    return fits(Text(Box(0, 0, width, 1e6), _ask(card, numbers, size)))
