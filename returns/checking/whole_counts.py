"""Tidy counts of all places added up, with given totals where some of them are hidden."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from measures.aggregation import Where
from measures.counts import Count, Gap, total
from returns.catalogue.given_totals import GivenTotal, Together, wholes

if TYPE_CHECKING:
    from pandas import DataFrame

_NOT_CATEGORIES = {"area", "start", "months", "count", "gap"}


def whole_counts(
    rows: DataFrame, given: Sequence[GivenTotal] = (), where: Where | None = None
) -> dict[tuple[date, int], Count]:
    """By first day and months, the count of the rows of `where`; a gap where one of them is."""
    where = where or {}
    wanted = rows
    for name, slugs in where.items():
        wanted = wanted[wanted[name].isin(slugs)]
    spans: Any = wanted.groupby(["start", "months"], sort=False)
    sums = spans["count"].sum().to_dict()
    gaps = wanted.dropna(subset="gap").groupby(["start", "months"])["gap"].agg(set).to_dict()
    counts: dict[tuple[date, int], Count] = {
        (start, int(months)): total((int(number), *map(Gap, gaps.get((start, months), ()))))
        for (start, months), number in sums.items()
    }
    return {**counts, **(wholes(_together(rows, given), given, where) if given else {})}


def _together(rows: DataFrame, given: Sequence[GivenTotal]) -> list[Together]:
    names = [name for name in rows.columns if name not in _NOT_CATEGORIES]
    rows = rows[rows["start"].isin({each.start for each in given})]
    groups: Any = rows.groupby(["start", "months", *names], sort=False)
    return [
        Together(
            start,
            int(months),
            dict(zip(names, slugs, strict=True)),
            int(alike["count"].sum()),
            _gravest(alike),
        )
        for (start, months, *slugs), alike in groups
    ]


def _gravest(rows: DataFrame) -> Gap | None:
    gaps = {Gap(gap) for gap in rows["gap"].dropna()}
    found = total(gaps) if gaps else None
    return found if isinstance(found, Gap) else None
