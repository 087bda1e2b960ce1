"""How far chance alone would spread areas of one and the same rate; knows only numbers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from math import exp, lgamma, log, sqrt

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
    """A count beside what its population leads one to expect, and the limits of chance."""

    count: int
    expected: float
    limits: Interval  # 95%
    far_limits: Interval  # 99.8%

    @property
    def standing(self) -> Standing:
        if self.count > self.far_limits.high:
            return Standing.FAR_ABOVE
        if self.count < self.far_limits.low:
            return Standing.FAR_BELOW
        if self.count > self.limits.high:
            return Standing.ABOVE
        return Standing.BELOW if self.count < self.limits.low else Standing.WITHIN


def in_funnel(count: int, *, population: int, area_rate: float) -> InFunnel:
    """An area of `population` residents where each counts `area_rate` on average.

    Spiegelhalter's funnel plot (Statistics in Medicine 24, 2005) with exact Poisson limits: the
    least and the greatest whole counts that chance passes no more often than 2.5% (0.1%) of the
    time on that side. ValueError for a population or a rate that is not above zero.
    """
    if population <= 0 or area_rate <= 0:
        raise ValueError(f"no funnel for {population} residents at a rate of {area_rate}")
    expected = population * area_rate
    return InFunnel(
        count=count,
        expected=expected,
        limits=_limits(expected, _TAIL),
        far_limits=_limits(expected, _FAR_TAIL),
    )


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
