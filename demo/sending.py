"""How the demonstration sends and accepts: through the actions, by its people, on fixed dates."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from hashlib import sha256
from io import BytesIO
from typing import NamedTuple
from zoneinfo import ZoneInfo

from django.db import transaction

from measures.periods import Month, Period
from partnership.models import Agency, Partnership, Role, User
from returns.catalogue.declarations import Dataset
from returns.catalogue.supply import KnownTotal
from returns.lifecycle import choices, decisions, queries, sending, uploads
from returns.models import MainSource, Part, Return

LONDON = ZoneInfo("Europe/London")
MAIN_SOURCE_SET_AT = datetime(2018, 4, 3, 10, tzinfo=LONDON)
MADE_UP = "The figures were made for the demonstration by a fixed script."
PUBLISHED = "The counts are those of the files that data.police.uk published."

# A return is due three months after its quarter; these come in some weeks early.
DAYS_AFTER_A_QUARTER = 70


class Sent(NamedTuple):
    """One return of the demonstration: who sends it for which agency, who accepts it, and when.

    The agency is blank for published figures that no agency of the partnership supplies. A file
    that feeds further partnerships is sent and accepted there by an officer of each.
    """

    name: str
    content: bytes
    received_on: date
    supplied_by: str
    by: User
    accepted_by: User
    because: str
    illustrative: str = ""
    known: tuple[KnownTotal, ...] = ()


def send_and_accept(every: Iterable[Sent], partnership: Partnership) -> None:
    """Send and accept what is not there yet, all parts of a return together."""
    here = set(Return.objects.filter(uploaded_for=partnership).values_list("sha256", flat=True))
    for sent in every:
        if sha256(sent.content).hexdigest() not in here:
            _send_and_accept(sent, partnership)


def choose_main_source(dataset: Dataset, source: str, partnership: Partnership) -> None:
    """Make `source` the main one of `dataset`, unless somebody has chosen already."""
    if MainSource.objects.filter(partnership=partnership, dataset=dataset.slug).exists():
        return
    choices.set_main_source(
        partnership=partnership,
        dataset=dataset.slug,
        source=source,
        by=person(partnership, Role.MANAGER),
        at=MAIN_SOURCE_SET_AT,
    )


def go_over(
    dataset: Dataset, source: str, partnership: Partnership, *, from_month: Month, at: datetime
) -> None:
    """Make `source` the main one of `dataset` from a month on, unless somebody has done so."""
    chosen = MainSource.objects.filter(partnership=partnership, dataset=dataset.slug)
    if not chosen.filter(first_month__isnull=False).exists():
        choices.set_main_source(
            partnership=partnership,
            dataset=dataset.slug,
            source=source,
            from_month=from_month,
            by=person(partnership, Role.MANAGER),
            at=at,
        )


def quarter_received(quarter: Period) -> date:
    """The working day on which the return of a quarter comes in."""
    return _at_work(quarter.last_day + timedelta(days=DAYS_AFTER_A_QUARTER))


def person(
    partnership: Partnership, role: Role, *, agency: str | None = None, number: int = 0
) -> User:
    """The person of the demonstration in that role; `number` 1 is the second of two."""
    memberships = partnership.memberships.filter(role=role).select_related("user").order_by("pk")
    if agency:
        memberships = memberships.filter(agency__slug=agency)
    return memberships[number].user


@transaction.atomic
def send(sent: Sent, partnership: Partnership) -> dict[Partnership, list[Part]]:
    """Upload and send a return, and decide nothing; what it holds, by partnership."""
    at = datetime.combine(sent.received_on, time(10), tzinfo=LONDON)
    uploaded = uploads.upload(
        file=BytesIO(sent.content),
        name=sent.name,
        partnership=partnership,
        by=sent.by,
        supplied_by=Agency.objects.get(slug=sent.supplied_by) if sent.supplied_by else None,
        received_on=sent.received_on,
        illustrative=sent.illustrative,
        known=sent.known,
        at=at,
    )
    by_partnership: dict[Partnership, list[Part]] = defaultdict(list)
    for part in uploaded.parts.select_related("partnership").order_by("pk"):
        by_partnership[part.partnership].append(part)
    for theirs, parts in by_partnership.items():
        officer = sent.by if theirs == partnership else _officer_of(parts)
        _answer_questions(parts, sent, by=officer, at=at)
        sending.send(parts=parts, by=officer, at=at)
    return dict(by_partnership)


@transaction.atomic
def _send_and_accept(sent: Sent, partnership: Partnership) -> None:
    accepted_on = _at_work(sent.received_on + timedelta(days=1))
    for theirs, parts in send(sent, partnership).items():
        decisions.accept(
            parts=parts,
            by=sent.accepted_by if theirs == partnership else _officer_of(parts),
            because=sent.because,
            at=datetime.combine(accepted_on, time(14, 30), tzinfo=LONDON),
        )


def _officer_of(parts: list[Part]) -> User:
    return person(parts[0].partnership, Role.CSP_OFFICER)


def _answer_questions(parts: list[Part], sent: Sent, *, by: User, at: datetime) -> None:
    # One answer may do for several parts of a return.
    keys = {(part.of_return, asked.key) for part in parts for asked in queries.questions(part)}
    for of_return, key in keys:
        sending.confirm_query(of_return=of_return, key=key, explanation=sent.because, by=by, at=at)


def _at_work(day: date) -> date:
    """`day`, or the Monday after it at a weekend."""
    saturday = 5
    return day if day.weekday() < saturday else day + timedelta(days=7 - day.weekday())
