"""From counts by category to counts of sets of categories; knows no database."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any, NamedTuple, TypeAlias

from measures.counts import Count, Gap, total

# The categories that are counted, by dimension; whatever the dimensions that are left out say.
Where: TypeAlias = Mapping[str, Collection[str]]


class Grouped(NamedTuple):
    """A count of one place and span, and the categories that it is of: the fields are given."""

    area: Any
    start: int
    months: int
    categories: tuple[str, ...]
    figure: Count


def shared_out(
    counts: Iterable[Grouped], several: Sequence[Where], fields: Sequence[str]
) -> list[dict[tuple[Any, int, int], Count]]:
    """Of each of `several`, the counts that belong to it added up by (area, start, months).

    `fields` names the dimensions of `categories`, in their order. What has no count at all is
    left out; where any part is a gap, the gravest gap stands.
    """
    by_set: list[dict[tuple[Any, int, int], Count]] = [{} for _ in several]
    belongs: dict[tuple[str, ...], list[dict[tuple[Any, int, int], Count]]] = {}
    for area, start, months, categories, count in counts:
        if categories not in belongs:
            of_each = dict(zip(fields, categories, strict=True))
            belongs[categories] = [
                totals
                for totals, where in zip(by_set, several, strict=True)
                if all(of_each[field] in slugs for field, slugs in where.items())
            ]
        span = area, start, months
        for totals in belongs[categories]:
            totals[span] = added(totals[span], count) if span in totals else count
    return by_set


def added(count: Count, other: Count) -> Count:
    """`measures.counts.total` of two, for hundreds of thousands of them."""
    if isinstance(count, Gap) or isinstance(other, Gap):
        return total((count, other))
    return count + other
