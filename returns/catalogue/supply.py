"""What is in use of one source: the months that count as supplied, and the returns; plain data."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from measures.counts import Nature
from measures.periods import Month


@dataclass(frozen=True)
class KnownTotal:
    """What is known of a measure's total in a whole partnership and financial year (its first).

    The rows that add up to it are made up; the total itself is published or worked back, and
    `because` says by what.
    """

    measure: str
    year: int
    count: int
    nature: Nature
    because: str


@dataclass(frozen=True)
class InUse:
    """A part of a return that figures in use rest on, and how the return came in.

    `revised_cells` is how many of its figures were others when they were first in use. A return
    that `is_mapped` may leave out what the source's own layouts always have. Of an `illustrative`
    return `known` are the totals that its made-up rows are a part of.
    """

    part: int
    of_return: int
    name: str
    sha256: str
    origin: str
    supplied_by: str
    received_on: date
    uploaded_by: str
    accepted_by: str
    accepted_at: datetime
    illustrative: str
    months: tuple[Month, ...]
    definition: int | None = None
    revised_cells: int = 0
    is_mapped: bool = False
    known: tuple[KnownTotal, ...] = ()


@dataclass(frozen=True)
class Supply:
    """What is in use of one source: the months that count as supplied, and the returns.

    The figures of the months `provisional` may still change. `ruled` is the kind of the recorded
    disclosure rule, None where there is no record, and `version` the released version that was in
    force.
    """

    months: frozenset[Month]
    returns: tuple[InUse, ...]
    provisional: frozenset[Month] = frozenset()
    ruled: str | None = None
    version: int | None = None

    @property
    def has_mapped(self) -> bool:
        """Whether any of the returns may leave out categories."""
        return any(supplied.is_mapped for supplied in self.returns)


NO_SUPPLY = Supply(frozenset(), ())
