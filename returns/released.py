"""The door to the numbers: what is in use of one source at a moment, as totals; no viewer."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, NamedTuple

from django.db.models import F, Max, OuterRef, Q, QuerySet, Subquery, Sum
from django.utils import timezone

from measures.counts import Count, Gap
from measures.periods import Month
from partnership.models import Agency, Partnership
from returns.declarations import Dataset, Rule, Source
from returns.models import MAPPED, Coverage, ProvisionalMonths, Revision
from returns.revision_keys import keys_of


@dataclass(frozen=True)
class InUse:
    """A part of a return that figures in use rest on, and how the return came in.

    `revised_cells` is how many of its figures were others when they were first in use. A return
    that `is_mapped` may leave out what the source's own layouts always have.
    """

    part: int
    of_return: int
    name: str
    sha256: str
    origin: str
    supplied_by: str
    received_on: date
    uploaded_by: str
    accepted_by: str
    accepted_at: datetime
    illustrative: str
    months: tuple[Month, ...]
    definition: int | None = None
    revised_cells: int = 0
    is_mapped: bool = False


@dataclass(frozen=True)
class Supply:
    """What is in use of one source: the months that count as supplied, and the returns.

    The figures of the months `provisional` may still change.
    """

    months: frozenset[Month]
    returns: tuple[InUse, ...]
    provisional: frozenset[Month] = frozenset()

    @property
    def has_mapped(self) -> bool:
        """Whether any of the returns may leave out categories."""
        return any(one.is_mapped for one in self.returns)


EVERYWHERE = Q()
NO_SUPPLY = Supply(frozenset(), ())


# Counts by (what they are of, the first month as an ordinal, months): what they are of is the
# id of an area or the slug of a category, and an ordinal is `ordinal(Month)`.
Totals = dict[tuple[Any, int, int], Count]


def ordinal(month: Month | date) -> int:
    """A month as one number, so that thousands of them are looked up without being built."""
    number = month.number if isinstance(month, Month) else month.month
    return month.year * 12 + number - 1


def supplies(
    dataset: Dataset, *, partnership: Partnership, as_at: datetime | None = None
) -> dict[str, Supply]:
    """By source, what of `dataset` was in use at `as_at`, now unless told; two queries."""
    return supplies_of([dataset], partnership=partnership, as_at=as_at)[dataset.slug]


def supplies_of(
    several: Collection[Dataset], *, partnership: Partnership, as_at: datetime | None = None
) -> dict[str, dict[str, Supply]]:
    """By dataset and source, what was in use at `as_at`, now unless told; two queries for all.

    A month counts as supplied when the files of all its main origins are in use: those of the
    partnership's agencies of the kind that supplies the source. Other origins add to it.
    """
    slugs = defaultdict(set)
    agencies = Agency.objects.filter(partnerships=partnership).values_list("kind", "slug")
    for kind, slug in agencies:
        slugs[kind].add(slug)
    held: dict[tuple[str, str], list[_Use]] = defaultdict(list)
    for use in _coverage(several, partnership, as_at or timezone.now()):
        held[use.dataset, use.source].append(use)
    return {
        dataset.slug: {
            source.slug: _supply(
                uses, main=slugs[source.supplied_by], is_national=source.is_national
            )
            for source in dataset.sources
            if (uses := held[dataset.slug, source.slug])
        }
        for dataset in several
    }


class _Use(NamedTuple):
    dataset: str
    source: str
    month: date
    origin: str
    part: int
    of_return: int
    name: str
    sha256: str
    supplied_by: str | None
    received_on: date
    uploaded_by: str
    accepted_by: str
    accepted_at: datetime
    illustrative: str
    definition: int | None
    revised_cells: int
    is_provisional: bool
    provisional_months: int | None
    layout: str


def _coverage(several: Collection[Dataset], partnership: Partnership, at: datetime) -> list[_Use]:
    sent = "part__of_return__"
    in_force = Q(until__isnull=True) | Q(until__gt=at)
    # Within the same query: a page has few to spare.
    last_months = ProvisionalMonths.objects.filter(
        in_force,
        partnership=partnership,
        dataset=OuterRef("dataset"),
        source=OuterRef("source"),
        since__lte=at,
    ).values("months")[:1]
    rows = (
        Coverage.objects.filter(
            in_force,
            _in_use_for(several, partnership),
            dataset__in=[dataset.slug for dataset in several],
            since__lte=at,
        )
        .annotate(provisional_months=Subquery(last_months))
        .order_by("month", "origin")
    )
    return [
        _Use(*row)
        for row in rows.values_list(
            "dataset",
            "source",
            "month",
            "origin",
            "part_id",
            "part__of_return_id",
            sent + "name",
            sent + "sha256",
            sent + "supplied_by__name",
            sent + "received_on",
            sent + "uploaded_by__name",
            "part__decided_by__name",
            "part__decided_at",
            sent + "illustrative",
            "part__definition_id",
            "part__revised_cells",
            sent + "is_provisional",
            "provisional_months",
            sent + "layout",
        )
    ]


def _in_use_for(several: Collection[Dataset], partnership: Partnership) -> Q:
    """The partnership's own; figures of the whole country are in use for everybody."""
    ours = Q(partnership=partnership)
    for dataset in several:
        for source in dataset.sources:
            if source.is_national:
                ours |= Q(dataset=dataset.slug, source=source.slug)
    return ours


