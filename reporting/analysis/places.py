"""The places that figures are shown for, with their residents; knows no database."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum

# Facts that lie in no ward that can be named are stored under this code.
ELSEWHERE = ""

# So are those that a return gave for all of the partnership and for no smaller area.
ALL_OF_IT = "all of it"

# And those by wards that stood before and have no ward of the same extent today.
FORMER_WARDS = "former wards"

# No facts, but counts of the whole that a file gives where some of what they add up is hidden.
GIVEN = "given totals"

# The code of the place that shows them, where the partnership has no area for it.
NOT_PLACED = "not-placed"


class PlaceKind(Enum):
    WHOLE = "whole"  # the whole extent of the partnership, with what lies in no ward
    LOCALITY = "locality"
    WARD = "ward"
    ELSEWHERE = "elsewhere"  # what lies in no ward


# The kinds of place that figures of a kind of place make up.
REACHED = {
    PlaceKind.WHOLE: {PlaceKind.WHOLE},
    PlaceKind.LOCALITY: {PlaceKind.WHOLE, PlaceKind.LOCALITY, PlaceKind.ELSEWHERE},
    PlaceKind.WARD: set(PlaceKind),
}


@dataclass(frozen=True)
class Residents:
    """Residents in the middle of a year, and who says so."""

    count: int
    year: int
    source: str


@dataclass(frozen=True)
class Place:
    """Somewhere that figures are shown for. `code` is blank for the whole, as in addresses.

    `made_of` are the codes of its wards. `residents` is by the year asked for, and may be of
    the nearest year with an estimate.
    """

    code: str
    name: str
    kind: PlaceKind
    made_of: tuple[str, ...] = ()
    is_town_centre: bool = False
    illustrative: bool = False
    residents: Mapping[int, Residents] = field(default_factory=dict, repr=False)

    @property
    def to(self) -> str:
        """Its page: a path below the partnership's address. Blank where it has none."""
        match self.kind:
            case PlaceKind.WARD:
                return f"wards/{self.code}/"
            case PlaceKind.LOCALITY:
                return f"localities/{self.code.rpartition('/')[2]}/"
            case _:
                return ""
