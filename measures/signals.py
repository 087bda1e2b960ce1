"""What a run of months shows that chance alone would seldom do; knows only months and counts."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import pairwise
from math import sqrt
from statistics import fmean, median

from measures.counts import Evidence, Gap
from measures.periods import Month

# Wheeler's scaling of the mean moving range to three standard deviations, and two thirds of it.
_LIMIT, _NEAR_LIMIT = 2.66, 1.77

# With fewer points the limits are only a trial: they will move as months come in.
FEWEST_FOR_LIMITS = 12

# How many points a trend and a shift take. Seven, as in Making Data Count's current rules.
RUN = 7

# Three points of which two near a limit count.
_OF_THREE = 3

# Same-month limits need each month of the year at least this often, to tell years apart.
_FEWEST_YEARS = 2


class Rule(Enum):
    """Making Data Count's rules, in the order in which they are tried, in words for print."""

    OUTSIDE = "a month outside the limits"
    TREND = "seven months in a row, each above (or each below) the one before"
    NEAR_LIMIT = "two of three months near the same limit"
    SHIFT = "seven months in a row on the same side of the average"


class Side(Enum):
    HIGH = "high"
    LOW = "low"


@dataclass(frozen=True)
class Limits:
    """An average and the limits about it, in the unit of the counts; none is below zero."""

    mean: float
    low: float
    high: float
    near_low: float
    near_high: float


def xmr_limits(counts: Sequence[int]) -> Limits:
    """Limits of an XmR chart: the mean, give or take 2.66 mean moving ranges.

    Wheeler's individuals chart, as Making Data Count draws it: no moving range is screened out.
    ValueError for fewer than two counts.
    """
    if len(counts) < 2:
        raise ValueError("limits need at least two counts")
    return limits_about(fmean(counts), moving_range=_mean_step(counts))


def limits_about(mean: float, *, moving_range: float) -> Limits:
    """XmR limits about `mean`, where one month differs from the next by `moving_range`."""
    return _limits(
        mean,
        lambda by: mean + by,
        far=_LIMIT * moving_range,
        near=_NEAR_LIMIT * moving_range,
    )


def c_limits(mean: float) -> Limits:
    """Limits of a c-chart: how far single events would scatter by chance about `mean`."""
    return _limits(mean, lambda by: mean + by, far=3 * sqrt(mean), near=2 * sqrt(mean))


def _limits(mean: float, at: Callable[[float], float], *, far: float, near: float) -> Limits:
    return Limits(
        mean=mean,
        low=max(0.0, at(-far)),
        high=at(far),
        near_low=max(0.0, at(-near)),
        near_high=at(near),
    )


# --- A stretch of months ---------------------------------------------------------------------
@dataclass(frozen=True)
class Point:
    """A month beside its limits. `level` is where it lies about its average, for trends."""

    month: Month
    count: int
    limits: Limits
    level: float


@dataclass(frozen=True)
class Signal:
    """Months that chance alone would seldom line up so, oldest first, and the rule they fulfil."""

    rule: Rule
    side: Side
    months: tuple[Month, ...]

    @property
    def last(self) -> Month:
        return self.months[-1]


@dataclass(frozen=True)
class ControlChart:
    """A stretch of neighbouring months under one set of limits, and what shows in it.

    `is_seasonal` means that each month is held against the same month of the other years.
    """

    points: tuple[Point, ...]
    is_seasonal: bool = False

    @property
    def is_trial(self) -> bool:
        """Whether there are too few months for limits that will stay."""
        return len(self.points) < FEWEST_FOR_LIMITS

    @property
    def months(self) -> tuple[Month, ...]:
        return tuple(point.month for point in self.points)

    @property
    def signals(self) -> tuple[Signal, ...]:
        """What shows, by the rules in their order. A month counts for the first that it fulfils."""
        taken: set[Month] = set()
        found: list[Signal] = []
        for signal in _every_signal(self.points):
            if not taken.issuperset(signal.months):
                found.append(signal)
                taken.update(signal.months)
        return tuple(found)


def control_charts(
    counts: Mapping[Month, Evidence | Gap],
    *,
    breaks: Collection[Month] = (),
    seasonal: bool = False,
) -> tuple[ControlChart, ...]:
    """A chart for each stretch of neighbouring months, oldest first.

    A gap ends a stretch, and so does a recorded break: `breaks` are the first months counted in a
    new way, from which limits are worked out afresh. Stretches too short for limits are left out:
    of one month; for a `seasonal` series, of less than two years.
    """
    make = _seasonal_chart if seasonal else _chart
    made = (make(stretch) for stretch in _stretches(counts, breaks))
    return tuple(chart for chart in made if chart)


