"""The facts in use at a moment, as supplied and before any rule: for comparison."""

from __future__ import annotations

from datetime import datetime

from django.db.models import F, Q, QuerySet
from django.utils import timezone

from partnership.models import Partnership
from returns.catalogue.declarations import Dataset, Source


def stands_in_use(
    dataset: Dataset,
    source: Source,
    *,
    partnership: Partnership,
    at: datetime,
    is_nationwide: bool = False,
) -> Q:
    """A filter for facts and revisions alike: their part is in use at the moment.

    Of a source of the whole country, those of the partnership's own area unless `is_nationwide`.
    """
    used = "part__coverage__"
    whose = Q(**{used + "partnership": partnership})
    if source.is_national:
        whose = Q() if is_nationwide else Q(area=partnership.area_id)
    # All conditions in one filter(): in several, each would join the coverage anew.
    is_open = Q(**{used + "until__isnull": True}) | Q(**{used + "until__gt": at})
    in_use = Q(
        **{
            used + "dataset": dataset.slug,
            used + "source": source.slug,
            used + "since__lte": at,
            used + "month": F("start"),
        }
    )
    return is_open & whose & in_use


def facts_where(dataset: Dataset, condition: Q) -> QuerySet:
    """Rows of the dataset's fact table."""
    return dataset.fact._default_manager.filter(condition)  # noqa: SLF001 - Django's documented way


def facts_in_use(
    dataset: Dataset,
    source: Source,
    *,
    partnership: Partnership,
    as_at: datetime | None = None,
) -> QuerySet:
    """The facts in use as supplied, before any rule and in every area: for comparison.

    A return's own pages may show them, to those who may see a return before it is accepted.
    """
    at = as_at or timezone.now()
    return facts_where(
        dataset,
        stands_in_use(dataset, source, partnership=partnership, at=at, is_nationwide=True),
    )
