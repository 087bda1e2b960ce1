"""What the slide of recommendations says."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum

from reporting.content.panel_slides import SpeakerNotes
from reporting.content.phrases import NOTHING, Phrase, PhrasePart, phrase
from reporting.content.proofs import Board, Status
from reporting.packs.presented_records.making import (
    day,
    first_that_fits,
    how_many,
    list_of,
    lower_first,
)
from reporting.packs.presented_records.making import notes as speaker_notes
from scrutiny.models import Decision, Milestone, Response, Verdict
from scrutiny.queries.recommendations import Recommended

COLUMNS = ("You asked for", "We answered", "What came of it", "State")
STAGES = ("made", "answered", "done")
NOTHING_YET = "Nothing is recorded yet"
_BY = "Minutes of the panel and the partnership’s record of recommendations"


class Stands(Enum):
    """How a recommendation stands; the value is what the slide shows."""

    DONE = "Done"
    CLOSED = "Closed by you"
    UNDER_WAY = "Under way"
    ANSWERED = "Answered"
    WAITING = "No answer yet"
    LATE = "Answer overdue"
    NOT_ACCEPTED = "Not accepted"


# In a title and in speech, of one and of many.
_IN_A_TITLE = {
    Stands.DONE: "done",
    Stands.CLOSED: "closed",
    Stands.UNDER_WAY: "under way",
    Stands.ANSWERED: "answered",
    Stands.WAITING: "not answered yet",
    Stands.LATE: "overdue an answer",
    Stands.NOT_ACCEPTED: "not accepted",
}


@dataclass(frozen=True)
class Told:
    """A recommendation in the words of its row."""

    title: str
    made_on: date
    stands: Stands
    answered: Phrase
    came_of_it: str
    made_up: bool


def line(last: date | None) -> str:
    return f"Since you last met, {day(last)}" if last else "Since you last met"


def title(every: Sequence[Told]) -> Phrase:
    """ "Your three recommendations: two are done, one is under way"."""
    if len(every) == 1:
        [only] = every
        return first_that_fits(
            phrase(f"Your recommendation is {_IN_A_TITLE[only.stands]}: {lower_first(only.title)}"),
            phrase(f"Your recommendation is {_IN_A_TITLE[only.stands]}"),
        )
    counted = Counter(told.stands for told in every)
    if len(counted) == 1:
        [stands] = counted
        return phrase(
            "All ", how_many(len(every)), f" of your recommendations are {_IN_A_TITLE[stands]}"
        )
    parts: list[PhrasePart] = []
    for stands in (stands for stands in Stands if counted[stands]):
        number = counted[stands]
        verb = "is" if number == 1 else "are"
        parts += [", " if parts else "", how_many(number), f" {verb} {_IN_A_TITLE[stands]}"]
    begun = ("Your ", how_many(len(every)), " recommendations: ")
    return first_that_fits(
        phrase(*begun, *parts),
        phrase("What came of your ", how_many(len(every)), " recommendations"),
    )


def further_title(group: Sequence[Told]) -> Phrase:
    names = list_of(lower_first(told.title) for told in group)
    return first_that_fits(
        phrase(f"Further recommendations: {names}"),
        phrase("What came of ", how_many(len(group)), " further recommendations"),
    )


def heading(number: int) -> str:
    if number:
        return "Further recommendations, answers, and what came of them"
    return "Your recommendations, our answers, and what came of them"


def alternative(board: Board) -> str:
    return " ".join(_row(row.number, row.entries) for row in board.rows)


def _row(number: str, entries: Sequence[Phrase | Status]) -> str:
    words = [entry.label if isinstance(entry, Status) else entry.text for entry in entries]
    first, *others = words
    return f"{number}. {first}: {'; '.join(word for word in others if word)}."


def source(every: Iterable[Told]) -> str:
    return f"{_BY}; illustrative." if any(told.made_up for told in every) else f"{_BY}."


# --- One of them -----------------------------------------------------------------------------
def answered(recommended: Recommended) -> Phrase:
    """ "Accepted, March 2023"; who answered how, where not all did alike."""
    given = [status.response for status in recommended.recipients if status.response]
    if not given:
        return phrase("Not answered yet")
    verdicts = Counter(Verdict(response.verdict) for response in given)
    missing = len(recommended.recipients) - len(given)
    if len(verdicts) == 1:
        [verdict] = verdicts
        who: tuple[PhrasePart, ...] = (verdict.label,)
    else:
        who = tuple(_by_verdict(verdicts))
    if missing:
        return phrase(*who, "; ", how_many(missing), " still to answer")
    return phrase(*who, f", {_when(given)}")


def _by_verdict(verdicts: Counter[Verdict]) -> Iterator[PhrasePart]:
    for verdict in (verdict for verdict in Verdict if verdicts[verdict]):
        first = verdict is next(each for each in Verdict if verdicts[each])
        yield verdict.label if first else f", {verdict.label.lower()}"
        yield " by "
        yield how_many(verdicts[verdict])


def _when(given: Iterable[Response]) -> str:
    return f"{max(response.responded_on for response in given):%B %Y}"


_ILLUSTRATIVE = re.compile(r"^Illustrative:\s*")


def without_illustrative(text: str) -> str:
    """The text without its mark, which the slide has as a tag."""
    bare = _ILLUSTRATIVE.sub("", text.strip()).rstrip(".")
    return bare[:1].upper() + bare[1:]


def closed(decision: Decision) -> str:
    if decision.note:
        return without_illustrative(decision.note)
    return f"Closed on {day(decision.meeting.held_on)}"


def ahead(milestone: Milestone) -> str:
    """ "By 24 April 2024: a proposal goes to the partnership"."""
    return f"By {day(milestone.due_on)}: {lower_first(milestone.text)}"


# --- Notes -----------------------------------------------------------------------------------
def notes(every: Sequence[Told]) -> SpeakerNotes:
    first = min(told.made_on for told in every)
    done = [told for told in every if told.stands in (Stands.DONE, Stands.CLOSED)]
    others = [told for told in every if told not in done]
    return speaker_notes(
        phrase(
            "We begin with what you asked of us: ",
            how_many(len(every)),
            f" {'recommendation' if len(every) == 1 else 'recommendations'}, the first made on"
            f" {day(first)}.",
        ),
        *_of_done(done),
        *(_other(told) for told in others[:2]),
        phrase("Only you can close a recommendation, so please say today whether you are content.")
        if any(told.stands is Stands.DONE for told in done)
        else NOTHING,
        questions=tuple(_questions(every, others)),
        source="Minutes of the panel, answers as they were given, and what was recorded since",
    )


def _of_done(done: Sequence[Told]) -> Iterator[Phrase]:
    if not done:
        yield phrase("None of them is done yet, and the slide says how far each has come.")
    for told in done[:2]:
        yield phrase(f"“{told.title}” is {_IN_A_TITLE[told.stands]}. {told.came_of_it}.")
    if len(done) > 2:
        others = list_of(f"“{lower_first(told.title)}”" for told in done[2:])
        yield phrase(f"Likewise {others}.")


def _other(told: Told) -> Phrase:
    how = _IN_A_TITLE[told.stands]
    return phrase(
        f"“{told.title}” is {how}. {told.came_of_it}. Our answer was: ",
        *_lowered(told.answered),
        ".",
    )


def _lowered(words: Phrase) -> tuple[PhrasePart, ...]:
    first, *others = words.parts
    return (lower_first(first) if isinstance(first, str) else first, *others)


def _questions(every: Sequence[Told], others: Sequence[Told]) -> Iterator[tuple[Phrase, Phrase]]:
    for told in others[:1]:
        yield (
            phrase(f"Why is “{lower_first(told.title)}” not done?"),
            phrase(f"It is {_IN_A_TITLE[told.stands]}. {told.came_of_it}."),
        )
    yield (
        phrase("What did each body answer?"),
        phrase("The report that is published with the agenda has the answer of each."),
    )


def further_notes(group: Sequence[Told]) -> SpeakerNotes:
    each = [f"“{lower_first(told.title)}” is {_IN_A_TITLE[told.stands]}" for told in group]
    return speaker_notes(
        phrase(f"Of the recommendations on this slide, {list_of(each)}."),
        source=_BY,
        may_be_skipped=True,
    )
