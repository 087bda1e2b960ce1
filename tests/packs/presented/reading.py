"""Reads a slide as somebody does who was not there when it was made: numbers, words, names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

from partnership.models import Partnership
from partnership.people.permissions import AS_COUNCILLOR
from reporting.content.alternatives import cells_of
from reporting.content.description import Cell
from reporting.content.panel_slides import PanelSlide
from reporting.content.phrases import Phrase
from reporting.packs.numbers import Numbers
from reporting.packs.sections.registry import Context, Presented, section_kinds

UPDATE = datetime(2024, 2, 16, 23, 59, tzinfo=UTC)
LATER = datetime(2025, 6, 12, 12, tzinfo=UTC)

# Years, dates and the like, the names of what is counted, and the unit of rates.
_NO_NUMBERS = re.compile(
    r"\b(?:19|20)\d\d/\d\d\b|\b\d{1,2} (?:January|February|March|April|May|June|July|August"
    r"|September|October|November|December)\b|\b(?:19|20)\d\d\b|\bQ[1-4]\b|\bF[123]\b"
    r"|\bv3\.0\b|(?:each|per) 1,000\b|\b\d{1,2}(?:st|nd|rd|th)\b"
    r"|\b12 months to\b|\bversion \d+\b|\bevery 100\b|\b(?:14 and under|15 to 20|21 to 30)\b"
)


def context(
    partnership: Partnership, settings: Mapping[str, Any], *, at: datetime = UPDATE, key: str = "x"
) -> Context:
    numbers = Numbers(partnership, AS_COUNCILLOR, at, at.isoformat())
    return Context(
        partnership=partnership,
        viewer=AS_COUNCILLOR,
        at=at,
        numbers=numbers,
        key=key,
        title=key,
        settings=settings,
    )


def presented(
    partnership: Partnership,
    kind: str,
    settings: Mapping[str, Any],
    *,
    at: datetime = UPDATE,
    key: str = "x",
) -> Presented:
    present = section_kinds[kind].present
    assert present is not None
    return present(context(partnership, settings, at=at, key=key))


def phrases(slide: PanelSlide) -> Iterator[Phrase]:
    """Everything that is written or said with numbers in it."""
    yield slide.title
    yield from slide.under
    for finding in slide.findings:
        yield finding.figure
        yield finding.words
    yield from slide.notes.say
    for question in slide.notes.questions:
        yield question.question
        yield question.answer


def loose_digits(slide: PanelSlide) -> list[str]:
    """Words of the slide in which digits stand that are no cell's."""
    strings = [part for each in phrases(slide) for part in each.parts if isinstance(part, str)]
    strings += [slide.line, slide.source, *(shown.heading for shown in slide.shown)]
    return [words for words in strings if re.search(r"\d", _NO_NUMBERS.sub("", words))]


def words_of(slide: PanelSlide) -> list[Cell]:
    """The numbers that something is said with: title and findings."""
    said = [slide.title, *(part for each in slide.findings for part in (each.figure, each.words))]
    return [cell for each in said for cell in each.cells]


def drawn(slide: PanelSlide) -> list[Cell]:
    return [cell for shown in slide.shown for cell in cells_of(shown.proof)]


def sentences(slide: PanelSlide) -> list[str]:
    return [each.text for each in slide.notes.say]


def spoken_words(slide: PanelSlide) -> int:
    return sum(len(sentence.split()) for sentence in sentences(slide))
