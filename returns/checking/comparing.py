"""A return beside what is usual: which of its months, places and kinds are odd, and how."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from measures.periods import Month
from returns.checking import displaced, repeated, usual_shares
from returns.checking.displaced import Swapped
from returns.checking.monthly_counts import MonthlyCounts, side_by_side
from returns.checking.repeated import Repeated
from returns.checking.usual_shares import Against, Beside, Scatters

if TYPE_CHECKING:
    from pandas import DataFrame

# Ups and downs alone part a month so far from the one before and from the year before, both at
# once, less often than this.
_SELDOM = 0.02
# What leaves less than half of both, or more than twice, is asked about from the first year on.
_HALF, _TWICE = 0.5, 2.0
_SELDOM_BY_PLACES = 0.01
# So many standard deviations from its usual share a place or kind is asked about. Real places
# stray further than a normal curve has it: of 108 months none of 60 did so more than once.
_FAR = 5.5
_FEWEST_COMPARED = 4
# Of a place with fewer a month nothing is said by itself.
_FEWEST_A_MONTH = 3.0


@dataclass(frozen=True)
class Named:
    """What the source's places and kinds are called, in the order in which people list them.

    `place_of` gives the ward of an area, or the area itself; `by_lookup` says that it is a lookup
    that does. `categories` are the labels by slug, by dimension.
    """

    unit: str = "records"
    places: Mapping[int, str] = field(default_factory=dict)
    categories: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    place_of: Callable[[int], int] = int
    by_lookup: bool = False


@dataclass(frozen=True)
class OddTotal:
    month: Month
    count: int
    month_before: Against | None
    year_before: Against | None

    @property
    def is_more(self) -> bool:
        return next(each.is_more for each in (self.year_before, self.month_before) if each)


@dataclass(frozen=True)
class OddShare:
    """A place or kind with another share of a month than usual: `usual` is what that would be."""

    month: Month
    called: str
    count: int
    usual: float
    of_month: int
    strays: float


@dataclass(frozen=True)
class OddPattern:
    """The shares of all places (or kinds) of a month are not the usual ones.

    `moved` is by how many rows they seem to have moved; 0 where that doesn't explain it.
    """

    month: Month
    of_kinds: bool
    moved: int


@dataclass(frozen=True)
class OddPair:
    """Two places that seem to have each other's counts, in one month or in all of the file."""

    month: Month | None
    one: str
    other: str
    counts: tuple[int, int]
    usual: tuple[float, float]


Odd = OddTotal | OddShare | OddPattern | OddPair | Repeated


@dataclass(frozen=True)
class Compared:
    """What was found, and the months that could be compared, of those of the file.

    Of `unusual_too` the total is odd for the cause that their shares are asked about.
    """

    odd: tuple[Odd, ...]
    by_total: tuple[Month, ...]
    unusual_too: tuple[Month, ...]
    by_share: tuple[Month, ...]
    by_figures: tuple[Month, ...]
    in_a_row: int
    has_single_months: bool
    has_places: bool


def compared(
    rows: DataFrame, months: Sequence[Month], *, in_use: DataFrame, named: Named
) -> Compared:
    """`rows` of the file for `months` beside those `in_use`, both tidy counts of one source."""
    dimensions = [name for name in rows.columns if name in named.categories]
    ours, theirs = side_by_side(
        [(rows, months if (rows["months"] == 1).any() else ()), (in_use, ())],
        place_of=named.place_of,
        dimensions=dimensions,
    )
    return _Comparing(ours, theirs, named).compared()


