"""Figures as charts to be drawn: which series, which title, which words instead; draws nothing."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import fmean

from measures.baselines import named
from measures.change import Change, Incomparable, Unjudged
from measures.periods import MONTHS_IN_A_YEAR, Period, PeriodKind
from measures.points import Point
from reporting import narrative
from reporting.analysis.comparisons import CategoryRow, Comparison, PlaceRow
from reporting.analysis.figures import Figures
from reporting.analysis.like_with_like import odd_origins, shares_apart
from reporting.analysis.places import Place, PlaceKind
from reporting.analysis.years import AmongYears
from reporting.charts import instead
from reporting.charts.parts_of_years import (
    axis_label,
    grain,
    latest_month,
    parts_of,
    with_break,
)
from reporting.content.description import (
    Band,
    Cell,
    Chart,
    Kind,
    Provenance,
    Role,
    Series,
    Style,
    worked_out,
)
from reporting.content.number_formats import fine_enough
from reporting.narrative import signals as signal_words


def months(
    figures: Figures,
    comparison: Comparison,
    *,
    area: Place | None = None,
    usual: Sequence[Point] = (),
) -> Chart:
    """The months of the year shown, of what it is compared with, the year before, and a band.

    Quarters stand for months where the year has figures for quarters alone. The band is the usual
    range of each month where all of them are among the points `usual`; else it reaches from the
    least to the greatest of two or more other years.
    """
    year = Period.year(comparison.period.last.financial_year)
    bases = _bases(comparison, year)
    before = (bases[-1] if len(bases) == 1 else year).year_earlier
    as_now = latest_month(figures, year)
    each = grain(figures, comparison.period, area=area)
    series = [
        Series(year.label, Role.THIS, parts_of(figures, year, area, as_now=as_now, each=each)),
        _compared(figures, bases, area, as_now=as_now, each=each),
    ]
    lines = {year, *(bases if len(bases) == 1 else ())}
    if before.financial_year in figures.years and before not in lines:
        lines.add(before)
        cells = parts_of(figures, before, area, as_now=as_now, each=each)
        series.append(Series(before.label, Role.BEFORE, cells))
    others = [
        other for other in map(Period.year, figures.supplied.complete_years) if other not in lines
    ]
    shown = [year, *bases, *([before] if before in lines else []), *others]
    noun, drawn = figures.measure.noun, _with_figures(series)
    spoken = _spoken_of(comparison.period, year, each=each)
    return Chart(
        slug="months",
        kind=Kind.LINES,
        title=_title_of_months(figures, comparison, series, (year, *bases), each=each),
        subtitle=(
            f"{_capital(noun.plural)} {noun.verb} each {each.value} in {_where(figures, area)},"
            f" {_lines_named(drawn)}"
        ),
        unit=f"{noun.plural} a {each.value}",
        at=tuple(axis_label(part) for part in year.split(into=each)),
        series=drawn,
        band=_usual_range(usual, year) or _band(figures, others, area, as_now=as_now, each=each),
        alternative=instead.of_lines(figures, drawn, each=each),
        source_line=narrative.source_line(figures, shown),
        notes=(
            *narrative.break_in_lines(figures, shown, as_now=as_now),
            *narrative.break_of_sources(figures),
            *map(narrative.recording_change, figures.recording_changes(shown)),
            *narrative.revisions(figures, shown, area=area),
        ),
        across=_capital(each.value),
        spoken=tuple(map(axis_label, spoken)),
        spoken_label=narrative.without_year(comparison.period) if spoken else "",
    )


def _spoken_of(period: Period, year: Period, *, each: PeriodKind) -> tuple[Period, ...]:
    """The parts of `year` that are the period of the page; none where that is all of it."""
    parts = year.split(into=each)
    spoken = tuple(part for part in parts if period.contains(part))
    is_all = sum(part.months for part in spoken) != period.months or spoken == parts
    return () if is_all else spoken


def _lines_named(drawn: Sequence[Series]) -> str:
    """ "2022/23, 2021/22 and the average of 2019/20 to 2021/22": an average last."""
    is_average = {line.label: line.label.startswith("average") for line in drawn}
    labels = sorted(is_average, key=lambda label: is_average[label])
    return narrative.listed([f"the {label}" if is_average[label] else label for label in labels])


def _with_figures(series: Sequence[Series]) -> tuple[Series, ...]:
    """The year shown, and of the lines beside it those that have anything to draw."""
    this, *others = series
    return (this, *(line for line in others if any(cell.number is not None for cell in line.cells)))


def tells_something(chart: Chart) -> bool:
    """Whether there is any number to draw."""
    return any(cell.number is not None for series in chart.series for cell in series.cells)


def _bases(comparison: Comparison, year: Period) -> tuple[Period, ...]:
    """The whole years that the months of `year` stand beside; several are drawn as their mean."""
    bases = dict.fromkeys(Period.year(period.last.financial_year) for period in comparison.periods)
    # Parts of one year are compared: the line beside it is the year before.
    return tuple(base for base in bases if base != year) or (year.year_earlier,)


def _compared(
    figures: Figures,
    bases: Sequence[Period],
    area: Place | None,
    *,
    as_now: Period,
    each: PeriodKind,
) -> Series:
    by_year = [parts_of(figures, base, area, as_now=as_now, each=each) for base in bases]
    if len(bases) == 1:
        return Series(bases[0].label, Role.COMPARED, by_year[0])
    means = tuple(_mean_of(cells) for cells in zip(*by_year, strict=True))
    return Series(f"average of {named(bases)}", Role.COMPARED, means)


def _mean_of(cells: Sequence[Cell]) -> Cell:
    """The mean of the same part of several years, or the gap where any of them has one."""
    numbers = [cell.number for cell in cells]
    known = [number for number in numbers if number is not None]
    if len(known) < len(cells):
        return next(cell for cell in cells if cell.number is None)
    mean = fmean(known)
    return worked_out(mean, fine_enough(mean, Style.AVERAGE), *cells)


_MONTHS_IN = {PeriodKind.MONTH: 1, PeriodKind.QUARTER: 3}


def _title_of_months(
    figures: Figures,
    comparison: Comparison,
    series: Sequence[Series],
    drawn: Sequence[Period],
    *,
    each: PeriodKind,
) -> str:
    this, compared = series[0].cells, series[1].cells
    pairs = [
        (now.number, then.number)
        for now, then in zip(this, compared, strict=True)
        if now.number is not None and then.number is not None
    ]
    if not pairs or not figures.is_one_series(drawn):
        return f"{figures.measure.title} {narrative.by_each(each)}"
    is_unlike = bool(odd_origins(figures, drawn) or shares_apart(figures, drawn[0], drawn[1:]))
    if is_unlike or any(cell.is_illustrative for cell in (*this, *compared)):
        return f"{figures.measure.title} {narrative.by_each(each)}"
    is_of_all = comparison.period == Period(drawn[0].start, len(pairs) * _MONTHS_IN[each])
    change = comparison.change if is_of_all else None
    return narrative.title_of_months(figures, pairs, change, base=series[1].label, each=each)


def _usual_range(points: Sequence[Point], year: Period) -> Band | None:
    """Within which each month of the year lies as usual; None unless all are known."""
    known = {point.month: point for point in points}
    if not known.keys() >= set(year.each_month):
        return None
    shown = [known[month] for month in year.each_month]
    return Band(
        label=signal_words.USUAL,
        low=tuple(Cell(point.low, Style.AVERAGE) for point in shown),
        high=tuple(Cell(point.high, Style.AVERAGE) for point in shown),
        meaning=signal_words.ABOUT_USUAL_OF_EACH,
    )


def _band(
    figures: Figures,
    years: Sequence[Period],
    area: Place | None,
    *,
    as_now: Period,
    each: PeriodKind,
) -> Band | None:
    """Over the years that are one series with what is shown; None over fewer than two."""
    alike = [year for year in years if figures.is_one_series((year, as_now))]
    if len(alike) < 2:
        return None
    by_year = [parts_of(figures, year, area, as_now=as_now, each=each) for year in alike]
    spread = [
        sorted(cells, key=lambda cell: cell.number or 0)
        for cells in zip(*by_year, strict=True)
        if all(cell.number is not None for cell in cells)
    ]
    if len(spread) < len(by_year[0]):
        return None
    return Band(
        label=f"Other years, {alike[0].label} to {alike[-1].label}",
        low=tuple(cells[0] for cells in spread),
        high=tuple(cells[-1] for cells in spread),
    )


def years(
    figures: Figures,
    period: Period,
    among: AmongYears | None,
    *,
    headline: Change | Unjudged | Incomparable | None = None,
    area: Place | None = None,
) -> Chart:
    """Each year with figures as a column; for part of a year, the same months of each year."""
    # What is longer than a year would overlap with its like of the next one.
    years_shown = figures.years if period.months <= MONTHS_IN_A_YEAR else ()
    spans = [
        period.shift_years(year - period.financial_year)
        for year in years_shown
        if figures.is_supplied(period.shift_years(year - period.financial_year))
    ] or [period]
    noun = figures.measure.noun
    cells = tuple(
        with_break(figures, span, figures.cell(span, area=area), before=span.year_earlier)
        for span in spans
    )
    labels = tuple(span.year_label for span in spans)
    return Chart(
        slug="years",
        kind=Kind.COLUMNS,
        title=narrative.title_of_years(figures, among, period, headline),
        subtitle=(
            f"{_capital(noun.plural)} {noun.verb} {narrative.each_year(period)},"
            f" {_where(figures, area)}"
        ),
        unit=noun.plural,
        at=labels,
        series=(Series(_capital(noun.plural), Role.BARS, cells),),
        alternative=instead.of_bars("Column", labels, cells),
        source_line=narrative.source_line(figures, spans),
        highlight=period.year_label,
        notes=(
            *narrative.break_in_years(figures, spans),
            *narrative.break_of_sources(figures),
            *map(narrative.recording_change, figures.recording_changes(spans)),
            *narrative.revisions(figures, spans, area=area),
        ),
    )


def places(figures: Figures, rows: Sequence[PlaceRow]) -> Chart | None:
    """Places as lying bars, the greatest first; None where there is nothing to draw."""
    shown = [row for row in rows if row.place.kind is not PlaceKind.ELSEWHERE]
    shown.sort(key=lambda row: -row.count if isinstance(row.count, int) else 1)
    if not any(isinstance(row.count, int) for row in shown):
        return None
    period, kind = shown[0].comparison.period, shown[0].place.kind
    noun = figures.measure.noun
    cells = tuple(figures.cell(period, area=row.place) for row in shown)
    labels = tuple(row.place.name for row in shown)
    return Chart(
        slug=f"{narrative.PLURALS[kind]}-chart",
        kind=Kind.BARS,
        title=narrative.title_of_places(figures, shown),
        subtitle=(
            f"{_capital(noun.plural)} {noun.verb} by {kind.value} {narrative.during(period)},"
            f" {figures.partnership}"
        ),
        unit=noun.plural,
        at=labels,
        series=(Series(_capital(noun.plural), Role.BARS, cells),),
        alternative=instead.of_bars("Bar", labels, cells),
        source_line=narrative.source_line(figures, [period]),
        notes=(
            *narrative.revisions(figures, (period,)),
            *filter(None, (narrative.town_centre(row.place for row in shown),)),
        ),
        across=_capital(kind.value),
    )


def categories(
    figures: Figures,
    rows: Sequence[CategoryRow],
    *,
    slug: str,
    title: str,
    area: Place | None = None,
) -> Chart | None:
    """Types as lying bars, the greatest first; None where there is nothing to draw."""
    if not any(isinstance(row.count, int) for row in rows):
        return None
    period = rows[0].comparison.period
    noun = figures.measure.noun
    cells = tuple(
        Cell(
            row.count,
            marks=row.marks,
            provenance=_provenance(figures, row, period, area),
            nature=row.nature,
        )
        for row in rows
    )
    labels = tuple(row.label for row in rows)
    return Chart(
        slug=slug,
        kind=Kind.BARS,
        title=narrative.title_of_categories(rows, by=title.lower(), period=period),
        subtitle=(
            f"{_capital(noun.plural)} {noun.verb} by {title.lower()} {narrative.during(period)},"
            f" {_where(figures, area)}"
        ),
        unit=noun.plural,
        at=labels,
        series=(Series(_capital(noun.plural), Role.BARS, cells),),
        alternative=instead.of_bars("Bar", labels, cells),
        source_line=narrative.source_line(figures, [period]),
        notes=narrative.revisions(figures, (period,), area=area),
        across=title,
    )


def _provenance(
    figures: Figures, row: CategoryRow, period: Period, area: Place | None
) -> Provenance:
    return figures.provenance(period, area=area, category=row.slug)


def _where(figures: Figures, area: Place | None) -> str:
    if area is None or area.kind is PlaceKind.WHOLE:
        return figures.partnership
    return f"{area.name}, {figures.partnership}"


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
