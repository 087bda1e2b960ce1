"""What is asked of each agency by when, and how it stood at a moment; changes nothing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db.models import Q, QuerySet
from django.utils import timezone

from measures.periods import Month, Period
from partnership import clock
from partnership.models import Agency, Partnership
from returns.catalogue.declarations import Dataset, Source
from returns.catalogue.registry import datasets
from returns.lifecycle.schedule.calendar import Agreement, State, due, holding, periods, state
from returns.lifecycle.schedule.statutory import NoInterval, statutory_list
from returns.models import AgreedDate, Coverage, Part

# By dataset, source and the slug of the agency, which is the origin of what it supplies.
Key = tuple[str, str, str]

Series = tuple[Agency, Dataset, Source]

# The return that each month in use stands in.
InUse = Mapping[Key, Mapping[Month, int]]


@dataclass(frozen=True)
class Rejected:
    """The return that was last rejected of what has still to come, and the day."""

    of_return: int
    on: date


@dataclass(frozen=True)
class Expected:
    """The figures of one source that one agency is asked for, for one period.

    `by` is the day by which the partnership asks for them, `statutory` the last day of the law's;
    `received_on` is when the last of them first came. `begun` says that a return is uploaded and
    not sent. `of_return` holds the figures: the latest in use, or the one that waits longest;
    `rejected` is the return last rejected for months still missing.
    """

    dataset: Dataset
    source: Source
    agency: Agency
    period: Period
    by: date
    statutory: date | None
    state: State
    on: date
    received_on: date | None = None
    short_of: tuple[Month, ...] = ()
    begun: bool = False
    of_return: int | None = None
    rejected: Rejected | None = None
    agreed: Agreement | None = None

    @property
    def key(self) -> str:
        """What identifies it for as long as it is asked for."""
        return f"{self.dataset.slug}/{self.source.slug}/{self.agency.slug}/{self.period.code}"

    @property
    def days_late(self) -> int:
        """How long after the day asked for it came, or has not come; 0 in time."""
        return max(0, ((self.received_on or self.on) - self.by).days)


def expected(
    partnership: Partnership,
    *,
    at: datetime | None = None,
    since: date | None = None,
    through: date | None = None,
    among: Collection[Agency] | None = None,
    in_use: InUse | None = None,
) -> tuple[Expected, ...]:
    """Everything asked for in periods that end from `since` and begin by `through`; no viewer.

    Four queries, or three where `in_use` is known. Without `among`, of every agency.
    """
    at = at or timezone.now()
    through = through or clock.day_of(at)
    known = Asked.read(partnership, among=among, at=at, in_use=in_use)
    return tuple(
        asked
        for series in known.series
        for asked in known.expected(*series, through=Month.containing(through))
        if since is None or asked.period.last_day >= since
    )


# --- What was agreed -------------------------------------------------------------------------


def months_in_use(partnership: Partnership) -> dict[tuple[str, str], frozenset[Month]]:
    """By dataset and source, the months that have figures in use now, whoever supplied them."""
    found: dict[tuple[str, str], set[Month]] = defaultdict(set)
    for (dataset, source, _), in_use in _in_use(partnership, timezone.now()).items():
        found[dataset, source].update(in_use)
    return {series: frozenset(months) for series, months in found.items()}


# --- Private ---------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Sent:
    """A return's months of one series, and when it came."""

    months: frozenset[Month]
    received_on: date
    of_return: int
    is_open: bool


@dataclass(frozen=True)
class _SentBack:
    """The months of a series that a rejected return held."""

    months: frozenset[Month]
    rejected: Rejected


@dataclass(frozen=True)
class _CameIn:
    """Returns of a partnership by series: sent, rejected, and the months of those not sent yet."""

    sent: Mapping[Key, tuple[_Sent, ...]]
    rejected: Mapping[Key, tuple[_SentBack, ...]]
    drafts: Mapping[Key, frozenset[Month]]


@dataclass(frozen=True)
class Asked:
    """What the database says of a partnership at a moment, read once."""

    on: date
    agencies: tuple[Agency, ...]
    agreed: Mapping[tuple[str, str], tuple[Agreement, ...]]
    in_use: InUse = field(repr=False)
    came_in: _CameIn = field(repr=False)

    @classmethod
    def read(
        cls,
        partnership: Partnership,
        *,
        among: Collection[Agency] | None,
        at: datetime,
        in_use: InUse | None = None,
    ) -> Asked:
        return cls(
            on=clock.day_of(at),
            agencies=agencies_of(partnership, among),
            agreed=agreements_of(partnership, at),
            in_use=_in_use(partnership, at) if in_use is None else in_use,
            came_in=_came_in(partnership, at),
        )

    @property
    def series(self) -> Iterator[Series]:
        return (
            (agency, dataset, source)
            for agency in self.agencies
            for dataset in datasets
            for source in dataset.sources
            if source.supplied_by == agency.kind
            and (not source.published or self.agreed[dataset.slug, source.slug])
        )

    def agreements(self, agency: Agency, dataset: Dataset, source: Source) -> tuple[Agreement, ...]:
        """What was agreed; before that, and without it, the source's own from its first return."""
        agreed = self.agreed[dataset.slug, source.slug]
        sent = self.came_in.sent.get((dataset.slug, source.slug, agency.slug), ())
        if source.published or not sent:
            return agreed
        begins = min(min(came.months) for came in sent)
        if agreed and agreed[0].first <= begins:
            return agreed
        start = holding(begins, every_months=source.every_months).start
        return (Agreement(start, source.every_months), *agreed)

    def expected(
        self, agency: Agency, dataset: Dataset, source: Source, *, through: Month
    ) -> Iterator[Expected]:
        agreements = self.agreements(agency, dataset, source)
        for period, agreement in periods(agreements, through=through):
            yield self._expected(agency, dataset, source, period, agreement)

    def _expected(
        self, agency: Agency, dataset: Dataset, source: Source, period: Period, agreed: Agreement
    ) -> Expected:
        key = (dataset.slug, source.slug, agency.slug)
        in_use, months = self.in_use.get(key, {}), frozenset(period.each_month)
        sent = [
            came for came in self.came_in.sent.get(key, ()) if not months.isdisjoint(came.months)
        ]
        waiting = frozenset(month for came in sent if came.is_open for month in came.months)
        statutory = _statutory(period)
        by = due(period, agreed, statutory=statutory or period.last_day)
        stands = state(period, by=by, on=self.on, in_use=in_use, waiting=waiting)
        is_here = stands in (State.IN_USE, State.RECEIVED)
        short_of = frozenset() if is_here else months - in_use.keys() - waiting
        return Expected(
            dataset=dataset,
            source=source,
            agency=agency,
            period=period,
            by=by,
            statutory=statutory,
            state=stands,
            on=self.on,
            received_on=_came(months, sent) if is_here else None,
            short_of=tuple(sorted(short_of)),
            begun=not self.came_in.drafts.get(key, frozenset()).isdisjoint(short_of),
            of_return=_holding(stands, period, in_use, sent),
            rejected=_last_rejected(short_of, self.came_in.rejected.get(key, ())),
            agreed=agreed,
        )


