"""The heading of a ward's or a locality's page: what went beyond the usual there, or that none did.

A single figure is named only where it stands among all that are judged together.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from measures.change import Change, Direction
from measures.periods import Period
from measures.screening import that_stand_out
from reporting.narrative.phrases import during, listed
from reporting.narrative.verdicts import UPS_AND_DOWNS

# So many are named in a heading; the table has the others.
MOST_NAMED = 2
_WENT = {Direction.UP: "rose", Direction.DOWN: "fell"}
NO_FIGURES = "no figures are in use yet"
NOT_JUDGED = "no change can be judged"


@dataclass(frozen=True)
class Moved:
    """A measure or a type by its title, and what became of it."""

    title: str
    change: Change


def heading(place: str, moved: Sequence[Moved], period: Period) -> str:
    """ "Acklam: burglary rose beyond the usual ups and downs in Q4 2024/25".

    Of `moved` all are judged, and all are of `period`.
    """
    settled = [one for one in moved if one.change.is_settled]
    if not settled:
        return f"{place}: {NOT_JUDGED}"
    beyond = [one for one in settled if one.change.is_beyond]
    if not beyond:
        return f"{place}: nothing went beyond {UPS_AND_DOWNS} {during(period)}"
    p_values = {number: one.change.p_value for number, one in enumerate(settled)}
    found = [settled[number] for number in that_stand_out(p_values)]
    named = [one for one in found if one.change.is_beyond][:MOST_NAMED]
    if named:
        went = listed([f"{in_text(one.title)} {_WENT[one.change.direction]}" for one in named])
        return f"{place}: {went} beyond {UPS_AND_DOWNS} {during(period)}"
    are = "is" if len(beyond) == 1 else "are"
    changes = "change" if len(settled) == 1 else "changes"
    return (
        f"{place}: {len(beyond)} of {len(settled)} {changes} {are} beyond {UPS_AND_DOWNS}"
        f" {during(period)}"
    )


def in_text(title: str) -> str:
    """A title within a sentence: "burglary", but "ASB incidents"."""
    return title if title[1:2].isupper() else f"{title[:1].lower()}{title[1:]}"


def looked_at(judged: int, beyond: int) -> str:
    """What stands below a table of so many verdicts; blank where there is none."""
    if not judged:
        return ""
    if not beyond:
        return f"None is beyond among the {judged} looked at." if judged > 1 else ""
    return f"About 1 in 20 is beyond by chance alone; here it is {beyond} of {judged}."
