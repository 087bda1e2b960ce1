"""What the check page says of checks and of what is left to do; decides nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from measures.counts import Count, Gap
from measures.rates import round_half_up
from partnership.kinds import AgencyKind
from returns.catalogue.findings import Check
from returns.lifecycle.words import count_of
from returns.models import Part, Return

# What a check is called in a line; its value says what a pass means.
CALLED = {
    Check.READABLE: "The file opens",
    Check.RECOGNISED: "A layout is recognised",
    Check.HEADINGS: "Headings",
    Check.NOT_PERSONAL: "No personal data",
    Check.MONTHS: "Months",
    Check.AREAS: "Areas",
    Check.CATEGORIES: "Categories",
    Check.DEFINED: "Definitions",
    Check.NATIONAL: "The whole nation",
    Check.CITED: "Where it was published",
    Check.COUNTS: "Whole numbers",
    Check.ONCE: "Nothing twice",
    Check.TOTALS: "Totals",
    Check.COMPLETE: "Every ward and month",
    Check.NEGATIVE: "No negative counts",
    Check.PLACED: "Rows placed",
    Check.USUAL: "Usual months",
    Check.SHARES: "Usual shares",
    Check.OWN_MONTHS: "Each month its own figures",
    Check.REPLACES: "Whole periods",
    Check.CHANGES: "Figures in use",
    Check.NEW: "New figures",
    Check.FILLED: "Nothing blank",
    Check.DAYS: "Dates",
    Check.WHOLE: "Whole numbers",
    Check.CHOSEN: "Choices",
    Check.FITS: "Lengths",
    Check.APART: "No record twice",
    Check.KNOWN: "Names known here",
    Check.NOT_HELD: "New records",
}


@dataclass(frozen=True)
class Asks:
    """What is asked of a cell that can be put right on the page, and what its button does."""

    for_what: str
    button: str


ASKS = {
    Check.AREAS: Asks("What it should be", "Use this name"),
    Check.CATEGORIES: Asks("What it should be", "Use this name"),
    Check.COUNTS: Asks("The right number", "Use this number"),
    Check.MONTHS: Asks("The right month", "Use this month"),
}
CHOOSE_AN_AGENCY = "Choose an agency"
SUPPLIER_CHANGED = "Who supplied it is changed, and the file is checked again beside their figures."
NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
SENDER_ANSWERS = "Whoever sends the file answers these."
ANSWERS_SAVED = "Your answers are saved. They count once the file is sent."
ANSWERS_KEPT = "Your answers so far are kept."
SEE_WHY_NOT_SAVED = "an answer can’t stand as it is. Press “Save answers” to see why"
KEPT = "kept, not yet sent"
READ_FROM_FILE = "read from the file"
NOT_KNOWN_YET = "not known yet"


def who_supplied(kind: AgencyKind, *, is_there: bool, may_add: bool, ask: str) -> str:
    """That nobody is named, and who can add an agency where there is none of `kind` yet."""
    if is_there:
        return "Say who supplied it before you send it."
    missing = f"No agency of the kind “{kind.label}” is set up here yet."
    if may_add:
        return f"{missing} Add it, then say here that it supplied this file."
    whom = f"Ask {ask}" if ask else "Ask whoever runs the portal"
    return f"{missing} {whom} to add it, then say here that it supplied this file."


def no_supplier(force: str) -> str:
    """Of published figures, whose they are where the file says so."""
    return f"no agency: published figures{f' of {force}' if force else ''}"


def in_words(number: int) -> str:
    return NUMBERS[number] if number < len(NUMBERS) else f"{number:,}"


def _things(number: int, noun: str) -> str:
    return f"{in_words(number)} {noun}{'' if number == 1 else 's'}"


def left(to_put_right: int, to_answer: int) -> str:
    """ "Two things to put right and one question, then you can send it."."""
    things = [
        *([f"{_things(to_put_right, 'thing')} to put right"] if to_put_right else []),
        *([_things(to_answer, "question")] if to_answer else []),
    ]
    if not things:
        return "Nothing is left to do: you can send it."
    sentence = f"{' and '.join(things)}, then you can send it."
    return sentence[:1].upper() + sentence[1:]


def tested(passed: int, not_tested: int) -> str:
    """ "11 checks passed; 2 could not be made."."""
    said = f"{count_of(passed, 'check')} passed"
    return f"{said}; {not_tested:,} could not be made." if not_tested else f"{said}."


def left_in_short(to_put_right: int, to_answer: int) -> str:
    """ "2 things and 1 answer to go first.": beside the button."""
    things = [
        *([count_of(to_put_right, "thing")] if to_put_right else []),
        *([count_of(to_answer, "answer")] if to_answer else []),
    ]
    return f"{' and '.join(things)} to go first." if things else ""


def and_others(cells: int) -> str:
    """ " and 11 other cells", of those that hold the same."""
    return f" and {count_of(cells, 'other cell')}" if cells else ""


def use(likely: str) -> str:
    return f"Use “{likely}”"


def course(new: Count, before: Count, percent: float | None) -> str:
    """ "6,371 in this file, 6.0% more than a year before"."""
    if isinstance(new, Gap):
        return "Month by month, with this file"
    said = f"{new:,} in this file"
    if isinstance(before, Gap):
        return f"{said}; no figures for a year before"
    if percent is None or new == before:
        return f"{said}, {'as many as' if new == before else f'{before:,}'} a year before"
    more = "more" if percent > 0 else "fewer"
    return f"{said}, {round_half_up(abs(percent), 1):.1f}% {more} than a year before"


def answers_saved(moment: str) -> str:
    return f"Answers saved {moment}."


def several_heading(files: int) -> str:
    return f"Checked {count_of(files, 'file')}"


def rows(number: int) -> str:
    return count_of(number, "count")


def rows_as_read(shown: int, every: int) -> str:
    """ "The first 50 of 660 counts as they were read"."""
    if shown == every:
        return f"The {count_of(every, 'count')} as read" if every != 1 else "The count as read"
    return f"The first {shown:,} of {count_of(every, 'count')} as read"


def due(day: str) -> str:
    return f"due {day}"


def corrected_file(name: str) -> str:
    return f"Correct “{name}” and send the corrected file"


def states(of_return: Return) -> tuple[str, ...]:
    """ "kept, not yet sent", and what else became of its parts."""
    found = dict.fromkeys(
        KEPT if part.state == Part.State.CHECKED else part.get_state_display().lower()
        for part in of_return.here
    )
    return tuple(found) or (KEPT,)


def joined(names: Sequence[str]) -> str:
    return " · ".join(names)
