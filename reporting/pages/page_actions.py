"""Where apps above lead on to from a measure's page, such as asking about it; knows no app."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from partnership.models import Partnership
from partnership.page_parts import Link
from partnership.people.permissions import Viewer
from reporting.content.selection import Selection

# From the measure's address and what is selected of it; None where the viewer may not.
Action: TypeAlias = Callable[[Partnership, Viewer, str, Selection], Link | None]
_registered: list[Action] = []


def register(action: Action) -> Action:
    """Have `action` asked on every measure's page."""
    if action not in _registered:
        _registered.append(action)
    return action


def actions(
    partnership: Partnership, *, viewer: Viewer, measure: str, selected: Selection
) -> tuple[Link, ...]:
    """Every link that the viewer may follow."""
    found = (action(partnership, viewer, measure, selected) for action in _registered)
    return tuple(link for link in found if link)
