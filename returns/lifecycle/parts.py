"""What a reading holds for each partnership, checked against the figures in use and stored."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from partnership.models import Partnership
from returns.catalogue.findings import Check, Finding
from returns.catalogue.published import PublishedDataset
from returns.catalogue.registry import datasets
from returns.checking.screener import screen
from returns.in_use import coverage
from returns.in_use.published import differing
from returns.in_use.stored_rows import pack, pack_figures
from returns.models import Part, Return, RowsPlaced
from returns.reading.published_rows import PublishedReading
from returns.reading.tidy import PartReading

if TYPE_CHECKING:
    from returns.reading.upload import Reading


def store_parts(of_return: Return, reading: Reading) -> None:
    """What `reading` holds for each partnership, checked against the figures in use."""
    counted = [part for part in reading.parts if isinstance(part, PartReading)]
    hosts = Partnership.objects.in_bulk([part.partnership_id for part in counted])
    for part in counted:
        # Figures of the whole country: whoever uploads them answers for them.
        host = hosts.get(part.partnership_id, of_return.uploaded_for)
        store_part(of_return, part, partnership=host, found=part.found)
    for published in reading.parts:
        if isinstance(published, PublishedReading):
            _store_published(of_return, published)


def store_part(
    of_return: Return,
    read: PartReading,
    *,
    partnership: Partnership,
    found: Sequence[Finding] = (),
    at: datetime | None = None,
) -> Part:
    """What was read of `of_return`, checked against the figures in use at `at`, else at upload.

    `found` is what else there is to say of this part alone.
    """
    dataset = datasets[read.dataset]
    months = sorted(read.months)
    part = Part(
        of_return=of_return,
        partnership=partnership,
        dataset=read.dataset,
        source=read.source,
        origin=read.origin,
        origin_name=read.origin_name,
        first_month=months[0].first_day,
        last_month=months[-1].first_day,
        months=[month.code for month in months],
        total=read.total,
        row_count=len(read.rows),
        rows=pack(read.rows),
        definition_id=read.definition,
    )
    series = coverage.Series(partnership, dataset, read.source, read.origin)
    in_use = coverage.figures_in_use(series, as_at=at or of_return.uploaded_at)
    report = screen(
        read,
        in_use=in_use,
        unit=dataset.unit,
        placed=coverage.placing_in_use(series, as_at=at or of_return.uploaded_at),
    )
    part.findings = [finding.as_json() for finding in (*found, *report.findings)]
    part.checks = [made.name for made in report.made]
    part.save()
    RowsPlaced.objects.bulk_create(
        RowsPlaced(
            part=part,
            month=month.first_day,
            rows=placing.rows,
            without_place=placing.without,
        )
        for month, placing in read.placing.items()
    )
    return part


def _store_published(of_return: Return, read: PublishedReading) -> Part:
    """Figures of the nation are no partnership's: the one that brings them in answers for them.

    The origin is the return itself, so that no publication ever replaces another.
    """
    dataset = datasets[read.dataset]
    assert isinstance(dataset, PublishedDataset)  # noqa: S101 - of the layout that was read
    months = read.months
    asked = differing(read.figures, dataset, as_at=of_return.uploaded_at)
    return Part.objects.create(
        of_return=of_return,
        partnership=of_return.uploaded_for,
        dataset=read.dataset,
        source=read.source,
        origin=f"return-{of_return.pk}",
        first_month=months[0].first_day,
        last_month=months[-1].first_day,
        months=[month.code for month in months],
        findings=[found.as_json() for found in asked],
        checks=[Check.CITED.name],
        rows=pack_figures(read.figures),
        row_count=len(read.figures),
    )
