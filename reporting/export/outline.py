"""A deck as a document to read: headings, groups of words, notes said once; draws nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import count, groupby

from reporting.content.description import (
    Deck,
    Sentence,
    Slide,
    SlideKind,
    Table,
    Words,
    illustrative_mark,
    is_marked,
)
from reporting.content.diagrams import Node
from reporting.content.frozen import cells
from reporting.content.proofs import Structure
from reporting.content.report import Report
from reporting.export.columns import by_columns
from reporting.export.report_figures import Figure, Message, messages, repeats
from reporting.export.sheets import tables_of
from reporting.export.summary import SummaryGroup, summary
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
    `is_drawn_above` where a slide's picture stands in the place of its diagram. `number` is that of
    its chart among the figures of a report. `known` is the note that says what of its numbers is
    published, worked back or made up, with `mark` at their place, where its title has none. `tag`
    says of its chart what the table of its numbers is marked with.
    """

    key: str
    level: int
    slide: Slide
    groups: tuple[Group, ...]
    notes: tuple[Note, ...]
    numbers: tuple[Table, ...] = ()
    tables: tuple[Table, ...] = ()
    branches: tuple[Branch, ...] = ()
    is_drawn_above: bool = False
    number: int = 0
    known: Note | None = None
    mark: str = ""
    tag: str = ""

    @property
    def heading_of_table(self) -> str:
        """The heading that its table stands under without another between: blank with a chart."""
        return "" if self.slide.chart else self.slide.title


@dataclass(frozen=True)
class Section:
    """A section of the report: what the panel saw of it, then its parts, under headings of level 3.

    `before` and `after` are the sections to go back to and on to.
    """

    key: str
    title: str
    messages: tuple[Message, ...]
    parts: tuple[Part, ...]
    before: Beside | None = None
    after: Beside | None = None


@dataclass(frozen=True)
class Beside:
    """A section before or after another: its id on the page, and its title."""

    key: str
    title: str


@dataclass(frozen=True)
class Outline:
    """The document. With `sections` all of the `parts` stand in these, behind the `summary`."""

    deck: Deck
    parts: tuple[Part, ...]
    notes: tuple[Note, ...]
    sections: tuple[Section, ...] = ()
    summary: tuple[SummaryGroup, ...] = ()

    @property
    def shorthand(self) -> dict[str, str]:
        """Every symbol of the document with its meaning."""
        found: dict[str, str] = {}
        figures = (
            table
            for section in self.sections
            for message in section.messages
            for figure in message.figures
            for table in figure.tables
        )
        for table in (*tables_of(self.deck), *figures):
            found |= table.shorthand
        return found


@dataclass(frozen=True)
class Paper:
    """The room there is for tables, in points: one that is too wide goes on under itself.

    With `repeats_words` a table drawn as a picture stands below it as one, as its words there are
    no text.
    """

    width: float
    size: float
    repeats_words: bool = True


def outline(of: Deck | Report, paper: Paper | None = None, *, with_notes: bool = False) -> Outline:
    """A deck's slides as parts; one of the kind TITLE heads those that follow it.

    A report with sections has them in these. Without `paper`, tables are left as wide as they are.
    `with_notes` adds to each slide what is for its presenter.
    """
    report = of if isinstance(of, Report) else Report(of)
    notes: dict[str, Note] = {}
    if not report.sections:
        parts = tuple(_parts(report.deck.slides, 1, notes, paper))
        return Outline(report.deck, parts, tuple(notes.values()))
    found: list[Section] = []
    figures, number = 1, 1
    for section in report.sections:
        shown = messages(section, report.numbers, first=figures, with_notes=with_notes)
        wanted = [part for part in _called_once(section.parts) if not repeats(part, shown)]
        if not shown and all(_is_bare(part, report.deck) for part in wanted):
            continue
        figures += sum(bool(one.number) for message in shown for one in message.figures)
        has_structure = any(
            isinstance(one.proof, Structure) for each in section.slides for one in each.slide.shown
        )
        parts = tuple(
            replace(part, level=3, is_drawn_above=has_structure)
            for part in _numbered(_parts(wanted, number, notes, paper, apart=True), figures)
        )
        figures += sum(bool(part.number) for part in parts)
        number += len(parts)
        found.append(
            Section(
                f"section-{section.key}",
                section.title,
                tuple(_on_paper(message, paper) for message in shown),
                parts,
            )
        )
    return Outline(
        report.deck,
        tuple(part for section in found for part in section.parts),
        tuple(notes.values()),
        _with_ways(found),
        summary(report),
    )


