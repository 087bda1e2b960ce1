"""What can be found in a partnership, gathered from every app, and the closest to what is asked."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import Enum
from itertools import chain
from typing import TypeAlias

from django.utils.module_loading import autodiscover_modules

from partnership.models import Partnership
from partnership.people.permissions import Permission, Viewer, check
from partnership.places.geography import Geography
from partnership.search.closeness import Asked, Text

MOST_OF_A_KIND = 8


class Kind(Enum):
    """The kinds of what can be found, in the order in which they are shown."""

    PLACE = "Wards and localities"
    MEASURE = "Measures"
    UPDATE = "Updates and briefings"
    QUESTION = "Questions"
    RECOMMENDATION = "Recommendations"
    DEFINITION = "Definitions"
    PAGE = "Pages"


@dataclass(frozen=True)
class Entry:
    """Something that can be found: its title, its page, a line below, and what else it goes by."""

    kind: Kind
    title: str
    url: str
    note: str = ""
    also: str = ""


@dataclass(frozen=True)
class Group:
    """What was found of a kind, the closest first; `more` were left out."""

    kind: Kind
    entries: tuple[Entry, ...]
    more: int = 0


# Gives what the viewer may see and find, and nothing else.
Finder: TypeAlias = Callable[[Partnership, Viewer], Iterable[Entry]]
_finders: list[Finder] = []


def register(finder: Finder) -> Finder:
    """Add what an app lets people find; in its module `finders`, which is found by name."""
    if finder not in _finders:
        _finders.append(finder)
    return finder


def find(
    typed: str,
    *,
    partnership: Partnership,
    viewer: Viewer,
    places: Geography,
    all_of: Kind | None = None,
) -> tuple[Group, ...]:
    """What is closest to what was typed, by kind; `all_of` is the only kind, and whole.

    `places` are those of the partnership today.
    """
    check(viewer, Permission.VIEW_FIGURES, partnership=partnership)
    autodiscover_modules("finders")
    found_elsewhere = (finder(partnership, viewer) for finder in _finders)
    entries = [
        entry
        for entry in chain(_places(partnership, places), *found_elsewhere)
        if all_of in (None, entry.kind)
    ]
    texts = [Text.of(entry.title, entry.also) for entry in entries]
    asked = Asked.among(typed, texts)
    ranked = sorted(
        (
            (-closeness, number, entry)
            for number, (entry, text) in enumerate(zip(entries, texts, strict=True))
            if (closeness := asked.closeness(text))
        ),
        key=lambda found: found[:2],
    )
    most = len(ranked) if all_of else MOST_OF_A_KIND
    return tuple(
        Group(kind, found[:most], max(len(found) - most, 0))
        for kind in Kind
        if (found := tuple(entry for *_, entry in ranked if entry.kind is kind))
    )


def _places(partnership: Partnership, places: Geography) -> Iterator[Entry]:
    """Wards with the locality that they lie in, and localities."""
    for ward in places.wards:
        locality = places.by_id.get(places.locality_of.get(ward.pk, 0))
        note = f"Ward, in the locality {locality.name}" if locality else "Ward"
        yield Entry(
            Kind.PLACE, ward.name, f"/{partnership.slug}/wards/{ward.code}/", note, ward.code
        )
    for locality in places.localities:
        number = len(places.wards_in(locality))
        wards = "1 ward" if number == 1 else f"{number} wards"
        yield Entry(
            Kind.PLACE,
            locality.name,
            f"/{partnership.slug}/localities/{locality.slug}/",
            f"Locality of {wards}",
            "locality",
        )
