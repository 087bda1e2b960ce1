"""The returns behind figures, and the rows behind one of them, as tables."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from measures.counts import Mark, Nature
from measures.periods import Month, Period
from reporting import narrative
from reporting.analysis.figures import Figures
from reporting.analysis.places import Place
from reporting.content.description import Cell, Column, Row, Table

if TYPE_CHECKING:
    from reporting.analysis.rows_behind import RowsBehind


def returns(figures: Figures, periods: Sequence[Period]) -> Table:
    """The returns behind `periods`: what they are, and who supplied and accepted them when."""
    return Table(
        slug="returns",
        title="The returns behind these figures",
        columns=tuple(
            Column(title)
            for title in ("Return", "Months", "Supplied by", "Received", "Accepted by", "Accepted")
        ),
        rows=tuple(
            Row(
                (
                    origin.name,
                    _span(origin.months),
                    origin.supplied_by,
                    origin.received,
                    origin.accepted_by,
                    origin.accepted,
                )
            )
            for origin in figures.origins(periods)
        ),
    )


def _span(months: Sequence[Month]) -> str:
    first, last = min(months), max(months)
    return first.label if first == last else f"{first.label} to {last.label}"


def rows(figures: Figures, behind: RowsBehind, *, period: Period, area: Place) -> Table:
    """Rows of returns as they are stored, or released figures of a source with a rule."""
    what = "Released figures" if figures.gate else "Rows in use"
    return Table(
        slug="rows",
        title=f"{what}, {behind.row_count:,} in all",
        columns=(
            Column("Area"),
            Column("Code"),
            Column("Period"),
            *(Column(dimension.title) for dimension in figures.dataset.dimensions),
            Column(figures.dataset.unit[:1].upper() + figures.dataset.unit[1:], is_number=True),
        ),
        rows=tuple(
            Row(
                (
                    row.area,
                    row.area_code,
                    row.period.label,
                    *row.categories,
                    Cell(
                        row.count,
                        marks=row.marks,
                        nature=Nature.ILLUSTRATIVE
                        if figures.is_made_up(row.period)
                        else Nature.MEASURED,
                    ),
                )
            )
            for row in behind.rows
        ),
        notes=(
            *(
                narrative.revisions(figures, (period,), area=area)
                if Mark.REVISED in behind.marks
                else ()
            ),
            *narrative.given_totals(behind.totals),
        ),
    )
