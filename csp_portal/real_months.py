"""The real months that the portal holds, for `calibrate`: read through the queries of pages."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from csp_portal.calibration.exchanged import YEAR
from csp_portal.calibration.real import RealMonths
from csp_portal.calibration.verdicts import Counts
from measures.counts import Gap
from measures.periods import Month, Period
from partnership.models import Partnership
from partnership.people.permissions import AS_COUNCILLOR
from reporting.analysis.figures import Figures
from reporting.analysis.places import Place
from reporting.analysis.scatter import breaks
from reporting.queries.figures import every_measure
from reporting.queries.measures import all_datasets

# The fewest and most years that a verdict rests on.
_FEWEST_YEARS, _MOST_YEARS = 2, 5


def latest() -> Iterator[RealMonths]:
    """The latest whole years of every measure and source, of which something may be concluded.

    In a row and without a break; of partnerships whose months are measured, not illustrative.
    """
    for partnership in Partnership.objects.order_by("slug"):
        for dataset in all_datasets():
            for source in dataset.sources:
                for figures in every_measure(
                    [dataset], partnership=partnership, viewer=AS_COUNCILLOR, source=source.slug
                ):
                    if found := _of(figures, partnership.short_name):
                        yield found


def _of(figures: Figures, partnership: str) -> RealMonths | None:
    months = _whole_years(figures)
    if not months:
        return None
    whole = _counts(figures, months, None)
    if whole is None or not whole.any():
        return None
    wards = [_counts(figures, months, ward) for ward in figures.wards]
    told = [ward for ward in wards if ward is not None]
    of_wards = np.array(told, dtype=np.int64).reshape(len(told), len(months))
    if not of_wards.any() or (of_wards.sum(axis=0) > whole).any():
        of_wards = of_wards[:0]
    return RealMonths(
        partnership=partnership,
        measure=figures.measure.title,
        source=figures.source.title,
        first=months[0].number - 1,
        whole=whole,
        wards=of_wards,
    )


def _whole_years(figures: Figures) -> tuple[Month, ...]:
    """The whole years up to the newest month of which something may be concluded."""
    if not figures.months_supplied:
        return ()
    first, last = min(figures.months_supplied), max(figures.months_supplied)
    months = Period.spanning(first, last).each_month
    broken = breaks(figures, months)
    run: list[Month] = []
    for month, count in zip(months, figures.evidence_run(months), strict=True):
        if isinstance(count, Gap) or month in broken:
            run = []
        if not isinstance(count, Gap):
            run.append(month)
    years = min(len(run) // YEAR, _MOST_YEARS)
    return tuple(run[-years * YEAR :]) if years >= _FEWEST_YEARS else ()


def _counts(figures: Figures, months: tuple[Month, ...], area: Place | None) -> Counts | None:
    """The counts of `months`; None where one is a gap, or below zero."""
    run = figures.evidence_run(months, area=area)
    known = [count for count in run if not isinstance(count, Gap)]
    if len(known) < len(run) or min(known) < 0:
        return None
    return np.array(known, dtype=np.int64)