def _supply(uses: list[_Use], *, main: Collection[str], is_national: bool = False) -> Supply:
    origins: dict[Month, set[str]] = defaultdict(set)
    parts: dict[int, list[_Use]] = defaultdict(list)
    for use in uses:
        origins[Month.containing(use.month)].add(use.origin)
        parts[use.part].append(use)
    supplied = frozenset(
        month for month, held in origins.items() if is_national or (main and held >= set(main))
    )
    returns = tuple(_in_use(of_part) for of_part in parts.values())
    return Supply(supplied, returns, _provisional(uses, supplied))


def _provisional(uses: list[_Use], supplied: Collection[Month]) -> frozenset[Month]:
    """The months of returns that say so, and the latest ones that the manager says so of."""
    latest = sorted(supplied)[-(uses[0].provisional_months or 0) :]
    ruled = latest if uses[0].provisional_months else ()
    said = (Month.containing(use.month) for use in uses if use.is_provisional)
    return frozenset((*ruled, *said))


def _in_use(uses: list[_Use]) -> InUse:
    first = uses[0]
    return InUse(
        part=first.part,
        of_return=first.of_return,
        name=first.name,
        sha256=first.sha256,
        origin=first.origin,
        supplied_by=first.supplied_by or "",
        received_on=first.received_on,
        uploaded_by=first.uploaded_by,
        accepted_by=first.accepted_by,
        accepted_at=first.accepted_at,
        illustrative=first.illustrative,
        months=tuple(Month.containing(use.month) for use in uses),
        definition=first.definition,
        revised_cells=first.revised_cells,
        is_mapped=first.layout == MAPPED,
    )


class RevisedCell(NamedTuple):
    """A figure that was another when it was first in use: where it stands, and who changed it."""

    area: int
    start: date
    months: int
    key: str
    part: int
    because: str
    changed_at: datetime


