"""The figures of one source in use at a given moment, as totals; knows no viewer."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import reduce
from operator import or_
from typing import Any, NamedTuple

from django.db.models import Max, Q, QuerySet, Sum
from django.utils import timezone

from measures.aggregation import Grouped, Where, shared_out
from measures.counts import Count, Gap, total
from measures.periods import Month
from partnership.kinds import Level
from partnership.models import Partnership
from returns.catalogue.declarations import Dataset, Source
from returns.catalogue.disclosure_rules import NO_RULE, Disclosure, Finest, Rule
from returns.catalogue.given_totals import GivenTotal
from returns.catalogue.revision_keys import keys_of
from returns.catalogue.supply import NO_SUPPLY, Supply
from returns.disclosure.table import ELSEWHERE, finest_area, key_of_set
from returns.in_use.facts import facts_where, stands_in_use
from returns.in_use.given_totals import Wholes, given_by, wholes_in_use
from returns.in_use.remembered import remembered
from returns.in_use.supply import ordinal, supplies
from returns.models import Revision
from returns.models.released import DisclosureRule, ReleasedCell, ReleasedVersion

EVERYWHERE = Q()


# Counts by (what they are of, the first month as an ordinal, months): what they are of is the
# id of an area or the slug of a category, and an ordinal is `ordinal(Month)`.
Totals = dict[tuple[Any, int, int], Count]


class RevisedCell(NamedTuple):
    """A figure changed since it was first in use: its cell, and who changed it."""

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
            case Rule.NONE if areas == EVERYWHERE:
                known = remembered(
                    self._key(several), lambda: tuple(self._each_of_facts(several, areas))
                )
                return [dict(totals) for totals in known]
            case Rule.NONE:
                return self._each_of_facts(several, areas)
            case Rule.THRESHOLD | Rule.NHS:
                return self._each_of_cells(several, areas)

    def _key(self, several: Sequence[Where]) -> Hashable:
        """The returns in use with their months, and what is counted of them."""
        in_use = frozenset(
            (supplied.part, supplied.accepted_at, supplied.months)
            for supplied in self.supply.returns
        )
        wanted = tuple(
            frozenset((field, frozenset(slugs)) for field, slugs in where.items())
            for where in several
        )
        of = (self.partnership.pk, self.dataset.slug, self.source.slug, self.is_nationwide)
        return of, in_use, wanted

    def _each_of_facts(self, several: Sequence[Where], areas: Q) -> list[Totals]:
        fields = sorted({field for where in several for field in where})
        wanted = reduce(or_, map(_in_categories, several)) if all(several) else EVERYWHERE
        counts = self._grouped_in_use("area_id", fields, self._of_supply().filter(areas & wanted))
        return shared_out(counts, several, fields)

    def given_wholes(self, several: Sequence[Where]) -> list[Wholes]:
        """By first month and months, the counts of all places that only given totals can tell.

        For each of `several`. None of a source with a rule: what it hides of the whole is not
        told by a file either.
        """
        if self.is_ruled or self.source.is_national:
            return [{} for _ in several]
        return wholes_in_use(self.dataset, self._of_supply(), self.supply.returns, several)

    def given_totals(self) -> list[GivenTotal]:
        """The totals that files in use give over hidden figures, the earliest first; one query."""
        months = {used.part: used.months for used in self.supply.returns if used.has_given}
        return [
            total
            for part, totals in given_by(months).items()
            for total in totals
            if Month.containing(total.start) in months[part]
        ]

    def _types_of_facts(
        self, dimension: str, where: Where, months: Collection[Month], areas: Q
    ) -> Totals:
        begin = [month.first_day for month in months]
        rows = self._of_supply().filter(areas, _in_categories(where), start__in=begin)
        found: dict[tuple[Any, int, int], list[Count]] = defaultdict(list)
        for value, start, length, _, count in self._grouped_in_use(dimension, (), rows):
            found[value, start, length].append(count)
        return {span: total(counts) for span, counts in found.items()}

    def _grouped_in_use(self, by: str, fields: Sequence[str], rows: QuerySet) -> Iterator[Grouped]:
        """As `_grouped`, of each return by itself, in the months for which it is in use."""
        in_use: dict[Any, frozenset[int]] = {
            supplied.part: frozenset(map(ordinal, supplied.months))
            for supplied in self.supply.returns
        }
        for count in self._grouped(by, ("part_id", *fields), rows):
            of_return, *categories = count.categories
            if count.start in in_use[of_return]:
                yield count._replace(categories=tuple(categories))

    def _of_supply(self) -> QuerySet:
        """The facts of the returns that the supply names, whatever has been accepted since.

        So that what is read is what its key says, also while somebody accepts a return.
        """
        parts = [supplied.part for supplied in self.supply.returns]
        rows = facts_where(self.dataset, Q(part__in=parts))
        is_ours_alone = self.source.is_national and not self.is_nationwide
        return rows.filter(area=self.partnership.area_id) if is_ours_alone else rows

    def _each_of_cells(self, several: Sequence[Where], areas: Q) -> list[Totals]:
        keys = [key_of_set(where, self.dataset, self.source) for where in several]
        by_key: dict[str, Totals] = {key: {} for key in keys}
        cells = self._cells.filter(areas, key__in=by_key).order_by()
        values: Iterable[Any] = cells.values_list(
            "key", "area_id", "start", "months", "count", "gap"
        )
        for key, area, start, months, count, gap in values:
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
                begin = frozenset(months)
                (known,) = remembered(
                    (self._key([where]), dimension, begin, areas),
                    lambda: (self._types_of_facts(dimension, where, begin, areas),),
                )
                return dict(known)
            case Rule.THRESHOLD | Rule.NHS:
                return self._released_by_category(dimension, where, cells_of)

    def _released_by_category(
        self, dimension: str, where: Mapping[str, Collection[str]], area: int | None
    ) -> Totals:
        wanted = where.get(dimension) or [
            category.slug for category in self.source.categories.get(dimension, ())
        ]
        by_key: dict[str, list[str]] = defaultdict(list)
        for slug in wanted:
            narrowed = {**where, dimension: (slug,)}
            by_key[key_of_set(narrowed, self.dataset, self.source)].append(slug)
        cells = self._cells.filter(key__in=by_key, area=area)
        values = cells.order_by().values_list("key", "start", "months", "count", "gap")
        return {
            (slug, ordinal(start), months): count_of(count, gap)
            for key, start, months, count, gap in values
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
        if not any(supplied.revised_cells for supplied in self.supply.returns):
            return [()] * len(several)
        keys = [
            frozenset(keys_of(where, self.dataset, self.source)) if where else None
            for where in several
        ]
        cells = Revision.objects.filter(self._is_in_use)
        if None not in keys:
            cells = cells.filter(key__in=frozenset[str]().union(*(key for key in keys if key)))
        values: Iterable[Any] = cells.order_by().values_list(
            "area",
            "start",
            "months",
            "key",
            "part",
            "made_by__revised_because",
            "made_by__decided_at",
        )
        read = [RevisedCell(*cell) for cell in values]
        return [
            tuple(cell for cell in read if among is None or cell.key in among) for among in keys
        ]

    def _facts(self) -> QuerySet:
        return facts_where(self.dataset, self._is_in_use)

    @property
    def _is_in_use(self) -> Q:
        return stands_in_use(
            self.dataset,
            self.source,
            partnership=self.partnership,
            at=self.at,
            is_nationwide=self.is_nationwide,
        )

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
        for key, start, months, *categories, added, gravest in grouped:
            if start not in ordinals:
                ordinals[start] = ordinal(start)
            count = added if gravest is None else Gap(gravest)
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
    """The tables of `source` as at `as_at`, by default now; passing `supply` saves two queries."""
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
    in_force = ReleasedVersion.objects.filter(
        partnership=partnership, made_at__lte=as_at or timezone.now()
    )
    latest: dict[tuple[str, str], int] = {}
    for pk, dataset, source in in_force.values_list("pk", "dataset", "source"):
        latest.setdefault((dataset, source), pk)
    ruled = {
        (dataset, source)
        for dataset, source in DisclosureRule.objects.filter(
            partnership=partnership, until__isnull=True, kind__in=_RULED
        ).values_list("dataset", "source")
    }
    return tuple(sorted(pk for of_source, pk in latest.items() if of_source in ruled))


def disclosure(recorded: DisclosureRule) -> Disclosure:
    """A recorded rule in the form that the arithmetic uses."""
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
