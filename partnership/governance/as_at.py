"""The duties of the register as they stood on a day: when they were done and due by then."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from copy import copy
from datetime import date

from partnership import audit
from partnership.models import AuditEvent
from partnership.models.governance import Duty

_DATES = ("last_done", "next_due")


def as_they_stood(duties: Iterable[Duty], day: date) -> tuple[Duty, ...]:
    """Each duty with its dates as they were known on a day; the copies are for reading alone.

    What was done later is taken back, by the history of the record, with the next day that came
    of it. A date that was put right later stays put right. Where no earlier date is recorded, the
    duty has none.
    """
    every = tuple(duties)
    later = [duty.pk for duty in every if duty.last_done and duty.last_done > day]
    history = _earlier_dates(later)
    return tuple(
        _earlier(duty, history.get(str(duty.pk), ()), day) if duty.pk in later else duty
        for duty in every
    )


_Dates = tuple[date | None, date | None]


def _earlier(duty: Duty, before: Iterable[_Dates], day: date) -> Duty:
    known = (dates for dates in before if dates[0] is None or dates[0] <= day)
    found = copy(duty)
    found.last_done, found.next_due = next(known, (None, None))
    return found


def _earlier_dates(duties: Iterable[int]) -> dict[str, list[_Dates]]:
    """The dates that stood before each change of a duty, the newest first."""
    rows = {str(duty.pk): duty for duty in Duty.objects.filter(pk__in=list(duties))}
    stood = {pk: {name: getattr(duty, name) for name in _DATES} for pk, duty in rows.items()}
    found: dict[str, list[_Dates]] = defaultdict(list)
    changes = AuditEvent.objects.filter(
        kind=audit.Kind.RECORD_CHANGED, about_type=audit.stored_name(Duty), about_id__in=list(rows)
    )
    for change in changes.order_by("-at", "-pk"):
        dates = stood[change.about_id]
        before = change.detail.get("before", {})
        for name in _DATES:
            if name in before:
                dates[name] = date.fromisoformat(before[name]) if before[name] else None
        found[change.about_id].append((dates["last_done"], dates["next_due"]))
    return found
