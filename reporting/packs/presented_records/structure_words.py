"""What the slide of the groups says."""

from __future__ import annotations

from dataclasses import dataclass

from partnership import clock
from partnership.models.groups import Group, GroupKind, Meeting
from reporting.content.panel_slides import SpeakerNotes
from reporting.content.phrases import NOTHING, Phrase, phrase
from reporting.content.proofs import Structure
from reporting.packs.presented_records.making import (
    begins,
    day,
    first_sentence,
    how_many,
    list_of,
    lower_first,
)
from reporting.packs.presented_records.making import notes as speaker_notes
from reporting.packs.sections.registry import Context

LINE = "How it works"
HEADING = "Who reports to whom, by what each group does"
NONE = "No groups have been recorded, so there is no structure to draw yet."
ACT, THEME, PLACE = "Look at the figures, act", "Work on one theme", "Work in one place"
PARTNERSHIPS_OF_PLACES = "Neighbourhood Action Partnerships (NAP)"
PARTNERSHIP = "Partnership"
PANEL_MEETS = "at least once a year"
_KEY = " Broken outline: outside the partnership."
_NO_FREQUENCY = " No frequency: none recorded."


@dataclass(frozen=True)
class Groups:
    """The groups by where they stand; `chair` is the role that leads the first of them."""

    top: Group
    below: tuple[Group, ...]
    outside: tuple[Group, ...]
    panel: Group | None
    chair: str
    next_meeting: Meeting | None
    partnership: str


def meets(group: Group) -> str:
    """ "every month", "as needed"; blank where nobody said."""
    return lower_first(group.frequency)


def reports_to(name: str) -> str:
    return f"reports to {name}"


def title(found: Groups) -> Phrase:
    """ "Eight groups report to one partnership, and this panel scrutinises it"."""
    number = len(found.below)
    if not number:
        told = phrase("One partnership does the work, and no group reports to it")
    else:
        groups = "group reports" if number == 1 else "groups report"
        told = phrase(begins(number), f" {groups} to one partnership")
    if found.panel is None:
        return told
    return phrase(*told.parts, ", and this panel scrutinises it")


def alternative(found: Groups, structure: Structure) -> str:
    parts = [
        f"{column.title}: {list_of(_in_words(body.name, body.words) for body in column.bodies)}"
        for column in structure.columns
    ]
    panel = f"{found.panel.name} scrutinises it. " if found.panel else ""
    return f"At the top {_in_words(structure.top.name, structure.top.words)}. {panel}" + (
        f"Below it, {'; '.join(parts)}." if parts else ""
    )


def _in_words(name: str, words: str) -> str:
    return f"{name} ({words})" if words else name


def source(context: Context, found: Groups, left_out: int) -> str:
    on = day(clock.day_of(context.at))
    where = f"Partnership governance, as at {on}"
    if left_out > 0:
        return f"{where}; further groups are in the report.{_KEY}"
    frequency = "" if all(group.frequency for group in found.below) else _NO_FREQUENCY
    return f"{where}.{_KEY if found.outside or found.panel else ''}{frequency}"


def notes(found: Groups) -> SpeakerNotes:
    number = len(found.below)
    outside = list_of(group.name for group in found.outside)
    return speaker_notes(
        phrase(
            f"The {found.top.name} {_meets(found.top)} and is where the responsible authorities"
            " decide together.",
        ),
        phrase(
            "Between its meetings ",
            how_many(number),
            f" {'group does' if number == 1 else 'groups do'} the work, and the slide sorts them by"
            " what they are for.",
        )
        if number
        else NOTHING,
        _first_that_acts(found),
        _of_places(found),
        phrase(f"{outside} has a broken outline: we take part, but it reports elsewhere.")
        if len(found.outside) == 1
        else NOTHING,
        phrase(
            "All of this is open to you, and early. You may shape a policy before it is settled as"
            " well as look back at what was decided."
        ),
        questions=tuple(_questions(found)),
        source="The partnership’s records of its groups",
    )


def _meets(group: Group) -> str:
    return f"meets {meets(group)}" if group.frequency else "meets"


def _first_that_acts(found: Groups) -> Phrase:
    acting = [group for group in found.below if group.kind == GroupKind.AIM and group.purpose]
    if not acting:
        return NOTHING
    group = acting[0]
    does = lower_first(first_sentence(group.purpose))
    return phrase(f"The {group.name} {_meets(group)}: it {does}.")


def _of_places(found: Groups) -> Phrase:
    places = [group for group in found.below if group.kind == GroupKind.NEIGHBOURHOOD]
    if not places:
        return NOTHING
    noun = "partnership brings" if len(places) == 1 else "partnerships bring"
    return phrase(
        begins(len(places)), f" neighbourhood {noun} services and residents of a place together."
    )


def _questions(found: Groups):
    if found.chair:
        yield phrase("Who leads the partnership?"), phrase(f"The {lower_first(found.chair)}.")
    if found.next_meeting:
        yield (
            phrase("When does the partnership meet next?"),
            phrase(f"On {day(found.next_meeting.held_on)}."),
        )
    if found.panel:
        yield (
            phrase("How often does scrutiny look at all of this?"),
            phrase(f"The {found.panel.name} does {PANEL_MEETS}, and may do so more often."),
        )
