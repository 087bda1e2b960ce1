"""Which periods the months that were supplied make up; knows no counts."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from measures.baselines import year_to_date
from measures.periods import Month, Period, PeriodKind
from reporting.analysis.series import ordinal


@dataclass(frozen=True)
class Supplied:
    """The months that a source was supplied for."""

    months: frozenset[Month]

    def holds(self, period: Period) -> bool:
        """Whether every month of it was supplied."""
        first = ordinal(period.start)
        return self.ordinals.issuperset(range(first, first + period.months))

    @cached_property
    def ordinals(self) -> frozenset[int]:
        """The months as numbers, as in `Series`."""
        return frozenset(ordinal(month) for month in self.months)

    @cached_property
    def years(self) -> tuple[int, ...]:
        """Financial years with any month supplied, oldest first."""
        return tuple(sorted({month.financial_year for month in self.months}))

    @cached_property
    def complete_years(self) -> tuple[int, ...]:
        return tuple(year for year in self.years if self.holds(Period.year(year)))

    def latest_year(self) -> Period | None:
        """The latest whole year; failing that, the latest year as far as it is supplied."""
        if self.complete_years:
            return Period.year(self.complete_years[-1])
        years = (year_to_date(year, self.months) for year in reversed(self.years))
        return next((period for period in years if period), None)

    def so_far(self, period: Period) -> Period:
        """A year that is unfinished, as far as it is supplied from April; else `period` itself."""
        if period.kind is not PeriodKind.YEAR or self.holds(period):
            return period
        return year_to_date(period.financial_year, self.months) or period
