"""A partnership's working days and periods: the files' and its own, as they hold on a day."""

from __future__ import annotations

from datetime import date

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from partnership.models import Partnership
from partnership.models.groups import Group
from partnership.people.permissions import Permission, Viewer, check
from partnership.refusals import Refused
from scrutiny.models import ClosedDay, PeriodSet, Timetable
from scrutiny.working_days.countdown import Calendar, Countdown, Step, Unit, countdown
from scrutiny.working_days.holidays import Allowed, PeriodKey, national, statutory


def calendar_of(partnership: Partnership) -> Calendar:
    """The days on which its offices are closed; one query."""
    own = _closed(partnership).values_list("day", "name")
    return Calendar({**national(), **dict(own)})


def closed_days(partnership: Partnership, *, viewer: Viewer) -> tuple[ClosedDay, ...]:
    """The days that the partnership added, the first first."""
    check(viewer, Permission.VIEW_FIGURES, partnership=partnership)
    return tuple(_closed(partnership).order_by("day"))


def closed_day(partnership: Partnership, pk: int, *, viewer: Viewer) -> ClosedDay:
    """Http404 where the partnership added no such day."""
    check(viewer, Permission.VIEW_FIGURES, partnership=partnership)
    return get_object_or_404(_closed(partnership), pk=pk)


def _closed(partnership: Partnership) -> QuerySet[ClosedDay]:
    return ClosedDay.objects.filter(partnership=partnership, ended_at__isnull=True)


def allowed(partnership: Partnership, period: PeriodKey, *, on: date) -> Allowed:
    """The period that holds on `on`: the partnership's own, else the law's.

    Refused before any of them holds.
    """
    found = [agreed for agreed in every_allowed(partnership, period) if agreed.since <= on]
    if not found:
        raise Refused(f"No period for “{period}” is known for {on:%-d %B %Y}.")
    return found[-1]


def every_allowed(partnership: Partnership, period: PeriodKey) -> list[Allowed]:
    """The law's and the partnership's own, those that hold later last."""
    law = [agreed for agreed in statutory() if agreed.period == period]
    own = PeriodSet.objects.filter(partnership=partnership, period=period).order_by("since", "pk")
    return [*law, *(_own(agreed) for agreed in own)]


def _own(period_set: PeriodSet) -> Allowed:
    return Allowed(
        period=period_set.period,
        number=period_set.number,
        unit=Unit(period_set.unit),
        since=period_set.since,
        source=period_set.source,
        address="",
        how_seen="set by the partnership",
    )


def timetable_of(panel: Group) -> Timetable | None:
    """The latest timetable; None if none has been set."""
    return panel.timetables.order_by("set_at", "pk").last()


def countdown_to(panel: Group, meeting: date) -> Countdown | None:
    """The deadlines of a meeting of `panel` on that day; None without a timetable."""
    timetable = timetable_of(panel)
    if timetable is None:
        return None
    clear = allowed(panel.partnership, PeriodKey.CLEAR_DAYS, on=meeting)
    days = {
        Step.DRAFT: timetable.draft,
        Step.CLEARANCE: timetable.clearance,
        Step.PRE_AGENDA: timetable.pre_agenda,
        Step.TO_DEMOCRATIC_SERVICES: timetable.to_democratic_services,
        Step.PUBLICATION: clear.number,
    }
    return countdown(meeting, days=days, calendar=calendar_of(panel.partnership))
