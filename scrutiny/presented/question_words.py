"""What the slide of questions for members says."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from reporting.content.panel_slides import SpeakerNotes
from reporting.content.phrases import Phrase, SlideRef, phrase
from reporting.packs.presented_records.making import begins, how_many
from reporting.packs.presented_records.making import notes as speaker_notes

LINE = "Your questions"
HEADING = "What you might ask, and what is behind it"
SOURCE = "Each question names the slide to look at."


def title(number: int) -> Phrase:
    if number == 1:
        return phrase("One question worth asking us")
    return phrase(begins(number), " questions worth asking us")


def alternative(asked: Iterable[tuple[str, Phrase]]) -> str:
    return " ".join(f"{text} {why.text}" for text, why in asked)


def notes(asked: Sequence[tuple[str, Phrase, str]]) -> SpeakerNotes:
    (first, why, _), *others = asked
    return speaker_notes(
        phrase(
            "You will have questions of your own, and they come first; ",
            *(("these ", how_many(len(asked)), " are") if others else ("this is",)),
            " what we would ask in your place.",
        ),
        phrase(f"The first is: {first}"),
        phrase("What is behind it: ", *why.parts),
        phrase(f"Another is: {others[0][0]}") if others else phrase(),
        phrase(
            "Whatever we cannot answer in the room we take away, and you get the answer in writing."
        ),
        questions=tuple(
            (
                phrase(text),
                phrase("In short: ", *why.parts, " See ", SlideRef(to), ".") if to else why,
            )
            for text, why, to in asked
        ),
        source="The officers who wrote this pack, and what stands out in its figures",
    )
