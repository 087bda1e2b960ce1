"""The story of a pack on two pages: what each slide says, and what it found, in brief."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from reporting.content.description import ILLUSTRATIVE, PARTLY_ILLUSTRATIVE
from reporting.content.frozen import cells
from reporting.content.panel_slides import Layout, Numbered, PanelSlide, any_illustrative
from reporting.content.phrases import Phrase
from reporting.content.proofs import Asks, Card, Cards, Paragraphs, Tiles
from reporting.content.report import Report
from reporting.export.report_figures import Numbers, finding_in_words
from reporting.rendering.text_metrics import wrapped

# Points, as `packs/paper.css` sets the summary on A4.
WIDTH, SIZE, LINE = 493.0, 9.0, 11.7
_GROUP, _ENTRY = 24.0, 4.0  # a group's heading with the room around it, and the room of an entry
_HEAD = 34.0  # the heading of the summary
_PAGE = 700.0  # what two pages hold each, with room to spare for breaks between entries
PAGES = 2
_MOST = 4  # sentences of an entry


@dataclass(frozen=True)
class SummaryEntry:
    """What a slide says: its message, and what it found as sentences.

    `tag` says that the slide is made up, or what it shows in part; blank for most.
    """

    title: str
    slide: int
    section: str
    sentences: tuple[str, ...]
    tag: str

    @property
    def text(self) -> str:
        """Everything in one paragraph, as it is measured."""
        tag = f"{self.tag}. " if self.tag else ""
        return " ".join((f"{self.title}. (slide {self.slide}) {tag}", *self.sentences))


@dataclass(frozen=True)
class SummaryGroup:
    """The entries that stand under one line of the slides."""

    line: str
    entries: tuple[SummaryEntry, ...]


def summary(report: Report) -> tuple[SummaryGroup, ...]:
    """The slides of the main part, as brief as two pages of A4 ask for.

    The sentences of all are cut to the same number, so that none is told more of than another.
    """
    groups = [
        (line, tuple(slides)) for line, slides in groupby(_told(report), lambda one: one.slide.line)
    ]
    for most in range(_MOST, -1, -1):
        found = tuple(
            SummaryGroup(line, tuple(_entry(one, report.numbers, most) for one in slides))
            for line, slides in groups
        )
        if _height(found) <= PAGES * _PAGE:
            break
    return found


def _told(report: Report) -> Iterator[Numbered]:
    """The slides that say something: not those that open what follows."""
    return (one for one in report.slides() if one.slide.layout is not Layout.DIVIDER)


def _entry(one: Numbered, numbers: Numbers, most: int) -> SummaryEntry:
    slide = one.slide
    return SummaryEntry(
        title=_without_stop(slide.title.with_numbers(numbers)),
        slide=one.number,
        section=one.address.partition("/")[0],
        sentences=tuple(_stopped(words) for words in _said(slide, numbers))[:most],
        tag=_tag(slide),
    )


def _tag(slide: PanelSlide) -> str:
    if slide.is_illustrative:
        return ILLUSTRATIVE.removesuffix(": ")
    shown = any(one.is_illustrative for one in slide.shown)
    if shown or any_illustrative(cells((slide.title, slide.shown, slide.findings, slide.under))):
        return PARTLY_ILLUSTRATIVE.removesuffix(": ")
    return ""


def _said(slide: PanelSlide, numbers: Numbers) -> Iterator[str]:
    """Its findings, then the sentences of what it shows, then those below the picture."""
    yield from (finding_in_words(one, numbers) for one in slide.findings)
    for shown in slide.shown:
        match shown.proof:
            case Tiles():
                for lead, words in shown.proof.sentences:
                    yield f"{lead}{'' if _joins(words) else ' '}{words.with_numbers(numbers)}"
            case Asks():
                yield from (_asked(card, numbers) for card in shown.proof.questions)
            case Cards():
                yield from (_asked(card, numbers) for card in shown.proof.cards)
            case Paragraphs():
                yield from (one.with_numbers(numbers) for one in shown.proof.paragraphs)
    yield from (one.with_numbers(numbers) for one in slide.under)


def _joins(words: Phrase) -> bool:
    return words.text.startswith((" ", ",", ".", ":", ";"))


def _asked(card: Card, numbers: Numbers) -> str:
    """A question alone, and any other heading with the words that make it a sentence."""
    words = card.words.with_numbers(numbers)
    return card.title if not words or card.title.endswith("?") else f"{card.title}: {words}"


def _stopped(words: str) -> str:
    return words if words.endswith((".", "?", "!")) else f"{words}."


def _without_stop(words: str) -> str:
    return words.removesuffix(".")


def _height(groups: Sequence[SummaryGroup]) -> float:
    """How high it stands on paper: every paragraph as bold, which is the widest."""
    high = _HEAD
    for group in groups:
        high += _GROUP
        for entry in group.entries:
            lines = wrapped(entry.text, width=WIDTH * 0.97, size=SIZE, is_bold=True)
            high += len(lines) * LINE + _ENTRY
    return high
