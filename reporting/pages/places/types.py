"""The types of a measure in one place as rows of one table, rare ones by the year; no medium."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from measures.change import Change, Difference, Incomparable
from measures.counts import Gap
from measures.periods import MONTHS_IN_A_YEAR, Period, PeriodKind
from reporting import narrative
from reporting.analysis import comparisons
from reporting.analysis.breakdown import Breakdown
from reporting.analysis.comparisons import CategoryRow
from reporting.analysis.figures import Figures
from reporting.charts import sparklines
from reporting.charts.sparklines import Sparkline
from reporting.content.description import Cell, Style, worked_out
from reporting.content.number_formats import FEWEST_FOR_PERCENT
from reporting.narrative.place_page import headings, words
from reporting.narrative.place_page.headings import Moved
from reporting.pages.measure.page import MeasureShown
from reporting.pages.places.shapes import Shape, short_shape
from reporting.queries.breakdown import breakdown_in_part
from reporting.queries.reading import Reading

# Below so many in each of two years a type is told of by the year.
FEWEST_A_YEAR = 50


@dataclass(frozen=True)
class TypeRow:
    """A type: two counts, the change and its verdict, with a line; of a rare one by the year."""

    label: str
    to: str
    now: Cell
    then: Cell
    change: Cell
    shape: Shape
    line: Sparkline | None = None
    is_rare: bool = False


@dataclass(frozen=True)
class Types:
    """All types of a measure, the largest first, the `rare` ones by `year` and the year before."""

    title: str
    now: str
    then: str
    rows: tuple[TypeRow, ...]
    rare: tuple[TypeRow, ...]
    year: str
    year_before: str
    judged: tuple[Moved, ...]

    @cached_property
    def line_heading(self) -> str:
        return next((row.line.heading for row in self.rows if row.line), "")

    @property
    def notes(self) -> tuple[str, ...]:
        beyond = sum(moved.change.is_beyond for moved in self.judged)
        notes = (
            headings.looked_at(len(self.judged), beyond),
            words.UNDER_50 if any(map(self._is_a_count, (*self.rows, *self.rare))) else "",
            words.RING if self.line_heading else "",
        )
        return tuple(note for note in notes if note)

    @staticmethod
    def _is_a_count(row: TypeRow) -> bool:
        return row.change.style is not Style.CHANGE and row.change.number not in (None, 0)

    @property
    def shorthand(self) -> Mapping[str, str]:
        """The symbols behind the numbers and what they mean."""
        used: dict[str, str] = {}
        for row in (*self.rows, *self.rare):
            for cell in (row.now, row.then):
                used |= cell.symbols
                if isinstance(cell.value, Gap):
                    used[cell.value.shorthand] = cell.value.meaning
        return used


def types_of(reading: Reading, shown: MeasureShown) -> Types | None:
    """By the first dimension of the measure; None where it has none here. One query."""
    if not shown.dimensions or shown.area is None:
        return None
    year = _year(shown.figures, shown.told)
    dimension = shown.dimensions[0]
    breakdown = breakdown_in_part(reading, dimension.field, area=shown.area)
    found = tuple(_rows(breakdown, shown, year))
    if not found:
        return None
    return Types(
        title=words.types_title(shown.figures, dimension.title),
        now=narrative.capital(narrative.named(shown.told)),
        then=narrative.capital(narrative.base_named(shown.headline_comparison)),
        rows=tuple(row for row, _ in found if not row.is_rare),
        rare=tuple(row for row, _ in found if row.is_rare),
        year=year.label if year else "",
        year_before=year.year_earlier.label if year else "",
        judged=tuple(moved for _, moved in found if moved),
    )


def _year(figures: Figures, told: Period) -> Period | None:
    """The newest whole year by the end of a part of one, to tell rare types by."""
    if told.months >= MONTHS_IN_A_YEAR:
        return None
    own = Period.year(told.last.financial_year)
    years = (own, own.year_earlier)
    return next((year for year in years if figures.is_supplied(year)), None)


def _rows(
    breakdown: Breakdown, shown: MeasureShown, year: Period | None
) -> Iterator[tuple[TypeRow, Moved | None]]:
    links = _measures_of(shown, breakdown.dimension.field)
    rare = tuple(each for each in breakdown.categories if _is_rare(breakdown, each.slug, year))
    usual = tuple(each for each in breakdown.categories if each not in rare)
    if year:
        for row in comparisons.by_category(replace(breakdown, categories=rare), year):
            cells = _Cells(breakdown, row)
            yield _rare(cells, links.get(row.slug) or cells.provenance.to), None
    of_period = replace(breakdown, categories=usual)
    for row in comparisons.by_category(of_period, shown.period, against=shown.against):
        if isinstance(row.count, Gap) and isinstance(row.comparison.then, Gap):
            continue
        cells = _Cells(breakdown, row)
        to = links.get(row.slug) or cells.provenance.to
        change = row.comparison.change
        each = PeriodKind.QUARTER if shown.told.months <= 3 else None
        yield (
            TypeRow(
                row.label,
                to,
                cells.now,
                cells.then,
                change_cell(change, cells.now, cells.then),
                short_shape(change),
                sparklines.recent(
                    breakdown.histories[row.slug], shown.told.last, area=shown.area, each=each
                ),
            ),
            Moved(row.label, change) if isinstance(change, Change) and change.is_settled else None,
        )


@dataclass(frozen=True)
class _Cells:
    """The two counts of a row."""

    breakdown: Breakdown
    row: CategoryRow

    @property
    def now(self) -> Cell:
        return self.breakdown.cell(self.row.comparison.period, category=self.row.slug)

    @property
    def then(self) -> Cell:
        row = self.row
        return Cell(row.comparison.then, marks=row.then_marks, nature=row.then_nature)

    @property
    def provenance(self):
        return self.breakdown.figures.provenance(
            self.row.comparison.period, area=self.breakdown.area, category=self.row.slug
        )


def _is_rare(breakdown: Breakdown, category: str, year: Period | None) -> bool:
    """Whether there are under 50 in each of two years."""
    if year is None:
        return False
    counts = (breakdown.count(each, category=category) for each in (year, year.year_earlier))
    return all(not isinstance(count, Gap) and count < FEWEST_A_YEAR for count in counts)


def _rare(cells: _Cells, to: str) -> TypeRow:
    change = cells.row.comparison.change
    return TypeRow(
        cells.row.label,
        to,
        cells.now,
        cells.then,
        change_cell(change, cells.now, cells.then),
        short_shape(change),
        is_rare=True,
    )


def change_cell(change: object, now: Cell, then: Cell) -> Cell:
    """The change in percent, or as a count where either number is under 50."""
    if not isinstance(change, Difference) or isinstance(change, Incomparable):
        return Cell(Gap.NOT_APPLICABLE)
    is_small = min(now.number or 0, then.number or 0) < FEWEST_FOR_PERCENT
    if is_small or change.percent is None:
        return worked_out(change.difference, Style.DIFFERENCE, now, then)
    return worked_out(change.percent, Style.CHANGE, now, then)


def _measures_of(shown: MeasureShown, dimension: str) -> dict[str, str]:
    """By category, the path of the measure that is that category and nothing else, in the place."""
    figures, query = shown.figures, replace(shown.selection, sort="").query
    return {
        wanted[0]: f"{figures.dataset.app}/{measure.slug}/?{query}"
        for measure in figures.dataset.measures
        if len(wanted := _wanted(measure.categories.get(figures.source.slug, {}), dimension)) == 1
    }


def _wanted(categories: Mapping[str, Iterable[str]], dimension: str) -> tuple[str, ...]:
    return tuple(categories.get(dimension, ()))
