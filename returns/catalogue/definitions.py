"""What partnerships have agreed that their sources count, in memory; knows the model alone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from measures.periods import Month, Period
from returns.catalogue.findings import Wrong
from returns.catalogue.headings import plain

if TYPE_CHECKING:
    from returns.catalogue.declarations import Category, Dataset, Source


@dataclass(frozen=True)
class Agreed:
    """One recorded definition; see `returns.models.Definition`."""

    pk: int
    partnership: int
    dataset: str
    source: str
    category: str
    name: str
    version: str
    counted_in: str
    left_out: str
    agreed_by: str
    agreed_on: date
    first: Month

    @property
    def label(self) -> str:
        """ "Serious violence, version 1": how files and pages name it."""
        return f"{self.name}, version {self.version}"


def may_need_any(dataset: Dataset) -> bool:
    """Whether any source of `dataset` leaves something for partnerships to define."""
    return any(source.counts_under or undefined(source) for source in dataset.sources)


def definable(source: Source) -> tuple[str, ...]:
    """What a partnership may define of `source`: slugs of categories, blank for the whole."""
    return (
        *([""] if source.counts_under else []),
        *(category.slug for category in undefined(source)),
    )


def undefined(source: Source) -> tuple[Category, ...]:
    """The categories of `source` that mean nothing until a partnership says what."""
    return tuple(
        category
        for listed in source.categories.values()
        for category in listed
        if category.refused_because
    )


@dataclass(frozen=True)
class OfSource:
    """The definitions that one partnership has recorded for one source."""

    source: Source
    agreements: tuple[Agreed, ...]

    @classmethod
    def among(cls, every: Iterable[Agreed], dataset: Dataset, source: Source) -> OfSource:
        mine = (
            agreed
            for agreed in every
            if (agreed.dataset, agreed.source) == (dataset.slug, source.slug)
        )
        return cls(source, tuple(mine))

    @property
    def versions(self) -> tuple[Agreed, ...]:
        """What a whole return of the source may count under."""
        return tuple(agreed for agreed in self.agreements if not agreed.category)

    def of_category(self, category: str, month: Month) -> Agreed | None:
        """What `category` means in `month`; None where nobody has recorded it."""
        since = [
            agreed
            for agreed in self.agreements
            if agreed.category == category and agreed.first <= month
        ]
        return since[-1] if since else None

    def has(self, category: str, period: Period) -> bool:
        """Whether figures by `category` may stand for `period`."""
        return category not in self._undefined or bool(self.of_category(category, period.start))

    @cached_property
    def _undefined(self) -> frozenset[str]:
        return frozenset(category.slug for category in undefined(self.source))

    def meant(self, text: str) -> Agreed | Wrong:
        """The version that a cell names: by its whole label, or by its number alone."""
        return version_meant(text, self.versions, what=self.source.counts_under)

    def refusal(self, category: Category, period: Period) -> Wrong:
        """Why figures by `category` are refused for `period`."""
        later = [agreed for agreed in self.agreements if agreed.category == category.slug]
        if later:
            return Wrong(
                f"“{category.label}” is defined from {later[0].first.label} on, and not for"
                f" {period.label}.",
                f"Leave {category.label} out of earlier months.",
            )
        return Wrong(
            category.refused_because,
            f"Leave the rows out, or ask the partnership’s manager to record what"
            f" {category.label} means: Returns, Sources, {self.source.title}.",
        )


def version_meant(text: str, versions: Sequence[Agreed], *, what: str) -> Agreed | Wrong:
    """The one of `versions` that `text` names, or why none."""
    if not versions:
        return Wrong(
            f"The partnership has recorded no definition of {what}, so it cannot be known what"
            " these counts are of.",
            "Ask the partnership’s manager to record it: Returns, Sources.",
        )
    known = "; ".join(f"“{version.label}”" for version in versions)
    if not text:
        return Wrong(
            f"It is not said under which definition of {what} these counts are.",
            f"Write it in each row. The partnership has {known}.",
        )
    wanted = plain(text)
    found = [
        version
        for version in versions
        if wanted
        in {plain(version.label), plain(version.version), plain(f"version {version.version}")}
        or wanted == plain(f"v{version.version}")
    ]
    if len(found) != 1:
        return Wrong(
            f"“{text}” is not a definition of {what} that the partnership has recorded.",
            f"It has {known}.",
        )
    return found[0]
