"""Published figures: every vintage in use at a moment, for every reader; knows no viewer."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import cast

from django.db.models import Q, QuerySet
from django.utils import timezone

from measures.counts import Gap
from returns.catalogue.findings import Finding
from returns.catalogue.published import PublishedDataset
from returns.catalogue.vintages import Key, Vintage, used
from returns.models import Coverage
from returns.models.published import PublishedFigure
from returns.reading.published_rows import Cited, two_figures, when_of


def vintages(
    dataset: PublishedDataset, *, as_at: datetime | None = None
) -> Mapping[Key, tuple[Vintage, ...]]:
    """The vintages of each figure, earliest first, by what it is a figure of; one query.

    Whoever accepted them: the same figure of the same publication is there once.
    """
    by_key: dict[Key, list[Vintage]] = defaultdict(list)
    for row in _in_use(dataset, as_at or timezone.now()):
        vintage = _vintage(row)
        by_key[
            vintage.series, vintage.breakdown, vintage.category, vintage.when, vintage.is_share
        ].append(vintage)
    return {key: _once(found) for key, found in by_key.items()}


def differing(
    figures: Iterable[Cited], dataset: PublishedDataset, *, as_at: datetime
) -> tuple[Finding, ...]:
    """What to ask of new figures that differ from those in use and do not say why."""
    in_use = vintages(dataset, as_at=as_at)
    asked = []
    for figure in figures:
        series, breakdown, category, _, _, is_share = figure.key
        now = used(in_use.get((series, breakdown, category, figure.when, is_share), ()))
        if now is None or figure.is_revised or figure.disputed_because:
            continue
        if now.value != _number(figure) and not isinstance(now.value, Gap):
            asked.append(two_figures(figure, _as_cited(figure, now)))
    return tuple(asked)


def _number(figure: Cited) -> float:
    return float(figure.share or 0) if figure.count is None else figure.count


def _as_cited(like: Cited, now: Vintage) -> Cited:
    is_count = like.share is None
    return replace(
        like,
        count=cast(int, now.value) if is_count else None,
        share=None if is_count else f"{cast(float, now.value):g}",
        publication=now.publication,
    )


def _in_use(dataset: PublishedDataset, at: datetime) -> QuerySet[PublishedFigure]:
    parts = Coverage.objects.filter(
        Q(until__isnull=True) | Q(until__gt=at), dataset=dataset.slug, since__lte=at
    ).values("part")
    manager = dataset.fact._default_manager  # noqa: SLF001 - Django's documented way
    rows = manager.filter(part__in=parts).select_related(
        "part__of_return__uploaded_by", "part__partnership", "part__decided_by"
    )
    return cast("QuerySet[PublishedFigure]", rows.defer("part__rows"))


def _vintage(row: PublishedFigure) -> Vintage:
    part = row.part
    assert part.decided_at is not None  # noqa: S101 - what is in use was accepted
    return Vintage(
        series=row.series,
        breakdown=row.breakdown,
        category=row.category,
        when=when_of(row.start, row.months),
        value=_value(row),
        is_share=row.share is not None,
        known=row.known,
        publication=row.publication,
        table=row.table,
        published_on=row.published_on,
        sampled_on=row.sampled_on,
        link=row.link,
        note=row.note,
        is_revised=row.is_revised,
        disputed_because=row.disputed_because,
        of_return=part.of_return_id,
        part=part.pk,
        partnership=part.partnership.slug,
        file=part.of_return.name,
        sha256=part.of_return.sha256,
        uploaded_by=str(part.of_return.uploaded_by),
        accepted_by=str(part.decided_by),
        accepted_at=part.decided_at,
    )


def _value(row: PublishedFigure) -> int | float | Gap:
    if row.share is not None:
        return float(row.share)
    return row.count if row.count is not None else Gap(row.gap)


def _once(found: Iterable[Vintage]) -> tuple[Vintage, ...]:
    distinct: dict[tuple[object, ...], Vintage] = {}
    for vintage in sorted(found, key=lambda entry: entry.sort_key):
        content = (
            vintage.value,
            vintage.publication,
            vintage.link,
            vintage.is_revised,
            vintage.disputed_because,
        )
        distinct.setdefault(content, vintage)
    return tuple(distinct.values())
