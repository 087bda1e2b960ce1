"""Which part is in use for a month: bringing one in, taking one out, and what must always hold."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db.models import F, Max, Q, QuerySet

from measures.periods import Month, Period
from partnership.models import Partnership
from partnership.refusals import Refused
from returns.catalogue.declarations import Dataset
from returns.catalogue.registry import datasets
from returns.catalogue.supply import Placing, PlacingInUse
from returns.in_use.facts import facts_in_use
from returns.in_use.stored_rows import shaped
from returns.models import Coverage, Part, RowsPlaced

if TYPE_CHECKING:
    from pandas import DataFrame


def bring_into_use(part: Part, *, at: datetime) -> set[int]:
    """Put `part` in use for its months from `at` on; the ids of the parts that it replaces.

    Refused when half of a longer figure would be replaced, and when `at` lies before a change
    already made. The caller holds the transaction and the lock.
    """
    months = [Month.parse(code).first_day for code in part.months]
    _check_in_order(part, months, at)
    in_use = _of_the_same_series(part).filter(month__in=months, until__isnull=True)
    replaced = set(in_use.values_list("part_id", flat=True))
    in_use.update(until=at)
    _open(part, months, at)
    check_longer_facts_are_whole({part.pk, *replaced}, dataset=part.dataset)
    return replaced


def take_out_of_use(part: Part, *, at: datetime) -> dict[date, int]:
    """End the use of `part` at `at`; by month, the id of the earlier part that comes back.

    Refused when half of a longer figure would come back. The caller holds the
    transaction and the lock.
    """
    back = earlier_for(part)
    in_use = Coverage.objects.filter(part=part, until__isnull=True)
    months = sorted(in_use.values_list("month", flat=True))
    _check_in_order(part, months, at)
    in_use.update(until=at)
    for returning in Part.objects.filter(pk__in=set(back.values())):
        _open(returning, [month for month in months if back.get(month) == returning.pk], at)
    check_longer_facts_are_whole({part.pk, *back.values()}, dataset=part.dataset)
    return back


def earlier_for(part: Part) -> dict[date, int]:
    """By each month that `part` is in use for, the id of the part that stood there before.

    That is the last accepted of those that covered the month and have not been recalled.
    """
    in_use = Coverage.objects.filter(part=part, until__isnull=True)
    return dict(
        _of_the_same_series(part)
        .filter(month__in=in_use.values("month"), part__state=Part.State.ACCEPTED)
        .exclude(part=part)
        .order_by("part__decided_at", "part")
        .values_list("month", "part")
    )


def check_longer_facts_are_whole(parts: Collection[int], *, dataset: str) -> None:
    """Raise Refused where a quarter or year is in use for some of its months."""
    fact = datasets[dataset].fact
    longer = (
        fact._default_manager.filter(part__in=parts, months__gt=1)  # noqa: SLF001 - Django's way
        .order_by()
        .values_list("part", "start", "months")
        .distinct()
    )
    in_use = set(
        Coverage.objects.filter(part__in=parts, until__isnull=True).values_list("part", "month")
    )
    for part, start, months in longer:
        period = Period(Month.containing(start), months)
        days = [(part, month.first_day) in in_use for month in period.each_month]
        if any(days) and not all(days):
            raise Refused(_half_of(Part.objects.get(pk=part), period))


@dataclass(frozen=True)
class Series:
    """What replaces what: figures of one source and origin for one partnership.

    Without an origin, everybody's files.
    """

    partnership: Partnership
    dataset: Dataset
    source: str
    origin: str | None = None

    @classmethod
    def of(cls, part: Part) -> Series:
        return cls(part.partnership, datasets[part.dataset], part.source, part.origin)


def figures_in_use(
    series: Series,
    *,
    months: Collection[Month] | None = None,
    as_at: datetime | None = None,
) -> DataFrame:
    """Tidy counts in use at `as_at`, by default now: area, start, months, categories, count, gap.

    As they came, before any disclosure rule: for checks, and for a return's own pages.

    `months` are those in which a figure begins.
    """
    from pandas import DataFrame

    rows = facts_in_use(
        series.dataset,
        series.dataset.source(series.source),
        partnership=series.partnership,
        as_at=as_at,
    )
    if months is not None:
        rows = rows.filter(start__in=[month.first_day for month in months])
    if series.origin is not None:
        rows = rows.filter(part__origin=series.origin)
    columns = columns_of(series.dataset)
    fields = ["area_id", *columns[1:]]
    return shaped(DataFrame(list(rows.order_by().values_list(*fields)), columns=list(columns)))


def placing_in_use(series: Series, *, as_at: datetime) -> PlacingInUse:
    """How many of the records in the files in use at `as_at` have no place; one query."""
    placed = RowsPlaced.objects.filter(
        Q(part__coverage__until__isnull=True) | Q(part__coverage__until__gt=as_at),
        part__coverage__partnership=series.partnership,
        part__coverage__source=series.source,
        part__coverage__origin=series.origin,
        part__coverage__since__lte=as_at,
        part__coverage__month=F("month"),
    )
    of_series: dict[Month, Placing] = {}
    of_files: dict[Month, list[Placing]] = defaultdict(list)
    for dataset, day, rows, without in placed.values_list(
        "part__dataset", "month", "rows", "without_place"
    ):
        month = Month.containing(day)
        of_files[month].append(Placing(rows, without))
        if dataset == series.dataset.slug:
            of_series[month] = Placing(rows, without)
    return PlacingInUse(
        of_series, {month: Placing.together(placings) for month, placings in of_files.items()}
    )


def months_in_use(series: Series) -> frozenset[Month]:
    """The months of `series` that have figures in use now."""
    uses = Coverage.objects.filter(
        dataset=series.dataset.slug,
        source=series.source,
        origin=series.origin,
        until__isnull=True,
    )
    if not series.dataset.source(series.source).is_national:
        uses = uses.filter(partnership=series.partnership)
    days = uses.values_list("month", flat=True)
    return frozenset(Month.containing(day) for day in days)


def areas_in_use(*, as_at: datetime) -> dict[tuple[str, str], frozenset[int]]:
    """By dataset and source, the ids of the partnerships' areas with figures in use; one query."""
    uses = Coverage.objects.filter(Q(until__isnull=True) | Q(until__gt=as_at), since__lte=as_at)
    found: dict[tuple[str, str], set[int]] = defaultdict(set)
    for dataset, source, area in uses.values_list(
        "dataset", "source", "partnership__area"
    ).distinct():
        found[dataset, source].add(area)
    return {series: frozenset(areas) for series, areas in found.items()}


