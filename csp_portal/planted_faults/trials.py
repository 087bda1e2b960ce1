"""Returns with and without a planted fault put through the screener, and what it asks about."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.random import Generator

from csp_portal.planted_faults.planting import Fault, Sent, planted, sound
from csp_portal.planted_faults.real_returns import MADE_UP, Counts, RealMonths, Series
from returns.checking.comparing import Named
from returns.checking.screener import screen
from returns.checking.usual_shares import FEWEST_MONTHS
from returns.reading.tidy import PartReading, tidy

if TYPE_CHECKING:
    from pandas import DataFrame

# Of a hundred returns with a fault so many are asked about, and of those without so many at most.
MEASURED = "real months"
LEAST_ASKED = 0.95
MOST_FALSE = 0.10


@dataclass(frozen=True)
class Rate:
    """How many of the returns of one kind raise a question; `goal` is least or most."""

    kind: str
    origin: str
    returns: int
    asked: int
    is_kept: bool

    @property
    def rate(self) -> float:
        return self.asked / self.returns if self.returns else 0.0


def asked_about(every: Sequence[RealMonths], *, returns: int, by: Generator) -> Iterator[Rate]:
    """Of each kind of fault `returns` planted into `every`, and how many are asked about.

    Into made-up months too, where there are any, without a goal.
    """
    measured = [real for real in every if real.origin != MADE_UP]
    made_up = [real for real in every if real.origin == MADE_UP]
    for fault in Fault:
        for origin, months in ((MEASURED, measured), (MADE_UP, made_up)):
            drawn = [_drawn(fault, months, by) for _ in range(returns if months else 0)]
            found = [bool(questions(*each)) for each in drawn if each]
            if found:
                is_kept = origin == MADE_UP or sum(found) >= LEAST_ASKED * len(found)
                yield Rate(fault.value, origin, len(found), sum(found), is_kept)


# So many draws without a return that can have the fault mean that there is none.
_MOST_DRAWS = 200


def _drawn(
    fault: Fault, every: Sequence[RealMonths], by: Generator
) -> tuple[RealMonths, Sent] | None:
    for _ in range(_MOST_DRAWS):
        real = every[int(by.integers(len(every)))]
        possible = list(_returns(real))
        if not possible:
            continue
        faulty = planted(
            fault, real, possible[int(by.integers(len(possible)))], others=every, by=by
        )
        if faulty is not None:
            return real, faulty
    return None


def false_questions(every: Sequence[RealMonths]) -> Iterator[Rate]:
    """Of every real return how many raise a question, by where the months come from."""
    origins: dict[str, list[bool]] = {}
    for real in every:
        for sent in _returns(real):
            origins.setdefault(real.origin, []).append(bool(questions(real, sent)))
    for origin, asked in origins.items():
        many = sum(asked)
        is_kept = origin == MADE_UP or many <= MOST_FALSE * len(asked)
        yield Rate("no fault", origin, len(asked), many, is_kept)


def _returns(real: RealMonths) -> Iterator[Sent]:
    """Each return that could have been sent: with the earlier months in use, and with all others.

    At least twelve are in use before, so that there is something to compare with.
    """
    months = range(len(real.months))
    for first in range(0, len(real.months) - real.a_return + 1, real.a_return):
        at = range(first, first + real.a_return)
        others = [month for month in months if month not in at]
        yield sound(real, at, others)
        if first >= FEWEST_MONTHS:
            yield sound(real, at, range(first))


def questions(real: RealMonths, sent: Sent) -> list[str]:
    """What the screener asks about the return, series by series."""
    asked = []
    for series, counts in zip(real.series, sent.counts, strict=True):
        part = _part(real, series, counts, sent.at)
        in_use = _frame(real, series, series.counts[list(sent.in_use)], sent.in_use)
        report = screen(part, in_use=in_use, named=_named(real, series))
        asked += [finding.message for finding in report.queries]
    return asked


def _named(real: RealMonths, series: Series) -> Named:
    return Named(
        unit=series.unit,
        places=dict(enumerate(real.places, start=1)),
        categories={"kind": {kind: kind for kind in series.kinds}},
    )


def _part(real: RealMonths, series: Series, counts: Counts, at: Sequence[int]) -> PartReading:
    return PartReading(
        partnership_id=1,
        partnership=real.town,
        dataset=series.dataset,
        source=real.source,
        origin="",
        months=tuple(real.months[month] for month in at),
        rows=_frame(real, series, counts, at),
    )


def _frame(real: RealMonths, series: Series, counts: Counts, at: Sequence[int]) -> DataFrame:
    """Tidy counts: a line for each month, place and kind that has any."""
    import pandas as pd

    month, place, kind = np.nonzero(counts)
    days = [real.months[each].first_day for each in at]
    rows = pd.DataFrame(
        {
            "area": place + 1,
            "start": [days[each] for each in month],
            "months": 1,
            "kind": [series.kinds[each] for each in kind],
            "count": counts[month, place, kind],
        }
    )
    return tidy(rows, dimensions=("kind",))
