"""Figures that pages would rest on and that are not in use, with the viewer's rights checked."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from measures.periods import Period
from partnership import clock
from partnership.models import Agency, Partnership
from partnership.people.permissions import Permission, Viewer, agencies, check, may
from returns.catalogue.declarations import Dataset, Source
from returns.lifecycle.schedule.calendar import State
from returns.lifecycle.schedule.expectations import (
    Expected,
    InUse,
    Rejected,
    expected,
    in_force,
)
from returns.models import LatenessShown


@dataclass(frozen=True)
class Missing:
    """Figures that a page would rest on and that are not in use, from `first` to `last`.

    `asked_by` is the day by which the first of them were asked for, or None where the viewer is
    not to see it. `is_here` says that they came and wait for acceptance, `rejected` that the first
    of them came and were rejected, where the viewer sees the day.
    """

    dataset: Dataset
    source: Source
    agency: Agency
    first: Period
    last: Period
    asked_by: date | None
    is_here: bool
    rejected: Rejected | None = None


def missing(
    partnership: Partnership,
    *,
    viewer: Viewer,
    of: Iterable[tuple[str, str]],
    periods: Iterable[Period] | None = None,
    at: datetime | None = None,
    in_use: InUse | None = None,
) -> tuple[Missing, ...]:
    """What of the series `of`, each (dataset, source), is asked for, over and not in use.

    With `periods`, only what overlaps one of them. `in_use` is what a page has read of all the
    series already, at the same moment. Whoever may see dashboards may ask; the day asked for is
    given to those who handle returns, and to others where the manager lets them see it.
    """
    check(viewer, Permission.VIEW_FIGURES, partnership=partnership)
    at = at or timezone.now()
    wanted, spans = frozenset(of), None if periods is None else tuple(periods)
    lacking = [
        asked
        for asked in expected(partnership, at=at, in_use=in_use)
        if (asked.dataset.slug, asked.source.slug) in wanted
        and asked.state is not State.IN_USE
        and asked.period.last_day < asked.on
        and (spans is None or any(asked.period.overlaps(span) for span in spans))
    ]
    if not lacking:
        return ()
    return tuple(in_rows(lacking, _days_seen_by(viewer, partnership, at)))


def oldest_missing(
    partnership: Partnership,
    *,
    among: Collection[Agency],
    of: Collection[tuple[str, str]],
    at: datetime | None = None,
) -> Expected | None:
    """The first that `among` are asked for of the series `of`, is over and is not in use.

    It says what an officer is asked for and no figure; the caller names the officer's agencies.
    """
    at = at or timezone.now()
    today = clock.day_of(at)
    lacking = [
        asked
        for asked in expected(partnership, at=at, among=among)
        if (asked.dataset.slug, asked.source.slug) in of
        and asked.state is not State.IN_USE
        and asked.period.last_day < today
    ]
    return min(lacking, key=lambda asked: (asked.period.start, asked.key), default=None)


def shows_lateness(partnership: Partnership, *, at: datetime | None = None) -> bool:
    """Whether everybody sees by when missing figures were asked for; off unless switched on."""
    at = at or timezone.now()
    choice = in_force(LatenessShown.objects.filter(partnership=partnership), at)
    return bool(choice.filter(is_shown=True).exists())


def _days_seen_by(viewer: Viewer, partnership: Partnership, at: datetime):
    """Whether `viewer` sees by when an agency was asked, as a function of the agency."""
    if may(viewer, Permission.SEE_ALL_RETURNS, partnership=partnership):
        return lambda _: True
    if shows_lateness(partnership, at=at):
        return lambda _: True
    own = {agency.pk for agency in agencies(viewer, partnership)}
    return lambda agency: agency.pk in own


def asked_first(lacking: Missing) -> tuple:
    return lacking.asked_by or date.max, lacking.agency.name, lacking.source.title


def in_rows(lacking: Iterable[Expected], days) -> Iterator[Missing]:
    """What is lacking, periods that follow one another together."""
    rows: list[list[Expected]] = []
    for asked in lacking:
        if rows and _follows(rows[-1][-1], asked):
            rows[-1].append(asked)
        else:
            rows.append([asked])
    for together in rows:
        first, last = together[0], together[-1]
        yield Missing(
            dataset=first.dataset,
            source=first.source,
            agency=first.agency,
            first=first.period,
            last=last.period,
            asked_by=first.by if days(first.agency) else None,
            is_here=first.state is State.RECEIVED,
            rejected=first.rejected if days(first.agency) else None,
        )


def _follows(before: Expected, after: Expected) -> bool:
    return (
        (before.agency, before.dataset.slug, before.source.slug)
        == (after.agency, after.dataset.slug, after.source.slug)
        and before.period.last.shift(1) == after.period.start
        and (before.state is State.RECEIVED) == (after.state is State.RECEIVED)
        and before.rejected == after.rejected
    )
