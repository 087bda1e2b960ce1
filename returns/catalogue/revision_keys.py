"""The categories of a figure as one text, so that a revision of any dataset can name them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from itertools import product

from returns.catalogue.declarations import Dataset, Source

# No slug holds it.
BETWEEN_CATEGORIES = "|"


def key_of(categories: Iterable[str]) -> str:
    """The slugs of the categories, in the order of the dataset's dimensions, as one text."""
    return BETWEEN_CATEGORIES.join(categories)


def categories_of(key: str) -> tuple[str, ...]:
    """What `key_of` put together."""
    return tuple(key.split(BETWEEN_CATEGORIES)) if key else ()


def keys_of(where: Mapping[str, Collection[str]], dataset: Dataset, source: Source) -> list[str]:
    """Every key that a measure's categories allow."""
    listed = (
        where.get(dimension.field)
        or [category.slug for category in source.categories[dimension.field]]
        for dimension in dataset.dimensions
    )
    return [key_of(slugs) for slugs in product(*listed)]
