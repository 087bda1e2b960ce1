"""How often changes of a known size are found, in places like those of a town."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from csp_portal.calibration import rates
from csp_portal.calibration.rates import Rate
from csp_portal.calibration.screened import standing_out
from csp_portal.calibration.simulated import KINDS, PLACES, SPANS, Kind, truth_of
from csp_portal.calibration.simulated_months import Change, drawn
from csp_portal.calibration.verdicts import Compared
from measures.usual_change import Judged

CHANGES = (-10, -20, -30, 50, 100)
MONTHS = 36
CARRIED_OVER = 0.4
# Recorded crime in Middlesbrough: of its wards together, and of the town.
PHI_OF_WARDS, PHI_OF_TOWN = 2.1, 3.7
_OF_PLACES, _OF_WHOLES, _ = KINDS


@dataclass(frozen=True)
class Case:
    """What changes: how it is judged, how many events it usually has a month, its scatter."""

    name: str
    kind: Kind
    usual: float
    phi: float


CASES = (
    Case("ward with 10 a month", _OF_PLACES, 10, PHI_OF_WARDS),
    Case("ward with 100 a month", _OF_PLACES, 100, PHI_OF_WARDS),
    Case("town with 2,000 a month", _OF_WHOLES, 2000, PHI_OF_TOWN),
)


def every_rate(by: np.random.Generator, *, drawn_each: int) -> Iterator[Rate]:
    """The shares of changes that are found, by year and by quarter, and of doubled months."""
    for case in CASES:
        for span in (12, 3):
            for percent in CHANGES:
                yield _of_change(case, span, percent, by, drawn_each)
    for usual in (10, 40, 100):
        yield _of_doubled_month(usual, by, drawn_each)


def _of_change(
    case: Case, span: int, percent: int, by: np.random.Generator, drawn_each: int
) -> Rate:
    compared = Compared(MONTHS, span)
    truth = truth_of(
        case.kind, usual=case.usual, phi=case.phi, carried_over=CARRIED_OVER, months=MONTHS
    )
    sets = max(1, round(drawn_each / (case.kind.per_set * case.kind.costs)))
    change = Change(1 + percent / 100, compared.later.start, compared.later.stop)
    counts = drawn(truth, sets, by=by, level_from=compared.base.start, change=change)
    found: Sequence[Sequence[Judged]] = case.kind.judge(counts, compared)
    labels: dict[str, rates.Label] = {
        "test": "change",
        "judged": case.name,
        "phi": case.phi,
        "span": SPANS[span],
        "change": percent,
    }
    return rates.of_verdicts(found, labels, most=None)


def _of_doubled_month(usual: int, by: np.random.Generator, drawn_each: int) -> Rate:
    """One place of a set has twice as many in the month that is screened."""
    truth = replace(PLACES, usual=usual, phi=PHI_OF_WARDS, carried_over=CARRIED_OVER, months=MONTHS)
    sets = max(1, round(drawn_each / 5))
    counts = drawn(truth, sets, by=by, level_from=0)
    doubled = drawn(truth, sets, by=by, level_from=0, change=Change(2, MONTHS - 1, MONTHS))
    counts[:, 0] = doubled[:, 0]
    labels: dict[str, rates.Label] = {
        "test": "screen of a month",
        "judged": f"ward with {usual} a month",
        "phi": PHI_OF_WARDS,
        "span": "month",
        "change": 100,
    }
    return rates.of_answers(
        [[bool(found)] for found in standing_out(counts)[:, 0]], labels, most=None
    )
