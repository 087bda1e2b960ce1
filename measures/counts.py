"""Counts, the gaps that stand where there is none, and marks; knows nothing of where from."""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum
from typing import NewType, TypeAlias, cast


class Gap(Enum):
    """Why a cell holds no number, in words to show. A gap is never a zero."""

    NOT_SUPPLIED = "not supplied"
    HIDDEN = "too few to show"
    NOT_APPLICABLE = "not applicable"
    NOT_AVAILABLE = "not available from this source"

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


_SHORTHANDS = {
    Gap.NOT_SUPPLIED: "[x]",
    Gap.HIDDEN: "[c]",
    Gap.NOT_APPLICABLE: "[z]",
    Gap.NOT_AVAILABLE: "[na]",
}

# From "there is no such number", over "this source can't tell" and "there is one and we have not
# got it", to "we have it and hold it back". The later says more of what the total would be, and a
# hidden part must mark its total whatever else is missing: sending the missing part in would not
# make the total showable.
_LEAST_GRAVE_FIRST = (Gap.NOT_APPLICABLE, Gap.NOT_AVAILABLE, Gap.NOT_SUPPLIED, Gap.HIDDEN)

Count: TypeAlias = int | Gap


def total(counts: Iterable[Count]) -> Count:
    """The sum; or, where any part is a gap, the gravest of the gaps.

    NOT_APPLICABLE is outdone by NOT_AVAILABLE, that by NOT_SUPPLIED, and all by HIDDEN. A total
    of nothing is NOT_SUPPLIED: no file has said that it is zero.
    """
    parts = list(counts)
    if not parts:
        return Gap.NOT_SUPPLIED
    try:
        return sum(cast("list[int]", parts))
    except TypeError:  # a gap cannot be added: cheaper than asking each of ten thousand parts
        gaps = [part for part in parts if isinstance(part, Gap)]
        return max(gaps, key=_LEAST_GRAVE_FIRST.index)


class Mark(Enum):
    """What a reader must know of a number that is there: a symbol, with `meaning` in words."""

    PROVISIONAL = "[p]"
    REVISED = "[r]"
    BREAK = "[b]"
    LOW = "[low]"
    ROUNDED = "[5]"
    ORIGINS = "[o]"
    PLACES = "[pl]"
    GIVEN = "[t]"

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
    Mark.ROUNDED: "rounded: to the nearest 5",
    Mark.ORIGINS: "origins: not every month of it rests on files of the same forces",
    Mark.PLACES: "places: many rows of the file have no place, so some may be missing here",
    Mark.GIVEN: "total: as the file gives it, because a part of it is hidden",
}


class Nature(Enum):
    """What a number is, the strongest first: in words to show, and as data have it."""

    MEASURED = "measured"  # counted from the rows of a file
    PUBLISHED = "published"  # as a document gives it
    WORKED_BACK = (
        "worked back"  # fits the published percentages, alone or among others, or is nearest
    )
    ILLUSTRATIVE = "illustrative"  # made up, in itself or in how it is split

    @property
    def shorthand(self) -> str:
        """The symbol for a table cell; blank for what needs none."""
        return _OF_NATURE[self][0]

    @property
    def meaning(self) -> str:
        """For the line above the table that explains its symbols."""
        return _OF_NATURE[self][1]

    @property
    def label(self) -> str:
        """As a row of data has it: "Worked back"."""
        return self.value.capitalize()


_OF_NATURE = {
    Nature.MEASURED: ("", ""),
    Nature.PUBLISHED: ("", ""),
    Nature.WORKED_BACK: (
        "[w]",
        "worked back from published percentages: one whole number that fits, or the nearest",
    ),
    Nature.ILLUSTRATIVE: ("[i]", "illustrative: made up, so nothing is concluded from it"),
}
_STRONGEST_FIRST = tuple(Nature)


def weakest(natures: Iterable[Nature]) -> Nature:
    """What a number is that was worked out of such numbers; MEASURED where there are none."""
    return max(natures, key=_STRONGEST_FIRST.index, default=Nature.MEASURED)


# A count that something may be concluded from: never one that is illustrative. Whatever ranks,
# screens or tests takes these alone, so that a made-up count is refused by its type.
Evidence = NewType("Evidence", int)


def evidence(count: Count, nature: Nature) -> Evidence | Gap:
    """`count`, where it is more than made up; NOT_APPLICABLE in place of an illustrative one."""
    if isinstance(count, Gap):
        return count
    return Gap.NOT_APPLICABLE if nature is Nature.ILLUSTRATIVE else Evidence(count)
