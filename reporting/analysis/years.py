"""A count among those of the years before it: ranks, trends and the halves of a year."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from measures.baselines import Baseline, periods_of
from measures.change import Change, Direction, Incomparable, Unjudged
from measures.counts import Count, Evidence, Gap
from measures.periods import Period, PeriodKind
from measures.ranks import Rank, rank_among
from reporting.analysis.comparisons import Comparison, Counting, compared
from reporting.analysis.figures import Figures
from reporting.analysis.like_with_like import odd_origins, shares_apart
from reporting.analysis.places import Place


@dataclass(frozen=True)
class AmongYears:
    """How a count ranks among the unbroken run of years up to it, oldest first.

    `trend` is the direction in every one of those years; None where it turned or stood still.
    `ties` are the earlier periods with the same count; `are_none` is whether all counts are zero.
    `margin` is how the highest or lowest of three or more compares with the next, where none ties.
    """

    rank: Rank
    periods: tuple[Period, ...]
    trend: Direction | None = None
    ties: tuple[Period, ...] = ()
    are_none: bool = False
    margin: Change | Unjudged | Incomparable | None = None

    @property
    def are_all_the_same(self) -> bool:
        """Whether all counts are one and the same number."""
        return self.rank.is_highest and self.rank.is_lowest


def among_years(
    figures: Figures, period: Period, *, area: Place | None = None
) -> AmongYears | None:
    """The rank of `period` among the same months of the years before it, back to the first gap.

    A year of made-up figures is such a gap, and so is one that rests on files of other forces, or
    in which other shares of the rows have a place.
    """
    if period.months > 12:
        return None
    earlier: list[tuple[Period, Evidence]] = []
    past = period.year_earlier
    while _are_alike(figures, past, period, area) and not isinstance(
        count := figures.evidence(past, area=area), Gap
    ):
        earlier.insert(0, (past, count))
        past = past.year_earlier
    now = figures.evidence(period, area=area)
    rank = rank_among(now, [count for _, count in earlier])
    if rank is None:
        return None
    periods = (*(past for past, _ in earlier), period)
    counts = [*(count for _, count in earlier), now]
    margin = _margin(figures, period, earlier, rank, area) if rank.of >= FEWEST_IN_A_TREND else None
    return AmongYears(
        rank,
        periods,
        _trend(counts),
        ties=tuple(past for past, count in earlier if count == now),
        are_none=not any(counts),
        margin=margin,
    )


def _margin(
    figures: Figures,
    period: Period,
    earlier: Sequence[tuple[Period, Evidence]],
    rank: Rank,
    area: Place | None,
) -> Change | Unjudged | Incomparable | None:
    """What became of the highest or lowest beside the year that comes next to it."""
    if rank.is_joint or not (rank.is_highest or rank.is_lowest):
        return None
    end = max if rank.is_highest else min
    next_to, _ = end(earlier, key=lambda each: each[1])
    counting = Counting.of(figures, area)
    return compared(figures, counting, period, baseline=Baseline.CHOSEN, chosen=next_to).change


def _are_alike(figures: Figures, past: Period, period: Period, area: Place | None) -> bool:
    return (
        figures.is_one_series((past, period))
        and not odd_origins(figures, (past, period))
        and not shares_apart(figures, period, (past,), area=area)
    )


def _trend(counts: Sequence[Evidence | Gap]) -> Direction | None:
    steps = [
        after - before
        for before, after in pairwise(counts)
        if isinstance(before, int) and isinstance(after, int)
    ]
    if all(step > 0 for step in steps):
        return Direction.UP
    return Direction.DOWN if all(step < 0 for step in steps) else None


@dataclass(frozen=True)
class PlaceTrend:
    """A place whose count went the same way in every year of an unbroken run."""

    place: Place
    direction: Direction
    periods: tuple[Period, ...]


def place_trends(
    figures: Figures, places: Iterable[Place], period: Period
) -> tuple[PlaceTrend, ...]:
    """Those of `places` that rose, or fell, in every one of three years or more."""
    found = ((place, among_years(figures, period, area=place)) for place in places)
    return tuple(
        PlaceTrend(place, among.trend, among.periods)
        for place, among in found
        if among and among.trend and among.rank.of >= FEWEST_IN_A_TREND
    )


# Two years alone make no trend.
FEWEST_IN_A_TREND = 3


@dataclass(frozen=True)
class HalfYear:
    """Half of a year beside the same half of earlier years."""

    half: Period
    count: Count
    against: tuple[Comparison, ...]


def half_years(
    figures: Figures, year: Period, *, area: Place | None = None
) -> tuple[HalfYear, ...]:
    """Both halves of `year` against those of the year before and 2019/20; none for part of one."""
    if year.kind is not PeriodKind.YEAR:
        return ()
    counting = Counting.of(figures, area)
    return tuple(
        HalfYear(
            half,
            counting.count(half),
            tuple(
                compared(figures, counting, half, baseline=baseline)
                for baseline in (Baseline.PRE_COVID, Baseline.YEAR_BEFORE)
                if periods_of(baseline, half)
            ),
        )
        for half in year.split(into=PeriodKind.HALF)
    )
