"""What stands out in figures, month by month and ward by ward; knows no database and no words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from measures.baselines import touches_lockdown
from measures.counts import Evidence, Gap
from measures.funnel import InFunnel, in_funnel
from measures.intervals import Interval, rate_interval, two_count_p
from measures.periods import Month, Period
from measures.ranks import BEYOND_CHANCE
from measures.screening import month_p, seasonal_month_p, that_stand_out
from measures.signals import ControlChart, Limits, Rule, Signal, control_charts, xmr_limits
from reporting.analysis.figures import Figures
from reporting.analysis.like_with_like import changes_of_origin
from reporting.analysis.places import Place, PlaceKind

# Two years show what is usual, as Making Data Count's guidance has it (two to three a chart); a
# season needs a third, to know what is usual for each month of the year.
WINDOW, SEASONAL_WINDOW = 24, 36


def window(figures: Figures) -> int:
    """How many months a month is judged by."""
    return SEASONAL_WINDOW if figures.measure.seasonal else WINDOW


# --- One measure in one place ----------------------------------------------------------------
@dataclass(frozen=True)
class Watched:
    """The months of one measure in one place under their limits; no chart from too few."""

    figures: Figures
    period: Period
    area: Place | None
    chart: ControlChart | None

    @property
    def signals(self) -> tuple[Signal, ...]:
        """What shows in the months of the period and is beyond chance, the earliest first."""
        if self.chart is None:
            return ()
        months = set(self.period.each_month)
        found = (
            signal
            for signal in self.chart.signals
            if signal.last in months and _is_beyond_chance(self.chart, signal)
        )
        return tuple(sorted(found, key=lambda signal: signal.last))

    @property
    def touches_lockdown(self) -> bool:
        return self.chart is not None and _touches_lockdown(self.chart.months)


def _is_beyond_chance(chart: ControlChart, signal: Signal) -> bool:
    """Whether single events would seldom scatter so, by the exact test against the other months.

    Limits are as narrow as the months happened to be alike: where two a month are usual, three
    may lie outside them and still be nothing but chance. And where most months have none, a run
    of them lies below the average. Seven steps one way tell by their order alone.
    """
    if signal.rule is Rule.TREND:
        return True
    like = {month.number for month in signal.months}
    now = [point.count for point in chart.points if point.month in signal.months]
    others = [
        point.count
        for point in chart.points
        if point.month not in signal.months
        and (not chart.is_seasonal or point.month.number in like)
    ]
    if not others or min(*now, *others) < 0:
        return False
    chance = two_count_p(
        sum(others),
        sum(now),
        before_exposure=float(len(others)),
        after_exposure=float(len(now)),
    )
    return chance < BEYOND_CHANCE


def watched(figures: Figures, period: Period, *, area: Place | None = None) -> Watched:
    """The stretch of months up to the end of `period`, back to a gap, a break or the window."""
    first = min(period.start, period.last.shift(1 - window(figures)))
    months = Period.spanning(first, period.last).each_month
    charts = control_charts(
        dict(zip(months, figures.evidence_run(months, area=area), strict=True)),
        breaks=breaks(figures, months),
        seasonal=bool(figures.measure.seasonal),
    )
    latest = charts[-1] if charts and charts[-1].months[-1] >= period.start else None
    return Watched(figures, period, area, latest)


def breaks(figures: Figures, months: Sequence[Month]) -> frozenset[Month]:
    """Those of `months` in which what is counted, by whom, or how it is recorded, changed."""
    recorded = {change.first for change in figures.recorded}.intersection(months)
    recorded |= changes_of_origin(figures, months)
    if not figures.counted_under:
        return frozenset(recorded)
    return frozenset(
        month
        for month in months
        if month in recorded
        or not figures.are_alike((Period(month.shift(-1), 1), Period(month, 1)))
    )


def _touches_lockdown(months: Iterable[Month]) -> bool:
    return touches_lockdown(Period(month, 1) for month in months)


# --- Many measures and places at once --------------------------------------------------------
@dataclass(frozen=True)
class StandsOut:
    """A month of a measure in a place that is beyond chance among all that were screened.

    `before` are the months that it was judged by, oldest first; `usual` its limits in a month
    like this one, as they were before it.
    """

    figures: Figures
    area: Place
    month: Month
    count: int
    before: tuple[Evidence, ...]
    p_value: float

    @cached_property
    def usual(self) -> Limits:
        return self.usual_in(self.month)

    def usual_in(self, month: Month) -> Limits:
        """The limits in `month`, from the months before the one that stands out."""
        if not self.figures.measure.seasonal:
            return self._plain
        return self._by_month[month.number]

    @cached_property
    def _plain(self) -> Limits:
        return xmr_limits(self.before)

    @cached_property
    def _by_month(self) -> Mapping[int, Limits]:
        first = self.month.shift(-len(self.before))
        months = {first.shift(n): count for n, count in enumerate(self.before)}
        (chart,) = control_charts(months, seasonal=True)
        return {point.month.number: point.limits for point in chart.points}

    @property
    def is_above(self) -> bool:
        return self.count > self.usual.mean

    @property
    def touches_lockdown(self) -> bool:
        """Whether what is usual rests on months of the lockdown year."""
        return _touches_lockdown(self.month.shift(-n) for n in range(1, len(self.before) + 1))


@dataclass(frozen=True)
class Screened:
    """What stands out in a month, the strongest first, among `series` places and measures.

    `kinds` are those of the places that could be judged, the largest first. `left_out` are
    figures of which no place could be judged in that month.
    """

    month: Month
    series: int
    measures: int
    standing_out: tuple[StandsOut, ...]
    left_out: tuple[Figures, ...]
    kinds: tuple[PlaceKind, ...]


def screen(every: Iterable[Figures], month: Month) -> Screened:
    """Every measure in the whole, each locality and each ward, judged together."""
    judged: dict[tuple[str, str], StandsOut] = {}
    left_out: list[Figures] = []
    measures = 0
    for figures in every:
        ours = {
            (figures.measure_id, outlier.area.code): outlier for outlier in _judged(figures, month)
        }
        judged |= ours
        measures += bool(ours)
        left_out += [] if ours else [figures]
    found = that_stand_out({key: outlier.p_value for key, outlier in judged.items()})
    return Screened(
        month=month,
        series=len(judged),
        measures=measures,
        standing_out=tuple(judged[key] for key in found),
        left_out=tuple(left_out),
        kinds=tuple(
            kind
            for kind in PlaceKind
            if any(outlier.area.kind is kind for outlier in judged.values())
        ),
    )


def _judged(figures: Figures, month: Month) -> Iterator[StandsOut]:
    if month not in figures.months_supplied:
        return
    reach = window(figures)
    months = tuple(month.shift(n) for n in range(-reach, 1))
    broken = breaks(figures, months)
    begin = max(map(months.index, broken), default=0)
    for place in figures.places:
        if place.kind is PlaceKind.ELSEWHERE or not figures.reaches(place.kind):
            continue
        *earlier, now = figures.evidence_run(months[begin:], area=place)
        before = _unbroken(earlier)
        if isinstance(now, Gap):
            continue
        p_value = _p_value(figures, now, before)
        if p_value is not None:
            yield StandsOut(figures, place, month, now, before, p_value)


def _unbroken(counts: Sequence[Evidence | Gap]) -> tuple[Evidence, ...]:
    """The counts at the end, back to the last gap."""
    found: list[Evidence] = []
    for count in reversed(counts):
        if isinstance(count, Gap):
            break
        found.append(count)
    return tuple(reversed(found))


def _p_value(figures: Figures, now: Evidence, before: Sequence[Evidence]) -> float | None:
    judge = seasonal_month_p if figures.measure.seasonal else month_p
    return judge(now, before)


# --- Wards beside one another ----------------------------------------------------------------
@dataclass(frozen=True)
class WardInFunnel:
    """A ward beside what its residents lead one to expect; its rate per 1,000 with 95%."""

    ward: Place
    found: InFunnel
    rate: Interval


@dataclass(frozen=True)
class Funnel:
    """The wards of a period that can be judged by their residents, and their overall rate.

    Town centres are left out of both: few of those present live there. `rate` is per 1,000.
    """

    period: Period
    rate: float
    wards: tuple[WardInFunnel, ...]

    def of(self, place: Place) -> WardInFunnel | None:
        return self._by_code.get(place.code)

    @cached_property
    def _by_code(self) -> Mapping[str, WardInFunnel]:
        return {ward.ward.code: ward for ward in self.wards}


def funnel(figures: Figures, period: Period) -> Funnel | None:
    """All wards of the partnership; None where fewer than two can be judged, or none has any."""
    if not figures.reaches(PlaceKind.WARD):
        return None
    known = [
        (ward, count, residents.count)
        for ward in figures.wards
        if not ward.is_town_centre
        and not isinstance(count := figures.evidence(period, area=ward), Gap)
        and count >= 0
        and (residents := figures.population(period, area=ward))
    ]
    events, people = sum(count for _, count, _ in known), sum(people for *_, people in known)
    if len(known) < 2 or not events:
        return None
    wards = (
        WardInFunnel(
            ward,
            in_funnel(count, population=residents, area_rate=events / people),
            rate_interval(count, residents),
        )
        for ward, count, residents in known
    )
    return Funnel(period, 1000 * events / people, tuple(wards))
