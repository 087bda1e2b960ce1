"""What drawings are made of: words set alike beside one another, discs, pills, pale boxes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from reporting.content.phrases import Phrase, SlideRef
from reporting.content.proofs import Card, Weight
from reporting.rendering.slides.grid import LABEL, SMALL
from reporting.rendering.slides.runs import runs_of
from reporting.rendering.slides.setting import (
    POINT_INDENT,
    TooFull,
    fits,
    height_of,
    snug,
    with_tidy_end,
)
from reporting.rendering.slides.shapes import (
    LEADING,
    Align,
    Anchor,
    Box,
    Drawing,
    Element,
    Form,
    Ink,
    Paragraph,
    Run,
    Shape,
    Table,
    Text,
)

Setting = Callable[[float], tuple[Paragraph, ...]]
BAR = 4.5  # the width of the bar or rule at the edge of a box
GUTTER = 17.0
SIDE, TOP = 14.0, 8.0  # room within a box
ELLIPSE_ROOM = 0.71  # of the sides of an ellipse, for words
_ARROW = " →"


@dataclass(frozen=True)
class Block:
    """Words that are to stand in a box, at whatever size they are set with their like."""

    box: Box
    at: Setting
    align: Align = Align.LEFT
    anchor: Anchor = Anchor.TOP

    def text(self, size: float) -> Text:
        return Text(self.box, self.at(size), self.align, self.anchor)

    def height(self, size: float) -> float:
        return height_of(self.at(size), self.box.width)


def set_alike(blocks: Iterable[Block], sizes: Sequence[float]) -> tuple[Text, ...]:
    """All of the blocks in the first of `sizes` at which each fits its box; TooFull if none.

    A block without words gives a text without paragraphs: `drawn` leaves it out.
    """
    kept = tuple(blocks)
    for size in sizes:
        texts = tuple(block.text(size) for block in kept)
        if all(fits(text) for text in texts):
            return texts
    raise TooFull("there are more words than have room.")


def drawn(box: Box, elements: Iterable[Element], tables: Sequence[Table] = ()) -> Drawing:
    """The elements as a drawing: none without words, and no last line under a third."""
    found: list[Element] = []
    for element in elements:
        if isinstance(element, Text):
            found += [_tidy(element)] if element.paragraphs else []
        elif isinstance(element, Shape) and element.text:
            found.append(replace(element, text=_tidy(element.text)))
        else:
            found.append(element)
    tidy = tuple(
        replace(table, cells=tuple(tuple(map(_tidy, row)) for row in table.cells))
        for table in tables
    )
    return Drawing(box, "", tuple(found), tables=tidy)


def _tidy(text: Text) -> Text:
    """The text without orphans, where it still fits so."""
    paragraphs = tuple(
        with_tidy_end(each, text.box.width - POINT_INDENT * each.is_point)
        for each in text.paragraphs
    )
    tidied = replace(text, paragraphs=paragraphs)
    return tidied if fits(tidied) else text


def check_fits(*texts: Text) -> None:
    """TooFull unless each of the texts has room in its box."""
    for text in texts:
        if not fits(text):
            raise TooFull("there are more words than have room.")


def plain(
    text: str, *, is_bold: bool = False, ink: Ink = Ink.TEXT, least: float = SMALL
) -> Setting:
    """One paragraph of `text` at any size, but not under `least`."""

    def at(size: float) -> tuple[Paragraph, ...]:
        if not text.strip():
            return ()
        return (Paragraph((Run(text, is_bold, ink),), max(size, least)),)

    return at


def row_of(box: Box, number: int, gap: float = GUTTER) -> tuple[Box, ...]:
    """`number` boxes of one width side by side in `box`."""
    width = (box.width - (number - 1) * gap) / max(number, 1)
    return tuple(
        Box(box.left + index * (width + gap), box.top, width, box.height) for index in range(number)
    )


def row_by(box: Box, shares: Sequence[float], gap: float = GUTTER) -> tuple[Box, ...]:
    """Boxes side by side in `box`, as wide as their shares have it."""
    room = box.width - (len(shares) - 1) * gap
    widths = [room * share / sum(shares) for share in shares]
    lefts = [box.left + sum(widths[:at]) + at * gap for at in range(len(widths))]
    return tuple(
        Box(left, box.top, width, box.height) for left, width in zip(lefts, widths, strict=True)
    )


def rows_shared(needed: Sequence[float], height: float, most: float) -> tuple[float, ...]:
    """Heights of rows that need at least `needed` and share `height`, none above `most` by that.

    TooFull where there is not room for them.
    """
    if sum(needed) > height + 0.5:
        raise TooFull("there are more rows than have room.")
    low, high = 0.0, max(most, 0.0)
    for _ in range(40):
        level = (low + high) / 2
        if sum(max(need, level) for need in needed) > height:
            high = level
        else:
            low = level
    return tuple(max(need, low) for need in needed)


def disc(left: float, middle: float, diameter: float, sign: str, size: float) -> Shape:
    """A filled disc with a number or a sign in it, whose middle is at the height `middle`."""
    box = Box(left, middle - diameter / 2, diameter, diameter)
    room = box.inset(diameter * (1 - ELLIPSE_ROOM) / 2)
    for each in (size, LABEL, SMALL):
        text = Text(
            room, plain(sign, is_bold=True, ink=Ink.GROUND)(each), Align.CENTRE, Anchor.MIDDLE
        )
        if each <= size and fits(text):
            return Shape(box, Form.ELLIPSE, fill=Ink.ACCENT, text=text)
    raise TooFull("a number is too long for its disc.")


def dot(x: float, y: float, diameter: float, *, fill: Ink, edge: Ink, name: str = "") -> Shape:
    """A disc without words, filled or as a ring."""
    box = Box(x - diameter / 2, y - diameter / 2, diameter, diameter)
    return Shape(box, Form.ELLIPSE, fill=fill, edge=edge, edge_width=2.5, name=name)


def edged(box: Box, ink: Ink = Ink.ACCENT) -> tuple[Shape, Shape]:
    """A pale box with a bar at its left."""
    bar = Box(box.left, box.top, BAR, box.height)
    return Shape(box, fill=Ink.PALE), Shape(bar, fill=ink)


def topped(box: Box, ink: Ink = Ink.ACCENT) -> Shape:
    """The rule at the top of a card."""
    return Shape(Box(box.left, box.top, box.width, 2.0), fill=ink)


def edge_of(weight: Weight) -> Ink:
    """The ink of a bar or rule beside what has this weight."""
    return {Weight.ATTENTION: Ink.ATTENTION, Weight.REST: Ink.PAST}.get(weight, Ink.ACCENT)


def words_of(weight: Weight, otherwise: Ink = Ink.TEXT) -> Ink:
    return Ink.ATTENTION_WORDS if weight is Weight.ATTENTION else otherwise


def links_of(
    phrase: Phrase, numbers: Mapping[str, int], *, ink: Ink = Ink.ACCENT
) -> tuple[Run, ...]:
    """Where to look, as the words of a pill: "Slide 11 →"."""
    runs = runs_of(phrase, numbers, is_bold=True, ink=ink)
    if not runs:
        return ()
    first = replace(runs[0], text=runs[0].text[:1].upper() + runs[0].text[1:])
    runs = (first, *runs[1:])
    if any(isinstance(part, SlideRef) and part.to in numbers for part in phrase.parts):
        runs = (*runs[:-1], replace(runs[-1], text=runs[-1].text + _ARROW))
    return runs


def pill_width(phrase: Phrase, numbers: Mapping[str, int], size: float = LABEL) -> float:
    """How wide the pill of a link is when its words stand on one line; 0 without words."""
    text = "".join(run.text for run in links_of(phrase, numbers))
    return snug(text, size, is_bold=True) + 18 if text else 0.0


def pill(phrase: Phrase, numbers: Mapping[str, int], box: Box, *, is_right: bool = False) -> Shape:
    """A link as an outlined pill at the bottom of `box`, or with `is_right` at its right.

    Long words stand on several lines.
    """
    runs = links_of(phrase, numbers)
    for size in (LABEL, 16.0, SMALL):
        width = min(pill_width(phrase, numbers, size), box.width)
        paragraph = Paragraph(runs, size)
        height = height_of((paragraph,), width - 16) + 6
        left = box.right - width if is_right else box.left
        top = box.top + (box.height - height) / 2 if is_right else box.bottom - height
        outer = Box(left, top, width, height)
        text = Text(outer.inset(8, 3), (paragraph,), Align.CENTRE, Anchor.MIDDLE)
        if height <= box.height and fits(text):
            return Shape(outer, Form.ROUNDED, Ink.GROUND, Ink.ACCENT, 1.5, text=text)
    raise TooFull("the words of a link have no room.")


def card_at(
    card: Card,
    numbers: Mapping[str, int],
    *,
    title_ink: Ink = Ink.TEXT,
    ink: Ink = Ink.TEXT,
    larger: float = 0.0,
) -> Setting:
    """A card as its heading in bold, its words and where to look, one below the other."""

    def at(size: float) -> tuple[Paragraph, ...]:
        title = " ".join(part for part in (card.number, card.title) if part)
        paragraphs = [
            Paragraph((Run(title, True, words_of(card.weight, title_ink)),), size + larger),
            Paragraph(runs_of(card.words, numbers, ink=ink), size, 2.0),
            Paragraph(links_of(card.leads_to, numbers), min(size, LABEL), 4.0),
        ]
        return tuple(each for each in paragraphs if each.text.strip())

    return at


def line_height(size: float) -> float:
    return size * LEADING
