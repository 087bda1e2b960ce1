"""Which period of a measure is its newest: what pages open on; knows no counts but those."""

from __future__ import annotations

from measures.counts import Gap
from measures.periods import MONTHS_IN_A_YEAR, Period
from reporting.analysis.figures import Figures

_QUARTER = 3


def newest_period(figures: Figures) -> Period | None:
    """The newest complete quarter where figures come by the quarter, else the newest whole year.

    Of made-up quarters nothing is concluded: then the year, whose total may be known, unless they
    are later than it. Without either the newest month that is counted; None where nothing is.
    """
    quarter, year = _newest_quarter(figures), figures.latest_year()
    if quarter is None or year is None:
        return quarter or year or _newest_month(figures)
    return year if figures.is_made_up(quarter) and not quarter.last > year.last else quarter


def opening_period(figures: Figures) -> Period | None:
    """What the page of a measure opens on: the latest whole year, unless something newer is there.

    None where nothing is supplied.
    """
    year, newest = figures.latest_year(), newest_period(figures)
    if year is None or newest is None:
        return newest or year
    return newest if newest.last > year.last else year


def _newest_quarter(figures: Figures) -> Period | None:
    """The last quarter of the financial year that every month of is supplied and counted."""
    if figures.source.every_months > _QUARTER or not figures.months_supplied:
        return None
    last = max(figures.months_supplied)
    for back in range(MONTHS_IN_A_YEAR):
        start = last.shift(-(last.number % _QUARTER) - (_QUARTER - 1) - back * _QUARTER)
        quarter = Period(start, _QUARTER)
        if figures.is_supplied(quarter) and not isinstance(figures.count(quarter), Gap):
            return quarter
    return None


def _newest_month(figures: Figures) -> Period | None:
    """The last month that is supplied and counted by itself: of a partnership's first file."""
    for month in sorted(figures.months_supplied, reverse=True)[:MONTHS_IN_A_YEAR]:
        period = Period(month, 1)
        if not isinstance(figures.count(period), Gap):
            return period
    return None
