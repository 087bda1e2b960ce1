"""Reads published national figures for a viewer and a moment; works nothing out."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from partnership import clock
from partnership.models import Partnership
from partnership.people.permissions import Permission, Viewer, check
from reporting.analysis.national import Published
from returns.catalogue.published import (
    PublishedDataset,
    PublishedMeasure,
)
from returns.catalogue.registry import datasets
from returns.in_use.published import vintages


def is_published(measure_id: str) -> bool:
    """Whether the measure of that id is of national figures."""
    return any(
        measure_id == f"{dataset.app}/{measure.slug}"
        for dataset in datasets.published
        for measure in dataset.measures
    )


def of_app(app: str) -> tuple[PublishedDataset, ...]:
    return tuple(dataset for dataset in datasets.published if dataset.app == app)


def published(
    measure_id: str,
    *,
    partnership: Partnership,
    viewer: Viewer,
    as_at: datetime | None = None,
    written_as_at: str = "",
) -> Published:
    """The national figures of a measure; one query. KeyError for a measure that is none of them.

    The figures are the same from every partnership: `partnership` is where the viewer reads.
    PermissionDenied for a viewer who may not see figures there.
    """
    check(viewer, Permission.VIEW_FIGURES, partnership=partnership)
    app, _, slug = measure_id.partition("/")
    dataset, measure = datasets.measure(app, slug)
    assert isinstance(dataset, PublishedDataset)  # noqa: S101 - see `is_published`
    assert isinstance(measure, PublishedMeasure)  # noqa: S101 - a published dataset has no other
    at = as_at or timezone.now()
    return Published(
        dataset,
        measure,
        vintages(dataset, as_at=at),
        clock.as_dated(at),
        written_as_at,
        day=clock.day_of(at),
    )


def every_published(
    dataset: PublishedDataset, *, partnership: Partnership, viewer: Viewer
) -> tuple[Published, ...]:
    """Every measure of `dataset`, now; one query."""
    check(viewer, Permission.VIEW_FIGURES, partnership=partnership)
    at = timezone.now()
    by_key = vintages(dataset, as_at=at)
    dated, day = clock.as_dated(at), clock.day_of(at)
    return tuple(
        Published(dataset, measure, by_key, dated, day=day)
        for measure in dataset.published_measures
    )
