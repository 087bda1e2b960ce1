"""Slides as a panel sees them: one message each, what proves it, and what to say to it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from enum import Enum

from reporting.content.description import Cell, Marking
from reporting.content.phrases import Phrase
from reporting.content.proofs import AreaMap, Proof


class Layout(Enum):
    """The layouts of the template, by the names that a council's own must have."""

    COVER = "Cover"
    DIVIDER = "Divider"
    PICTURE = "Picture"
    TWO_PICTURES = "Two pictures"
    FINDINGS = "Picture and findings"
    BOARD = "Dashboard table"
    WORDS = "Words"
    ANNEX = "Annex table"


@dataclass(frozen=True)
class Finding:
    """A figure in large letters, or a word in its place, and what it is."""

    figure: Phrase
    words: Phrase
    needs_attention: bool = False


@dataclass(frozen=True)
class Shown:
    """A picture under its heading, which says what is counted, where and when.

    `alternative` gives its values in words. With `is_illustrative` a tag stands at the heading.
    """

    heading: str
    proof: Proof
    alternative: str
    is_illustrative: bool = False


@dataclass(frozen=True)
class LikelyQuestion:
    """What members are likely to ask, with the answer or where it is."""

    question: Phrase
    answer: Phrase


@dataclass(frozen=True)
class SpeakerNotes:
    """What to say in 30 to 60 seconds, what may be asked, and whether the slide may be skipped."""

    say: tuple[Phrase, ...] = ()
    questions: tuple[LikelyQuestion, ...] = ()
    source: str = ""
    may_be_skipped: bool = False


@dataclass(frozen=True)
class PanelSlide:
    """One slide. `key` names it within its section; `line` stands above the title.

    `title` is the message as a sentence of at most two lines; `under` stands below the pictures.
    With `is_illustrative` the tag stands for the whole slide.
    """

    key: str
    layout: Layout
    line: str
    title: Phrase
    shown: tuple[Shown, ...] = ()
    findings: tuple[Finding, ...] = ()
    under: tuple[Phrase, ...] = ()
    source: str = ""
    is_illustrative: bool = False
    notes: SpeakerNotes = field(default_factory=SpeakerNotes)


@dataclass(frozen=True)
class OfSection:
    """The slides of a section with the section's key, which references name."""

    key: str
    slides: tuple[PanelSlide, ...]


@dataclass(frozen=True)
class Presentation:
    """What stands before a panel: a cover, the main part, a divider and the annex."""

    title: str
    subtitle: str
    partnership: str
    colour: str
    meeting: str
    presenters: tuple[str, ...]
    as_at: date
    marking: Marking
    main: tuple[OfSection, ...]
    annex: tuple[OfSection, ...] = ()
    ornament: AreaMap | None = None
    is_draft: bool = False


@dataclass(frozen=True)
class Numbered:
    """A slide with its number in the deck; `address` is "section/key"."""

    number: int
    address: str
    slide: PanelSlide
    is_annex: bool = False


def numbered(presentation: Presentation) -> tuple[Numbered, ...]:
    """Every slide behind the cover with its number; the divider takes one before the annex."""
    found: list[Numbered] = []
    number = 2
    for is_annex, sections in ((False, presentation.main), (True, presentation.annex)):
        if is_annex and any(section.slides for section in sections):
            number += 1
        for section in sections:
            for slide in section.slides:
                found.append(Numbered(number, f"{section.key}/{slide.key}", slide, is_annex))
                number += 1
    return tuple(found)


def addresses(slides: Iterable[Numbered]) -> dict[str, int]:
    """The number of each slide by its address, and by its section alone for the first of it."""
    by_address: dict[str, int] = {}
    for one in slides:
        by_address.setdefault(one.address.partition("/")[0], one.number)
        by_address[one.address] = one.number
    return by_address


def any_illustrative(cells: Iterable[Cell]) -> bool:
    """Whether some number is made up."""
    return any(cell.is_illustrative for cell in cells)
