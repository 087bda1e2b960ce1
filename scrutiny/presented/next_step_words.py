"""What the slide of dates after the meeting says."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from reporting.content.panel_slides import SpeakerNotes
from reporting.content.phrases import NOTHING, Phrase, phrase
from reporting.packs.presented_records.headed import HOW_TO_WRITE
from reporting.packs.presented_records.making import (
    day,
    day_beside,
    first_that_fits,
    lower_first,
)
from reporting.packs.presented_records.making import notes as speaker_notes
from scrutiny.working_days.holidays import Allowed

LINE = "Close"
# As a title has room for, twice.
_SHORT = 34
HEADING = "What happens after today"
NO_MEETING = "The pack has no meeting yet, so that nothing can be dated from it."
ILLUSTRATIVE = "Dates after the meeting are made up for this demonstration."
REPORT_COLUMNS = ("When", "What happens")
HOW_TO_WRITE_DATES = (
    "A date on each line, like “- 18 March 2024: We answer: what was left open today”, or with a"
    " month alone. Other sentences stand in the box below the dates"
)
QUESTIONS_ARE_WRITTEN = f"Questions of your own come first. {HOW_TO_WRITE}"
MEETS, MEETS_FOR = "You meet", "and say what you recommend"
RESPONDS, RESPONDS_TO = "We respond", "to what you recommend"
_RESPONDS_IN_A_TITLE = "We respond to recommendations"
BOARD, BOARD_FOR = "The partnership meets", "again"
NEXT, NEXT_IS = "Next update", "on the same slides as today"
IN_REPORT = phrase(
    "Everything behind these slides is in the report that is published with the agenda."
)


@dataclass(frozen=True)
class Step:
    """Something that happens on a day, or in a month."""

    on: date
    title: str
    words: str = ""
    is_by_month: bool = False
    made_up: bool = False


def when(step: Step, today: date) -> str:
    """ "1 April", "July", "March 2025"."""
    if not step.is_by_month:
        return day_beside(step.on, today)
    return f"{step.on:%B}" if step.on.year == today.year else f"{step.on:%B %Y}"


def when_in_full(step: Step) -> str:
    return f"{step.on:%B %Y}" if step.is_by_month else day(step.on)


def in_full(step: Step) -> str:
    return f"{step.title} {step.words}".strip()


def title(steps: Sequence[Step]) -> Phrase:
    """ "What happens next: we answer open questions by 18 March and respond to …"."""
    today = steps[0].on
    ours = [step for step in steps[1:] if step.title.startswith("We ")]
    if not ours:
        return phrase("What happens next, up to the next update")
    first, *others = ours
    said = f"What happens next: {lower_first(_in_a_title(first))} by {when(first, today)}"
    more = [
        f"{_in_a_title(step).removeprefix('We ')} by {when(step, today)}" for step in others[:1]
    ]
    return first_that_fits(phrase(" and ".join([said, *more])), phrase(said))


def _in_a_title(step: Step) -> str:
    """With what is answered or responded to, as the two are not the same."""
    if step.title == RESPONDS:
        return _RESPONDS_IN_A_TITLE
    return in_full(step) if len(in_full(step)) <= _SHORT else step.title


def alternative(steps: Iterable[Step]) -> str:
    return " ".join(f"{when_in_full(step)}: {in_full(step)}." for step in steps)


def period(allowed: Allowed) -> str:
    """ "28 days"."""
    return f"{allowed.number} {allowed.unit.value}"


def source(period: str, *, made_up: bool) -> str:
    law = f"A panel’s recommendations are answered within {period}." if period else ""
    others = "Dates after today that no law sets are illustrative." if made_up else ""
    return " ".join(part for part in (law, others) if part) or "The partnership’s calendar."


def notes(steps: Sequence[Step]) -> SpeakerNotes:
    today = steps[0].on
    responds = next((step for step in steps if step.title == RESPONDS), None)
    others = [step for step in steps[1:] if step.title not in (RESPONDS, NEXT)]
    return speaker_notes(
        phrase("This is how it goes on from here, so that nothing said today is lost."),
        phrase(
            f"What you recommend goes in writing to every body that is concerned. Each of them"
            f" has to answer by {day(responds.on)}, as the regulations ask."
        )
        if responds
        else NOTHING,
        phrase(
            f"Apart from that, this follows. {'. '.join(_said(step, today) for step in others)}."
        )
        if others
        else NOTHING,
        phrase(
            f"By {steps[-1].on:%B %Y} at the latest we are back before you, with the same slides"
            " and a year more of figures."
        ),
        phrase("What is behind every slide you can read in the report, down to each figure."),
        questions=tuple(_questions(responds, steps[-1])),
        source="The law’s periods, the partnership’s meetings and the officers’ own dates",
    )


def _said(step: Step, today: date) -> str:
    words = f" {step.words}" if step.words else ""
    preposition = "in" if step.is_by_month else "on"
    return f"{preposition.capitalize()} {when(step, today)}, {lower_first(step.title)}{words}"


def _questions(responds: Step | None, last: Step) -> Iterator[tuple[Phrase, Phrase]]:
    if responds:
        yield (
            phrase("What if a body does not answer in time?"),
            phrase(f"After {day(responds.on)} it counts as overdue, and you are told which it is."),
        )
    yield (
        phrase("Can we look at one subject sooner?"),
        phrase(f"Yes: say today which, and it goes into your programme before {last.on:%B %Y}."),
    )
