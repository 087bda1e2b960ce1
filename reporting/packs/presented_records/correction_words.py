"""What the slide of corrections says."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from reporting.content.panel_slides import SpeakerNotes
from reporting.content.phrases import Phrase, phrase
from reporting.packs.presented_records.headed import Headed
from reporting.packs.presented_records.making import begins, list_of, lower_first
from reporting.packs.presented_records.making import notes as speaker_notes

LINE = "Annex"
COLUMNS = ("What was said", "What is right", "How we know")
LEAD = "Figures and statements given to the panel before, put right."
SOURCE = "Checked against the figures given with it; the partnership keeps each check."
NONE = "Nobody has written a correction yet."


def title(number: int, said_in: str) -> Phrase:
    """ "Corrections to the first deck for 4 March 2024"."""
    to = said_in or "figures given before"
    return phrase(f"Corrections to {to}" + (", further ones" if number else ""))


def alternative(rows: Iterable[Sequence[Phrase]]) -> str:
    return " ".join(
        f"Said: {said.text}. Right: {right.text} Why: {why.text}" for said, right, why in rows
    )


def lead(said_in: str) -> str:
    return f"What {said_in} said, put right." if said_in else LEAD


def notes(corrections: Sequence[Headed], number: int, said_in: str) -> SpeakerNotes:
    named = list_of(f"“{lower_first(each.title)}”" for each in corrections)
    if number:
        return speaker_notes(
            phrase(f"Further on, these were put right too: {named}."), may_be_skipped=True
        )
    many = len(corrections) > 1
    return speaker_notes(
        phrase(
            begins(len(corrections)),
            f" {'statements' if many else 'statement'} of {said_in or 'an earlier update'} did not"
            " hold, and the record is put right here.",
        ),
        phrase(
            "The left column is what it said, the middle one what the figures bear out, and"
            " the right one how we know."
        ),
        phrase(
            "Where a direction was wrong, the years are given; where a number was, the right one"
            " stands there, with what it rests on."
        ),
        questions=(
            (
                phrase("How was this found?"),
                phrase("Every figure was worked out again from the others that were given."),
            ),
        ),
        source="The checks that are kept with this pack",
        may_be_skipped=True,
    )
