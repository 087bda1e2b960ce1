"""Real months to plant faults into: of street-level files, and of figures in use."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from django.conf import settings

from csp_portal.planted_faults.real_returns import (
    MADE_UP,
    RealMonths,
    Series,
    of_street_counts,
)
from measures.periods import Month
from partnership.models import Partnership
from partnership.places.today import places_today
from returns.catalogue.published import PublishedDataset
from returns.catalogue.registry import datasets
from returns.checking.monthly_counts import MonthlyCounts, side_by_side
from returns.in_use import coverage
from returns.models import Coverage

STREET_COUNTS = "fixtures/crime/police-uk-cleveland-2023-01-2025-03.csv"
_APART = "Anti-social behaviour"
_QUARTER = 3
_TWO_YEARS = 24


def street_months(folder: Path | None) -> list[RealMonths]:
    """The months of each town in the street-level files of `folder`, or in the committed counts."""
    lines = _of_files(folder) if folder else _of_counts(Path(settings.BASE_DIR, STREET_COUNTS))
    units = (datasets["crime"].unit, datasets["asb"].unit)
    return of_street_counts(lines, apart=_APART, units=units)


def _of_files(folder: Path) -> Iterator[tuple[str, str, str, int]]:
    for path in sorted(folder.rglob("*-street.csv")):
        with path.open(newline="", encoding="utf-8") as file:
            for row in csv.DictReader(file):
                yield row["Month"], row["LSOA name"], row["Crime type"], 1


def _of_counts(path: Path) -> Iterator[tuple[str, str, str, int]]:
    with path.open(newline="", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            yield row["Month"], row["LSOA name"], row["Crime type"], int(row["Count"])


def months_in_use() -> Iterator[RealMonths]:
    """The months in use of each partnership, source and origin, by ward."""
    for partnership in Partnership.objects.order_by("slug"):
        by_file: dict[tuple[str, str], list[str]] = defaultdict(list)
        uses = Coverage.objects.filter(partnership=partnership, until__isnull=True)
        for dataset, source, origin in (
            uses.order_by("dataset").values_list("dataset", "source", "origin").distinct()
        ):
            if not _is_countable(dataset, source):
                continue
            by_file[source, origin].append(dataset)
        for (source, origin), of_file in sorted(by_file.items()):
            if found := _of_file(partnership, source, origin, sorted(of_file, reverse=True)):
                yield found


def _is_countable(dataset: str, source: str) -> bool:
    declared = datasets[dataset]
    return not isinstance(declared, PublishedDataset) and not declared.source(source).is_national


def _of_file(
    partnership: Partnership, source: str, origin: str, of_file: list[str]
) -> RealMonths | None:
    uses_of = Coverage.objects.filter(
        partnership=partnership, source=source, origin=origin, until__isnull=True
    )
    places = places_today(partnership)
    wards = {ward.pk: ward.name for ward in places.wards}
    blocks = {
        dataset: _block(coverage.Series(partnership, datasets[dataset], source, origin), wards)
        for dataset in of_file
    }
    months = sorted(set.intersection(*(set(block.months) for block in blocks.values())))
    run: list[Month] = [
        month
        for month in months
        if all(block.total(month) is not None for block in blocks.values())
    ]
    series = [_series(dataset, block.only(run), list(wards)) for dataset, block in blocks.items()]
    if len(run) < _TWO_YEARS or not all(each.counts.any() for each in series):
        return None
    made_up = uses_of.exclude(part__of_return__illustrative="").exists()
    return RealMonths(
        town=partnership.short_name,
        source=source,
        origin=MADE_UP if made_up else "figures in use",
        months=tuple(run),
        places=tuple(wards.values()),
        series=tuple(series),
        a_return=1 if datasets[of_file[0]].source(source).published else _QUARTER,
    )


def _block(series: coverage.Series, wards: dict[int, str]) -> MonthlyCounts:
    ward_of = places_today(series.partnership).ward_of
    names = [dimension.field for dimension in series.dataset.dimensions]
    (block,) = side_by_side(
        [(coverage.figures_in_use(series), ())],
        place_of=lambda area: ward_of.get(area, area),
        dimensions=names,
    )
    return block


def _series(dataset: str, block: MonthlyCounts, wards: list[int]) -> Series:
    """The counts of `wards` alone, in their order."""
    at = {place: index for index, place in enumerate(block.axes.places)}
    shape = (len(block.months), len(wards), len(block.axes.kinds))
    counts = np.zeros(shape, dtype=np.int64)
    for index, ward in enumerate(wards):
        if ward in at:
            counts[:, index] = block.counts[:, at[ward]]
    kinds = tuple("/".join(kind) for kind in block.axes.kinds)
    return Series(dataset, datasets[dataset].unit, kinds, counts)
