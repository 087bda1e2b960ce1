"""What a return is compared with: the figures in use, and those of returns that wait."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from measures.periods import Month
from partnership.kinds import Level
from partnership.places.geography import geography
from returns.checking.comparing import Named
from returns.in_use import coverage
from returns.in_use.stored_rows import unpack
from returns.models import Coverage, Part

if TYPE_CHECKING:
    from pandas import DataFrame


@dataclass(frozen=True, eq=False)
class Known:
    """`in_use` are tidy counts; `with_waiting` the same, with what waits in its months.

    `waiting` are the parts that wait for acceptance, the latest last.
    """

    in_use: DataFrame
    with_waiting: DataFrame
    waiting: tuple[Part, ...] = ()


def known_figures(series: coverage.Series, *, as_at: datetime) -> Known:
    """What is known of `series` at `as_at`. What waits counts where it was sent later."""
    in_use = coverage.figures_in_use(series, as_at=as_at)
    waiting = tuple(waiting_parts(series, before=as_at))
    since = _in_use_since(series, as_at) if waiting else {}
    known = in_use
    for part in waiting:
        months = {
            day
            for code in part.months
            if part.sent_at
            and since.get(day := Month.parse(code).first_day, part.sent_at) <= part.sent_at
        }
        known = _in_place(known, unpack(bytes(part.rows)), months)
    return Known(in_use, known, waiting)


def waiting_parts(series: coverage.Series, *, before: datetime) -> list[Part]:
    """Parts of `series` that were sent before then and wait for acceptance, earliest first."""
    return list(
        Part.objects.filter(
            partnership=series.partnership,
            dataset=series.dataset.slug,
            source=series.source,
            origin=series.origin,
            state=Part.State.SENT,
            sent_at__lte=before,
        )
        .select_related("of_return__supplied_by", "sent_by")
        .order_by("sent_at", "pk")
    )


def _in_use_since(series: coverage.Series, as_at: datetime) -> dict[date, datetime]:
    uses = Coverage.objects.filter(
        partnership=series.partnership,
        dataset=series.dataset.slug,
        source=series.source,
        origin=series.origin,
        since__lte=as_at,
        until__isnull=True,
    )
    return dict(uses.values_list("month", "since"))


def _in_place(known: DataFrame, rows: DataFrame, months: set[date]) -> DataFrame:
    """`known` with the figures of `rows` in `months`; a quarter that begins in one stays whole."""
    import pandas as pd

    rest, own = known[~known["start"].isin(months)], rows[rows["start"].isin(months)]
    if rest.empty:
        return own.reset_index(drop=True)
    return pd.concat([rest, own[rest.columns]], ignore_index=True) if len(own) else rest


def named(series: coverage.Series, *, with_wards: bool = True) -> Named:
    """What the categories of `series` are called, and its wards where they are asked for."""
    categories = series.dataset.source(series.source).categories
    labels = {
        name: {category.slug: category.label for category in listed}
        for name, listed in categories.items()
    }
    if not with_wards:
        return Named(unit=series.dataset.unit, categories=labels)
    places = geography(series.partnership)
    return Named(
        unit=series.dataset.unit,
        places={ward.pk: ward.name for ward in places.wards},
        categories=labels,
        place_of=lambda area: places.ward_of.get(area, area),
        by_lookup=series.dataset.source(series.source).area_level is Level.LSOA,
    )
