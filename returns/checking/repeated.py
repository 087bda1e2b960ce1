"""A month with the figures of another."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from measures.periods import Month
from returns.checking.monthly_counts import MonthlyCounts

# Of fewer figures that large nothing is said: small numbers are alike by chance.
FEWEST_FIGURES = 10
_LARGE = 3
# Where they are all one number or two, every month looks like every other.
_FEWEST_NUMBERS = 3
# Somebody may have put a few of them right in one month, and not in the other.
_ALIKE = 0.9


@dataclass(frozen=True)
class Repeated:
    """`month` has `alike` of its `figures` (of 3 or more) in common with `other`."""

    month: Month
    other: Month
    alike: int
    figures: int
    is_in_file: bool


def can_be_told(ours: MonthlyCounts, month: Month) -> bool:
    """Whether `month` has figures enough to know it by."""
    at = ours.at(month)
    if at is None:
        return False
    large = ours.counts[at][ours.counts[at] >= _LARGE]
    return large.size >= FEWEST_FIGURES and np.unique(large).size >= _FEWEST_NUMBERS


def repeated(ours: MonthlyCounts, in_use: MonthlyCounts) -> list[Repeated]:
    """Months of `ours` that have the figures of another month, in the same file or in use."""
    found = []
    for month in ours.months:
        if not can_be_told(ours, month):
            continue
        again = _alike(ours, month, ours.before(month), is_in_file=True)
        again = again or _alike(ours, month, in_use.without(month), is_in_file=False)
        if again:
            found.append(again)
    return found


def _alike(
    ours: MonthlyCounts, month: Month, others: MonthlyCounts, *, is_in_file: bool
) -> Repeated | None:
    own = ours.counts[ours.at(month)]
    either = (others.counts >= _LARGE) | (own >= _LARGE)
    alike = (either & (others.counts == own)).sum(axis=(1, 2))
    figures = either.sum(axis=(1, 2))
    shares = alike / np.maximum(figures, 1)
    if not len(shares) or shares.max() < _ALIKE:
        return None
    at = int(np.argmax(shares))
    return Repeated(month, others.months[at], int(alike[at]), int(figures[at]), is_in_file)
