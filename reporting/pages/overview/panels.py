"""What apps bring to the overview beside figures: priorities, what is due; knows no app by name.

An app registers in its module `overview_panels`, which is found like `sections`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import TypeAlias

from partnership.models import Partnership
from partnership.people.permissions import Viewer


@dataclass(frozen=True)
class Item:
    """One card of a panel. `to` is a path below the partnership's address, or blank."""

    title: str
    to: str = ""
    lines: tuple[str, ...] = ()
    tag: str = ""


@dataclass(frozen=True)
class Panel:
    """What an app has to show in a slot. `title` stands in place of the slot's own."""

    items: tuple[Item, ...]
    title: str = ""
    lead: str = ""


class Slot(Enum):
    """The places of the overview, in its order; each says who has to do what when it is empty."""

    PRIORITIES = "priorities"
    BEFORE_THE_PANEL = "before-the-panel"

    @property
    def title(self) -> str:
        return _EMPTY[self][0]

    @property
    def nothing(self) -> str:
        return _EMPTY[self][1]

    @property
    def who(self) -> str:
        return _EMPTY[self][2]


_EMPTY = {
    Slot.PRIORITIES: (
        "Priorities",
        "No priorities are in force",
        "The CSP officer records the plan and its priorities",
    ),
    Slot.BEFORE_THE_PANEL: (
        "Before the panel",
        "No meeting of the panel is planned",
        "The democratic services officer enters the next meeting",
    ),
}

# What makes a panel; None where there is nothing to show.
Making: TypeAlias = Callable[[Partnership, Viewer, date], Panel | None]
_registered: dict[Slot, list[Making]] = defaultdict(list)


def register(slot: Slot, make: Making) -> Making:
    """Register `make` to supply a panel of `slot` whenever the overview is shown."""
    _registered[slot].append(make)
    return make


@dataclass(frozen=True)
class Filled:
    """A slot as the page shows it: several apps' items together, or none."""

    slot: Slot
    title: str
    lead: str
    items: tuple[Item, ...]


def filled(partnership: Partnership, *, viewer: Viewer, on: date) -> tuple[Filled, ...]:
    """Every slot in its order, with what the apps have to show in it on a day."""
    return tuple(_filled(slot, partnership, viewer, on) for slot in Slot)


def _filled(slot: Slot, partnership: Partnership, viewer: Viewer, on: date) -> Filled:
    asked = (make(partnership, viewer, on) for make in _registered[slot])
    made = [entry for entry in asked if entry]
    return Filled(
        slot=slot,
        title=next((entry.title for entry in made if entry.title), slot.title),
        lead=" ".join(entry.lead for entry in made if entry.lead),
        items=tuple(item for entry in made for item in entry.items),
    )
