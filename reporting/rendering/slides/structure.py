"""A partnership's structure on one slide: who scrutinises it, and its groups by what they do."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from math import ceil

from reporting.content.proofs import Body, BodyColumn, Structure
from reporting.rendering.slides.blocks import check_fits, drawn, line_height, rows_shared
from reporting.rendering.slides.grid import HEADING, LABEL, SMALL
from reporting.rendering.slides.setting import SAFE, TooFull, height_of, lines_of, widest_word
from reporting.rendering.slides.shapes import (
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
)
from reporting.rendering.text_metrics import width_of

_COLUMN_GAP, _MOST_NODE, _NODE_TOP = 18.0, 5.0, 2.0
_SHORT_NAME, _ANY_NAME = 2, 99


@dataclass(frozen=True)
class _Look:
    """Sizes of names and of words, and the room around them; `is_joined` sets both in one line."""

    name: float
    words: float
    side: float = 8.0
    gap: float = 10.0
    drop: float = 34.0
    is_joined: bool = False
    most_lines: int = 2  # of a name

    @property
    def is_small(self) -> bool:
        """Whether anything that fits larger is better than this."""
        return self.name <= SMALL


_LOOKS = (
    _Look(LABEL, HEADING),
    _Look(LABEL, HEADING, 7.0, 7.0, 24.0),
    _Look(HEADING, SMALL),
    _Look(HEADING, SMALL, 6.0, 7.0, 26.0),
    _Look(SMALL, SMALL, 6.0, 6.0, 24.0),
    _Look(SMALL, SMALL, 5.0, 5.0, 20.0, is_joined=True),
)


def draw_structure(proof: Structure, box: Box, numbers: Mapping[str, int]) -> Drawing:
    """All of the groups, as large as they fit. TooFull where they do not."""
    for look, widths in _ways(proof.columns):
        try:
            return drawn(box, _set_structure(proof, box, look, widths))
        except TooFull:
            continue
    raise TooFull("there are more groups than have room.")


def _ways(columns: Sequence[BodyColumn]) -> Iterator[tuple[_Look, tuple[float, ...]]]:
    """How the structure may be set, from the best: short names, then any, then small ones."""
    for most_lines, is_small in ((_SHORT_NAME, False), (_ANY_NAME, False), (_ANY_NAME, True)):
        for widths in _widths(columns):
            for look in _LOOKS:
                if look.is_small is is_small:
                    yield replace(look, most_lines=most_lines), widths


def _widths(columns: Sequence[BodyColumn]) -> Iterator[tuple[float, ...]]:
    """The columns' shares of the room: alike, or by how many groups they have."""
    yield (1.0,) * len(columns)
    counts = [len(column.bodies) for column in columns]
    if counts and max(counts) != min(counts):
        yield tuple(max(count, sum(counts) / len(counts) * 0.7) for count in counts)


def _set_structure(
    proof: Structure, box: Box, look: _Look, widths: Sequence[float]
) -> list[Element]:
    """The structure in this look. TooFull where that has no room."""
    elements, top = _head(proof, box, look)
    if not proof.columns:
        return elements
    room = box.width - _COLUMN_GAP * (len(widths) - 1)
    boxes: list[Box] = []
    left = box.left
    begin = top.bottom + look.drop
    for share in widths:
        width = room * share / sum(widths)
        boxes.append(Box(left, begin, width, box.bottom - begin))
        left += width + _COLUMN_GAP
    elements += _lines(top, boxes)
    heads = [
        _column_head(column, each, look) for column, each in zip(proof.columns, boxes, strict=True)
    ]
    check_fits(*heads)
    for column, each, text in zip(proof.columns, boxes, heads, strict=True):
        first = text.box.bottom + look.gap * 0.6
        inner = Box(each.left + 12, first, each.width - 24, each.bottom - 12 - first)
        elements += [Shape(each, fill=Ink.PALE), text, *_nodes(column.bodies, inner, look)]
    return elements


def _head(proof: Structure, box: Box, look: _Look) -> tuple[list[Element], Box]:
    """The body at the top and the one beside it that looks at it, and where the first stands."""
    width = min(max(_width(proof.top, look) + 24, box.width * 0.33), box.width * 0.5)
    top = Box(box.left + (box.width - width) / 2, box.top, width, 0.0)
    label = proof.beside_does if proof.beside else ""
    gap = max(widest_word(label, look.words) / SAFE + 24, 60.0)
    beside = Box(box.left, box.top, top.left - box.left - gap, 0.0)
    height = height_of(_paragraphs(proof.top, look), width - 2 * look.side) + 16
    if proof.beside:
        if beside.width < 60:
            raise TooFull("the name at the top is too long.")
        beside_words = _paragraphs(proof.beside, look)
        height = max(height, height_of(beside_words, beside.width - 2 * look.side) + 16)
        height = max(height, 2 * height_of(_plain(label, look.words), gap - 16) + 12)
    height = max(height, 3.0 * line_height(look.name))
    top = Box(top.left, top.top, width, height)
    if height > box.height / 2:
        raise TooFull("the body at the top has more words than have room.")
    elements: list[Element] = []
    if proof.beside:
        place = Box(beside.left, beside.top, beside.width, height)
        node = _node(proof.beside, place, look)
        middle = box.top + height / 2
        over = Box(place.right + 8, box.top, gap - 16, height / 2 - 4)
        said = Text(over, _plain(label, look.words), Align.CENTRE, Anchor.BOTTOM)
        check_fits(said)
        arrow = Rule(place.right, middle, top.left, middle, Ink.ACCENT, 2.5, is_arrow=True)
        elements += [node, arrow, said]
    main = _node(proof.top, top, look, fill=Ink.ACCENT, ink=Ink.GROUND)
    return [*elements, main], top


