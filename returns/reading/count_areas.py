"""Which area a code and a name mean in a table of counts, over all hosted partnerships."""

from __future__ import annotations

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
        self.localities = {
            place.partnership_id: _localities_by_spelling(place) for place in places.hosted
        }
        self.wholes = {
            plain(called): place.partnership_id
            for place in places.hosted
            for called in place.called
        }

    @property
    def count(self) -> int:
        return sum(len(place.areas(self.level)) for place in self.places.hosted)

    def is_whole(self, text: str) -> bool:
        """Whether it is the name of a partnership, and not of a ward of the same name."""
        return plain(text) in self.wholes and not self._found(text)

    def is_former(self, text: str) -> bool:
        return any(place.names.former_ward(text) for place in self.places.hosted)

    def meant(self, code: str, name: str) -> PlacedArea | Wrong:
        text = code or name
        if not text:
            return Wrong("The area is missing.", f"Give the {self.singular}'s code or its name.")
        found = self._found(text)
        if not found:
            return self._unknown(text, name)
        if len(found) > 1:
            return Wrong(
                f"“{text}” is a {self.singular} of {len(found)} partnerships.", "Give its code."
            )
        if code and name and not self.by_lsoa:
            return self._agreed(found[0], code, name)
        return found[0]

    def meant_in_total(self, code: str, name: str) -> PlacedArea | Wrong:
        """In a totals row: a ward, a partnership, or all that the sheet has."""
        for text in (code, name):
            if self.is_whole(text):
                return PlacedArea(self.wholes[plain(text)])
        if all(not text or is_total(text) for text in (code, name)):
            return PlacedArea()
        named = [text for text in (code, name) if text and not is_total(text)]
        return self.meant(named[0], "")

    def _found(self, text: str) -> list[PlacedArea]:
        if self.by_lsoa:
            placed = self.places.lsoas.get(text.upper())
            return [PlacedArea(*placed)] if placed else []
        found = []
        for place in self.places.hosted:
            if (area := self._named(text, place)) is not None:
                found.append(PlacedArea(place.partnership_id, area))
            elif place.not_placed is not None and self._is_placeless(text, place):
                found.append(PlacedArea(place.partnership_id, place.not_placed))
        return found

    def _named(self, text: str, place: Place) -> int | None:
        """The id of the ward or locality of `place` that is called so, or of all of it."""
        if self.level is Level.PARTNERSHIP:
            return place.whole if self.wholes.get(plain(text)) == place.partnership_id else None
        if self.level is Level.LOCALITY:
            return self.localities[place.partnership_id].get(plain(text))
        ward = place.names.match_ward(text)
        return ward.pk if ward else None

    def _is_placeless(self, text: str, place: Place) -> bool:
        """ "Not placed" is one partnership's when it is the only one, or when it is named."""
        called = plain(text)
        if len(self.places.hosted) == 1:
            return called in PLACELESS
        return any(
            called in {word + plain(place.name), plain(place.name) + word} for word in PLACELESS
        )

    def _agreed(self, found: PlacedArea, code: str, name: str) -> PlacedArea | Wrong:
        if found in self._found(name):
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
                f"“{text}” is not an LSOA of {self.places.title}.", "Check the code.", text
            )
        near = [each for place in self.places.hosted for each in self._near(text, name, place)]
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


def _localities_by_spelling(place: Place) -> dict[str, int]:
    """ "North", "North Middlesbrough", "Middlesbrough North" and the code, plain, to the id."""
    return {
        plain(spelling): area
        for area, (code, name) in place.localities.items()
        for spelling in (code, name, f"{name} {place.name}", f"{place.name} {name}")
    }
