"""Agreeing dates, choosing who sees them, and secret addresses: what is written down."""

from __future__ import annotations

from datetime import datetime

from django.db import models, transaction
from django.utils import timezone

from measures.periods import Month
from partnership import audit
from partnership.models import Agency, Partnership, User
from partnership.people.permissions import Permission, agencies, check
from partnership.refusals import Refused
from returns.catalogue.registry import datasets
from returns.lifecycle.schedule import words as calendar_words
from returns.lifecycle.schedule.calendar import FREQUENCIES, holding
from returns.lifecycle.schedule.due_dates import ADDRESSES
from returns.models import AgreedDate, CalendarAddress, LatenessShown

LONGEST_DAYS_AFTER = 366


class Kind(models.TextChoices):
    """What can have happened to the calendar."""

    DATE_AGREED = "date-agreed", "Date agreed for a source"
    NO_LONGER_ASKED_FOR = "no-longer-asked-for", "Source no longer asked for"
    LATENESS_CHOSEN = "lateness-chosen", "Choice made about showing dates asked for"
    REMINDER_SENT = "reminder-sent", "Reminder sent"
    AGENCY_REMINDED = "agency-reminded", "Agency reminded of what is overdue"
    ADDRESS_MADE = "calendar-address-made", "Calendar address made"
    ADDRESS_ENDED = "calendar-address-ended", "Calendar address ended"


@transaction.atomic
def agree_date(
    *,
    partnership: Partnership,
    dataset: str,
    source: str,
    first_month: Month,
    every_months: int,
    days_after: int | None,
    by: User,
    at: datetime | None = None,
) -> AgreedDate:
    """Ask for a source this often and by this day, for periods from `first_month` on.

    `days_after` None is the statutory date. It takes the place of everything agreed for that
    month or later. Refused where the month begins no such period, PermissionDenied without
    the right, KeyError for a source that does not exist.
    """
    at = at or timezone.now()
    check(by, Permission.AGREE_DATES, partnership=partnership)
    _check_possible(first_month, every_months, days_after)
    agreed = _replaced(
        AgreedDate(
            partnership=partnership,
            dataset=dataset,
            source=source,
            first_month=first_month.first_day,
            every_months=every_months,
            days_after=days_after,
            since=at,
            set_by=by,
        )
    )
    audit.record(
        Kind.DATE_AGREED,
        by=by,
        about=agreed,
        partnership=partnership,
        at=at,
        first_month=first_month.code,
        every_months=every_months,
        days_after=days_after,
    )
    return agreed


@transaction.atomic
def stop_asking(
    *,
    partnership: Partnership,
    dataset: str,
    source: str,
    first_month: Month,
    because: str,
    by: User,
    at: datetime | None = None,
) -> AgreedDate:
    """Ask for a source no longer from `first_month` on: its supply has ended.

    A period that contains `first_month` is cut short before it. What was sent stays, and so does
    what is overdue of earlier months. Replaces and raises as `agree_date` does, and Refused
    without a reason.
    """
    at = at or timezone.now()
    check(by, Permission.AGREE_DATES, partnership=partnership)
    if not because.strip():
        raise Refused(calendar_words.SAY_WHY_NO_LONGER, field="because")
    ended = _replaced(
        AgreedDate(
            partnership=partnership,
            dataset=dataset,
            source=source,
            first_month=first_month.first_day,
            every_months=1,
            is_asked_for=False,
            because=because.strip(),
            since=at,
            set_by=by,
        )
    )
    audit.record(
        Kind.NO_LONGER_ASKED_FOR,
        by=by,
        about=ended,
        partnership=partnership,
        at=at,
        first_month=first_month.code,
        because=ended.because,
    )
    return ended


def _replaced(agreed: AgreedDate) -> AgreedDate:
    """`agreed`, saved in place of all that was agreed about its source for its month or later."""
    datasets[agreed.dataset].source(agreed.source)
    agreed.partnership.lock()
    standing = AgreedDate.objects.filter(
        partnership=agreed.partnership,
        dataset=agreed.dataset,
        source=agreed.source,
        until__isnull=True,
        first_month__gte=agreed.first_month,
    )
    _end(standing, agreed.since)
    agreed.save(force_insert=True)
    return agreed


@transaction.atomic
def show_lateness(
    *, partnership: Partnership, is_shown: bool, by: User, at: datetime | None = None
) -> LatenessShown:
    """Show everybody by when missing figures were asked for, or only those handling returns."""
    at = at or timezone.now()
    check(by, Permission.AGREE_DATES, partnership=partnership)
    partnership.lock()
    _end(LatenessShown.objects.filter(partnership=partnership, until__isnull=True), at)
    choice = LatenessShown.objects.create(
        partnership=partnership, is_shown=is_shown, since=at, set_by=by
    )
    audit.record(
        Kind.LATENESS_CHOSEN,
        by=by,
        about=choice,
        partnership=partnership,
        at=at,
        is_shown=is_shown,
    )
    return choice


# --- Secret addresses ------------------------------------------------------------------------
def make_address(
    *,
    partnership: Partnership,
    agency: Agency | None = None,
    by: User,
    at: datetime | None = None,
) -> CalendarAddress:
    """The secret address with the due dates of a partnership or of one agency there.

    An existing address is returned as it is: two people at once get the same.
    """
    at = at or timezone.now()
    _check_may_have(by, partnership, agency)
    return ADDRESSES.make(
        partnership=partnership,
        agency=agency,
        by=by,
        at=at,
        write_down=lambda made: audit.record(
            Kind.ADDRESS_MADE, by=by, about=made, partnership=partnership, at=at
        ),
    )


def end_address(*, address: CalendarAddress, by: User, at: datetime | None = None) -> None:
    """Stop an address from working; ending it twice changes nothing."""
    at = at or timezone.now()
    check(by, Permission.AGREE_DATES, partnership=address.partnership)
    ADDRESSES.end(
        address,
        at=at,
        write_down=lambda: audit.record(
            Kind.ADDRESS_ENDED, by=by, about=address, partnership=address.partnership, at=at
        ),
    )


# --- Private ---------------------------------------------------------------------------------
def _check_possible(first_month: Month, every_months: int, days_after: int | None) -> None:
    if every_months not in FREQUENCIES:
        raise Refused(calendar_words.NO_SUCH_FREQUENCY, field="every_months")
    if days_after is not None and not 0 <= days_after <= LONGEST_DAYS_AFTER:
        raise Refused(calendar_words.days_out_of_range(LONGEST_DAYS_AFTER), field="days_after")
    begins = holding(first_month, every_months=every_months).start
    if begins != first_month:
        raise Refused(
            calendar_words.begins_no_period(first_month, begins, every_months), field="first_month"
        )


def _check_may_have(by: User, partnership: Partnership, agency: Agency | None) -> None:
    needed = Permission.SEE_ALL_RETURNS
    if agency is not None and agency in agencies(by, partnership):
        needed = Permission.SEE_RETURNS_OF_OWN_AGENCY
    check(by, needed, partnership=partnership)


def _end(standing: models.QuerySet, at: datetime) -> None:
    if standing.filter(since__gt=at).exists():
        raise Refused("A later choice has been made already.")
    standing.update(until=at)
