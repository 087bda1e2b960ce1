"""What a page worked out, kept in memory until anything is written in the audit trail.

Whatever changes what pages show is audited in the same transaction, so that nothing stale is shown.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from datetime import date, datetime
from threading import Lock
from typing import Any, TypeVar, cast

from partnership import clock
from partnership.audit import Kind
from partnership.models import AuditEvent

T = TypeVar("T")

# Events that change nothing that a page shows, and come often.
_CHANGING_NOTHING = tuple(
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
_MOST_KEPT = 128


@dataclass(frozen=True)
class Trail:
    """How far the audit trail has come, and the day; empty before the first event."""

    events: tuple[tuple[int, datetime], ...]
    on: date


def trail() -> Trail:
    """As it stands now; one query."""
    changes = AuditEvent.objects.exclude(kind__in=_CHANGING_NOTHING)
    events = changes.order_by("-pk").values_list("pk", "recorded_at")
    return Trail(tuple(events[:_LATEST]), clock.today())


_kept: OrderedDict[Hashable, tuple[Trail, Any]] = OrderedDict()
_lock = Lock()


def kept(key: Hashable, make: Callable[[], T], *, as_of: Trail) -> T:
    """What `make` gave for `key` when the trail stood as it does now; made where it was not."""
    with _lock:
        found = _kept.get(key)
        if found and found[0] == as_of:
            _kept.move_to_end(key)
            return cast(T, found[1])
    made = make()
    if as_of.events:
        with _lock:
            _kept[key] = (as_of, made)
            _kept.move_to_end(key)
            while len(_kept) > _MOST_KEPT:
                _kept.popitem(last=False)
    return made
