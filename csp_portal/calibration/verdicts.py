"""Verdicts on many histories at once, by the functions that pages use; knows only numbers.

Histories are counts by set, place and month: the places of a set are judged together, as the wards
of a partnership are.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from measures import scatter
from measures.scatter import Scatter
from measures.seasonal_fit import Fit, Window, fit
from measures.usual_change import Basis, Judged, Moved, judged, moved_otherwise

Counts: TypeAlias = NDArray[np.int64]

# Histories that are fitted at once, so that the memory stays small.
_AT_ONCE = 2000


@dataclass(frozen=True)
class Compared:
    """The last `span` of so many `months`, beside the same ones a year before."""

    months: int
    span: int
    first: int = 0  # place of the first month in its year

    @property
    def base(self) -> slice:
        return slice(self.months - 12 - self.span, self.months - 12)

    @property
    def later(self) -> slice:
        return slice(self.months - self.span, self.months)

    @property
    def window(self) -> Window:
        return Window(self.months, self.first, (self.later.start, self.later.stop))


def of_places(counts: Counts, compared: Compared) -> list[list[Judged]]:
    """The verdict on each place of each set, its scatter mixed with that of its set."""
    found = []
    for places, fits in zip(counts, _fits_of_sets(counts, compared), strict=True):
        means = places.mean(axis=1).tolist()
        pool = scatter.pooled(fits, means)
        found.append(
            [
                _judged(place, scatter.of_place(own, mean, pool), compared)
                for place, own, mean in zip(places, fits, means, strict=True)
            ]
        )
    return found


def of_wholes(wholes: Counts, parts: Counts, compared: Compared) -> list[list[Judged]]:
    """The verdict on each whole, by set and month, that scatters no less than its parts."""
    found = []
    fits = zip(_fits(wholes, compared), _fits_of_sets(parts, compared), strict=True)
    for whole, places, (own, of_parts) in zip(wholes, parts, fits, strict=True):
        pool = scatter.pooled(of_parts, places.mean(axis=1).tolist())
        found.append([_judged(whole, scatter.of_whole(own, pool), compared)])
    return found


def alone(wholes: Counts, compared: Compared) -> list[list[Judged]]:
    """The verdict on each whole of which no parts are known."""
    fits = _fits(wholes, compared, leaves_out=False)
    return [
        [_judged(whole, scatter.of_whole(own), compared)]
        for whole, own in zip(wholes, fits, strict=True)
    ]


def apart(counts: Counts, compared: Compared) -> list[list[bool]]:
    """Whether each place moved otherwise than the rest of its set; places of too few left out."""
    rests = counts.sum(axis=1, keepdims=True) - counts
    own, of_rests = _fits_of_sets(counts, compared), _fits_of_sets(rests, compared)
    found = []
    for places, others, fits, of_others in zip(counts, rests, own, of_rests, strict=True):
        means = places.mean(axis=1).tolist()
        pool = scatter.pooled(fits, means)
        answers = [
            moved_otherwise(
                _moved(places[n], scatter.of_place(fits[n], means[n], pool), compared),
                _moved(others[n], scatter.of_whole(of_others[n], pool), compared),
            )
            for n in range(len(places))
        ]
        found.append([answer for answer in answers if answer is not None])
    return found


def _moved(counts: Counts, about: Scatter | None, compared: Compared) -> Moved:
    """Without a scatter it is as good as no counts: nothing is told apart."""
    if about is None:
        return Moved(0, 0, 1.0)
    before, after = _pair(counts, compared)
    return Moved(before, after, about.factor(compared.span))


def _judged(counts: Counts, about: Scatter | None, compared: Compared) -> Judged:
    before, after = _pair(counts, compared)
    return judged(
        before,
        after,
        basis=Basis(about),
        before_months=compared.span,
        after_months=compared.span,
    )


def _pair(counts: Counts, compared: Compared) -> tuple[int, int]:
    return int(counts[compared.base].sum()), int(counts[compared.later].sum())


def _fits_of_sets(counts: Counts, compared: Compared) -> Iterator[Sequence[Fit]]:
    sets, places, months = counts.shape
    fits = _fits(counts.reshape(sets * places, months), compared)
    return (fits[places * n : places * (n + 1)] for n in range(sets))


def _fits(counts: Counts, compared: Compared, *, leaves_out: bool = True) -> list[Fit]:
    several = counts.tolist()
    return [
        own
        for start in range(0, len(several), _AT_ONCE)
        for own in fit(several[start : start + _AT_ONCE], compared.window, leaves_out=leaves_out)
    ]
