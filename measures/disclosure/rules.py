"""The rules by which counts are hidden, and what goes into a release and comes out; no search."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import NamedTuple, TypeAlias

from measures.counts import Count
from measures.disclosure.viewer import Bounds, Equation, Key, View, whole


@dataclass(frozen=True)
class Table:
    """True counts, every margin a cell of its own, and how they add up.

    Cells that are `unpublished` are shown to nobody, whatever they count, but could be worked out
    from others (the slivers between an old ward and a new one): where they are small, they must
    not be.
    """

    counts: Mapping[Key, Count]
    equations: tuple[Equation, ...] = ()
    unpublished: frozenset[Key] = frozenset()


@dataclass(frozen=True)
class Threshold:
    """Counts from 1 to `hide_below` - 1 are hidden, and as many others as keep them hidden.

    Zero is shown, unless `shows_zero` is false. By all that is shown, the greatest value that a
    hidden cell could have is at least `margin` above the least (0 stands for `hide_below`). What
    is shown is exact.
    """

    hide_below: int = 5
    margin: int = 0
    shows_zero: bool = True

    def __post_init__(self) -> None:
        if self.hide_below < 2 or self.margin < 0:
            raise ValueError(
                f"a threshold of {self.hide_below} with a margin of {self.margin} hides nothing"
            )
        object.__setattr__(self, "margin", self.margin or self.hide_below)

    @property
    def least_hidden(self) -> int:
        """The least count that a hidden cell can have. Zero, where shown, is never hidden."""
        return 1 if self.shows_zero else 0

    @property
    def most_hidden(self) -> int:
        """The greatest count that is hidden for being small."""
        return self.hide_below - 1

    def hides(self, count: int) -> bool:
        return self.least_hidden <= count <= self.most_hidden

    def shown(self, count: int) -> int:
        return count

    def told_by(self, shown: int) -> Bounds:
        """Between which counts lies one that is shown so."""
        return shown, shown

    def leaves_enough(self, between: Bounds, *, small_from: float | None) -> bool:
        """Whether a viewer may know that a hidden cell is `between`.

        `small_from` is how little a cell that was hidden for being small can be at all.
        """
        low, high = whole(between)
        if not high - low >= self.margin:
            return False
        return small_from is None or (low <= small_from and high >= self.most_hidden)


@dataclass(frozen=True)
class NhsRounding:
    """The rule of NHS England's sub-national statistics.

    Zero is shown as it is, 1 to `hide_up_to` hidden, and everything above shown to the nearest
    `base`, halves upwards. Totals are treated as any other count, so they need not be the sum of
    what is shown; percentages and rates are to be made from the rounded counts, and rates be
    rounded to what those carry.

    What remains exact: zeros, and that a hidden count is no zero. Everything else that is shown
    is known within two either way (for a base of 5). The rule is published as needing nothing
    further, and mostly that holds; but many rounded numbers that add up tell more than one: where
    a total shown as 10 has parts of 10 and four hidden ones, each of them must be 1. `released`
    finds such cells, and hides a further one. Nothing can be done where all are hidden already:
    of seven hidden parts with a hidden total each is 1, by the rule itself.
    """

    hide_up_to: int = 7
    base: int = 5

    def __post_init__(self) -> None:
        if self.hide_up_to < 2:
            raise ValueError(f"hiding counts up to {self.hide_up_to} hides nothing")
        if not 1 <= self.base <= 2 * (self.hide_up_to + 1):
            raise ValueError(
                f"counts over {self.hide_up_to} cannot be shown to the nearest {self.base}:"
                " some would be shown as zero"
            )

    @property
    def margin(self) -> int:
        """A hidden count must be left with two values at least."""
        return 1

    @property
    def least_hidden(self) -> int:
        return 1

    @property
    def most_hidden(self) -> int:
        return self.hide_up_to

    def hides(self, count: int) -> bool:
        return 1 <= count <= self.hide_up_to

    def shown(self, count: int) -> int:
        return (2 * count + self.base) // (2 * self.base) * self.base if count > 0 else count

    def told_by(self, shown: int) -> Bounds:
        """Between which counts lies one that is shown so."""
        if shown <= 0:
            return shown, shown
        low, high = shown - self.base // 2, shown + (self.base - 1) // 2
        return max(low, self.hide_up_to + 1), high

    def leaves_enough(self, between: Bounds, *, small_from: float | None) -> bool:
        """Whether a viewer may know that a hidden cell is `between`."""
        low, high = whole(between)
        return high - low >= self.margin


Rule: TypeAlias = Threshold | NhsRounding


class Earlier(NamedTuple):
    """A version that was released before: what it showed, how its cells add up, what has changed.

    `changed` are keys whose true count is now another; all others that both have count the same.
    Of a key that has changed since several versions each version is taken by itself. `rule` is
    the one it was released by, where that was another.
    """

    shown: Mapping[Key, Count]
    equations: tuple[Equation, ...]
    changed: frozenset[Key]
    rule: Rule | None = None


# As Earlier, or without a rule of its own.
Version: TypeAlias = Earlier | tuple[Mapping[Key, Count], tuple[Equation, ...], frozenset[Key]]


@dataclass(frozen=True)
class Then:
    """A cell as it was in an earlier version (0 is the first), where its count is now another."""

    version: int
    key: Key


@dataclass(frozen=True)
class Protected:
    """What may be shown, with Gap.HIDDEN where a count may not.

    An unpublished cell is hidden where it is small, and otherwise not supplied.

    `primary` are hidden by the rule itself; `secondary` so that those stay hidden. Of those in
    `given_away` a viewer learns more than the rule allows whatever else is hidden: from earlier
    versions by themselves or, under NhsRounding, from the rule itself.
    """

    counts: Mapping[Key, Count]
    primary: frozenset[Key]
    secondary: frozenset[Key]
    given_away: frozenset[Key] = frozenset()


class CannotProtect(ValueError):
    """A hidden cell can be worked out whatever else is hidden. The sentence says why."""


def open_to(
    view: View, keys: Iterable[Key], rule: Rule, *, small_from: Mapping[Key, float]
) -> list[Key]:
    """Those of some hidden cells of which a viewer learns more than the rule allows.

    `small_from` names those that are hidden for being small, and how little each can be.
    """
    return [
        key
        for key in keys
        if not view.reaches(key, partial(rule.leaves_enough, small_from=small_from.get(key)))
    ]
