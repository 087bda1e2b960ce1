"""Where a count, or a rate, stands among others of its kind; knows only numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from measures.counts import Evidence, Gap
from measures.intervals import Interval, rate_interval, two_count_p, widened, widened_p
from measures.rates import per_thousand

# Two rates are apart where the usual ups and downs would part them so less often than this.
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
class Rated:
    """A count among so many residents; `factor` is by how much it varies more than single events.

    None where that is not known.
    """

    count: Evidence
    people: int
    factor: float | None

    def __post_init__(self) -> None:
        if self.count < 0 or self.people <= 0:
            raise ValueError(f"no rate of {self.count} among {self.people}")


def interval_of_rate(rated: Rated) -> Interval:
    """95%, per 1,000: by counts, stretched on the scale of ratios by the root of the factor."""
    by_counts = rate_interval(rated.count, rated.people)
    rate = per_thousand(rated.count, rated.people)
    return widened(by_counts, about=rate, factor=rated.factor or 1.0) if rate else by_counts


@dataclass(frozen=True)
class Reach:
    """The places between which the usual ups and downs alone might put a rate."""

    best: int
    worst: int


@dataclass(frozen=True)
class RankOfRate:
    """Where a rate stands among `of`, itself included: `place` is 1 for the highest.

    `equal` others are the same, and share its place; `is_of_none` where nothing was counted. Its
    `reach` counts only the rates that differ from this one beyond the usual ups and downs: as
    many as are clearly higher come before it, as are clearly lower after. None where the scatter of
    any is not known.
    """

    place: int
    of: int
    reach: Reach | None
    equal: int = 0
    is_of_none: bool = False

    @property
    def is_joint(self) -> bool:
        """Whether another rate is the same."""
        return self.equal > 0

    @property
    def is_highest(self) -> bool:
        """Whether none is higher; another may be the same, see `is_joint`."""
        return self.place == 1

    @property
    def is_lowest(self) -> bool:
        """Whether none is lower; another may be the same, see `is_joint`."""
        return self.place + self.equal == self.of

    @property
    def could_be_any(self) -> bool:
        """Whether the usual ups and downs might have put it at any place, so that none is told."""
        return self.of > 1 and self.reach == Reach(1, self.of)

    @property
    def could_move(self) -> bool:
        """Whether the usual ups and downs might have put it elsewhere."""
        return self.reach is not None and self.reach.best < self.reach.worst


def rank_rates(every: Sequence[Rated]) -> tuple[RankOfRate, ...]:
    """The rank of each by its rate, in the order given; as `rank_of_rate`."""
    return tuple(rank_of_rate(own, every) for own in every)


def rank_of_rate(own: Rated, every: Sequence[Rated]) -> RankOfRate:
    """The rank of one among `every`, itself among them.

    Two rates differ where the exact test of two counts over their residents, its distance widened
    by the factors of both, is below 0.05, pair by pair.
    """
    # Whole numbers, so that equal rates are equal.
    higher = [other for other in every if other.count * own.people > own.count * other.people]
    lower = [other for other in every if other.count * own.people < own.count * other.people]
    is_known = all(other.factor is not None for other in every)
    reach = Reach(
        best=1 + sum(_are_apart(own, other) for other in higher),
        worst=len(every) - sum(_are_apart(own, other) for other in lower),
    )
    return RankOfRate(
        place=len(higher) + 1,
        of=len(every),
        reach=reach if is_known else None,
        equal=len(every) - len(higher) - len(lower) - 1,
        is_of_none=own.count == 0,
    )


def _are_apart(first: Rated, second: Rated) -> bool:
    by_counts = two_count_p(
        first.count, second.count, before_exposure=first.people, after_exposure=second.people
    )
    return widened_p(by_counts, _factor_of_both(first, second)) < BEYOND_CHANCE


def _factor_of_both(first: Rated, second: Rated) -> float:
    """Of the ratio of the two: each weighs as its count varies; a half stands for none."""
    pair = [(max(rated.count, 0.5), rated.factor or 1.0) for rated in (first, second)]
    return sum(factor / count for count, factor in pair) / sum(1 / count for count, _ in pair)
