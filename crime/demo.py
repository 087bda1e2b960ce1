"""The demonstration's crime figures: illustrative police returns, and real counts of crimes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import NamedTuple
from zoneinfo import ZoneInfo

from django.db import transaction

from crime.dataset import CRIME, POLICE_RETURN_SOURCE
from crime.illustration import (
    ILLUSTRATIVE,
    ILLUSTRATIVE_TOTAL,
    PUBLISHED_YEARS,
    YEAR_TOTALS,
    quarter_csv,
)
from measures.periods import Period
from partnership.demo import POLICE, SLUG
from partnership.models import Agency, Partnership, Role, User
from returns import actions, queries
from returns.models import MainSource, Part, Return

STREET_COUNTS = (
    Path(__file__).resolve().parent.parent
    / "fixtures"
    / "crime"
    / "police-uk-middlesbrough-2023-01-2025-03.csv"
)
# After data.police.uk had put out March 2025, the last month in the file.
STREET_COUNTS_RECEIVED = date(2025, 6, 2)

# A return is due three months after its quarter; these come in some weeks early.
DAYS_AFTER_A_QUARTER = 70

LONDON = ZoneInfo("Europe/London")
MAIN_SOURCE_SET_AT = datetime(2018, 4, 3, 10, tzinfo=LONDON)
MADE_UP = "The figures were made for the demonstration by a fixed script."
PUBLISHED = "The counts are those of the files that data.police.uk published."


class _Sent(NamedTuple):
    """One return of the demonstration, and who sends it when."""

    name: str
    content: bytes
    received_on: date
    by: User
    because: str
    illustrative: str = ""


def load() -> None:
    """Send and accept what is not there yet: 20 police returns and one file of street counts."""
    partnership = Partnership.objects.get(slug=SLUG)
    _choose_main_source(partnership)
    here = set(Return.objects.filter(uploaded_for=partnership).values_list("sha256", flat=True))
    for sent in (*_police_returns(partnership), _street_counts(partnership)):
        if sha256(sent.content).hexdigest() not in here:
            _send_and_accept(sent, partnership)


def _choose_main_source(partnership: Partnership) -> None:
    if MainSource.objects.filter(partnership=partnership, dataset=CRIME.slug).exists():
        return
    actions.set_main_source(
        partnership=partnership,
        dataset=CRIME.slug,
        source=POLICE_RETURN_SOURCE.slug,
        by=_who(partnership, Role.MANAGER),
        at=MAIN_SOURCE_SET_AT,
    )


def _police_returns(partnership: Partnership) -> Iterator[_Sent]:
    officer = _who(partnership, Role.SUPPLIER, agency=POLICE)
    for year in sorted(YEAR_TOTALS):
        for number in (1, 2, 3, 4):
            quarter = Period.quarter(year, number)
            yield _Sent(
                name=f"cleveland-police-return-{year}-{(year + 1) % 100:02d}-q{number}.csv",
                content=quarter_csv(quarter),
                received_on=_at_work(quarter.last_day + timedelta(days=DAYS_AFTER_A_QUARTER)),
                by=officer,
                because=MADE_UP,
                illustrative=ILLUSTRATIVE if year in PUBLISHED_YEARS else ILLUSTRATIVE_TOTAL,
            )


def _street_counts(partnership: Partnership) -> _Sent:
    return _Sent(
        name=STREET_COUNTS.name,
        content=STREET_COUNTS.read_bytes(),
        received_on=STREET_COUNTS_RECEIVED,
        by=_who(partnership, Role.CSP_OFFICER),
        because=PUBLISHED,
    )


@transaction.atomic
def _send_and_accept(sent: _Sent, partnership: Partnership) -> None:
    at = datetime.combine(sent.received_on, time(10), tzinfo=LONDON)
    accepted_on = _at_work(sent.received_on + timedelta(days=1))
    kept = actions.upload(
        file=BytesIO(sent.content),
        name=sent.name,
        partnership=partnership,
        by=sent.by,
        supplied_by=Agency.objects.get(slug=POLICE),
        received_on=sent.received_on,
        illustrative=sent.illustrative,
        at=at,
    )
    parts = list(kept.parts.all())
    _answer_questions(parts, sent, at=at)
    actions.send(parts=parts, by=sent.by, at=at)
    actions.accept(
        parts=parts,
        by=_who(partnership, Role.CSP_OFFICER),
        because=sent.because,
        at=datetime.combine(accepted_on, time(14, 30), tzinfo=LONDON),
    )


def _answer_questions(parts: list[Part], sent: _Sent, *, at: datetime) -> None:
    # One answer may do for several parts of a return.
    keys = {(part.of_return, asked.key) for part in parts for asked in queries.questions(part)}
    for of_return, key in keys:
        actions.confirm_query(
            of_return=of_return, key=key, explanation=sent.because, by=sent.by, at=at
        )


def _at_work(day: date) -> date:
    """`day`, or the Monday after it at a weekend."""
    saturday = 5
    return day if day.weekday() < saturday else day + timedelta(days=7 - day.weekday())


def _who(partnership: Partnership, role: Role, *, agency: str | None = None) -> User:
    """The person of the demonstration in that role; the first, where there are two."""
    memberships = partnership.memberships.filter(role=role).select_related("user").order_by("pk")
    if agency:
        memberships = memberships.filter(agency__slug=agency)
    return memberships[0].user
