"""What a page worked out, kept in memory until anything is written in the audit trail.

Whatever changes what pages show is audited in the same transaction, so that nothing stale is shown.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Collection, Hashable
from dataclasses import dataclass
from datetime import date, datetime
from threading import Lock
from typing import Any, TypeVar, cast

from django.db import connection

from partnership import clock
from partnership.audit import Kind
from partnership.models import AuditEvent

T = TypeVar("T")

# Events that change nothing that a page shows, and come often.
CHANGING_NOTHING = tuple(
    kind.value
    for kind in (
        Kind.SIGN_IN,
        Kind.SIGN_OUT,
        Kind.SIGN_IN_FAILED,
        Kind.EXPORT_MADE,
        Kind.FILE_DOWNLOADED,
        Kind.EMAIL_DOWNLOADED,
    )
)
# Of a transaction that is written late, the events have lower keys than some that are seen already.
_LATEST = 200
_MOST_KEPT = 512


@dataclass(frozen=True)
class Trail:
    """How far the audit trail has come, and the day; empty before the first event."""

    events: tuple[tuple[int, datetime], ...]
    on: date


def trail(*, but: Collection[str] = ()) -> Trail:
    """As it stands now, `but` for events of some kinds; one query."""
    changes = AuditEvent.objects.exclude(kind__in=(*CHANGING_NOTHING, *but))
    events = changes.order_by("-pk").values_list("pk", "recorded_at")
    return Trail(tuple(events[:_LATEST]), clock.today())


_kept: OrderedDict[Hashable, tuple[Trail, Any]] = OrderedDict()
_lock = Lock()


@dataclass(frozen=True)
class Keeper:
    """Keeps what is made, and finds it again, for as long as the trail is as it was.

    Keeps nothing where the trail is None or empty.
    """

    as_of: Trail | None

    def find(self, key: Hashable) -> Any:
        """What was kept; None where nothing was, or something has been written since."""
        found = self._entry(key)
        return found and found[1]

    def keep(self, key: Hashable, made: T) -> T:
        """`made`, kept."""
        if self.as_of and self.as_of.events:
            with _lock:
                _kept[key] = (self.as_of, made)
                _kept.move_to_end(key)
                while len(_kept) > _MOST_KEPT:
                    _kept.popitem(last=False)
        return made

    def kept(self, key: Hashable, make: Callable[[], T]) -> T:
        """What was kept, None as well; or else what `make` gives now."""
        found = self._entry(key)
        return cast(T, found[1]) if found else self.keep(key, make())

    def _entry(self, key: Hashable) -> tuple[Trail, Any] | None:
        with _lock:
            found = _kept.get(key)
            if found is None or found[0] != self.as_of:
                return None
            _kept.move_to_end(key)
            return found


def keeper() -> Keeper:
    """One that keeps nothing in a transaction, which may be undone; one query where it keeps."""
    return Keeper(None if connection.in_atomic_block else trail())


def kept(key: Hashable, make: Callable[[], T], *, as_of: Trail) -> T:
    """What `make` gave for `key` when the trail stood as it does now; made where it was not."""
    return Keeper(as_of).kept(key, make)
