"""What is in use of each source at a moment: months that count as supplied, and the returns."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date, datetime
from typing import Any, NamedTuple

from django.db.models import Exists, F, FilteredRelation, OuterRef, Q, Subquery
from django.utils import timezone

from measures.counts import Nature
from measures.periods import Month
from partnership.models import Agency, Partnership
from returns.catalogue.declarations import Dataset
from returns.catalogue.supply import InUse, KnownTotal, Placing, Supply
from returns.models import MAPPED, Coverage, GivenTotal, ProvisionalMonths
from returns.models.released import DisclosureRule, ReleasedVersion


def ordinal(month: Month | date) -> int:
    """A month as one number, so that thousands of them are looked up without being built."""
    number = month.number if isinstance(month, Month) else month.month
    return month.year * 12 + number - 1


def supplies(
    dataset: Dataset, *, partnership: Partnership, as_at: datetime | None = None
) -> dict[str, Supply]:
    """What was in use of `dataset` at `as_at`, by default now, by source; two queries."""
    return supplies_of([dataset], partnership=partnership, as_at=as_at)[dataset.slug]


def supplies_of(
    several: Collection[Dataset], *, partnership: Partnership, as_at: datetime | None = None
) -> dict[str, dict[str, Supply]]:
    """What was in use at `as_at`, by default now, by dataset and source; two queries for all.

    A month counts as supplied when the files of all its main origins are in use: those of the
    partnership's agencies of the kind that supplies the source. Other origins add to it.
    """
    slugs = defaultdict(set)
    agencies = Agency.objects.filter(partnerships=partnership).values_list("kind", "slug")
    for kind, slug in agencies:
        slugs[kind].add(slug)
    by_source: dict[tuple[str, str], list[_Use]] = defaultdict(list)
    for use in _coverage(several, partnership, as_at or timezone.now()):
        by_source[use.dataset, use.source].append(use)
    return {
        dataset.slug: {
            source.slug: _supply(
                uses, main=slugs[source.supplied_by], is_national=source.is_national
            )
            for source in dataset.sources
            if (uses := by_source[dataset.slug, source.slug])
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
    known_totals: list[dict[str, Any]]
    definition: int | None
    revised_cells: int
    is_provisional: bool
    provisional_months: int | None
    layout: str
    ruled: str | None
    version: int | None
    origin_name: str | None
    written_name: str
    rows: int | None
    without_place: int | None
    has_given: bool


# In the order of the fields of `_Use`.
_USE_COLUMNS = (
    "dataset",
    "source",
    "month",
    "origin",
    "part_id",
    "part__of_return_id",
    "part__of_return__name",
    "part__of_return__sha256",
    "part__of_return__supplied_by__name",
    "part__of_return__received_on",
    "part__of_return__uploaded_by__name",
    "part__decided_by__name",
    "part__decided_at",
    "part__of_return__illustrative",
    "part__of_return__known_totals",
    "part__definition_id",
    "part__revised_cells",
    "part__of_return__is_provisional",
    "provisional_months",
    "part__of_return__layout",
    "ruled",
    "version",
    "origin_name",
    "part__origin_name",
    "placed__rows",
    "placed__without_place",
    "has_given",
)


def _coverage(several: Collection[Dataset], partnership: Partnership, at: datetime) -> list[_Use]:
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
    agencies = Agency.objects.filter(slug=OuterRef("origin"))
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
            origin_name=Subquery(agencies.values("name")[:1]),
            placed=FilteredRelation(
                "part__rows_placed", condition=Q(part__rows_placed__month=F("month"))
            ),
            has_given=Exists(GivenTotal.objects.filter(part=OuterRef("part"), is_withheld=False)),
            ruled=Subquery(rules),
            version=Subquery(versions),
        )
        .order_by("month", "origin")
    )
    return [_Use(*row) for row in rows.values_list(*_USE_COLUMNS)]


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
        month
        for month, present in origins.items()
        if is_national or (main and present >= set(main))
    )
    returns = tuple(_in_use(of_part) for of_part in parts.values())
    return Supply(
        supplied,
        returns,
        _provisional(uses, supplied),
        ruled=uses[0].ruled,
        version=uses[0].version,
        without_place=_without_place(uses),
    )


def _without_place(uses: Iterable[_Use]) -> dict[Month, Placing]:
    """Of each month's files together, as far as they say."""
    placings: dict[Month, list[Placing]] = defaultdict(list)
    for use in uses:
        if use.rows is not None:
            placings[Month.containing(use.month)].append(Placing(use.rows, use.without_place or 0))
    return {month: Placing.together(of_month) for month, of_month in placings.items()}


def _provisional(uses: list[_Use], supplied: Collection[Month]) -> frozenset[Month]:
    """The months that returns mark as provisional, and the latest ones that the manager does."""
    latest = sorted(supplied)[-(uses[0].provisional_months or 0) :]
    ruled = latest if uses[0].provisional_months else ()
    marked = (Month.containing(use.month) for use in uses if use.is_provisional)
    return frozenset((*ruled, *marked))


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
        has_given=first.has_given,
        origin_name=first.origin_name or first.written_name or _in_words(first.origin),
        known=tuple(
            KnownTotal(**{**known, "nature": Nature(known["nature"])})
            for known in first.known_totals
        ),
    )


def _in_words(slug: str) -> str:
    """ "british-transport-police" as a name."""
    return " ".join(word.capitalize() for word in slug.split("-"))
