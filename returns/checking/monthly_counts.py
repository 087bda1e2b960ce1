"""Counts by month, place and kind as one block of numbers, with what is not known marked."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from measures.periods import Month

if TYPE_CHECKING:
    from pandas import DataFrame

Block = NDArray[np.int64]
Known = NDArray[np.bool_]


@dataclass(frozen=True)
class Axes:
    """What the rows and columns of a block stand for.

    A kind is one category of each dimension, in the order of `dimensions`.
    """

    places: tuple[int, ...]
    dimensions: tuple[str, ...]
    kinds: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, eq=False)
class MonthlyCounts:
    """`counts` are months by places by kinds; where `known` is false a place has a gap."""

    axes: Axes
    months: tuple[Month, ...]
    counts: Block
    known: Known

    def at(self, month: Month) -> int | None:
        """The place of `month` among the months; None where there are no counts for it."""
        return self._places_of.get(month)

    @property
    def _places_of(self) -> Mapping[Month, int]:
        return {month: at for at, month in enumerate(self.months)}

    def total(self, month: Month) -> int | None:
        """All of a month; None where any of it is a gap, or there are no counts for it."""
        at = self.at(month)
        return int(self.counts[at].sum()) if at is not None and self.known[at].all() else None

    def before(self, month: Month) -> MonthlyCounts:
        return self.only([other for other in self.months if other < month])

    def without(self, month: Month) -> MonthlyCounts:
        return self.only([other for other in self.months if other != month])

    def only(self, months: Iterable[Month]) -> MonthlyCounts:
        wanted = sorted(set(months) & set(self.months))
        places = self._places_of
        at = [places[month] for month in wanted]
        return MonthlyCounts(self.axes, tuple(wanted), self.counts[at], self.known[at])

    def over(self, other: MonthlyCounts) -> MonthlyCounts:
        """These months, and those of `other` that are none of these."""
        further = other.only(set(other.months) - set(self.months))
        months = [*self.months, *further.months]
        order = sorted(range(len(months)), key=months.__getitem__)
        return MonthlyCounts(
            self.axes,
            tuple(months[at] for at in order),
            np.concatenate([self.counts, further.counts])[order],
            np.concatenate([self.known, further.known])[order],
        )

    def run_up_to(self, last: Month, *, most: int) -> MonthlyCounts:
        """The months in a row that end with `last`."""
        run: list[Month] = []
        there = set(self.months)
        while last in there and len(run) < most:
            run.append(last)
            last = last.shift(-1)
        return self.only(run)


def side_by_side(
    frames: Sequence[tuple[DataFrame, Iterable[Month]]],
    *,
    place_of: Callable[[int], int],
    dimensions: Sequence[str],
) -> list[MonthlyCounts]:
    """A block of each of `frames` (tidy counts, and the months that they speak for), on one axis.

    Only counts of single months are taken: a quarter says nothing of its months.
    """
    tables = [_summed(frame, place_of, dimensions) for frame, _ in frames]
    axes = Axes(
        tuple(sorted({key[1] for table in tables for key in table})),
        tuple(dimensions),
        tuple(sorted({key[2] for table in tables for key in table})),
    )
    return [
        _block(table, {*months, *(key[0] for key in table)}, axes)
        for table, (_, months) in zip(tables, frames, strict=True)
    ]


Key = tuple[Month, int, tuple[str, ...]]


def _summed(
    rows: DataFrame, place_of: Callable[[int], int], dimensions: Sequence[str]
) -> dict[Key, int | None]:
    """By month, place and kind the count, or None for a gap."""
    rows = rows[rows["months"] == 1]
    places = {area: place_of(area) for area in rows["area"].unique()}
    months = {start: Month.containing(start) for start in rows["start"].unique()}
    keyed = rows.assign(place=rows["area"].map(places), is_gap=rows["count"].isna())
    grouped = keyed.groupby(["start", "place", *dimensions], sort=False)
    sums = grouped.agg(count=("count", "sum"), is_gap=("is_gap", "any"))
    return {
        (months[start], int(place), tuple(kind)): None if is_gap else int(count)
        for (start, place, *kind), count, is_gap in zip(
            sums.index, sums["count"], sums["is_gap"], strict=True
        )
    }


def _block(table: Mapping[Key, int | None], wanted: Iterable[Month], axes: Axes) -> MonthlyCounts:
    months = tuple(sorted(wanted))
    at = (
        {month: index for index, month in enumerate(months)},
        {place: index for index, place in enumerate(axes.places)},
        {kind: index for index, kind in enumerate(axes.kinds)},
    )
    counts = np.zeros((len(months), len(axes.places), len(axes.kinds)), dtype=np.int64)
    known = np.ones((len(months), len(axes.places)), dtype=bool)
    for (month, place, kind), count in table.items():
        if count is None:
            known[at[0][month], at[1][place]] = False
        else:
            counts[at[0][month], at[1][place], at[2][kind]] = count
    return MonthlyCounts(axes, months, counts, known)
