"""Which of the partnership's own definitions the months of a measure were counted under."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from measures.periods import Month, Period

if TYPE_CHECKING:
    from returns.catalogue.definitions import Agreed


@dataclass(frozen=True)
class CountedUnder:
    """The definitions by month; empty where a source leaves none to the partnership."""

    by_month: Mapping[Month, frozenset[Agreed]]

    def sets(self, periods: Iterable[Period], category: str = "") -> frozenset[frozenset[Agreed]]:
        """The sets of definitions that months of `periods` rest on.

        With a `category`, only what bears on it matters.
        """
        months = {month for period in periods for month in period.each_month}
        agreements = (self.by_month[month] for month in months if month in self.by_month)
        return frozenset(
            frozenset(
                definition
                for definition in agreed
                if not category or definition.category in {"", category}
            )
            for agreed in agreements
        )

    def among(self, periods: Iterable[Period]) -> tuple[Agreed, ...]:
        """The definitions that `periods` rest on, in the order they were taken up."""
        found = {definition for agreed in self.sets(periods) for definition in agreed}
        return tuple(sorted(found, key=lambda agreed: (agreed.category, agreed.first, agreed.pk)))
