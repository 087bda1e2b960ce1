"""Counts, the gaps that stand where there is none, and marks; knows nothing of where from."""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum
from typing import TypeAlias


class Gap(Enum):
    """Why a cell holds no number, in words to show. A gap is never a zero."""

    NOT_SUPPLIED = "not supplied"
    HIDDEN = "too few to show"
    NOT_APPLICABLE = "not applicable"

    @property
    def shorthand(self) -> str:
        """The symbol for a table cell, as in the Government Analysis Function's guidance."""
        return _SHORTHANDS[self]

    @property
    def meaning(self) -> str:
        """What the shorthand stands for: a figure may be hidden for another that is small."""
        if self is Gap.HIDDEN:
            return f"{self.value}, or would tell one that is"
        return str(self.value)


_SHORTHANDS = {Gap.NOT_SUPPLIED: "[x]", Gap.HIDDEN: "[c]", Gap.NOT_APPLICABLE: "[z]"}

# From "there is no such number", over "there is one and we have not got it", to "we have it and
# hold it back". The later says more of what the total would be, and a hidden part must mark its
# total whatever else is missing: sending the missing part in would not make the total showable.
_LEAST_GRAVE_FIRST = (Gap.NOT_APPLICABLE, Gap.NOT_SUPPLIED, Gap.HIDDEN)

Count: TypeAlias = int | Gap


def total(counts: Iterable[Count]) -> Count:
    """The sum; or, where any part is a gap, the gravest of the gaps.

    NOT_APPLICABLE is outdone by NOT_SUPPLIED, and both by HIDDEN. A total of nothing is
    NOT_SUPPLIED: no file has said that it is zero.
    """
    parts = list(counts)
    gaps = [part for part in parts if isinstance(part, Gap)]
    if gaps:
        return max(gaps, key=_LEAST_GRAVE_FIRST.index)
    if not parts:
        return Gap.NOT_SUPPLIED
    return sum(part for part in parts if isinstance(part, int))


class Mark(Enum):
    """What a reader must know of a number that is there: a symbol, with `meaning` in words."""

    PROVISIONAL = "[p]"
    REVISED = "[r]"
    BREAK = "[b]"
    LOW = "[low]"

    @property
    def shorthand(self) -> str:
        """The symbol for a table cell, as in the Government Analysis Function's guidance."""
        return self.value

    @property
    def meaning(self) -> str:
        """For the line above the table that explains its symbols."""
        return _MEANINGS[self]


_MEANINGS = {
    Mark.PROVISIONAL: "provisional: the figure may still change",
    Mark.REVISED: "revised: the figure has changed since it was first shown",
    Mark.BREAK: "break: what is counted changed here, so earlier figures are not comparable",
    Mark.LOW: "low: the figure rounds to zero but is not zero",
}
