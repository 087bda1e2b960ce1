"""Which datasets and measures there are; asks the registry and no database."""

from __future__ import annotations

from returns.catalogue.declarations import Dataset, Measure
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
