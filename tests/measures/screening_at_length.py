"""Years in which nothing changes, of which the last month is screened as the AIM briefing does it.

`python -m tests.measures.screening_at_length 1000` screens 1,000 of them and says how many
flagged anything among the wholes, and among the places.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator

import numpy as np

from measures.counts import Evidence
from measures.scatter import Scatter, of_place, of_whole, pooled
from measures.screening import PROMISED_RATE, that_stand_out
from measures.seasonal_fit import Window, fit
from measures.usual_month import MONTHS_BEFORE, month_p, season, usual

# A town like Middlesbrough: wards from quiet to busy, measures from rare to common, a month each.
WARDS, LOCALITIES = 20, 4
MEASURES = np.array([0.4, 1, 2, 3, 4, 6, 9, 14, 22, 40])
BUSY = np.linspace(0.3, 3, WARDS)
MONTHS = 36
WINDOW = Window(MONTHS + 1, 0, (MONTHS, MONTHS + 1))


def flagged_years(years: int, *, seed: int, scatter: float = 0.0) -> tuple[int, int]:
    """Of how many unchanging histories the last month has a flag: a whole, or a place.

    `scatter` is the variance of a month's rate beyond that of chance, as a part of its square:
    police counts have some, single events would have none.
    """
    chance = np.random.default_rng(seed)
    flagged = [_flagged(_counts(chance, scatter)) for _ in range(years)]
    return sum(whole for whole, _ in flagged), sum(place for _, place in flagged)


def _counts(chance: np.random.Generator, scatter: float) -> np.ndarray:
    """By ward, measure and month."""
    shape = (WARDS, len(MEASURES), MONTHS + 1)
    rates = np.broadcast_to(np.outer(BUSY, MEASURES)[..., None], shape)
    if scatter:
        rates = rates * chance.gamma(1 / scatter, scatter, rates.shape)
    return chance.poisson(rates)


def _flagged(counts: np.ndarray) -> tuple[bool, bool]:
    wholes: list[float] = []
    places: list[float] = []
    for measure in (*counts.transpose(1, 0, 2), counts.sum(axis=1)):
        whole = measure.sum(axis=0).tolist()
        factors = season(tuple(whole[:-1]), 0)
        sets = (measure, measure.reshape(LOCALITIES, -1, MONTHS + 1).sum(axis=1))
        pools = [_pool(every.tolist()) for every in sets]
        for every, pool in zip(sets, pools, strict=True):
            places += _p_values(every.tolist(), factors, pool, is_whole=False)
        wholes += _p_values([whole], factors, pools[0], is_whole=True)
    return _any_stands_out(wholes), _any_stands_out(places)


def _pool(every: list[list[int]]) -> float | None:
    return pooled(fit(every, WINDOW), [sum(counts) / len(counts) for counts in every])


def _p_values(
    every: list[list[int]], factors: tuple[float, ...], pool: float | None, *, is_whole: bool
) -> Iterator[float]:
    for counts, own in zip(every, fit(every, WINDOW), strict=True):
        mean = sum(counts) / len(counts)
        found: Scatter | None = of_whole(own, pool) if is_whole else of_place(own, mean, pool)
        if found is None:
            continue
        about = usual(
            counts[-1 - MONTHS_BEFORE : -1],
            factors,
            now=MONTHS % 12,
            scatter=found,
            exceptional=[index % 12 for index in found.exceptional],
        )
        if about:
            yield month_p(Evidence(counts[-1]), about, freedom=found.freedom)


def _any_stands_out(p_values: list[float]) -> bool:
    return bool(that_stand_out(dict(enumerate(p_values))))


if __name__ == "__main__":
    asked = int(sys.argv[1])
    for beyond in (0.0, 0.05):
        whole, place = flagged_years(asked, seed=2023, scatter=beyond)
        sys.stdout.write(
            f"scatter {beyond}: of {asked} unchanging months {whole} flagged a whole and {place} a"
            f" place; {PROMISED_RATE:.0%} is {PROMISED_RATE * asked:.0f}\n"
        )
