"""How often verdicts err on months that were drawn unchanged."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import product

import numpy as np

from csp_portal.calibration import rates
from csp_portal.calibration.rates import Rate
from csp_portal.calibration.screened import standing_out
from csp_portal.calibration.simulated_months import Truth, drawn
from csp_portal.calibration.verdicts import Compared, Counts, alone, apart, of_places, of_wholes
from measures.usual_change import Judged

SPANS = {3: "quarter", 6: "half-year", 12: "year"}
USUAL = (10, 40, 100, 400)
MONTHS = (24, 36, 60)
# Variance over mean, and how much of what exceeds single events carries over to the next month.
SCATTERS = ((1, 0.0), *product((2, 4), (0.0, 0.2, 0.4)))

# A set like the wards of a town. Of what exceeds single events 8% is shared, which makes the sum
# scatter as much more than its wards as in Middlesbrough (3.7 beside 2.1).
PLACES = Truth(usual=0, phi=1, carried_over=0, months=0, places=20, shared=0.08)
# The same relation of a whole to fewer parts, which are faster to fit.
PARTS = replace(PLACES, places=5, shared=0.345)
# How many times as many verdicts are drawn on places as on wholes with parts.
_PER_WHOLE = 5


@dataclass(frozen=True)
class Kind:
    """What is judged: how it is drawn, `per_set` verdicts from each draw, and by which rule."""

    name: str
    like: Truth
    per_set: int
    costs: int
    judge: Callable[[Counts, Compared], Sequence[Sequence[Judged]]]


KINDS = (
    Kind("place of a set", PLACES, PLACES.places, 1, of_places),
    Kind("whole with parts", PARTS, 1, _PER_WHOLE, lambda c, at: of_wholes(c.sum(axis=1), c, at)),
    Kind(
        "whole alone", replace(PLACES, places=1, shared=0), 1, 1, lambda c, at: alone(c[:, 0], at)
    ),
)


def every_rate(by: np.random.Generator, *, drawn_each: int) -> Iterator[Rate]:
    """The rates of changes, of wards beside the rest of the town, and of screened months.

    `drawn_each` verdicts are drawn for each row, in equal parts from each usual month.
    """
    for kind, (phi, carried_over), months, span in product(KINDS, SCATTERS, MONTHS, SPANS):
        yield _of_changes(kind, (phi, carried_over, months, span), by, drawn_each)
    for (phi, carried_over), months in product(SCATTERS, MONTHS):
        yield _of_the_rest(phi, carried_over, months, by, drawn_each)
    for phi, carried_over in SCATTERS:
        yield _of_the_screen(phi, carried_over, by, drawn_each)


def truth_of(kind: Kind, *, usual: float, phi: float, carried_over: float, months: int) -> Truth:
    """What to draw so that what is judged has `usual` events a month and scatters by `phi`."""
    like = replace(kind.like, usual=usual, phi=phi, carried_over=carried_over, months=months)
    if kind.per_set == 1 and like.places > 1:
        excess = (phi - 1) / (1 + (like.places - 1) * like.shared)
        return replace(like, usual=usual / like.places, phi=1 + excess)
    return like


def _of_changes(
    kind: Kind, of: tuple[int, float, int, int], by: np.random.Generator, drawn_each: int
) -> Rate:
    phi, carried_over, months, span = of
    compared = Compared(months, span)
    sets = max(1, round(drawn_each / (len(USUAL) * kind.per_set * kind.costs)))
    found: list[Sequence[Judged]] = []
    for usual in USUAL:
        truth = truth_of(kind, usual=usual, phi=phi, carried_over=carried_over, months=months)
        counts = drawn(truth, sets, by=by, level_from=compared.base.start)
        found += kind.judge(counts, compared)
    labels = _labels("change", kind.name, phi, carried_over, months) | {"span": SPANS[span]}
    return rates.of_verdicts(found, labels, most=rates.MOST_FALSE_VERDICTS)


def _of_the_rest(
    phi: int, carried_over: float, months: int, by: np.random.Generator, drawn_each: int
) -> Rate:
    """Places that moved as the rest of their set did; of all spans together."""
    sets = max(1, round(drawn_each / (2 * len(SPANS) * PLACES.places)))
    found: list[Sequence[bool]] = []
    for usual, span in product((40, 100), SPANS):
        compared = Compared(months, span)
        truth = replace(PLACES, usual=usual, phi=phi, carried_over=carried_over, months=months)
        found += apart(drawn(truth, sets, by=by, level_from=compared.base.start), compared)
    labels = _labels("beside the rest", KINDS[0].name, phi, carried_over, months)
    return rates.of_answers(found, labels, most=rates.MOST_FALSE_VERDICTS)


def _of_the_screen(phi: int, carried_over: float, by: np.random.Generator, drawn_each: int) -> Rate:
    """Months in which anything stands out among the places of a set, and nothing has changed."""
    sets = max(1, round(drawn_each / (2 * 6)))
    anything: list[Sequence[bool]] = []
    for usual in (10, 40):
        truth = replace(PLACES, usual=usual, phi=phi, carried_over=carried_over, months=36)
        stands_out = standing_out(drawn(truth, sets, by=by, level_from=0))
        anything += [[any(places)] for places in stands_out.tolist()]
    labels = _labels("screen of a month", "set of places", phi, carried_over, 36)
    return rates.of_answers(anything, labels, most=rates.MOST_FALSE_ALARMS)


def _labels(
    test: str, kind: str, phi: int, carried_over: float, months: int
) -> dict[str, rates.Label]:
    return {
        "test": test,
        "judged": kind,
        "phi": phi,
        "autocorrelation": carried_over,
        "months": months,
    }
