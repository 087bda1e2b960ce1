"""Which datasets and measures there are; asks the registry and no database."""

from __future__ import annotations

from collections.abc import Iterator

from reporting.content.frozen import FrozenMeasure
from returns.catalogue.declarations import Category, Dataset, Measure
from returns.catalogue.published import PublishedDataset, PublishedMeasure
from returns.catalogue.registry import datasets


class NoSuch(LookupError):
    """What was asked for does not exist; the message is a sentence to show."""


def find(measure_id: str) -> tuple[Dataset, Measure]:
    """The measure of that id, `APP/SLUG`. NoSuch where there is none."""
    app, _, slug = measure_id.partition("/")
    try:
        return datasets.measure(app, slug)
    except KeyError:
        raise NoSuch(f"There is no measure “{measure_id}”.") from None


def of_app(app: str) -> tuple[Dataset, ...]:
    """The datasets whose measures stand at `app/`; empty where there are none."""
    return tuple(dataset for dataset in datasets if dataset.app == app)


def all_datasets() -> tuple[Dataset, ...]:
    """Every dataset of this installation, in the order of the overview."""
    return tuple(datasets)


def main_measures() -> tuple[str, ...]:
    """The id of the first measure of every dataset: those of the overview."""
    return tuple(f"{dataset.app}/{dataset.measures[0].slug}" for dataset in datasets)


def described(measure_id: str, source: str, category: str = "") -> FrozenMeasure:
    """What its figures are, in words, as figures of a pack are told apart. NoSuch for neither."""
    dataset, measure = find(measure_id)
    sources = {one.slug: one.title for one in dataset.sources}
    extent = ""
    if isinstance(dataset, PublishedDataset) and isinstance(measure, PublishedMeasure):
        extent = dataset.one_series(measure.series).extent
    slug = category.rpartition(":")[2]
    labels = {one.slug: one.label for one in _categories(dataset)}
    return FrozenMeasure(
        measure=measure_id,
        source=source,
        category=category,
        title=measure.title,
        dataset=dataset.title,
        source_title=sources.get(source, ""),
        label=labels.get(slug, slug.replace("-", " ").capitalize()),
        extent=extent,
    )


def _categories(dataset: Dataset) -> Iterator[Category]:
    """Every category of its sources and of what it publishes."""
    for source in dataset.sources:
        for listed in source.categories.values():
            yield from listed
    if isinstance(dataset, PublishedDataset):
        for series in dataset.series:
            for dated_list in series.lists:
                yield from dated_list.categories
