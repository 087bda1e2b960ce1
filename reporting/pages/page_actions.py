"""Where apps above lead on to from a measure's page, such as asking about it; knows no app."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from partnership.models import Partnership
from partnership.people.permissions import Viewer
from reporting.content.selection import Selection


@dataclass(frozen=True)
class Lead:
    """Words that lead to a page; `url` is a whole address of the portal's."""

    text: str
    url: str


# From the measure's address and what is selected of it; None where the viewer may not.
Leading: TypeAlias = Callable[[Partnership, Viewer, str, Selection], Lead | None]
_leading: list[Leading] = []


def register(leads: Leading) -> Leading:
    """Have `leads` asked on every measure's page."""
    if leads not in _leading:
        _leading.append(leads)
    return leads


def leads(
    partnership: Partnership, *, viewer: Viewer, measure: str, selected: Selection
) -> tuple[Lead, ...]:
    """Every lead that the viewer may follow."""
    found = (one(partnership, viewer, measure, selected) for one in _leading)
    return tuple(lead for lead in found if lead)
