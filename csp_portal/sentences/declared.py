"""What datasets declare, handed to the reader of sentences as plain words; no figure."""

from __future__ import annotations

from checks.sentences.facts import Noun
from checks.sentences.stored import Declared
from returns.catalogue.declarations import Dataset, Measure, Source


def declared(dataset: Dataset, measure: Measure, source: Source) -> Declared:
    """A measure of one of its sources."""
    wanted = measure.categories[source.slug]
    return Declared(
        dataset=dataset.slug,
        measure=measure.slug,
        title=measure.title,
        noun=Noun(measure.noun.singular, measure.noun.plural, measure.noun.verb),
        better=measure.better.value,
        table=dataset.fact._meta.db_table,  # noqa: SLF001 - Django's way
        source=source.slug,
        source_title=source.title,
        categories={field: tuple(slugs) for field, slugs in wanted.items()},
        types={
            dimension.field: {
                category.slug: category.label
                for category in source.categories[dimension.field]
                if category.slug in (wanted.get(dimension.field) or (category.slug,))
            }
            for dimension in dataset.dimensions
        },
        level=source.area_level.value,
    )
