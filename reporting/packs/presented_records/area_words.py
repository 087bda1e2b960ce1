"""What the slide of the operating areas says."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from reporting.content.panel_slides import SpeakerNotes
from reporting.content.phrases import NOTHING, Phrase, phrase
from reporting.packs.presented_records.making import (
    begins,
    first_that_fits,
    how_many,
    list_of,
    number_cell,
)
from reporting.packs.presented_records.making import notes as speaker_notes

LINE = "Where we work"
# A source stands on one line.
_SHORTER = (
    ("Office for National Statistics", "ONS"),
    ("licensed under the Open Government Licence v3.0", "OGL v3.0"),
)
NONE = "The wards have not been grouped into localities yet."


@dataclass(frozen=True)
class Operating:
    """An operating area with its wards by name; `letter` marks it on the map."""

    letter: str
    name: str
    wards: tuple[str, ...]
    made_up: bool


def title(areas: Sequence[Operating], wards: int) -> Phrase:
    """ "Four operating areas divide the 20 wards, five to each"."""
    if len(areas) == 1:
        return phrase("One operating area takes in ", how_many(wards), " wards")
    sizes = sorted({len(area.wards) for area in areas})
    each: tuple = (how_many(sizes[0]), " to each")
    if len(sizes) > 1:
        each = (how_many(sizes[0]), " to ", how_many(sizes[-1]), " in each")
    begun = (begins(len(areas)), " operating areas divide the ", number_cell(wards), " wards")
    return phrase(*begun, ", ", *each)


def further_title(areas: Sequence[Operating]) -> Phrase:
    names = [area.name for area in areas]
    return first_that_fits(
        phrase(f"Further operating areas: {list_of(names)}"),
        phrase("Further operating areas and the wards that lie in each"),
    )


def heading(place: str) -> str:
    return f"Wards of {place} by operating area"


def further_heading(areas: Sequence[Operating]) -> str:
    return f"Wards from {areas[0].name} to {areas[-1].name}"


def alternative(areas: Iterable[Operating]) -> str:
    return " ".join(f"{area.name}: {list_of(area.wards)}." for area in areas)


def source(credit: str, areas: Iterable[Operating]) -> str:
    made_up = any(area.made_up for area in areas)
    for long, short in _SHORTER:
        credit = credit.replace(long, short)
    parts = (credit, "Grouping of wards illustrative." if made_up else "")
    return " ".join(part for part in parts if part) or "The partnership’s operating areas."


def notes(areas: Sequence[Operating], wards: int, *, on_map: bool) -> SpeakerNotes:
    largest = max(areas, key=lambda area: len(area.wards))
    return speaker_notes(
        phrase(
            "We do not work from one office: the ",
            how_many(wards),
            " wards are split between ",
            how_many(len(areas)),
            f" operating areas, {list_of(area.name for area in areas)}.",
        ),
        phrase(
            f"{largest.name}, for example, takes in {list_of(largest.wards)}.",
        ),
        phrase(
            "Members will find their own ward by name beside the map, under the letter that marks"
            " its area."
            if on_map
            else "Members will find their own ward by name in one of the boxes."
        ),
        phrase(
            "The outlines are those of the national statistics office; which ward belongs to which"
            " area was made up for this demonstration."
        )
        if any(area.made_up for area in areas)
        else NOTHING,
        phrase(
            "Where later slides speak of an area and not of a ward, it is one of these that they"
            " mean."
        ),
        questions=(
            (
                phrase("Why is my ward in that area?"),
                phrase("This grouping is an example; the partnership will record its own.")
                if any(area.made_up for area in areas)
                else phrase("The partnership grouped them, and it can change the grouping."),
            ),
        ),
        source="The partnership’s operating areas",
        may_be_skipped=True,
    )


def further_notes(areas: Sequence[Operating]) -> SpeakerNotes:
    return speaker_notes(
        phrase(f"The remaining areas are {list_of(area.name for area in areas)}."),
        source="The partnership’s operating areas",
        may_be_skipped=True,
    )
