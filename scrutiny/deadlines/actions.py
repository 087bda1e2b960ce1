"""A partnership's own periods and closed days: what is written down."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from partnership.models import Partnership, User
from scrutiny import events, words
from scrutiny.events import Kind
from scrutiny.models import (
    ClosedDay,
    PeriodSet,
)
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
