"""Scrutiny's days for calendar programs: meetings and what is due."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta
from uuid import NAMESPACE_URL, uuid5

from partnership import clock
from partnership.calendars.icalendar import Event, calendar
from partnership.models import Partnership
from partnership.people.permissions import AS_COUNCILLOR
from scrutiny import words
from scrutiny.deadlines.due import due
from scrutiny.queries.panels import meetings_between

DAYS_BACK, DAYS_AHEAD = 366, 366


def calendar_file(partnership: Partnership, *, at: datetime) -> bytes:
    """Meetings and what is due, a year back and ahead: titles and days, no words of a question."""
    every = sorted(
        (*_meetings(partnership, at), *_due(partnership, at)),
        key=lambda event: (event.on, event.title),
    )
    return calendar(every, name=words.calendar_name(partnership))


def _meetings(partnership: Partnership, at: datetime) -> Iterator[Event]:
    on = clock.day_of(at)
    for meeting in meetings_between(
        partnership,
        viewer=AS_COUNCILLOR,
        first=on - timedelta(days=DAYS_BACK),
        last=on + timedelta(days=DAYS_AHEAD),
    ):
        yield Event(
            uid=_uid(partnership, f"meeting/{meeting.pk}"),
            on=meeting.held_on,
            title=meeting.group.name,
            about=meeting.place,
            stamp=_midnight(meeting.held_on),
        )


def _due(partnership: Partnership, at: datetime) -> Iterator[Event]:
    for deadline in due(partnership, viewer=AS_COUNCILLOR, on=clock.day_of(at)):
        yield Event(
            uid=_uid(partnership, deadline.key),
            on=deadline.on,
            title=words.event_title(deadline.key, deadline.whom.label),
            about=words.due_day(deadline.on, closed=deadline.closed),
            stamp=_midnight(deadline.on),
        )


def _uid(partnership: Partnership, key: str) -> str:
    return (
        f"{uuid5(NAMESPACE_URL, f'{partnership.code}/scrutiny/{key}')}@{partnership.code.lower()}"
    )


def _midnight(day) -> datetime:
    """A timestamp that stays the same as long as nothing changes."""
    return datetime.combine(day, time(), tzinfo=UTC)
