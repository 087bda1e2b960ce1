"""Counts of other partnerships, from the sources of the whole country."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection

from django.db.models import Q

from measures.counts import Count
from reporting.analysis.series import Series
from reporting.queries.reading import Reading
from returns.catalogue.declarations import Dataset, Measure, Source
from returns.catalogue.registry import datasets


def by_partnership(reading: Reading, areas: Collection[int]) -> dict[int, Series]:
    """Counts of the partnerships of these ids, from a source of the whole country; one query."""
    shown = reading.figures
    totals = reading.tables.nationwide.by_area(
        shown.measure.categories[shown.source.slug], areas=Q(area_id__in=areas)
    )
    found: dict[int, dict[tuple[int, int], Count]] = defaultdict(dict)
    for (area, start, months), count in totals.items():
        found[area][start, months] = count
    return dict(found)


def with_national_source() -> tuple[tuple[Dataset, Measure, Source], ...]:
    """Every measure that a source of the whole country has figures of, with that source."""
    return tuple(
        (dataset, measure, source)
        for dataset in datasets
        for source in dataset.sources
        if source.is_national
        for measure in dataset.measures
        if source.slug in measure.categories
    )
