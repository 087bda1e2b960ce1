"""Figures typed into a table of areas and periods: started, saved as they are typed, sent on."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import product

from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.db.models import QuerySet
from django.utils import timezone

from measures.counts import Count, Gap, total
from measures.periods import Month, Period
from partnership import audit, clock
from partnership.kinds import Level
from partnership.models import Agency, Area, Partnership, User
from partnership.people.permissions import Permission, Viewer, check
from partnership.places.geography import Geography
from partnership.places.today import places_today
from partnership.refusals import Outdated, Refused
from returns.catalogue.declarations import NOT_STATED, Category, Dataset, Source
from returns.catalogue.definitions import OfSource
from returns.catalogue.findings import Check, Finding, Report, Severity, Wrong
from returns.catalogue.registry import datasets
from returns.files.opening import open_tables
from returns.in_use import coverage
from returns.in_use.coverage import Series
from returns.lifecycle import policies, uploads
from returns.lifecycle.refusals import UploadRefused
from returns.lifecycle.schedule.missing import oldest_missing
from returns.mapping.manual_entry import FIRST_ROW, Typed, TypedFigure
from returns.mapping.named_sheets import named_sheets
from returns.mapping.saved import read_by
from returns.models import Return, TypedGrid
from returns.models.definitions import agreed
from returns.reading.places import Places
from returns.reading.spellings import count_of

LONGEST_CELL = 20
# A year of months for every ward and group: what a person may still want to type.
MOST_PERIODS = 12
# What stands for "of all kinds together", and between the categories of one block.
NOT_BROKEN_DOWN, BETWEEN = "", "|"

ALL_TOGETHER = "All kinds together"
NOTHING_TYPED = "Type at least one figure"
SENT_ON_ALREADY = "These figures have been sent on already."
HALF_BROKEN_DOWN = (
    "Some figures are broken down and others are not. Type all of them by category, or none."
)


class Kind(models.TextChoices):
    """What the audit records of typed tables."""

    TYPING_STARTED = "typing-started", "Table of figures started"
    TYPING_DISCARDED = "typing-discarded", "Table of typed figures discarded"


@dataclass(frozen=True)
class Cell:
    """A place in a typed table: the block of categories, the code of the area, the period."""

    block: str
    area: str
    period: Period


@dataclass(frozen=True)
class Block:
    """The categories that one table is of: its key, and what it is called."""

    key: str
    label: str


# --- Reading ---------------------------------------------------------------------------------
def grids(partnership: Partnership, *, viewer: Viewer) -> QuerySet[TypedGrid]:
    """The tables that `viewer` is filling in, the last touched first."""
    check(viewer, Permission.UPLOAD_RETURN, partnership=partnership)
    found = TypedGrid.objects.filter(partnership=partnership, started_by=viewer.pk)
    return found.select_related("partnership", "supplied_by")


def series_of(grid: TypedGrid) -> tuple[Dataset, Source]:
    """What the figures are."""
    dataset = datasets[grid.dataset]
    return dataset, dataset.source(grid.source)


def periods_of(grid: TypedGrid) -> tuple[Period, ...]:
    """The columns: each month, quarter or year of its period."""
    whole = Period.parse(grid.period)
    return tuple(
        Period(whole.start.shift(after), grid.step) for after in range(0, whole.months, grid.step)
    )


def areas_of(grid: TypedGrid) -> tuple[Area, ...]:
    """The rows: today's wards or localities, or the partnership as one."""
    places = places_today(grid.partnership)
    if grid.level == Level.LOCALITY:
        return places.localities
    return places.wards if grid.level == Level.WARD else (places.partnership_area,)


def blocks_of(grid: TypedGrid) -> tuple[Block, ...]:
    """All kinds together, and then each category that can stand for the whole period."""
    dataset, source = series_of(grid)
    defined = OfSource.among(agreed([grid.partnership_id], dataset=dataset.slug), dataset, source)
    whole = Period.parse(grid.period)
    lists = [
        [
            category
            for category in source.categories[name]
            if category != NOT_STATED and defined.has(category.slug, whole)
        ]
        for name in _told_apart(dataset, source)
    ]
    if not lists:
        return (Block(NOT_BROKEN_DOWN, ALL_TOGETHER),)
    return (Block(NOT_BROKEN_DOWN, ALL_TOGETHER), *(_block(chosen) for chosen in product(*lists)))


def filled(grid: TypedGrid, block: str) -> int:
    """How many cells of a block hold something."""
    return sum(len(row) for row in grid.cells.get(block, {}).values())


