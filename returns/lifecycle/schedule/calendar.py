"""When figures are due, and how a period stands on a day; knows no database and no today."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import Enum

from measures.periods import Month, Period

# What an agency can be asked for: how many months one return covers.
FREQUENCIES = (1, 3, 6, 12)


class State(Enum):
    """How the figures of one period stand."""

    NOT_APPLICABLE = "not applicable"
    DUE = "due"
    RECEIVED = "received"
    LATE = "late"
    IN_USE = "in use"


@dataclass(frozen=True)
class Interval:
    """How a statute counts its periods: of `months`, disclosed by the end of one later.

    `within` is how many periods later; 1 is the next. `valid_to` is the first day on which it no
    longer holds.
    """

    months: int
    within: int
    valid_from: date
    valid_to: date | None = None

    def holds_for(self, period: Period) -> bool:
        """Whether `period` ends while it is in force."""
        return self.valid_from <= period.last_day and (
            self.valid_to is None or period.last_day < self.valid_to
        )


@dataclass(frozen=True)
class Agreement:
    """From which month a source is asked for, how often, and by when.

    `days_after` counts from the last day of the period; None is the statutory date. `since` is
    when it was agreed, None where nobody has: the frequency is then the source's own. `because`
    is why it is not asked for.
    """

    first: Month
    every_months: int
    days_after: int | None = None
    is_asked_for: bool = True
    since: datetime | None = None
    because: str = ""


def holding(month: Month, *, every_months: int) -> Period:
    """The period of that length, counted from April, that `month` lies in."""
    return Period(month.shift(-(((month.number - 4) % 12) % every_months)), every_months)


def statutory_due(period: Period, interval: Interval) -> date:
    """The last day on which the law lets `period` be disclosed.

    A period that ends within an information period is due with it.
    """
    of = holding(period.last, every_months=interval.months)
    return of.last.shift(interval.months * interval.within).last_day


def due(period: Period, agreement: Agreement, *, statutory: date) -> date:
    """The day by which `period` is asked for: the agreed one, else the `statutory` one."""
    if agreement.days_after is None:
        return statutory
    return period.last_day + timedelta(days=agreement.days_after)


def periods(
    agreements: Sequence[Agreement], *, through: Month
) -> Iterator[tuple[Period, Agreement]]:
    """Every period asked for that begins by `through`, in order, with what was agreed about it.

    Where a new agreement begins within a period of the one before, that period ends there.
    """
    in_order = sorted(agreements, key=lambda agreed: agreed.first)
    for number, agreement in enumerate(in_order):
        last = in_order[number + 1].first.shift(-1) if number + 1 < len(in_order) else None
        if agreement.is_asked_for:
            yield from _under(agreement, last=last, through=through)


def _under(
    agreement: Agreement, *, last: Month | None, through: Month
) -> Iterator[tuple[Period, Agreement]]:
    month = agreement.first
    while month <= through and (last is None or month <= last):
        whole = holding(month, every_months=agreement.every_months)
        end = whole.last if last is None else min(whole.last, last)
        yield Period.spanning(month, end), agreement
        month = end.shift(1)


def state(
    period: Period, *, by: date, on: date, in_use: Collection[Month], waiting: Collection[Month]
) -> State:
    """How `period` stands on the day `on`, when it is asked for by `by`.

    `in_use` are the months with figures in use, `waiting` those in a return that waits for
    acceptance. A period is received when all of it is; on the day itself nothing is late.
    """
    needed = set(period.each_month)
    if needed.issubset(in_use):
        return State.IN_USE
    if needed.issubset({*in_use, *waiting}):
        return State.RECEIVED
    return State.LATE if on > by else State.DUE
