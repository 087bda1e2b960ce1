"""The board of agencies by quarters, and the dates agreed, with the viewer's rights checked."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from measures.periods import Month, Period
from partnership import clock
from partnership.models import Agency, Partnership
from partnership.people.permissions import Permission, Viewer, agencies, check, may
from returns.catalogue.declarations import Dataset, Source
from returns.catalogue.registry import datasets
from returns.lifecycle.schedule.calendar import Agreement, State, holding
from returns.lifecycle.schedule.expectations import (
    Asked,
    Expected,
    Series,
    agencies_of,
    agreements_of,
)
from returns.lifecycle.schedule.missing import Missing, asked_first, in_rows

QUARTERS_ON_THE_BOARD = 5


@dataclass(frozen=True)
class Row:
    """One agency's source on the board; `cells` are what is asked for that ends in each quarter."""

    agency: Agency
    dataset: Dataset
    source: Source
    cells: tuple[tuple[Expected, ...], ...]
    is_asked_for: bool
    agreed: Agreement | None

    @property
    def every(self) -> Iterator[Expected]:
        return (asked for cell in self.cells for asked in cell)


@dataclass(frozen=True)
class Board:
    """Agencies by quarters as they stood on a day, what waits longest first.

    `late`, `waiting` and `due` are of every quarter, also of those that the columns do not reach;
    `due` is what is over and may still come in time, the soonest first.
    """

    on: date
    quarters: tuple[Period, ...]
    rows: tuple[Row, ...]
    late: tuple[Missing, ...]
    waiting: tuple[Expected, ...]
    due: tuple[Expected, ...]


def board(
    partnership: Partnership,
    *,
    viewer: Viewer,
    at: datetime | None = None,
    last: Period | None = None,
) -> Board:
    """The board with `last` as its last quarter, by default the current one; four queries.

    Officers see every agency, suppliers their own. PermissionDenied for everybody else.
    """
    check(viewer, Permission.SEE_RETURNS_OF_OWN_AGENCY, partnership=partnership)
    at = at or timezone.now()
    on = clock.day_of(at)
    quarters = _quarters(last or holding(Month.containing(on), every_months=3))
    seen = _seen_by(viewer, partnership)
    known = Asked.read(partnership, among=seen, at=at)
    every = [
        (series, tuple(known.expected(*series, through=quarters[-1].last)))
        for series in known.series
    ]
    rows = (_row(known, quarters, series, asked) for series, asked in every)
    late = [expected for _, asked in every for expected in asked if expected.state is State.LATE]
    waiting = [
        expected for _, asked in every for expected in asked if expected.state is State.RECEIVED
    ]
    due = [
        expected
        for _, asked in every
        for expected in asked
        if expected.state is State.DUE and expected.period.last_day < on
    ]
    return Board(
        on=on,
        quarters=quarters,
        rows=tuple(sorted(rows, key=_waits_longest)),
        late=tuple(sorted(in_rows(late, lambda _: True), key=asked_first)),
        waiting=tuple(
            sorted(waiting, key=lambda expected: (expected.received_on or expected.by, expected.by))
        ),
        due=tuple(sorted(due, key=lambda expected: (expected.by, expected.agency.name))),
    )


@dataclass(frozen=True)
class SourceDates:
    """One source with what was agreed about it, the latest last; empty where nothing was."""

    dataset: Dataset
    source: Source
    agencies: tuple[Agency, ...]
    agreed: tuple[Agreement, ...]


def dates(partnership: Partnership, *, viewer: Viewer) -> tuple[SourceDates, ...]:
    """Every source that the viewer's agencies supply, with the dates agreed about it."""
    check(viewer, Permission.SEE_RETURNS_OF_OWN_AGENCY, partnership=partnership)
    agreed = agreements_of(partnership, timezone.now())
    seen = _seen_by(viewer, partnership)
    of_kind = defaultdict(list)
    for agency in agencies_of(partnership, seen):
        of_kind[agency.kind].append(agency)
    return tuple(
        SourceDates(
            dataset, source, tuple(of_kind[source.supplied_by]), agreed[dataset.slug, source.slug]
        )
        for dataset in datasets
        for source in dataset.sources
        if of_kind[source.supplied_by]
    )


def _seen_by(viewer: Viewer, partnership: Partnership) -> tuple[Agency, ...] | None:
    """The agencies whose rows `viewer` sees; None for all."""
    if may(viewer, Permission.SEE_ALL_RETURNS, partnership=partnership):
        return None
    return agencies(viewer, partnership)


def _quarters(last: Period) -> tuple[Period, ...]:
    return tuple(
        Period(last.start.shift(-3 * back), 3) for back in reversed(range(QUARTERS_ON_THE_BOARD))
    )


def _row(
    known: Asked,
    quarters: tuple[Period, ...],
    series: Series,
    every: tuple[Expected, ...],
) -> Row:
    agency, dataset, source = series
    agreements = known.agreements(agency, dataset, source)
    return Row(
        agency=agency,
        dataset=dataset,
        source=source,
        cells=tuple(
            tuple(
                expected
                for expected in every
                if quarter.start <= expected.period.last <= quarter.last
            )
            for quarter in quarters
        ),
        is_asked_for=bool(agreements) and agreements[-1].is_asked_for,
        agreed=agreements[-1] if agreements else None,
    )


def _waits_longest(row: Row) -> tuple:
    late = [asked.by for asked in row.every if asked.state is State.LATE]
    waiting = [
        asked.received_on
        for asked in row.every
        if asked.state is State.RECEIVED and asked.received_on
    ]
    return (
        min(late, default=date.max),
        min(waiting, default=date.max),
        not row.is_asked_for,
        row.agency.name,
        row.source.title,
    )
