"""Where a count stands among others of its kind; knows only the counts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from measures.counts import Evidence, Gap
from measures.intervals import two_count_p

# A difference that chance alone would make less often than this is called beyond chance.
BEYOND_CHANCE = 0.05


@dataclass(frozen=True)
class Rank:
    """A count among `of` counts, itself included: `above` of them are more, `equal` the same."""

    above: int
    equal: int
    of: int

    @property
    def place(self) -> int:
        """1 for the highest; counts that are the same share a place."""
        return self.above + 1

    @property
    def is_highest(self) -> bool:
        """Whether none is more; another may be the same, see `is_joint`."""
        return self.above == 0

    @property
    def is_lowest(self) -> bool:
        """Whether none is less; another may be the same, see `is_joint`."""
        return self.above + self.equal + 1 == self.of

    @property
    def is_joint(self) -> bool:
        """Whether another count is the same."""
        return self.equal > 0


def rank_among(value: Evidence | Gap, others: Sequence[Evidence | Gap]) -> Rank | None:
    """The rank of `value` among itself and `others`, such as this year among the last five.

    None where it cannot be known: where any of them is a gap, as a missing year might be higher
    or lower and the rank of a hidden one would give it away; and where there are no others.
    """
    known = [other for other in others if isinstance(other, int)]
    if isinstance(value, Gap) or not others or len(known) < len(others):
        return None
    return Rank(
        above=sum(other > value for other in known),
        equal=sum(other == value for other in known),
        of=len(known) + 1,
    )


@dataclass(frozen=True)
class RankOfRate:
    """Where a rate stands among others, and between which places chance alone might put it.

    `place` is 1 for the highest. `best` and `worst` count only the rates that differ from this one
    by more than chance: as many as are clearly higher come before it, as are clearly lower after.
    """

    place: int
    best: int
    worst: int
    of: int

    @property
    def is_certain(self) -> bool:
        """Whether chance would not move it."""
        return self.best == self.worst


def rank_rates(counts: Sequence[tuple[Evidence, int]]) -> tuple[RankOfRate, ...]:
    """The rank of each (count, population) by its rate, in the order given.

    Two rates differ by more than chance where the exact test of two counts over their populations
    (`measures.intervals.two_count_p`) is below 0.05, pair by pair. ValueError for a count below
    zero or a population that is not above zero.
    """
    return tuple(rank_of_rate(count, counts) for count in counts)


def rank_of_rate(own: tuple[Evidence, int], every: Sequence[tuple[Evidence, int]]) -> RankOfRate:
    """The rank of one (count, population) among `every`, itself among them; as `rank_rates`."""
    count, people = own
    # Whole numbers, so that equal rates are equal.
    higher = [other for other in every if other[0] * people > count * other[1]]
    lower = [other for other in every if other[0] * people < count * other[1]]
    return RankOfRate(
        place=len(higher) + 1,
        best=1 + sum(_are_apart(own, other) for other in higher),
        worst=len(every) - sum(_are_apart(own, other) for other in lower),
        of=len(every),
    )


def _are_apart(first: tuple[int, int], second: tuple[int, int]) -> bool:
    chance = two_count_p(first[0], second[0], before_exposure=first[1], after_exposure=second[1])
    return chance < BEYOND_CHANCE