def _lines(top: Box, boxes: Sequence[Box]) -> Iterator[Rule]:
    """From the body at the top down to each column, in the room between them."""
    x, level = top.middle[0], (top.bottom + boxes[0].top) / 2
    middles = [each.middle[0] for each in boxes]
    yield Rule(x, top.bottom, x, level, Ink.QUIET, 1.25)
    if min(x, *middles) < max(x, *middles):
        yield Rule(min(x, *middles), level, max(x, *middles), level, Ink.QUIET, 1.25)
    for middle in middles:
        yield Rule(middle, level, middle, boxes[0].top, Ink.QUIET, 1.25)


def _column_head(column: BodyColumn, box: Box, look: _Look) -> Text:
    title = Paragraph((Run(column.title, True, Ink.ACCENT),), look.name)
    paragraphs = (title, *_plain(column.words, look.words))
    width = box.width - 16
    height = height_of(paragraphs, width)
    return Text(Box(box.left + 8, box.top + 8, width, height), paragraphs, Align.CENTRE)


def _nodes(bodies: Sequence[Body], box: Box, look: _Look) -> list[Element]:
    """The groups of a column beside and below one another. TooFull where they have no room."""
    if not bodies:
        return []
    for across in sorted((1, 2, 3), key=lambda across: _lines_and_rows(bodies, box, look, across)):
        try:
            return _rows_of_nodes(bodies, box, look, across)
        except TooFull:
            continue
    raise TooFull("there are more groups in a column than have room.")


def _lines_and_rows(bodies: Sequence[Body], box: Box, look: _Look, across: int) -> tuple[int, int]:
    """How many lines the words take with `across` groups side by side, and how many rows."""
    width = (box.width - (across - 1) * look.gap) / across - 2 * look.side
    words = (each for body in bodies for each in _paragraphs(body, look))
    lines = sum(len(lines_of(each, max(width, 1.0))) for each in words)
    return lines, ceil(len(bodies) / across)


def _rows_of_nodes(bodies: Sequence[Body], box: Box, look: _Look, across: int) -> list[Element]:
    """The groups in rows of `across`, each row as high as its words need."""
    rows = [bodies[start : start + across] for start in range(0, len(bodies), across)]
    width = (box.width - (across - 1) * look.gap) / across
    inner = width - 2 * look.side
    names = (_paragraphs(body, look)[0] for body in bodies)
    if any(len(lines_of(name, max(inner, 1.0))) > look.most_lines for name in names):
        raise TooFull("the names of groups are long.")
    needed = [
        max(height_of(_paragraphs(body, look), inner) for body in row) + 2 * _NODE_TOP
        for row in rows
    ]
    heights = rows_shared(needed, box.height - (len(rows) - 1) * look.gap, _MOST_NODE * look.name)
    nodes: list[Element] = []
    top = box.top
    for row, height in zip(rows, heights, strict=True):
        for number, body in enumerate(row):
            place = Box(box.left + number * (width + look.gap), top, width, height)
            nodes.append(_node(body, place, look))
        top += height + look.gap
    return nodes


def _node(
    body: Body,
    box: Box,
    look: _Look,
    *,
    fill: Ink = Ink.GROUND,
    ink: Ink = Ink.TEXT,
) -> Shape:
    """A group in its box. TooFull where its words have no room."""
    paragraphs = _paragraphs(body, look, ink)
    text = Text(box.inset(look.side, _NODE_TOP), paragraphs, Align.CENTRE, Anchor.MIDDLE)
    check_fits(text)
    edge = Ink.QUIET if body.is_outside else Ink.ACCENT
    return Shape(box, fill=fill, edge=edge, edge_width=1.5, is_dashed=body.is_outside, text=text)


def _paragraphs(body: Body, look: _Look, ink: Ink = Ink.TEXT) -> tuple[Paragraph, ...]:
    if look.is_joined and body.words:
        return (
            Paragraph((Run(body.name, True, ink), Run(f": {body.words}", False, ink)), look.name),
        )
    name = Paragraph((Run(body.name, True, ink),), look.name)
    return (name, *_plain(body.words, look.words, ink))


def _plain(text: str, size: float, ink: Ink = Ink.TEXT) -> tuple[Paragraph, ...]:
    return (Paragraph((Run(text, False, ink),), size),) if text else ()


def _width(body: Body, look: _Look) -> float:
    """How wide the group's name and words are, each on one line."""
    return (
        max(width_of(body.name, look.name, is_bold=True), width_of(body.words, look.words)) / SAFE
    )
