"""Where the main source changes, and which of the stretches on either side a page shows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from measures.periods import Period
from reporting.analysis.supplied import OtherSource
from reporting.analysis.supplied_months import Supplied

if TYPE_CHECKING:
    from measures.periods import Month
    from reporting.analysis.figures import Figures
    from returns.catalogue.main_sources import Stretch


@dataclass(frozen=True)
class SourceChange:
    """That another source became the main one."""

    before: Stretch
    after: Stretch

    @property
    def month(self) -> Month:
        """The first month of the new one."""
        assert self.after.first is not None  # noqa: S101 - only the first stretch has none
        return self.after.first

    def lies_within(self, periods: Iterable[Period]) -> bool:
        """Whether some of the months of `periods` lie before it and others not."""
        spans = tuple(periods)
        return any(span.start < self.month for span in spans) and any(
            self.month <= span.last for span in spans
        )


def opens_on(stretches: Sequence[Stretch], period: Period | None) -> Stretch:
    """The stretch to show: the one that holds `period`, or without one the newest with figures.

    Of a period across a change, the one that holds its last month.
    """
    if len(stretches) == 1:
        return stretches[0]
    if period is not None:
        return next(stretch for stretch in stretches if stretch.holds(period.last))
    newest = tuple(reversed(stretches))
    for stretch in newest:
        if Supplied(stretch.supplied).latest_year():
            return stretch
    return next((stretch for stretch in newest if stretch.supplied), newest[0])


def of_others(
    stretches: Sequence[Stretch], source: str, periods: Iterable[Period]
) -> tuple[Stretch, ...]:
    """The stretches of other sources than `source` in which months of `periods` lie.

    Only months that one of the two has figures for: others are not supplied, whichever is shown.
    """
    own = next((stretch.held for stretch in stretches if stretch.source == source), frozenset())
    months = {month for period in periods for month in period.each_month}
    return tuple(
        stretch
        for stretch in stretches
        if stretch.source != source
        and any(
            stretch.holds(month) and (month in stretch.held or month in own) for month in months
        )
    )


def source_changes(figures: Figures, periods: Iterable[Period]) -> tuple[SourceChange, ...]:
    """The changes of the main source that keep `periods` apart, the earliest first."""
    periods = tuple(periods)
    if not figures.told_by_others(periods):
        return ()
    made = (SourceChange(before, after) for before, after in pairwise(figures.stretches))
    return tuple(change for change in made if change.lies_within(periods))


def sources_of(figures: Figures) -> tuple[OtherSource, ...]:
    """Every source that the measure can be shown from, with all its months; its own first."""
    own = next(
        (stretch.held for stretch in figures.stretches if stretch.source == figures.source.slug),
        figures.months_supplied,
    )
    shown = OtherSource(figures.source.slug, figures.source.title, own)
    return (shown, *figures.other_sources)


def is_shown_for(figures: Figures, period: Period | None) -> bool:
    """Whether these are the figures to show for `period`, or without one to begin with."""
    if not figures.of_main:
        return True
    return opens_on(figures.stretches, period).source == figures.source.slug
