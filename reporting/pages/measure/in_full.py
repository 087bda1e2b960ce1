"""A measure with its breakdowns read: what its page, its files and its slides show."""

from __future__ import annotations

from dataclasses import replace

from measures.baselines import Against
from measures.periods import Period
from reporting.analysis.places import Place
from reporting.charts.tables import Sort
from reporting.pages.measure.page import MeasureShown, measure_shown
from reporting.queries.breakdown import breakdown_by
from reporting.queries.reading import Reading
from reporting.queries.screens import Screens


def measure_in_full(
    reading: Reading,
    *,
    period: Period | None = None,
    against: Against | None = None,
    area: Place | None = None,
    sort: Sort = Sort.COUNT,
    screens: Screens | None = None,
) -> MeasureShown | None:
    """As `measure_shown`, with its breakdowns; one query for each dimension."""
    shown = measure_shown(
        reading.figures, period=period, against=against, area=area, sort=sort, screens=screens
    )
    return with_breakdowns(shown, reading) if shown else None


def with_breakdowns(shown: MeasureShown, reading: Reading) -> MeasureShown:
    """`shown` with a breakdown by each of its dimensions; one query each."""
    return replace(
        shown,
        breakdowns=tuple(
            breakdown_by(
                reading,
                dimension.field,
                area=shown.area or shown.figures.whole,
                periods=shown.headline_periods,
            )
            for dimension in shown.dimensions
        ),
    )
