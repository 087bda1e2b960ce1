"""Due dates for calendar programs: the secret addresses and what they show, which is only days."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from uuid import NAMESPACE_URL, uuid5

from measures.periods import Month, Period
from partnership import clock
from partnership.calendars.icalendar import Event, calendar
from partnership.calendars.secret_addresses import Addresses, Keys
from partnership.models import Agency, Partnership
from partnership.people.permissions import Permission, Viewer, agencies, check, may
from returns.lifecycle.schedule import words as calendar_words
from returns.lifecycle.schedule.calendar import holding
from returns.lifecycle.schedule.expectations import Expected, expected
from returns.lifecycle.schedule.statutory import StatutoryList, statutory_list
from returns.models import CalendarAddress

MONTHS_BACK, MONTHS_AHEAD = 12, 12
ADDRESSES = Addresses(CalendarAddress, Keys(salt="returns.calendar-address"))


def offered(
    partnership: Partnership, *, viewer: Viewer
) -> tuple[tuple[Agency | None, CalendarAddress | None], ...]:
    """Whose calendars `viewer` may have, None for the whole partnership's, with the address of
    each that is made."""
    check(viewer, Permission.SEE_RETURNS_OF_OWN_AGENCY, partnership=partnership)
    sees_all = may(viewer, Permission.SEE_ALL_RETURNS, partnership=partnership)
    made = {
        address.agency_id: address
        for address in ADDRESSES.standing(partnership=partnership).select_related("agency")
    }
    every = Agency.objects.filter(partnerships=partnership).order_by("name")
    of = [None, *every] if sees_all else list(agencies(viewer, partnership))
    return tuple((agency, made.get(agency.pk if agency else None)) for agency in of)


def calendar_file(address: CalendarAddress, *, at: datetime) -> bytes:
    """The due dates of a year back and a year ahead as a calendar file: no figure, and nothing of
    whether anything came."""
    partnership, agency = address.partnership, address.agency
    today = Month.containing(clock.day_of(at))
    since, through = today.shift(-MONTHS_BACK), today.shift(MONTHS_AHEAD)
    asked = expected(
        partnership,
        at=at,
        since=since.first_day,
        through=through.last_day,
        among=None if agency is None else [agency],
    )
    events = [_event(each, partnership) for each in asked]
    events += _statutory(statutory_list(), partnership, agency, since=since, through=through)
    return calendar(
        sorted(events, key=lambda event: (event.on, event.title)),
        name=calendar_words.calendar_name(partnership, agency),
    )


def _event(asked: Expected, partnership: Partnership) -> Event:
    since = asked.agreed.since if asked.agreed else None
    return Event(
        uid=_uid(partnership, asked.key),
        on=asked.by,
        title=calendar_words.event_title(asked),
        about=calendar_words.event_about(asked),
        stamp=since or _midnight(asked.period.first_day),
    )


def _statutory(
    law: StatutoryList,
    partnership: Partnership,
    agency: Agency | None,
    *,
    since: Month,
    through: Month,
) -> list[Event]:
    """The last day that the law gives for each of its periods, to those whom it names."""
    named = {duty.authority for duty in law.items if duty.holds_on(through.first_day)}
    if agency is not None and agency.kind not in named:
        return []
    events = []
    month = holding(since, every_months=3).start
    while month <= through:
        period = Period(month, 3)
        events.append(
            Event(
                uid=_uid(partnership, f"statutory/{period.code}"),
                on=law.due(period),
                title=calendar_words.statutory_event(period, law.act),
                about=law.regulations,
                stamp=_midnight(period.first_day),
            )
        )
        month = month.shift(3)
    return events


def _uid(partnership: Partnership, key: str) -> str:
    return f"{uuid5(NAMESPACE_URL, f'{partnership.code}/{key}')}@{partnership.code.lower()}"


def _midnight(day: date) -> datetime:
    """A fixed moment, for dates that nobody agreed."""
    return datetime.combine(day, time(), tzinfo=UTC)
