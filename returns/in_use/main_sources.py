"""Which sources a partnership had chosen as the main ones at a moment."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from datetime import datetime

from django.db.models import Q

from measures.periods import Month
from partnership.models import Partnership
from returns.catalogue.main_sources import Chosen
from returns.models import MainSource


def chosen_sources(
    partnership: Partnership, *, at: datetime, datasets: Collection[str] | None = None
) -> dict[str, Chosen]:
    """The choices in force at a moment, by dataset; one query."""
    rows = MainSource.objects.filter(
        Q(until__isnull=True) | Q(until__gt=at), partnership=partnership, since__lte=at
    )
    if datasets is not None:
        rows = rows.filter(dataset__in=datasets)
    found: dict[str, dict[Month | None, str]] = defaultdict(dict)
    for dataset, source, first in rows.order_by("pk").values_list(
        "dataset", "source", "first_month"
    ):
        found[dataset][Month.containing(first) if first else None] = source
    return dict(found)
