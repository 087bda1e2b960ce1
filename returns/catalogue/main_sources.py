"""Which source is the main one for which months, as a partnership chose; knows no figures."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from measures.periods import Month, Period

if TYPE_CHECKING:
    from returns.catalogue.declarations import Dataset, Source


# What a partnership chose: the slug of a source by the first month that it is the main one for;
# None is from the beginning.
Chosen = Mapping[Month | None, str]


@dataclass(frozen=True)
class Stretch:
    """The months for which `source` is the main one.

    `first` is None where it reaches back without end, and `last` where no other source follows.
    `held` are all months that the source has figures for, where somebody has looked.
    """

    source: str
    title: str
    first: Month | None = None
    last: Month | None = None
    held: frozenset[Month] = field(default=frozenset(), repr=False)

    @property
    def is_endless(self) -> bool:
        """Whether it holds all months: no other source ever was, or will be, the main one."""
        return self.first is None and self.last is None

    @cached_property
    def supplied(self) -> frozenset[Month]:
        """Those of its months that the source has figures for."""
        return frozenset(month for month in self.held if self.holds(month))

    def holds(self, month: Month) -> bool:
        """Whether `month` is one of them."""
        return (self.first is None or self.first <= month) and (
            self.last is None or month <= self.last
        )

    def contains(self, period: Period) -> bool:
        """Whether every month of `period` is."""
        return self.holds(period.start) and self.holds(period.last)

    def overlaps(self, period: Period) -> bool:
        """Whether any month of `period` is."""
        return (self.first is None or self.first <= period.last) and (
            self.last is None or period.start <= self.last
        )


def or_first_in_use(
    dataset: Dataset,
    chosen: Chosen,
    *,
    in_use: Collection[str],
    having: Collection[str] | None = None,
) -> Chosen:
    """What is chosen; where nothing is, the first source that has figures in use, if any has.

    So a partnership's first file shows at once, whichever source it is of. `having` are the
    sources that have a measure.
    """
    if chosen:
        return chosen
    may_be = (source.slug for source in dataset.sources if having is None or source.slug in having)
    first = next((slug for slug in may_be if slug in in_use), None)
    return {None: first} if first else chosen


def stretches(
    dataset: Dataset, chosen: Chosen, *, having: Collection[str] | None = None
) -> tuple[Stretch, ...]:
    """Every stretch of the main sources of `dataset`, oldest first; they hold every month once.

    `having` are the sources that have a measure. Where one of the others is chosen, the source
    before goes on; where there is none, as where nothing is chosen, the first of `having` is the
    main one.
    """
    may_be = [source for source in dataset.sources if having is None or source.slug in having]
    by_slug = {source.slug: source for source in may_be}
    dated = sorted((first, slug) for first, slug in chosen.items() if first is not None)
    begun: list[tuple[Month | None, Source]] = []
    for first, slug in [(None, chosen.get(None, "")), *dated]:
        source = by_slug.get(slug, begun[-1][1] if begun else may_be[0])
        if not begun or begun[-1][1] != source:
            begun.append((first, source))
    ends = [first.shift(-1) for first, _ in begun[1:] if first is not None]
    return tuple(
        Stretch(source.slug, source.title, first, last)
        for (first, source), last in zip(begun, [*ends, None], strict=True)
    )
