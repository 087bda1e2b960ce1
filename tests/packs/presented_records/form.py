"""What every slide keeps, whatever it is made of."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable, Iterator
from dataclasses import fields, is_dataclass
from datetime import date
from typing import Any

from reporting.content.description import Cell
from reporting.content.panel_slides import Layout, PanelSlide
from reporting.content.phrases import Phrase
from reporting.packs.sections.registry import Presented

ONE_LINE = 51
# Years, dates, “Priority 1”, laws and the names of fires count nothing.
_COUNTS_NOTHING = re.compile(
    r"\b(?:\d{1,2} )?(?:January|February|March|April|May|June|July|August|September|October"
    r"|November|December)(?: \d{4})?\b"
    r"|\b(?:19|20)\d{2}(?:/\d{2})?\b|\bPriority \d\b|\bpriority \d\b|\b[FS]\d\b|\bWRAP 3\b"
    r"|\bDuties \d+ to \d+\b|\b\d+ to \d+\b"
)


def slides_of(presented: Presented) -> tuple[PanelSlide, ...]:
    return (*presented.slides, *presented.annex)


def said(slide: PanelSlide) -> str:
    return " ".join(sentence.text for sentence in slide.notes.say)


def check(slide: PanelSlide) -> None:
    """A title of two lines, a picture with heading and alternative, a source, notes."""
    assert len(textwrap.wrap(slide.title.text, ONE_LINE)) <= 2, slide.title.text
    assert slide.key, slide
    assert slide.line, slide
    assert slide.shown, slide.key
    assert slide.notes.say, slide.key
    assert len(slide.source) <= 125, slide.source
    for shown in slide.shown:
        is_table = slide.layout in (Layout.ANNEX, Layout.BOARD)
        assert shown.heading or is_table, slide.key
        assert len(shown.alternative) > 10, slide.key
    for parts in typed(slide):
        assert not re.search(r"\d", _COUNTS_NOTHING.sub("", parts)), parts


def typed(slide: PanelSlide) -> Iterator[str]:
    """The words between the numbers of titles, findings and speech."""
    phrases = (
        slide.title,
        *slide.notes.say,
        *(part for finding in slide.findings for part in (finding.figure, finding.words)),
        *slide.under,
    )
    for phrase in phrases:
        yield from (part for part in phrase.parts if isinstance(part, str))


def check_speech(slide: PanelSlide) -> None:
    """Half a minute to a minute of it, in a few sentences, and a question that may follow."""
    number = len(said(slide).split())
    assert 60 <= number <= 125, (slide.key, number, said(slide))
    assert 3 <= len(slide.notes.say) <= 6, slide.key
    assert 1 <= len(slide.notes.questions) <= 3, slide.key


def check_own_sentences(slides: Iterable[PanelSlide]) -> None:
    """No two slides say or ask the same."""
    seen: dict[str, str] = {}
    for slide in slides:
        own = {sentence.text for sentence in slide.notes.say}
        own |= {asked.question.text for asked in slide.notes.questions}
        for text in own:
            assert text not in seen, (text, slide.key, seen[text])
            seen[text] = slide.key


def cells_in(value: Any) -> Iterator[Cell]:
    """Every number of a description, however deep."""
    if isinstance(value, Cell):
        yield value
    elif isinstance(value, Phrase):
        yield from value.cells
    elif isinstance(value, (tuple, list)):
        for each in value:
            yield from cells_in(each)
    elif is_dataclass(value) and not isinstance(value, (type, date)):
        for each in fields(value):
            yield from cells_in(getattr(value, each.name))