def _called_once(parts: Iterable[Slide]) -> Iterator[Slide]:
    """The parts, where a sentence with a link, as to where help is, is not said a second time."""
    said: set[str] = set()
    for part in parts:
        kept = tuple(one for one in part.sentences if one.text not in said or not _calls(one))
        said |= {one.text for one in part.sentences}
        yield replace(part, sentences=kept) if kept else part


def _calls(sentence: Sentence) -> bool:
    return any(isinstance(part, Words) and part.leads_to for part in sentence.parts)


def _is_bare(part: Slide, deck: Deck) -> bool:
    """Whether it says no more than its title and who presents it, which the cover says."""
    has_more = part.chart or part.table or part.diagram or part.picture or part.warning
    return not has_more and all(one.text in deck.presenters for one in part.sentences)


def _numbered(parts: Iterable[Part], first: int) -> Iterator[Part]:
    """The parts with the numbers of their charts, which go on from those of the slides' figures."""
    numbers = count(first)
    for part in parts:
        yield replace(part, number=next(numbers)) if part.slide.chart else part


def _parts(
    slides: Sequence[Slide],
    first: int,
    notes: dict[str, Note],
    paper: Paper | None,
    *,
    apart: bool = False,
) -> Iterator[Part]:
    """The slides as parts, numbered from `first`; new notes are added to `notes`.

    With `apart` what is said at length of where numbers are from is a note as well, said once.
    """
    level = 2
    for number, slide in enumerate(slides, first):
        known = slide.warning if apart and _is_long(slide) else ""
        for text in (*_notes_of(slide), *([known] if known else [])):
            notes.setdefault(text, Note(len(notes) + 1, text))
        is_head = slide.kind is SlideKind.TITLE
        part = _part(
            f"part-{number}",
            2 if is_head else level,
            replace(slide, warning="") if known else slide,
            tuple(notes[text] for text in _notes_of(slide)),
            paper,
        )
        mark = "" if is_marked(slide.title) else illustrative_mark(cells(slide))
        yield replace(part, known=notes[known], mark=mark.removesuffix(": ")) if known else part
        level = 3 if is_head else level


def _is_long(slide: Slide) -> bool:
    """Whether it takes several sentences to say where its numbers are from."""
    return ". " in slide.warning and next(cells(slide), None) is not None


def _on_paper(message: Message, paper: Paper | None) -> Message:
    """The tables of its figures as the paper takes them."""

    def set_down(figure: Figure) -> Figure:
        if figure.is_of_words and not (paper and paper.repeats_words):
            return replace(figure, tables=())
        pieces = (piece for table in figure.tables for piece in _in_pieces(table, paper))
        return replace(figure, tables=tuple(pieces))

    return replace(message, figures=tuple(set_down(figure) for figure in message.figures))


def _with_ways(sections: Sequence[Section]) -> tuple[Section, ...]:
    ends = [Beside(section.key, section.title) for section in sections]
    return tuple(
        replace(section, before=before, after=after)
        for section, before, after in zip(
            sections, (None, *ends[:-1]), (*ends[1:], None), strict=True
        )
    )


def _notes_of(slide: Slide) -> tuple[str, ...]:
    """The speaker's notes, but for what stands in the part: with its chart, in its words, below
    its table."""
    shown = {slide.chart.alternative} if slide.chart else set()
    shown |= set(slide.table.notes) if slide.table else set()
    return _unsaid(dict.fromkeys(note for note in slide.notes if note not in shown), slide)


def _unsaid(notes: Iterable[str], slide: Slide) -> tuple[str, ...]:
    """Those of the notes that the sentences of the slide do not say."""
    said = " ".join(sentence.text for sentence in slide.sentences)
    return tuple(note for note in notes if note.removesuffix(".") not in said)


def _part(key: str, level: int, slide: Slide, notes: tuple[Note, ...], paper: Paper | None) -> Part:
    # An id may stand once on a page, and one chart on two slides.
    chart = replace(slide.chart, slug=f"{key}-{slide.chart.slug}") if slide.chart else None
    table = (
        replace(
            slide.table,
            slug=f"{key}-{slide.table.slug}",
            notes=_unsaid(slide.table.notes, slide),
        )
        if slide.table
        else None
    )
    return Part(
        key=key,
        level=level,
        slide=replace(slide, chart=chart, table=table),
        groups=_groups(slide),
        notes=notes,
        numbers=_in_pieces(chart.table, paper) if chart else (),
        tables=_in_pieces(table, paper) if table else (),
        branches=_branches(slide),
        tag=illustrative_mark(chart.table.cells).removesuffix(": ") if chart else "",
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
