"""Figures as tables to be shown, sorted and put to paper; draws nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from enum import Enum
from typing import Any

from measures.change import Change, Difference, Incomparable, NotJudged, Unjudged
from measures.counts import Gap
from measures.periods import MONTHS_IN_A_YEAR, Period
from reporting import narrative
from reporting.analysis.beside_rest import beside_rest
from reporting.analysis.comparisons import CategoryRow, Comparison, PlaceRow
from reporting.analysis.figures import Figures
from reporting.analysis.places import Place, PlaceKind
from reporting.analysis.years import HalfYear
from reporting.content.description import Cell, Column, Entry, Link, Row, Style, Table, worked_out
from reporting.content.number_formats import fine_enough
from reporting.narrative import levels, verdicts


class Sort(Enum):
    """How a table of places is sorted; the values are for addresses."""

    NAME = "name"
    COUNT = "count"
    DIFFERENCE = "difference"
    CHANGE = "change"
    RATE = "rate"

    @property
    def label(self) -> str:
        return _SORTS[self]

    @classmethod
    def read(cls, text: str) -> Sort:
        """The sort of that name; by count for anything else."""
        return cls(text) if text in {sort.value for sort in cls} else cls.COUNT


_SORTS = {
    Sort.NAME: "name",
    Sort.COUNT: "number",
    Sort.DIFFERENCE: "difference",
    Sort.CHANGE: "percentage change",
    Sort.RATE: "rate",
}


def compared_with(
    figures: Figures, comparisons: Sequence[Comparison], *, area: Place | None = None
) -> Table:
    """A row for each baseline: now, then, difference, percent, whether chance could do it."""
    period, *others = dict.fromkeys(comparison.period for comparison in comparisons)
    return Table(
        slug="compared-with",
        title=f"{figures.measure.title} {narrative.during(period)}, compared",
        columns=(
            Column("Compared with"),
            Column("Now" if others else narrative.capital(period.label), is_number=True),
            Column("Then", is_number=True),
            *_CHANGE_COLUMNS,
        ),
        rows=tuple(
            Row(
                (
                    comparison.label[:1].upper() + comparison.label[1:],
                    figures.cell(comparison.period, area=area),
                    narrative.then_cell(figures, comparison, area=area),
                    *_change(comparison, *_cells(figures, comparison, area)),
                )
            )
            for comparison in comparisons
        ),
        notes=(
            *_notes(figures, comparisons),
            *narrative.revisions(figures, _periods(comparisons), area=area),
        ),
    )


def summary(figures: Figures, comparison: Comparison, *, area: Place | None = None) -> Table:
    """Total, monthly average and rate of the period and of what it is compared with.

    A rate of part of a year also as a whole year would have it. An average of years has no rate:
    each year has residents of its own.
    """
    period, base = comparison.period, comparison.then_label
    return Table(
        slug="summary",
        title=f"{figures.measure.title}, {narrative.both_named(comparison)}",
        columns=(
            Column("Figure"),
            Column(narrative.capital(period.label), is_number=True),
            Column(narrative.capital(base), is_number=True),
        ),
        rows=tuple(
            Row((head, now, then)) for head, now, then in _summed_up(figures, comparison, area)
        ),
        notes=(
            *narrative.about_residents(figures, period),
            *narrative.revisions(figures, (period, *comparison.periods), area=area),
        ),
    )


def _summed_up(
    figures: Figures, comparison: Comparison, area: Place | None
) -> Iterable[tuple[str, Cell, Cell]]:
    period = comparison.period
    then = narrative.then_cell(figures, comparison, area=area)
    yield "Total", figures.cell(period, area=area), then
    yield (
        "Average a month",
        figures.average_cell(period, area=area),
        _average_then(figures, comparison, then, area),
    )
    single = comparison.periods[0] if len(comparison.periods) == 1 else None
    rates: list[tuple[str, Callable[..., Cell]]] = [
        (narrative.rate_title(period), figures.rate_cell)
    ]
    if period.months != MONTHS_IN_A_YEAR:
        rates.append((narrative.ANNUALISED, figures.annual_rate_cell))
    for head, rate in rates:
        before = rate(single, area=area) if single else Cell(Gap.NOT_APPLICABLE)
        yield head, rate(period, area=area), before


def _average_then(figures: Figures, comparison: Comparison, then: Cell, area: Place | None) -> Cell:
    if len(comparison.periods) == 1:
        return figures.average_cell(comparison.periods[0], area=area)
    if then.number is None:
        return then
    average = then.number / comparison.periods[0].months
    return worked_out(average, fine_enough(average, Style.AVERAGE), then)


def _periods(comparisons: Iterable[Comparison]) -> tuple[Period, ...]:
    """Every period that the comparisons rest on, once."""
    return tuple(
        dict.fromkeys(
            period
            for comparison in comparisons
            for period in (comparison.period, *comparison.periods)
        )
    )


_CHANGE_COLUMNS = (
    Column("Difference", is_number=True),
    Column("Change", is_number=True),
    Column(verdicts.HEADING),
)


def _cells(figures: Figures, comparison: Comparison, area: Place | None) -> tuple[Cell, Cell]:
    """The two counts, that a change is worked out of."""
    return (
        figures.cell(comparison.period, area=area),
        narrative.then_cell(figures, comparison, area=area),
    )


def _change(comparison: Comparison, *of: Cell) -> tuple[Entry, ...]:
    """The difference, the percentage and the verdict, of the two cells `of`."""
    change = comparison.change
    if isinstance(change, Incomparable):
        gap = comparison.then if isinstance(comparison.then, Gap) else Gap.NOT_APPLICABLE
        return (Cell(gap), Cell(gap), narrative.in_a_cell(change))
    percent = Gap.NOT_APPLICABLE if change.percent is None else change.percent
    return (
        worked_out(change.difference, fine_enough(change.difference, Style.DIFFERENCE), *of),
        worked_out(percent, Style.CHANGE, *of),
        narrative.in_a_cell(change),
    )


def _about_many(comparisons: Iterable[Comparison]) -> tuple[str, ...]:
    """What luck alone does among many verdicts."""
    return narrative.about_many_rows(
        sum(
            isinstance(comparison.change, Change) and comparison.change.is_settled
            for comparison in comparisons
        )
    )


def _notes(figures: Figures, comparisons: Iterable[Comparison]) -> tuple[str, ...]:
    comparisons = tuple(comparisons)
    cautions = (each for comparison in comparisons for each in narrative.cautions(comparison))
    refusals = narrative.no_comparisons(figures, comparisons)
    return tuple(dict.fromkeys((*refusals, *cautions, *_about_month(comparisons))))


def _about_month(comparisons: Iterable[Comparison]) -> tuple[str, ...]:
    """Why the changes of a single month are not judged."""
    is_month = any(
        isinstance(comparison.change, Unjudged) and comparison.change.reason is NotJudged.ONE_MONTH
        for comparison in comparisons
    )
    return (f"{narrative.capital(NotJudged.ONE_MONTH.value)}.",) if is_month else ()


def halves(
    figures: Figures, rows: Sequence[HalfYear], *, area: Place | None = None
) -> Table | None:
    """Half-years as monthly averages beside those of earlier years; None for part of a year."""
    if not rows:
        return None
    bases = [narrative.year_label(comparison.periods[0]) for comparison in rows[0].against]
    return Table(
        slug="half-years",
        title="Half-years against the same half of earlier years, by monthly averages",
        columns=(
            Column("Half"),
            Column("A month", is_number=True),
            *(Column(f"Against the same half of {base}", is_number=True) for base in bases),
        ),
        rows=tuple(
            Row(
                (
                    row.half.label[:1].upper() + row.half.label[1:],
                    figures.average_cell(row.half, area=area),
                    *(_percent(figures, comparison, area) for comparison in row.against),
                )
            )
            for row in rows
        ),
        notes=(
            *narrative.revisions(
                figures,
                _periods(comparison for row in rows for comparison in row.against),
                area=area,
            ),
        ),
    )


def _percent(figures: Figures, comparison: Comparison, area: Place | None) -> Cell:
    change = comparison.change
    if isinstance(change, Difference) and change.percent is not None:
        return worked_out(change.percent, Style.CHANGE, *_cells(figures, comparison, area))
    return Cell(comparison.then if isinstance(comparison.then, Gap) else Gap.NOT_APPLICABLE)


# --- By place and by category ----------------------------------------------------------------
def places(
    figures: Figures,
    rows: Sequence[PlaceRow],
    *,
    sort: Sort = Sort.COUNT,
    with_rest: bool = False,
) -> Table | None:
    """Wards or localities with the headline's comparison, sorted; None where there are none.

    `with_rest` also whether the change of each that has a verdict differs from that of the rest.
    """
    if not rows:
        return None
    with_rest = with_rest and any(isinstance(row.comparison.change, Change) for row in rows)
    period, base = rows[0].comparison.period, rows[0].comparison.then_label
    kind = rows[0].place.kind
    return Table(
        slug=narrative.PLURALS[kind],
        title=narrative.table_by(figures, kind.value, rows[0].comparison),
        columns=(
            Column(kind.value.capitalize()),
            Column(narrative.capital(period.label), is_number=True),
            Column(narrative.capital(base), is_number=True),
            *_CHANGE_COLUMNS,
            Column(narrative.rate_title(period), is_number=True),
            *([Column(levels.BESIDE_REST)] if with_rest else []),
        ),
        rows=tuple(
            _place(figures, row, period, with_rest=with_rest) for row in sorted_by(rows, sort)
        ),
        notes=(
            *([levels.about_beside_rest(figures)] if with_rest else []),
            *_place_notes(figures, rows, period),
        ),
    )


def sorted_by(rows: Sequence[PlaceRow], sort: Sort) -> list[PlaceRow]:
    """Names from A, numbers from the greatest; gaps last, and then what lies in no ward.

    A town centre is not ranked by its rate, and so comes after those that are.
    """
    return sorted(rows, key=lambda row: (_is_last(row), *_SORT_KEYS[sort](row), row.place.name))


def _is_last(row: PlaceRow) -> bool:
    return row.place.kind is PlaceKind.ELSEWHERE


def _greatest_first(value: Any) -> tuple[bool, float]:
    is_number = isinstance(value, int | float)
    return (not is_number, -value if is_number else 0.0)


def _of_change(row: PlaceRow, attribute: str) -> tuple[bool, float]:
    change = row.comparison.change
    return _greatest_first(getattr(change, attribute) if isinstance(change, Difference) else None)


_SORT_KEYS: dict[Sort, Callable[[PlaceRow], tuple[Any, ...]]] = {
    Sort.NAME: lambda _: (),
    Sort.COUNT: lambda row: _greatest_first(row.count),
    Sort.DIFFERENCE: lambda row: _of_change(row, "difference"),
    Sort.CHANGE: lambda row: _of_change(row, "percent"),
    Sort.RATE: lambda row: (row.place.is_town_centre, *_greatest_first(row.rate)),
}


def _place(figures: Figures, row: PlaceRow, period: Period, *, with_rest: bool) -> Row:
    name = row.place.name + (" (town centre)" if row.place.is_town_centre else "")
    head: Entry = Link(name, row.place.to) if row.place.to else name
    return Row(
        (
            head,
            figures.cell(period, area=row.place),
            narrative.then_cell(figures, row.comparison, area=row.place),
            *_change(row.comparison, *_cells(figures, row.comparison, row.place)),
            figures.rate_cell(period, area=row.place),
            *(_beside_rest(figures, row) if with_rest else ()),
        )
    )


def _beside_rest(figures: Figures, row: PlaceRow) -> Iterable[str]:
    found = beside_rest(figures, row.comparison, row.place)
    yield levels.beside_rest_in_a_cell(found, row.comparison)


def _place_notes(figures: Figures, rows: Sequence[PlaceRow], period: Period) -> tuple[str, ...]:
    notes = [*narrative.about_residents_by_place(figures, period)]
    if of_centre := narrative.town_centre(row.place for row in rows):
        notes.append(of_centre)
    if any(row.place.illustrative for row in rows):
        notes.append(narrative.ILLUSTRATIVE_GROUPING)
    notes += _about_many(row.comparison for row in rows)
    notes += _about_month(row.comparison for row in rows)
    notes += [
        sentence
        for sentence in narrative.cautions(rows[0].comparison)
        if "percentage" not in sentence
    ]
    notes += narrative.revisions(figures, _periods(row.comparison for row in rows[:1]))
    return tuple(notes)


def categories(
    figures: Figures,
    rows: Sequence[CategoryRow],
    *,
    slug: str,
    title: str,
    area: Place | None = None,
    links: dict[str, str] | None = None,
) -> Table | None:
    """Categories with the headline's comparison, the largest first; None where there are none.

    `links` takes a category to the path of the measure that is that category alone.
    """
    if not rows:
        return None
    period, base = rows[0].comparison.period, rows[0].comparison.then_label
    return Table(
        slug=slug,
        title=narrative.table_by(figures, title.lower(), rows[0].comparison),
        columns=(
            Column(title),
            Column(narrative.capital(period.label), is_number=True),
            Column(narrative.capital(base), is_number=True),
            *_CHANGE_COLUMNS,
        ),
        rows=tuple(_category_row(figures, row, area, links or {}) for row in rows),
        notes=(
            *_about_many(row.comparison for row in rows),
            *narrative.revisions(figures, _periods(row.comparison for row in rows[:1]), area=area),
        ),
    )


def _category_row(
    figures: Figures, row: CategoryRow, area: Place | None, links: Mapping[str, str]
) -> Row:
    now, then = category_cells(figures, row, area)
    return Row(
        (
            Link(row.label, links[row.slug]) if row.slug in links else row.label,
            now,
            then,
            *_change(row.comparison, now, then),
        )
    )


def category_cells(figures: Figures, row: CategoryRow, area: Place | None) -> tuple[Cell, Cell]:
    """The count of a type, and what it is compared with."""
    periods = row.comparison.periods
    of_now = figures.provenance(row.comparison.period, area=area, category=row.slug)
    of_then = (
        figures.provenance(periods[0], area=area, category=row.slug) if len(periods) == 1 else None
    )
    return (
        Cell(row.count, marks=row.marks, provenance=of_now, nature=row.nature),
        Cell(row.comparison.then, marks=row.then_marks, provenance=of_then, nature=row.then_nature),
    )


def measures(shown: Sequence[tuple[Figures, Comparison, str]], *, area: Place | None) -> Table:
    """Measures with their headline comparisons; each comes with its path."""
    return Table(
        slug="measures",
        title="Every measure, compared",
        columns=(
            Column("Measure"),
            Column("Period"),
            Column("Number", is_number=True),
            Column("Then", is_number=True),
            *_CHANGE_COLUMNS,
            Column("Source"),
        ),
        rows=tuple(
            Row(
                (
                    Link(figures.measure.title, to),
                    narrative.against(comparison),
                    figures.cell(comparison.period, area=area),
                    narrative.then_cell(figures, comparison, area=area),
                    *_change(comparison, *_cells(figures, comparison, area)),
                    figures.source.title,
                )
            )
            for figures, comparison, to in shown
        ),
        notes=(
            *_about_many(comparison for _, comparison, _ in shown),
            *dict.fromkeys(
                note
                for figures, comparison, _ in shown
                for note in narrative.revisions(figures, _periods([comparison]), area=area)
            ),
        ),
    )
