"""What is in use of one source: the months that count as supplied, and the returns; plain data."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
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


# Shares of records without a place that lie further apart than this say as much of how records
# were placed as of what happened. A little more, so that shares exactly one percentage point apart
# are not told apart by how they are stored.
FURTHEST_APART = 0.01 + 1e-9


@dataclass(frozen=True)
class Placing:
    """The records that files had for a month, wherever they lie, and those without a place."""

    rows: int
    without: int

    @classmethod
    def together(cls, several: Iterable[Placing]) -> Placing:
        """Those of several files."""
        placings = tuple(several)
        return cls(
            sum(placing.rows for placing in placings),
            sum(placing.without for placing in placings),
        )

    @property
    def share(self) -> float:
        """From 0 to 1; 0 of no records."""
        return self.without / self.rows if self.rows else 0.0


@dataclass(frozen=True)
class PlacingInUse:
    """By month, of the files in use of one origin: `of_series` of one dataset, `of_files` of all.

    One file may feed several datasets.
    """

    of_series: Mapping[Month, Placing] = field(default_factory=dict)
    of_files: Mapping[Month, Placing] = field(default_factory=dict)


@dataclass(frozen=True)
class InUse:
    """A part of a return that figures in use rest on, and how the return came in.

    `origin_name` is what the origin is called on the screen. `revised_cells` is how many of its
    figures were others when they were first in use; `has_given` is whether its file gives totals
    over hidden figures. A return that `is_mapped` may leave out what
    the source's own layouts always have. Of an `illustrative` return `known` are the totals that
    its made-up rows are a part of.
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
    has_given: bool = False
    known: tuple[KnownTotal, ...] = ()
    origin_name: str = ""


@dataclass(frozen=True)
class Supply:
    """What is in use of one source: the months that count as supplied, and the returns.

    The figures of the months `provisional` may still change. `ruled` is the kind of the recorded
    disclosure rule, None where there is no record, and `version` the released version that was in
    force. `without_place` says of each month whose files are lists of records how many of all their
    rows have no place.
    """

    months: frozenset[Month]
    returns: tuple[InUse, ...]
    provisional: frozenset[Month] = frozenset()
    ruled: str | None = None
    version: int | None = None
    without_place: Mapping[Month, Placing] = field(default_factory=dict)

    @property
    def has_mapped(self) -> bool:
        """Whether any of the returns may leave out categories."""
        return any(supplied.is_mapped for supplied in self.returns)


NO_SUPPLY = Supply(frozenset(), ())