class _Comparing:
    def __init__(self, ours: MonthlyCounts, theirs: MonthlyCounts, named: Named) -> None:
        self.ours, self.theirs, self.named = ours, theirs, named
        # The file's own months are held against where there are none in use.
        self.history = theirs.over(ours)
        self.latest = ours.over(theirs)
        self.run = self._run()
        self.by = usual_shares.scatters(self.run)
        self.by_total: list[Month] = []
        self.by_share: list[Month] = []
        self.unusual_too: list[Month] = []

    def _run(self) -> MonthlyCounts:
        """Months in a row before the file's, or those that it lies among."""
        if not self.ours.months:
            return self.theirs.only(())
        most = usual_shares.MOST_MONTHS
        before = self.theirs.run_up_to(self.ours.months[0].shift(-1), most=most)
        if len(before.months) >= usual_shares.FEWEST_MONTHS:
            return before
        last = self.ours.months[-1]
        while self.history.at(last.shift(1)) is not None:
            last = last.shift(1)
        return self.history.run_up_to(last, most=most)

    def compared(self) -> Compared:
        # What is in use already was asked about when it came.
        settled = {month for month in self.ours.months if self._is_in_use(month)}
        again = [
            found
            for found in repeated.repeated(self.ours, self.theirs)
            if found.month not in settled
        ]
        odd: list[Odd] = [*again]
        settled |= {found.month for found in again}
        odd += self._pairs_of_all(settled)
        explained = {name for found in odd for name in _names(found)}
        for month in self.ours.months:
            of_month = self._of_month(month)
            if month in settled:
                continue
            odd += [found for found in of_month if not explained & set(_names(found))]
        return Compared(
            odd=tuple(odd),
            by_total=tuple(self.by_total),
            unusual_too=tuple(self.unusual_too),
            by_share=tuple(self.by_share),
            by_figures=tuple(
                month for month in self.ours.months if repeated.can_be_told(self.ours, month)
            ),
            in_a_row=len(self.run.months),
            has_single_months=bool(self.ours.months),
            has_places=self._named_places().size >= _FEWEST_COMPARED,
        )

    def _is_in_use(self, month: Month) -> bool:
        """Whether every figure of `month` is the one in use."""
        at, there = self.ours.at(month), self.theirs.at(month)
        return (
            at is not None
            and there is not None
            and np.array_equal(self.ours.counts[at], self.theirs.counts[there])
            and np.array_equal(self.ours.known[at], self.theirs.known[there])
        )

    # --- One month ---------------------------------------------------------------------------
    def _of_month(self, month: Month) -> list[Odd]:
        """What is odd about a month: of the first cause that explains it."""
        if self.by is None:
            return []
        beside = self._beside(month, self.by)
        total = self._total(month, self.by)
        if beside is not None:
            self.by_share.append(month)
            if shares := self._shares(month, beside, self.by):
                self.unusual_too += [month] if total else []
                return shares
        return [total] if total else []

    def _total(self, month: Month, by: Scatters) -> OddTotal | None:
        count = self.ours.total(month)
        if count is None:
            return None
        held = [self._against(count, month.shift(back), by) for back in (-1, -12)]
        compared = [each for each in held if each]
        if not compared:
            return None
        self.by_total.append(month)
        if len({each.is_more for each in compared}) > 1:
            return None
        seldom = _SELDOM / len(self.ours.months)
        if len(compared) == 1:
            seldom = seldom**2
        is_far = all(each.chance < seldom for each in compared)
        return OddTotal(month, count, *held) if is_far or self._is_half(count, compared) else None

    def _against(self, count: int, other: Month, by: Scatters) -> Against | None:
        before = self.latest.total(other)
        return None if before is None else usual_shares.against(count, other, before, by)

    def _is_half(self, count: int, compared: Sequence[Against]) -> bool:
        """Less than half of each, or more than twice, of counts that are not small."""
        assert self.by is not None  # noqa: S101 - the caller looked
        if not all(each.times < _HALF or each.times > _TWICE for each in compared):
            return False
        reach = 3 * np.sqrt(self.by.of_places)
        return all(
            abs(count - each.count) > reach * np.sqrt(count + each.count) for each in compared
        )

    # --- Shares ------------------------------------------------------------------------------
    def _named_places(self) -> NDArray[np.int64]:
        places = self.ours.axes.places
        return np.array([at for at, place in enumerate(places) if place in self.named.places], int)

    def _beside(self, month: Month, by: Scatters) -> Beside | None:
        at = self.ours.at(month)
        past = usual_shares.nearest(self.history, month)
        if at is None or len(past.months) < usual_shares.FEWEST_MONTHS:
            return None
        named = self._named_places()
        told = np.asarray(self.ours.known[at] & past.known.all(axis=0))
        seen = named[told[named]]
        if seen.size < _FEWEST_COMPARED or not self.ours.counts[at, seen].sum():
            return None
        return usual_shares.beside(self.ours.counts[at], past, by, seen=seen)

    def _shares(self, month: Month, beside: Beside, by: Scatters) -> list[Odd]:
        """The first of these that explains the month: moved rows, a swap, another pattern."""
        patterns = [
            pattern
            for of_kinds in (False, True)
            if (pattern := self._pattern(month, beside, by, of_kinds=of_kinds))
        ]
        if moved := [pattern for pattern in patterns if pattern.moved]:
            return [moved[0]]
        if pair := self._pair(month, beside, by):
            return [pair]
        return [patterns[0]] if patterns else [*self._single(month, beside)]

    def _pair(self, month: Month | None, beside: Beside, by: Scatters) -> OddPair | None:
        tests = max(1, len(self.ours.months))
        found = displaced.swapped(beside, phi=by.of_places, tests=tests)
        if found is None or self._is_no_pair(beside, found):
            return None
        names = [self.named.places[self.ours.axes.places[at]] for at in beside.seen]
        counts, usual = beside.counts.sum(axis=1), beside.usual.sum(axis=1)
        one, other = found.one, found.other
        return OddPair(
            month,
            names[one],
            names[other],
            (int(counts[one]), int(counts[other])),
            (float(usual[one]), float(usual[other])),
        )

    def _is_no_pair(self, beside: Beside, found: Swapped) -> bool:
        """Whether the others are as odd as the two."""
        rest = np.delete(beside.place_strays, [found.one, found.other])
        return displaced.oddness(rest) > displaced.NOT_OURS

    def _pattern(
        self, month: Month, beside: Beside, by: Scatters, *, of_kinds: bool
    ) -> OddPattern | None:
        strays = beside.kind_strays if of_kinds else beside.place_strays
        if strays.size < _FEWEST_COMPARED or displaced.oddness(strays) < displaced.NOT_OURS:
            return None
        axis = 0 if of_kinds else 1
        orders = self._orders_of_kinds() if of_kinds else self._orders_of_places(beside)
        moved = displaced.moved_along(
            beside.counts.sum(axis=axis),
            beside.usual.sum(axis=axis),
            orders,
            phi=by.of_kinds if of_kinds else by.of_places,
        )
        return OddPattern(month, of_kinds, moved.step if moved else 0)

    def _orders_of_places(self, beside: Beside) -> list[list[int]]:
        places = [self.ours.axes.places[at] for at in beside.seen]
        by_name = sorted(range(len(places)), key=lambda at: self.named.places[places[at]])
        listed = list(self.named.places)
        return [by_name, sorted(range(len(places)), key=lambda at: listed.index(places[at]))]

    def _orders_of_kinds(self) -> list[list[int]]:
        kinds = self.ours.axes.kinds
        labels = [self._label(kind) for kind in kinds]
        declared = [
            [list(self.named.categories[name]).index(slug) for name, slug in self._slugs(kind)]
            for kind in kinds
        ]
        return [
            sorted(range(len(kinds)), key=labels.__getitem__),
            sorted(range(len(kinds)), key=declared.__getitem__),
        ]

    def _slugs(self, kind: tuple[str, ...]) -> list[tuple[str, str]]:
        return [
            (name, slug)
            for name, slug in zip(self.ours.axes.dimensions, kind, strict=True)
            if slug in self.named.categories[name]
        ]

    def _label(self, kind: tuple[str, ...]) -> str:
        labels = [self.named.categories[name][slug] for name, slug in self._slugs(kind)]
        return ", ".join(labels)

    def _single(self, month: Month, beside: Beside) -> list[OddShare]:
        """Places, and kinds, that are far from their usual share while the others are not."""
        far = float(np.sqrt(_FAR**2 + 2 * np.log(len(self.ours.months))))
        of_month = int(beside.counts.sum())
        names = [self.named.places[self.ours.axes.places[at]] for at in beside.seen]
        kinds = [self._label(kind) for kind in self.ours.axes.kinds]
        found: list[OddShare] = []
        for called, axis, strays in (
            (names, 1, beside.place_strays),
            (kinds, 0, beside.kind_strays),
        ):
            counts, usual = beside.counts.sum(axis=axis), beside.usual.sum(axis=axis)
            found += [
                OddShare(
                    month,
                    called[at],
                    int(counts[at]),
                    float(usual[at]),
                    of_month,
                    float(strays[at]),
                )
                for at in np.flatnonzero(np.abs(strays) > far)
                if max(counts[at], usual[at]) >= _FEWEST_A_MONTH and called[at]
            ]
        return found

    # --- The whole file ----------------------------------------------------------------------
    def _pairs_of_all(self, settled: set[Month]) -> list[OddPair]:
        """A pair that is swapped in all months of a file of several."""
        months = [month for month in self.ours.months if month not in settled]
        # Of a file that is its own history nothing is known from elsewhere.
        past = self.theirs.only(set(self.theirs.months) - set(months))
        if self.by is None or len(months) < 2 or len(past.months) < usual_shares.FEWEST_MONTHS:
            return []
        chosen = self.ours.only(months)
        named = self._named_places()
        told = np.asarray(chosen.known.all(axis=0) & past.known.all(axis=0))
        seen = named[told[named]]
        counts = chosen.counts.sum(axis=0)
        if seen.size < _FEWEST_COMPARED or not counts[seen].sum():
            return []
        nearest = past.only(past.months[-24:])
        beside = usual_shares.beside(counts, nearest, self.by, seen=seen)
        pair = self._pair(None, beside, self.by)
        return [pair] if pair else []


def _names(found: Odd) -> tuple[str, ...]:
    """The places or kinds that it singles out."""
    if isinstance(found, OddPair):
        return found.one, found.other
    return (found.called,) if isinstance(found, OddShare) else ()
