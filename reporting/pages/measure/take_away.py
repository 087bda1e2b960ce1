"""What a file of a measure holds: the words before its tables, and every table."""

from __future__ import annotations

from reporting import narrative
from reporting.content.description import Table
from reporting.pages.measure.page import MeasureShown


def about(shown: MeasureShown) -> tuple[str, ...]:
    """What a download says before its tables."""
    sentences = [shown.headline, *([shown.verdict] if shown.verdict else []), *shown.findings]
    lines = [
        *(sentence.text for sentence in sentences),
        *shown.cautions,
        shown.illustrative,
        shown.source_line,
        shown.figures.measure.definition,
        narrative.main_sources(shown.figures),
        *shown.counted_under,
        *shown.recorded,
        *shown.revisions,
        *shown.caveats,
    ]
    return tuple(line for line in lines if line)


def every_table(shown: MeasureShown) -> tuple[Table, ...]:
    """The tables of a measure's pages, in their order."""
    made = (
        shown.summary_table,
        shown.compared_table,
        shown.over_time.table if shown.over_time else None,
        shown.years_chart.table,
        shown.halves_table,
        shown.wards_table,
        shown.localities_table,
        *(of_type.table for of_type in shown.types),
        shown.returns_table,
    )
    return tuple(table for table in made if table)
