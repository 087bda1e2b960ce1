"""The door to the numbers: what is in use of one source at a moment, as totals; no viewer."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import reduce
from operator import or_
from typing import Any, NamedTuple

from django.db.models import F, Max, OuterRef, Q, QuerySet, Subquery, Sum
from django.utils import timezone

from measures.aggregation import Grouped, Where, shared_out
from measures.counts import Count, Gap
from measures.periods import Month
from partnership.models import Agency, Level, Partnership
from returns.catalogue.declarations import Dataset, Source
from returns.catalogue.disclosure_rules import NO_RULE, Disclosure, Finest, Rule
from returns.catalogue.revision_keys import keys_of
from returns.disclosure.table import ELSEWHERE, finest_area, key_of_set
from returns.models import MAPPED, Coverage, ProvisionalMonths, Revision
from returns.models.released import DisclosureRule, ReleasedCell, ReleasedVersion


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

    The figures of the months `provisional` may still change. `ruled` is the kind of the recorded
    disclosure rule, None where there is no record, and `version` the released version that was in
    force.
    """

    months: frozenset[Month]
    returns: tuple[InUse, ...]
    provisional: frozenset[Month] = frozenset()
    ruled: str | None = None
    version: int | None = None

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
    ruled: str | None
    version: int | None


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
    of_series = {
        "partnership": partnership,
        "dataset": OuterRef("dataset"),
        "source": OuterRef("source"),
    }
    # Whatever the moment asked for, it is today's rule that holds.
    rules = DisclosureRule.objects.filter(**of_series, until__isnull=True).values("kind")[:1]
    versions = ReleasedVersion.objects.filter(**of_series, made_at__lte=at).values("pk")[:1]
    rows = (
        Coverage.objects.filter(
            in_force,
            _in_use_for(several, partnership),
            dataset__in=[dataset.slug for dataset in several],
            since__lte=at,
        )
        .annotate(
            provisional_months=Subquery(last_months),
            ruled=Subquery(rules),
            version=Subquery(versions),
        )
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
            "ruled",
            "version",
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
    return Supply(
        supplied,
        returns,
        _provisional(uses, supplied),
        ruled=uses[0].ruled,
        version=uses[0].version,
    )


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
    asked for `nationwide`. Of a source with a `rule`, cells of its released tables and nothing
    else: they overlap, so that no two of them may be added up without looking.
    """

    dataset: Dataset
    source: Source
    partnership: Partnership
    at: datetime
    supply: Supply
    is_nationwide: bool = False
    rule: Disclosure = NO_RULE

    @property
    def nationwide(self) -> Released:
        """The tables of every area that the source has figures of."""
        return replace(self, is_nationwide=True)

    @property
    def is_ruled(self) -> bool:
        """Whether only released cells may be shown."""
        return self.rule.rule is not Rule.NONE

    @property
    def finest_area(self) -> Level:
        """The smallest areas of the released tables."""
        return finest_area(self.source, self.rule.finest)

    def by_area(self, where: Where, *, areas: Q = EVERYWHERE) -> Totals:
        """Counts by (area id, first month, months); one query.

        Of a source with a rule the area is ELSEWHERE for what lies in none.
        """
        (totals,) = self.each_by_area([where], areas=areas)
        return totals

    def each_by_area(self, several: Sequence[Where], *, areas: Q = EVERYWHERE) -> list[Totals]:
        """What `by_area` gives for each of `several`; one query for all of them."""
        match self.rule.rule:
            case Rule.NONE:
                return self._each_of_facts(several, areas)
            case Rule.THRESHOLD | Rule.NHS:
                return self._each_of_cells(several, areas)

    def _each_of_facts(self, several: Sequence[Where], areas: Q) -> list[Totals]:
        if len(several) == 1:
            return [self._totals("area_id", self.rows(several[0], areas=areas))]
        fields = sorted({field for where in several for field in where})
        wanted = reduce(or_, map(_in_categories, several)) if all(several) else EVERYWHERE
        counts = self._grouped("area_id", fields, self.rows({}, areas=areas & wanted))
        return shared_out(counts, several, fields)

    def _each_of_cells(self, several: Sequence[Where], areas: Q) -> list[Totals]:
        keys = [key_of_set(where, self.dataset, self.source) for where in several]
        by_key: dict[str, Totals] = {key: {} for key in keys}
        cells = self._cells.filter(areas, key__in=by_key).order_by()
        told: Iterable[Any] = cells.values_list("key", "area_id", "start", "months", "count", "gap")
        for key, area, start, months, count, gap in told:
            by_key[key][area or ELSEWHERE, ordinal(start), months] = count_of(count, gap)
        return [by_key[key] for key in keys]

    def by_category(
        self,
        dimension: str,
        where: Mapping[str, Collection[str]],
        *,
        months: Collection[Month],
        areas: Q = EVERYWHERE,
        cells_of: int | None = None,
    ) -> Totals:
        """Counts by (category, first month, months), of facts that begin in `months`; one query.

        Of a source with a rule, the released cells of the area `cells_of`, which stands for
        `areas`: None is what lies in no area. A category without any has not been released.
        """
        match self.rule.rule:
            case Rule.NONE:
                return self._totals(dimension, self.rows(where, months=months, areas=areas))
            case Rule.THRESHOLD | Rule.NHS:
                return self._released_by_category(dimension, where, cells_of)

    def _released_by_category(
        self, dimension: str, where: Mapping[str, Collection[str]], area: int | None
    ) -> Totals:
        wanted = where.get(dimension) or [
            one.slug for one in self.source.categories.get(dimension, ())
        ]
        by_key: dict[str, list[str]] = defaultdict(list)
        for slug in wanted:
            narrowed = {**where, dimension: (slug,)}
            by_key[key_of_set(narrowed, self.dataset, self.source)].append(slug)
        cells = self._cells.filter(key__in=by_key, area=area)
        told = cells.order_by().values_list("key", "start", "months", "count", "gap")
        return {
            (slug, ordinal(start), months): count_of(count, gap)
            for key, start, months, count, gap in told
            for slug in by_key[key]
        }

    def cells(
        self, where: Mapping[str, Collection[str]], *, months: Collection[Month]
    ) -> QuerySet[ReleasedCell]:
        """The finest released cells of a source with a rule that begin in `months`."""
        key = key_of_set(where, self.dataset, self.source)
        return self._cells.filter(
            key=key,
            months=self.rule.finest.months,
            start__in=[month.first_day for month in months],
        )

    @property
    def _cells(self) -> QuerySet[ReleasedCell]:
        return ReleasedCell.objects.filter(table__versions=self.supply.version)

    def rows(
        self,
        where: Mapping[str, Collection[str]],
        *,
        months: Collection[Month] | None = None,
        areas: Q = EVERYWHERE,
    ) -> QuerySet:
        """What is in use of a source without a rule: rows of the fact table.

        RuntimeError for a source with a rule: its rows are shown to nobody.
        """
        if self.is_ruled:
            raise RuntimeError(f"{self.source.title} has a disclosure rule: read its cells")
        rows = self._facts()
        if months is not None:
            rows = rows.filter(start__in=[month.first_day for month in months])
        return rows.filter(areas, _in_categories(where))

    def each_revised(self, several: Sequence[Where]) -> list[tuple[RevisedCell, ...]]:
        """Figures in use that were changed, for each of `several`; one query for all of them.

        None where no return changed any.
        """
        if not any(one.revised_cells for one in self.supply.returns):
            return [()] * len(several)
        keys = [
            frozenset(keys_of(where, self.dataset, self.source)) if where else None
            for where in several
        ]
        cells = Revision.objects.filter(self._is_in_use)
        if None not in keys:
            cells = cells.filter(key__in=frozenset[str]().union(*(one for one in keys if one)))
        told: Iterable[Any] = cells.order_by().values_list(
            "area",
            "start",
            "months",
            "key",
            "part",
            "made_by__revised_because",
            "made_by__decided_at",
        )
        read = [RevisedCell(*cell) for cell in told]
        return [tuple(one for one in read if among is None or one.key in among) for among in keys]

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
        return {(one, start, n): count for one, start, n, _, count in self._grouped(by, (), rows)}

    def _grouped(self, by: str, fields: Sequence[str], rows: QuerySet) -> Iterator[Grouped]:
        """Sums for each of `by`, each span and each set of categories in `fields`."""
        # The greatest of the gaps is the gravest too, as `measures.counts.total` ranks them:
        # "not applicable", "not supplied", "too few to show".
        grouped = (
            rows.order_by()
            .values_list(by, "start", "months", *fields)
            .annotate(total=Sum("count"), gravest=Max("gap"))
        )
        ordinals: dict[date, int] = {}
        for key, start, months, *categories, total, gravest in grouped:
            if start not in ordinals:
                ordinals[start] = ordinal(start)
            count = total if gravest is None else Gap(gravest)
            yield Grouped(key, ordinals[start], months, tuple(categories), count)


def _in_categories(where: Where) -> Q:
    return Q(**{f"{field}__in": slugs for field, slugs in where.items()})


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
    is_ruled = supply.ruled in _RULED if supply.ruled else source.rule.rule is not Rule.NONE
    return Released(
        dataset=dataset,
        source=source,
        partnership=partnership,
        at=at,
        supply=supply,
        rule=rule_in_force(partnership, dataset, source) if is_ruled else NO_RULE,
    )


def facts_in_use(
    dataset: Dataset,
    source: Source,
    *,
    partnership: Partnership,
    as_at: datetime | None = None,
) -> QuerySet:
    """The facts in use as they came, whatever the rule and in every area: to hold against.

    A return's own pages may show them, to those who may see a return before it is accepted.
    """
    at = as_at or timezone.now()
    bare = Released(dataset, source, partnership, at, NO_SUPPLY)
    return bare.nationwide.rows({})


# --- Rules -----------------------------------------------------------------------------------
_KINDS = {
    DisclosureRule.Kind.PUBLISHED: Rule.NONE,
    DisclosureRule.Kind.RESPONSIBLE: Rule.NONE,
    DisclosureRule.Kind.THRESHOLD: Rule.THRESHOLD,
    DisclosureRule.Kind.NHS: Rule.NHS,
}
_RULED = {kind.value for kind, rule in _KINDS.items() if rule is not Rule.NONE}


def rule_in_force(partnership: Partnership, dataset: Dataset, source: Source) -> Disclosure:
    """The partnership's own rule for a source, or the source's; one query."""
    recorded = DisclosureRule.objects.filter(
        partnership=partnership, dataset=dataset.slug, source=source.slug, until__isnull=True
    ).first()
    return disclosure(recorded) if recorded else source.rule


def versions_in_force(partnership: Partnership, *, as_at: datetime | None) -> tuple[int, ...]:
    """The released version of each source with a rule at a moment, or now; two queries.

    What a file rests on that has figures of many sources.
    """
    held = ReleasedVersion.objects.filter(
        partnership=partnership, made_at__lte=as_at or timezone.now()
    )
    latest: dict[tuple[str, str], int] = {}
    for pk, dataset, source in held.values_list("pk", "dataset", "source"):
        latest.setdefault((dataset, source), pk)
    ruled = {
        (dataset, source)
        for dataset, source in DisclosureRule.objects.filter(
            partnership=partnership, until__isnull=True, kind__in=_RULED
        ).values_list("dataset", "source")
    }
    return tuple(sorted(pk for of_source, pk in latest.items() if of_source in ruled))


def disclosure(recorded: DisclosureRule) -> Disclosure:
    """A recorded rule as arithmetic has it."""
    return Disclosure(
        rule=_KINDS[DisclosureRule.Kind(recorded.kind)],
        hide_below=recorded.hide_below,
        margin=recorded.margin,
        finest=Finest(
            months=recorded.finest_months,
            area=Level(recorded.finest_area),
            dimensions=tuple(recorded.dimensions),
        ),
    )


def count_of(count: int | None, gap: str) -> Count:
    """What a released cell shows."""
    return Gap(gap) if count is None else count
