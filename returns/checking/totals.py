"""The totals of returns that wait, beside what is in use and a year before; a few queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from measures.counts import Count, Gap, total
from measures.periods import Month
from returns.catalogue.given_totals import GivenTotal
from returns.catalogue.published import PublishedDataset
from returns.catalogue.registry import datasets
from returns.checking.preview import Line, Preview
from returns.checking.whole_counts import whole_counts
from returns.in_use import coverage, given_totals
from returns.in_use.coverage import Series
from returns.in_use.stored_rows import unpack
from returns.models import Part

if TYPE_CHECKING:
    from pandas import DataFrame


@dataclass(frozen=True)
class Whole(Line):
    """A total of all months; a gap where one is missing. How many of them have figures at all."""

    months_in_use: int = 0
    months_before: int = 0


def totals(parts: Collection[Part]) -> Mapping[int, Whole]:
    """By the id of each part, its total; a gap where it is not whole. Not of published figures.

    The caller has made sure that the viewer may see the parts. The queries grow with the number
    of series that the parts are of, and not with the parts.
    """
    counted = [part for part in parts if not isinstance(datasets[part.dataset], PublishedDataset)]
    stored = Part.objects.only("rows").in_bulk([part.pk for part in counted])
    by_series: dict[tuple[int, str, str, str], list[Part]] = defaultdict(list)
    for part in counted:
        by_series[part.partnership_id, part.dataset, part.source, part.origin].append(part)
    return {
        part.pk: line
        for together in by_series.values()
        for part, line in _of_series(Series.of(together[0]), together, stored)
    }


def whole_of(seen: Preview) -> Whole:
    """The total of a part from its preview, which has asked for all that it takes."""
    return Whole(
        label="",
        new=total(line.new for line in seen.months),
        in_use=total(line.in_use for line in seen.months),
        year_before=total(line.year_before for line in seen.months),
        months_in_use=sum(line.in_use is not Gap.NOT_SUPPLIED for line in seen.months),
        months_before=sum(line.year_before is not Gap.NOT_SUPPLIED for line in seen.months),
    )


def _of_series(
    series: Series, parts: Sequence[Part], stored: Mapping[int, Part]
) -> Iterable[tuple[Part, Whole]]:
    months = {part.pk: [Month.parse(code) for code in part.months] for part in parts}
    asked = {month for of_part in months.values() for month in of_part}
    supplied = coverage.months_in_use(series)
    known = {*asked, *(month.shift(-12) for month in asked)}
    in_use = coverage.figures_in_use(series, months=known)
    given = given_totals.given_in_use(series, known) if given_totals.hides(in_use) else []
    rows_of = {part.pk: unpack(bytes(stored[part.pk].rows)) for part in parts}
    given_by = given_totals.given_by(
        [pk for pk, rows in rows_of.items() if given_totals.hides(rows)]
    )
    for part in parts:
        own = months[part.pk]
        before = [month.shift(-12) for month in own]
        rows = rows_of[part.pk]
        yield (
            part,
            Whole(
                label="",
                new=_whole(rows, own, frozenset(own), given_by[part.pk]),
                in_use=_whole(in_use, own, supplied, given),
                year_before=_whole(in_use, before, supplied, given),
                months_in_use=len(supplied & set(own)),
                months_before=len(supplied & set(before)),
            ),
        )


def _whole(
    rows: DataFrame,
    months: Collection[Month],
    supplied: Collection[Month],
    given: Sequence[GivenTotal],
) -> Count:
    """The sum of what begins in `months`; a gap where one is not supplied or holds a gap."""
    if not set(months) <= set(supplied):
        return Gap.NOT_SUPPLIED
    first_days = {month.first_day for month in months}
    rows = rows[rows["start"].isin(first_days)]
    given = [each for each in given if each.start in first_days]
    return total([0, *whole_counts(rows, given).values()])
