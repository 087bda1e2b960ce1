"""What stands out as a chart: its months over the range that is usual; draws nothing."""

from __future__ import annotations

from measures.periods import Month, Period
from reporting import narrative
from reporting.analysis.signals import ScreenedCount
from reporting.content.description import Band, Cell, Chart, Kind, Role, Series, Style
from reporting.narrative import signals as signal_words


def run(screened: ScreenedCount, *, slug: str) -> Chart:
    """The months that it was judged by and the month itself, over the range that is usual."""
    # It is judged by every month of its source, also where another was the main one.
    figures, noun = screened.figures.of_its_source, screened.figures.measure.noun
    months = tuple(screened.month.shift(n) for n in range(-len(screened.usually.before), 1))
    cells = tuple(figures.cell(Period(month, 1), area=screened.area) for month in months)
    limits = [screened.usually.limits_in(month) for month in months]
    return Chart(
        slug=slug,
        kind=Kind.LINES,
        title=signal_words.title_of_run(screened),
        subtitle=signal_words.subtitle_of_run(screened),
        unit=f"{noun.plural} a month",
        at=tuple(map(_short, months)),
        series=(Series("Each month", Role.THIS, cells),),
        band=Band(
            signal_words.USUAL,
            low=tuple(Cell(low, Style.AVERAGE) for low, _ in limits),
            high=tuple(Cell(high, Style.AVERAGE) for _, high in limits),
            meaning=signal_words.ABOUT_USUAL,
        ),
        alternative=signal_words.instead_of_run(screened),
        source_line=narrative.source_line(figures, [Period.spanning(months[0], months[-1])]),
        notes=(
            signal_words.judged_by(screened),
            *narrative.revisions(
                figures, [Period(month, 1) for month in months], area=screened.area
            ),
        ),
    )


def _short(month: Month) -> str:
    return f"{month.label[:3]} {month.year}"
