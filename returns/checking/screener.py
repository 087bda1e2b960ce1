"""The checks that need the figures in use: is anything unusual, and does anything change?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from measures.periods import Month, Period
from returns.catalogue.findings import Check, Finding, Report, Severity, untested
from returns.catalogue.supply import FURTHEST_APART, Placing, PlacingInUse
from returns.checking import words
from returns.checking.comparing import (
    Compared,
    Named,
    OddPair,
    OddPattern,
    OddShare,
    OddTotal,
    compared,
)
from returns.checking.repeated import Repeated
from returns.checking.usual_shares import FEWEST_MONTHS
from returns.in_use.revisions import changed_cells
from returns.reading.places import SHARE_IN_NO_WARD
from returns.reading.tidy import PartReading

if TYPE_CHECKING:
    from pandas import DataFrame

# Of a question about rows without a place.
MONTHS_TOLD = 3

NOTHING_PLACED = PlacingInUse()
NOTHING_NAMED = Named()

MADE = (Check.USUAL, Check.SHARES, Check.OWN_MONTHS, Check.REPLACES, Check.CHANGES)


def screen(
    part: PartReading,
    *,
    in_use: DataFrame,
    waiting: DataFrame | None = None,
    named: Named = NOTHING_NAMED,
    placed: PlacingInUse = NOTHING_PLACED,
) -> Report:
    """Check `part` against the figures in use of the same partnership, source and origin.

    `in_use` is all of them, as `PartReading.rows` is; an empty frame where there are none.
    `waiting` is the same with the figures of returns that wait in their place, which months are
    compared with. `named` says what places and categories are called, and `placed` how many rows
    of the files in use have no place.
    """
    findings = [
        *_without_place(part, placed, named.unit),
        *_compared(part, in_use if waiting is None else waiting, named),
        *_replaces_half(part, in_use),
        *_changes(part, in_use),
    ]
    return Report.of_all(findings, MADE)


# --- Beside what is usual --------------------------------------------------------------------
def _compared(part: PartReading, in_use: DataFrame, named: Named) -> Iterator[Finding]:
    found = compared(part.rows, part.months, in_use=in_use, named=named)
    fell_out = _fell_out(part, in_use, named)
    if fell_out:
        yield untested(Check.SHARES, words.lookup_is_missing(fell_out, named.unit))
    for check, message in _questions(found, named.unit):
        if fell_out and check is Check.SHARES:
            continue
        yield Finding(check, Severity.QUERY, message, todo=words.SAY_WHY)
    yield from _not_tested(part, found)


def _fell_out(part: PartReading, in_use: DataFrame, named: Named) -> float:
    """The share of the records that no lookup places in a ward, from 0 to 1; 0 where it is usual.

    Nothing that the sender could explain: what is left of each ward is too small.
    """
    if not named.by_lookup or not named.places:
        return 0.0
    now, before = _in_no_ward(part.rows, named), _in_no_ward(in_use, named)
    return now if now - before > SHARE_IN_NO_WARD else 0.0


def _in_no_ward(rows: DataFrame, named: Named) -> float:
    counts = rows["count"].fillna(0)
    total = int(counts.sum())
    outside = ~rows["area"].map(named.place_of).isin(list(named.places))
    return int(counts[outside].sum()) / total if total > 0 else 0.0


def _questions(found: Compared, unit: str) -> Iterator[tuple[Check, str]]:
    """One question for each cause, however many months it is in."""
    if again := [odd for odd in found.odd if isinstance(odd, Repeated)]:
        yield Check.OWN_MONTHS, words.repeats(again)
    totals = [odd for odd in found.odd if isinstance(odd, OddTotal)]
    for is_more in (False, True):
        if alike := [odd for odd in totals if odd.is_more is is_more]:
            yield Check.USUAL, words.odd_totals(alike, unit)
    pairs = [odd for odd in found.odd if isinstance(odd, OddPair)]
    for names in dict.fromkeys((odd.one, odd.other) for odd in pairs):
        of_pair = [odd for odd in pairs if (odd.one, odd.other) == names]
        yield Check.SHARES, words.odd_pairs(of_pair, unit)
    patterns = [odd for odd in found.odd if isinstance(odd, OddPattern)]
    for how in dict.fromkeys((odd.of_kinds, odd.moved) for odd in patterns):
        of_cause = [odd for odd in patterns if (odd.of_kinds, odd.moved) == how]
        yield Check.SHARES, words.odd_patterns(of_cause)
    shares = [odd for odd in found.odd if isinstance(odd, OddShare)]
    for message in words.odd_shares(shares, unit) if shares else ():
        yield Check.SHARES, message


def _not_tested(part: PartReading, found: Compared) -> Iterator[Finding]:
    """What could not be compared, of all months or of some, and why."""
    if not found.has_single_months:
        for check in (Check.USUAL, Check.SHARES, Check.OWN_MONTHS):
            yield untested(check, words.NO_SINGLE_MONTHS)
        return
    enough = found.in_a_row >= FEWEST_MONTHS
    few = words.too_few_months(found.in_a_row)
    yield from _left_out(Check.USUAL, part, found.by_total, words.NO_TOTAL if enough else few)
    if found.unusual_too:
        yield untested(Check.USUAL, words.not_in(found.unusual_too, words.UNUSUAL_TOO))
    if found.has_places or not enough:
        yield from _left_out(Check.SHARES, part, found.by_share, words.NO_SHARES if enough else few)
    else:
        yield untested(Check.SHARES, words.NO_PLACES)
    yield from _left_out(Check.OWN_MONTHS, part, found.by_figures, words.too_few_figures())


def _left_out(
    check: Check, part: PartReading, tested: Sequence[Month], why: str
) -> Iterator[Finding]:
    left = set(part.months) - set(tested)
    if left and not tested:
        yield untested(check, why)
    elif left:
        yield untested(check, words.not_in(left, why))


# --- Rows without a place -----------------------------------------------------------------------
def _without_place(part: PartReading, in_use: PlacingInUse, unit: str) -> Iterator[Finding]:
    """A month whose share without a place is above the one before it: its counts are too low."""
    known = {**in_use.of_series, **part.placing}
    of_files = {**in_use.of_files, **part.file_placing}
    more = [
        month
        for month, placing in sorted(part.placing.items())
        if _is_more(placing, known.get(month.shift(-1)))
    ]
    if not more:
        return
    said = [_share_said(month, known, of_files, unit) for month in more[:MONTHS_TOLD]]
    rest = len(more) - MONTHS_TOLD
    others = [f"so it is in {rest:,} more months"] if rest > 0 else []
    yield Finding(
        Check.PLACED,
        Severity.QUERY,
        f"{'; '.join([*said, *others])}. They could lie anywhere and are not counted.",
        todo="Say why, or ask for the file again: months with different shares of rows without"
        " a place are compared without a verdict.",
    )


def _share_said(
    month: Month, known: Mapping[Month, Placing], of_files: Mapping[Month, Placing], unit: str
) -> str:
    placing, before = known[month], known.get(month.shift(-1))
    said = (
        f"{placing.without:,} of the {placing.rows:,} {unit} of the file for {month.label}"
        f" ({_percent(placing)}) have no place, "
    )
    if before is None:
        said += "and there is no month before it to compare with"
    else:
        said += f"against {_percent(before)} for {month.shift(-1).label}"
    of_file, of_file_before = of_files.get(month), of_files.get(month.shift(-1))
    if of_file is None or of_file == placing:
        return said
    said += f" (of all rows of the file {_percent(of_file)}"
    return f"{said}, against {_percent(of_file_before)})" if of_file_before else f"{said})"


def _is_more(placing: Placing, before: Placing | None) -> bool:
    earlier = before or Placing(0, 0)
    return placing.share - earlier.share > FURTHEST_APART


def _percent(placing: Placing) -> str:
    return f"{100 * placing.share:.1f}%"


# --- Against the rows in use -----------------------------------------------------------------
def _replaces_half(part: PartReading, in_use: DataFrame) -> Iterator[Finding]:
    """A quarter in use cannot lose one of its months: the rest would have no figure."""
    if in_use.empty:
        yield untested(Check.REPLACES, words.NOTHING_IN_USE)
    longer = in_use.loc[in_use["months"] > 1, ["start", "months"]].drop_duplicates()
    given = set(part.months)
    for start, months in longer.itertuples(index=False, name=None):
        period = Period(Month.containing(start), int(months))
        ours = given & set(period.each_month)
        if ours and len(ours) < period.months:
            yield Finding(
                Check.REPLACES,
                Severity.ERROR,
                f"The figures in use for {period.label} are for all its months together; this file"
                f" has {_listed(ours)} only.",
                todo="Send the whole of it, so that no month is left without a figure.",
            )


def _listed(months: set[Month]) -> str:
    return " and ".join(month.label for month in sorted(months))


def _changes(part: PartReading, in_use: DataFrame) -> Iterator[Finding]:
    """How many of the figures in use for these months this file would change, and why."""
    starts = {month.first_day for month in part.months}
    before = in_use[in_use["start"].isin(starts)]
    if before.empty:
        yield untested(Check.CHANGES, words.NOTHING_IN_USE)
        return
    months = {
        month
        for start, length in zip(before["start"], before["months"], strict=True)
        for month in Period(Month.containing(start), int(length)).each_month
    }
    changed = len(changed_cells(part.rows, before, months=months))
    over = "the month" if len(months) == 1 else f"the {len(months)} months"
    if changed:
        yield Finding(
            Check.CHANGES,
            Severity.QUERY,
            f"{changed:,} {'figures' if changed > 1 else 'figure'} in use for {over} that this"
            " file also has would change.",
            todo="Say why: the reason stands beside the figures wherever they are shown.",
        )
        return
    message = f"No counts changed: the figures in use for {over} stay the same."
    yield Finding(Check.CHANGES, Severity.NOTE, message)
