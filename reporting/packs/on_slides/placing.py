"""Moves what a section puts before the panel to where the officer wants it; draws nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from reporting.content.alternatives import alternative_of
from reporting.content.description import (
    ILLUSTRATIVE,
    PARTLY_ILLUSTRATIVE,
    Cell,
    Sentence,
    Slide,
    Words,
)
from reporting.content.panel_slides import (
    Finding,
    Layout,
    PanelSlide,
    Shown,
    SpeakerNotes,
    any_illustrative,
)
from reporting.content.phrases import Phrase, phrase
from reporting.content.proofs import Paragraphs
from reporting.packs.models import SectionPlace
from reporting.packs.sections.registry import Presented

# How much of the words is said to the slide: the rest is read.
SAID = 2


def placed(presented: Presented, place: SectionPlace) -> Presented:
    """What a section puts before the panel, at the place that was chosen for it."""
    match place:
        case SectionPlace.AS_ITS_KIND:
            return presented
        case SectionPlace.REPORT:
            return Presented()
        case SectionPlace.SLIDES:
            return Presented(slides=(*presented.slides, *map(_in_the_main, presented.annex)))
        case SectionPlace.ANNEX:
            moved = (one for slide in presented.slides for one in _in_the_annex(slide))
            return Presented(annex=(*moved, *presented.annex))


def words_on_slides(title: str, parts: Sequence[Slide]) -> Presented:
    """The words and tables of a section of the report whose kind has no slides of its own."""
    return Presented(
        slides=tuple(
            _slide_of(part, title, number)
            for number, part in enumerate(parts, start=1)
            if part.sentences or part.table
        )
    )


# --- Between the main part and the annex -----------------------------------------------------
def _in_the_main(slide: PanelSlide) -> PanelSlide:
    """A slide of the annex with the layout that its pictures have in the main part."""
    if slide.layout is not Layout.ANNEX:
        return slide
    layout = Layout.TWO_PICTURES if len(slide.shown) > 1 else Layout.PICTURE
    return replace(slide, layout=layout)


def _in_the_annex(slide: PanelSlide) -> Iterator[PanelSlide]:
    """One slide for each picture, since the annex has room for one; findings stand under it."""
    under = (*map(_in_a_line, slide.findings), *slide.under)
    for number, shown in enumerate(slide.shown, start=1):
        title = slide.title
        if len(slide.shown) > 1:
            title = phrase(*title.parts, f": {shown.heading or f'picture {number}'}")
        yield replace(
            slide,
            key=slide.key if number == 1 else f"{slide.key}-picture-{number}",
            layout=Layout.ANNEX,
            title=title,
            shown=(shown,),
            findings=(),
            under=under if number == 1 else (),
            notes=replace(slide.notes, may_be_skipped=True) if number == 1 else SpeakerNotes(),
        )


def _in_a_line(finding: Finding) -> Phrase:
    return phrase(*finding.figure.parts, ": ", *finding.words.parts)


# --- Words -----------------------------------------------------------------------------------
def _slide_of(part: Slide, title: str, number: int) -> PanelSlide:
    shown, is_words = _shown(part), part.table is None
    paragraphs = _paragraphs(part.sentences)
    said = phrase(f"The slide “{part.title}” has it in our own words.")
    return PanelSlide(
        key=f"words-{number}",
        layout=Layout.WORDS if is_words else Layout.PICTURE,
        line=title,
        title=phrase(part.title),
        shown=(shown,),
        under=() if is_words else paragraphs,
        source=part.source_line,
        notes=SpeakerNotes(say=(said, *paragraphs[:SAID]), source=part.source_line),
    )


def _shown(part: Slide) -> Shown:
    if part.table is not None:
        made_up = any_illustrative(part.table.cells)
        return Shown("", part.table, alternative_of(part.table), made_up)
    points = bool(part.sentences) and all(sentence.is_point for sentence in part.sentences)
    words = Paragraphs(_paragraphs(part.sentences), is_list=part.is_list or points)
    cells = [cell for sentence in part.sentences for cell in sentence.cells]
    # Words are read as they stand: there is nothing to say instead of them.
    return Shown("", words, "", any_illustrative(cells))


def _paragraphs(sentences: Sequence[Sentence]) -> tuple[Phrase, ...]:
    return tuple(phrase(*_unmarked(sentence.parts)) for sentence in sentences)


def _unmarked(parts: Sequence[str | Words | Cell]) -> Iterator[str | Words | Cell]:
    """Without the mark of what is made up: on a slide its tag has it."""
    for number, part in enumerate(parts):
        if number == 0 and isinstance(part, str):
            yield _without_mark(part)
        else:
            yield part


def _without_mark(words: str) -> str:
    return words.removeprefix(ILLUSTRATIVE).removeprefix(PARTLY_ILLUSTRATIVE)
