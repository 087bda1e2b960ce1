"""What may be chosen for the parts of a table of one source, in one partnership."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from partnership.models import Partnership
from returns.catalogue.declarations import Dataset, Source
from returns.mapping import words
from returns.mapping.questions import Choice
from returns.mapping.saved import mappable
from returns.mapping.sheets import BY_DAY, SheetMapping, word_of
from returns.reading.places import Place


@dataclass(frozen=True)
class Kinds:
    """The lists of a source and a place that answers are chosen from."""

    dataset: Dataset
    source: Source
    place: Place

    @property
    def categories(self) -> list[tuple[str, str]]:
        """What tells the rows of this source apart, but for area and period."""
        return [
            (word_of(dimension.field), dimension.title)
            for dimension in self.dataset.dimensions
            if len(self.source.categories[dimension.field]) > 1
        ]

    def roles(self, *, of_columns: bool = False, of_titles: bool = False) -> tuple[Choice, ...]:
        """What a column may give, a title, or else a row of headings."""
        return (
            Choice("", words.NOT_READ),
            *(
                Choice(word_of(role), label)
                for role, label in words.ROLES.items()
                if (of_columns or role not in words.IN_COLUMNS_ALONE)
                and not (of_titles and role in BY_DAY)
            ),
            *(Choice(word, title) for word, title in self.categories),
        )

    @property
    def areas(self) -> list[tuple[str, Any]]:
        """The areas by their codes, in groups."""
        place = self.place
        wards = sorted((name, code) for code, name in place.wards.values())
        groups: list[tuple[str, Any]] = [
            ("All of it", [(place.name, f"All of {place.name}")]),
            ("Wards", [(code, name) for name, code in wards]),
        ]
        if place.localities:
            groups.insert(1, ("Localities", list(place.localities.values())))
        return groups

    @property
    def area_choices(self) -> tuple[Choice, ...]:
        return tuple(
            Choice(code, name, group) for group, listed in self.areas for code, name in listed
        )

    def listed(self, field: str) -> list[tuple[str, str]]:
        return [(category.slug, category.label) for category in self.source.categories[field]]

    @property
    def definitions(self) -> list[tuple[str, str]]:
        versions = self.place.defined(self.dataset, self.source).versions
        return [(version.label, version.label) for version in versions]


def kinds_of(mapping: SheetMapping, place: Place) -> Kinds:
    """KeyError where no spreadsheet may be mapped to that source."""
    for dataset, source in mappable():
        if (dataset.slug, source.slug) == (mapping.dataset, mapping.source):
            return Kinds(dataset, source, place)
    raise KeyError(mapping.source)


def place_of(partnership: Partnership, places: Sequence[Place]) -> Place:
    return next(place for place in places if place.partnership_id == partnership.pk)