def year_before(grid: TypedGrid, block: str) -> Mapping[tuple[str, str], Count]:
    """By area and period of the table, what the same agency's figures in use say a year before.

    Only where every month of it is in use; as supplied, for who supplies them.
    """
    dataset, _ = series_of(grid)
    before = {period: period.year_earlier for period in periods_of(grid)}
    months = {month for period in before.values() for month in period.each_month}
    series = Series(grid.partnership, dataset, grid.source, grid.supplied_by.slug)
    supplied = coverage.months_in_use(series)
    rows = coverage.figures_in_use(series, months=months)
    for name, slug in _by_dimension(dataset, grid.source, block).items():
        rows = rows[rows[name] == slug]
    places = places_today(grid.partnership)
    named = {area.pk: area.code for area in areas_of(grid)}
    found: dict[tuple[str, str], list[Count]] = {}
    for period, earlier in before.items():
        if not supplied.issuperset(earlier.each_month):
            continue
        starts = {month.first_day for month in earlier.each_month}
        within = rows[rows["start"].isin(starts)]
        for area, count, gap in zip(within["area"], within["count"], within["gap"], strict=True):
            code = named.get(_of_level(int(area), grid.level, places))
            if code is not None:
                found.setdefault((code, period.code), []).append(Gap(gap) if gap else int(count))
    return {key: total(counts) for key, counts in found.items()}


def period_to_type(
    partnership: Partnership, *, dataset: str, source: str, among: Sequence[Agency]
) -> Period:
    """The oldest that is missing of what `among` are asked for; else the last quarter over."""
    lacking = oldest_missing(partnership, among=among, of=[(dataset, source)])
    if lacking:
        return lacking.period
    today = clock.today()
    this = Month.containing(today).shift(-((today.month - 1) % 3))
    return Period(this.shift(-3), 3)


# --- Writing ---------------------------------------------------------------------------------
@transaction.atomic
def start(
    *,
    partnership: Partnership,
    supplied_by: Agency,
    dataset: str,
    source: str,
    period: Period,
    step: int,
    level: str,
    received_on: date,
    by: User,
    definition: str = "",
    at: datetime | None = None,
) -> TypedGrid:
    """A table to fill in; the one that `by` has begun of the same figures, where there is one."""
    at = at or timezone.now()
    _check_may_type(by, supplied_by, partnership)
    grid, is_new = TypedGrid.objects.get_or_create(
        partnership=partnership,
        supplied_by=supplied_by,
        dataset=dataset,
        source=source,
        period=period.code,
        step=step,
        level=level,
        started_by=by,
        defaults={
            "definition": definition,
            "received_on": received_on,
            "started_at": at,
            "saved_at": at,
        },
    )
    if is_new:
        _record(Kind.TYPING_STARTED, grid, by, at)
    return grid


@transaction.atomic
def save_block(
    *,
    grid: TypedGrid,
    block: str,
    cells: Mapping[str, Mapping[str, str]],
    by: User,
    at: datetime | None = None,
) -> TypedGrid:
    """Keep what stands in one block, whatever it is: it is checked when it is sent on."""
    grid = TypedGrid.objects.select_for_update(of=("self",)).get(pk=grid.pk)
    _check_is_own(grid, by)
    rows = {
        area: {period: text.strip()[:LONGEST_CELL] for period, text in row.items() if text.strip()}
        for area, row in cells.items()
    }
    grid.cells = {
        **{key: of_block for key, of_block in grid.cells.items() if key != block},
        **({block: kept} if (kept := {area: row for area, row in rows.items() if row}) else {}),
    }
    grid.saved_at = at or timezone.now()
    grid.save(update_fields=["cells", "saved_at"])
    return grid


@transaction.atomic
def discard(*, grid: TypedGrid, by: User, at: datetime | None = None) -> None:
    """Delete a table that was never sent on."""
    _check_is_own(grid, by)
    _record(Kind.TYPING_DISCARDED, grid, by, at or timezone.now())
    TypedGrid.objects.filter(pk=grid.pk).delete()


def send_on(*, grid: TypedGrid, by: User, at: datetime | None = None) -> Return:
    """The return of what was typed; its table goes. UploadRefused where it is wrong: it stays."""
    _check_is_own(grid, by)
    if wrong := _wrong_cells(grid):
        raise UploadRefused(Report(wrong, (Check.COUNTS,)))
    with transaction.atomic():
        # Of two that press at once the second finds the table gone.
        if not TypedGrid.objects.select_for_update(of=("self",)).filter(pk=grid.pk).exists():
            raise Outdated(SENT_ON_ALREADY)
        of_return = upload_typed(
            typed=typed_of(grid),
            partnership=grid.partnership,
            supplied_by=grid.supplied_by,
            received_on=grid.received_on,
            by=by,
            at=at,
        )
        TypedGrid.objects.filter(pk=grid.pk).delete()
    return of_return


