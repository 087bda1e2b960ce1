"""What verdicts mean, how often they err and which changes they find, as `calibrate` found it.

The figures are those of docs/methods.md, which a test compares.
"""

from __future__ import annotations

from measures.usual_change import Outcome
from reporting.content.description import Cell, Column, Row, Table
from reporting.narrative.phrases import capital
from reporting.narrative.verdicts import OUTCOMES

# Of 100 verdicts where nothing changed: what is promised, and what came out.
MOST_FALSE = 7

_BEYOND, _WITHIN = OUTCOMES[Outcome.BEYOND], OUTCOMES[Outcome.WITHIN]
_TOO_FEW, _TOO_EARLY = OUTCOMES[Outcome.TOO_FEW], OUTCOMES[Outcome.TOO_EARLY]

MEANING = (
    (
        f"“{capital(_BEYOND)}” says that a change is larger than these figures usually make by"
        " themselves. How much they go up and down is seen from at least 24 of their own months."
        " The season, the trend and the change itself are taken out first. More is allowed for long"
        " periods, because neighbouring months move together."
    ),
    (
        f"“{capital(_WITHIN)}” does not say that nothing changed."
        f" “{_TOO_FEW.capitalize()}” means that even twice as many would be missed half the time."
        f" “{_TOO_EARLY.capitalize()}” means that there are not yet 24 months in a row up to its"
        " end."
    ),
    (
        f"Where nothing has changed, no more than {MOST_FALSE} of 100 verdicts should say “beyond”."
        " On simulated months it was up to 6 with three years of months or more, and up to 7 with"
        " two. So in a table of many verdicts some may be luck."
    ),
    (
        "The real months of the four partnerships of Cleveland were tried too, made unchanged by"
        " exchanging quarters between equal years. There it was 1 to 6 of 100. With half-years"
        " exchanged, 4 to 10 of 100 verdicts on a whole year were wrong, from too few months to be"
        " sure."
    ),
    (
        "By counts alone no event has anything to do with another. Then 14 to 32 of 100 of these"
        " same unchanged periods would have been called changed, from 10 events a month on. That"
        " interval still stands under How we know, and no verdict rests on it."
    ),
    (
        "How small a change can be seen depends on how many events there are. In a town even 10%"
        " over a year is seldom missed. In a ward with 10 events a month only a large change shows."
        " There, over a quarter, even a doubling is missed more often than it is found."
    ),
)

# Of 100 changes: fewer by 10, 20 and 30%, more by 50 and 100%.
FOUND = {
    ("Ward with 10 a month", "year"): (7, 12, 27, 40, 85),
    ("Ward with 10 a month", "quarter"): (5, 4, 8, 17, 39),
    ("Ward with 100 a month", "year"): (25, 77, 100, 100, 100),
    ("Ward with 100 a month", "quarter"): (11, 34, 65, 86, 100),
    ("Town with 2,000 a month", "year"): (97, 100, 100, 100, 100),
    ("Town with 2,000 a month", "quarter"): (69, 100, 100, 100, 100),
}
_CHANGES = ("10% fewer", "20% fewer", "30% fewer", "50% more", "twice as many")

POWER = Table(
    slug="changes-found",
    title="How many of 100 changes of each size are found, beside the year before",
    columns=(
        Column("Where"),
        Column("Period"),
        *(Column(change, is_number=True) for change in _CHANGES),
    ),
    rows=tuple(Row((place, period, *map(Cell, found))) for (place, period), found in FOUND.items()),
    notes=(
        (
            "Simulated, with three years of months that scatter and hang together as recorded"
            " crime in Middlesbrough does. Shares below 7 are no more than luck may find where"
            " nothing changed."
        ),
    ),
)
