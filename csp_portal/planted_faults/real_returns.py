"""Real months as returns that could have been sent: plain numbers, however they were read."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from measures.periods import Month

Counts = NDArray[np.int64]

# Where months come from that nobody counted: they have faults planted, and no false questions.
MADE_UP = "made-up figures in use"

# The lookup of small areas changed with the file of June 2023: places whose usual counts before
# and since lie further apart than that are taken together.
_NEW_AREAS = Month(2023, 6)
_MOST_TIMES = 1.5


@dataclass(frozen=True, eq=False)
class Series:
    """One dataset of a source: counts of each of the months, by place and kind."""

    dataset: str
    unit: str
    kinds: tuple[str, ...]
    counts: Counts


@dataclass(frozen=True, eq=False)
class RealMonths:
    """What one partnership has of one source in a row; `a_return` is how many months are sent.

    All series have the same months and places; `origin` says where the months come from.
    """

    town: str
    source: str
    origin: str
    months: tuple[Month, ...]
    places: tuple[str, ...]
    series: tuple[Series, ...]
    a_return: int

    @property
    def by_place(self) -> NDArray[np.float64]:
        """The usual count of a month in each place, of all series."""
        return np.sum([each.counts.sum(axis=2).mean(axis=0) for each in self.series], axis=0)


def of_street_counts(
    lines: Iterable[tuple[str, str, str, int]], *, apart: str, units: tuple[str, str]
) -> list[RealMonths]:
    """The months of each town from lines of month, small area's name, crime type and count.

    A place is an MSOA: the area's name without its last letter. `apart` is the type that is a
    dataset of its own, after the others in `units`.
    """
    cells: dict[tuple[str, Month, str, str], int] = defaultdict(int)
    for month, area, kind, count in lines:
        if area[-5:-4] == " " and area[-4:-1].isdigit():
            cells[area[:-5], Month.parse(month), area[:-1], kind] += count
    return [
        _of_town(
            town, {key[1:]: count for key, count in cells.items() if key[0] == town}, apart, units
        )
        for town in sorted({key[0] for key in cells})
        if sum(count for key, count in cells.items() if key[0] == town) > _A_TOWN
    ]


# Of places over the border a force's files have a few rows.
_A_TOWN = 1_000


def _of_town(
    town: str, cells: dict[tuple[Month, str, str], int], apart: str, units: tuple[str, str]
) -> RealMonths:
    months = sorted({month for month, _, _ in cells})
    places = sorted({place for _, place, _ in cells})
    kinds = sorted({kind for _, _, kind in cells})
    counts = np.zeros((len(months), len(places), len(kinds)), dtype=np.int64)
    for (month, place, kind), count in cells.items():
        counts[months.index(month), places.index(place), kinds.index(kind)] = count
    places, counts = _taken_together(town, months, places, counts)
    own = [at for at, kind in enumerate(kinds) if kind != apart]
    other = [at for at, kind in enumerate(kinds) if kind == apart]
    return RealMonths(
        town=town,
        source="police-uk",
        origin="street-level files",
        months=tuple(months),
        places=tuple(places),
        series=(
            Series("crime", units[0], tuple(kinds[at] for at in own), counts[:, :, own]),
            Series("asb", units[1], tuple(kinds[at] for at in other), counts[:, :, other]),
        ),
        a_return=1,
    )


def _taken_together(
    town: str, months: Sequence[Month], places: Sequence[str], counts: Counts
) -> tuple[list[str], Counts]:
    """Places that were drawn anew in the course of the months, as one."""
    late = np.array([month >= _NEW_AREAS for month in months])
    if late.all() or not late.any():
        return list(places), counts
    totals = counts.sum(axis=2)
    before, since = totals[~late].mean(axis=0) + 0.5, totals[late].mean(axis=0) + 0.5
    moved = (before / since > _MOST_TIMES) | (since / before > _MOST_TIMES)
    if not moved.any():
        return list(places), counts
    together = counts[:, moved].sum(axis=1, keepdims=True)
    kept = [place for place, has_moved in zip(places, moved, strict=True) if not has_moved]
    return [*kept, f"{town}, areas drawn anew"], np.concatenate(
        [counts[:, ~moved], together], axis=1
    )