def upload_typed(
    *,
    typed: Typed,
    partnership: Partnership,
    supplied_by: Agency,
    received_on: date,
    by: User,
    at: datetime | None = None,
) -> Return:
    """The return of typed figures, kept as a small table. UploadRefused where they don't hold."""
    at = at or timezone.now()
    read = read_by(
        typed.mapping,
        named_sheets(open_tables(io.BytesIO(typed.content), name=typed.name)),
        partnership=partnership,
        supplied_by=supplied_by,
        places=Places.read_for(partnership),
        today=clock.day_of(at),
    )
    if read is None:
        raise Refused(NOTHING_TYPED)
    if read.reading.report.errors:
        raise UploadRefused(read.reading.report)
    return uploads.upload(
        file=io.BytesIO(typed.content),
        name=typed.name,
        partnership=partnership,
        by=by,
        supplied_by=supplied_by,
        how=Return.How.TYPED,
        received_on=received_on,
        mapping=typed.mapping,
        at=at,
    )


def cells_of(grid: TypedGrid) -> tuple[tuple[Cell, str], ...]:
    """What was typed, in the order in which its table is written."""
    codes, periods = [area.code for area in areas_of(grid)], periods_of(grid)
    return tuple(
        (Cell(block.key, code, period), text)
        for block in blocks_of(grid)
        for code in codes
        for period in periods
        if (text := grid.cells.get(block.key, {}).get(code, {}).get(period.code, ""))
    )


def typed_of(grid: TypedGrid) -> Typed:
    """The figures typed. Refused for none, or for some broken down and others not."""
    dataset, source = series_of(grid)
    cells = cells_of(grid)
    if not cells:
        raise Refused(NOTHING_TYPED)
    if len({cell.block == NOT_BROKEN_DOWN for cell, _ in cells}) > 1:
        raise Refused(HALF_BROKEN_DOWN)
    return Typed(
        dataset=dataset,
        source=source,
        period=grid.period,
        definition=grid.definition,
        figures=tuple(
            TypedFigure(
                _area_text(grid, cell.area),
                text,
                _by_dimension(dataset, grid.source, cell.block),
                cell.period.code,
            )
            for cell, text in cells
        ),
    )


def cell_of_finding(grid: TypedGrid, finding: Finding) -> Cell | None:
    """The cell that a finding about its table is about; None for one about all of it."""
    cells = cells_of(grid)
    at = (finding.row or 0) - FIRST_ROW
    return cells[at][0] if 0 <= at < len(cells) else None


# --- Private ---------------------------------------------------------------------------------
def _check_may_type(by: User, supplied_by: Agency, partnership: Partnership) -> None:
    check(by, Permission.UPLOAD_RETURN, partnership=partnership)
    if not policies.speaks_for(by, supplied_by, partnership=partnership):
        raise PermissionDenied("You may type figures for your own agency only.")


def _check_is_own(grid: TypedGrid, by: User) -> None:
    _check_may_type(by, grid.supplied_by, grid.partnership)
    if grid.started_by_id != by.pk:
        raise PermissionDenied("Only the person who started this table can change it.")


def _record(kind: Kind, grid: TypedGrid, by: User, at: datetime) -> None:
    audit.record(
        kind,
        by=by,
        about=grid,
        partnership=grid.partnership,
        at=at,
        dataset=grid.dataset,
        source=grid.source,
        period=grid.period,
    )


def _block(categories: tuple[Category, ...]) -> Block:
    return Block(
        BETWEEN.join(category.slug for category in categories),
        ", ".join(category.label for category in categories),
    )


def _told_apart(dataset: Dataset, source: Source) -> list[str]:
    """The fields of the dimensions by which the source tells its rows apart."""
    return [
        dimension.field
        for dimension in dataset.dimensions
        if len(source.categories[dimension.field]) > 1
    ]


def _by_dimension(dataset: Dataset, source: str, block: str) -> dict[str, str]:
    """The categories of a block by the field of their dimension; none of all together."""
    if block == NOT_BROKEN_DOWN:
        return {}
    names = _told_apart(dataset, dataset.source(source))
    return dict(zip(names, block.split(BETWEEN), strict=True))


def _wrong_cells(grid: TypedGrid) -> tuple[Finding, ...]:
    """What was typed that is neither a count nor says why there is none."""
    read = ((row, text, count_of(text)) for row, (_, text) in enumerate(cells_of(grid), FIRST_ROW))
    return tuple(
        Finding(Check.COUNTS, Severity.ERROR, count.message, count.todo, row=row, value=text)
        for row, text, count in read
        if isinstance(count, Wrong)
    )


def _area_text(grid: TypedGrid, code: str) -> str:
    """How the table names an area: the partnership by its name, which every reader knows."""
    return grid.partnership.area.name if grid.level == Level.PARTNERSHIP else code


def _of_level(area: int, level: str, places: Geography) -> int:
    """The row of the table that a figure of `area` counts in."""
    if level == Level.PARTNERSHIP:
        return places.partnership_area.pk
    ward = places.ward_of.get(area, area)
    return places.locality_of.get(ward, ward) if level == Level.LOCALITY else ward
