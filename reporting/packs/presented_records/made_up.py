"""What “Illustrative” means in a pack: which slides show what is made up, and what that is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from reporting.content.description import Column, Row, Sentence, Slide, SlideKind, Table
from reporting.content.frozen import FrozenSection
from reporting.content.panel_slides import Layout, PanelSlide, Shown
from reporting.content.phrases import NOTHING, Phrase, PhrasePart, SlideRef, phrase
from reporting.content.proofs import Board, BoardRow
from reporting.packs.presented_records import made_up_words as say
from reporting.packs.presented_records import making
from reporting.packs.sections.registry import Context, DataMissing, Presented, SectionKind

MOST_ROWS = 9
WIDTHS = (0.34, 0.66)


@dataclass(frozen=True)
class MadeUp:
    """What is made up in a section: each slide with a mark and what it is, and the report's words.

    `slides` are addresses with what the slide says is made up, and whether it is of the annex.
    """

    title: str
    slides: tuple[tuple[str, str, bool], ...]
    what: str


def build(context: Context) -> Sequence[Slide]:
    """Its part of the report: each section with what is made up in it."""
    found = _found(context)
    table = Table(
        slug=context.key,
        title=context.title,
        columns=tuple(map(Column, say.REPORT_COLUMNS)),
        rows=tuple(Row((each.title, each.what)) for each in found),
    )
    lead = (Sentence((say.MEANS,)),)
    return (Slide(SlideKind.TABLE, context.title, sentences=lead, table=table),)


def present(context: Context) -> Presented:
    """What the tag means, and a row for each thing that is made up: one slide of the annex."""
    rows = _rows(each for each in _found(context) if each.slides)
    if not rows:
        return Presented()
    board = Board(
        columns=say.COLUMNS,
        widths=WIDTHS,
        rows=tuple(BoardRow((_where(slides), phrase(what))) for what, slides in rows),
    )
    slide = PanelSlide(
        key="made-up",
        layout=Layout.ANNEX,
        line=say.LINE,
        title=say.title(),
        shown=(Shown(say.MEANS, board, say.alternative(what for what, _ in rows)),),
        source=say.SOURCE,
        notes=say.notes(len(rows)),
    )
    return Presented(annex=(slide,))


def _found(context: Context) -> tuple[MadeUp, ...]:
    """The sections before this one in which anything is made up."""
    found = tuple(made for section in context.before for made in _of_section(section))
    if not found:
        raise DataMissing(say.NOTHING if context.before else say.WITH_THE_PACK)
    return found


def _of_section(section: FrozenSection) -> Iterator[MadeUp]:
    tagged = tuple(
        (f"{section.key}/{slide.key}", say.of_source(slide.source), is_annex)
        for is_annex, slides in ((False, section.panel), (True, section.annex))
        for slide in slides
        if _has_mark(slide)
    )
    warnings = tuple(dict.fromkeys(slide.warning for slide in section.slides if slide.warning))
    if tagged or warnings:
        yield MadeUp(section.title, tagged, say.what(warnings[0]) if warnings else say.RECORDS)


def _has_mark(slide: PanelSlide) -> bool:
    """Whether a tag says that something is made up, or the source does."""
    tagged = slide.is_illustrative or any(shown.is_illustrative for shown in slide.shown)
    return tagged or making.says_made_up(slide.source)


def _rows(found: Iterable[MadeUp]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The slides of which the same is made up, together; what has no room shares the last row."""
    by_what: dict[str, list[str]] = {}
    slides = [slide for each in found for slide in each.slides]
    # The annex stands behind all others.
    for address, what, _ in sorted(slides, key=lambda slide: slide[2]):
        by_what.setdefault(what, []).append(address)
    rows = [(what, tuple(slides)) for what, slides in by_what.items()]
    if len(rows) > MOST_ROWS:
        others = rows[MOST_ROWS - 1 :]
        last = tuple(address for _, addresses in others for address in addresses)
        rows = [*rows[: MOST_ROWS - 1], (say.OTHER_THINGS, last)]
    return tuple(rows)


def _where(slides: Sequence[str]) -> Phrase:
    """ "Slide 3, slide 5, slide 28"."""
    parts: list[PhrasePart] = []
    for address in slides:
        parts += [", " if parts else "", SlideRef(address)]
    return phrase(*parts) if parts else NOTHING


MADE_UP = SectionKind(
    slug="what-is-made-up",
    title="What “Illustrative” means here",
    help="Which slides show what is made up, and what that is; it stands behind all others",
    build=build,
    present=present,
    group="Annex",
    takes_text=False,
    reads_others=True,
)
