"""How far chance alone would spread areas of one and the same rate; knows only numbers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from functools import cached_property
from math import exp, lgamma, log, sqrt

from measures.counts import Evidence
from measures.intervals import Interval

# Left out on either side by limits of 95% and of 99.8%.
_TAIL, _FAR_TAIL = 0.025, 0.001

# A term this small beside the sum adds nothing that a double could hold.
_NOTHING = 1e-17


class Standing(Enum):
    """Where an area lies in the funnel, in words to show."""

    FAR_ABOVE = "much higher than its population would lead one to expect"
    ABOVE = "higher than its population would lead one to expect"
    WITHIN = "about what its population would lead one to expect"
    BELOW = "lower than its population would lead one to expect"
    FAR_BELOW = "much lower than its population would lead one to expect"


@dataclass(frozen=True)
class InFunnel:
    """A count beside what its population leads one to expect.

    The limits are the least and the greatest whole counts that chance passes no more often than
    2.5% (`far_limits`: 0.1%) of the time on that side.
    """

    count: int
    expected: float

    @cached_property
    def limits(self) -> Interval:
        """Limits of 95%."""
        return _limits(self.expected, _TAIL)

    @cached_property
    def far_limits(self) -> Interval:
        """Limits of 99.8%."""
        return _limits(self.expected, _FAR_TAIL)

    @cached_property
    def standing(self) -> Standing:
        """Above or below when the count is beyond the limits, far when beyond the far ones."""
        if self.count > self.expected:
            chance = _at_least(self.count, self.expected)
            beyond, far = Standing.ABOVE, Standing.FAR_ABOVE
        else:
            chance = _at_most(self.count, self.expected)
            beyond, far = Standing.BELOW, Standing.FAR_BELOW
        if chance > _TAIL:
            return Standing.WITHIN
        return far if chance <= _FAR_TAIL else beyond


def in_funnel(count: Evidence, *, population: int, area_rate: float) -> InFunnel:
    """An area of `population` residents where each counts `area_rate` on average.

    Spiegelhalter's funnel plot (Statistics in Medicine 24, 2005) with exact Poisson limits.
    ValueError for a population or a rate that is not above zero.
    """
    if population <= 0 or area_rate <= 0:
        raise ValueError(f"no funnel for {population} residents at a rate of {area_rate}")
    return InFunnel(count, population * area_rate)


def _limits(expected: float, tail: float) -> Interval:
    reach = int(5 * sqrt(expected)) + 10
    middle = int(expected)
    low = _first(lambda count: _at_most(count, expected) > tail, max(0, middle - reach), middle)
    high = _first(lambda count: _at_least(count + 1, expected) <= tail, middle, middle + reach)
    return Interval(low, high)


def _first(holds: Callable[[int], bool], low: int, high: int) -> int:
    """The least whole number from `low` to `high` from which on `holds`."""
    while low < high:
        middle = (low + high) // 2
        if holds(middle):
            high = middle
        else:
            low = middle + 1
    return low


def _at_least(count: int, mean: float) -> float:
    """The chance of `count` or more, for a count above the mean: its terms only get smaller."""
    term = chance = _chance_of(count, mean)
    while term > chance * _NOTHING:
        count += 1
        term *= mean / count
        chance += term
    return chance


def _at_most(count: int, mean: float) -> float:
    """The chance of `count` or fewer, for a count up to the mean."""
    term = chance = _chance_of(count, mean)
    while count > 0 and term > chance * _NOTHING:
        term *= count / mean
        count -= 1
        chance += term
    return chance


def _chance_of(count: int, mean: float) -> float:
    return exp(count * log(mean) - mean - lgamma(count + 1))
