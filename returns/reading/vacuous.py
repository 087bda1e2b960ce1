"""Checks that found nothing because the file had nothing for them to look at."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from returns.catalogue.declarations import Absence, Dataset, Layout
from returns.catalogue.findings import Check, Finding, Severity, untested
from returns.reading.tidy import PartReading

# What is looked for row by row.
_OF_ROWS = (
    Check.MONTHS,
    Check.AREAS,
    Check.CATEGORIES,
    Check.DEFINED,
    Check.NATIONAL,
    Check.CITED,
    Check.COUNTS,
    Check.ONCE,
    Check.TOTALS,
    Check.COMPLETE,
    Check.NEGATIVE,
    Check.PLACED,
)

_OF_NUMBERS = (Check.COUNTS, Check.NEGATIVE)

NO_ROWS = "the file has no rows to look at"
NOT_READ = "the rows were not read, because of what is to be put right"
NO_LAYOUT = "no layout was recognised, so it is not known which columns it needs"
NO_TOTALS = "the file has no row of totals to add up against"
NO_NUMBERS = "no count is given as a number"
NOTHING_TO_PLACE = "there is no count above zero to place"
NO_CATEGORIES = "the file has no column of categories"
MAY_BE_LEFT_OUT = "in such a file what has no row counts as none, so nothing can be missing"


def not_made(
    made: Collection[Check],
    found: Sequence[Finding],
    *,
    rows: int,
    parts: Sequence[PartReading] = (),
    layout: Layout | None = None,
    fed: Sequence[Dataset] = (),
    was_read: bool = True,
) -> Iterator[Finding]:
    """Of the checks `made` those that had nothing to look at, each with why.

    `rows` is how many rows were read, `parts` what they hold, and `fed` whose categories the
    layout may have columns for. A check that found something was made.
    """
    spoken = {finding.check for finding in found if finding.severity is not Severity.NOTE}
    # That rows of totals were set aside is a note, and says what came of comparing them.
    spoken |= {Check.TOTALS for finding in found if finding.check is Check.TOTALS}
    for check in made:
        why = _why(check, rows, parts, layout, fed, was_read=was_read)
        if why and check not in spoken:
            yield untested(check, why)


def _why(
    check: Check,
    rows: int,
    parts: Sequence[PartReading],
    layout: Layout | None,
    fed: Sequence[Dataset],
    *,
    was_read: bool,
) -> str:
    of_rows = check in _OF_ROWS
    reasons = (
        (check is Check.HEADINGS and layout is None, NO_LAYOUT),
        (of_rows and not was_read, NOT_READ),
        (of_rows and not rows, NO_ROWS),
        (check is Check.TOTALS, NO_TOTALS),
        (check in _OF_NUMBERS and bool(parts) and _numbers(parts) is None, NO_NUMBERS),
        (check is Check.PLACED and bool(parts) and not _numbers(parts), NOTHING_TO_PLACE),
        (check is Check.COMPLETE and _may_be_left_out(layout), MAY_BE_LEFT_OUT),
        (check is Check.CATEGORIES and not _has_categories(layout, fed), NO_CATEGORIES),
    )
    return next((why for holds, why in reasons if holds), "")


def _may_be_left_out(layout: Layout | None) -> bool:
    return layout is not None and layout.absence is Absence.ZERO


def _numbers(parts: Sequence[PartReading]) -> int | None:
    """All counts together; None where there is no number at all."""
    totals = [part.total for part in parts if part.total is not None]
    return sum(totals) if totals else None


def _has_categories(layout: Layout | None, fed: Sequence[Dataset]) -> bool:
    """Whether the layout has a column for a dimension; nobody knows of a file without either."""
    if layout is None or not fed:
        return True
    return any(layout.column(dimension.field) for one in fed for dimension in one.dimensions)
