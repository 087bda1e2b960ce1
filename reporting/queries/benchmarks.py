"""Counts of other partnerships, from sources that are published for everybody."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from datetime import datetime

from django.db.models import Q
from django.utils import timezone

from measures.counts import Count, Gap, total
from partnership.kinds import Level
from partnership.models import Agency, Partnership
from reporting.analysis.made_up import MadeUp
from reporting.analysis.series import Series, ordinal
from reporting.queries.reading import Reading
from returns.catalogue.declarations import Dataset, Measure, Source
from returns.catalogue.registry import datasets
from returns.disclosure.released import Released, released
from returns.in_use.coverage import areas_in_use


def by_partnership(reading: Reading, areas: Collection[int]) -> dict[int, Series]:
    """Counts of the partnerships of these area ids, as at the reading's moment; totals alone.

    Without the months of returns that are illustrative. One query for a source of the whole
    country; for any other, three or four for each partnership that is hosted here. ValueError for
    a source that is not published.
    """
    source = reading.figures.source
    if not source.published:
        raise ValueError(f"{source.title} is not published: it is compared with nobody else's")
    if source.is_national:
        return _nationwide(reading, areas)
    hosted = Partnership.objects.filter(area__in=areas)
    return {partnership.area_id: _of_hosted(reading, partnership) for partnership in hosted}


Comparable = tuple[Dataset, Measure, Source]


def with_figures(
    areas: Collection[int], *, but: int, as_at: datetime | None
) -> tuple[Comparable, ...]:
    """Every measure with each source by which others of `areas` than `but` are compared; one query.

    What is published of partnerships, and in use at the moment: for the whole country, or for a
    hosted partnership beside `but`.
    """
    in_use = areas_in_use(as_at=as_at or timezone.now())
    others = set(areas) - {but}
    return tuple(
        (dataset, measure, source)
        for dataset, measure, source in comparable()
        if (of_source := in_use.get((dataset.slug, source.slug)))
        and (source.is_national or of_source & others)
    )


def comparable() -> tuple[Comparable, ...]:
    """Every measure with each source that is published of partnerships, or of parts of them."""
    return tuple(
        (dataset, measure, source)
        for dataset in datasets
        for source in dataset.sources
        if source.published and source.area_level is not Level.NATION
        for measure in dataset.measures
        if source.slug in measure.categories
    )


def _nationwide(reading: Reading, areas: Collection[int]) -> dict[int, Series]:
    shown = reading.figures
    made_up = shown.made_up.months
    totals = reading.tables.nationwide.by_area(
        shown.measure.categories[shown.source.slug], areas=Q(area_id__in=areas)
    )
    found: dict[int, dict[tuple[int, int], Count]] = defaultdict(dict)
    for (area, start, months), count in totals.items():
        # Made-up figures are beside nobody's.
        if made_up.isdisjoint(range(start, start + months)):
            found[area][start, months] = count
    return dict(found)


def _of_hosted(reading: Reading, partnership: Partnership) -> Series:
    """Every month supplied, with a true zero where there is no row; all hidden under a rule.

    NOT_APPLICABLE for a month that rests on further forces' files than ours does, or on fewer.
    """
    shown = reading.figures
    tables = released(shown.dataset, shown.source, partnership=partnership, as_at=shown.at)
    supplied = {ordinal(month) for month in tables.supply.months}
    supplied -= MadeUp.among(tables.supply.returns, ()).months
    months = {(month, 1) for month in supplied}
    if tables.is_ruled:
        return dict.fromkeys(months, Gap.HIDDEN)
    found: dict[tuple[int, int], list[Count]] = defaultdict(list)
    totals = tables.by_area(shown.measure.categories[shown.source.slug])
    for (_, start, length), count in totals.items():
        if supplied.issuperset(range(start, start + length)):
            found[start, length].append(count)
    sums = {**dict.fromkeys(months, 0), **{span: total(each) for span, each in found.items()}}
    ours = _further_forces(reading.tables)
    theirs = _further_forces(tables)
    return {
        (start, length): count
        if all(
            ours.get(month) == theirs.get(month) or month not in ours
            for month in range(start, start + length)
        )
        else Gap.NOT_APPLICABLE
        for (start, length), count in sums.items()
    }


def _further_forces(tables: Released) -> dict[int, frozenset[str]]:
    """By month, whose files are in use beside those of the partnership's own agencies."""
    own = Agency.objects.filter(
        partnerships=tables.partnership, kind=tables.source.supplied_by
    ).values_list("slug", flat=True)
    main = frozenset(own)
    found: dict[int, frozenset[str]] = {}
    for in_use in tables.supply.returns:
        for month in map(ordinal, in_use.months):
            found[month] = found.get(month, frozenset()) | ({in_use.origin} - main)
    return found
