"""The demonstration's antisocial behaviour: illustrative returns of the police and the wardens.

The real counts of data.police.uk come with the crime app's file, which feeds both.
"""

from __future__ import annotations

from collections.abc import Iterator

from asb.dataset import ASB, ASB_RETURN_SOURCE, WARDEN, WARDEN_RETURN_SOURCE
from demo.illustration import known_totals
from demo.illustration.asb import PUBLISHED_YEARS, WARDEN_YEARS, YEAR_TOTALS, asb_csv, warden_csv
from demo.illustration.splits import ILLUSTRATIVE, ILLUSTRATIVE_TOTAL
from demo.partnerships import COUNCIL, POLICE, SLUG
from demo.sending import (
    MADE_UP,
    Sent,
    choose_main_source,
    person,
    quarter_received,
    send_and_accept,
)
from measures.periods import Period, PeriodKind
from partnership.models import Partnership, Role


def load() -> None:
    """Send and accept what is not there yet: 20 police returns and 16 of the warden service."""
    partnership = Partnership.objects.get(slug=SLUG)
    choose_main_source(ASB, ASB_RETURN_SOURCE.slug, partnership)
    choose_main_source(WARDEN, WARDEN_RETURN_SOURCE.slug, partnership)
    send_and_accept(_asb_returns(partnership), partnership)
    send_and_accept(_warden_returns(partnership), partnership)


def _asb_returns(partnership: Partnership) -> Iterator[Sent]:
    for year in sorted(YEAR_TOTALS):
        for quarter in Period.year(year).split(into=PeriodKind.QUARTER):
            yield Sent(
                name=f"cleveland-police-asb-{_named(quarter)}.csv",
                content=asb_csv(quarter),
                received_on=quarter_received(quarter),
                supplied_by=POLICE,
                by=person(partnership, Role.SUPPLIER, agency=POLICE),
                accepted_by=person(partnership, Role.CSP_OFFICER),
                because=MADE_UP,
                illustrative=ILLUSTRATIVE if year in PUBLISHED_YEARS else ILLUSTRATIVE_TOTAL,
                known=known_totals.ASB.get(year, ()),
            )


def _warden_returns(partnership: Partnership) -> Iterator[Sent]:
    for year in WARDEN_YEARS:
        for quarter in Period.year(year).split(into=PeriodKind.QUARTER):
            yield Sent(
                name=f"warden-service-{_named(quarter)}.csv",
                content=warden_csv(quarter),
                received_on=quarter_received(quarter),
                supplied_by=COUNCIL,
                by=person(partnership, Role.CSP_OFFICER),
                # Nobody accepts what they have uploaded themselves.
                accepted_by=person(partnership, Role.CSP_OFFICER, number=1),
                because=MADE_UP,
                illustrative=ILLUSTRATIVE_TOTAL,
            )


def _named(quarter: Period) -> str:
    year = quarter.financial_year
    return f"{year}-{(year + 1) % 100:02d}-q{(quarter.start.number - 4) % 12 // 3 + 1}"
