"""A return sent while one with the same figures waits for acceptance."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from measures.periods import Month
from returns.catalogue.findings import Check, Finding, Severity
from returns.checking import words
from returns.in_use.revisions import changed_cells
from returns.in_use.stored_rows import unpack
from returns.models import Part
from returns.reading.tidy import PartReading

if TYPE_CHECKING:
    from pandas import DataFrame


def sent_again(part: PartReading, waiting: Sequence[Part]) -> Iterator[Finding]:
    """A question where a return that waits has months of `part`: the same figures, or others."""
    for other in reversed(waiting):
        months = {Month.parse(code) for code in other.months} & set(part.months)
        if not months:
            continue
        days = {month.first_day for month in months}
        theirs = unpack(bytes(other.rows))
        changed = changed_cells(_of(part.rows, days), _of(theirs, days), months=months)
        yield Finding(
            Check.NEW,
            Severity.QUERY,
            words.waits_already(other, months, len(changed)),
            todo=words.WHAT_TO_DO_WITH_TWO,
        )
        return


def _of(rows: DataFrame, days: set) -> DataFrame:
    return rows[rows["start"].isin(days)]
