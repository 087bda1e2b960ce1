"""One measure of several partnerships of the country, side by side; knows no database, no words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from measures.counts import Count, Evidence, Gap, Nature, evidence
from measures.funnel import InFunnel, in_funnel
from measures.intervals import Interval, rate_interval
from measures.periods import Period
from measures.ranks import RankOfRate, rank_rates
from measures.rates import per_thousand
from reporting.analysis.figures import Figures
from reporting.analysis.places import Residents
from reporting.analysis.series import Series, counted, ordinal

# Fewer points than this have no scatter to judge one of them by.
FEWEST_IN_A_FUNNEL = 10


@dataclass(frozen=True)
class Benchmarked:
    """A partnership with its count; the rest only where its residents are known.

    `interval` is the 95% interval of the rate per 1,000. A count below zero has no interval,
    no rank and no place in the funnel; no partnership has one among fewer than ten.
    """

    code: str
    name: str
    is_ours: bool
    count: Count
    residents: Residents | None
    interval: Interval | None = None
    rank: RankOfRate | None = None
    funnel: InFunnel | None = None
    nature: Nature = Nature.MEASURED

    @property
    def evidence(self) -> Evidence | Gap:
        """The count, where something may be concluded from it."""
        return evidence(self.count, self.nature)

    @property
    def rate(self) -> float | Gap:
        """For every 1,000 residents, in the period; NOT_APPLICABLE without residents."""
        if isinstance(self.count, Gap):
            return self.count
        if self.residents is None:
            return Gap.NOT_APPLICABLE
        return per_thousand(self.count, self.residents.count)

    @property
    def is_ranked(self) -> bool:
        return self.rank is not None


@dataclass(frozen=True)
class Benchmarks:
    """Partnerships of one group in one period, the highest rate first, those without a rate last.

    `rate` is the pooled rate of all that are ranked, per 1,000.
    """

    figures: Figures
    period: Period
    standings: tuple[Benchmarked, ...]
    rate: float | None

    @property
    def ranked(self) -> tuple[Benchmarked, ...]:
        return tuple(standing for standing in self.standings if standing.is_ranked)

    @property
    def has_funnel(self) -> bool:
        """Whether there are enough to see one among the others."""
        return any(standing.funnel for standing in self.standings)

    @cached_property
    def ours(self) -> Benchmarked | None:
        return next((standing for standing in self.standings if standing.is_ours), None)


@dataclass(frozen=True)
class Counted:
    """What is known of one partnership before it is set beside others."""

    code: str
    name: str
    is_ours: bool
    series: Series
    residents: Residents | None
    nature: Nature = Nature.MEASURED


def benchmarks(figures: Figures, period: Period, partnerships: Iterable[Counted]) -> Benchmarks:
    """`partnerships` side by side; the funnel is about the rate of all that can be judged."""
    counts = [(partnership, count_in(partnership.series, period)) for partnership in partnerships]
    judged = [
        (known, partnership.residents.count)
        for partnership, count in counts
        if not isinstance(known := evidence(count, partnership.nature), Gap)
        and known >= 0
        and partnership.residents
    ]
    ranks: Mapping[tuple[Evidence, int], RankOfRate] = dict(
        zip(judged, rank_rates(judged), strict=True)
    )
    events, people = sum(count for count, _ in judged), sum(residents for _, residents in judged)
    rate = events / people if events and len(judged) > 1 else None
    has_funnel = len(judged) >= FEWEST_IN_A_FUNNEL
    standings = [
        _standing(partnership, count, ranks, rate if has_funnel else None)
        for partnership, count in counts
    ]
    return Benchmarks(
        figures=figures,
        period=period,
        standings=tuple(sorted(standings, key=_highest_first)),
        rate=None if rate is None else 1000 * rate,
    )


def count_in(series: Series, period: Period) -> Count:
    """The count of `series` in `period`: NOT_SUPPLIED unless it covers every month."""
    first = ordinal(period.start)
    supplied = {month for start, months in series for month in range(start, start + months)}
    if not supplied.issuperset(range(first, first + period.months)):
        return Gap.NOT_SUPPLIED
    return counted(series, period)


def _standing(
    partnership: Counted,
    count: Count,
    ranks: Mapping[tuple[Evidence, int], RankOfRate],
    funnel_about: float | None,
) -> Benchmarked:
    unranked = Benchmarked(
        partnership.code,
        partnership.name,
        partnership.is_ours,
        count,
        partnership.residents,
        nature=partnership.nature,
    )
    known = unranked.evidence
    if isinstance(known, Gap) or known < 0 or partnership.residents is None:
        return unranked
    people = partnership.residents.count
    return replace(
        unranked,
        interval=rate_interval(known, people),
        rank=ranks[known, people],
        funnel=in_funnel(known, population=people, area_rate=funnel_about)
        if funnel_about
        else None,
    )


def _highest_first(benchmarked: Benchmarked) -> tuple[bool, float, str]:
    rate = benchmarked.rate
    return (not benchmarked.is_ranked, -rate if isinstance(rate, float) else 0.0, benchmarked.name)
