"""The quarterly returns as they stand on the demonstration's day: what is asked for, and of each
agency one return due, one overdue, one waiting for a decision and one sent back."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time
from hashlib import sha256
from typing import NamedTuple

from django.db import transaction

from asb.dataset import ASB, ASB_RETURN_SOURCE, WARDEN, WARDEN_RETURN_SOURCE
from crime.dataset import CRIME, POLICE_RETURN_SOURCE
from demo.illustration import fires, violence
from demo.illustration.asb import warden_csv
from demo.illustration.splits import ILLUSTRATIVE_TOTAL
from demo.partnerships import COUNCIL, FIRE_SERVICE, POLICE, SLUG
from demo.sending import LONDON, MADE_UP, Sent, person, send
from fires.dataset import FIRE_RETURN_SOURCE, FIRES
from measures.periods import Month, Period
from partnership.models import Partnership, Role, User
from returns.catalogue.declarations import Dataset, Source
from returns.lifecycle import decisions
from returns.lifecycle.schedule import actions as schedule_actions
from returns.models import AgreedDate, Return
from violence.dataset import VIOLENCE, VIOLENCE_RETURN_SOURCE

AGREED_AT = datetime(2025, 4, 7, 10, tzinfo=LONDON)
ENDS, BEGINS_AGAIN = Month(2023, 4), Month(2024, 4)
PUBLISHED_FROM_THEN_ON = "data.police.uk publishes the counts from then on"
LEFT_OUT = "agreed on 7 April 2025 to leave 2023/24 out and to begin again with 2024/25"
Series = tuple[Dataset, Source]
ENDED: tuple[Series, ...] = ((CRIME, POLICE_RETURN_SOURCE), (ASB, ASB_RETURN_SOURCE))
BEGUN_AGAIN: tuple[Series, ...] = (
    (VIOLENCE, VIOLENCE_RETURN_SOURCE),
    (FIRES, FIRE_RETURN_SOURCE),
    (WARDEN, WARDEN_RETURN_SOURCE),
)
FIRST, SECOND = Period.quarter(2024, 1), Period.quarter(2024, 2)


class SentBack(NamedTuple):
    """When the first quarter was sent back, and why."""

    on: date
    reason: str


class Supply(NamedTuple):
    """What one agency has sent of 2024/25: the first quarter, which was sent back, and the second.

    The third is overdue and the fourth due, because nothing is sent of them.
    """

    agency: str
    name: str
    first: bytes
    first_received_on: date
    sent_back: SentBack
    second: bytes
    second_received_on: date


def load() -> None:
    """Agree the dates and send the returns, as far as that has not been done yet."""
    partnership = Partnership.objects.get(slug=SLUG)
    _agree(partnership, by=person(partnership, Role.MANAGER))
    here = set(Return.objects.filter(uploaded_for=partnership).values_list("sha256", flat=True))
    for supply in _supplies():
        if sha256(supply.first).hexdigest() not in here:
            _send(supply, partnership)


def _agree(partnership: Partnership, *, by: User) -> None:
    if AgreedDate.objects.filter(partnership=partnership).exists():
        return
    for dataset, source in (*ENDED, *BEGUN_AGAIN):
        schedule_actions.stop_asking(
            partnership=partnership,
            dataset=dataset.slug,
            source=source.slug,
            first_month=ENDS,
            because=PUBLISHED_FROM_THEN_ON if (dataset, source) in ENDED else LEFT_OUT,
            by=by,
            at=AGREED_AT,
        )
    for dataset, source in BEGUN_AGAIN:
        schedule_actions.agree_date(
            partnership=partnership,
            dataset=dataset.slug,
            source=source.slug,
            first_month=BEGINS_AGAIN,
            every_months=3,
            days_after=None,
            by=by,
            at=AGREED_AT,
        )


def _supplies() -> Iterator[Supply]:
    yield Supply(
        agency=POLICE,
        name="serious-violence-2024-25",
        first=_tenfold(violence.quarter_csv(FIRST), "2024-05,E05009857,Central,"),
        first_received_on=date(2025, 5, 27),
        sent_back=SentBack(
            date(2025, 5, 30),
            "Central has about ten times its usual count in May 2024. Please check it against your"
            " records and send the quarter again.",
        ),
        second=violence.quarter_csv(SECOND),
        second_received_on=date(2025, 6, 6),
    )
    yield Supply(
        agency=FIRE_SERVICE,
        name="fire-service-return-2024-25",
        first=_without(fires.quarter_csv(FIRST), "2024-06,"),
        first_received_on=date(2025, 5, 20),
        sent_back=SentBack(
            date(2025, 5, 22),
            "June 2024 is missing. Please send the three months of the quarter in one file.",
        ),
        second=fires.quarter_csv(SECOND),
        second_received_on=date(2025, 6, 10),
    )
    yield Supply(
        agency=COUNCIL,
        name="warden-service-2024-25",
        first=_swapped(warden_csv(FIRST), "North", "East"),
        first_received_on=date(2025, 6, 3),
        sent_back=SentBack(
            date(2025, 6, 5),
            "North and East seem to have changed places: most reports have always been in North."
            " Please check and send the quarter again.",
        ),
        second=warden_csv(SECOND),
        second_received_on=date(2025, 6, 11),
    )


@transaction.atomic
def _send(supply: Supply, partnership: Partnership) -> None:
    first = _sent(supply, partnership, "q1", supply.first, supply.first_received_on)
    for part in send(first, partnership)[partnership]:
        decisions.reject(
            part=part,
            by=first.accepted_by,
            reason=supply.sent_back.reason,
            at=datetime.combine(supply.sent_back.on, time(15), tzinfo=LONDON),
        )
    send(_sent(supply, partnership, "q2", supply.second, supply.second_received_on), partnership)


def _sent(
    supply: Supply, partnership: Partnership, quarter: str, content: bytes, received_on: date
) -> Sent:
    return Sent(
        name=f"{supply.name}-{quarter}.csv",
        content=content,
        received_on=received_on,
        supplied_by=supply.agency,
        by=person(partnership, Role.SUPPLIER, agency=supply.agency),
        accepted_by=person(partnership, Role.CSP_OFFICER),
        because=MADE_UP,
        illustrative=ILLUSTRATIVE_TOTAL,
    )


# --- What is wrong with those sent back --------------------------------------------------------
def _without(content: bytes, beginning: str) -> bytes:
    lines = content.decode().splitlines(keepends=True)
    return "".join(line for line in lines if not line.startswith(beginning)).encode()


def _tenfold(content: bytes, beginning: str) -> bytes:
    lines = content.decode().splitlines(keepends=True)
    return "".join(
        f"{line.rstrip()}0\r\n" if line.startswith(beginning) else line for line in lines
    ).encode()


def _swapped(content: bytes, one: str, other: str) -> bytes:
    text = content.decode().replace(f",{one},", ",\0,")
    return text.replace(f",{other},", f",{one},").replace(",\0,", f",{other},").encode()
