"""What is done here about what national figures count, told by the app that keeps records of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TypeAlias

from partnership.models import Partnership
from partnership.page_parts import Link
from partnership.people.permissions import Viewer
from reporting.content.description import Chart, Sentence, Table


@dataclass(frozen=True)
class DoneHere:
    """A heading, what is to be said in words, a picture and a table, and where there is more.

    `missing` says what is not recorded and who records it, instead of a picture and a table.
    """

    title: str
    sentences: tuple[Sentence, ...] = ()
    chart: Chart | None = None
    table: Table | None = None
    link: Link | None = None
    missing: tuple[str, str] | None = None


# What the viewer may see, by the app whose index it stands on.
Teller: TypeAlias = Callable[[Partnership, Viewer], Iterable[DoneHere]]
_registered: dict[str, Teller] = {}


def register(app: str, teller: Teller) -> None:
    """Have `teller` asked on the page of the national figures of `app`."""
    _registered[app] = teller


def done_here(app: str, partnership: Partnership, *, viewer: Viewer) -> tuple[DoneHere, ...]:
    """Nothing where the app keeps no records."""
    teller = _registered.get(app)
    return tuple(teller(partnership, viewer)) if teller else ()
