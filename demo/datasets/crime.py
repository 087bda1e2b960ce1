"""The demonstration’s crime figures: made-up police returns, and real counts."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

from asb.dataset import ASB
from asb.dataset import POLICE_UK_SOURCE as ASB_BY_POLICE_UK
from crime.dataset import CRIME, POLICE_RETURN_SOURCE, POLICE_UK_SOURCE
from demo.illustration import known_totals
from demo.illustration.crime import PUBLISHED_YEARS, YEAR_TOTALS, quarter_csv
from demo.illustration.splits import ILLUSTRATIVE, ILLUSTRATIVE_TOTAL
from demo.partnerships import POLICE, SLUG
from demo.sending import (
    LONDON,
    MADE_UP,
    PUBLISHED,
    Sent,
    choose_main_source,
    go_over,
    person,
    quarter_received,
    send_and_accept,
)
from measures.periods import Month, Period
from partnership.models import Partnership, Role

# It holds the rows of antisocial behaviour too: whatever datasets it feeds are accepted with it.
STREET_COUNTS = (
    Path(__file__).resolve().parents[2]
    / "fixtures"
    / "crime"
    / "police-uk-cleveland-2023-01-2025-03.csv"
)
# After data.police.uk had put out March 2025, the last month in the file.
STREET_COUNTS_RECEIVED = date(2025, 6, 2)

# Those of 2023 alone came in before the update of 4 March 2024: its figures are as at 16 February.
# They are rows of the same file, whose counts of December 2023 are those published by that day.
STREET_COUNTS_OF_2023 = "police-uk-cleveland-2023-01-2023-12.csv"
STREET_COUNTS_OF_2023_RECEIVED = date(2024, 2, 12)

# The police's returns end with March 2023, of crime and of antisocial behaviour.
FIRST_WITHOUT_A_RETURN = Month(2023, 4)
WENT_OVER_AT = datetime(2025, 6, 4, 10, tzinfo=LONDON)


def load() -> None:
    """Send and accept what is not there yet: 20 police returns and two files of street counts.

    The files' figures are the main ones from the month on in which the police's returns end.
    """
    partnership = Partnership.objects.get(slug=SLUG)
    choose_main_source(CRIME, POLICE_RETURN_SOURCE.slug, partnership)
    send_and_accept(_police_returns(partnership), partnership)
    send_and_accept([_street_counts_of_2023(partnership), _street_counts(partnership)], partnership)
    for dataset, source in ((CRIME, POLICE_UK_SOURCE), (ASB, ASB_BY_POLICE_UK)):
        go_over(
            dataset, source.slug, partnership, from_month=FIRST_WITHOUT_A_RETURN, at=WENT_OVER_AT
        )


def _police_returns(partnership: Partnership) -> Iterator[Sent]:
    for year in sorted(YEAR_TOTALS):
        for number in (1, 2, 3, 4):
            quarter = Period.quarter(year, number)
            yield Sent(
                name=f"cleveland-police-return-{year}-{(year + 1) % 100:02d}-q{number}.csv",
                content=quarter_csv(quarter),
                received_on=quarter_received(quarter),
                supplied_by=POLICE,
                by=person(partnership, Role.SUPPLIER, agency=POLICE),
                accepted_by=person(partnership, Role.CSP_OFFICER),
                because=MADE_UP,
                illustrative=ILLUSTRATIVE if year in PUBLISHED_YEARS else ILLUSTRATIVE_TOTAL,
                known=known_totals.CRIME.get(year, ()),
            )


def _street_counts(partnership: Partnership) -> Sent:
    return Sent(
        name=STREET_COUNTS.name,
        content=STREET_COUNTS.read_bytes(),
        received_on=STREET_COUNTS_RECEIVED,
        supplied_by=POLICE,
        by=person(partnership, Role.CSP_OFFICER),
        accepted_by=person(partnership, Role.CSP_OFFICER),
        because=PUBLISHED,
    )


def _street_counts_of_2023(partnership: Partnership) -> Sent:
    heading, *rows = STREET_COUNTS.read_bytes().splitlines(keepends=True)
    return _street_counts(partnership)._replace(
        name=STREET_COUNTS_OF_2023,
        content=heading + b"".join(row for row in rows if row.startswith(b"2023-")),
        received_on=STREET_COUNTS_OF_2023_RECEIVED,
    )
