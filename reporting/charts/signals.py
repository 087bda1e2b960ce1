"""What stands out as a chart: its months over the range that is usual; draws nothing."""

from __future__ import annotations

from measures.periods import Month, Period
from reporting import narrative
from reporting.analysis.signals import StandsOut
from reporting.content.description import Band, Cell, Chart, Kind, Role, Series, Style
from reporting.narrative import signals as signal_words


def run(stands_out: StandsOut, *, slug: str) -> Chart:
    """The months that it was judged by and the month itself, over the range that is usual."""
    figures, noun = stands_out.figures, stands_out.figures.measure.noun
    months = tuple(stands_out.month.shift(n) for n in range(-len(stands_out.before), 1))
    cells = tuple(figures.cell(Period(month, 1), area=stands_out.area) for month in months)
    usual = [stands_out.usual_in(month) for month in months]
    return Chart(
        slug=slug,
        kind=Kind.LINES,
        title=signal_words.title_of_run(stands_out),
        subtitle=signal_words.subtitle_of_run(stands_out),
        unit=f"{noun.plural} a month",
        at=tuple(map(_short, months)),
        series=(Series("Each month", Role.THIS, cells),),
        band=Band(
            signal_words.USUAL,
            low=tuple(Cell(limits.low, Style.AVERAGE) for limits in usual),
            high=tuple(Cell(limits.high, Style.AVERAGE) for limits in usual),
            meaning=signal_words.ABOUT_USUAL,
        ),
        alternative=signal_words.instead_of_run(stands_out),
        source_line=narrative.source_line(figures, [Period.spanning(months[0], months[-1])]),
        notes=(
            signal_words.judged_by(stands_out),
            *narrative.revisions(
                figures, [Period(month, 1) for month in months], area=stands_out.area
            ),
        ),
    )


def _short(month: Month) -> str:
    return f"{month.label[:3]} {month.year}"
