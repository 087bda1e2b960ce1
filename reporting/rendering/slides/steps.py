"""What follows upon what, and a project told as its ways to one message."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product

from reporting.content.proofs import Card, Steps, Track, Tracks
from reporting.rendering.slides.blocks import (
    BAR,
    SIDE,
    TOP,
    card_at,
    check_fits,
    drawn,
    edge_of,
    edged,
    links_of,
    plain,
    row_by,
    row_of,
    topped,
)
from reporting.rendering.slides.grid import BODY, HEADING, LABEL, SMALL
from reporting.rendering.slides.runs import set_in
from reporting.rendering.slides.setting import TooFull, fits, height_of
from reporting.rendering.slides.shapes import (
    Align,
    Anchor,
    Box,
    Drawing,
    Element,
    Form,
    Ink,
    Paragraph,
    Shape,
    Text,
)

# Of the steps and promises, and of the cards below them.
_SIZES_OF_STEPS = (
    (BODY, BODY),
    (BODY, LABEL),
    (LABEL, LABEL),
    (LABEL, HEADING),
    (HEADING, HEADING),
    (HEADING, SMALL),
)
_ARROW, _MOST_TRACK, _ABOVE_FACTS = 58.0, 120.0, 20.0
_OVERLAP = 10.0  # how far an arrow reaches into the notch of the next
_TRACK_INKS = (Ink.ACCENT, Ink.SECOND, Ink.THIRD, Ink.FOURTH)


@dataclass(frozen=True)
class _Band:
    """Elements that need a height; `draw` sets them below a top."""

    height: float
    draw: Callable[[float], list[Element]]


def draw_steps(proof: Steps, box: Box, numbers: Mapping[str, int]) -> Drawing:
    """Arrows with words below, then promises, then cards. TooFull where they have no room."""
    for size, size_of_cards in _SIZES_OF_STEPS:
        bands = [_arrows(proof.steps, box, numbers, size)] if proof.steps else []
        if proof.promises:
            bands.append(_promises(proof.promises, box, numbers, size))
        if proof.cards:
            bands.append(facts(proof.cards, box, numbers, size_of_cards))
        if None not in bands:
            found = _stacked([band for band in bands if band], box)
            if found is not None:
                return drawn(box, found)
    raise TooFull("the steps have more words than have room.")


def _stacked(bands: Sequence[_Band], box: Box) -> list[Element] | None:
    """The bands below one another, with like gaps; None where they are too high."""
    spare = box.height - sum(band.height for band in bands)
    gaps = len(bands) - 1
    if spare < 14.0 * gaps:
        return None
    gap = min(spare / max(gaps, 1), 44.0)
    top = box.top
    elements: list[Element] = []
    for band in bands:
        elements += band.draw(top)
        top += band.height + gap
    return elements


def _arrows(
    steps: Sequence[Card], box: Box, numbers: Mapping[str, int], size: float
) -> _Band | None:
    """The steps as arrows, with their words below; None where a word is too wide."""
    third = _ARROW / 3
    places = row_of(Box(box.left, 0.0, box.width, _ARROW), len(steps), -_OVERLAP + 4)
    titles = [" ".join(part for part in (step.number, step.title) if part) for step in steps]
    inner = [
        Box(place.left + (third + 4 if number else 10), 0.0, 0.0, _ARROW)
        for number, place in enumerate(places)
    ]
    inner = [
        replace(each, width=place.right - third - each.left)
        for each, place in zip(inner, places, strict=True)
    ]
    for title_size in (24.0, BODY, LABEL, HEADING):
        labels = [
            Text(
                each,
                plain(title, is_bold=True, ink=Ink.GROUND)(title_size),
                Align.CENTRE,
                Anchor.MIDDLE,
            )
            for each, title in zip(inner, titles, strict=True)
        ]
        if all(fits(label) for label in labels):
            break
    else:
        return None
    below = [Box(place.left + 6, _ARROW + 8, place.width - third - 10, 0.0) for place in places]
    words = [_words_below(step, numbers, size) for step in steps]
    tallest = max(height_of(each, place.width) for each, place in zip(words, below, strict=True))
    texts = [
        Text(replace(place, height=tallest), each) for place, each in zip(below, words, strict=True)
    ]
    if not all(fits(text) for text in texts):
        return None

    def draw(top: float) -> list[Element]:
        elements: list[Element] = []
        for number, place in enumerate(places):
            form = Form.CHEVRON if number else Form.PENTAGON
            label = replace(labels[number], box=labels[number].box.moved(down=top))
            elements += [
                Shape(place.moved(down=top), form, Ink.ACCENT, text=label),
                replace(texts[number], box=texts[number].box.moved(down=top)),
            ]
        return elements

    return _Band(_ARROW + 8 + tallest, draw)


def _words_below(step: Card, numbers: Mapping[str, int], size: float) -> tuple[Paragraph, ...]:
    found = [set_in(step.words, size, numbers)] if step.words else []
    if step.leads_to:
        found.append(Paragraph(links_of(step.leads_to, numbers), min(size, LABEL), 3.0))
    return tuple(found)


def _promises(
    cards: Sequence[Card], box: Box, numbers: Mapping[str, int], size: float
) -> _Band | None:
    """Pale boxes side by side."""
    places = row_of(replace(box, top=0.0), len(cards))
    settings = [card_at(card, numbers, title_ink=Ink.ACCENT) for card in cards]
    width = places[0].width - SIDE - BAR - 10
    words = [at(size) for at in settings]
    height = max(height_of(each, width) for each in words) + 2 * TOP
    if not all(fits(Text(Box(0, 0, width, height), each)) for each in words):
        return None

    def draw(top: float) -> list[Element]:
        elements: list[Element] = []
        for card, place, each in zip(cards, places, words, strict=True):
            ground = Box(place.left, top, place.width, height)
            inner = Box(place.left + BAR + 10, top, width, height)
            elements += [
                *edged(ground, edge_of(card.weight)),
                Text(inner, each, anchor=Anchor.MIDDLE),
            ]
        return elements

    return _Band(height, draw)


def facts(cards: Sequence[Card], box: Box, numbers: Mapping[str, int], size: float) -> _Band | None:
    """Cards side by side, each below a rule; None where a word is too wide."""
    words = [card_at(card, numbers, title_ink=Ink.ACCENT)(size) for card in cards]
    places, height = min(
        (_heights(words, row_by(replace(box, top=0.0), shares)) for shares in _shares(words)),
        key=lambda way: way[1],
    )
    texts = [
        Text(Box(place.left, 0.0, place.width, height), each)
        for place, each in zip(places, words, strict=True)
    ]
    if not all(fits(text) for text in texts):
        return None

    def draw(top: float) -> list[Element]:
        elements: list[Element] = []
        for card, text in zip(cards, texts, strict=True):
            ground = text.box.moved(down=top)
            words_at = replace(text, box=text.box.moved(down=top + TOP))
            elements += [topped(ground, edge_of(card.weight)), words_at]
        return elements

    return _Band(height + TOP, draw)


def _shares(words: Sequence[tuple[Paragraph, ...]]) -> tuple[tuple[float, ...], ...]:
    """Cards of one width, or wider ones where there is more to say."""
    lengths = [sum(len(paragraph.text) for paragraph in each) for each in words]
    usual = sum(lengths) / len(lengths) or 1.0
    by_length = tuple(min(max(length / usual, 0.75), 1.6) for length in lengths)
    return (1.0,) * len(words), by_length


def _heights(
    words: Sequence[tuple[Paragraph, ...]], places: Sequence[Box]
) -> tuple[Sequence[Box], float]:
    """The places with the height that the highest of the cards needs."""
    heights = (height_of(each, place.width) for each, place in zip(words, places, strict=True))
    return places, max(heights)


def draw_tracks(proof: Tracks, box: Box, numbers: Mapping[str, int]) -> Drawing:
    """Each way as an arrow and its boxes, the message they lead to beside, facts below.

    TooFull where they have no room.
    """
    sizes = (BODY, LABEL, HEADING, SMALL)
    pairs = sorted(product(sizes, sizes[:-1]), key=lambda pair: (-min(pair), -sum(pair)))
    for size, size_of_facts in pairs:
        below = _facts_or_none(proof, box, numbers, size_of_facts)
        if below is None:
            continue
        room = box.height - below.height - (_ABOVE_FACTS if proof.facts else 0.0)
        place = Box(box.left, box.top, box.width, min(room, _MOST_TRACK * len(proof.tracks)))
        try:
            elements = _ways(proof, place, numbers, size)
        except TooFull:
            continue
        top = place.bottom + min(30.0, max(box.bottom - place.bottom - below.height, 0.0))
        return drawn(box, [*elements, *below.draw(top)])
    raise TooFull("the project has more words than have room.")


def _facts_or_none(
    proof: Tracks, box: Box, numbers: Mapping[str, int], size: float
) -> _Band | None:
    """The facts below the ways, of no height where there are none; None without room."""
    return facts(proof.facts, box, numbers, size) if proof.facts else _Band(0.0, lambda _: [])


def _ways(proof: Tracks, box: Box, numbers: Mapping[str, int], size: float) -> list[Element]:
    many = len(proof.tracks)
    if box.height <= 0 or many > len(_TRACK_INKS):
        raise TooFull("there are more ways than have room.")
    outcome = Box(box.right - box.width * 0.205, box.top, box.width * 0.205, box.height)
    elements: list[Element] = []
    gap = 14.0
    height = (box.height - (many - 1) * gap) / max(many, 1)
    for number, track in enumerate(proof.tracks):
        top = box.top + number * (height + gap)
        place = Box(box.left, top, outcome.left - 20 - box.left, height)
        elements += _way(track, place, _TRACK_INKS[number], size)
    at = card_at(proof.outcome, numbers, larger=2.0)
    text = Text(outcome.inset(12, 8), at(size), Align.CENTRE, Anchor.MIDDLE)
    check_fits(text)
    shape = Shape(outcome, Form.ROUNDED, Ink.PALE, Ink.ACCENT, 1.5, text=text)
    return [*elements, shape]


def _way(track: Track, box: Box, ink: Ink, size: float) -> list[Element]:
    """The arrow with the name of the way, and what it was made up of."""
    arrow = Box(box.left, box.top, box.width * 0.37, box.height)
    inner = Box(
        arrow.left + SIDE + 2, arrow.top, arrow.width - SIDE - 2 - arrow.height / 3, arrow.height
    )
    title = plain(track.title, is_bold=True, ink=Ink.GROUND)(size + 4)
    text = Text(inner, (*title, *plain(track.words, ink=Ink.GROUND)(size)), anchor=Anchor.MIDDLE)
    check_fits(text)
    elements: list[Element] = [Shape(arrow, Form.PENTAGON, ink, text=text)]
    room = Box(arrow.right + 14, box.top + 6, box.right - arrow.right - 14, box.height - 12)
    for words, place in zip(track.boxes, row_of(room, len(track.boxes), 8.0), strict=True):
        said = Text(place.inset(6, 4), plain(words)(size), Align.CENTRE, Anchor.MIDDLE)
        check_fits(said)
        elements.append(Shape(place, fill=Ink.GROUND, edge=ink, edge_width=2.0, text=said))
    return elements
