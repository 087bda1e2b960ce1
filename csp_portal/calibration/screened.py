"""The screen of a month over many sets of places, by the functions that pages use."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from csp_portal.calibration.verdicts import Counts
from measures import scatter
from measures.counts import Evidence
from measures.screening import that_stand_out
from measures.seasonal_fit import Fit, Window, fit
from measures.usual_month import MONTHS_BEFORE, month_p, season, usual


def standing_out(counts: Counts) -> NDArray[np.bool_]:
    """Whether the last month of each place stands out among those of its set, by set and place.

    The season is that of the whole set, whose first month is a January. Places of which too few
    are usual are not screened, and do not stand out.
    """
    found = np.zeros(counts.shape[:2], dtype=bool)
    months = counts.shape[2]
    window = Window(months, 0, (months - 1, months))
    for row, places in enumerate(counts):
        fits = fit(places.tolist(), window)
        means = places.mean(axis=1).tolist()
        pool = scatter.pooled(fits, means)
        factors = season(tuple(places[:, :-1].sum(axis=0).tolist()), 0)
        p_values = {
            place: p_value
            for place in range(len(places))
            if (p_value := _p(places[place].tolist(), fits[place], pool, factors)) is not None
        }
        found[row, that_stand_out(p_values)] = True
    return found


def _p(counts: list[int], own: Fit, pool: float | None, factors: tuple[float, ...]) -> float | None:
    *before, now = counts
    about = scatter.of_place(own, sum(counts) / len(counts), pool)
    if about is None:
        return None
    expected = usual(
        before[-MONTHS_BEFORE:],
        factors,
        now=len(before) % 12,
        scatter=about,
        exceptional=[month % 12 for month in own.exceptional],
    )
    return month_p(Evidence(now), expected, freedom=about.freedom) if expected else None
