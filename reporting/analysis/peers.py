"""Partnerships beside one another over time: how each scatters, and whether one moved otherwise."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from measures.change import Difference
from measures.counts import Count, Gap, Nature, evidence
from measures.periods import Month, Period
from measures.usual_change import Moved, moved_otherwise
from reporting.analysis.comparisons import days_of
from reporting.analysis.figures import Figures
from reporting.analysis.places import Residents
from reporting.analysis.scatter import (
    MONTHLY,
    QUARTERLY,
    Grain,
    History,
    breaks,
    scatter_alone,
)
from reporting.analysis.series import Series, counted, ordinal


@dataclass(frozen=True)
class Counted:
    """What is known of one partnership before it is set beside others."""

    code: str
    name: str
    is_ours: bool
    series: Series
    residents: Residents | None
    nature: Nature = Nature.MEASURED


@dataclass(frozen=True)
class Otherwise:
    """Whether a change differs from that of the `others` together, and to which side."""

    differs: bool
    is_above: bool
    others: Difference


@dataclass(frozen=True)
class Peers:
    """Partnerships in a period; `figures` are those of the one beside which the others stand."""

    figures: Figures
    period: Period
    every: tuple[Counted, ...]

    def factor(self, code: str) -> float | None:
        """By how much its count varies more than single events; None where that is not known."""
        return self._factor(self._histories.get(code))

    def _factor(self, history: History | None) -> float | None:
        if history is None:
            return None
        found = scatter_alone(history, later=self.period.months // history.grain.months)
        return found.factor(self.period.months) if found else None

    def change(self, code: str) -> Difference | None:
        """Since the same months of the year before; None where that has no count."""
        return self._difference(*self._pairs[code]) if code in self._pairs else None

    def otherwise(self, code: str, *, beside: Collection[str]) -> Otherwise | None:
        """Whether its change differs from that of all others of `beside` together.

        None of a single month, which is held against what is usual for it.
        """
        if self.period.months == 1:
            return None
        rest = [other for other in beside if other != code]
        if not rest or not all(name in self._pairs for name in (code, *rest)):
            return None
        if not all(name in self._histories for name in (code, *rest)):
            return None
        factor = self.factor(code)
        of_rest = self._factor(_together([self._histories[name] for name in rest]))
        if factor is None or of_rest is None:
            return None
        before, after = self._pairs[code]
        others = self._difference(
            sum(self._pairs[name][0] for name in rest), sum(self._pairs[name][1] for name in rest)
        )
        differs = moved_otherwise(
            Moved(before, after, factor), Moved(others.before, others.after, of_rest)
        )
        if differs is None:
            return None
        return Otherwise(differs, after * others.before > others.after * before, others)

    def _difference(self, before: int, after: int) -> Difference:
        """By the day where only one of two Februaries has a 29th, as every change is told."""
        before_days, after_days = days_of(self.period, (self.period.year_earlier,))
        return Difference(before, after, before_days=before_days, after_days=after_days)

    @cached_property
    def _pairs(self) -> Mapping[str, tuple[int, int]]:
        """The counts of the year before and of the period, of those that have both."""
        pairs = {
            one.code: tuple(
                evidence(count_in(one.series, period), one.nature)
                for period in (self.period.year_earlier, self.period)
            )
            for one in self.every
        }
        return {
            code: (before, after)
            for code, (before, after) in pairs.items()
            if not isinstance(before, Gap)
            and not isinstance(after, Gap)
            and min(before, after) >= 0
        }

    @cached_property
    def _histories(self) -> Mapping[str, History]:
        """Of months, or else of quarters, where there are enough to be fitted."""
        for grain in (MONTHLY, QUARTERLY):
            if self.period.months % grain.months:
                continue
            found = {one.code: self._history(one, grain) for one in self.every}
            long_enough = {
                code: history for code, history in found.items() if history.length >= grain.fewest
            }
            if long_enough:
                return long_enough
        return {}

    def _history(self, partnership: Counted, grain: Grain) -> History:
        """Back to what was not supplied, or was counted or recorded otherwise."""
        last = self.period.last
        found: list[int] = []
        for back in range(grain.most):
            span = Period(last.shift(1 - grain.months * (back + 1)), grain.months)
            count = evidence(count_in(partnership.series, span), partnership.nature)
            if (
                isinstance(count, Gap)
                or count < 0
                or self._broken.intersection(span.each_month[1:])
            ):
                break
            found.insert(0, count)
            if span.start in self._broken:
                break
        return History(grain, last, tuple(found))

    @cached_property
    def _broken(self) -> frozenset[Month]:
        first = self.period.last.shift(1 - MONTHLY.most)
        return breaks(
            self.figures.of_its_source, Period.spanning(first, self.period.last).each_month
        )


def _together(histories: Sequence[History]) -> History:
    """Their counts added up, as far back as all of them reach."""
    length = min(history.length for history in histories)
    each = zip(*(history.counts[-length:] for history in histories), strict=True)
    return History(histories[0].grain, histories[0].last, tuple(map(sum, each)))


def count_in(series: Series, period: Period) -> Count:
    """The count of `series` in `period`: NOT_SUPPLIED unless it covers every month."""
    first = ordinal(period.start)
    supplied = {month for start, months in series for month in range(start, start + months)}
    if not supplied.issuperset(range(first, first + period.months)):
        return Gap.NOT_SUPPLIED
    return counted(series, period)
