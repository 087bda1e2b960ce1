"""What the slide on made-up figures and records says."""

from __future__ import annotations

import re
from collections.abc import Iterable

from reporting.content.panel_slides import SpeakerNotes
from reporting.content.phrases import Phrase, phrase
from reporting.packs.presented_records.making import begins
from reporting.packs.presented_records.making import notes as speaker_notes

LINE = "Annex"
COLUMNS = ("Where", "What is made up there")
REPORT_COLUMNS = ("Section", "What is made up")
RECORDS = "Records or dates are made up for this demonstration."
NOTHING = "Nothing in this pack is made up."
WITH_THE_PACK = "This is drawn from the other sections when the whole pack is built."
MEANS = "Illustrative: made up, so that you see the form until there are real figures or records."
SOURCE = "Nothing is concluded from what is illustrative. All else is as its sources have it."
TITLE = "What “Illustrative” means here"
EVERYTHING = "The records that the slide tells of"
OTHER_THINGS = "Other things, as the source of each slide says"
HATCHED = "The hatched parts of the pictures"
BUT_NAMED = "The changes of all places that are not named beside the picture"
BUT_TOTALS = "The numbers marked [i]; totals are as published"
BUT_DIRECTIONS = "All numbers; which way they went is quoted from a document"
# Ends of a source line, and what they say in a table; the first that is found counts.
_IN_A_SOURCE = (
    (re.compile(r"\bHatched: illustrative\b"), lambda _: HATCHED),
    (re.compile(r"\bthe rest illustrative\b"), lambda _: BUT_NAMED),
    (re.compile(r"\bDirections [^.]*; numbers illustrative\b"), lambda _: BUT_DIRECTIONS),
    (re.compile(r"\bTotals as published\b"), lambda _: BUT_TOTALS),
    (
        re.compile(r"(?:^|[.;]\s+)(?P<what>[A-Z][^.;]*?)(?: are| is)? illustrative\b"),
        lambda found: found["what"],
    ),
)


def what(warning: str) -> str:
    """The sentence of a warning without its mark."""
    bare = warning.strip().removeprefix("Illustrative: ")
    return bare[:1].upper() + bare[1:]


def of_source(source: str) -> str:
    """What a source line says is illustrative: "The dates"; everything where it names nothing."""
    for pattern, words in _IN_A_SOURCE:
        if found := pattern.search(source):
            return words(found)
    return EVERYTHING


def alternative(whats: Iterable[str]) -> str:
    return f"{MEANS} {'; '.join(whats)}."


def notes(rows: int) -> SpeakerNotes:
    return speaker_notes(
        phrase(
            "Wherever a slide has the small tag “Illustrative”, something on it is made up so that"
            " you can see the form before the figures exist."
        ),
        phrase(
            begins(rows),
            f" {'row says' if rows == 1 else 'rows say'} here on which slides, and what it is on"
            " each of them.",
        ),
        phrase(
            "We conclude nothing from it: it has no verdict and no rank, and no question of ours"
            " hangs on it."
        ),
        phrase(
            "What a slide shows beside it is real, and the source line below it says whose it is."
        ),
        questions=(
            (
                phrase("When will the real figures be here?"),
                phrase("As soon as the agency that keeps them sends them; it is asked for them."),
            ),
        ),
        source="The tags and the source lines of the slides in this pack",
        may_be_skipped=True,
    )


def title() -> Phrase:
    return phrase(TITLE)
