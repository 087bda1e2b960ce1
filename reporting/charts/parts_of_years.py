"""The parts of a year as cells of a line: months, or quarters where no month is known."""

from __future__ import annotations

from dataclasses import replace

from measures.counts import Gap, Mark
from measures.periods import Period, PeriodKind
from reporting.analysis.figures import Figures
from reporting.analysis.places import Place
from reporting.content.description import Cell


def grain(figures: Figures, period: Period, *, area: Place | None = None) -> PeriodKind:
    """Months, unless quarters of the year of `period` have figures and no month has.

    Nor where a disclosure rule releases no months: hidden ones would say nothing.
    """
    if figures.gate and figures.gate.months > 1:
        return PeriodKind.QUARTER
    year = Period.year(period.last.financial_year)
    tells = {
        each: any(figures.count(part, area=area) not in _ABSENT for part in year.split(into=each))
        for each in (PeriodKind.MONTH, PeriodKind.QUARTER)
    }
    is_coarse = tells[PeriodKind.QUARTER] and not tells[PeriodKind.MONTH]
    return PeriodKind.QUARTER if is_coarse else PeriodKind.MONTH


# A hidden figure is not absent: there is one of that length.
_ABSENT = {Gap.NOT_APPLICABLE, Gap.NOT_AVAILABLE, Gap.NOT_SUPPLIED}


def axis_label(period: Period) -> str:
    """ "Apr" or "Q1"."""
    return period.label[:3] if period.kind is PeriodKind.MONTH else period.label.partition(" ")[0]


def latest_month(figures: Figures, year: Period) -> Period:
    """The last month of `year` that was supplied: the one whose definition is drawn."""
    supplied = [month for month in year.each_month if month in figures.months_supplied]
    return Period(supplied[-1] if supplied else year.last, 1)


def parts_of(
    figures: Figures, year: Period, area: Place | None, *, as_now: Period, each: PeriodKind
) -> tuple[Cell, ...]:
    """A cell for each part; a gap where it was counted otherwise than `as_now`."""
    return tuple(
        with_break(figures, part, figures.cell(part, area=area), before=_just_before(part))
        if figures.are_alike((part, as_now))
        else Cell(Gap.NOT_APPLICABLE)
        for part in year.split(into=each)
    )


def _just_before(period: Period) -> Period:
    return Period(period.start.shift(-period.months), period.months)


def with_break(figures: Figures, period: Period, cell: Cell, *, before: Period) -> Cell:
    """`cell`, marked where what is counted, or how, changed since the period `before`."""
    periods = (before, period)
    if cell.number is None or (
        figures.are_alike(periods) and not figures.recording_changes(periods)
    ):
        return cell
    return replace(cell, marks=cell.marks | {Mark.BREAK})
