"""Rows of a table of counts that add up others: set aside, compared, and said how that came out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

from measures.counts import Gap
from returns.catalogue.findings import Check, Finding, Severity, untested
from returns.reading.count_cells import Cells
from returns.reading.count_sheets import DataFrame, Series
from returns.reading.spellings import Whole

NONE_COMPARED = "no row of totals could be compared with what it adds up"


class Outcome(Enum):
    """What came of comparing a totals row with the rows that it adds up."""

    AGREES = "agree"
    DISAGREES = "do not"
    HIDDEN = "hidden"  # what it adds up has gaps
    ALONE = "alone"  # the file has none of what it adds up
    UNREAD = "unread"  # it gives no number itself


@dataclass
class TotalsRows:
    """Compares the totals rows of one source's rows, as `returns.reading.counts` has them."""

    cells: Cells
    names: Sequence[str]
    came_out: Counter[Outcome] = field(default_factory=Counter)

    @property
    def compared(self) -> int:
        """How many could be."""
        return self.came_out[Outcome.AGREES] + self.came_out[Outcome.DISAGREES]

    def compare(self, rows: DataFrame) -> Iterator[Finding]:
        """An error for each that is wrong, and a note of all that were set aside."""
        totals = rows[rows["is_total"]]
        for number, total in totals.iterrows():
            added = rows[self._added_up(rows, total)]["number"]
            outcome = _outcome(total["number"], added)
            self.came_out[outcome] += 1
            if outcome is Outcome.DISAGREES:
                yield self.cells.at(
                    number,
                    "count",
                    Check.TOTALS,
                    f"The total is {total['number']:,}, but the rows that it adds up come to"
                    f" {int(added.sum()):,}.",
                    todo="Correct the rows or the total, or delete the totals row.",
                )
        if not totals.empty:
            yield Finding(
                Check.TOTALS,
                Severity.NOTE,
                set_aside(self.came_out),
                file=totals["file"].iloc[0],
                sheet=totals["sheet"].iloc[0],
                row=int(totals["row"].iloc[0]),
            )
            if not self.compared:
                yield untested(Check.TOTALS, NONE_COMPARED, file=totals["file"].iloc[0])

    def _added_up(self, rows: DataFrame, total: Series) -> Series:
        """Which rows of the same sheet a totals row is the sum of."""
        mask = ~rows["is_total"] & (rows["file"] == total["file"])
        mask &= rows["sheet"] == total["sheet"]
        if total["where"].partnership is not None:
            mask &= rows["partnership"] == total["where"].partnership
        if total["where"].area is not None:
            mask &= rows["area_id"] == total["where"].area
        for name in ("period", *self.names):
            if total[name] is not Whole.ALL:
                wanted = total[name]
                mask &= rows[name].map(lambda value, wanted=wanted: value == wanted)
        return mask


def _outcome(total: Any, added: Series) -> Outcome:
    if not isinstance(total, int):
        return Outcome.UNREAD
    if added.empty:
        return Outcome.ALONE
    if added.map(lambda count: isinstance(count, Gap)).any():
        return Outcome.HIDDEN
    return Outcome.AGREES if int(added.sum()) == total else Outcome.DISAGREES


def set_aside(came_out: Mapping[Outcome, int]) -> str:
    """ "3 totals rows were set aside; they agree with the rows that they add up." """
    many = sum(came_out.values())
    were = "1 totals row was set aside" if many == 1 else f"{many:,} totals rows were set aside"
    found = [outcome for outcome in Outcome if came_out.get(outcome)]
    said = [_said(outcome, came_out[outcome], many) for outcome in found]
    if len(said) == 1:
        return f"{were}; {said[0]}."
    return f"{were}: {', '.join(said[:-1])} and {said[-1]}."


def _said(outcome: Outcome, these: int, many: int) -> str:
    single = these == 1
    who = ("it" if single else "they") if these == many else f"{these:,}"
    it = "it" if single else "they"
    s = "s" if single else ""
    match outcome:
        case Outcome.AGREES:
            return f"{who} agree{s} with the rows that {it} add{s} up"
        case Outcome.DISAGREES:
            return f"{who} {'does' if single else 'do'} not agree with the rows that {it} add{s} up"
        case Outcome.HIDDEN:
            return (
                f"{who} could not be compared, because figures that {it} add{s} up are hidden or"
                " missing"
            )
        case Outcome.ALONE:
            return f"{who} could not be compared, because this file has nothing that {it} add{s} up"
        case Outcome.UNREAD:
            return f"{who} give{s} no number"
