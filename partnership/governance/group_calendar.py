"""The groups' meetings for calendar programs: the secret addresses, and the file."""

from __future__ import annotations

from datetime import datetime, timedelta

from partnership import clock
from partnership.calendars.icalendar import Event, calendar
from partnership.calendars.secret_addresses import Keys
from partnership.models import Partnership, User
from partnership.models.groups import Meeting
from partnership.people.permissions import memberships

BACK = timedelta(days=366)
_KEYS = Keys(salt="partnership.group-calendar")


def key_of(user: User) -> str:
    """What stands in the address and cannot be guessed. It works while `user` has a role."""
    return _KEYS.key_of(user.pk)


def partnership_at(key: str, *, slug: str) -> Partnership | None:
    """The partnership of that slug, if the key's holder has a role in it today."""
    number = _KEYS.number_of(key)
    if number is None:
        return None
    user = User.objects.filter(pk=number, is_active=True).first()
    found = Partnership.objects.filter(slug=slug).first()
    return found if user and found and memberships(user, found) else None


def calendar_file(partnership: Partnership, *, at: datetime) -> bytes:
    """The meetings of a year back and all to come; a cancelled one says so."""
    meetings = (
        Meeting.objects.filter(group__partnership=partnership, held_on__gte=clock.day_of(at) - BACK)
        .select_related("group")
        .order_by("held_on", "pk")
    )
    events = (
        Event(
            uid=f"meeting-{meeting.pk}@{partnership.slug}",
            on=meeting.held_on,
            title=f"Cancelled: {meeting.group.name}" if meeting.ended_on else meeting.group.name,
            about=_about(meeting),
            stamp=at,
        )
        for meeting in meetings
    )
    return calendar(events, name=f"Meetings of {partnership.name}")


def _about(meeting: Meeting) -> str:
    when = f"At {meeting.starts_at:%H:%M}" if meeting.starts_at else ""
    lines = (when, meeting.place, meeting.ended_because, meeting.agenda_link)
    return "\n".join(line for line in lines if line)