def _statutory(period: Period) -> date | None:
    try:
        return statutory_list().due(period)
    except NoInterval:
        return None


def _came(months: Collection[Month], sent: Iterable[_Sent]) -> date | None:
    """The day on which the last of `months` first came."""
    first: dict[Month, date] = {}
    for arrival in sent:
        for month in arrival.months:
            first[month] = min(arrival.received_on, first.get(month, arrival.received_on))
    return max((first[month] for month in months if month in first), default=None)


def _holding(
    stands: State, period: Period, in_use: Mapping[Month, int], sent: Iterable[_Sent]
) -> int | None:
    if stands is State.IN_USE:
        return in_use[period.last]
    waiting = [arrival for arrival in sent if arrival.is_open] if stands is State.RECEIVED else []
    return min(waiting, key=lambda arrival: arrival.received_on).of_return if waiting else None


def _last_rejected(short_of: frozenset[Month], every: Iterable[_SentBack]) -> Rejected | None:
    held = (each.rejected for each in every if not short_of.isdisjoint(each.months))
    return max(held, key=lambda rejected: (rejected.on, rejected.of_return), default=None)


def agencies_of(partnership: Partnership, among: Collection[Agency] | None) -> tuple[Agency, ...]:
    found = Agency.objects.filter(partnerships=partnership)
    if among is not None:
        found = found.filter(pk__in=[agency.pk for agency in among])
    return tuple(found.order_by("name"))


def agreements_of(
    partnership: Partnership, at: datetime
) -> defaultdict[tuple[str, str], tuple[Agreement, ...]]:
    found: defaultdict[tuple[str, str], tuple[Agreement, ...]] = defaultdict(tuple)
    rows = in_force(AgreedDate.objects.filter(partnership=partnership), at)
    for row in rows.order_by("first_month", "pk"):
        found[row.dataset, row.source] += (
            Agreement(
                first=Month.containing(row.first_month),
                every_months=row.every_months,
                days_after=row.days_after,
                is_asked_for=row.is_asked_for,
                since=row.since,
                because=row.because,
            ),
        )
    return found


def in_force(rows: QuerySet, at: datetime) -> QuerySet:
    return rows.filter(Q(until__isnull=True) | Q(until__gt=at), since__lte=at)


def _in_use(partnership: Partnership, at: datetime) -> dict[Key, dict[Month, int]]:
    found: dict[Key, dict[Month, int]] = defaultdict(dict)
    rows = Coverage.objects.filter(
        Q(until__isnull=True) | Q(until__gt=at), partnership=partnership, since__lte=at
    )
    columns = ("dataset", "source", "origin", "month", "part__of_return_id")
    for dataset, source, origin, month, of_return in rows.order_by().values_list(*columns):
        found[dataset, source, origin][Month.containing(month)] = of_return
    return found


def _came_in(partnership: Partnership, at: datetime) -> _CameIn:
    """What had been sent by `at` and not withdrawn, what of it was rejected, and what was only
    uploaded; one query."""
    begun = Q(state=Part.State.CHECKED, of_return__uploaded_at__lte=at)
    parts = Part.objects.filter(Q(sent_at__lte=at) | begun, partnership=partnership)
    sent: dict[Key, tuple[_Sent, ...]] = defaultdict(tuple)
    rejected: dict[Key, tuple[_SentBack, ...]] = defaultdict(tuple)
    drafts: dict[Key, frozenset[Month]] = defaultdict(frozenset)
    columns = (
        "dataset",
        "source",
        "origin",
        "months",
        "state",
        "sent_at",
        "decided_at",
        "of_return__received_on",
        "of_return_id",
    )
    for row in parts.exclude(ended_at__lte=at).values_list(*columns):
        *series, codes, state, sent_at, decided_at, received_on, of_return = row
        dataset, source, origin = series
        months = frozenset(Month.parse(code) for code in codes)
        is_open = decided_at is None or decided_at > at
        if sent_at is None or sent_at > at:
            drafts[dataset, source, origin] |= months
        elif state == Part.State.REJECTED and not is_open:
            held = Rejected(of_return, clock.day_of(decided_at))
            rejected[dataset, source, origin] += (_SentBack(months, held),)
        else:
            sent[dataset, source, origin] += (_Sent(months, received_on, of_return, is_open),)
    return _CameIn(sent, rejected, drafts)
