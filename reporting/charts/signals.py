"""What stands out as a chart: its months over the range that is usual; draws nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from measures.counts import Gap
from measures.periods import Month, Period
from measures.points import Point
from reporting import narrative
from reporting.analysis.signals import ScreenedCount, Watched
from reporting.charts.parts_of_years import axis_label
from reporting.content.description import Band, Cell, Chart, Kind, Role, Series, Style
from reporting.content.signal_chart import Stretch, with_signals
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


def marked(chart: Chart, watched: Watched) -> Chart:
    """The months of a year with what is told of them: rings about those outside, bars under runs.

    The band is the usual range of each month that has one. Without any the chart stays as it is.
    """
    year = {axis_label(Period(month, 1)): month for month in _months_of(chart, watched)}
    points = {point.month: point for point in watched.points}
    known = [points.get(year[label]) if label in year else None for label in chart.at]
    if not any(known):
        return chart
    outside = {point.month for point in watched.outside}
    described = replace(
        chart,
        slug="signals",
        band=_usual_where_known(known),
        alternative=f"{chart.alternative} {signal_words.instead_of_marks(watched)}".strip(),
    )
    return with_signals(
        described,
        outside=tuple(label for label, month in year.items() if month in outside),
        stretches=tuple(
            Stretch(at, signal_words.run_in_short(run))
            for run in watched.runs
            if (at := tuple(label for label, month in year.items() if month in run.months))
        ),
    )


def _months_of(chart: Chart, watched: Watched) -> tuple[Month, ...]:
    """The months along the axis; none where it has quarters."""
    year = Period.year(watched.period.last.financial_year)
    return year.each_month if len(chart.at) == len(year.each_month) else ()


def _usual_where_known(points: Sequence[Point | None]) -> Band:
    none = Cell(Gap.NOT_APPLICABLE)
    return Band(
        signal_words.USUAL,
        low=tuple(Cell(point.low, Style.AVERAGE) if point else none for point in points),
        high=tuple(Cell(point.high, Style.AVERAGE) if point else none for point in points),
        meaning=signal_words.ABOUT_USUAL_OF_EACH,
    )
