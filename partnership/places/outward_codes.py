"""The first half of a postcode: taken out of what is typed, and the wards that lie in it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from partnership.models import Area, OutwardCode
from partnership.places.geography import Geography

_OUTWARD = r"[A-Z]{1,2}[0-9][0-9A-Z]?"
_ALONE = re.compile(rf"\s*({_OUTWARD})\s*", re.IGNORECASE)
_FULL = re.compile(rf"\b({_OUTWARD})\s*[0-9][A-Z]{{2}}\b", re.IGNORECASE)


@dataclass(frozen=True)
class LiesIn:
    """The wards of today that an outward code touches, by name, and who says so."""

    code: str
    wards: tuple[Area, ...]
    source: str


def shortened(typed: str) -> str:
    """What was typed, with every full postcode cut down to its outward code."""
    return _FULL.sub(lambda found: found[1].upper(), typed)


def outward_code(typed: str) -> str:
    """The outward code that was typed and nothing beside it, in capitals; blank for other words."""
    found = _ALONE.fullmatch(shortened(typed))
    return found[1].upper() if found else ""


def lies_in(code: str, places: Geography) -> LiesIn | None:
    """The wards of these places that the outward code touches; None where it is not known.

    One query. Wards are empty where the code is known and touches none of them.
    """
    rows = OutwardCode.objects.filter(code=code).values_list("ward", "source")
    touched = {places.ward_of.get(ward): source for ward, source in rows}
    if not touched:
        return None
    wards = tuple(ward for ward in places.wards if ward.pk in touched)
    sources = dict.fromkeys(touched[ward.pk] for ward in wards)
    return LiesIn(code, wards, "; ".join(sources))
