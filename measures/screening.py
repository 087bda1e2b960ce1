"""Many months judged at once, so that luck is not taken for news; knows only numbers.

Which p-values, and why: a month is judged by the greater of two. One says how often single events
that know nothing of one another would stray so far (an exact test of two counts). The other says
how often this very series strays so far from its own months (Student's t, on square roots, whose
scatter does not grow with the count). Police counts scatter more than single events do, so the
first alone would cry wolf; short or quiet series scatter little by luck, so the second alone would
too. The greater of two p-values is below a level no more often than either.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import inf, sqrt
from statistics import fmean
from typing import TypeVar

from measures.counts import Evidence
from measures.intervals import student_p, two_count_p

Key = TypeVar("Key")

# Of what is said to stand out, this part at most may be chance, on average over many months.
# Where nothing has changed anywhere, something is flagged in no more than so many months.
PROMISED_RATE = 0.05

# A month is judged by no fewer months before it, nor by fewer years of the same month.
FEWEST_MONTHS = 12
FEWEST_YEARS = 2


def month_p(now: Evidence, before: Sequence[Evidence]) -> float | None:
    """How often chance would part `now` so far from the months before it. None from too few."""
    if len(before) < FEWEST_MONTHS or min(now, *before) < 0:
        return None
    by_chance = two_count_p(sum(before), now, before_exposure=float(len(before)))
    # What is within chance stays within it, whatever the second opinion.
    if by_chance > PROMISED_RATE:
        return by_chance
    roots = [sqrt(count) for count in before]
    usual = fmean(roots)
    squares = sum((root - usual) ** 2 for root in roots)
    return max(by_chance, _stray_p(sqrt(now) - usual, squares, len(roots) - 1, len(roots)))


def seasonal_month_p(now: Evidence, before: Sequence[Evidence]) -> float | None:
    """The same for a series with a season: against the same month of earlier years.

    `before` are the months before it, oldest first. None from less than two years.
    """
    if len(before) < 12 * FEWEST_YEARS or min(now, *before) < 0:
        return None
    same = before[-12::-12]
    by_chance = two_count_p(sum(same), now, before_exposure=float(len(same)))
    if by_chance > PROMISED_RATE:
        return by_chance
    # How far months stray from their like, over all the months of the year.
    squares, freedom = 0.0, 0
    for back in range(1, 13):
        roots = [sqrt(count) for count in before[-back::-12]]
        usual = fmean(roots)
        squares += sum((root - usual) ** 2 for root in roots)
        freedom += len(roots) - 1
    usual = fmean(sqrt(count) for count in same)
    return max(by_chance, _stray_p(sqrt(now) - usual, squares, freedom, len(same)))


def _stray_p(difference: float, squares: float, freedom: int, months: int) -> float:
    """The t-test of one further value against the mean of `months` values."""
    spread = sqrt(squares / freedom * (1 + 1 / months))
    t = difference / spread if spread else inf
    return student_p(t, freedom=freedom) if t < inf else 0.0


def that_stand_out(p_values: Mapping[Key, float], *, rate: float = PROMISED_RATE) -> list[Key]:
    """Which of many, screened together, stand out, the strongest first.

    Benjamini and Hochberg (1995): of those that are said to stand out, no more than `rate` are
    chance on average, also where series move together, as a ward does with its locality
    (Benjamini and Yekutieli 2001).
    """
    ranked = sorted(p_values, key=lambda key: p_values[key])
    last = 0
    for rank, key in enumerate(ranked, start=1):
        if p_values[key] <= rate * rank / len(ranked):
            last = rank
    return ranked[:last]
