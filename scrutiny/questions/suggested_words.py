"""The words of suggested questions; decides nothing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from partnership.setup.words import day, in_words
from reporting import narrative
from reporting.narrative import verdicts
from returns.lifecycle.schedule import words
from returns.lifecycle.schedule.missing import Missing

ABOUT = (
    "Each comes from the figures and records here. Nobody chose them. Officers see the same page"
    " as members, so that they can prepare. A member can ask one as it is, or in other words."
)
MISSING = "Figures that have not come"
NOT_COMPARED = "Figures that are not compared"
UNANSWERED = "Asked before, and not answered"
NONE = "Nothing to suggest"


def title_of_signals(month: str) -> str:
    return f"Figures that stand out in {month}" if month else "Figures that stand out"


def stands_out(heading: str, month: str) -> str:
    """ "What lies behind the figure for “Burglary in Central”, October 2022, and what is done?\""""
    return f"What lies behind the figure for “{heading}” in {month}, and what is being done?"


CHANGED = f"Figures that changed beyond {verdicts.UPS_AND_DOWNS} of their months"


def changed(measure: str, then: str, period: str) -> str:
    return f"{measure}: what explains the change from {then} to {period}, and what is being done?"


# Why a ward is asked about.
PLACE = "It stands out among all wards."


def place(measure: str, ward: str, counts: tuple[int, int], when: str) -> str:
    """ "What took all recorded crime in Park End from 388 to 266 in Q4 2024/25?\""""
    then, now = counts
    named = narrative.in_a_sentence(measure)
    return f"What took {named} in {ward} from {then:,} to {now:,} {when}?"


# Why a type is asked about.
TYPE = "It stands out among all types."


def changed_type(label: str, counts: tuple[int, int], when: str) -> str:
    """ "Other theft: what took it from 393 to 278 in Q4 2024/25?\""""
    then, now = counts
    return f"{label}: what took it from {then:,} to {now:,} {when}?"


def missing(gap: Missing) -> str:
    """A sentence of the calendar, and the question that it asks for."""
    when = "be accepted" if gap.is_here else "come"
    return f"{words.missing(gap)} When will they {when}?"


def all_missing(gaps: Sequence[Missing]) -> str:
    """What is missing of several sources, and the one question that it asks for."""
    if len(gaps) == 1:
        return missing(gaps[0])
    agencies = in_words(tuple(dict.fromkeys(gap.agency.name for gap in gaps)))
    named = in_words(tuple(narrative.in_a_sentence(gap.dataset.title) for gap in gaps))
    if gaps[0].is_here:
        return f"Figures for {named} have come and are not accepted yet. When will they be?"
    return f"Figures for {named} have not come. When will {agencies} send them?"


# Why months are asked for.
YEARS_ONLY = "Only yearly totals are known, so no change can be judged."


def years_only(titles: Sequence[str]) -> str:
    named = in_words([narrative.in_a_sentence(title) for title in titles])
    return f"Changes in {named} can’t be judged from yearly totals. When will months be published?"


def why_missing(gap: Missing) -> str:
    if gap.is_here:
        return "Figures are shown once they are accepted, and cannot be scrutinised before."
    return "What is asked for and has not come cannot be scrutinised."


def not_compared(measure: str, period: str, then: str) -> str:
    return (
        f"{measure}: {period} is not compared with {then}. How can members tell whether it got"
        " better?"
    )


def refused(reason: str) -> str:
    return f"The portal refuses the comparison: {reason}."


def unanswered(asked_on: date, answer_by: date) -> str:
    return f"Asked on {day(asked_on)} for {day(answer_by)}, and not answered yet."


def no_response(body: str, reference: str, title: str) -> str:
    return f"What is the response of {body} to recommendation {reference}, “{title}”?"


def response_late(due_on: date) -> str:
    return f"It was due by {day(due_on)} and has not come."
