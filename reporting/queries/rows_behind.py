"""What stands behind one figure: its rows, a page of them, or its released cells; two queries."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from measures.counts import Gap, Mark
from measures.periods import Month, Period
from reporting.analysis.figures import Figures
from reporting.analysis.places import (
    Place,
    PlaceKind,
)
from reporting.analysis.rows_behind import FactRow, RowsBehind, TotalBehind
from reporting.content.description import Cell
from reporting.queries.breakdown import breakdown_by, dimension_of
from reporting.queries.places import (
    carrying,
    codes_of_cells,
)
from reporting.queries.reading import Reading
from returns.catalogue.revision_keys import key_of
from returns.catalogue.supply import InUse
from returns.disclosure.released import (
    count_of,
)
from returns.disclosure.table import ELSEWHERE as NO_AREA

ROWS_ON_A_PAGE = 100


def rows_behind_of(
    reading: Reading, period: Period, *, area: Place, category: str = "", page: int = 1
) -> RowsBehind:
    """What stands behind one figure of `reading`; two queries, and one more for a category.

    NoSuch for a category that the measure does not have.
    """
    shown = reading.figures
    where = _narrowed(shown, category)
    if shown.gate:
        return _released_cells(reading, period, area=area, category=category, page=page)
    rows = reading.tables.rows(
        where, months=period.each_month, areas=carrying(reading.geography, area)
    )
    row_count = rows.count()
    pages = max(1, -(-row_count // ROWS_ON_A_PAGE))
    page = min(page, pages)
    fields = [dimension.field for dimension in shown.dataset.dimensions]
    first = (page - 1) * ROWS_ON_A_PAGE
    on_page = rows.order_by("start", "area__name", "area__code", *fields, "pk").values_list(
        "area_id",
        "area__code",
        "area__name",
        "start",
        "months",
        "count",
        "gap",
        "part_id",
        *fields,
    )[first : first + ROWS_ON_A_PAGE]
    revised = {(cell.part, cell.area, cell.start, cell.key) for cell in reading.revised}
    figure = _behind(reading, period, area, category)
    assert not isinstance(figure.value, float)  # noqa: S101 - a cell of counts
    return RowsBehind(
        count=figure.value,
        marks=figure.marks,
        rows=tuple(_fact_row(shown, row, revised) for row in on_page),
        row_count=row_count,
        page=page,
        pages=pages,
        returns=_returns_of(reading, period),
        totals=_totals_behind(reading, period, where) if Mark.GIVEN in figure.marks else (),
    )


def _totals_behind(
    reading: Reading, period: Period, where: Mapping[str, Collection[str]]
) -> tuple[TotalBehind, ...]:
    """The totals that files give in `period` of any categories of `where`; one query."""
    listed = {
        category.slug: category.label
        for categories in reading.figures.source.categories.values()
        for category in categories
    }
    return tuple(
        TotalBehind(
            period=of,
            categories=tuple(listed.get(slug, slug) for slug in given.categories.values()),
            count=given.count,
            file=given.file,
            sheet=given.sheet,
            row=given.row,
        )
        for given in reading.tables.given_totals()
        if period.contains(of := Period(Month.containing(given.start), given.months))
        and all(slug in where.get(name, (slug,)) for name, slug in given.categories.items())
    )


def _released_cells(
    reading: Reading, period: Period, *, area: Place, category: str, page: int
) -> RowsBehind:
    """The finest released cells that a figure is of: the rows behind them are shown to nobody."""
    shown = reading.figures
    code_of = codes_of_cells(reading.geography, reading.tables)
    names = {place.code: place.name for place in shown.places}
    within = _finest_within(shown, area)
    cells = [
        (names[code_of[place]], code_of[place], start, months, count_of(count, gap))
        for place, start, months, count, gap in reading.tables.cells(
            _narrowed(shown, category), months=period.each_month
        )
        .order_by("start", "area__name", "pk")
        .values_list("area_id", "start", "months", "count", "gap")
        for place in [place or NO_AREA]
        if code_of.get(place) in within
    ]
    pages = max(1, -(-len(cells) // ROWS_ON_A_PAGE))
    page = min(page, pages)
    first = (page - 1) * ROWS_ON_A_PAGE
    figure = _behind(reading, period, area, category)
    assert not isinstance(figure.value, float)  # noqa: S101 - a cell of counts
    labels = _labels_of(shown, category)
    return RowsBehind(
        count=figure.value,
        marks=figure.marks,
        rows=tuple(
            FactRow(
                area_code=code,
                area=name,
                period=Period(Month(start.year, start.month), months),
                categories=labels,
                count=count,
                part=0,
            )
            for name, code, start, months, count in cells[first : first + ROWS_ON_A_PAGE]
        ),
        row_count=len(cells),
        page=page,
        pages=pages,
        returns=_returns_of(reading, period),
    )


def _finest_within(shown: Figures, area: Place) -> frozenset[str]:
    """The codes of the smallest places with released cells that `area` is made of."""
    if shown.lowest is PlaceKind.WHOLE:
        return frozenset({""})
    if area.kind is PlaceKind.WHOLE:
        kind = PlaceKind.WARD if shown.lowest is PlaceKind.WARD else PlaceKind.LOCALITY
        finest = {PlaceKind.ELSEWHERE, kind}
        return frozenset(place.code for place in shown.places if place.kind in finest)
    if area.kind is PlaceKind.LOCALITY and shown.lowest is PlaceKind.WARD:
        return frozenset(area.made_of)
    return frozenset({area.code})


def _labels_of(shown: Figures, category: str) -> tuple[str, ...]:
    """What cells of `category`, or of the whole measure, are of in each dimension."""
    return tuple(
        next(
            (
                declared.label
                for declared in shown.source.categories[dimension.field]
                if declared.slug == category
            ),
            shown.measure.title,
        )
        for dimension in shown.dataset.dimensions
    )


def _returns_of(reading: Reading, period: Period) -> tuple[InUse, ...]:
    months = set(period.each_month)
    return tuple(
        of_return
        for of_return in reading.tables.supply.returns
        if not months.isdisjoint(of_return.months)
    )


def _narrowed(shown: Figures, category: str) -> Mapping[str, Collection[str]]:
    where = shown.measure.categories[shown.source.slug]
    if not category:
        return where
    dimension = dimension_of(shown, category)
    return {**where, dimension: (category,)}


def _behind(reading: Reading, period: Period, area: Place, category: str) -> Cell:
    if not category:
        return reading.figures.cell(period, area=area)
    dimension = dimension_of(reading.figures, category)
    breakdown = breakdown_by(reading, dimension, area=area, periods=(period,))
    return breakdown.cell(period, category=category)


def _fact_row(shown: Figures, row: tuple, revised: Collection[tuple]) -> FactRow:
    area, code, name, start, months, count, gap, part, *categories = row
    period = Period(Month(start.year, start.month), months)
    is_revised = gap is None and (part, area, start, key_of(categories)) in revised
    is_provisional = gap is None and shown.is_provisional((period,))
    labels = (
        {
            category.slug: category.label for category in shown.source.categories[dimension.field]
        }.get(slug, slug)
        for dimension, slug in zip(shown.dataset.dimensions, categories, strict=True)
    )
    return FactRow(
        area_code=code,
        area=name,
        period=period,
        categories=tuple(labels),
        count=count if gap is None else Gap(gap),
        part=part,
        marks=frozenset(
            ({Mark.REVISED} if is_revised else set())
            | ({Mark.PROVISIONAL} if is_provisional else set())
        ),
    )
