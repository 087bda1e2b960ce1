"""Words of an officer under headings, for slides of boxes, questions and corrections.

Each heading is one of them, the sentences below it are its words, and a line “Slide: KEY” says
which section of the pack it rests on, “Slide: KEY/SLIDE” which of its slides, or “Slide: KEY/SLIDE
to KEY/SLIDE” from which to which.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from reporting.content.description import Cell, Sentence, Words
from reporting.content.panel_slides import any_illustrative
from reporting.content.phrases import NOTHING, Phrase, SlideRef, phrase
from reporting.packs import text as pack_text
from reporting.packs.sections.registry import Context
from reporting.packs.sections.text import reader

HOW_TO_WRITE = (
    "A line that begins with “# ” heads each of them, with a sentence or two below it. “Slide: ”"
    " and the key of a section lead to the slide that it rests on"
)
_ADDRESS = r"[a-z0-9-]+(?:/[a-z0-9-]+)?"
_LEADS = re.compile(rf"^\s*Slide:\s*(?P<to>{_ADDRESS})(?:\s+to\s+(?P<until>{_ADDRESS}))?\s*$")


@dataclass(frozen=True)
class Headed:
    """A heading, the sentences below it, and the section or slide that it rests on.

    `until` is the last of the slides, where it rests on several.
    """

    title: str
    sentences: tuple[Sentence, ...]
    to: str = ""
    until: str = ""

    @property
    def words(self) -> Phrase:
        """The sentences as they follow one another in a box."""
        return joined(self.sentences)

    @property
    def parts(self) -> tuple[str | Words | Cell, ...]:
        """The same for a sentence of the report."""
        return _one_after_the_other(self.sentences)

    @property
    def leads_to(self) -> Phrase:
        if not self.to:
            return NOTHING
        last = (" to ", SlideRef(self.until)) if self.until else ()
        return phrase(SlideRef(self.to), *last)

    @property
    def cells(self) -> tuple[Cell, ...]:
        return tuple(cell for sentence in self.sentences for cell in sentence.cells)

    @property
    def is_illustrative(self) -> bool:
        return any_illustrative(self.cells)


@dataclass(frozen=True)
class Written:
    """What stands before the first heading, and what is headed."""

    opening: tuple[Sentence, ...]
    headed: tuple[Headed, ...]


def written(context: Context) -> Written:
    """The words of a section by their headings."""
    read = reader(context.numbers)
    opening: tuple[Sentence, ...] = ()
    headed: list[Headed] = []
    for title, lines in _by_heading(context.text):
        leads = next((found for line in lines if (found := _LEADS.match(line))), None)
        to, until = (leads["to"], leads["until"] or "") if leads else ("", "")
        own = "\n".join(line for line in lines if not _LEADS.match(line))
        sentences = pack_text.sentences(own, read)
        if title:
            headed.append(Headed(title, sentences, to, until))
        else:
            opening = sentences
    return Written(opening, tuple(headed))


def joined(sentences: tuple[Sentence, ...]) -> Phrase:
    """Sentences one after the other, each with its full stop."""
    return phrase(*_one_after_the_other(sentences))


def _one_after_the_other(sentences: tuple[Sentence, ...]) -> tuple[str | Words | Cell, ...]:
    parts: list[str | Words | Cell] = []
    for sentence in sentences:
        parts += [*([" "] if parts else []), *sentence.parts]
    return tuple(parts)


def _by_heading(text: str) -> Iterator[tuple[str, list[str]]]:
    title, lines = "", list[str]()
    for line in text.splitlines():
        if line.startswith("# "):
            yield title, lines
            title, lines = line[2:].strip(), []
        else:
            lines.append(line)
    yield title, lines
