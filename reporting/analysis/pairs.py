"""Any two figures set side by side, or the reason why they are not; knows no database, no words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from functools import cached_property

from measures.baselines import touches_lockdown
from measures.change import (
    Caution,
    Change,
    Difference,
    Incomparable,
    NotJudged,
    Refusal,
    Unjudged,
)
from measures.counts import Count
from measures.judging import Known, judge
from measures.periods import Period
from measures.usual_change import Basis
from reporting.analysis.comparisons import days_of, unlike_periods
from reporting.analysis.figures import Figures
from reporting.analysis.like_with_like import WithoutPlace, odd_origins, shares_apart
from reporting.analysis.places import Place, PlaceKind, Residents
from reporting.analysis.scatter import basis
from returns.catalogue.recording import RecordingChanged


class Apart(Enum):
    """Why two figures are not set against each other, beside what `Refusal` has."""

    UNITS = "they do not count the same thing"
    SAME = "both are the same figure"
    PART = "one of the two is a part of the other, so that they move together"


@dataclass(frozen=True)
class Side:
    """One figure of a measure: in a period, in a place; None is the whole partnership."""

    figures: Figures
    period: Period
    area: Place | None = None

    @cached_property
    def count(self) -> Count:
        return self.figures.count(self.period, area=self.area)

    @property
    def place(self) -> Place:
        return self.area or self.figures.whole

    @property
    def residents(self) -> Residents | None:
        """Those that a rate may rest on: none of a town centre, where few of those present live."""
        if self.place.is_town_centre or self.place.kind is PlaceKind.ELSEWHERE:
            return None
        return self.figures.population(self.period, area=self.area)

    @property
    def is_unfinished(self) -> bool:
        """Whether only some of its months have been supplied."""
        supplied = [month in self.figures.months_supplied for month in self.period.each_month]
        return any(supplied) and not all(supplied)

    @property
    def series(self) -> tuple[str, str]:
        """What its figures come from: the dataset and the source."""
        return self.figures.dataset.slug, self.figures.source.slug


@dataclass(frozen=True)
class Pair:
    """Two figures: `left` as it is against `right`. A refusal leaves both counts to be shown.

    `change` is of the counts. `of_rates` is of the counts over their residents, where the places
    differ and both have residents: which of two levels is higher, with no verdict. `without_place`
    are the shares of rows without a place, where they are too far apart.
    """

    left: Side
    right: Side
    change: Change | Unjudged | None
    refused: Refusal | Apart | None
    of_rates: Difference | None = None
    cautions: tuple[Caution, ...] = ()
    recorded: tuple[RecordingChanged, ...] = ()
    without_place: tuple[WithoutPlace, WithoutPlace] | None = None

    @property
    def places_differ(self) -> bool:
        return self.left.place != self.right.place


def pair(left: Side, right: Side) -> Pair:
    """`left` against `right`, or the first reason why not."""
    refused = _refusal(left, right)
    if refused is not None:
        return Pair(left, right, None, refused)
    made = _compared(left, right, by_residents=False)
    if isinstance(made, Incomparable):
        return Pair(left, right, None, _of_wards(left, right, made.reason))
    is_elsewhere = left.place != right.place and left.residents and right.residents
    rates = _compared(left, right, by_residents=True) if is_elsewhere else None
    return Pair(
        left,
        right,
        made,
        None,
        of_rates=rates if isinstance(rates, Difference) else None,
        cautions=tuple(_cautions(left, right, made)),
        recorded=_recorded(left, right),
        without_place=_shares_apart(left, right),
    )


def _refusal(left: Side, right: Side) -> Refusal | Apart | None:
    return next(_refusals(left, right), None)


def _refusals(left: Side, right: Side) -> Iterator[Refusal | Apart]:
    """Every reason, the most serious first: later checks make no sense where one applies."""
    if left.figures.dataset.unit != right.figures.dataset.unit:
        yield Apart.UNITS
    if left.series != right.series:
        yield Refusal.SOURCES_DIFFER
        return
    left_within, right_within = _is_within(left, right), _is_within(right, left)
    if left_within and right_within:
        yield Apart.SAME
    if left.is_unfinished or right.is_unfinished:
        yield Refusal.LENGTHS_DIFFER
    is_part = left_within or right_within
    if not is_part and left.period != right.period:
        yield from filter(None, [unlike_periods(left.period, (right.period,))])
    yield from _counted_otherwise(left, right)
    if is_part:
        yield Apart.PART
    elif odd_origins(left.figures, (left.period, right.period)):
        yield Refusal.ORIGINS_DIFFER


def _counted_otherwise(left: Side, right: Side) -> Iterator[Refusal]:
    if _agreed(left) != _agreed(right):
        yield Refusal.DEFINITIONS_DIFFER
    if any(change.breaks_series for change in _recorded(left, right)):
        yield Refusal.RECORDING_CHANGED


def _of_wards(left: Side, right: Side, reason: Refusal) -> Refusal:
    """`reason`, or that figures are by wards that no longer exist."""
    if reason is not Refusal.NOT_APPLICABLE:
        return reason
    differ = any(side.figures.wards_differ((side.period,)) for side in (left, right))
    return Refusal.WARDS_DIFFER if differ else reason


def _agreed(side: Side) -> tuple[object, ...]:
    """What was counted: the definitions that the period rests on."""
    return side.figures.definitions((side.period,))


def _recorded(left: Side, right: Side) -> tuple[RecordingChanged, ...]:
    periods = (left.period, right.period)
    found = (*left.figures.recording_changes(periods), *right.figures.recording_changes(periods))
    return tuple(dict.fromkeys(found))


def _is_within(side: Side, other: Side) -> bool:
    """Whether everything that `side` counts is counted in `other` too."""
    return (
        other.period.contains(side.period)
        and _lies_in(side.place, other.place)
        and _belongs_to(side.figures, other.figures)
    )


def _lies_in(place: Place, other: Place) -> bool:
    if place == other or other.kind is PlaceKind.WHOLE:
        return True
    return place.kind is not PlaceKind.WHOLE and set(place.made_of) <= set(other.made_of)


def _belongs_to(figures: Figures, other: Figures) -> bool:
    source = figures.source.slug
    ours, theirs = figures.measure.categories[source], other.measure.categories[source]
    return all(
        dimension in ours and set(ours[dimension]) <= set(wanted)
        for dimension, wanted in theirs.items()
    )


def _compared(left: Side, right: Side, *, by_residents: bool) -> Change | Unjudged | Incomparable:
    before_days, after_days = days_of(left.period, (right.period,))
    return judge(
        _known(right, before_days, by_residents=by_residents),
        _known(left, after_days, by_residents=by_residents),
        better=left.figures.measure.better,
        months=left.period.months,
        basis=_basis(left, right),
        are_apart=_shares_apart(left, right) is not None,
    )


def _basis(left: Side, right: Side) -> Basis | NotJudged:
    """What the later of two periods of one figure is judged by; two figures are two levels."""
    is_one_figure = (
        left.figures.measure_id == right.figures.measure_id and left.place == right.place
    )
    if not is_one_figure or left.period == right.period:
        return NotJudged.LEVELS
    later = max(left.period, right.period, key=lambda period: period.last)
    return basis(left.figures, later, area=left.area)


def _known(side: Side, days: float, *, by_residents: bool) -> Known:
    return Known(
        side.count,
        side.figures.nature(side.period, area=side.area),
        margin=side.figures.margin(side.period, area=side.area),
        exposure=float(side.residents.count if by_residents and side.residents else 1),
        days=days,
    )


def _shares_apart(left: Side, right: Side) -> tuple[WithoutPlace, WithoutPlace] | None:
    """The shares of rows without a place, too far apart; those of one period are one share."""
    if left.place != right.place or left.period == right.period:
        return None
    return shares_apart(left.figures, left.period, (right.period,), area=left.area)


def _cautions(left: Side, right: Side, change: Change | Unjudged) -> Iterator[Caution]:
    periods = (left.period, right.period)
    if touches_lockdown(periods):
        yield Caution.LOCKDOWN_BASE
    if any(side.figures.is_provisional((side.period,)) for side in (left, right)):
        yield Caution.PROVISIONAL
    if change.is_by_day:
        yield Caution.LEAP_DAY
    if change.are_rounded:
        yield Caution.ROUNDED
    elif change.has_small_base:
        yield Caution.SMALL_BASE


def same_months(left: Side, right: Side) -> tuple[Period, Period] | None:
    """Periods to compare instead where one is not finished: the same months of both.

    None where neither is a year that has begun, or the other has not those months.
    """
    for side, other in ((left, right), (right, left)):
        if not side.is_unfinished:
            continue
        so_far = side.figures.so_far(side.period)
        years = other.period.financial_year - side.period.financial_year
        then = so_far.shift_years(years)
        if so_far == side.period or not other.figures.is_supplied(then):
            return None
        return (so_far, then) if side is left else (then, so_far)
    return None