def columns_of(dataset: Dataset) -> tuple[str, ...]:
    """The columns of a frame of tidy counts of `dataset`."""
    categories = (dimension.field for dimension in dataset.dimensions)
    return ("area", "start", "months", *categories, "count", "gap")


def labels_of(months: Iterable[date]) -> tuple[str, ...]:
    """Months as the fewest runs: "April 2022 to March 2023", "June 2023"."""
    runs: list[list[Month]] = []
    for month in sorted({Month.containing(day) for day in months}):
        if runs and runs[-1][1].shift(1) == month:
            runs[-1][1] = month
        else:
            runs.append([month, month])
    return tuple(Period.spanning(first, last).label for first, last in runs)


def _of_the_same_series(part: Part) -> QuerySet[Coverage]:
    uses = Coverage.objects.filter(dataset=part.dataset, source=part.source, origin=part.origin)
    # Figures of the whole country are in use for everybody, whoever brought them in.
    is_national = datasets[part.dataset].source(part.source).is_national
    return uses if is_national else uses.filter(partnership=part.partnership_id)


def _check_in_order(part: Part, months: Collection[date], at: datetime) -> None:
    ends = _of_the_same_series(part).filter(month__in=months).aggregate(Max("since"), Max("until"))
    latest = max((end for end in ends.values() if end), default=at)
    if at < latest:
        raise Refused(
            "The figures in use for these months were changed after the moment given"
            f" ({at:%Y-%m-%d %H:%M}), so nothing was changed."
        )


def _open(part: Part, months: Iterable[date], at: datetime) -> None:
    Coverage.objects.bulk_create(
        Coverage(
            partnership_id=part.partnership_id,
            dataset=part.dataset,
            source=part.source,
            origin=part.origin,
            month=month,
            part=part,
            since=at,
        )
        for month in months
    )


def _half_of(part: Part, period: Period) -> str:
    return (
        f"“{part.of_return.name}” holds one figure for the whole of {period.label}, and only some"
        " of its months would stay in use. Send figures for all of them, or recall that return"
        " first."
    )
