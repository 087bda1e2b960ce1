"""What the board of priorities says: its finding, what is not judged, a measure's row."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum

from measures.change import Change, Difference, Direction, Incomparable, Unjudged
from measures.counts import Gap
from reporting.analysis.comparisons import Comparison
from reporting.analysis.figures import Figures
from reporting.content.description import Sentence
from reporting.narrative import verdicts
from reporting.narrative.headlines import is_at_nought, moved, then_cell
from reporting.narrative.main_sources import why_not_compared
from reporting.narrative.phrases import (
    Part,
    capital,
    during,
    is_about_the_same,
    listed,
    why_no_figure,
)
from reporting.narrative.standing import MANY


class NoVerdict(Enum):
    """Why no measure of an objective is judged; the value is what is said of one of them."""

    MADE_UP = "rests on made-up figures"
    YEARS_ONLY = "is published by year only"
    NO_FIGURES = "has no figures yet"
    OTHERWISE = "can’t be judged yet"
    NO_MEASURE = "has no measure"


_OF_MANY = {
    NoVerdict.MADE_UP: "rest on made-up figures",
    NoVerdict.YEARS_ONLY: "are published by year only",
    NoVerdict.NO_FIGURES: "have no figures yet",
    NoVerdict.NO_MEASURE: "have no measure",
}


def finding(objectives: int, *, judged: int, changed: int) -> str:
    """How many objectives have figures that can be judged, and how many measures have changed."""
    of_all = "Of one objective" if objectives == 1 else f"Of {in_words(objectives)} objectives"
    have = "has" if judged < 2 else "have"
    begins = f"{of_all}, {in_words(judged)} {have} figures that can be judged"
    if not judged:
        return begins
    if changed > 1:
        return f"{begins}; {in_words(changed)} measures have clearly changed"
    return f"{begins}; {'one' if changed else 'no'} measure has clearly changed"


def not_judged(reasons: Mapping[NoVerdict, int]) -> str:
    """Why the other objectives are not judged: "One rests on made-up figures, …"; may be blank."""
    parts = [
        f"{in_words(count)} {why.value if count == 1 else _OF_MANY.get(why, why.value)}"
        for why in NoVerdict
        if (count := reasons.get(why, 0))
    ]
    return f"{capital(listed(parts))}." if parts else ""


def unmeasured(objectives: int) -> str:
    """Over those without a measure."""
    if not objectives:
        return "Every objective has a measure"
    if objectives == 1:
        return "What would measure the one objective that has no measure?"
    return f"What would measure the {in_words(objectives)} objectives that have no measure?"


def in_words(number: int) -> str:
    """A number as it stands in a sentence: in words up to ten."""
    if not number:
        return "none"
    return _WORDS[number - 1] if number <= len(_WORDS) else f"{number:,}"


_WORDS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def late(actions: int) -> str:
    """How many actions are late."""
    if actions < 2:
        return f"{'One' if actions else 'No'} action is late."
    return f"{capital(in_words(actions))} actions are late."


def by_luck(judged: int) -> str:
    """What luck alone does among many verdicts; blank where there are few."""
    return BY_LUCK if judged >= MANY else ""


BY_LUCK = "By luck alone, about 1 measure in 20 would be beyond."


# --- One measure -----------------------------------------------------------------------------
def row(figures: Figures, comparison: Comparison, *, is_told: bool = False) -> Sentence:
    """The newest count beside that of a year before, as short as it can be said.

    `is_told` where the period stands over the row: then neither is named.
    """
    period = comparison.period
    count = figures.cell(period)
    if isinstance(count.value, Gap):
        why = why_no_figure(figures, count.value, period)
        return Sentence((f"No figure {during(period)}: {why}.",))
    when = "" if is_told else f" {during(period)}"
    base = "" if is_told else f" {during(comparison.periods[0])}"
    return Sentence((count, when, *_beside(figures, comparison, base)))


def _beside(figures: Figures, comparison: Comparison, base: str) -> tuple[Part, ...]:
    then = then_cell(figures, comparison)
    match comparison.change:
        case Incomparable():
            return (f", not compared with a year before: {why_not_compared(comparison)}.",)
        case Difference(direction=Direction.LEVEL) as change if change.is_level_by_day:
            return (", the same number a day as ", then, f"{base}.")
        case Difference(direction=Direction.LEVEL):
            return (", the same as a year before.",)
        case Difference() as change if is_at_nought(change) or (
            isinstance(change, Change) and is_about_the_same(change)
        ):
            return (", about the same as ", then, f"{base}.")
        case Difference():
            return (", ", *moved(comparison, figures=figures), " than ", then, f"{base}.")


def why_not_judged(change: Change | Unjudged | Incomparable) -> str:
    """Why a figure that is compared gets no verdict; blank where it has one or is not compared."""
    if isinstance(change, Unjudged):
        return f"{capital(change.reason.value)}."
    if isinstance(change, Change) and not change.is_settled and change.before + change.after:
        return f"{capital(verdicts.on_a_card(change))}."
    return ""
