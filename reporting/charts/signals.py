"""What stands out as a chart: its months over the range that is usual; draws nothing."""

from __future__ import annotations

from measures.periods import Month, Period
from reporting import narrative
from reporting.analysis.signals import StandsOut
from reporting.content.description import Band, Cell, Chart, Kind, Role, Series, Style
from reporting.narrative import signals as signal_words


def run(one: StandsOut, *, slug: str) -> Chart:
    """The months that it was judged by and the month itself, over the range that is usual."""
    figures, noun = one.figures, one.figures.measure.noun
    months = tuple(one.month.shift(n) for n in range(-len(one.before), 1))
    cells = tuple(figures.cell(Period(month, 1), area=one.area) for month in months)
    usual = [one.usual_in(month) for month in months]
    return Chart(
        slug=slug,
        kind=Kind.LINES,
        title=signal_words.title_of_run(one),
        subtitle=signal_words.subtitle_of_run(one),
        unit=f"{noun.plural} a month",
        at=tuple(map(_short, months)),
        series=(Series("Each month", Role.THIS, cells),),
        band=Band(
            signal_words.USUAL,
            low=tuple(Cell(limits.low, Style.AVERAGE) for limits in usual),
            high=tuple(Cell(limits.high, Style.AVERAGE) for limits in usual),
            meaning=signal_words.ABOUT_USUAL,
        ),
        alternative=signal_words.instead_of_run(one),
        source_line=narrative.source_line(figures, [Period.spanning(months[0], months[-1])]),
        notes=(
            signal_words.judged_by(one),
            *narrative.revisions(figures, [Period(month, 1) for month in months], area=one.area),
        ),
    )


def _short(month: Month) -> str:
    return f"{month.label[:3]} {month.year}"
