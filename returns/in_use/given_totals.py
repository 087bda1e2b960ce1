"""Totals that files give over hidden figures: kept with their part, and read beside the facts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import F, Max, Q, QuerySet, Sum

from measures.aggregation import Where
from measures.counts import Gap
from measures.periods import Month
from returns.catalogue.declarations import Dataset
from returns.catalogue.given_totals import GivenTotal, Together, wholes
from returns.catalogue.registry import datasets
from returns.catalogue.supply import InUse
from returns.in_use.coverage import Series
from returns.in_use.facts import facts_where
from returns.in_use.supply import ordinal
from returns.models import Coverage, Part
from returns.models import GivenTotal as Kept

if TYPE_CHECKING:
    from pandas import DataFrame

# Counts of all places by (first month as an ordinal, months).
Wholes = dict[tuple[int, int], int]


def keep(part: Part, given: Iterable[GivenTotal]) -> None:
    """Store what the file of `part` gives, with the part."""
    Kept.objects.bulk_create(
        Kept(
            part=part,
            start=total.start,
            months=total.months,
            categories=dict(total.categories),
            count=total.count,
            file=total.file,
            sheet=total.sheet,
            row=total.row,
        )
        for total in given
    )


def hides(rows: DataFrame) -> bool:
    """Whether any of some tidy counts is hidden: only there a given total is of use."""
    return bool((rows["gap"] == Gap.HIDDEN.value).any())


def given_by(parts: Collection[int]) -> dict[int, list[GivenTotal]]:
    """By part, the totals that may be shown; no query for no part."""
    found: dict[int, list[GivenTotal]] = defaultdict(list)
    for kept in Kept.objects.filter(part__in=parts, is_withheld=False) if parts else ():
        found[kept.part_id].append(_read(kept))
    return found


def given_in_use(series: Series, months: Collection[Month]) -> list[GivenTotal]:
    """Those of the files of `series` in use now for `months`; one query."""
    used = "part__coverage__"
    return [
        _read(kept)
        for kept in Kept.objects.filter(
            **{
                used + "partnership": series.partnership,
                used + "dataset": series.dataset.slug,
                used + "source": series.source,
                used + "origin": series.origin,
                used + "month": F("start"),
                used + "until__isnull": True,
            },
            is_withheld=False,
            start__in=[month.first_day for month in months],
        )
    ]


def _read(kept: Kept) -> GivenTotal:
    return GivenTotal(
        start=kept.start,
        months=kept.months,
        categories=kept.categories,
        count=kept.count,
        file=kept.file,
        sheet=kept.sheet,
        row=kept.row,
    )


# --- Beside the facts ------------------------------------------------------------------------
def wholes_in_use(
    dataset: Dataset, rows: QuerySet, returns: Collection[InUse], several: Sequence[Where]
) -> list[Wholes]:
    """For each of `several`, the counts that hidden figures leave to given totals; two queries.

    `rows` are the facts of `returns`. No query where none of them gives a total.
    """
    if not any(used.has_given for used in returns):
        return [{} for _ in several]
    months = {used.part: {month.first_day for month in used.months} for used in returns}
    given = {
        part: [total for total in totals if total.start in months[part]]
        for part, totals in given_by([used.part for used in returns if used.has_given]).items()
    }
    spans = {total.span for totals in given.values() for total in totals}
    figures = _together(dataset, rows, spans, months)
    return [
        {
            (ordinal(start), length): count
            for start, length in spans
            if (count := _of_all(figures.get((start, length), {}), given, where)) is not None
        }
        for where in several
    ]


def _together(
    dataset: Dataset,
    rows: QuerySet,
    spans: Collection[tuple[date, int]],
    months: Mapping[int, Collection[date]],
) -> dict[tuple[date, int], dict[int, list[Together]]]:
    names = [dimension.field for dimension in dataset.dimensions]
    found: dict[tuple[date, int], dict[int, list[Together]]] = defaultdict(
        lambda: defaultdict(list)
    )
    # The greatest of the gaps is the gravest too.
    summed = (
        rows.filter(start__in={start for start, _ in spans})
        .order_by()
        .values_list("part_id", "start", "months", *names)
        .annotate(shown=Sum("count"), gravest=Max("gap"))
    )
    for part, start, length, *slugs, shown, gravest in summed:
        if (start, length) in spans and start in months[part]:
            categories = dict(zip(names, slugs, strict=True))
            gap = Gap(gravest) if gravest else None
            found[start, length][part].append(Together(start, length, categories, shown or 0, gap))
    return found


def _of_all(
    by_part: Mapping[int, list[Together]],
    given: Mapping[int, list[GivenTotal]],
    where: Where,
) -> int | None:
    """All parts together; None where none needs a given total, or one has no count."""
    counts, needed = [], False
    for part, figures in by_part.items():
        wanted = [
            each
            for each in figures
            if all(each.categories[name] in slugs for name, slugs in where.items())
        ]
        if not any(each.gap for each in wanted):
            counts.append(sum(each.shown for each in wanted))
            continue
        told = wholes(figures, given.get(part, []), where)
        if not told:
            return None
        needed = True
        counts += told.values()
    return sum(counts) if needed else None


# --- Over time -------------------------------------------------------------------------------
def withhold_beside_others(part: Part) -> None:
    """Where `part` and another that was ever in use hide different figures, give no total.

    Whoever has seen both could take one from the other. The caller holds the transaction.
    """
    months = {f"{code}-01" for code in part.months}
    uses = Coverage.objects.filter(
        partnership=part.partnership_id,
        dataset=part.dataset,
        source=part.source,
        origin=part.origin,
        month__in=months,
    )
    others = set(uses.exclude(part=part).values_list("part_id", flat=True))
    concerned = Kept.objects.filter(part__in={part.pk, *others}, start__in=months)
    if not others or not concerned.exists():
        return
    starts = set(concerned.values_list("start", flat=True))
    hidden = _hidden(datasets[part.dataset], {part.pk, *others}, starts)
    covered = defaultdict(set)
    for other, month in uses.filter(part__in=others).values_list("part_id", "month"):
        covered[month].add(other)
    for start in starts:
        alike = {frozenset(hidden[each, start]) for each in {part.pk, *covered[start]}}
        # One that hides nothing has shown all that there was to hide.
        if len(alike - {frozenset()}) > 1:
            concerned.filter(start=start).update(is_withheld=True)


def _hidden(
    dataset: Dataset, parts: Collection[int], starts: Collection[date]
) -> dict[tuple[int, date], set[tuple]]:
    names = [dimension.field for dimension in dataset.dimensions]
    rows = facts_where(dataset, Q(part__in=parts, start__in=starts, gap=Gap.HIDDEN.value))
    found: dict[tuple[int, date], set[tuple]] = defaultdict(set)
    for part, start, *cell in rows.values_list("part_id", "start", "months", "area_id", *names):
        found[part, start].add(tuple(cell))
    return found
