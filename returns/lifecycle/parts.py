"""What a reading holds for each partnership, checked against the figures in use and stored."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from measures.periods import Month
from partnership.models import Partnership
from returns.catalogue.findings import Check, Finding, Report
from returns.catalogue.published import PublishedDataset
from returns.catalogue.registry import datasets
from returns.catalogue.supply import Placing
from returns.checking.known_figures import Known, known_figures, named
from returns.checking.screener import screen
from returns.checking.usual_shares import FEWEST_MONTHS
from returns.checking.waiting import sent_again
from returns.in_use import coverage, given_totals
from returns.in_use.published import differing
from returns.in_use.stored_rows import pack, pack_figures, unpack
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


def replace_reading(of_return: Return, reading: Reading, *, layout: str) -> None:
    """Store `reading` in place of what was read of `of_return` before, none of which was sent.

    What was found of the file itself stays, and so do answers to questions that are asked again.
    """
    about_file = [found for found in of_return.findings if found["check"] == Check.NEW.name]
    report = reading.report
    of_return.parts.all().delete()
    of_return.layout = layout
    of_return.findings = [*report.as_stored, *about_file]
    of_return.checks = [made.name for made in (*report.made, Check.NEW)]
    of_return.save(update_fields=["layout", "findings", "checks"])
    store_parts(of_return, reading)


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
    report = _screened(read, coverage.Series.of(part), at or of_return.uploaded_at)
    part.findings = [*(finding.as_json() for finding in found), *report.as_stored]
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
    given_totals.keep(part, read.given)
    return part


def check_again(part: Part, *, origin: str, at: datetime) -> None:
    """`part` with another origin, compared anew with what is in use of it and what waits."""
    part.origin = origin
    placing = {
        Month.containing(row.month): Placing(row.rows, row.without_place)
        for row in RowsPlaced.objects.filter(part=part)
    }
    read = PartReading(
        partnership_id=part.partnership_id,
        partnership=part.partnership.slug,
        dataset=part.dataset,
        source=part.source,
        origin=origin,
        months=tuple(map(Month.parse, part.months)),
        rows=unpack(bytes(part.rows)),
        definition=part.definition_id,
        placing=placing,
    )
    report = _screened(read, coverage.Series.of(part), at)
    part.findings = report.as_stored
    part.checks = [made.name for made in report.made]
    part.save(update_fields=["origin", "findings", "checks"])


def _screened(read: PartReading, series: coverage.Series, at: datetime) -> Report:
    """`read` beside what was in use at `at`, and what waited."""
    known = known_figures(series, as_at=at)
    report = screen(
        read,
        in_use=known.in_use,
        waiting=known.with_waiting,
        # Of few months no share is usual, so nobody asks what the wards are called.
        named=named(series, with_wards=_can_compare(read, known)),
        placed=coverage.placing_in_use(series, as_at=at),
    )
    again = sent_again(read, known.waiting)
    return replace(report, findings=(*report.findings, *again))


def _can_compare(read: PartReading, known: Known) -> bool:
    months = {*known.with_waiting["start"], *(month.first_day for month in read.months)}
    return len(months) > FEWEST_MONTHS


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
