"""What stood on a day: ward sets, groupings and wards of the same extent; asks no database."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from datetime import date
from typing import NamedTuple, TypeVar

from partnership.kinds import Level
from partnership.models import Area


class DatedSet(NamedTuple):
    pk: int
    name: str
    valid_from: date
    valid_to: date | None
    wards: tuple[Area, ...]


class DatedGroup(NamedTuple):
    locality: int
    ward: int
    valid_from: date
    valid_to: date | None


_Dated = TypeVar("_Dated", DatedSet, DatedGroup)


def set_in_force(dated: Iterable[_Dated], on: date) -> _Dated | None:
    """The one in force on the day; before the first of them, the first."""
    in_order = sorted(dated, key=lambda spell: spell.valid_from)
    begun = [spell for spell in in_order if spell.valid_from <= on]
    if not begun:
        return next(iter(in_order), None)
    latest = begun[-1]
    return latest if latest.valid_to is None or on < latest.valid_to else None


def groups_in_force(groups: Iterable[DatedGroup], on: date) -> Iterator[DatedGroup]:
    by_ward = defaultdict(list)
    for group in groups:
        by_ward[group.ward].append(group)
    for spells in by_ward.values():
        if current := set_in_force(spells, on):
            yield current


def same_extents(successions: Iterable[tuple[int, int]]) -> dict[int, frozenset[int]]:
    """Each ward that was ever succeeded, with all the wards of its extent, itself among them."""
    extents: dict[int, frozenset[int]] = {}
    for old, new in successions:
        joined = extents.get(old, frozenset({old})) | extents.get(new, frozenset({new}))
        extents.update(dict.fromkeys(joined, joined))
    return extents


def standing_localities(
    own: Iterable[Area], grouped: Iterable[DatedGroup], with_wards: Collection[int]
) -> tuple[Area, ...]:
    """The localities but for those that once had wards and have none now: they have ended."""
    ended = {group.locality for group in grouped} - set(with_wards)
    return tuple(area for area in own if area.level == Level.LOCALITY and area.pk not in ended)
