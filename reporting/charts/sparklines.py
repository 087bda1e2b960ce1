"""The real figures of the last years as a line in a row of a table; draws nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from statistics import fmean

from measures.counts import Gap
from measures.periods import Month, Period, PeriodKind
from reporting import narrative
from reporting.analysis.figures import Figures
from reporting.analysis.places import Place
from reporting.analysis.scatter import breaks
from reporting.content.description import Cell

# Below so many in a usual month the months are more noise than line.
FEWEST_A_MONTH = 100
# No line is longer than this, nor shorter than so many points.
MOST_MONTHS = 36
FEWEST_POINTS = 5
_MONTHS_IN = {PeriodKind.MONTH: 1, PeriodKind.QUARTER: 3}


@dataclass(frozen=True)
class Sparkline:
    """Counts in a row up to the newest, all of them real, in months or in quarters."""

    periods: tuple[Period, ...]
    cells: tuple[Cell, ...]
    each: PeriodKind
    alternative: str

    @property
    def numbers(self) -> tuple[float, ...]:
        return tuple(cell.number for cell in self.cells if cell.number is not None)

    @property
    def a_year_before(self) -> int | None:
        """The place of the same time a year before the newest; None where the line is shorter."""
        place = len(self.cells) - 1 - 12 // _MONTHS_IN[self.each]
        return place if place >= 0 else None

    @property
    def heading(self) -> str:
        """ "Quarters since January 2023"."""
        return f"{self.each.value.capitalize()}s since {self.periods[0].start.label}"


def recent(
    figures: Figures, last: Month, *, area: Place | None = None, each: PeriodKind | None = None
) -> Sparkline | None:
    """The months up to `last`, or the quarters where a usual month is under 100.

    Back to a gap, a made-up figure, a break or as far as a line goes; None where too few are left.
    With `each` the grain is the one asked for.
    """
    months = list(_row(figures, last, PeriodKind.MONTH, area))[::-1]
    usual = fmean(cell.number or 0 for _, cell in months) if months else 0
    grain = each or (PeriodKind.MONTH if usual >= FEWEST_A_MONTH else PeriodKind.QUARTER)
    row = months
    if grain is PeriodKind.QUARTER:
        row = list(_row(figures, _end_of_quarter(last), PeriodKind.QUARTER, area))[::-1]
    if len(row) < FEWEST_POINTS:
        return None
    periods, cells = zip(*row, strict=True)
    named = [(cell, period.label) for period, cell in row]
    return Sparkline(
        periods,
        cells,
        grain,
        alternative=(
            f"{figures.measure.noun.plural.capitalize()} a {grain.value}:"
            f" {narrative.in_short(named, each=grain.value)}"
        ),
    )


def _row(
    figures: Figures, last: Month, each: PeriodKind, area: Place | None
) -> Iterator[tuple[Period, Cell]]:
    """Real figures from `last` backwards, up to the first that is none of them."""
    length = _MONTHS_IN[each]
    broken = breaks(figures, [last.shift(-n) for n in range(MOST_MONTHS)])
    for start in (last.shift(1 - n - length) for n in range(0, MOST_MONTHS, length)):
        period = Period(start, length)
        cell = figures.cell(period, area=area)
        if isinstance(cell.value, Gap) or cell.is_illustrative:
            return
        # What is counted may change within a quarter: then it belongs to neither side.
        if any(month in broken for month in period.each_month[1:]):
            return
        yield period, cell
        if start in broken:
            return


def _end_of_quarter(month: Month) -> Month:
    """The last month of the newest quarter that has ended with `month`."""
    return month.shift(-(month.number % 3))
