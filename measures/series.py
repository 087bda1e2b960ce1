"""Counts of months, quarters and years in a row; a month is `year * 12 + number - 1`."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import TypeAlias

from measures.counts import Count, Gap, total

# The first month, and how many.
Span: TypeAlias = tuple[int, int]


def counted(
    series: Mapping[Span, Count], span: Span, *, longer: Collection[Span] | None = None
) -> Count:
    """What `series` holds for exactly `span`, every month of which was supplied.

    No two figures of it are for the same month. A month without one is a true zero. A figure
    that reaches beyond the span makes it NOT_APPLICABLE: the figures are not as fine as that.
    `longer` are its spans of more than a month, where they are known already.
    """
    first, months = span
    counts: list[Count] = [series.get((month, 1), 0) for month in range(first, first + months)]
    counts += [
        series[other] if _is_within(other, span) else Gap.NOT_APPLICABLE
        for other in (longer_than_a_month(series) if longer is None else longer)
        if overlap(other, span)
    ]
    return total(counts)


def longer_than_a_month(series: Mapping[Span, Count]) -> list[Span]:
    return [span for span in series if span[1] > 1]


def overlap(span: Span, other: Span) -> bool:
    """Whether they have a month in common."""
    return span[0] < other[0] + other[1] and other[0] < span[0] + span[1]


def _is_within(span: Span, other: Span) -> bool:
    return other[0] <= span[0] and span[0] + span[1] <= other[0] + other[1]


def made_up_of(series: Mapping[Span, Count], span: Span) -> Count:
    """The count of `span` from figures that may overlap: its own, or visible ones in a row.

    Where neither is there: HIDDEN, unless all that stands for months of it is another gap.
    """
    if span in series:
        return series[span]
    first, beyond = span[0], span[0] + span[1]
    reached: dict[int, int] = {first: 0}
    for month in range(first, beyond):
        if month in reached:
            for length, count in _visible_from(month, series, beyond - month):
                reached.setdefault(month + length, reached[month] + count)
    if beyond in reached:
        return reached[beyond]
    gaps = [
        count
        for span_of, count in series.items()
        if isinstance(count, Gap) and overlap(span_of, span)
    ]
    return total(gaps) if gaps else Gap.HIDDEN


def _visible_from(month: int, series: Mapping[Span, Count], most: int) -> Iterator[tuple[int, int]]:
    """The figures that begin in `month` and are no longer than `most`, the longest first."""
    for length in range(most, 0, -1):
        count = series.get((month, length))
        if isinstance(count, int):
            yield length, count
