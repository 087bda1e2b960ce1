"""The words about a measure before and after a recommendation; no logic."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from measures.periods import Month
from partnership.setup.words import count_of, day
from reporting.analysis.signals import NotScreened
from reporting.narrative import capital, verdicts

USUAL = "usual range"
ABOUT_USUAL = (
    "The pale area is the range in which months like these usually lie, each for its time of the"
    " year. It rests on the 24 months before the recommendation."
)
MONTH_OF_IT = "The month in which it was made counts as before, unless it was made on the first."
NOTHING_AFTER = "No figures of a month after it are in use yet."
NONE_COMPARABLE = "No month after it has a figure to hold against what was usual before."


def before(made_on: date) -> str:
    return f"Before {day(made_on)}"


def after(made_on: date) -> str:
    return f"After {day(made_on)}"


def title(measure: str, made_on: date) -> str:
    return f"{measure} before and after {day(made_on)}"


def subtitle(noun: str, where: str, months: Sequence[Month]) -> str:
    return (
        f"{noun[:1].upper()}{noun[1:]} each month in {where},"
        f" {months[0].label} to {months[-1].label}"
    )


def alternative(noun: str, made_on: date) -> str:
    return f"Line chart of {noun} a month, in two stretches parted at {day(made_on)}."


def not_judged(why: NotScreened) -> str:
    """Why the months after it are not held against those before, as on the measure's page."""
    return f"{capital(verdicts.NOT_JUDGED)}: {why.value}."


def outside(months: int, above: int, below: int) -> str:
    """ "Of 12 months after it, 2 are above and 1 is below what was usual before.\""""
    if not above and not below:
        return (
            f"{_all(months)} after it {'lies' if months == 1 else 'lie'} within what was usual"
            " before."
        )
    parts = [
        f"{number} {'is' if number == 1 else 'are'} {way}"
        for number, way in ((above, "above"), (below, "below"))
        if number
    ]
    return f"Of {count_of(months, 'month')} after it, {' and '.join(parts)} what was usual before."


def _all(months: int) -> str:
    return "The month" if months == 1 else f"All {months} months"
