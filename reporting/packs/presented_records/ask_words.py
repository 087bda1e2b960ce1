"""What the slide says on which the panel is asked for something."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reporting.content.panel_slides import SpeakerNotes
from reporting.content.phrases import Phrase, phrase
from reporting.packs.presented_records.headed import Headed
from reporting.packs.presented_records.making import (
    first_that_fits,
    how_many,
    list_of,
    lower_first,
)
from reporting.packs.presented_records.making import notes as speaker_notes

LINE = "What we ask of the panel"
SOURCE = "Each request names the slide with its evidence."
NONE = "Nobody has written yet what the panel is asked for."


def heading(before: int) -> str:
    return "What we ask, and why" if not before else "What else we ask, and why"


def title(every: int, before: int, asks: Sequence[Headed]) -> Phrase:
    """ "We ask you for three things today"."""
    if before:
        return phrase("We ask you for ", how_many(len(asks)), " more of them")
    if every == 1:
        return first_that_fits(
            phrase(f"We ask you for one thing today: {lower_first(asks[0].title)}"),
            phrase("We ask you for one thing today"),
        )
    return phrase("We ask you for ", how_many(every), " things today")


def alternative(asks: Sequence[Headed], before: int) -> str:
    return " ".join(
        f"{number}. {ask.title}. {ask.words.text}".strip()
        for number, ask in enumerate(asks, before + 1)
    )


_ORDER = ("First", "Second", "Third", "Then")


def notes(asks: Sequence[Headed], before: int) -> SpeakerNotes:
    begin = (
        phrase(
            "Before the figures, here is what we would like from you, so that you can listen with"
            " it in mind."
        )
        if not before
        else phrase(f"There is more that we ask: {list_of(lower_first(a.title) for a in asks)}.")
    )
    return speaker_notes(
        begin,
        *(_said(ask, before + number) for number, ask in enumerate(asks)),
        phrase("Please tell us your view before the item ends.") if not before else phrase(),
        questions=tuple(_questions(asks, before)),
        source="The officers who wrote this pack",
    )


def _said(ask: Headed, number: int) -> Phrase:
    order = _ORDER[min(number, len(_ORDER) - 1)]
    return phrase(f"{order}, {lower_first(ask.title)}. ", *ask.words.parts)


def _questions(asks: Sequence[Headed], before: int) -> Iterator[tuple[Phrase, Phrase]]:
    more = " further" if before else ""
    yield (
        phrase(f"Do we have to decide on these{more} requests today?"),
        phrase("No: a view is enough, and a recommendation can follow in writing."),
    )
    shown = [
        phrase(f"{_ORDER[min(before + number, len(_ORDER) - 1)]}, see ", *ask.leads_to.parts, ".")
        for number, ask in enumerate(asks)
        if ask.to
    ]
    if shown:
        parts = [part for each in shown for part in (*each.parts, " ")][:-1]
        yield phrase(f"What evidence stands behind the{more} requests?"), phrase(*parts)
