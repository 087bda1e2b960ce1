"""Which sources a partnership had chosen as the main ones at a moment."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from datetime import datetime

from django.db.models import Q

from measures.periods import Month
from partnership.models import Partnership
from returns.catalogue.main_sources import Chosen
from returns.catalogue.registry import datasets
from returns.models import Coverage, MainSource


def sources_in_use(partnership: Partnership) -> dict[str, frozenset[str]]:
    """By dataset, the sources that have figures in use now; one query.

    Figures of the whole country are in use for everybody.
    """
    national = Q()
    for dataset in datasets:
        for source in dataset.sources:
            if source.is_national:
                national |= Q(dataset=dataset.slug, source=source.slug)
    ours = Q(partnership=partnership) | national if national else Q(partnership=partnership)
    rows = Coverage.objects.filter(ours, until__isnull=True).order_by()
    found: dict[str, set[str]] = defaultdict(set)
    for of_dataset, of_source in rows.values_list("dataset", "source").distinct():
        found[of_dataset].add(of_source)
    return {of_dataset: frozenset(slugs) for of_dataset, slugs in found.items()}


def chosen_sources(
    partnership: Partnership, *, at: datetime, of: Collection[str] | None = None
) -> dict[str, Chosen]:
    """The choices in force at a moment, by dataset; one query."""
    rows = MainSource.objects.filter(
        Q(until__isnull=True) | Q(until__gt=at), partnership=partnership, since__lte=at
    )
    if of is not None:
        rows = rows.filter(dataset__in=of)
    found: dict[str, dict[Month | None, str]] = defaultdict(dict)
    for dataset, source, first in rows.order_by("pk").values_list(
        "dataset", "source", "first_month"
    ):
        found[dataset][Month.containing(first) if first else None] = source
    return dict(found)
