"""Whether figures of different months rest on files that can be compared; knows no words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from measures.counts import Gap, Mark
from measures.periods import Month, Period
from reporting.analysis.places import Place, PlaceKind
from returns.catalogue.supply import FURTHEST_APART, Placing

if TYPE_CHECKING:
    from reporting.analysis.figures import Figures


def partial_months(figures: Figures) -> Mapping[Mark, frozenset[Month]]:
    """The months to mark: with files of other forces than is usual, or with rows without a place.

    A mark that no month has is left out.
    """
    by_month = _origins_by_month(figures, [Period(month, 1) for month in figures.months_supplied])
    usual = Counter(by_month.values()).most_common(1)
    odd = {month for month, origins in by_month.items() if origins != usual[0][0]}
    unplaced = {
        month for month, placing in figures.without_place.items() if placing.share > FURTHEST_APART
    }
    found = {Mark.ORIGINS: frozenset(odd), Mark.PLACES: frozenset(unplaced)}
    return {mark: months for mark, months in found.items() if months}


# --- Origins ---------------------------------------------------------------------------------
@dataclass(frozen=True)
class OddOrigin:
    """A force whose files are in use for some of the months compared, and not for their like."""

    name: str
    months: tuple[Month, ...]


def odd_origins(figures: Figures, periods: Iterable[Period]) -> tuple[OddOrigin, ...]:
    """The forces whose files not all of `periods` rest on in the same months, by name.

    Empty where all are alike: every period has files of the same forces, month for month.
    """
    spans = tuple(periods)
    by_month = _origins_by_month(figures, spans)
    places = range(max((span.months for span in spans), default=0))
    odd: dict[str, list[Month]] = {}
    for place in places:
        months = [span.start.shift(place) for span in spans if place < span.months]
        # A month that was not supplied is a gap, and no different set of forces.
        known = [month for month in months if month in by_month]
        everywhere = frozenset.intersection(*(by_month[month] for month in known)) if known else ()
        for month in known:
            for origin in sorted(by_month[month].difference(everywhere)):
                odd.setdefault(origin, []).append(month)
    names = {origin.origin: origin.origin_name or origin.origin for origin in figures.returns}
    return tuple(
        OddOrigin(names[origin], tuple(sorted(set(months)))) for origin, months in odd.items()
    )


def changes_of_origin(figures: Figures, months: Sequence[Month]) -> frozenset[Month]:
    """Those of neighbouring `months` that rest on files of other forces than the one before."""
    if not months:
        return frozenset()
    by_month = _origins_by_month(figures, (Period.spanning(min(months), max(months)),))
    return frozenset(
        month
        for month in months
        if (before := by_month.get(month.shift(-1))) and by_month.get(month, before) != before
    )


def _origins_by_month(
    figures: Figures, periods: Iterable[Period]
) -> Mapping[Month, frozenset[str]]:
    if figures.source.is_national or len({origin.origin for origin in figures.returns}) < 2:
        return {}
    wanted = {month for period in periods for month in period.each_month}
    found: dict[Month, set[str]] = {}
    for origin in figures.returns:
        for month in wanted.intersection(origin.months, figures.months_supplied):
            found.setdefault(month, set()).add(origin.origin)
    return {month: frozenset(origins) for month, origins in found.items()}


# --- Places ----------------------------------------------------------------------------------
@dataclass(frozen=True)
class WithoutPlace:
    """The share of rows without a place in a period, from 0 to 1; 0 where it has none at all."""

    period: Period
    share: float
    has_rows: bool


def shares_apart(
    figures: Figures, after: Period, before: Sequence[Period], *, area: Place | None = None
) -> tuple[WithoutPlace, WithoutPlace] | None:
    """The two shares without a place that lie furthest apart, the base's first; None where none do.

    Of the file for the whole partnership. For a part of it, of what can be placed in no ward: a
    row of the file without a place, or one of the partnership in no known ward.
    """
    now = _without_place(figures, after, area)
    shares = [_without_place(figures, period, area) for period in before]
    if not shares:
        return None
    furthest = max(shares, key=lambda then: abs(then.share - now.share))
    is_apart = abs(furthest.share - now.share) > FURTHEST_APART
    return (furthest, now) if is_apart else None


def _without_place(figures: Figures, period: Period, area: Place | None) -> WithoutPlace:
    known = (figures.without_place.get(month) for month in period.each_month)
    nowhere = Placing.together(placing for placing in known if placing)
    if area is None or area.kind is PlaceKind.WHOLE:
        return WithoutPlace(period, nowhere.share, has_rows=nowhere.rows > 0)
    whole = figures.count(period)
    has_rows = nowhere.rows > 0 or (not isinstance(whole, Gap) and whole > 0)
    share = 1 - (1 - nowhere.share) * (1 - _in_no_ward(figures, period))
    return WithoutPlace(period, share, has_rows)


def _in_no_ward(figures: Figures, period: Period) -> float:
    """The part of the partnership's count that lies in no known ward."""
    elsewhere = figures.elsewhere
    if elsewhere is None:
        return 0.0
    part, whole = figures.count(period, area=elsewhere), figures.count(period)
    if isinstance(part, Gap) or isinstance(whole, Gap) or whole <= 0:
        return 0.0
    return part / whole
