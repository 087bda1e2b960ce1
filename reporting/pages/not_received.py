"""What a page's comparisons lack because it was not received, in the calendar's words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from measures.periods import Month, Period
from partnership.models import Partnership
from partnership.people.permissions import Viewer
from reporting.analysis.figures import Figures
from reporting.pages.measure.page import MeasureShown
from returns.lifecycle.schedule import expectations, missing
from returns.lifecycle.schedule import words as calendar_words


def weakening(
    shown: Sequence[MeasureShown], *, partnership: Partnership, viewer: Viewer
) -> tuple[str, ...]:
    """Figures asked for and not in use of any year that `shown` compare, a sentence each.

    Where every month since the first return is in use there is nothing to look up.
    """
    compared = (
        period
        for measure in shown
        for comparison in measure.comparisons
        for period in (comparison.period, *comparison.periods)
    )
    years = {month.financial_year for period in compared for month in period.each_month}
    periods = [Period.year(year) for year in sorted(years)]
    incomplete = [measure.figures for measure in shown if _lacks_a_month(measure.figures, periods)]
    lacking = _lacking(incomplete, partnership, viewer, periods=periods)
    return tuple(calendar_words.missing(gap) for gap in lacking)


def _lacks_a_month(figures: Figures, periods: Sequence[Period]) -> bool:
    """Whether a month of `periods` is not in use, other than those before the first return."""
    if not figures.months_supplied:
        return True
    first = min(figures.months_supplied)
    return any(
        month >= first and figures.lacks(month) for period in periods for month in period.each_month
    )


def of_all(
    figures: Sequence[Figures], *, partnership: Partnership, viewer: Viewer
) -> tuple[str, ...]:
    """Figures asked for and not in use of any year, a sentence each."""
    lacking = lacking_of_all(figures, partnership=partnership, viewer=viewer)
    return tuple(calendar_words.missing(gap) for gap in lacking)


def lacking_of_all(
    figures: Sequence[Figures], *, partnership: Partnership, viewer: Viewer
) -> tuple[missing.Missing, ...]:
    """The same, as they are known: which have come and wait for acceptance, and which have not."""
    return _lacking(figures, partnership, viewer, periods=None)


def _lacking(
    figures: Sequence[Figures],
    partnership: Partnership,
    viewer: Viewer,
    *,
    periods: Iterable[Period] | None,
) -> tuple[missing.Missing, ...]:
    if not figures:
        return ()
    return missing.missing(
        partnership,
        viewer=viewer,
        of={
            (measure_figures.dataset.slug, measure_figures.source.slug)
            for measure_figures in figures
        },
        periods=periods,
        at=max(measure_figures.at for measure_figures in figures),
        in_use=_in_use(figures),
    )


def _in_use(several: Sequence[Figures]) -> expectations.InUse | None:
    """What the sources of `several` have in use, as they were read; None where that is not all.

    A file of the whole country is in use for everybody, and due to the partnership it came for.
    """
    if (
        any(figures.source.is_national for figures in several)
        or len({figures.at for figures in several}) > 1
    ):
        return None
    by_series: dict[tuple[str, str, str], dict[Month, int]] = defaultdict(dict)
    for figures in several:
        for used in figures.returns:
            months = by_series[figures.dataset.slug, figures.source.slug, used.origin]
            months.update(dict.fromkeys(used.months, used.of_return))
    return by_series
