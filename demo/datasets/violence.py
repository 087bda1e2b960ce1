"""The demonstration’s serious violence: an illustrative definition, and returns under it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from demo.illustration import known_totals
from demo.illustration.violence import DEFINITION, YEAR_TOTALS, about, quarter_csv
from demo.partnerships import POLICE, SLUG
from demo.sending import (
    LONDON,
    MADE_UP,
    Sent,
    choose_main_source,
    person,
    quarter_received,
    send_and_accept,
)
from measures.periods import Period, PeriodKind
from partnership.models import Partnership, Role
from returns.lifecycle import definitions
from returns.models import Definition
from violence.dataset import VIOLENCE, VIOLENCE_RETURN_SOURCE

DEFINED_AT = datetime(2018, 4, 3, 11, tzinfo=LONDON)


def load() -> None:
    """Record the definition and accept the 20 returns, as far as they are not there yet."""
    partnership = Partnership.objects.get(slug=SLUG)
    choose_main_source(VIOLENCE, VIOLENCE_RETURN_SOURCE.slug, partnership)
    _define(partnership)
    send_and_accept(_returns(partnership), partnership)


def _define(partnership: Partnership) -> None:
    if Definition.objects.filter(partnership=partnership, dataset=VIOLENCE.slug).exists():
        return
    definitions.record_definition(
        partnership=partnership,
        dataset=VIOLENCE.slug,
        source=VIOLENCE_RETURN_SOURCE.slug,
        **DEFINITION,
        by=person(partnership, Role.MANAGER),
        at=DEFINED_AT,
    )


def _returns(partnership: Partnership) -> Iterator[Sent]:
    for year in sorted(YEAR_TOTALS):
        for number, quarter in enumerate(Period.year(year).split(into=PeriodKind.QUARTER), start=1):
            yield Sent(
                name=f"serious-violence-{year}-{(year + 1) % 100:02d}-q{number}.csv",
                content=quarter_csv(quarter),
                received_on=quarter_received(quarter),
                supplied_by=POLICE,
                by=person(partnership, Role.SUPPLIER, agency=POLICE),
                accepted_by=person(partnership, Role.CSP_OFFICER),
                because=MADE_UP,
                illustrative=about(year),
                known=known_totals.VIOLENCE.get(year, ()),
            )
