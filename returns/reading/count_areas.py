"""Which area a code and a name mean in a table of counts, over all hosted partnerships."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches

from partnership.kinds import Level
from returns.catalogue.declarations import Layout
from returns.catalogue.findings import Wrong
from returns.catalogue.headings import plain
from returns.reading.places import PLACELESS, Place, Places
from returns.reading.spellings import is_total


@dataclass(frozen=True)
class PlacedArea:
    """A partnership and an area of it; without an area all of it, without both all there is."""

    partnership: int | None = None
    area: int | None = None


@dataclass(frozen=True)
class UnknownArea(Wrong):
    text: str = ""


@dataclass(frozen=True)
class _Disagree(Wrong):
    in_name: bool = True


class Areas:
    """Which area a code and a name mean, over all hosted partnerships."""

    def __init__(self, layout: Layout, places: Places) -> None:
        self.places = places
        self.level = layout.area_level
        self.by_lsoa = layout.area_level is Level.LSOA
        self.singular, self.plural = ("ward", "wards")
        if layout.area_level is Level.LOCALITY:
            self.singular, self.plural = ("locality", "localities")
        if layout.area_level is Level.PARTNERSHIP:
            self.singular, self.plural = ("partnership", "partnerships")
        self.all_ours = False
        self.within: Mapping[str, frozenset[int] | None] = {}

    @property
    def count(self) -> int:
        """How many wards or localities the file's own partnership has, or else all have."""
        return sum(len(place.areas(self.level)) for place in self.places.asked_first)

    def is_whole(self, text: str) -> bool:
        """Whether it is the name of a partnership, and not of a ward of the same name."""
        return self.places.whole_called(text) is not None and not self._found(text)

    def is_larger(self, text: str) -> bool:
        """Whether it names a larger area, such as the police force's, and none of ours."""
        return self.places.is_larger(text) and not self._found(text)

    def is_former(self, text: str) -> bool:
        return any(place.names.former_ward(text) for place in self.places.asked_first)

    def look_over(self, named: Iterable[tuple[str, str, str]]) -> None:
        """Learn from each code, name and district of a file what is ours in it."""
        every = list(named)
        self.within = self.places.within_each(dict.fromkeys(district for *_, district in every))
        found = {
            area.partnership
            for code, name, district in every
            for area in self._found(code or name, self.within[district])
        }
        self.all_ours = found == {self.places.ours}

    def meant(self, code: str, name: str, district: str = "") -> PlacedArea | Wrong:
        """`district` is the district or the force that the row names beside the area."""
        text = code or name
        if not text:
            return Wrong("The area is missing.", f"Give the {self.singular}'s code or its name.")
        found = self._found(text, self.within.get(district))
        if not found and district and self._found(text):
            return Wrong(
                f"“{text}” of “{district}” is not one of our {self.plural}.",
                "Leave the row out, or correct its district.",
            )
        if not found:
            return self._unknown(text, name)
        if len(found) > 1:
            return Wrong(
                f"“{text}” is a {self.singular} of {len(found)} partnerships, and none of them is"
                " the one that this file is for.",
                "Give its code.",
            )
        if code and name and not self.by_lsoa:
            return self._agreed(found[0], code, name)
        return found[0]

    def meant_in_total(self, code: str, name: str) -> PlacedArea | Wrong:
        """In a totals row: a ward, a partnership, or all that the sheet has."""
        for text in (code, name):
            if self.is_whole(text) and (whole := self.places.whole_called(text)):
                return PlacedArea(whole.partnership_id)
        if all(not text or is_total(text) for text in (code, name)):
            return PlacedArea()
        named = [text for text in (code, name) if text and not is_total(text)]
        return self.meant(named[0], "")

    def _found(self, text: str, within: frozenset[int] | None = None) -> list[PlacedArea]:
        if self.by_lsoa:
            placed = self.places.lsoa(text)
            return [PlacedArea(*placed)] if placed else []
        return [PlacedArea(*area) for area in self._called(text, within)] or [
            PlacedArea(place.partnership_id, place.not_placed)
            for place in self._placeless(text, within)
        ]

    def _called(self, text: str, within: frozenset[int] | None) -> Iterable[tuple[int, int]]:
        """The wards or localities that are called so, or the partnership."""
        if self.level is Level.PARTNERSHIP:
            whole = self.places.whole_called(text)
            return [(whole.partnership_id, whole.whole)] if whole and whole.whole else []
        if self.level is Level.LOCALITY:
            return self.places.localities_called(text, within=within)
        return self.places.wards_called(text, within=within)

    def _placeless(self, text: str, within: frozenset[int] | None) -> list[Place]:
        """Whose “Not placed” it is: that of the only one, of the one named, or of the file's own
        if the file names no other's areas."""
        called = plain(text)
        if not any(word in called for word in PLACELESS):
            return []
        having = [place for place in self.places.hosted if place.not_placed is not None]
        if called in PLACELESS:
            if within is not None:
                return [place for place in having if {place.partnership_id} == within]
            if len(self.places.hosted) == 1:
                return having
            return [place for place in having if self.all_ours and self._is_ours(place)]
        return [
            place
            for place in having
            if any(
                called in {word + plain(place.name), plain(place.name) + word} for word in PLACELESS
            )
        ]

    def _is_ours(self, place: Place) -> bool:
        return place.partnership_id == self.places.ours

    def _agreed(self, found: PlacedArea, code: str, name: str) -> PlacedArea | Wrong:
        if found in self._found(name, frozenset({found.partnership or 0})):
            return found
        place = self.places.place(found.partnership or 0)
        called = place.areas(self.level).get(found.area or 0, ("", code))[1]
        return _Disagree(
            f"{code} is {called}, but the row says “{name}”.",
            f"Correct the code or the name: it is not clear which {self.singular} is meant.",
        )

    def _unknown(self, text: str, name: str) -> UnknownArea:
        if self.by_lsoa:
            return UnknownArea(
                f"“{text}” is not an LSOA of {self.places.title}.",
                "Check the code. If it is right, the lookup of LSOAs to today’s wards is missing:"
                " the administrator loads it in Set-up, under “Small areas (LSOAs)”.",
                text,
            )
        near = [each for place in self.places.asked_first for each in self._near(text, name, place)]
        message = f"“{text}” is not one of our {self.count} {self.plural}."
        if self.level is Level.WARD and self.is_former(text):
            message = f"“{text}” is a ward of an earlier ward set, not one of today's."
        if near:
            message += f" Did you mean “{near[0]}”?"
        return UnknownArea(
            message, f"Use the {self.singular}'s code or name as in the template.", text
        )

    def _near(self, text: str, name: str, place: Place) -> list[str]:
        if self.level is Level.LOCALITY:
            names = {locality.casefold(): locality for _, locality in place.localities.values()}
            return [names[near] for near in get_close_matches(text.casefold(), names, n=1)]
        wards = place.names.suggest(name or text) or place.names.suggest(text)
        return [ward.name for ward in wards]
