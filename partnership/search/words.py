"""The words of the search page."""

from __future__ import annotations

from collections.abc import Sequence

from partnership.places.outward_codes import LiesIn
from partnership.search.finding import Group

ASK = "Type a ward, a measure, the first half of a postcode, or a word from a question."
NOTHING = "Nothing was found for “{}”"
TRY = "Try fewer words, or another spelling"
SHORTENED = "Only the first half of a postcode is searched for, and the rest is not kept."


def how_many(typed: str, groups: Sequence[Group], *, near: LiesIn | None) -> str:
    """ "4 results for “park”": the heading of what was found."""
    number = sum(len(group.entries) + group.more for group in groups)
    number += len(near.wards) if near else 0
    if not number:
        return NOTHING.format(typed)
    return f"{'1 result' if number == 1 else f'{number:,} results'} for “{typed}”"


def about_code(near: LiesIn, partnership: str) -> str:
    """Which wards an outward code touches, before they are listed."""
    if not near.wards:
        return f"{near.code} touches no ward of {partnership} that is known here."
    wards = "this ward" if len(near.wards) == 1 else f"these {len(near.wards)} wards"
    return (
        f"{near.code} touches {wards} of {partnership}. A small part of another may lie in it too."
    )
