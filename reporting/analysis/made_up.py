"""Which months of a source have made-up rows, and which yearly totals are known all the same."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from measures.periods import Period, PeriodKind
from reporting.analysis.series import ordinal
from reporting.analysis.supplied import Origin

if TYPE_CHECKING:
    from returns.catalogue.supply import InUse, KnownTotal


@dataclass(frozen=True)
class MadeUp:
    """Made-up months as numbers, and by measure and year what is known of its total."""

    months: frozenset[int]
    totals: Mapping[tuple[str, int], KnownTotal]

    @classmethod
    def among(cls, returns: Iterable[Origin | InUse], known: Iterable[KnownTotal]) -> MadeUp:
        months = (origin.months for origin in returns if origin.illustrative)
        return cls(
            frozenset(ordinal(month) for each in months for month in each),
            {(total.measure, total.year): total for total in known},
        )

    def touches(self, period: Period) -> bool:
        """Whether rows of any of its months are made up."""
        first = ordinal(period.start)
        return not self.months.isdisjoint(range(first, first + period.months))

    def total(self, measure: str, period: Period) -> KnownTotal | None:
        """What is known of a measure's total in `period`, which is a whole year."""
        is_year = period.kind is PeriodKind.YEAR
        return self.totals.get((measure, period.financial_year)) if is_year else None
