"""Rows of a table of counts that add up others: set aside, compared, and said how that came out.

Over hidden counts a total of the whole is used where each of them may still be anything that its
sign allows, whatever else of the file shows.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

from measures.counts import Gap
from measures.disclosure.given_totals import leaves_all_open
from measures.periods import Period
from returns.catalogue.findings import Check, Finding, Severity, untested
from returns.catalogue.given_totals import GivenTotal, Together, wholes
from returns.reading.count_cells import Cells
from returns.reading.count_sheets import DataFrame, Series
from returns.reading.places import Place
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


# --- Totals over hidden counts ---------------------------------------------------------------
_BELOW = re.compile(r"(?:<|[lf]ewer than)\s*(\d{1,4})", re.I)


class Unused(Enum):
    """Why a total that the file gives does not stand in place of a sum."""

    NARROWS = "with the figures beside it, it would narrow down what is hidden"
    NO_BOUND = "the file does not say below which number its counts are hidden"
    INCOMPLETE = "figures that it adds up are missing too"


@dataclass
class Given:
    """The totals that are used, the periods whose whole they tell, and why others are not."""

    totals: tuple[GivenTotal, ...] = ()
    told: frozenset[Period] = frozenset()
    unused: dict[Unused, set[Period]] = field(default_factory=dict)


def given_totals(rows: DataFrame, totals: DataFrame, place: Place, names: Sequence[str]) -> Given:
    """Those of `totals` that may stand for sums of `rows`, the full figures of one origin."""
    given = Given()
    hidden = _is(rows, Gap.HIDDEN)
    if not hidden.any() or totals.empty:
        return given
    used, taken = [], hidden & False
    for total in sorted(_of_the_whole(totals, place, names), key=lambda each: -_named(each, names)):
        below = _below(rows, total, names)
        if not (hidden & below).any() or (taken & below).any():
            continue
        if reason := _why_unused(rows[below], total):
            given.unused.setdefault(reason, set()).add(total["period"])
            continue
        taken |= below & hidden
        used.append(_given(total, names))
    given.totals = tuple(used)
    given.told = _told(rows, given.totals, names)
    given.unused = {why: periods - given.told for why, periods in given.unused.items()}
    return given


def _of_the_whole(totals: DataFrame, place: Place, names: Sequence[str]) -> Iterator[Series]:
    """Totals of the partnership for a period; not those that the file gives in two ways."""
    seen: dict[tuple, Series] = {}
    contradicted = set()
    for _, total in totals.iterrows():
        is_ours = total["where"].partnership in {None, place.partnership_id}
        is_whole = total["where"].area in {None, place.whole}
        is_one = isinstance(total["period"], Period) and isinstance(total["number"], int)
        if not (is_ours and is_whole and is_one):
            continue
        key = (total["period"], *(total[name] for name in names))
        if key in seen and seen[key]["number"] != total["number"]:
            contradicted.add(key)
        seen.setdefault(key, total)
    yield from (total for key, total in seen.items() if key not in contradicted)


def _named(total: Series, names: Sequence[str]) -> int:
    return sum(total[name] is not Whole.ALL for name in names)


def _below(rows: DataFrame, total: Series, names: Sequence[str]) -> Series:
    mask = rows["period"] == total["period"]
    for name in names:
        if total[name] is not Whole.ALL:
            mask &= rows[name] == total[name]
    return mask


def _why_unused(below: DataFrame, total: Series) -> Unused | None:
    hidden = _is(below, Gap.HIDDEN)
    shown = below[~hidden]
    elsewhere = (shown["file"] != total["file"]) | (shown["sheet"] != total["sheet"])
    if shown["number"].map(lambda number: isinstance(number, Gap)).any() or elsewhere.any():
        return Unused.INCOMPLETE
    bounds = [_BELOW.fullmatch(str(sign).strip()) for sign in below.loc[hidden, "count"]]
    if not all(bounds):
        return Unused.NO_BOUND
    most = [int(bound[1]) - 1 for bound in bounds if bound]
    together = total["number"] - int(shown["number"].sum())
    return None if leaves_all_open(together, most) else Unused.NARROWS


def _is(rows: DataFrame, gap: Gap) -> Series:
    return rows["number"].map(lambda number: number is gap).astype(bool)


def _given(total: Series, names: Sequence[str]) -> GivenTotal:
    return GivenTotal(
        start=total["period"].first_day,
        months=total["period"].months,
        categories={name: total[name] for name in names if total[name] is not Whole.ALL},
        count=total["number"],
        file=total["file"],
        sheet=total["sheet"],
        row=int(total["row"]),
    )


def _told(rows: DataFrame, totals: Sequence[GivenTotal], names: Sequence[str]) -> frozenset[Period]:
    """The periods of which the count of everything is known by given totals."""
    spans = {total.span for total in totals}
    found = wholes(
        [
            Together(
                period.first_day,
                period.months,
                dict(zip(names, slugs, strict=True)),
                sum(number for number in numbers if isinstance(number, int)),
                Gap.HIDDEN if Gap.HIDDEN in set(numbers) else None,
            )
            for (period, *slugs), numbers in rows.groupby(["period", *names])["number"]
            if (period.first_day, period.months) in spans
        ],
        totals,
        {},
    )
    return frozenset(
        period for period in set(rows["period"]) if (period.first_day, period.months) in found
    )
