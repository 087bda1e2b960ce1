"""How often something was found among many draws, and how far luck may have moved that."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import sqrt
from typing import TypeAlias

import numpy as np

from measures.usual_change import Judged, Outcome

# Verdicts on changes where nothing changed; months in which anything stands out where nothing did.
MOST_FALSE_VERDICTS = 0.07
MOST_FALSE_ALARMS = 0.05
# So many standard errors above its promise a rate breaks it: of the 200 and more rates of a run,
# luck seldom brings one so far.
ERRORS_ALLOWED = 2.5

Label: TypeAlias = str | int | float
Labels: TypeAlias = Mapping[str, Label]


@dataclass(frozen=True)
class Rate:
    """How many of `n` were `found`, beside a promise; `labels` say of what.

    `standard_error` is that of the rate, by the scatter from set to set: places of one set are not
    drawn independently. `counts_alone` is the rate by counts alone, and `too_few` that of “too few
    to say”, where the rate is of verdicts on changes. `most` is what was promised, if anything.
    """

    labels: Labels
    n: int
    found: int
    standard_error: float
    counts_alone: float | None = None
    too_few: float | None = None
    most: float | None = None

    @property
    def rate(self) -> float:
        return self.found / self.n if self.n else 0.0

    @property
    def is_kept(self) -> bool:
        """Whether the rate is no more than luck above its promise."""
        if self.most is None or not self.n:
            return True
        at_the_promise = sqrt(self.most * (1 - self.most) / self.n)
        error = max(self.standard_error, at_the_promise)
        return self.rate <= self.most + ERRORS_ALLOWED * error


def of_verdicts(sets: Iterable[Sequence[Judged]], labels: Labels, *, most: float | None) -> Rate:
    """How many verdicts are “beyond”; `sets` are of verdicts that may hang together."""
    groups = [group for group in sets if group]
    every = [judged for group in groups for judged in group]
    beyond = [[judged.outcome is Outcome.BEYOND for judged in group] for group in groups]
    by_counts = [not judged.by_counts.low <= 1 <= judged.by_counts.high for judged in every]
    too_few = [judged.outcome is Outcome.TOO_FEW for judged in every]
    return Rate(
        labels,
        n=len(every),
        found=sum(map(sum, beyond)),
        standard_error=_standard_error(beyond),
        counts_alone=float(np.mean(by_counts)) if every else None,
        too_few=float(np.mean(too_few)) if every else None,
        most=most,
    )


def of_answers(sets: Iterable[Sequence[bool]], labels: Labels, *, most: float | None) -> Rate:
    """How many of `sets` of answers are yes."""
    groups = [group for group in sets if len(group)]
    found = sum(sum(map(bool, group)) for group in groups)
    return Rate(labels, sum(map(len, groups)), found, _standard_error(groups), most=most)


def _standard_error(groups: Sequence[Sequence[bool]]) -> float:
    """Of a ratio of sums, from group to group (Cochran 1977, 2.11); 0 from fewer than two."""
    if len(groups) < 2:
        return 0.0
    sizes = np.array([len(group) for group in groups], dtype=float)
    found = np.array([sum(map(bool, group)) for group in groups], dtype=float)
    strays = found - found.sum() / sizes.sum() * sizes
    scale = len(groups) / (len(groups) - 1)
    return float(np.sqrt(scale * (strays**2).sum()) / sizes.sum())
