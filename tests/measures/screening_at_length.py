"""Years in which nothing changes, screened as the AIM briefing does it.

`python -m tests.measures.screening_at_length 1000 12` screens every month of 1,000 years and
says how many of them flagged anything.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator

import numpy as np

from measures.screening import PROMISED_RATE, month_p, that_stand_out

# A town like Middlesbrough: wards from quiet to busy, measures from rare to common, a month each.
WARDS, LOCALITIES = 20, 4
MEASURES = np.array([0.4, 1, 2, 3, 4, 6, 9, 14, 22, 40])
BUSY = np.linspace(0.3, 3, WARDS)
HISTORY = 24


def flagged_years(years: int, months: int, *, seed: int, scatter: float = 0.0) -> int:
    """How many of `years` unchanging years have a flag in any of their `months` screened.

    `scatter` is the variance of a month's rate beyond that of chance, as a part of its square:
    police counts have some, single events would have none.
    """
    chance = np.random.default_rng(seed)
    screens = (any(_screen(_counts(chance, months, scatter), months)) for _ in range(years))
    return sum(screens)


def _counts(chance: np.random.Generator, months: int, scatter: float) -> np.ndarray:
    """By series and month: the wards, the localities, the whole; each measure, and all together."""
    rates = np.broadcast_to(
        np.outer(BUSY, MEASURES)[..., None], (WARDS, len(MEASURES), HISTORY + months)
    )
    if scatter:
        rates = rates * chance.gamma(1 / scatter, scatter, rates.shape)
    wards = chance.poisson(rates)
    localities = wards.reshape(LOCALITIES, -1, *wards.shape[1:]).sum(axis=1)
    places = np.concatenate([wards, localities, wards.sum(axis=0, keepdims=True)])
    measures = np.concatenate([places, places.sum(axis=1, keepdims=True)], axis=1)
    return measures.reshape(-1, HISTORY + months)


def _screen(counts: np.ndarray, months: int) -> Iterator[bool]:
    series = counts.tolist()
    for month in range(HISTORY, HISTORY + months):
        p_values = {}
        for index, one in enumerate(series):
            p = month_p(one[month], one[month - HISTORY : month])
            if p is not None:
                p_values[index] = p
        yield bool(that_stand_out(p_values))


if __name__ == "__main__":
    asked_years, asked_months = int(sys.argv[1]), int(sys.argv[2])
    for beyond in (0.0, 0.05):
        flagged = flagged_years(asked_years, asked_months, seed=2023, scatter=beyond)
        screens = asked_years * asked_months
        sys.stdout.write(
            f"scatter {beyond}: {flagged} of {asked_years} unchanging years flagged anything in"
            f" {asked_months} months; {PROMISED_RATE:.0%} of {screens} screens is"
            f" {PROMISED_RATE * screens:.0f}\n"
        )
