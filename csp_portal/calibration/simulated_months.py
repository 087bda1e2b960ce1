"""Months in which nothing changed, or that changed by so much: drawn with a known scatter."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Matrix = NDArray[np.float64]
Counts = NDArray[np.int64]

# A season of about this size up and down, in one wave a year and in two, as crime has it.
_WAVES = (0.15, 0.05)
# How much the level moves in a year, up or down, before the earlier of two compared periods.
_A_YEAR = 0.04


@dataclass(frozen=True)
class Truth:
    """What months are drawn from: sets of `places` with `usual` events a month each.

    `phi` is the variance of a usual month's count over its mean. What of it exceeds single events
    has the autocorrelation `carried_over` from one month to the next, and `shared` of it is common
    to all places of a set.
    """

    usual: float
    phi: float
    carried_over: float
    months: int
    places: int = 1
    shared: float = 0.0


@dataclass(frozen=True)
class Change:
    """The months from `first` to before `end` have `times` as many events as without it."""

    times: float
    first: int
    end: int


def drawn(
    truth: Truth,
    sets: int,
    *,
    by: np.random.Generator,
    level_from: int,
    change: Change | None = None,
) -> Counts:
    """Counts by set, place and month; from the month `level_from` on the level stands still.

    Before it the level moves by 4% a year, up or down. The season differs from set to set. Counts
    are Poisson about a level that is itself drawn from a gamma distribution: negative binomial.
    """
    expected = truth.usual * _season(sets, truth.months, by) * _slope(sets, truth, level_from, by)
    mean = expected[:, None, :] * _excess(sets, truth, by)
    if change:
        mean[:, :, change.first : change.end] *= change.times
    return by.poisson(mean)


def _excess(sets: int, truth: Truth, by: np.random.Generator) -> Matrix:
    """What the levels of months are multiplied by, of mean 1: a part of it shared by each set."""
    if truth.phi == 1:
        return np.ones((sets, truth.places, truth.months))
    shape = truth.usual / (truth.phi - 1)
    common = _gamma((sets, 1, truth.months), shape * truth.shared, truth, by)
    own = _gamma((sets, truth.places, truth.months), shape * (1 - truth.shared), truth, by)
    return (common + own) / shape


def _gamma(
    size: tuple[int, int, int], shape: float, truth: Truth, by: np.random.Generator
) -> Matrix:
    """A gamma autoregression along the last axis (Pitt, Chatfield and Walker 2002); rate 1."""
    values = np.zeros(size)
    if not shape:
        return values
    follows = truth.carried_over / (1 - truth.carried_over)
    values[..., 0] = by.gamma(shape, size=size[:-1])
    for month in range(1, size[-1]):
        events = by.poisson(follows * values[..., month - 1])
        values[..., month] = by.gamma(shape + events) / (1 + follows)
    return values


def _season(sets: int, months: int, by: np.random.Generator) -> Matrix:
    turns = 2 * np.pi * np.arange(months) / 12
    begins = by.uniform(0, 2 * np.pi, (len(_WAVES), sets, 1))
    logs = sum(
        size * np.cos(wave * turns + begins[wave - 1]) for wave, size in enumerate(_WAVES, start=1)
    )
    return np.asarray(np.exp(logs))


def _slope(sets: int, truth: Truth, level_from: int, by: np.random.Generator) -> Matrix:
    years = np.minimum(np.arange(truth.months) - level_from, 0) / 12
    return np.exp(by.choice([-_A_YEAR, _A_YEAR], (sets, 1)) * years)
