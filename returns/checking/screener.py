"""The checks that need the figures in use: is a month unusual, and does anything change?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from measures.periods import Month, Period
from returns.catalogue.findings import Check, Finding, Report, Severity
from returns.catalogue.supply import FURTHEST_APART, Placing, PlacingInUse
from returns.in_use.revisions import changed_cells
from returns.reading.tidy import PartReading

if TYPE_CHECKING:
    from pandas import DataFrame

# Of an XmR chart: three standard deviations, from the mean moving range of two.
SPREAD = 2.66
# With fewer months the range says more about chance than about the place.
FEWEST_MONTHS = 12
# Older months tell little of what is usual now.
MOST_MONTHS = 36
# A month may leave its range by little in a steady series; so it must also fall, or rise, by
# this share of the month before to be asked about.
FALL = 0.25
RISE = 0.50

# Of a question about rows without a place.
MONTHS_TOLD = 3

NOTHING_PLACED = PlacingInUse()

MADE = (Check.USUAL, Check.REPLACES, Check.CHANGES)


@dataclass(frozen=True)
class UsualRange:
    low: float
    high: float

    def holds(self, count: int) -> bool:
        return self.low <= count <= self.high


def usual_range(counts: Sequence[int]) -> UsualRange | None:
    """Mean ± 2.66 times the mean moving range, not below 0; None for fewer than 12 months."""
    if len(counts) < FEWEST_MONTHS:
        return None
    mean = sum(counts) / len(counts)
    ranges = [abs(after - before) for before, after in pairwise(counts)]
    reach = SPREAD * sum(ranges) / len(ranges)
    return UsualRange(max(0.0, mean - reach), mean + reach)


def screen(
    part: PartReading,
    *,
    in_use: DataFrame,
    unit: str = "records",
    placed: PlacingInUse = NOTHING_PLACED,
) -> Report:
    """Check `part` against the figures in use of the same partnership, source and origin.

    `in_use` is all of them, as `PartReading.rows` is; an empty frame where there are none.
    `placed` says of their files how many rows have no place.
    """
    findings = [
        *_without_place(part, placed, unit),
        *_unusual(_monthly(in_use), _monthly(part.rows), part.months, unit),
        *_replaces_half(part, in_use),
        *_changes(part, in_use),
    ]
    return Report(tuple(findings), MADE)


# --- Unusual months --------------------------------------------------------------------------
def _monthly(rows: DataFrame) -> dict[Month, int | None]:
    """The total of each single month; None where a gap would be added."""
    rows = rows[rows["months"] == 1]
    totals: dict[Any, Any] = rows.groupby("start")["count"].sum().to_dict()
    with_gaps = set(rows.loc[rows["count"].isna(), "start"])
    return {
        Month.containing(start): None if start in with_gaps else int(total)
        for start, total in totals.items()
    }


def _unusual(
    in_use: Mapping[Month, int | None],
    new: Mapping[Month, int | None],
    months: Sequence[Month],
    unit: str,
) -> Iterator[Finding]:
    supposed = {**in_use, **{month: new.get(month, 0 if new else None) for month in months}}
    for month in months:
        count, before = supposed.get(month), supposed.get(month.shift(-1))
        if count is None or before is None or before <= 0:
            continue
        share = (count - before) / before
        if -FALL < share < RISE:
            continue
        usual = usual_range(_run_up_to(month, supposed, months))
        if usual is not None and not usual.holds(count):
            yield _unusual_finding(month, count, before, usual, unit)


def _run_up_to(
    month: Month, supposed: Mapping[Month, int | None], months: Sequence[Month]
) -> list[int]:
    """The last months known, up to the later of `month` and the end of the file."""
    end = max(months, default=month)
    known = sorted(at for at, count in supposed.items() if count is not None and at <= end)
    return [count for at in known[-MOST_MONTHS:] if (count := supposed[at]) is not None]


def _unusual_finding(
    month: Month, count: int, before: int, usual: UsualRange, unit: str
) -> Finding:
    percent = round(100 * abs(count - before) / before)
    way = "below" if count < before else "above"
    return Finding(
        Check.USUAL,
        Severity.QUERY,
        f"{month.label} ({count:,} {unit}) is {percent}% {way} {month.shift(-1).label}"
        f" ({before:,}) and outside its usual range of {usual.low:,.0f} to {usual.high:,.0f}.",
        todo="Say why it is right, or correct the file.",
    )


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
