"""How often verdicts err on real months that were made unchanged."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

import numpy as np

from csp_portal.calibration import rates
from csp_portal.calibration.exchanged import equalised, exchanged
from csp_portal.calibration.rates import Rate
from csp_portal.calibration.simulated import SPANS
from csp_portal.calibration.verdicts import (
    Compared,
    Counts,
    alone,
    apart,
    of_places,
    of_wholes,
)
from measures.usual_change import Judged

# Blocks of so many months are exchanged, in so many ways that are drawn for each measure.
BLOCKS: Mapping[int, int] = {3: 8, 6: 2}
# The promise is of places and wholes with so many events in a usual month.
FEWEST_A_MONTH = 10


@dataclass(frozen=True)
class RealMonths:
    """The months of one measure and source in one partnership: whole years, the latest.

    `wards` are counts by ward and month, none where the source does not reach down to them;
    `whole` by month. `first` is the place of the first month in its year, from 0.
    """

    partnership: str
    measure: str
    source: str
    first: int
    whole: Counts
    wards: Counts


@dataclass
class _Found:
    """Verdicts by what was judged, one group for each measure of a partnership."""

    verdicts: dict[tuple[str, int, int], list[list[Judged]]] = field(
        default_factory=lambda: defaultdict(list)
    )
    answers: dict[int, list[list[bool]]] = field(default_factory=lambda: defaultdict(list))


def every_rate(months: Iterable[RealMonths], *, by: np.random.Generator) -> Iterator[Rate]:
    """The rates by what is judged, block and span; none where no real months are held.

    The standard error is by measures, since the draws of one measure hang together.
    """
    found = _Found()
    for held in months:
        for block, times in BLOCKS.items():
            _add(found, held, block, times, by)
    for (kind, block, span), groups in sorted(found.verdicts.items()):
        labels = _labels("change", kind, block, SPANS[span])
        yield rates.of_verdicts(groups, labels, most=rates.MOST_FALSE_VERDICTS)
    for block, answers in sorted(found.answers.items()):
        labels = _labels("beside the rest", "ward", block, "all")
        yield rates.of_answers(answers, labels, most=rates.MOST_FALSE_VERDICTS)


def _labels(test: str, kind: str, block: int, span: str) -> dict[str, rates.Label]:
    return {"test": test, "judged": kind, "block": block, "span": span}


def _add(found: _Found, held: RealMonths, block: int, times: int, by: np.random.Generator) -> None:
    """The verdicts on `times` exchanges of the months of one measure."""
    drawn = np.stack([exchanged(_unchanged(held, by), block, by=by) for _ in range(times)])
    wholes, wards = drawn.sum(axis=1), drawn[:, 1:]
    usual = wards.mean(axis=(0, 2))
    for span in SPANS:
        compared = Compared(drawn.shape[2], span, held.first)
        if wholes.mean() >= FEWEST_A_MONTH:
            judged = _of_whole(wholes, wards, compared)
            found.verdicts["whole", block, span].append([each for one in judged for each in one])
        if not len(held.wards):
            continue
        for_wards = of_places(wards, compared)
        for kind, is_it in (
            (f"ward, {FEWEST_A_MONTH} or more a month", usual >= FEWEST_A_MONTH),
            (f"ward, fewer than {FEWEST_A_MONTH} a month", usual < FEWEST_A_MONTH),
        ):
            if is_it.any():
                those = [one[n] for one in for_wards for n in np.flatnonzero(is_it)]
                found.verdicts[kind, block, span].append(those)
        found.answers[block].append([each for one in apart(wards, compared) for each in one])


def _of_whole(wholes: Counts, wards: Counts, compared: Compared) -> list[list[Judged]]:
    return of_wholes(wholes, wards, compared) if wards.size else alone(wholes, compared)


def _unchanged(held: RealMonths, by: np.random.Generator) -> Counts:
    """The months of equal years: first what lies in no ward, then each ward."""
    nowhere = held.whole - held.wards.sum(axis=0)
    return equalised(np.vstack([nowhere[None, :], held.wards]), by=by)
