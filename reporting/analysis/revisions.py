"""What was revised, since when and why."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias

from measures.counts import Mark
from measures.periods import Period
from reporting.analysis.places import GIVEN, Place, PlaceKind
from reporting.analysis.series import Series, ordinal, overlaps


@dataclass(frozen=True, order=True)
class Revised:
    """That a figure was revised: when and why."""

    at: datetime
    because: str


# What was revised, by (first month, months) of the facts, as in `Series`.
Revisions: TypeAlias = Mapping[tuple[int, int], frozenset[Revised]]

NO_MARKS: frozenset[Mark] = frozenset()


def revised_in(recorded: Iterable[Revisions], periods: Iterable[Period]) -> tuple[Revised, ...]:
    """Those of `recorded` that touch any of `periods`, the earliest revision first."""
    spans = [(ordinal(period.start), ordinal(period.start) + period.months) for period in periods]
    found: set[Revised] = set()
    for revisions in recorded:
        for (start, months), made in revisions.items():
            if any(start < beyond and first < start + months for first, beyond in spans):
                found |= made
    return tuple(sorted(found))


def mark_of_given(
    counts: Mapping[str, Series], periods: Iterable[Period], area: Place | None
) -> frozenset[Mark]:
    """That a count of the whole in one of `periods` rests on a total as a file gives it."""
    given = counts.get(GIVEN, {})
    if not given or (area and area.kind is not PlaceKind.WHOLE):
        return NO_MARKS
    rests = any(overlaps(given, period) for period in periods)
    return frozenset({Mark.GIVEN}) if rests else NO_MARKS
