"""Figures made of literals, without a database."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime

from crime.dataset import CRIME
from measures.counts import Count
from measures.periods import Month, Period
from reporting.analysis.figures import Figures
from reporting.analysis.places import Place, PlaceKind, Residents
from reporting.analysis.series import ordinal

NORTH, SOUTH = "N1", "S1"
RESIDENTS = {year: Residents(10_000, 2021, "ONS (file.csv)") for year in range(2015, 2025)}
PLACES = (
    Place("", "Middlesbrough", PlaceKind.WHOLE, (NORTH, SOUTH), residents=RESIDENTS),
    Place("m/north", "North", PlaceKind.LOCALITY, (NORTH,)),
    Place(NORTH, "North End", PlaceKind.WARD, (NORTH,)),
    Place(SOUTH, "South End", PlaceKind.WARD, (SOUTH,)),
    Place("not-placed", "Ward not known", PlaceKind.ELSEWHERE, ("",)),
)


def figures(
    counts: Mapping[str, Mapping[tuple[Month, int], Count]],
    *,
    supplied: Period,
    measure: str = "all-crime",
    lowest: PlaceKind = PlaceKind.WARD,
) -> Figures:
    """Figures by ward code, first month and length in months."""
    return Figures(
        dataset=CRIME,
        measure=CRIME.measure(measure),
        source=CRIME.source("police-return"),
        partnership="Middlesbrough",
        places=PLACES,
        months_supplied=frozenset(supplied.each_month),
        counts={
            ward: {(ordinal(month), months): count for (month, months), count in series.items()}
            for ward, series in counts.items()
        },
        lowest=lowest,
        at=datetime(2024, 3, 4, tzinfo=UTC),
    )


def yearly(totals: Mapping[int, int], *, measure: str = "all-crime") -> Figures:
    """Figures whose years add up to `totals`, month by month as evenly as can be.

    So even that their scatter is no more than that of single events.
    """
    first, last = Period.year(min(totals)), Period.year(max(totals))
    return figures(
        {NORTH: evenly(totals)}, supplied=Period.spanning(first.start, last.last), measure=measure
    )


def evenly(totals: Mapping[int, Count]) -> dict[tuple[Month, int], Count]:
    """The months of years with these totals; the earlier ones have what is left over."""
    return {
        (month, 1): count // 12 + (place < count % 12) if isinstance(count, int) else count
        for year, count in totals.items()
        for place, month in enumerate(Period.year(year).each_month)
    }
