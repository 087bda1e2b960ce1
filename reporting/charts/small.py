"""A measure in one place as a small chart, in the finest grain of it that is real."""

from __future__ import annotations

from collections.abc import Sequence

from measures.counts import Gap
from measures.periods import Period
from reporting import narrative
from reporting.analysis.figures import Figures
from reporting.analysis.places import Place
from reporting.charts import instead
from reporting.charts.parts_of_years import axis_label, grain, latest_month, parts_of
from reporting.content.description import Cell, Chart, Kind, Role, Series

# As many columns as a small drawing has room for.
_MOST_YEARS = 4


def small(figures: Figures, period: Period, *, area: Place | None = None) -> Chart | None:
    """The months or quarters of the year of `period` beside those of the year before.

    Where these are not known, or made up, the years up to it. None where nothing is known at all.
    """
    return _of_parts(figures, period, area) or _of_years(figures, period, area)


def _of_parts(figures: Figures, period: Period, area: Place | None) -> Chart | None:
    year = Period.year(period.last.financial_year)
    each, as_now = grain(figures, period, area=area), latest_month(figures, year)
    by_year = {
        one: parts_of(figures, one, area, as_now=as_now, each=each)
        for one in (year, year.year_earlier)
    }
    this, before = by_year.values()
    if not _is_real(this) or any(cell.is_illustrative for cell in before):
        return None
    shown = {one: cells for one, cells in by_year.items() if _is_known(cells)}
    noun, where = figures.measure.noun, _where(figures, area)
    return Chart(
        slug=_slug(figures, area),
        kind=Kind.LINES,
        title=f"{figures.measure.title}, {where}",
        subtitle=f"{_capital(noun.plural)} {noun.verb} each {each.value} in {where}",
        unit=noun.plural,
        at=tuple(axis_label(part) for part in year.split(into=each)),
        series=tuple(
            Series(_short(one), Role.THIS if one == year else Role.COMPARED, cells)
            for one, cells in shown.items()
        ),
        alternative=instead.of_lines(
            figures,
            [Series(one.label, Role.THIS, cells) for one, cells in shown.items()],
            each=each,
        ),
        source_line=narrative.source_line(figures, list(shown)),
        across=_capital(each.value),
    )


def _is_real(cells: Sequence[Cell]) -> bool:
    return _is_known(cells) and not any(cell.is_illustrative for cell in cells)


def _is_known(cells: Sequence[Cell]) -> bool:
    return any(cell.number is not None for cell in cells)


def _of_years(figures: Figures, period: Period, area: Place | None) -> Chart | None:
    """Whole years; those without a figure at either end are left out."""
    year = Period.year(period.last.financial_year)
    if not figures.is_supplied(year):
        year = year.year_earlier
    years = [one for one in map(Period.year, figures.years) if one.start <= year.start]
    cells = {one: figures.cell(one, area=area) for one in years[-_MOST_YEARS:]}
    if not _is_known(tuple(cells.values())):
        return None
    shown = {one: cell for one, cell in cells.items() if not _is_coarser(cell)}
    noun, where = figures.measure.noun, _where(figures, area)
    labels = tuple(map(_short, shown))
    return Chart(
        slug=_slug(figures, area),
        kind=Kind.COLUMNS,
        title=f"{figures.measure.title}, {where}",
        subtitle=f"{_capital(noun.plural)} {noun.verb} each year in {where}",
        unit=noun.plural,
        at=labels,
        series=(Series(_capital(noun.plural), Role.BARS, tuple(shown.values())),),
        alternative=instead.of_bars("Column", [one.label for one in shown], [*shown.values()]),
        source_line=narrative.source_line(figures, list(shown)),
        highlight=labels[-1],
    )


def _is_coarser(cell: Cell) -> bool:
    return cell.value is Gap.NOT_APPLICABLE


def _slug(figures: Figures, area: Place | None) -> str:
    code = area.code if area else ""
    return f"small-{figures.measure_id}-{code}".replace("/", "-").rstrip("-")


def _short(year: Period) -> str:
    """ "24/25", where there is room for no more."""
    return year.label.removeprefix("20")


def _where(figures: Figures, area: Place | None) -> str:
    return area.name if area and area.code else figures.partnership


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
