"""A breakdown of a measure by one dimension, compared."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from measures.baselines import Against
from measures.periods import Period
from reporting.analysis import comparisons
from reporting.analysis.breakdown import Breakdown
from reporting.analysis.comparisons import CategoryRow
from reporting.analysis.figures import Figures
from reporting.analysis.places import Place
from reporting.charts import measure as charts
from reporting.charts import tables
from reporting.content.description import Chart, Table


@dataclass(frozen=True)
class OfType:
    """A breakdown by one dimension, compared; `links` lead to measures that are one type alone."""

    breakdown: Breakdown
    rows: tuple[CategoryRow, ...]
    chart: Chart | None
    table: Table | None
    links: Mapping[str, str]


def of_type(
    breakdown: Breakdown,
    figures: Figures,
    period: Period,
    *,
    against: Against | None,
    area: Place | None,
    query: str,
) -> OfType:
    """Its rows, chart and table; `query` goes with the links to measures that are one type."""
    dimension, title = breakdown.dimension.field, breakdown.dimension.title
    rows = comparisons.by_category(breakdown, period, against=against)
    slug = f"by-{dimension}"
    links = _measures_of(figures, dimension, query)
    return OfType(
        breakdown,
        rows,
        charts.categories(figures, rows, slug=f"{slug}-chart", title=title, area=area),
        tables.categories(
            figures,
            rows,
            slug=slug,
            title=title,
            area=area,
            links=links,
        ),
        links,
    )


def _measures_of(figures: Figures, dimension: str, query: str) -> dict[str, str]:
    """By category, the path of the measure that is that category and nothing else."""
    return {
        wanted[0]: f"{figures.dataset.app}/{measure.slug}/?{query}"
        for measure in figures.dataset.measures
        if len(wanted := measure.categories.get(figures.source.slug, {}).get(dimension, ())) == 1
    }
