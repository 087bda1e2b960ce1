"""Puts figures into use row by row and plainly: what `returns.lifecycle.decisions` does."""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime
from functools import cache

from crime.dataset import CRIME
from crime.models import RecordedCrime
from demo.illustration import known_totals
from demo.illustration.crime import YEAR_TOTALS, quarter_csv
from demo.illustration.splits import ILLUSTRATIVE
from measures.counts import Gap
from measures.periods import Month, Period
from partnership.models import Agency, Area, Partnership, User
from returns.models import Coverage, MainSource, Part, Return

EARLY = datetime(2018, 4, 3, 9, tzinfo=UTC)
GROUPS = {one.label: one.slug for one in CRIME.source("police-return").categories["offence"]}


@dataclass(frozen=True)
class Row:
    """One count: `count` may be a gap."""

    area: str
    start: date
    offence: str
    count: int | Gap
    months: int = 1


def illustrative_rows(quarter: Period) -> list[Row]:
    """The demonstration's quarterly return, as the `csv` module reads it."""
    lines = csv.DictReader(io.StringIO(quarter_csv(quarter).decode("utf-8-sig")))
    return [
        Row(
            area=line["Ward code"],
            start=Month.parse(line["Month"]).first_day,
            offence=GROUPS[line["Offence group"]],
            count=int(line["Offences"]),
        )
        for line in lines
    ]


def put_in_use(
    partnership: Partnership,
    rows: Iterable[Row],
    *,
    at: datetime,
    by: User,
    source: str = "police-return",
    origin: str = "cleveland-police",
    months: Iterable[Month] | None = None,
    illustrative: str = "",
    name: str = "return.csv",
) -> Part:
    """Accept `rows` for their months (or for `months`) at a moment, in place of what was in use."""
    rows = list(rows)
    covered = sorted(set(months or (Month.containing(row.start) for row in rows)))
    sent = Return.objects.create(
        name=name,
        size=1,
        sha256=hashlib.sha256(f"{name}{at}{len(rows)}".encode()).hexdigest(),
        supplied_by=Agency.objects.filter(slug=origin).first(),
        received_on=at.date(),
        uploaded_by=by,
        uploaded_at=at,
        uploaded_for=partnership,
        illustrative=illustrative,
    )
    part = Part.objects.create(
        of_return=sent,
        partnership=partnership,
        dataset=CRIME.slug,
        source=source,
        origin=origin,
        state=Part.State.ACCEPTED,
        months=[month.code for month in covered],
        first_month=covered[0].first_day,
        last_month=covered[-1].first_day,
        row_count=len(rows),
        sent_at=at,
        sent_by=by,
        decided_at=at,
        decided_by=by,
    )
    areas = dict(Area.objects.values_list("code", "pk"))
    RecordedCrime.objects.bulk_create(
        (
            RecordedCrime(
                part=part,
                area_id=areas[row.area],
                start=row.start,
                months=row.months,
                offence=row.offence,
                count=None if isinstance(row.count, Gap) else row.count,
                gap=row.count.value if isinstance(row.count, Gap) else None,
            )
            for row in rows
        ),
        batch_size=2000,
    )
    for month in covered:
        key = {
            "partnership": partnership,
            "dataset": CRIME.slug,
            "source": source,
            "origin": origin,
            "month": month.first_day,
        }
        Coverage.objects.filter(**key, until__isnull=True).update(until=at)
        Coverage.objects.create(**key, part=part, since=at)
    return part


def choose_main_source(
    partnership: Partnership, source: str, *, by: User, at: datetime = EARLY
) -> None:
    MainSource.objects.filter(partnership=partnership, until__isnull=True).update(until=at)
    MainSource.objects.create(
        partnership=partnership, dataset=CRIME.slug, source=source, since=at, set_by=by
    )


@cache
def rows_of_five_years() -> Mapping[Period, Sequence[Row]]:
    """The demonstration's police returns, by quarter, as the `csv` module reads them."""
    return {
        quarter: tuple(illustrative_rows(quarter))
        for quarter in (
            Period.quarter(year, number) for year in sorted(YEAR_TOTALS) for number in (1, 2, 3, 4)
        )
    }


def five_years(partnership: Partnership, *, by: User) -> None:
    """The demonstration's five years of police returns, each accepted 70 days after its quarter.

    They count as measured here; `make_up` marks them as what they are.
    """
    for quarter, rows in rows_of_five_years().items():
        put_in_use(
            partnership,
            rows,
            at=datetime(*quarter.last.shift(3).first_day.timetuple()[:3], 9, tzinfo=UTC),
            by=by,
            name=f"police-{quarter.financial_year}-q{quarter.code[-1]}.csv",
        )
    choose_main_source(partnership, "police-return", by=by)


def make_up() -> None:
    """The rows of every return are made up, and three of the years' totals are published."""
    known = [asdict(total) for totals in known_totals.CRIME.values() for total in totals]
    Return.objects.update(
        illustrative=ILLUSTRATIVE,
        known_totals=[{**total, "nature": total["nature"].value} for total in known],
    )
