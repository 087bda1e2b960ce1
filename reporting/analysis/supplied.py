"""What figures came from: the returns, other sources, and what a disclosure rule lets through."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from math import ceil

from measures.counts import Count, Gap
from measures.periods import Month
from measures.series import Span
from reporting.analysis.places import PlaceKind
from reporting.analysis.series import Series

# How far a count to the nearest 5 may lie from the true one.
NEAREST_FIVE = 2


@dataclass(frozen=True)
class Origin:
    """A return that the figures rest on: how it came, and the months of it that are in use.

    `origin` is the slug of the agency whose figures they are, and `origin_name` what it is called.
    """

    of_return: int
    origin: str
    name: str
    supplied_by: str
    received: str
    accepted_by: str
    accepted: str
    illustrative: str
    months: tuple[Month, ...]
    origin_name: str = ""


@dataclass(frozen=True)
class OtherSource:
    """A source that the same measure could be shown from, and its months."""

    slug: str
    title: str
    months: frozenset[Month]


@dataclass(frozen=True)
class Gate:
    """What a disclosure rule lets through: the cells of one released version, and no more.

    `cells` is by the code of a place, and its figures overlap: months stand beside their year.
    The shortest are for `months`. `sentences` say the rule. `supplied_to` is what the
    source itself reaches down to. With `is_rounded` every count but 0 is to the nearest 5.
    """

    cells: Mapping[str, Series] = field(repr=False)
    version: int | None
    sentences: tuple[str, ...]
    supplied_to: PlaceKind
    months: int = 1
    is_rounded: bool = False

    def margin(self, count: Count, span: Span, cells: Series) -> int:
        """How far the true count may lie from the one that is shown, out of `cells`.

        One that is added up of several rounded ones may be as far off as all of them together.
        """
        if not self.is_rounded or isinstance(count, Gap) or not count:
            return 0
        is_one = span in cells
        return NEAREST_FIVE * (1 if is_one else ceil(span[1] / self.months))
