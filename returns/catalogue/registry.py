"""Where dataset apps plug in: the datasets and layouts of every installed app."""

from __future__ import annotations

from collections.abc import Iterator

from returns.catalogue.declarations import Dataset, Layout, Measure, Source
from returns.catalogue.published import PublishedDataset


class AlreadyRegistered(Exception):
    """Two declarations under one name."""


class Datasets:
    """The datasets by slug, in the order of registration.

    Going through them gives those whose figures are partnerships' own; national ones, which
    others publish, are in `published`. By slug, layout or measure all are found.
    """

    def __init__(self) -> None:
        self._datasets: dict[str, Dataset] = {}
        self._layouts: dict[str, Layout] = {}

    def register(self, dataset: Dataset, *, layouts: tuple[Layout, ...] = ()) -> Dataset:
        """Add `dataset` and the layouts that its app brings; any source may name any layout."""
        if dataset.slug in self._datasets:
            raise AlreadyRegistered(f"dataset {dataset.slug}")
        for layout in layouts:
            if layout.slug in self._layouts:
                raise AlreadyRegistered(f"layout {layout.slug}")
            self._layouts[layout.slug] = layout
        self._datasets[dataset.slug] = dataset
        return dataset

    def __iter__(self) -> Iterator[Dataset]:
        every = self._datasets.values()
        return (dataset for dataset in every if not isinstance(dataset, PublishedDataset))

    @property
    def published(self) -> tuple[PublishedDataset, ...]:
        every = self._datasets.values()
        return tuple(dataset for dataset in every if isinstance(dataset, PublishedDataset))

    def __getitem__(self, slug: str) -> Dataset:
        return self._datasets[slug]

    @property
    def layouts(self) -> tuple[Layout, ...]:
        return tuple(self._layouts.values())

    def layout(self, slug: str) -> Layout:
        return self._layouts[slug]

    def fed_by(self, layout: Layout) -> tuple[tuple[Dataset, Source], ...]:
        """Every dataset's source that a file of `layout` feeds."""
        return tuple(
            (dataset, source)
            for dataset in self._datasets.values()
            for source in dataset.sources
            if layout.slug in source.layouts
        )

    def measure(self, app: str, slug: str) -> tuple[Dataset, Measure]:
        """The measure at the address `app/slug`; KeyError where there is none."""
        for dataset in self._datasets.values():
            for measure in dataset.measures:
                if (dataset.app, measure.slug) == (app, slug):
                    return dataset, measure
        raise KeyError(f"{app}/{slug}")


datasets = Datasets()


def measures() -> tuple[tuple[str, str], ...]:
    """Every measure of partnerships' own figures: its address, and its dataset's and own title."""
    return tuple(
        (f"{dataset.app}/{measure.slug}", f"{dataset.title}: {measure.title}")
        for dataset in datasets
        for measure in dataset.measures
    )
