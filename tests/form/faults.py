"""All that is wrong with a presentation and can be found by reading and measuring it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache

from tests.form import access, fit, in_charts, overlaps
from tests.form.reading import Deck, Slide, read
from tests.form.standing import standing_lines


def faults_of(pptx: bytes) -> list[str]:
    """What is wrong, slide by slide: “slide 3: there is no footer”."""
    return _said([*_drawn(pptx), *_told(read(pptx))])


def drawn_faults(pptx: bytes) -> list[str]:
    """What is wrong with how it is drawn: sizes, places, overlaps, order, colours, footers.

    The words that were written for it are not judged: its notes, what stands for a chart. A pack
    that was frozen keeps the words of its day, and is drawn by the code of today.
    """
    return _said(_drawn(pptx))


def _said(found: Iterable[tuple[int, str]]) -> list[str]:
    return [f"slide {number}: {said}" for number, said in sorted(found, key=lambda one: one[0])]


@lru_cache(maxsize=64)
def _drawn(pptx: bytes) -> tuple[tuple[int, str], ...]:
    """Kept, as a test may ask what is asked once more when it ends."""
    deck = read(pptx)
    found = [(slide.number, said) for slide in deck.slides for said in _of_a_slide(slide)]
    return (*found, *access.twin_titles(deck))


def _told(deck: Deck) -> Iterator[tuple[int, str]]:
    for slide in deck.slides:
        yield from ((slide.number, said) for said in access.wordless_charts(slide))
    yield from access.notes(deck)


def _of_a_slide(slide: Slide) -> Iterator[str]:
    lines = standing_lines(slide)
    yield from fit.small_text(slide)
    yield from fit.title_lines(slide)
    yield from fit.overflowing(slide)
    yield from fit.touching_the_edge(lines)
    yield from fit.off_the_slide(slide, lines)
    yield from fit.tables_too_long(slide)
    yield from overlaps.text_over_text(lines)
    yield from overlaps.shapes_over_words(slide, lines)
    yield from overlaps.rules_through_words(slide, lines)
    yield from overlaps.shapes_over_cells(slide)
    yield from overlaps.nodes_over_nodes(slide)
    yield from overlaps.words_on_frames(slide, lines)
    yield from overlaps.frames_over_frames(slide)
    yield from in_charts.hidden_lines(slide)
    yield from in_charts.colliding_labels(slide)
    yield from access.reading_order(slide)
    yield from access.alternatives(slide)
    yield from access.fixed_colours(slide)
    yield from access.number_and_footer(slide)
