"""A published figure as one publication gave it, and which of several is shown; plain data."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from measures.counts import Gap
from returns.catalogue.published import When


@dataclass(frozen=True)
class Vintage:
    """One figure as one publication gave it, and the return that brought it in.

    `value` is a count, a share in percent, or a gap. `partnership` is the slug of the one whose
    officers accepted it: they answer for it, and everybody may read it.
    """

    series: str
    breakdown: str
    category: str
    when: When
    value: int | float | Gap
    is_share: bool
    known: int | None
    publication: str
    table: str
    published_on: date | None
    sampled_on: date | None
    link: str
    note: str
    is_revised: bool
    disputed_because: str
    of_return: int
    part: int
    partnership: str
    file: str
    sha256: str
    uploaded_by: str
    accepted_by: str
    accepted_at: datetime

    @property
    def is_disputed(self) -> bool:
        return bool(self.disputed_because)

    @property
    def sort_key(self) -> tuple[bool, date, datetime, int]:
        """Later comes what says that it revises, then what was published or sampled later."""
        dated_on = self.published_on or self.sampled_on or date.min
        return (self.is_revised, dated_on, self.accepted_at, self.part)


Key = tuple[str, str, str, When, bool]


def used(found: Iterable[Vintage]) -> Vintage | None:
    """The one to show: the latest that nobody disputes."""
    undisputed = [vintage for vintage in found if not vintage.is_disputed]
    return undisputed[-1] if undisputed else None
