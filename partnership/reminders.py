"""Mail that goes out once: when to remind, claiming before sending, and one run of every app's."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol, TypeVar

import structlog
from django.core.mail import EmailMessage
from django.db import IntegrityError, models, transaction
from django.utils import timezone

from partnership.models import User

# A reminder goes out on these days, or on the first run after them.
DAYS_BEFORE = (14, 3)
DAYS_AFTER = (1, 15, 29, 57)
# What is later than this is left to the boards: no mail about old history.
GIVEN_UP_AFTER = 90

log = structlog.get_logger(__name__)

M = TypeVar("M", bound=models.Model)


@dataclass(frozen=True)
class Mail:
    """One mail to one person.

    `key` is what it is claimed under and `about` the keys of what it is about, so that neither is
    sent again; `stop_at` is where reminders can be stopped, blank for mail that is none.
    """

    user: User
    key: str
    about: tuple[str, ...]
    subject: str
    body: str
    stop_at: str = ""


@dataclass(frozen=True)
class Run:
    """What became of the mail: whom it went to, and whose the mail server did not take."""

    sent: tuple[User, ...] = ()
    failed: tuple[User, ...] = ()


class Claim(Protocol):
    """What keeps others from sending a mail; `delete` gives it back."""

    def delete(self) -> object: ...


def stage(due_on: date, on: date) -> str | None:
    """Which reminder the day `on` has reached; None before the first and after the last.

    A day on which nothing ran is made up for by the next that does.
    """
    late = (on - due_on).days
    if late > GIVEN_UP_AFTER:
        return None
    after = [days for days in DAYS_AFTER if late >= days]
    if after:
        return f"{max(after)} after"
    before = [days for days in DAYS_BEFORE if -late <= days]
    return f"{min(before)} before" if before else None


# --- Sending ---------------------------------------------------------------------------------
def send(
    mails: Iterable[Mail],
    *,
    claim: Callable[[Mail], Claim | None],
    write_down: Callable[[Mail], object],
) -> Run:
    """Send each mail once, even if this runs concurrently.

    A mail is claimed by a row that is unique before it is sent; `claim` gives None where somebody
    else has it. The claim is given back where the mail server refuses, so that a later run tries
    again; whoever dies between claim and mail leaves it unsent, and never sends it twice.
    """
    sent, failed = [], []
    for mail in mails:
        claimed_row = claim(mail)
        if claimed_row is None:
            continue
        try:
            _message(mail).send()
        except OSError as refusal:
            claimed_row.delete()
            failed.append(mail.user)
            log.error("mail_not_sent", user=mail.user.pk, key=mail.key, reason=str(refusal))
            continue
        sent.append(mail.user)
        write_down(mail)
    return Run(tuple(sent), tuple(failed))


def claimed(create: Callable[[], M]) -> M | None:
    """The row that `create` makes; None where the database has one already."""
    try:
        with transaction.atomic():
            return create()
    except IntegrityError:
        return None


def _message(mail: Mail) -> EmailMessage:
    headers = {"Auto-Submitted": "auto-generated"}
    if mail.stop_at:
        headers["List-Unsubscribe"] = f"<{mail.stop_at}>"
    return EmailMessage(subject=mail.subject, body=mail.body, to=[mail.user.email], headers=headers)


# --- Every app's -----------------------------------------------------------------------------
_senders: dict[str, Callable[[datetime], Run]] = {}


def register(name: str, sender: Callable[[datetime], Run]) -> None:
    """Have `sender` send the mail of a day in every run; an app does so when it is ready."""
    _senders[name] = sender


def send_all(*, at: datetime | None = None) -> Run:
    """Today's mail of every app that has some."""
    at = at or timezone.now()
    runs = [sender(at) for sender in _senders.values()]
    return Run(
        tuple(user for run in runs for user in run.sent),
        tuple(user for run in runs for user in run.failed),
    )
