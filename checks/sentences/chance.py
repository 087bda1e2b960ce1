"""Tails, quantiles and exact intervals by plain sums, apart from the portal's own arithmetic."""

from __future__ import annotations

from functools import lru_cache
from math import atan, cos, exp, inf, lgamma, log, log1p, pi, sqrt
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

NORMAL = NormalDist()


def halved_up(value: float, places: int) -> float:
    """`value` rounded to so many places, a half away from zero as the decimal is written."""
    shifted = abs(value) * 10**places
    # A product of floats may lie a hair below the half that it stands for.
    whole = int(shifted + 0.5 + 1e-9)
    return (whole if value >= 0 else -whole) / 10**places


# --- Student's t -----------------------------------------------------------------------------
@lru_cache(maxsize=4096)
def t_tail(value: float, freedom: int) -> float:
    """How often Student's t lies above `value`, which is not below zero: the finite series."""
    angle = atan(value / sqrt(freedom))
    power = cos(angle) ** 2
    if freedom % 2:
        terms, term = 0.0, cos(angle)
        for step in range(1, freedom, 2):
            terms += term
            term *= power * (step + 1) / (step + 2)
        inside = 2 / pi * (angle + (terms * np.sin(angle) if freedom > 1 else 0.0))
    else:
        terms, term = 0.0, 1.0
        for step in range(0, freedom, 2):
            terms += term
            term *= power * (step + 1) / (step + 2)
        inside = np.sin(angle) * terms
    return float((1 - inside) / 2)


@lru_cache(maxsize=1024)
def t_quantile(chance: float, freedom: int) -> float:
    """Where Student's t lies below with `chance`, of one half or more."""
    low, high = 0.0, 1e7
    for _ in range(100):
        middle = (low + high) / 2
        low, high = (low, middle) if t_tail(middle, freedom) < 1 - chance else (middle, high)
    return (low + high) / 2


# --- Two counts ------------------------------------------------------------------------------
_logs: list[NDArray[np.float64]] = [np.zeros(1)]


def _log_factorials(most: int) -> NDArray[np.float64]:
    if len(_logs[0]) <= most:
        size = max(most + 1, 2 * len(_logs[0]))
        _logs[0] = np.concatenate([[0.0], np.cumsum(np.log(np.arange(1, size)))])
    return _logs[0]


def _at_least(events: int, of: int, chance: float) -> float:
    """How often `events` or more of `of` happen, each with `chance`."""
    if events <= 0:
        return 1.0
    logs, seen = _log_factorials(of), np.arange(events, of + 1)
    terms = (
        logs[of] - logs[seen] - logs[of - seen] + seen * log(chance) + (of - seen) * log1p(-chance)
    )
    return float(np.exp(terms).sum())


def _bisect(reaches, target: float) -> float:
    """Where a rising function of a chance reaches `target`."""
    low, high = 0.0, 1.0
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if reaches(middle) < target else (low, middle)
    return (low + high) / 2


@lru_cache(maxsize=20000)
def exact_ratio(before: int, after: int, then: float, now: float) -> tuple[float, float]:
    """Clopper and Pearson's 95% interval of the ratio of two rates over `then` and `now`."""
    of, scale = before + after, then / now
    low = _bisect(lambda chance: _at_least(after, of, chance), 0.025) if after else 0.0
    high = _bisect(lambda chance: _at_least(after + 1, of, chance), 0.975) if before else 1.0
    return (
        scale * low / (1 - low) if low else 0.0,
        scale * high / (1 - high) if before else inf,
    )


@lru_cache(maxsize=20000)
def exact_p(before: int, after: int, then: float, now: float) -> float:
    """How often two counts of one rate over `then` and `now` lie so far apart: two-sided."""
    of, share = before + after, now / (then + now)
    at_least, at_most = _at_least(after, of, share), 1 - _at_least(after + 1, of, share)
    if at_most < 1e-9:
        # Where a difference from 1 would lose its figures: by the other count.
        at_most = _at_least(before, of, 1 - share)
    return min(1.0, 2 * min(at_least, at_most))


# --- The negative binomial -------------------------------------------------------------------
def negative_binomial(count: int, mean: float, variance: float) -> tuple[float, float, float]:
    """How often a month has fewer than `count`, just so many, and more.

    Summed from the middle outwards, where no term is too small to hold.
    """
    size, share = mean**2 / (variance - mean), (variance - mean) / variance
    middle = int(mean)
    largest = exp(
        lgamma(middle + size)
        - lgamma(size)
        - lgamma(middle + 1)
        - size * log1p(mean / size)
        + middle * log(share)
    )
    terms = {middle: largest}
    term = largest
    for lower in range(middle - 1, -1, -1):
        term *= (lower + 1) / ((size + lower) * share)
        terms[lower] = term
    term, step = largest, middle
    while term > 1e-18 * largest or step <= count:
        term *= (size + step) / (step + 1) * share
        step += 1
        terms[step] = term
    below = sum(term for seen, term in terms.items() if seen < count)
    above = sum(term for seen, term in terms.items() if seen > count)
    return below, terms[count], above
