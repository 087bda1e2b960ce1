"""What was asked and recommended about a measure or a place, told by an app above."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from partnership.models import Partnership
from partnership.page_parts import Way
from partnership.people.permissions import Viewer


@dataclass(frozen=True)
class Subject:
    """What it is asked about: a measure, APP/SLUG, or an area by its code; or one in the other."""

    measure: str = ""
    area: str = ""


@dataclass(frozen=True)
class AskedAbout:
    """How much was asked and recommended, in words, and the `newest` of it.

    `to` lists all of it; `ask` is where a question is asked, blank for who may not.
    """

    said: str
    to: str
    newest: Way | None = None
    ask: str = ""

    @property
    def way(self) -> Way:
        """The way on at the end of a page."""
        return Way("Asked and recommended", self.to, self.said)


Teller: TypeAlias = Callable[[Partnership, Viewer, Subject], AskedAbout | None]
_registered: list[Teller] = []


def register(teller: Teller) -> Teller:
    """Have `teller` asked on the page of each measure, ward and locality; one query."""
    if teller not in _registered:
        _registered.append(teller)
    return teller


def asked_about(
    partnership: Partnership, *, viewer: Viewer, measure: str = "", area: str = ""
) -> AskedAbout | None:
    """What the first app that keeps questions tells; None where none is installed."""
    told = (teller(partnership, viewer, Subject(measure, area)) for teller in _registered)
    return next((asked for asked in told if asked), None)
