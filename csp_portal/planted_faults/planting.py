"""Faults of files planted into real months: each turns sound counts into faulty ones."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum

import numpy as np
from numpy.random import Generator

from csp_portal.planted_faults.real_returns import Counts, RealMonths

_LEFT = 0.35
_DIFFER = 1.5


class Fault(Enum):
    ROWS_MISSING = "65% of a month’s rows missing"
    SWAPPED = "two wards swapped whose usual counts differ by half or more"
    SHIFTED = "a column shifted"
    TWICE = "a month twice"
    OTHER_PERIOD = "figures in use for another period"
    OTHER_TOWN = "another town’s rows"


@dataclass(frozen=True, eq=False)
class Sent:
    """A return: which of the months it is for, and the counts of each series in them.

    `in_use` are the months that are in use.
    """

    at: tuple[int, ...]
    in_use: tuple[int, ...]
    counts: tuple[Counts, ...]


def sound(real: RealMonths, at: Sequence[int], in_use: Sequence[int]) -> Sent:
    """The return as it really was."""
    return Sent(tuple(at), tuple(in_use), tuple(each.counts[list(at)] for each in real.series))


def planted(
    fault: Fault, real: RealMonths, sent: Sent, *, others: Sequence[RealMonths], by: Generator
) -> Sent | None:
    """`sent` with the fault in it; None where such a return can't have it."""
    return _PLANTING[fault](real, sent, others, by)


def _rows_missing(
    real: RealMonths, sent: Sent, others: Sequence[RealMonths], by: Generator
) -> Sent:
    """Of one month most records, here and there, or all that stand in the last lines."""
    month = int(by.integers(len(sent.at)))
    is_cut_off = by.random() < 0.5
    every = []
    for counts in sent.counts:
        faulty = counts.copy()
        of_month = faulty[month]
        faulty[month] = _cut_off(of_month) if is_cut_off else by.binomial(of_month, _LEFT)
        every.append(faulty)
    return _with(sent, every)


def _cut_off(counts: Counts) -> Counts:
    """The first of the lines (by place), up to what is left."""
    flat = counts.reshape(-1)
    left = round(_LEFT * int(flat.sum()))
    upto = np.minimum(np.cumsum(flat), left)
    return np.diff(upto, prepend=0).reshape(counts.shape)


def _swapped(
    real: RealMonths, sent: Sent, others: Sequence[RealMonths], by: Generator
) -> Sent | None:
    usual = np.maximum(real.by_place, 1e-9)
    pairs = [
        (one, other)
        for one in range(len(usual))
        for other in range(one)
        if max(usual[one], usual[other]) >= _DIFFER * min(usual[one], usual[other])
    ]
    if not pairs:
        return None
    one, other = pairs[int(by.integers(len(pairs)))]
    every = [counts.copy() for counts in sent.counts]
    for faulty in every:
        faulty[:, [one, other]] = faulty[:, [other, one]]
    return _with(sent, every)


def _shifted(
    real: RealMonths, sent: Sent, others: Sequence[RealMonths], by: Generator
) -> Sent | None:
    """Counts one line down, one type to the side, or one month on, in all of the return."""
    step = int(by.choice([1, -1]))
    ways: list[Callable[[], list[Counts] | None]] = [
        lambda: [np.roll(counts, step, axis=1) for counts in sent.counts],
        lambda: _kinds_shifted(sent, step),
    ]
    if len(sent.at) > 1:
        ways.append(lambda: _months_shifted(real, sent))
    every = ways[int(by.integers(len(ways)))]()
    return None if every is None else _with(sent, every)


_FEWEST_KINDS = 3


def _kinds_shifted(sent: Sent, step: int) -> list[Counts] | None:
    if max(counts.shape[2] for counts in sent.counts) < _FEWEST_KINDS:
        return None
    return [np.roll(counts, step, axis=2) for counts in sent.counts]


def _months_shifted(real: RealMonths, sent: Sent) -> list[Counts] | None:
    before = sent.at[0] - 1
    if before not in sent.in_use:
        return None
    return [each.counts[[before, *sent.at[:-1]]] for each in real.series]


def _twice(
    real: RealMonths, sent: Sent, others: Sequence[RealMonths], by: Generator
) -> Sent | None:
    """A further month in the return, with the figures of one that it has."""
    if len(sent.at) > 1:
        one, other = by.choice(len(sent.at), 2, replace=False)
        every = [counts.copy() for counts in sent.counts]
        for faulty in every:
            faulty[one] = faulty[other]
        return _with(sent, every)
    further = sent.at[0] + 1
    if further >= len(real.months):
        return None
    every = [np.concatenate([counts, counts]) for counts in sent.counts]
    in_use = tuple(month for month in sent.in_use if month != further)
    return Sent((*sent.at, further), in_use, tuple(every))


def _other_period(
    real: RealMonths, sent: Sent, others: Sequence[RealMonths], by: Generator
) -> Sent | None:
    length = len(sent.at)
    starts = [
        start for start in sent.in_use if all(start + on in sent.in_use for on in range(length))
    ]
    if not starts:
        return None
    start = int(by.choice(starts))
    return _with(sent, [each.counts[start : start + length] for each in real.series])


def _other_town(
    real: RealMonths, sent: Sent, others: Sequence[RealMonths], by: Generator
) -> Sent | None:
    """The rows of another town under the names of ours, line by line."""
    months = [real.months[at] for at in sent.at]
    alike = [
        other
        for other in others
        if other.town != real.town
        and other.origin == real.origin
        and [each.kinds for each in other.series] == [each.kinds for each in real.series]
        and set(months) <= set(other.months)
    ]
    if not alike:
        return None
    other = alike[int(by.integers(len(alike)))]
    rows = [other.months.index(month) for month in months]
    every = []
    for own, theirs in zip(sent.counts, other.series, strict=True):
        faulty = np.zeros_like(own)
        many = min(own.shape[1], theirs.counts.shape[1])
        faulty[:, :many] = theirs.counts[rows][:, :many]
        every.append(faulty)
    return _with(sent, every)


def _with(sent: Sent, counts: Sequence[Counts]) -> Sent:
    return Sent(sent.at, sent.in_use, tuple(counts))


_PLANTING = {
    Fault.ROWS_MISSING: _rows_missing,
    Fault.SWAPPED: _swapped,
    Fault.SHIFTED: _shifted,
    Fault.TWICE: _twice,
    Fault.OTHER_PERIOD: _other_period,
    Fault.OTHER_TOWN: _other_town,
}
