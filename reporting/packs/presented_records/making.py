"""What slides made of records have in common: counts in words, rows on several slides, notes."""

from __future__ import annotations

import re
from calendar import month_name
from collections.abc import Iterable, Sequence
from datetime import date
from typing import TypeVar

from measures.counts import Nature
from partnership import clock
from reporting.content.description import Cell, Sentence, Words
from reporting.content.panel_slides import LikelyQuestion, SpeakerNotes
from reporting.content.phrases import Phrase, PhrasePart, SlideRef, phrase
from reporting.narrative import capital, listed
from reporting.narrative.board import in_words
from reporting.packs.sections.registry import Context

ONE_LINE = 51
TWO_LINES = 2 * ONE_LINE - 4
_WORDS_UP_TO = 10
_MONTHS = frozenset(month_name[1:])
_ARTICLES = frozenset(("The", "A", "An", "All", "Each", "Every"))
_MADE_UP = re.compile(r"\billustrative\b", re.IGNORECASE)
T = TypeVar("T")


def meets_on(context: Context) -> date:
    """The day that the slides are shown on: the meeting's, else that of the figures."""
    return context.meeting.held_on if context.meeting else clock.day_of(context.at)


def how_many(number: int, *, made_up: bool = False) -> PhrasePart:
    """A count as it stands in a sentence: in words up to ten, else as a number."""
    if number <= _WORDS_UP_TO:
        return in_words(number) if number else "no"
    return Cell(number, nature=Nature.ILLUSTRATIVE if made_up else Nature.MEASURED)


def begins(number: int, *, made_up: bool = False) -> PhrasePart:
    """The same at the beginning of a sentence."""
    part = how_many(number, made_up=made_up)
    return capital(part) if isinstance(part, str) else part


def of_them(number: int, noun: str, many: str = "") -> tuple[PhrasePart, ...]:
    """ "eight duties", "one duty": to follow other words."""
    return (how_many(number), f" {noun if number == 1 else many or f'{noun}s'}")


def number_cell(number: int, *, made_up: bool = False) -> Cell:
    """A count as a number."""
    return Cell(number, nature=Nature.ILLUSTRATIVE if made_up else Nature.MEASURED)


def spread(items: Sequence[T], most: int) -> tuple[tuple[T, ...], ...]:
    """The items in the fewest groups of at most `most`, as even as can be; none of none."""
    groups = -(-len(items) // most)
    if not groups:
        return ()
    size, over = divmod(len(items), groups)
    found, at = [], 0
    for group in range(groups):
        until = at + size + (group < over)
        found.append(tuple(items[at:until]))
        at = until
    return tuple(found)


def keyed(key: str, number: int) -> str:
    """The key of the slide of that number, counted from 0: "duties", "duties-2"."""
    return key if number == 0 else f"{key}-{number + 1}"


def says_made_up(*notes: str) -> bool:
    """Whether a note of a record says that the record is made up for a demonstration."""
    return any(_MADE_UP.search(note) for note in notes)


def without_mark(name: str) -> str:
    """A name without “(illustrative)”, for where a tag says it."""
    return re.sub(r"\s*\((?:years )?illustrative\)", "", name, flags=re.IGNORECASE)


def first_sentence(text: str) -> str:
    """The first sentence without its full stop, and without what stands in brackets."""
    first = re.split(r"(?<=[.!?])\s", text.strip(), maxsplit=1)[0]
    return re.sub(r"\s*\([^)]*\)", "", first).rstrip(".").strip()


def lower_first(text: str) -> str:
    """As it goes on in a sentence; what may be a name, by its capitals, stays as it is."""
    first, *others = text.split() or [""]
    if first in _ARTICLES:
        return text[:1].lower() + text[1:]
    has_name = any(word[:1].isupper() and word.strip(",;.") not in _MONTHS for word in others)
    return text if has_name or text[1:2].isupper() else text[:1].lower() + text[1:]


def day(on: date) -> str:
    """ "4 March 2024"."""
    return f"{on.day} {on:%B %Y}"


def day_beside(on: date, beside: date) -> str:
    """ "1 April" in the year of the day beside it, else with its own."""
    return f"{on.day} {on:%B}" if on.year == beside.year else day(on)


def list_of(names: Iterable[str]) -> str:
    """ "North, East and South"; blank for none."""
    every = list(names)
    return listed(every) if every else ""


def some_of(names: Iterable[str], noun: str = "") -> str:
    """ "North, East and two others", "… and two other groups": a long list as it can be said."""
    every = list(names)
    if len(every) <= _AT_ONCE + 1:
        return list_of(every)
    left = len(every) - _AT_ONCE
    others = f" other {noun}s" if noun else " others"
    return list_of((*every[:_AT_ONCE], phrase(how_many(left), others).text))


_AT_ONCE = 2


def as_phrase(sentence: Sentence) -> Phrase:
    """A sentence of the report as words on a slide."""
    return Phrase(tuple(sentence.parts))


def fits_two_lines(title: Phrase) -> bool:
    """Whether a title can be set in two lines, by its letters."""
    return len(title.text) <= TWO_LINES


def first_that_fits(*titles: Phrase) -> Phrase:
    """The first of some titles, the fullest first, that is no longer than two lines."""
    return next((title for title in titles if fits_two_lines(title)), titles[-1])


def notes(
    *say: Phrase,
    questions: Iterable[tuple[Phrase, Phrase]] = (),
    source: str = "",
    may_be_skipped: bool = False,
) -> SpeakerNotes:
    """What is said to a slide, blank sentences left out."""
    return SpeakerNotes(
        say=tuple(sentence for sentence in say if sentence),
        questions=tuple(LikelyQuestion(question, answer) for question, answer in questions)[:3],
        source=source,
        may_be_skipped=may_be_skipped,
    )


def on_slide(to: str, otherwise: str = "the report") -> SlideRef:
    return SlideRef(to, otherwise)


def plain(text: str | Words) -> Phrase:
    return phrase(text)