def _stretches(
    counts: Mapping[Month, Evidence | Gap], breaks: Collection[Month]
) -> Iterator[list[tuple[Month, int]]]:
    stretch: list[tuple[Month, int]] = []
    for month in sorted(counts):
        count = counts[month]
        follows = bool(stretch) and stretch[-1][0].shift(1) == month and month not in breaks
        if stretch and not (follows and isinstance(count, int)):
            yield stretch
            stretch = []
        if isinstance(count, int):
            stretch.append((month, count))
    if stretch:
        yield stretch


def _chart(stretch: Sequence[tuple[Month, int]]) -> ControlChart | None:
    counts = [count for _, count in stretch]
    if len(counts) < 2:
        return None
    limits = xmr_limits(counts)
    return ControlChart(tuple(Point(month, count, limits, count) for month, count in stretch))


def _seasonal_chart(stretch: Sequence[tuple[Month, int]]) -> ControlChart | None:
    """Each month against the same month of other years, on the scale of square roots.

    Busy months scatter more than quiet ones; their square roots scatter alike, so that one mean
    range, here from a month to the same month a year later, serves the whole year. The middle one
    of the same months stands for them, so that an odd December does not make the others odd.
    """
    if len(stretch) < 12 * _FEWEST_YEARS:
        return None
    roots = [sqrt(max(count, 0)) for _, count in stretch]
    scatter = fmean(abs(after - before) for before, after in zip(roots, roots[12:], strict=False))
    usual = [median(roots[index::12]) for index in range(12)]
    points = []
    for index, (month, count) in enumerate(stretch):
        mean = usual[index % 12]
        points.append(Point(month, count, _about_root(mean, scatter), roots[index] - mean))
    return ControlChart(tuple(points), is_seasonal=True)


def _about_root(root: float, scatter: float) -> Limits:
    return _limits(
        root * root,
        lambda by: max(0.0, root + by) ** 2,
        far=_LIMIT * scatter,
        near=_NEAR_LIMIT * scatter,
    )


def _mean_step(counts: Sequence[int]) -> float:
    return fmean(abs(after - before) for before, after in pairwise(counts))


# --- The rules -------------------------------------------------------------------------------
def _every_signal(points: Sequence[Point]) -> Iterator[Signal]:
    for side in Side:
        for point in points:
            if _is_outside(point, side):
                yield Signal(Rule.OUTSIDE, side, (point.month,))
    yield from _runs(Rule.TREND, _trend_ways(points), points, first=1)
    yield from _near_limit(points)
    yield from _runs(Rule.SHIFT, [_side_of_mean(point) for point in points], points)


def _is_outside(point: Point, side: Side) -> bool:
    limits = point.limits
    return point.count > limits.high if side is Side.HIGH else point.count < limits.low


def _trend_ways(points: Sequence[Point]) -> list[Side | None]:
    """Which way each step from one point to the next goes."""
    return [_way(after.level - before.level) for before, after in pairwise(points)]


def _side_of_mean(point: Point) -> Side | None:
    return _way(point.count - point.limits.mean)


def _way(difference: float) -> Side | None:
    if difference == 0:
        return None
    return Side.HIGH if difference > 0 else Side.LOW


def _runs(
    rule: Rule, ways: Sequence[Side | None], points: Sequence[Point], *, first: int = 0
) -> Iterator[Signal]:
    """The unbroken runs of `ways` that span seven points; a step spans one point more (`first`)."""
    start = 0
    for index in range(1, len(ways) + 1):
        if index < len(ways) and ways[index] is ways[start]:
            continue
        side, stretch = ways[start], points[start : index + first]
        if side and len(stretch) >= RUN:
            yield Signal(rule, side, tuple(point.month for point in stretch))
        start = index


def _near_limit(points: Sequence[Point]) -> Iterator[Signal]:
    for side in Side:
        for index in range(len(points) - _OF_THREE + 1):
            three = points[index : index + _OF_THREE]
            near = [point.month for point in three if _is_near(point, side)]
            if len(near) >= _OF_THREE - 1:
                yield Signal(Rule.NEAR_LIMIT, side, tuple(near))


def _is_near(point: Point, side: Side) -> bool:
    """Between the near limit and the limit on that side."""
    limits, count = point.limits, point.count
    if side is Side.HIGH:
        return limits.near_high < count <= limits.high
    return limits.low <= count < limits.near_low
