"""Totals of a whole partnership that a file gives where some of what they add up is hidden.

They are no figures of a place: the counts that are hidden stay hidden, and a given total stands
for their sum where nothing else can.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from measures.aggregation import Where
from measures.counts import Gap


@dataclass(frozen=True)
class GivenTotal:
    """The count of all places from `start` for so many `months`, and where the file gives it.

    `categories` has a slug for each dimension that it names; of the others it is the total.
    """

    start: date
    months: int
    categories: Mapping[str, str]
    count: int
    file: str = ""
    sheet: str = ""
    row: int | None = None

    @property
    def span(self) -> tuple[date, int]:
        return self.start, self.months

    def adds_up(self, categories: Mapping[str, str]) -> bool:
        """Whether figures of these categories are among what it is the total of."""
        return all(categories[name] == slug for name, slug in self.categories.items())


class Together(NamedTuple):
    """Figures of all places, some categories and months: what shows, and the gravest gap."""

    start: date
    months: int
    categories: Mapping[str, str]
    shown: int
    gap: Gap | None


def wholes(
    figures: Iterable[Together], given: Collection[GivenTotal], where: Where
) -> dict[tuple[date, int], int]:
    """By first day and months, the counts of `where` that only given totals can tell.

    None where nothing is hidden, where anything else is missing, and where a given total is also
    of figures that are hidden and not of `where`.
    """
    by_span: dict[tuple[date, int], list[Together]] = {}
    for each in figures:
        by_span.setdefault((each.start, each.months), []).append(each)
    found = {}
    for span in dict.fromkeys(total.span for total in given):
        of_span = [total for total in given if total.span == span]
        whole = _whole(by_span.get(span, []), of_span, where)
        if whole is not None:
            found[span] = whole
    return found


def _whole(figures: list[Together], given: Iterable[GivenTotal], where: Where) -> int | None:
    wanted = [each for each in figures if _belongs(each, where)]
    gaps = {each.gap for each in wanted} - {None}
    if gaps != {Gap.HIDDEN}:
        return None
    count = sum(each.shown for each in wanted)
    open_ones = [each for each in wanted if each.gap]
    for total in given:
        parts = [each for each in figures if total.adds_up(each.categories)]
        hidden = [each for each in parts if each.gap]
        if not any(_belongs(each, where) for each in hidden):
            continue
        if not all(_belongs(each, where) for each in hidden):
            return None
        count += total.count - sum(each.shown for each in parts)
        open_ones = [each for each in open_ones if not total.adds_up(each.categories)]
    return None if open_ones else count


def _belongs(each: Together, where: Where) -> bool:
    return all(each.categories[name] in slugs for name, slugs in where.items())