@dataclass(frozen=True)
class Released:
    """The released tables of one source of a partnership, as at a moment.

    Of a source of the whole country, the figures of the partnership's own area, unless they are
    asked for `nationwide`.
    """

    dataset: Dataset
    source: Source
    partnership: Partnership
    at: datetime
    supply: Supply
    is_nationwide: bool = False

    @property
    def nationwide(self) -> Released:
        """The tables of every area that the source has figures of."""
        return replace(self, is_nationwide=True)

    def by_area(self, where: Mapping[str, Collection[str]], *, areas: Q = EVERYWHERE) -> Totals:
        """Counts by (area id, first month, months); one query."""
        return self._totals("area_id", self.rows(where, areas=areas))

    def by_category(
        self,
        dimension: str,
        where: Mapping[str, Collection[str]],
        *,
        months: Collection[Month],
        areas: Q = EVERYWHERE,
    ) -> Totals:
        """Counts by (category, first month, months), of facts that begin in `months`."""
        return self._totals(dimension, self.rows(where, months=months, areas=areas))

    def rows(
        self,
        where: Mapping[str, Collection[str]],
        *,
        months: Collection[Month] | None = None,
        areas: Q = EVERYWHERE,
    ) -> QuerySet:
        """What is in use, row by row: rows of the fact table, for a source without a rule."""
        # The one place where a rule's released table would stand in for the facts.
        match self.source.rule:
            case Rule.NONE:
                rows = self._facts()
        if months is not None:
            rows = rows.filter(start__in=[month.first_day for month in months])
        return rows.filter(areas, **{f"{field}__in": slugs for field, slugs in where.items()})

    def revised(self, where: Mapping[str, Collection[str]]) -> tuple[RevisedCell, ...]:
        """Figures in use that were changed; one query, and none where no return changed any."""
        if not any(one.revised_cells for one in self.supply.returns):
            return ()
        cells = Revision.objects.filter(self._is_in_use)
        if where:
            cells = cells.filter(key__in=keys_of(where, self.dataset, self.source))
        told: Iterable[Any] = cells.order_by().values_list(
            "area",
            "start",
            "months",
            "key",
            "part",
            "made_by__revised_because",
            "made_by__decided_at",
        )
        return tuple(RevisedCell(*cell) for cell in told)

    def _facts(self) -> QuerySet:
        return self.dataset.fact._default_manager.filter(  # noqa: SLF001 - Django's documented way
            self._is_in_use
        )

    @property
    def _is_in_use(self) -> Q:
        """Of facts and of revisions alike: that they stand in a part in use at the moment."""
        used = "part__coverage__"
        whose = Q(**{used + "partnership": self.partnership})
        if self.source.is_national:
            whose = Q() if self.is_nationwide else Q(area=self.partnership.area_id)
        # All conditions in one filter(): in several, each would join the coverage anew.
        is_open = Q(**{used + "until__isnull": True}) | Q(**{used + "until__gt": self.at})
        in_use = Q(
            **{
                used + "dataset": self.dataset.slug,
                used + "source": self.source.slug,
                used + "since__lte": self.at,
                used + "month": F("start"),
            }
        )
        return is_open & whose & in_use

    def _totals(self, by: str, rows: QuerySet) -> Totals:
        # The greatest of the gaps is the gravest too, as `measures.counts.total` ranks them:
        # "not applicable", "not supplied", "too few to show".
        grouped = (
            rows.order_by()
            .values_list(by, "start", "months")
            .annotate(total=Sum("count"), gravest=Max("gap"))
        )
        ordinals: dict[date, int] = {}
        totals: Totals = {}
        for key, start, months, total, gravest in grouped:
            if start not in ordinals:
                ordinals[start] = ordinal(start)
            totals[key, ordinals[start], months] = total if gravest is None else Gap(gravest)
        return totals


def released(
    dataset: Dataset,
    source: Source,
    *,
    partnership: Partnership,
    as_at: datetime | None = None,
    supply: Supply | None = None,
) -> Released:
    """The tables of `source` as at a moment, now unless told; `supply` saves two queries."""
    at = as_at or timezone.now()
    if supply is None:
        known = supplies(dataset, partnership=partnership, as_at=at)
        supply = known.get(source.slug, NO_SUPPLY)
    return Released(dataset=dataset, source=source, partnership=partnership, at=at, supply=supply)
