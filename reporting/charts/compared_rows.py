"""Rows of two counts with what became of one since the other, in the short words of a table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from measures.change import Difference
from measures.counts import Gap
from reporting import narrative
from reporting.analysis.comparisons import CategoryRow, Comparison, PlaceRow
from reporting.analysis.figures import Figures
from reporting.analysis.places import Place
from reporting.charts.tables import category_cells
from reporting.content.description import Cell, Style, worked_out
from reporting.content.number_formats import FEWEST_FOR_PERCENT, fine_enough
from reporting.narrative import statuses
from reporting.narrative.statuses import Status


@dataclass(frozen=True)
class ComparedRow:
    """One comparison: `to` is a path below the partnership's address, blank where there is none."""

    key: str
    label: str
    now: Cell
    then: Cell
    change: Cell
    status: Status
    to: str = ""
    note: str = ""
    rate: Cell | None = None


def of_comparison(
    figures: Figures, comparison: Comparison, *, area: Place | None = None
) -> ComparedRow:
    """The base in words, and below it the two periods."""
    now = figures.cell(comparison.period, area=area)
    then = narrative.then_cell(figures, comparison, area=area)
    return ComparedRow(
        key=comparison.baseline.value,
        label=narrative.capital(comparison.label.partition(" (")[0]),
        note=narrative.against(comparison),
        now=now,
        then=then,
        change=change_cell(comparison, now, then),
        status=statuses.status_of(figures, comparison),
    )


def reasons_once(rows: Iterable[ComparedRow], *, said: str = "") -> tuple[ComparedRow, ...]:
    """The rows, a reason why several are not compared told with the first of them alone.

    With none of them where it was `said` above.
    """
    told: set[str] = set()
    found = []
    for row in rows:
        why = "" if row.status.because == said else row.status.because
        again = why in told and len(why) > len(SAME_REASON)
        told.add(why)
        status = replace(row.status, because=SAME_REASON if again else why)
        found.append(replace(row, status=status))
    return tuple(found)


SAME_REASON = "For the same reason"


def of_place(figures: Figures, row: PlaceRow) -> ComparedRow:
    """A place with its rate; a town centre is said to be one."""
    period = row.comparison.period
    now = figures.cell(period, area=row.place)
    then = narrative.then_cell(figures, row.comparison, area=row.place)
    return ComparedRow(
        key=row.place.code,
        label=row.place.name,
        note="Town centre" if row.place.is_town_centre else "",
        now=now,
        then=then,
        change=change_cell(row.comparison, now, then),
        status=statuses.in_short(statuses.status_of(figures, row.comparison)),
        to=row.place.to,
        rate=figures.rate_cell(period, area=row.place),
    )


def of_category(
    figures: Figures, row: CategoryRow, *, area: Place | None, links: Mapping[str, str]
) -> ComparedRow:
    """A type; `links` takes it to the path of the measure that is that type alone."""
    now, then = category_cells(figures, row, area)
    return ComparedRow(
        key=row.slug,
        label=row.label,
        now=now,
        then=then,
        change=change_cell(row.comparison, now, then),
        status=statuses.in_short(statuses.status_of(figures, row.comparison)),
        to=links.get(row.slug, ""),
    )


def change_cell(comparison: Comparison, now: Cell, then: Cell) -> Cell:
    """In percent, or in numbers where either count is under 50."""
    change = comparison.change
    if not isinstance(change, Difference):
        return Cell(Gap.NOT_APPLICABLE)
    is_small = min(change.then, change.after) < FEWEST_FOR_PERCENT
    if change.told_percent is None or is_small:
        style = fine_enough(change.difference, Style.DIFFERENCE)
        return worked_out(change.difference, style, now, then)
    return worked_out(change.told_percent, Style.CHANGE, now, then)
