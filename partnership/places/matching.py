"""Which of a partnership's areas a typed name or code means; knows names and codes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from difflib import get_close_matches
from functools import lru_cache

from partnership.kinds import Level
from partnership.models import Area, Partnership
from partnership.places.geography import Geography, geography
from partnership.places.standing import Standing

# Of difflib's likeness from 0 to 1: lets “Berwick Hils” through, and not “Park” for “Newport”.
NEAR_ENOUGH = 0.7
SUGGESTIONS = 3


class AreaNames:
    """The names and codes that a partnership's areas go by, loaded once and then in memory.

    `wards` are today's by every name, and `codes` by every code, that they have or had: as
    `plain_name` and `plain_code` make them of what somebody wrote.
    """

    def __init__(
        self,
        partnership: Partnership,
        *,
        on: date | None = None,
        places: Geography | Standing | None = None,
    ) -> None:
        self.places = places or geography(partnership, on=on)
        known: Iterable[Area]
        if isinstance(self.places, Standing):
            known = self.places.known
        else:
            known = Area.objects.filter(ward_sets__partnership=partnership).distinct()
            known = known.order_by("pk")
        every = {area.pk: area for area in known}
        standing = {
            pk: self.places.by_id[self.places.ward_of[pk]]
            for pk in every
            if pk in self.places.ward_of
        }
        self.wards: Mapping[str, Area] = {
            **{plain_name(every[pk].name): ward for pk, ward in standing.items()},
            **{plain_name(ward.name): ward for ward in self.places.wards},
        }
        self.codes: Mapping[str, Area] = {every[pk].code: ward for pk, ward in standing.items()}
        gone = [area for pk, area in every.items() if pk not in standing]
        self._former = {plain_name(area.name): area for area in gone}
        self._former_codes = {area.code: area for area in gone}

    def match_ward(self, text: str) -> Area | None:
        """Today's ward of this code (or an earlier code of the same extent) or of this name."""
        code, name = plain_code(text), plain_name(text)
        return self.codes.get(code) or self.wards.get(name)

    def former_ward(self, text: str) -> Area | None:
        """The ward of an earlier (or a later) ward set, when it is not one of today's."""
        if self.match_ward(text):
            return None
        return self._former_codes.get(plain_code(text)) or self._former.get(plain_name(text))

    def match(self, text: str) -> Area | None:
        """The ward, locality or partnership, or “not placed”, of this code, slug or name."""
        return (
            self.match_ward(text) or self._others.get(plain_code(text).lower()) or self._named(text)
        )

    def suggest(self, text: str) -> tuple[Area, ...]:
        """Wards whose names are near to `text`: those that it is a part of, then the alike."""
        simplified = plain_name(text)
        words = set(simplified.split()) - {"and"}
        holding = [name for name in self.wards if words and words <= set(name.split())]
        alike = get_close_matches(simplified, self.wards, n=SUGGESTIONS, cutoff=NEAR_ENOUGH)
        near = (holding + alike)[:SUGGESTIONS]
        return tuple({self.wards[name].pk: self.wards[name] for name in near}.values())

    def _named(self, text: str) -> Area | None:
        return self._others.get(plain_name(text))

    @property
    def _others(self) -> Mapping[str, Area]:
        areas = [area for area in self.places.by_id.values() if area.level != Level.WARD]
        by_name = {plain_name(area.name): area for area in areas}
        by_slug = {area.slug.lower(): area for area in areas}
        by_code = {area.code.lower(): area for area in areas}
        return {**by_name, **by_slug, **by_code}


def plain_code(text: str) -> str:
    """A code without what people write differently: case, and space around it."""
    return text.strip().upper()


@lru_cache(maxsize=1 << 16)
def plain_name(text: str) -> str:
    """A name without what people write differently: case, “&”, punctuation, a last “Ward”."""
    words = re.findall(r"[^\W_]+", text.casefold().replace("&", " and ").replace("'", ""))
    if len(words) > 1 and words[-1] == "ward":
        words.pop()
    return " ".join(words)
