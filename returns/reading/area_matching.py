"""Which area of which hosted partnership a name or code in a file means, at whatever level."""

from __future__ import annotations

from dataclasses import dataclass

from partnership.kinds import Level
from returns.catalogue.headings import plain
from returns.reading.places import PLACELESS, Place, Places

# How fine each level is: the finest of a file is kept, and what adds it up is set aside.
RANK_OF_LEVEL = {Level.LSOA: 0, Level.WARD: 1, Level.LOCALITY: 2, Level.PARTNERSHIP: 3}


@dataclass(frozen=True)
class Located:
    level: Level
    partnership: int
    area: int


def locate(text: str, places: Places) -> Located | None:
    """The area of that code or name, the smallest first; None where there is none."""
    if found := places.lsoas.get(text.upper()):
        return Located(Level.LSOA, *found)
    for place in places.hosted:
        if ward := place.names.match_ward(text):
            return Located(Level.WARD, place.partnership_id, ward.pk)
    for place in places.hosted:
        if (area := locality(text, place)) is not None:
            return Located(Level.LOCALITY, place.partnership_id, area)
        if plain(text) in {plain(called) for called in place.called}:
            return Located(Level.PARTNERSHIP, place.partnership_id, place.whole or 0)
    [first, *others] = places.hosted or (None,)
    if first and not others and plain(text) in PLACELESS and first.not_placed:
        return Located(Level.WARD, first.partnership_id, first.not_placed)
    return None


def locality(text: str, place: Place) -> int | None:
    """The id of the locality of that code, slug or name, with or without the word."""
    wanted = {plain(text), plain(text).removesuffix("locality")}
    for area, (code, name) in place.localities.items():
        slug = code.rpartition("/")[2]
        if wanted & {plain(code), plain(slug), plain(name), plain(name).removesuffix("locality")}:
            return area
    return None
