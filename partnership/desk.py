"""What waits for a person in a partnership: one list from every app, for home and for mails."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeAlias, TypeVar, cast

from django.utils.module_loading import autodiscover_modules

from partnership.kept import Trail, kept, trail
from partnership.models import Partnership
from partnership.people.permissions import Viewer

T = TypeVar("T")


@dataclass(frozen=True, kw_only=True)
class Task:
    """One thing to do, and the page where one click does it.

    `kind` is shared by all tasks that are alike; `key` is this one's for as long as it stands, so
    that nobody hears of it twice. `count` is how many things it stands for, since `since`, to be
    done by `due`. It `is_primary` where doing it takes it off the list; where it is not
    `is_mine`, it waits for somebody else (`who`) and is only followed.
    """

    kind: str
    key: str
    title: str
    url: str
    action: str
    note: str = ""
    who: str = ""
    count: int = 1
    since: date | None = None
    due: date | None = None
    is_primary: bool = False
    is_mine: bool = True

    def is_late(self, on: date) -> bool:
        return self.due is not None and self.due < on

    def when(self, on: date) -> str:
        """How it stands on a day: "due in 7 days", "due today", "3 days late", "for 2 days"."""
        if self.due is not None:
            return _due((self.due - on).days)
        return _waiting((on - self.since).days) if self.since is not None else ""


def _due(days: int) -> str:
    if days < 0:
        return f"{_days(-days)} late"
    return f"due in {_days(days)}" if days else "due today"


def _waiting(days: int) -> str:
    return f"for {_days(days)}" if days > 0 else "since today"


def _days(number: int) -> str:
    return "1 day" if number == 1 else f"{number:,} days"


@dataclass(frozen=True)
class Desk:
    """Whose tasks are asked for: a viewer's, in a partnership, on a day."""

    partnership: Partnership
    viewer: Viewer
    on: date
    _read: dict[Callable[[Desk], Any], Any] = field(default_factory=dict, repr=False, compare=False)

    def read(self, reader: Callable[[Desk], T]) -> T:
        """What `reader` reads for this desk, once for all who ask."""
        if reader not in self._read:
            self._read[reader] = reader(self)
        return cast(T, self._read[reader])

    def kept(self, key: Hashable, make: Callable[[], T]) -> T:
        """What `make` gives, kept from one request to the next while nothing is written."""
        return kept((self.partnership.pk, key), make, as_of=self.read(_trail))


def _trail(_desk: Desk) -> Trail:
    return trail()


# Gives the tasks of one app that the viewer may do or follow, and no others.
Provider: TypeAlias = Callable[[Desk], Iterable[Task]]
_providers: list[Provider] = []


def register(provider: Provider) -> Provider:
    """Add the tasks that an app knows of; in its module `home_tasks`, which is found by name."""
    if provider not in _providers:
        _providers.append(provider)
    return provider


def tasks_of(desk: Desk) -> tuple[Task, ...]:
    """Everything that waits at a desk: one's own first, the first due or the oldest foremost."""
    # Not when the portal starts: what they read is loaded by no process that needs no tasks.
    autodiscover_modules("home_tasks")
    found = (task for provider in _providers for task in provider(desk))
    return tuple(sorted(found, key=_order))


def _order(task: Task) -> tuple:
    soonest = task.due or task.since or date.max
    return (not task.is_mine, soonest, task.title, task.key)
