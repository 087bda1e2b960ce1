"""Which source a measure is read from, and for which months; asks the database nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from measures.periods import Month
from reporting.queries.measures import NoSuch
from returns.catalogue.declarations import Dataset, Measure, Source
from returns.catalogue.main_sources import Chosen, Stretch, or_first_in_use, stretches
from returns.catalogue.supply import NO_SUPPLY, Supply


def asked_for(dataset: Dataset, measure: Measure, slug: str) -> Source:
    """A source by its slug; NoSuch where the measure has none of that name."""
    if slug not in measure.categories:
        having = (source.slug for source in dataset.sources if source.slug in measure.categories)
        raise NoSuch(f"{measure.title} has no source “{slug}”: it has {_listed(having)}.")
    return dataset.source(slug)


def _listed(words: Iterable[str]) -> str:
    return ", ".join(f"“{word}”" for word in words)


def main_stretches(
    dataset: Dataset, measure: Measure, chosen: Chosen, supply: Mapping[str, Supply]
) -> tuple[Stretch, ...]:
    """Which source of a measure is the main one for which months, each with what it was given."""
    having = measure.categories
    chosen = or_first_in_use(dataset, chosen, in_use=supply, having=having)
    return tuple(
        replace(stretch, held=supply.get(stretch.source, NO_SUPPLY).months)
        for stretch in stretches(dataset, chosen, having=having)
    )


def months_of_main(
    main: Sequence[Stretch], source: Source, months: frozenset[Month]
) -> frozenset[Month]:
    """Those of `months` for which `source` is the main one; all where it does not change."""
    own = [stretch for stretch in main if stretch.source == source.slug]
    if not main:
        return months
    return frozenset(month for month in months if any(stretch.holds(month) for stretch in own))
