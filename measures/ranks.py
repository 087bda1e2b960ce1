"""Where a count stands among others of its kind; knows only the counts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from measures.counts import Count, Gap


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


def rank_among(value: Count, others: Sequence[Count]) -> Rank | None:
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
