"""A list of activities in a spreadsheet: its columns, what must hold, and taking it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime

from partnership.models import Partnership, User
from partnership.records import actions as record_actions
from prevent.register import REGISTER
from prevent.register_models import FIRST_YEAR, LAST_YEAR, Activity, ActivityKind, Status
from returns.catalogue.findings import Check, Finding
from returns.catalogue.headings import plain
from returns.reading.record_lists import Column, Declared, Kind, Record

MADE = (Check.KNOWN, Check.NOT_HELD)
DECLARED = Declared(
    slug="prevent-activities",
    singular="activity",
    plural="activities",
    columns=(
        Column("title", "Title", is_needed=True, other_names=("Action", "Activity"), longest=300),
        Column(
            "kind",
            "Kind",
            Kind.CHOICE,
            is_needed=True,
            other_names=("Type",),
            choices={kind.label: kind.value for kind in ActivityKind},
        ),
        Column("year", "Year", Kind.WHOLE, is_needed=True, other_names=("Calendar year",)),
        Column("starts_on", "First day", Kind.DAY, other_names=("Date", "Start")),
        Column("ends_on", "Last day", Kind.DAY, other_names=("End",)),
        Column("places", "Places", other_names=("Where", "Place", "Venue")),
        Column("partners", "Partners", other_names=("With",)),
        Column("audiences", "Audiences", other_names=("For", "Audience")),
        Column("reach", "Reach", Kind.WHOLE, other_names=("People reached",)),
        Column(
            "status",
            "Status",
            Kind.CHOICE,
            choices={status.label: status.value for status in Status},
        ),
        Column("about", "What it was", other_names=("Description", "About")),
    ),
    once=("title", "year"),
)


def further(partnership: Partnership) -> Callable[[Sequence[Record]], Iterable[Finding]]:
    """What must hold of the activities of a list that goes to `partnership`."""

    def check(records: Sequence[Record]) -> Iterator[Finding]:
        rows = REGISTER.kind("activities").in_force(partnership)
        recorded = {(plain(title), year) for title, year in rows.values_list("title", "year")}
        for record in records:
            yield from _about_days(record)
            if record["title"] and (plain(record["title"]), record["year"]) in recorded:
                yield record.wrong(
                    Check.NOT_HELD,
                    "title",
                    "The register has this activity of this year already.",
                    todo="Take the row out.",
                )

    return check


def _about_days(record: Record) -> Iterator[Finding]:
    year, first, last = record["year"], record["starts_on"], record["ends_on"]
    if year is not None and not FIRST_YEAR <= year <= LAST_YEAR:
        yield record.wrong(
            Check.DAYS, "year", f"{year} is no year of this register.", todo="Put the year right."
        )
    elif year is not None and first and first.year != year:
        yield record.wrong(
            Check.DAYS,
            "starts_on",
            f"The first day is not in {year}.",
            todo="Put the year or the day right.",
        )
    if first and last and last < first:
        yield record.wrong(
            Check.DAYS,
            "ends_on",
            "The last day comes before the first.",
            todo="Put one of the two right.",
        )


def take(
    partnership: Partnership, *, by: User, at: datetime | None = None
) -> Callable[[Sequence[Record]], Sequence[Activity]]:
    """What makes every activity of a list, inside the caller's transaction."""

    def each(records: Sequence[Record]) -> list[Activity]:
        return [
            record_actions.add(
                Activity,
                values=_values(record),
                partnership=partnership,
                keep=REGISTER.keep,
                by=by,
                at=at,
            )
            for record in records
        ]

    return each


def _values(record: Record) -> dict:
    values = {column.slug: record[column.slug] for column in DECLARED.columns}
    # A blank cell is what the model takes for nothing said.
    words = ("places", "partners", "audiences", "about")
    blank = {name: values[name] or "" for name in words}
    return values | blank | {"status": values["status"] or Status.DONE}
