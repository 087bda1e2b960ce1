"""A deck as a document to read: headings, groups of words, notes said once; draws nothing."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import groupby

from reporting.content.description import Deck, Sentence, Slide, SlideKind, Table
from reporting.content.diagrams import Node
from reporting.export.pptx.table_layout import by_columns
from reporting.export.sheets import tables_of
from reporting.rendering.diagram_layout import outline as in_reading_order


@dataclass(frozen=True)
class Group:
    """Paragraphs, or the points of one list."""

    sentences: tuple[Sentence, ...]
    is_list: bool


@dataclass(frozen=True)
class Branch:
    """A body of a diagram with those that report to it."""

    node: Node
    below: tuple[Branch, ...]


@dataclass(frozen=True)
class Note:
    """A note of the document; `key` is its id on the page."""

    number: int
    text: str

    @property
    def key(self) -> str:
        return f"note-{self.number}"


@dataclass(frozen=True)
class Part:
    """What a slide says, under a heading of `level` 2 or 3; `key` is its id on the page.

    `numbers` are those behind its chart, `tables` its own table; each in one piece or in several.
    """

    key: str
    level: int
    slide: Slide
    groups: tuple[Group, ...]
    notes: tuple[Note, ...]
    numbers: tuple[Table, ...] = ()
    tables: tuple[Table, ...] = ()
    branches: tuple[Branch, ...] = ()


@dataclass(frozen=True)
class Outline:
    deck: Deck
    parts: tuple[Part, ...]
    notes: tuple[Note, ...]

    @property
    def shorthand(self) -> dict[str, str]:
        """Every symbol of the document with its meaning."""
        found: dict[str, str] = {}
        for table in tables_of(self.deck):
            found |= table.shorthand
        return found


@dataclass(frozen=True)
class Paper:
    """The room there is for tables, in points: one that is too wide goes on under itself."""

    width: float
    size: float


def outline(deck: Deck, paper: Paper | None = None) -> Outline:
    """The deck's slides as parts; one of the kind TITLE heads those that follow it.

    Without `paper`, tables are left as wide as they are.
    """
    notes: dict[str, Note] = {}
    parts: list[Part] = []
    level = 2
    for number, slide in enumerate(deck.slides, 1):
        for text in _notes_of(slide):
            notes.setdefault(text, Note(len(notes) + 1, text))
        is_head = slide.kind is SlideKind.TITLE
        parts.append(
            _part(
                f"part-{number}",
                2 if is_head else level,
                slide,
                tuple(notes[text] for text in _notes_of(slide)),
                paper,
            )
        )
        level = 3 if is_head else level
    return Outline(deck, tuple(parts), tuple(notes.values()))


def _notes_of(slide: Slide) -> tuple[str, ...]:
    """The speaker's notes; a chart's alternative stands with the chart."""
    shown = {slide.chart.alternative} if slide.chart else set()
    return tuple(dict.fromkeys(note for note in slide.notes if note not in shown))


def _part(key: str, level: int, slide: Slide, notes: tuple[Note, ...], paper: Paper | None) -> Part:
    # An id may stand once on a page, and one chart on two slides.
    chart = replace(slide.chart, slug=f"{key}-{slide.chart.slug}") if slide.chart else None
    table = replace(slide.table, slug=f"{key}-{slide.table.slug}") if slide.table else None
    return Part(
        key=key,
        level=level,
        slide=replace(slide, chart=chart, table=table),
        groups=_groups(slide),
        notes=notes,
        numbers=_in_pieces(chart.table, paper) if chart else (),
        tables=_in_pieces(table, paper) if table else (),
        branches=_branches(slide),
    )


def _in_pieces(table: Table, paper: Paper | None) -> tuple[Table, ...]:
    """The table as the paper takes it; its notes stand under the last piece."""
    if paper is None:
        return (table,)
    pieces = by_columns(table, paper.width, paper.size)
    last = len(pieces) - 1
    return tuple(
        replace(
            piece,
            slug=f"{piece.slug}-{number}" if number else piece.slug,
            title=f"{piece.title} (continued)" if number else piece.title,
            notes=piece.notes if number == last else (),
        )
        for number, piece in enumerate(pieces)
    )


def _groups(slide: Slide) -> tuple[Group, ...]:
    found = groupby(slide.sentences, key=lambda sentence: slide.is_list or sentence.is_point)
    return tuple(Group(tuple(sentences), is_list) for is_list, sentences in found)


def _branches(slide: Slide) -> tuple[Branch, ...]:
    if slide.diagram is None:
        return ()
    nodes = [node for _, node in in_reading_order(slide.diagram)]

    def below(key: str) -> tuple[Branch, ...]:
        return tuple(Branch(node, below(node.key)) for node in nodes if node.to == key)

    return below("")
