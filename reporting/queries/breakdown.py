"""Counts by the categories of a dimension, read for one place and some periods."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace

from measures.aggregation import Where, added
from measures.counts import Count
from measures.periods import Month, Period
from reporting.analysis.breakdown import Breakdown
from reporting.analysis.figures import Figures
from reporting.analysis.places import (
    GIVEN,
    Place,
    PlaceKind,
)
from reporting.analysis.revisions import Revisions
from reporting.queries.measures import NoSuch
from reporting.queries.places import (
    area_of_cells,
    by_place,
    carrying,
    cells_by_place,
    codes_of,
    codes_of_cells,
    with_given,
)
from reporting.queries.reading import Reading
from reporting.queries.revised import gathered
from returns.catalogue.declarations import Category, Dataset
from returns.catalogue.revision_keys import categories_of
from returns.disclosure.released import Totals
from returns.in_use.given_totals import Wholes


def breakdown_by(
    reading: Reading, dimension: str, *, area: Place, periods: Iterable[Period]
) -> Breakdown:
    """Counts by category of a dimension in `area`, for `periods`; two queries the first time."""
    asked = tuple(periods)
    return reading.once(
        (dimension, area.kind, area.code, asked),
        lambda: _breakdown_by(reading, dimension, area, asked),
    )


def _breakdown_by(
    reading: Reading, dimension: str, area: Place, periods: tuple[Period, ...]
) -> Breakdown:
    shown = reading.figures
    where = shown.measure.categories[shown.source.slug]
    months = {month for period in periods for month in period.each_month}
    totals = reading.tables.by_category(
        dimension,
        where,
        months=_with_longer(months),
        areas=carrying(reading.geography, area),
        cells_of=area_of_cells(reading.geography, area),
    )
    counts: dict[str, dict[tuple[int, int], Count]] = defaultdict(dict)
    for (category, start, length), count in totals.items():
        counts[category][start, length] = count
    listed = shown.source.categories[dimension]
    wanted = where.get(dimension)
    histories = _histories(reading, where, dimension, [category.slug for category in listed])
    if area.kind is PlaceKind.WHOLE:
        for slug, series in counts.items():
            given = histories[slug].counts.get(GIVEN, {})
            series.update({span: given[span] for span in series.keys() & given.keys()})
    return Breakdown(
        dimension=next(
            declared for declared in shown.dataset.dimensions if declared.field == dimension
        ),
        categories=tuple(
            category
            for category in listed
            if (wanted is None or category.slug in wanted) and _is_defined(shown, category, periods)
        ),
        figures=shown,
        area=area,
        counts=counts,
        histories=histories,
        revised=_revised_types(reading, dimension, area),
    )


def breakdown_in_part(reading: Reading, dimension: str, *, area: Place) -> Breakdown:
    """As `breakdown_by`, for all months in a ward or a locality: made of the histories alone.

    One query.
    """
    shown = reading.figures
    where = shown.measure.categories[shown.source.slug]
    listed, wanted = shown.source.categories[dimension], where.get(dimension)
    histories = _histories(reading, where, dimension, [category.slug for category in listed])
    months = [Period(month, 1) for month in sorted(shown.months_supplied)]
    return Breakdown(
        dimension=next(
            declared for declared in shown.dataset.dimensions if declared.field == dimension
        ),
        categories=tuple(
            category
            for category in listed
            if (wanted is None or category.slug in wanted) and _is_defined(shown, category, months)
        ),
        figures=shown,
        area=area,
        counts={slug: _in_place(history, area) for slug, history in histories.items()},
        histories=histories,
        revised=_revised_types(reading, dimension, area),
    )


def _in_place(history: Figures, area: Place) -> dict[tuple[int, int], Count]:
    """The counts of a category in one place, those of its wards added up."""
    if history.gate:
        return dict(history.gate.cells.get(area.code, {}))
    found: dict[tuple[int, int], Count] = {}
    for code in history.carriers(area):
        for span, count in history.counts.get(code, {}).items():
            found[span] = added(found[span], count) if span in found else count
    return found


def _histories(
    reading: Reading, where: Where, dimension: str, categories: Sequence[str]
) -> Mapping[str, Figures]:
    """The figures of each category by itself; one query."""
    return reading.once(
        ("histories", dimension), lambda: _each_category(reading, where, dimension, categories)
    )


def _each_category(
    reading: Reading, where: Where, dimension: str, categories: Sequence[str]
) -> Mapping[str, Figures]:
    narrowed = [{**where, dimension: (slug,)} for slug in categories]
    totals = reading.tables.each_by_area(narrowed)
    given = reading.tables.given_wholes(narrowed)
    return {
        slug: _of_category(reading, of_category, told)
        for slug, of_category, told in zip(categories, totals, given, strict=True)
    }


def _of_category(reading: Reading, totals: Totals, given: Wholes) -> Figures:
    shown = reading.figures
    if shown.gate:
        codes = codes_of_cells(reading.geography, reading.tables)
        return replace(shown, gate=replace(shown.gate, cells=cells_by_place(totals, codes)))
    counts = by_place(totals, codes_of(reading.geography))
    return replace(shown, counts=with_given(counts, given))


def _revised_types(reading: Reading, dimension: str, area: Place) -> dict[str, Revisions]:
    """What was revised in `area`, by the category of `dimension`; asks the database nothing."""
    shown = reading.figures
    code_of, at = codes_of(reading.geography), _place_in_keys(shown.dataset, dimension)
    carriers = None if area.kind is PlaceKind.WHOLE else shown.carriers(area)
    return gathered(
        (categories_of(cell.key)[at], cell)
        for cell in reading.revised
        if carriers is None or code_of(cell.area) in carriers
    )


def _place_in_keys(dataset: Dataset, dimension: str) -> int:
    return [declared.field for declared in dataset.dimensions].index(dimension)


def _is_defined(shown: Figures, category: Category, periods: Iterable[Period]) -> bool:
    """Whether `category` means anything in any of `periods`."""
    if not category.refused_because:
        return True
    return any(definition.category == category.slug for definition in shown.definitions(periods))


def _with_longer(months: Collection[Month]) -> set[Month]:
    """`months`, and those in which a quarter or a year that holds one of them may begin."""
    quarters = {month.shift(-((month.number - 1) % 3)) for month in months}
    years = {Month(month.financial_year, 4) for month in months}
    return {*months, *quarters, *years}


def dimension_of(shown: Figures, category: str) -> str:
    """The dimension that has `category` in this source. NoSuch where none has."""
    for dimension, listed in shown.source.categories.items():
        wanted = shown.measure.categories[shown.source.slug].get(dimension)
        if category in {
            declared.slug for declared in listed if wanted is None or declared.slug in wanted
        }:
            return dimension
    raise NoSuch(f"{shown.measure.title} has no category “{category}” in this source.")
