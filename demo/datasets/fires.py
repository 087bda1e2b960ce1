"""The demonstration’s deliberate fires: illustrative returns of the fire service by quarter."""

from __future__ import annotations

from collections.abc import Iterator

from demo.illustration import known_totals
from demo.illustration.fires import MADE_UP_YEARS, WORKED_BACK, YEAR_TOTALS, quarter_csv
from demo.illustration.splits import ILLUSTRATIVE_TOTAL
from demo.partnerships import FIRE_SERVICE, SLUG
from demo.sending import (
    MADE_UP,
    Sent,
    choose_main_source,
    person,
    quarter_received,
    send_and_accept,
)
from fires.dataset import FIRE_RETURN_SOURCE, FIRES
from measures.periods import Period, PeriodKind
from partnership.models import Partnership, Role


def load() -> None:
    """Send and accept what is not there yet: 20 returns."""
    partnership = Partnership.objects.get(slug=SLUG)
    choose_main_source(FIRES, FIRE_RETURN_SOURCE.slug, partnership)
    send_and_accept(_returns(partnership), partnership)


def _returns(partnership: Partnership) -> Iterator[Sent]:
    for year in sorted(YEAR_TOTALS):
        for number, quarter in enumerate(Period.year(year).split(into=PeriodKind.QUARTER), start=1):
            yield Sent(
                name=f"fire-service-return-{year}-{(year + 1) % 100:02d}-q{number}.csv",
                content=quarter_csv(quarter),
                received_on=quarter_received(quarter),
                supplied_by=FIRE_SERVICE,
                by=person(partnership, Role.CSP_OFFICER),
                # Nobody accepts what they have uploaded themselves.
                accepted_by=person(partnership, Role.CSP_OFFICER, number=1),
                because=MADE_UP,
                illustrative=ILLUSTRATIVE_TOTAL if year in MADE_UP_YEARS else WORKED_BACK,
                known=known_totals.FIRES.get(year, ()),
            )
