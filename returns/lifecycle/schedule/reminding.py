"""Reminding an agency now of what is overdue: whom it would reach, and telling them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from partnership import audit, clock
from partnership.models import Agency, Mailed, Notice, NoticeGroup, NoticeKind, Partnership, User
from partnership.notices.queries import choices_of
from partnership.people import telling as notices
from partnership.people.permissions import Permission, Viewer, check
from partnership.people.recipients import officers_of
from partnership.people.telling import News
from partnership.refusals import Refused
from returns.lifecycle.schedule import words as calendar_words
from returns.lifecycle.schedule.actions import Kind
from returns.lifecycle.schedule.calendar import State
from returns.lifecycle.schedule.expectations import Expected, expected
from returns.lifecycle.schedule.starting import start_address
from returns.lifecycle.telling import about_series


@dataclass(frozen=True)
class Overdue:
    """What an agency is late with, the officers it would be mailed to, and when it last was.

    `mailed` are mailed at once, `later` with their daily mail, `unmailed` chose to have no mail
    and find it in their inbox. `to_remind` is what nobody was reminded of today.
    """

    agency: Agency
    late: tuple[Expected, ...]
    to_remind: tuple[Expected, ...]
    mailed: tuple[User, ...]
    later: tuple[User, ...]
    unmailed: tuple[User, ...]
    last: datetime | None

    @property
    def people(self) -> tuple[User, ...]:
        return (*self.mailed, *self.later, *self.unmailed)


def overdue(
    partnership: Partnership,
    *,
    agency: Agency,
    viewer: Viewer,
    series: str = "",
    at: datetime | None = None,
) -> Overdue:
    """What `agency` is late with: all of it, or one `series`, a "dataset/source"."""
    check(viewer, Permission.REMIND_AGENCIES, partnership=partnership)
    at = at or timezone.now()
    late = tuple(
        asked
        for asked in expected(partnership, at=at, among=[agency])
        if asked.state is State.LATE
        and not asked.source.published
        and series in ("", _series(asked))
    )
    reminded = reminded_at(partnership, viewer=viewer)
    last = [moment for asked in late if (moment := reminded.get(_about(asked)))]
    today = clock.day_of(at)
    people = officers_of(agency, partnership)
    how = choices_of(people, NoticeGroup.REMINDERS)
    return Overdue(
        agency=agency,
        late=late,
        to_remind=tuple(
            asked for asked in late if not _is_today(reminded.get(_about(asked)), today)
        ),
        mailed=tuple(user for user in people if how[user.pk] == Mailed.AT_ONCE),
        later=tuple(user for user in people if how[user.pk] == Mailed.DAILY),
        unmailed=tuple(user for user in people if how[user.pk] == Mailed.NEVER),
        last=max(last, default=None),
    )


@transaction.atomic
def remind_now(
    *,
    partnership: Partnership,
    agency: Agency,
    by: User,
    series: str = "",
    at: datetime | None = None,
) -> Overdue:
    """Remind the agency's officers of what is overdue, of each source once a day at most.

    Refused where nothing is overdue, where they were reminded today, and where the agency has
    nobody with an account.
    """
    at = at or timezone.now()
    partnership.lock()
    found = overdue(partnership, agency=agency, viewer=by, series=series, at=at)
    if not found.late:
        raise Refused(calendar_words.nothing_to_remind_of(agency))
    if not found.people:
        raise Refused(calendar_words.nobody_to_remind(agency))
    if not found.to_remind:
        raise Refused(calendar_words.reminded_today(agency, found.last))
    notices.tell(_news(partnership, found, at), partnership=partnership, at=at)
    audit.record(
        Kind.AGENCY_REMINDED,
        by=by,
        about=agency,
        partnership=partnership,
        at=at,
        held=[asked.key for asked in found.to_remind],
        people=[user.pk for user in found.people],
    )
    return found


def reminded_at(partnership: Partnership, *, viewer: Viewer) -> dict[str, datetime]:
    """When the officers of an agency were last reminded by somebody, by `about_series`."""
    check(viewer, Permission.SEE_ALL_RETURNS, partnership=partnership)
    told = Notice.objects.filter(partnership=partnership, kind=NoticeKind.RETURN_OVERDUE)
    return dict(told.order_by().values_list("about").annotate(last=Max("created_at")))


def _is_today(moment: datetime | None, today: date) -> bool:
    return moment is not None and clock.day_of(moment) == today


def _news(partnership: Partnership, found: Overdue, at: datetime) -> Iterable[News]:
    """One for each source: the periods that are late are named together."""
    by_series: dict[str, list[Expected]] = {}
    for asked in found.to_remind:
        by_series.setdefault(_about(asked), []).append(asked)
    for about, late in by_series.items():
        yield News(
            kind=NoticeKind.RETURN_OVERDUE,
            key=f"return-overdue/{partnership.slug}/{about}/{clock.day_of(at)}",
            about=about,
            path=start_address(partnership, late[0], late[0].period),
            title=calendar_words.overdue_title(late),
            to=found.people,
            agency=found.agency,
        )


def _about(asked: Expected) -> str:
    return about_series(asked.dataset.slug, asked.source.slug, asked.agency.slug)


def _series(asked: Expected) -> str:
    return f"{asked.dataset.slug}/{asked.source.slug}"
