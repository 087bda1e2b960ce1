"""What the slides of activities say: by kind, in full, one project, for the region."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from partnership import clock
from prevent.register_models import Activity, ActivityKind
from reporting.content.description import Cell, Table
from reporting.content.panel_slides import SpeakerNotes
from reporting.content.phrases import NOTHING, Phrase, PhrasePart, phrase
from reporting.content.proofs import Bars, Card, Track
from reporting.packs.presented_records.making import (
    begins,
    day,
    first_that_fits,
    how_many,
    list_of,
    lower_first,
    on_slide,
    says_made_up,
)
from reporting.packs.presented_records.making import notes as speaker_notes
from reporting.packs.sections.registry import Context

# As an axis has them.
KINDS = {
    ActivityKind.CAMPAIGN: "Campaigns",
    ActivityKind.EVENT: "Events",
    ActivityKind.ROADSHOW: "Roadshows",
    ActivityKind.ROUNDTABLE: "Roundtables",
    ActivityKind.NEWSLETTER: "Newsletter articles",
    ActivityKind.TRAINING: "Training",
    ActivityKind.RESOURCE: "Resources and material",
    ActivityKind.AWARENESS: "Awareness sessions",
    ActivityKind.PROJECT: "Projects with partners",
}
IN_FULL_COLUMNS = ("Action", "Kind")
NOT_RECORDED = "Not recorded"
REACH = "how many people the actions reached"
SHARED = "were done together with partners"
FOR_REGION = "were done for the region"
_SOURCE = "The Prevent register"


@dataclass(frozen=True)
class Done:
    """What was done in a year; `in_full` is the slide with each of it."""

    year: int
    activities: tuple[Activity, ...]
    in_full: str

    @property
    def counted(self) -> tuple[Activity, ...]:
        """Those of which somebody counted how many they reached."""
        return tuple(activity for activity in self.activities if activity.reach is not None)

    @property
    def reach_is_made_up(self) -> bool:
        return says_made_up(*(activity.note for activity in self.counted))


def nothing(year: int) -> str:
    return f"Nobody has recorded activities of {year - 1} or {year} yet."


def parts_of(listed: str) -> tuple[str, ...]:
    """ "Acklam Library" and "Newport Hub" of places or people in a row."""
    parts = (part.strip() for part in re.split(r",\s*|\s+and\s+", listed))
    return tuple(part[:1].upper() + part[1:] for part in parts if part)


# As a line of a table has room for; what is cut away leaves at least so many letters.
_ROOM, _LEAST = 40, 20
_SEPARATORS = (", ", " with ", " on ", " and ")


def in_short(titles: Sequence[str]) -> tuple[str, ...]:
    """Titles as a table has room for; those that would be alike stay whole."""
    cut = [_short(title) for title in titles]
    return tuple(
        title if cut.count(short) > 1 else short for title, short in zip(titles, cut, strict=True)
    )


def _short(title: str) -> str:
    """A title without what follows a colon, or else a comma, "with", "on" or "and"."""
    first = title.partition(": ")[0]
    if len(first) <= _ROOM:
        return first
    cuts = (first[:_ROOM].rpartition(separator)[0] for separator in _SEPARATORS)
    return next((cut for cut in cuts if len(cut) >= _LEAST), first)


# --- By kind ---------------------------------------------------------------------------------
def kinds_line(found: Done) -> str:
    return f"Prevent: what was done in {found.year}"


def kinds_heading(found: Done) -> str:
    return f"Actions of each kind, {found.year}"


def kinds_title(found: Done) -> Phrase:
    """ "There were 20 Prevent actions in 2023, seven of them campaigns; how many they …"."""
    number = len(found.activities)
    there, noun = ("There was ", "action") if number == 1 else ("There were ", "actions")
    kind, most = _most(found)
    begun: tuple[PhrasePart, ...] = (
        there,
        how_many(number),
        f" Prevent {noun} in {found.year}",
    )
    of_kind: tuple[PhrasePart, ...] = ()
    if number > 1 and most > 1:
        of_kind = (", ", how_many(most), f" of them {lower_first(KINDS[kind])}")
    reach = _reach_in_a_title(found)
    rest = f"; {reach}" if reach else ""
    return first_that_fits(
        phrase(*begun, *of_kind, rest), phrase(*begun, rest), phrase(*begun, *of_kind)
    )


def _most(found: Done) -> tuple[ActivityKind, int]:
    counted = Counter(ActivityKind(activity.kind) for activity in found.activities)
    return max(counted.items(), key=lambda item: (item[1], item[0].value))


def _reach_in_a_title(found: Done) -> str:
    """Blank where the numbers are made up: nothing is concluded from them."""
    if found.reach_is_made_up:
        return ""
    counted, every = len(found.counted), len(found.activities)
    if not counted:
        return "how many they reached is not recorded"
    if counted == every:
        return "each counted whom it reached"
    return (
        "most did not count whom they reached"
        if 2 * counted < every
        else ("most counted whom they reached")
    )


def kinds_alternative(bars: Bars) -> str:
    return "; ".join(f"{bar.label} {bar.cell.text}" for bar in bars.rows) + "."


def joined_names(listed: str) -> str:
    """ "Parent Zone Local, the Home Office and the group" of names behind commas."""
    return list_of(part.strip() for part in listed.split(", ")) if ", " in listed else listed


def kinds_source(context: Context, found: Done) -> str:
    on = day(clock.day_of(context.at))
    made_up = " Reach illustrative." if found.reach_is_made_up else ""
    return f"{_SOURCE}, as at {on}; each action has one kind.{made_up}"


def all_counted_words(found: Done) -> Phrase:
    mark = " (illustrative)" if found.reach_is_made_up else ""
    return phrase(f"were reached by them{mark}")


def some_counted_words(found: Done) -> Phrase:
    """ "were reached by three of them (illustrative)": made up, so that nothing is missing."""
    return phrase("were reached by ", how_many(len(found.counted)), " of them (illustrative)")


def not_counted_words(found: Done, reached: Cell) -> Phrase:
    """ "did not count; three reached 484 people"."""
    return phrase("did not count; ", how_many(len(found.counted)), " reached ", reached, " people")


def kinds_notes(found: Done) -> SpeakerNotes:
    kind, most = _most(found)
    number = len(found.activities)
    return speaker_notes(
        phrase(
            f"In {found.year} the Prevent lead and the partners did ",
            how_many(number),
            f" {'thing' if number == 1 else 'things'} that are on record, and the bars say of"
            " what kind.",
        ),
        phrase(
            "The kind with the most is ",
            lower_first(KINDS[kind]),
            ": ",
            how_many(most),
            ".",
        ),
        phrase(
            "Each is listed by name in the annex, so nobody has to read out a list of them here."
        ),
        _of_reach(found),
        phrase(
            "Beside what is counted, awareness went on all year: professionals, schools and"
            " community groups heard how Prevent safeguards and how to refer somebody."
        ),
        questions=(
            (phrase("What exactly was done?"), phrase("See ", on_slide(found.in_full), ".")),
            *(
                ()
                if found.reach_is_made_up
                else ((phrase("How many people did it reach?"), _reach_answer(found)),)
            ),
        ),
        source=f"{_SOURCE}: activities of {found.year}",
    )


def _of_reach(found: Done) -> Phrase:
    if not found.counted:
        return phrase(
            "What we cannot tell you is how many people all this reached, as the register does not"
            " say."
        )
    if len(found.counted) == len(found.activities):
        return phrase("For every one of them somebody counted whom it reached.")
    if found.reach_is_made_up:
        return phrase("The numbers of people are illustrative, and we conclude nothing from them.")
    return phrase("For most of them nobody counted whom they reached.")


def _reach_answer(found: Done) -> Phrase:
    if not found.counted:
        return phrase("The register does not say yet; it has a place for the number.")
    reached = Cell(sum(activity.reach or 0 for activity in found.counted))
    return phrase("As far as it was counted: ", reached, ".")


# --- In full ---------------------------------------------------------------------------------
def kind_of(activity: Activity) -> str:
    return lower_first(activity.get_kind_display())


def part_heading(found: Done, first: int, last: int) -> str:
    return f"Prevent actions in {found.year}, {first} to {last}"


def in_full_title(found: Done, first: int) -> Phrase:
    plain = f"Prevent actions in {found.year}"
    if first == 1:
        return phrase(plain)
    return first_that_fits(
        phrase(f"{plain}, from “{found.activities[first - 1].title}” on"),
        phrase(f"{plain}, from number ", Cell(first), " on"),
    )


def table_alternative(table: Table) -> str:
    return "; ".join(f"{row.entries[0]} ({row.entries[1]})" for row in table.rows) + "."


def in_full_notes(found: Done, first: int) -> SpeakerNotes:
    if first > 1:
        return speaker_notes(
            phrase(f"The list goes on here, from “{found.activities[first - 1].title}”."),
            may_be_skipped=True,
        )
    return speaker_notes(
        phrase(f"Here is each of the actions of {found.year} by name, for whoever asks for one."),
        phrase("The kind beside it is the one under which it was counted on the earlier slide."),
        phrase(
            "Partners, places and audiences, where they are known, are in the report; there is no"
            " room for them here."
        ),
        phrase(
            "If something is missing from the list, please tell us, because what is not in the"
            " register cannot be counted next year."
        ),
        questions=(
            (
                phrase("Who chose these kinds?"),
                phrase("The Prevent lead did when recording them; each action has one."),
            ),
        ),
        source=f"{_SOURCE}: activities of {found.year}",
        may_be_skipped=True,
    )


# --- One project -----------------------------------------------------------------------------
PROJECT_LINE = "Prevent: one project"
NO_PROJECT = "No project of the year has a slide of its own yet."
OUTCOME = "One message"
WHO, WITH, REACHED = "For whom", "With", "Reach"
FOR, WHERE = "For", "Around"
TRACK_WORDS = {FOR: "whom it was meant for", WHERE: "where it could be met"}


def project_title(told: Activity, tracks: int) -> Phrase:
    """ "Friends and family campaign with Parent Zone Local took two ways to one message"."""
    ways = "way" if tracks == 1 else "ways"
    return first_that_fits(
        phrase(f"{told.title} took ", how_many(tracks), f" {ways} to one message"),
        phrase("One project took ", how_many(tracks), f" {ways} to one message"),
    )


def project_heading(told: Activity) -> str:
    return f"What the project did, {told.year}"


def tracks_alternative(tracks: Iterable[Track], outcome: Card) -> str:
    each = " ".join(
        f"{track.title} ({track.words}): {'; '.join(track.boxes)}."
        if track.boxes
        else f"{track.title}: {track.words}."
        for track in tracks
    )
    return f"{each} {outcome.title}: {outcome.words.text.rstrip('.')}."


def reach_of(told: Activity) -> str:
    """That it is not recorded; blank where it was, which then is a number elsewhere."""
    return "" if told.reach is not None else "is not recorded"


def project_source(told: Activity) -> str:
    return f"{_SOURCE}, {told.year}."


def project_notes(told: Activity, tracks: Sequence[Track], *, are_own: bool) -> SpeakerNotes:
    return speaker_notes(
        phrase(
            f"Of all that was done in {told.year}, we would like to tell you of one: the"
            f" {lower_first(told.title)}."
        ),
        *(_walked(track) for track in tracks if are_own),
        phrase(f"It was meant for {lower_first(told.audiences)}.") if told.audiences else NOTHING,
        phrase(f"We did it with {joined_names(told.partners)}.") if told.partners else NOTHING,
        phrase("How many people saw it or came is not recorded.")
        if told.reach is None
        else NOTHING,
        questions=(
            (
                phrase("Did it work?"),
                phrase("The register does not say, and has no number of people either.")
                if told.reach is None
                else phrase("It is known how many it reached, and not yet what came of it."),
            ),
            (phrase("Will it be done again?"), phrase("The group’s plan of the year decides.")),
        ),
        source=f"{_SOURCE}: {told.title}",
        may_be_skipped=True,
    )


def _walked(track: Track) -> Phrase:
    boxes = ", then ".join(lower_first(box) for box in track.boxes)
    return phrase(
        f"{track.title} it was {lower_first(track.words)}" + (f": {boxes}." if boxes else ".")
    )


# --- For the region --------------------------------------------------------------------------
REGIONAL_GROUP = "Regional Prevent leads group"
NOTHING_FOR_REGION = "Nothing that was done for the region is recorded yet."


def region_line(name: str) -> str:
    return f"Prevent: with the {name}"


def region_title(found: Sequence[Activity], name: str, year: int) -> Phrase:
    """ "We made six contributions to the work of the Cleveland Prevent leads group in 2023"."""
    noun = "contribution" if len(found) == 1 else "contributions"
    made = ("We made ", how_many(len(found)), f" {noun} to the work of ")
    return first_that_fits(
        phrase(*made, f"the {name} in {year}"), phrase(*made, f"the region in {year}")
    )


def further_region_title(cards: Sequence[Card]) -> Phrase:
    return phrase(begins(len(cards)), " further contributions to the work of the region")


def region_heading(here: str, year: int, number: int) -> str:
    return f"What {here} gave in {year}" + (", further" if number else "")


def card_words(activity: Activity) -> str:
    """For whom it was, where its title does not say so, or with whom, or else its kind."""
    if activity.audiences and activity.audiences.lower() not in activity.title.lower():
        return f"for {lower_first(activity.audiences)}"
    if activity.partners:
        return f"with {activity.partners}"
    kind = kind_of(activity)
    return "" if kind in activity.title.lower() else kind


def hub_alternative(name: str, around: Sequence[str], cards: Iterable[Card]) -> str:
    who = f"{name}: {list_of(around)}. " if around else ""
    each = (f"{card.title} ({card.words.text})" if card.words else card.title for card in cards)
    return f"{who}{'; '.join(each)}."


def region_source(context: Context, name: str) -> str:
    return f"{_SOURCE}, as at {day(clock.day_of(context.at))}; {name}."


def region_notes(
    found: Sequence[Activity], name: str, meets: str, around: Sequence[str], here: str
) -> SpeakerNotes:
    others = [place for place in around if place != here]
    return speaker_notes(
        phrase(
            f"Prevent does not stop at a boundary, so {here} works with {list_of(others)} in the"
            f" {name}."
        )
        if others
        else phrase(f"Prevent does not stop at a boundary, so {here} is part of the {name}."),
        phrase(f"That group meets {lower_first(meets)} and has everybody go about it alike.")
        if meets
        else NOTHING,
        phrase(
            "What we gave to it in the year is in the boxes: ",
            how_many(len(found)),
            f" {'thing' if len(found) == 1 else 'things'} in all.",
        ),
        *_examples(found),
        questions=(
            (
                phrase("What did the others give?"),
                phrase("That is in their own registers; this slide is of ours alone."),
            ),
        ),
        source=f"{_SOURCE}: what contributed to the {name}",
        may_be_skipped=True,
    )


def _examples(found: Sequence[Activity]) -> Iterator[Phrase]:
    for begun, activity in zip(("One is", "Another is", "A third is"), found, strict=False):
        words = card_words(activity) if activity.audiences or activity.partners else ""
        yield phrase(f"{begun} “{activity.title}”" + (f", {words}." if words else "."))


def further_region_notes(cards: Sequence[Card]) -> SpeakerNotes:
    return speaker_notes(
        phrase(f"Further: {list_of(lower_first(card.title) for card in cards)}."),
        source=_SOURCE,
        may_be_skipped=True,
    )
