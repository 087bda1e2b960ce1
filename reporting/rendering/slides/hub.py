"""Who works together around one body, and things of one kind that are done or not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import ceil

from reporting.content.proofs import Card, Checks, Hub
from reporting.rendering.slides.blocks import (
    BAR,
    ELLIPSE_ROOM,
    GUTTER,
    SIDE,
    Block,
    card_at,
    drawn,
    edge_of,
    edged,
    plain,
    set_alike,
)
from reporting.rendering.slides.grid import BODY, HEADING, LABEL, SMALL
from reporting.rendering.slides.setting import TooFull, fits
from reporting.rendering.slides.shapes import (
    Align,
    Anchor,
    Box,
    Drawing,
    Element,
    Form,
    Ink,
    Paragraph,
    Rule,
    Run,
    Shape,
    Text,
)

_HUB_SHARE, _GAP = 0.33, 8.0
_WIDEST_ALONE = 640.0
_DONE = "✓\u00a0"
_LARGE, _MOST_TILE = 24.0, 180.0


def draw_hub(proof: Hub, box: Box, numbers: Mapping[str, int]) -> Drawing:
    """The body in the middle of those around it, and the cards beside. TooFull without room."""
    width = box.width * _HUB_SHARE if proof.cards else min(box.width, _WIDEST_ALONE)
    left = box.left if proof.cards else box.left + (box.width - width) / 2
    ring = Box(left, box.top, width, box.height)
    elements = _ring(proof, ring)
    if proof.cards:
        left = ring.right + 34
        elements += _cards(proof.cards, Box(left, box.top, box.right - left, box.height), numbers)
    return drawn(box, elements)


def _ring(proof: Hub, box: Box) -> list[Element]:
    for size in (LABEL, HEADING, SMALL):
        found = _four(proof, box, size) if len(proof.around) <= 4 else None
        found = found or _spine(proof, box, size)
        if found is not None:
            return found
    raise TooFull("there are more bodies than have room around one.")


def _four(proof: Hub, box: Box, size: float) -> list[Element] | None:
    """Up to two above the body and two below it."""
    height = min(box.height * 0.2, 64.0)
    above, below = (
        proof.around[: ceil(len(proof.around) / 2)],
        proof.around[ceil(len(proof.around) / 2) :],
    )
    centre = Box(
        box.left + box.width * 0.08, box.top + box.height * 0.35, box.width * 0.84, box.height * 0.3
    )
    elements: list[Element] = []
    x, y = centre.middle
    for names, top in ((above, box.top), (below, box.bottom - height)):
        for number, name in enumerate(names):
            width = (box.width - _GAP) / 2
            left = box.left + number * (width + _GAP) if len(names) > 1 else x - width / 2
            place = Box(left, top, width, height)
            end = place.bottom if top < y else place.top
            line = Rule(
                x + (place.middle[0] - x) * 0.3, y, place.middle[0], end, *_line(proof, name)
            )
            node = _around(proof, name, place, size)
            if node is None:
                return None
            elements = [line, *elements, node]
    middle = _centre(proof, centre, size)
    return None if middle is None else [*elements, middle]


def _spine(proof: Hub, box: Box, size: float) -> list[Element] | None:
    """The body at the top, those around it in two columns along a line below."""
    if not proof.around:
        return None
    rows = ceil(len(proof.around) / 2)
    centre = Box(box.left + box.width * 0.08, box.top, box.width * 0.84, box.height * 0.26)
    top = centre.bottom + 14
    gap = _GAP + 2
    height = min((box.bottom - top - (rows - 1) * _GAP) / rows, 64.0)
    width = (box.width - gap) / 2
    x = centre.middle[0]
    last = top + (rows - 1) * (height + _GAP) + height / 2
    elements: list[Element] = [Rule(x, centre.middle[1], x, last, Ink.QUIET, 1.5)]
    for number, name in enumerate(proof.around):
        is_right = number % 2
        place = Box(
            box.left + is_right * (width + gap), top + number // 2 * (height + _GAP), width, height
        )
        node = _around(proof, name, place, size)
        if node is None:
            return None
        y = place.middle[1]
        elements += [
            Rule(x, y, place.left if is_right else place.right, y, *_line(proof, name)),
            node,
        ]
    middle = _centre(proof, centre, size)
    return None if middle is None else [*elements, middle]


def _line(proof: Hub, name: str) -> tuple[Ink, float]:
    return (Ink.ACCENT, 3.0) if name == proof.here else (Ink.QUIET, 1.5)


def _centre(proof: Hub, box: Box, size: float) -> Shape | None:
    inner = box.inset(box.width * (1 - ELLIPSE_ROOM) / 2, box.height * (1 - ELLIPSE_ROOM) / 2)
    text = Text(inner, plain(proof.centre, is_bold=True)(size), Align.CENTRE, Anchor.MIDDLE)
    return Shape(box, Form.ELLIPSE, Ink.PALE, Ink.ACCENT, 1.5, text=text) if fits(text) else None


def _around(proof: Hub, name: str, box: Box, size: float) -> Shape | None:
    is_here = name == proof.here
    setting = plain(name, is_bold=is_here, ink=Ink.GROUND if is_here else Ink.TEXT)
    if box.height <= 8:
        return None
    text = Text(box.inset(4, 2), setting(size), Align.CENTRE, Anchor.MIDDLE)
    fill, edge = (Ink.ACCENT, Ink.ACCENT) if is_here else (Ink.GROUND, Ink.QUIET)
    return Shape(box, Form.ROUNDED, fill, edge, 1.5, text=text) if fits(text) else None


def _cards(cards: Sequence[Card], box: Box, numbers: Mapping[str, int]) -> list[Element]:
    """Pale boxes in two columns, or in one where they are three at most."""
    across = 1 if len(cards) <= 3 else 2
    rows = ceil(len(cards) / across)
    height = (box.height - (rows - 1) * 15.0) / rows
    width = (box.width - (across - 1) * GUTTER) / across
    places = [
        Box(
            box.left + number % across * (width + GUTTER),
            box.top + number // across * (height + 15.0),
            width,
            height,
        )
        for number in range(len(cards))
    ]
    blocks = [
        Block(
            Box(place.left + BAR + 12, place.top + 4, width - BAR - 12 - SIDE / 2, height - 8),
            card_at(card, numbers, larger=2.0),
            anchor=Anchor.MIDDLE,
        )
        for card, place in zip(cards, places, strict=True)
    ]
    texts = set_alike(blocks, (BODY, LABEL, HEADING))
    elements: list[Element] = []
    for card, place, text in zip(cards, places, texts, strict=True):
        elements += [*edged(place, edge_of(card.weight)), text]
    return elements


def draw_checks(proof: Checks, box: Box, numbers: Mapping[str, int]) -> Drawing:
    """A tile for each thing, filled where it is done. TooFull where there are too many."""
    many = len(proof.labels)
    for size in (_LARGE, BODY, LABEL, HEADING, SMALL):
        ways = sorted(range(1, many + 1), key=lambda across: _crookedness(box, many, across))
        for across in ways:
            found = _tiles(proof, box, across, size)
            if found is not None:
                return drawn(box, found)
    if not many:
        return Drawing(box, "")
    raise TooFull("there are more tiles than have room.")


def _crookedness(box: Box, many: int, across: int) -> float:
    """How far tiles are from twice as wide as high, and how many places stay empty."""
    rows = ceil(many / across)
    shape = (box.width / across) / (box.height / rows) / 2
    return max(shape, 1 / shape) + (rows * across - many) * 0.25


def _tiles(proof: Checks, box: Box, across: int, size: float) -> list[Element] | None:
    many = len(proof.labels)
    rows = ceil(many / across)
    width = (box.width - (across - 1) * _GAP) / across
    height = min((box.height - (rows - 1) * _GAP) / rows, _MOST_TILE)
    elements: list[Element] = []
    for number, (label, is_done) in enumerate(zip(proof.labels, proof.are_done, strict=True)):
        place = Box(
            box.left + number % across * (width + _GAP),
            box.top + number // across * (height + _GAP),
            width,
            height,
        )
        if width <= 16 or height <= 8:
            return None
        text = Text(
            place.inset(7, 3), _tile(proof, label, is_done, size), Align.CENTRE, Anchor.MIDDLE
        )
        if not fits(text):
            return None
        fill, edge = (Ink.ACCENT, Ink.ACCENT) if is_done else (Ink.GROUND, Ink.ATTENTION_WORDS)
        elements.append(Shape(place, fill=fill, edge=edge, edge_width=2.25, text=text))
    return elements


def _tile(proof: Checks, label: str, is_done: bool, size: float) -> tuple[Paragraph, ...]:
    ink = Ink.GROUND if is_done else Ink.TEXT
    state = f"{_DONE}{proof.done}" if is_done else proof.open
    name = (Paragraph((Run(label, False, ink),), size),) if label else ()
    return (*name, Paragraph((Run(state, True, ink),), size))
