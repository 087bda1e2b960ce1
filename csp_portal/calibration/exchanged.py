"""Real months made unchanged: years made equal, and blocks of their months exchanged."""

from __future__ import annotations

import numpy as np

from csp_portal.calibration.verdicts import Counts

YEAR = 12


def equalised(counts: Counts, *, by: np.random.Generator) -> Counts:
    """The same with as many events in every year as in the year with fewest, by place.

    `counts` are by place and month, in whole years. Events are taken out at random, so that what
    remains scatters as before, less by as much as fewer events do.
    """
    places, months = counts.shape
    years = counts.reshape(places, months // YEAR, YEAR)
    fewest = years.sum(axis=2).min(axis=1)
    kept = [
        [by.multivariate_hypergeometric(year, least, method="marginals") for year in of_place]
        for of_place, least in zip(years, fewest, strict=True)
    ]
    return np.array(kept, dtype=np.int64).reshape(places, months)


def exchanged(counts: Counts, block: int, *, by: np.random.Generator) -> Counts:
    """The same with blocks of so many months exchanged at random between years, by place and month.

    Each block keeps its place in the year, and moves alike in all places. Exchanges of whole years
    are left out: they leave every year as it was.
    """
    places, months = counts.shape
    years, blocks = months // YEAR, YEAR // block
    order = _orders(years, blocks, by)
    shaped = counts.reshape(places, years, blocks, block)
    return shaped[:, order, np.arange(blocks)[None, :], :].reshape(places, months)


def _orders(years: int, blocks: int, by: np.random.Generator) -> np.ndarray:
    """By year and block, the year that the block is taken from; not the same for all blocks."""
    while True:
        order = np.stack([by.permutation(years) for _ in range(blocks)], axis=1)
        if (order != order[:, :1]).any():
            return order
