"""A partnership's own periods and closed days, and its secret address: what is written down."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from partnership import audit
from partnership.models import Partnership, User
from partnership.people.permissions import Permission, check
from scrutiny import events, words
from scrutiny.events import Kind
from scrutiny.models import (
    ClockAddress,
    ClosedDay,
    PeriodSet,
)
from scrutiny.queries.calendar_addresses import ADDRESSES
from scrutiny.working_days.countdown import Unit
from scrutiny.working_days.holidays import PeriodKey
from scrutiny.writes import begin, insert


@transaction.atomic
def set_period(
    *,
    partnership: Partnership,
    period: PeriodKey,
    number: int,
    unit: Unit,
    since: date,
    source: str,
    by: User,
    at: datetime | None = None,
) -> PeriodSet:
    """The partnership's own period from `since` on, with where it is written."""
    at = begin(by, partnership, at)
    made = PeriodSet.objects.create(
        partnership=partnership,
        period=period.value,
        number=number,
        unit=unit.value,
        since=since,
        source=source,
        set_at=at,
        set_by=by,
    )
    events.added(Kind.PERIOD_SET, made, by=by, partnership=partnership, at=at)
    return made


@transaction.atomic
def add_closed_day(
    *,
    partnership: Partnership,
    day: date,
    name: str,
    source: str,
    by: User,
    at: datetime | None = None,
) -> ClosedDay:
    """A day on which the offices are closed beside the bank holidays held."""
    at = begin(by, partnership, at)
    closed = ClosedDay(partnership=partnership, day=day, name=name, source=source)
    insert(closed, words.CLOSED_DAY_IS_HELD, field="day")
    events.added(Kind.CLOSED_DAY_ADDED, closed, by=by, partnership=partnership, at=at)
    return closed


@transaction.atomic
def end_closed_day(*, closed: ClosedDay, by: User, at: datetime | None = None) -> None:
    """Take a day out again."""
    at = begin(by, closed.partnership, at)
    events.changed(
        Kind.CLOSED_DAY_ENDED,
        closed,
        by=by,
        partnership=closed.partnership,
        at=at,
        to={"ended_at": at},
    )


def make_address(*, partnership: Partnership, by: User, at: datetime | None = None) -> ClockAddress:
    """The secret address of a partnership's days; concurrent requests get the same."""
    at = at or timezone.now()
    check(by, Permission.SUBSCRIBE, partnership=partnership)
    return ADDRESSES.make(
        partnership=partnership,
        by=by,
        at=at,
        write_down=lambda made: events.added(
            Kind.CLOCK_ADDRESS_MADE, made, by=by, partnership=partnership, at=at
        ),
    )


def end_address(*, address: ClockAddress, by: User, at: datetime | None = None) -> None:
    """Have it work no longer; ending it twice changes nothing."""
    at = at or timezone.now()
    check(by, Permission.KEEP_SCRUTINY, partnership=address.partnership)
    ADDRESSES.end(
        address,
        at=at,
        write_down=lambda: audit.record(
            Kind.CLOCK_ADDRESS_ENDED,
            by=by,
            about=address,
            partnership=address.partnership,
            at=at,
            before={"ended_at": None},
            after={"ended_at": at},
        ),
    )
