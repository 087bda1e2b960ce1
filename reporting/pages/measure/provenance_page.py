"""The rows behind one figure, described for their page."""

from __future__ import annotations

from dataclasses import dataclass

from measures.periods import Period
from reporting import narrative
from reporting.analysis import rows_behind
from reporting.analysis.figures import Figures
from reporting.analysis.places import Place
from reporting.charts import origin_tables
from reporting.content.description import Sentence, Table
from reporting.content.selection import Selection


@dataclass(frozen=True)
class ProvenancePage:
    """Where a figure comes from: what it is, its rows, and links to their other pages."""

    sentence: Sentence
    table: Table
    behind: rows_behind.RowsBehind
    source_line: str
    illustrative: str
    page_queries: tuple[tuple[int, str], ...]


def provenance_page(
    figures: Figures, behind: rows_behind.RowsBehind, *, period: Period, area: Place, category: str
) -> ProvenancePage:
    """The rows of `behind` described; other pages keep the same figure."""
    asked = Selection(
        period=period,
        area=area.code,
        category=category,
        source=figures.source.slug,
        as_at=figures.as_at,
        wards=figures.wards_of,
    )
    return ProvenancePage(
        sentence=narrative.behind_figure(
            figures, behind.count, period, area, category, marks=behind.marks
        ),
        table=origin_tables.rows(figures, behind, period=period, area=area),
        behind=behind,
        source_line=narrative.source_line(figures, [period]),
        illustrative=narrative.illustrative(figures, [period]),
        page_queries=tuple(
            (page, asked.but(page=page).query) for page in range(1, behind.pages + 1)
        ),
    )
