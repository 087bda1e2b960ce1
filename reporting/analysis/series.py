"""Counts by the months that they are of: which of them make up a period."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import TypeAlias

from measures.counts import Count, total
from measures.periods import Month, Period
from measures.series import Span, overlap
from measures.series import counted as counted_in
from reporting.analysis.places import GIVEN

# Counts by (first month, months) of the facts that carry them; a month is year * 12 + month - 1.
Series: TypeAlias = Mapping[tuple[int, int], Count]


def counted(series: Series, period: Period, *, longer: Collection[Span] | None = None) -> Count:
    """What `series` holds for exactly `period`, every month of which was supplied.

    A month without a fact is a true zero. A fact that reaches beyond the period makes it
    NOT_APPLICABLE: the figures are not as fine as that. `longer` are the spans of `series` of
    more than a month, where they are known already.
    """
    return counted_in(series, span_of(period), longer=longer)


def added_up(each: Iterable[Series]) -> Series:
    """The counts of several areas together, span by span."""
    sums: dict[Span, list[Count]] = {}
    for series in each:
        for span, count in series.items():
            sums.setdefault(span, []).append(count)
    return {span: total(counts) for span, counts in sums.items()}


def whole_of(counts: Mapping[str, Series]) -> Series:
    """All places together; where a total is given, it stands for the sum."""
    places = (series for code, series in counts.items() if code != GIVEN)
    return {**added_up(places), **counts.get(GIVEN, {})}


def ordinal(month: Month) -> int:
    """A month as one number, as in `Series`."""
    return month.year * 12 + month.number - 1


def overlaps(series: Series, period: Period) -> bool:
    return any(overlap(span, span_of(period)) for span in series)


def span_of(period: Period) -> tuple[int, int]:
    return ordinal(period.start), period.months
