"""What the slide of training says."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from partnership import clock
from prevent.register_models import School, Training
from reporting.content.description import Cell
from reporting.content.panel_slides import SpeakerNotes
from reporting.content.phrases import NOTHING, Phrase, PhrasePart, phrase
from reporting.packs.presented_records.making import (
    day,
    first_that_fits,
    how_many,
    list_of,
    number_cell,
    says_made_up,
    some_of,
)
from reporting.packs.presented_records.making import notes as speaker_notes
from reporting.packs.sections.registry import Context

LINE = "Prevent: training and schools"
SCHOOLS = "Schools with a trained safeguarding lead"
TRAINED, NOT_YET = "trained", "not yet"
_A_LINE = 84
# Made-up counts are shown, and nothing is concluded from them.
_AWAITED = "Every school is offered training for a safeguarding lead; real counts are awaited"
_AWAITED_ALONE = "Real counts of training and of schools are awaited"


@dataclass(frozen=True)
class Given:
    """The training that was given, the schools, and what stands on offer, as points."""

    held: tuple[Training, ...]
    schools: tuple[School, ...]
    trained_schools: tuple[School, ...]
    for_schools: tuple[str, ...]
    for_departments: tuple[str, ...]

    @property
    def made_up(self) -> bool:
        """Whether any of the training is."""
        return says_made_up(*(training.note for training in self.held))

    @property
    def schools_made_up(self) -> bool:
        return says_made_up(*(f"{school.name} {school.note}" for school in self.schools))

    @property
    def all_made_up(self) -> bool:
        """Whether nothing of it is real."""
        notes = [training.note for training in self.held]
        notes += [f"{school.name} {school.note}" for school in self.schools]
        return all(says_made_up(note) for note in notes)

    @property
    def people(self) -> Cell:
        number = sum(training.trained for training in self.held)
        return number_cell(number, made_up=self.made_up)

    @property
    def without(self) -> int:
        """How many schools have nobody trained."""
        return len(self.schools) - len(self.trained_schools)


def title(given: Given) -> Phrase:
    """ "36 people were trained in two sessions; two of six schools still lack a trained lead"."""
    if given.all_made_up:
        return phrase(_AWAITED if given.for_schools else _AWAITED_ALONE)
    people, schools = _people(given), _schools(given)
    if people and schools:
        return first_that_fits(phrase(*people, "; ", *schools), phrase(*people))
    whole = phrase(*(people or schools))
    first = whole.parts[0]
    if isinstance(first, str):
        return phrase(f"{first[:1].upper()}{first[1:]}", *whole.parts[1:])
    return whole


def _people(given: Given) -> tuple[PhrasePart, ...]:
    if not given.held:
        return ()
    were = "person was" if given.people.value == 1 else "people were"
    sessions = "session" if len(given.held) == 1 else "sessions"
    return (given.people, f" {were} trained in ", how_many(len(given.held)), f" {sessions}")


def _schools(given: Given) -> tuple[PhrasePart, ...]:
    if not given.schools:
        return ()
    of = (" of ", how_many(len(given.schools), made_up=given.schools_made_up), " schools")
    if not given.without:
        return ("every school has a trained lead",)
    lack = "lacks" if given.without == 1 else "lack"
    return (
        how_many(given.without, made_up=given.schools_made_up),
        *of,
        f" still {lack} a trained lead",
    )


def schools_alternative(given: Given) -> str:
    names = list_of(_bare(school) for school in given.trained_schools)
    lacking = [_bare(school) for school in given.schools if school not in given.trained_schools]
    parts = (
        f"Trained: {names}." if given.trained_schools else "",
        f"Not yet: {list_of(lacking)}." if lacking else "",
    )
    return " ".join(part for part in parts if part)


def _bare(school: School) -> str:
    return school.name.replace(" (illustrative)", "")


def label(training: Training) -> str:
    """ "School governors (Prevent awareness)"."""
    audience = f"{training.audience[:1].upper()}{training.audience[1:]}"
    return f"{audience} ({training.product})"


def trained_heading(given: Given) -> str:
    """ "People trained, October to November 2023"."""
    days = sorted(training.held_on for training in given.held)
    first, last = days[0], days[-1]
    if (first.year, first.month) == (last.year, last.month):
        return f"People trained, {first:%B %Y}"
    begun = f"{first:%B}" if first.year == last.year else f"{first:%B %Y}"
    return f"People trained, {begun} to {last:%B %Y}"


def trained_alternative(held: Iterable[Training]) -> str:
    return "; ".join(f"{label(training)}: {training.trained:,}" for training in held) + "."


def under(given: Given) -> tuple[Phrase, ...]:
    """What stands on offer, below the pictures."""
    parts = (
        ("Every school is offered ", given.for_schools),
        ("Departments and partners are offered ", given.for_departments),
    )
    return tuple(phrase(_in_a_line(begun, offers)) for begun, offers in parts if offers)


def _in_a_line(begun: str, offers: Iterable[str]) -> str:
    """As many of the offers as a line holds, one at least, each up to its first comma."""
    first, *others = [offer.partition(", ")[0] for offer in offers]
    shown = [first]
    for offer in others:
        if len(f"{begun}{list_of((*shown, offer))}.") > _A_LINE:
            break
        shown.append(offer)
    return f"{begun}{list_of(shown)}."


def source(context: Context, given: Given) -> str:
    on = day(clock.day_of(context.at))
    made_up = given.made_up or given.schools_made_up
    return f"The Prevent register, as at {on}" + ("; illustrative." if made_up else ".")


def notes(given: Given) -> SpeakerNotes:
    return speaker_notes(
        *_of_training(given),
        *_of_schools(given),
        phrase(
            f"A department that asks gets {list_of(given.for_departments[:2])}, among other things."
        )
        if given.for_departments
        else NOTHING,
        phrase(
            "Training is one half of it; raising awareness is the other, and it goes on with"
            " professionals, schools, parents and community groups all year."
        ),
        phrase("The counts on this slide are made up and show the form; do not quote them.")
        if given.made_up or given.schools_made_up
        else NOTHING,
        questions=tuple(_questions(given)),
        source="The Prevent register; the standing offers to schools and departments",
    )


def _of_training(given: Given) -> Iterator[Phrase]:
    if not given.held:
        return
    largest = given.held[0]
    yield phrase(
        "On the right you see whom we trained: ",
        given.people,
        " in all, among them ",
        number_cell(largest.trained, made_up=given.made_up),
        f" {largest.audience}, in {largest.product}.",
    )


def _of_schools(given: Given) -> Iterator[Phrase]:
    if not given.schools:
        return
    trained = how_many(len(given.trained_schools), made_up=given.schools_made_up)
    every = how_many(len(given.schools), made_up=given.schools_made_up)
    yield phrase(
        "Each school should have at least one safeguarding lead who is trained; ",
        trained,
        " of ",
        every,
        " do.",
    )


def _questions(given: Given) -> Iterator[tuple[Phrase, Phrase]]:
    if given.without and not given.schools_made_up:
        yield (
            phrase("Which schools have nobody trained?"),
            phrase("They are marked on the slide; the report names no person."),
        )
    yield (
        phrase("What does a school get?"),
        phrase(_offer(given)),
    )


def _offer(given: Given) -> str:
    if not given.for_schools:
        return "What the Prevent lead offers is not recorded yet."
    offers = [offer.partition(", ")[0] for offer in given.for_schools]
    text = some_of(offers, "thing")
    return f"{text[:1].upper()}{text[1:]}."
