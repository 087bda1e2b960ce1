"""What stands in the notes of a slide, and how long it takes to say."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from reporting.content.panel_slides import OfSection, PanelSlide, Presentation, SpeakerNotes
from reporting.content.phrases import phrase

WORDS_A_MINUTE = 130
MAY_BE_ASKED = "You may be asked"
SOURCE = "Where the figures are from"


def notes_of(slide: PanelSlide, number: int, numbers: Mapping[str, int]) -> tuple[str, ...]:
    """The lines of the notes of a slide, each reference with the number of its slide."""
    return tuple(_lines(slide.notes, number, numbers))


def _lines(notes: SpeakerNotes, number: int, numbers: Mapping[str, int]) -> Iterator[str]:
    yield from (said.with_numbers(numbers) for said in notes.say)
    if notes.questions:
        yield f"{MAY_BE_ASKED}:"
    for asked in notes.questions:
        question, answer = asked.question, asked.answer
        yield f"{question.with_numbers(numbers)} {answer.with_numbers(numbers)}"
    if notes.source:
        yield f"{SOURCE}: {notes.source}"
    if notes.may_be_skipped:
        yield f"Slide {number} may be skipped if time is short."


def of_cover(presentation: Presentation, slides: int) -> tuple[str, ...]:
    """What to say while the cover is shown."""
    minutes = round(seconds_of(_main(presentation)) / 60)
    long = (
        f"It has {slides} slides before the annex; what their notes say takes about {minutes}"
        f" minute{'s' if minutes != 1 else ''}."
    )
    return (
        f"This is “{presentation.title}” of {presentation.partnership}.",
        long,
        f"Every figure is as at {presentation.as_at.day} {presentation.as_at:%B %Y}.",
    )


def of_divider(slides: int) -> tuple[str, ...]:
    """What to say where the annex begins."""
    behind = "The slide behind it is" if slides == 1 else f"The {slides} slides behind it are"
    return (
        "The presentation ends before this slide.",
        f"{behind} for members who want to look something up.",
    )


def of_further_part(title: str, part: int, parts: int) -> SpeakerNotes:
    """The notes of a slide on which a table goes on."""
    return SpeakerNotes((phrase(f"Part {part} of {parts} of “{title}”."),))


def said_once(presentation: Presentation) -> Presentation:
    """With each sentence in the notes of the first slide alone that is to say it."""
    heard: set[str] = set()

    def of_each(sections: tuple[OfSection, ...]) -> tuple[OfSection, ...]:
        return tuple(
            OfSection(section.key, tuple(_unheard(slide, heard) for slide in section.slides))
            for section in sections
        )

    return replace(presentation, main=of_each(presentation.main), annex=of_each(presentation.annex))


def _unheard(slide: PanelSlide, heard: set[str]) -> PanelSlide:
    """The slide without what is `heard` already, which it adds to."""
    say = []
    for line in slide.notes.say:
        sentences = [one for one in _SENTENCE_END.split(line.text) if one not in heard]
        if " ".join(sentences) == line.text:
            say.append(line)
        elif sentences:
            say.append(phrase(" ".join(sentences)))
        heard.update(sentences)
    return replace(slide, notes=replace(slide.notes, say=tuple(say)))


_SENTENCE_END = re.compile(r"(?<=[.!?])\s+")


def seconds_of(slides: Iterable[PanelSlide]) -> float:
    """How long it takes to say what the notes of `slides` have to be said."""
    words = sum(len(said.text.split()) for slide in slides for said in slide.notes.say)
    return words * 60 / WORDS_A_MINUTE


def _main(presentation: Presentation) -> Iterator[PanelSlide]:
    return (slide for section in presentation.main for slide in section.slides)
