"""Which area of which hosted partnership a name or code in a file means, at whatever level."""

from __future__ import annotations

from dataclasses import dataclass

from partnership.kinds import Level
from returns.catalogue.headings import plain
from returns.reading.places import PLACELESS, Places

# How fine each level is: the finest of a file is kept, and what adds it up is set aside.
RANK_OF_LEVEL = {Level.LSOA: 0, Level.WARD: 1, Level.LOCALITY: 2, Level.PARTNERSHIP: 3}


@dataclass(frozen=True)
class Located:
    level: Level
    partnership: int
    area: int


def locate(text: str, places: Places, *, district: str = "") -> Located | None:
    """The area of that code or name, the smallest first and ours before others'; None for none.

    `district` is the district or the force that stands beside it, if one does.
    """
    if lsoa := places.lsoa(text):
        return Located(Level.LSOA, *lsoa)
    within = places.within(district)
    wards = places.wards_called(text, within=within)
    localities = places.localities_called(text, within=within)
    every = [
        *(Located(Level.WARD, *ward) for ward in wards),
        *(Located(Level.LOCALITY, *area) for area in localities),
    ]
    if (whole := places.whole_called(text)) and whole.whole:
        every.append(Located(Level.PARTNERSHIP, whole.partnership_id, whole.whole))
    ours = [area for area in every if area.partnership == places.ours]
    if area := next(iter([*ours, *every]), None):
        return area
    of_file = places.our_place
    if of_file and plain(text) in PLACELESS and of_file.not_placed:
        return Located(Level.WARD, of_file.partnership_id, of_file.not_placed)
    return None
