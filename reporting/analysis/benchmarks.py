"""One measure of several partnerships of the country, side by side; knows no database, no words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property

from measures.change import Difference
from measures.counts import Count, Evidence, Gap, Nature, evidence
from measures.intervals import Interval
from measures.periods import Period
from measures.ranks import RankOfRate, Rated, interval_of_rate, rank_rates
from measures.rates import per_thousand
from reporting.analysis.figures import Figures
from reporting.analysis.peers import Counted, Otherwise, Peers, count_in
from reporting.analysis.places import Residents


@dataclass(frozen=True)
class Benchmarked:
    """A partnership with its count; the rest only where its residents are known.

    `interval` is the 95% interval of the rate per 1,000, as wide as the scatter of its own months
    makes it; by counts alone where that is not known. A count below zero has no interval and no
    rank. `change` is that since the same months of the year before, and `otherwise` whether it
    differs from that of the others together; None where it cannot be told.
    """

    code: str
    name: str
    is_ours: bool
    count: Count
    residents: Residents | None
    interval: Interval | None = None
    rank: RankOfRate | None = None
    nature: Nature = Nature.MEASURED
    change: Difference | None = None
    otherwise: Otherwise | None = None

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
    def compares_changes(self) -> bool:
        """Whether changes are set beside one another: that of a single month is not judged."""
        return self.period.months > 1

    @cached_property
    def ours(self) -> Benchmarked | None:
        return next((standing for standing in self.standings if standing.is_ours), None)


def benchmarks(figures: Figures, period: Period, partnerships: Iterable[Counted]) -> Benchmarks:
    """`partnerships` side by side."""
    every = tuple(partnerships)
    peers = Peers(figures, period, every)
    rated = {one.code: found for one in every if (found := _rated(one, peers))}
    ranks = dict(zip(rated, rank_rates(tuple(rated.values())), strict=True))
    events = sum(found.count for found in rated.values())
    people = sum(found.people for found in rated.values())
    standings = (
        replace(
            _unranked(one, period),
            interval=interval_of_rate(rated[one.code]),
            rank=ranks[one.code],
            change=peers.change(one.code),
            otherwise=peers.otherwise(one.code, beside=rated),
        )
        if one.code in rated
        else _unranked(one, period)
        for one in every
    )
    return Benchmarks(
        figures=figures,
        period=period,
        standings=tuple(sorted(standings, key=_highest_first)),
        rate=1000 * events / people if events and len(rated) > 1 else None,
    )


def _rated(partnership: Counted, peers: Peers) -> Rated | None:
    known = evidence(count_in(partnership.series, peers.period), partnership.nature)
    if isinstance(known, Gap) or known < 0 or partnership.residents is None:
        return None
    return Rated(known, partnership.residents.count, peers.factor(partnership.code))


def _unranked(partnership: Counted, period: Period) -> Benchmarked:
    return Benchmarked(
        partnership.code,
        partnership.name,
        partnership.is_ours,
        count_in(partnership.series, period),
        partnership.residents,
        nature=partnership.nature,
    )


def _highest_first(benchmarked: Benchmarked) -> tuple[bool, float, str]:
    rate = benchmarked.rate
    return (not benchmarked.is_ranked, -rate if isinstance(rate, float) else 0.0, benchmarked.name)
