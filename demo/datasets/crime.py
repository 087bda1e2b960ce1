"""The demonstration’s crime figures: made-up police returns and national ones, and real counts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

from crime.dataset import CRIME, POLICE_RETURN_SOURCE
from demo.illustration.crime import PUBLISHED_YEARS, YEAR_TOTALS, quarter_csv
from demo.illustration.national_crime import ILLUSTRATIVE_BY_RESIDENTS, Resident, national_csv
from demo.illustration.splits import ILLUSTRATIVE, ILLUSTRATIVE_TOTAL
from demo.partnerships import POLICE, SLUG
from demo.sending import (
    MADE_UP,
    PUBLISHED,
    Sent,
    choose_main_source,
    person,
    quarter_received,
    send_and_accept,
)
from measures.periods import Period
from partnership.kinds import Level
from partnership.models import Partnership, Role, Within
from partnership.places import peers as partnership_peers

# It holds the rows of antisocial behaviour too: whatever datasets it feeds are accepted with it.
STREET_COUNTS = (
    Path(__file__).resolve().parents[2]
    / "fixtures"
    / "crime"
    / "police-uk-middlesbrough-2023-01-2025-03.csv"
)
# After data.police.uk had put out March 2025, the last month in the file.
STREET_COUNTS_RECEIVED = date(2025, 6, 2)
# When the Home Office had put out the year ending March 2023.
NATIONAL_RECEIVED = date(2023, 7, 24)
NATIONAL_RESIDENTS = 2021


def load() -> None:
    """Send and accept what is not there yet: 20 police returns and one file of street counts."""
    partnership = Partnership.objects.get(slug=SLUG)
    choose_main_source(CRIME, POLICE_RETURN_SOURCE.slug, partnership)
    send_and_accept(_police_returns(partnership), partnership)
    send_and_accept([_street_counts(partnership)], partnership)
    send_and_accept(_national(partnership), partnership)


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
            )


def _national(partnership: Partnership) -> Iterator[Sent]:
    """One file of made-up figures of every partnership that the demonstration has residents of."""
    peers = {
        *partnership_peers.of_force(partnership),
        *(
            member
            for group in partnership.comparison_groups.all()
            for member in partnership_peers.members(group, partnership)
        ),
    }
    forces = _forces([peer.area for peer in peers])
    if not forces:
        return
    residents_of = [
        Resident(forces[peer.area], peer.name, residents.count)
        for peer in sorted(peers, key=lambda area: area.code)
        if (residents := peer.population(NATIONAL_RESIDENTS))
    ]
    yield Sent(
        name="illustrative-prc-csp-2020-21-to-2022-23.csv",
        content=national_csv(residents_of),
        received_on=NATIONAL_RECEIVED,
        supplied_by="",
        by=person(partnership, Role.CSP_OFFICER),
        accepted_by=person(partnership, Role.CSP_OFFICER),
        because=MADE_UP,
        illustrative=ILLUSTRATIVE_BY_RESIDENTS,
    )


def _forces(partnerships: Iterable[int]) -> dict[int, str]:
    """The name of the police force area that each partnership's districts lie in."""
    rows = Within.objects.filter(
        whole__in=partnerships, part__wholes__whole__level=Level.POLICE_FORCE
    )
    return dict(rows.values_list("whole", "part__wholes__whole__name"))


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
