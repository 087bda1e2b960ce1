"""Mail about scrutiny: each goes to one person, once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

import structlog
from django.core.mail import EmailMessage
from django.db import IntegrityError, transaction

from partnership import audit
from partnership.models import User
from scrutiny.events import Kind
from scrutiny.models import Letter

log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class Mail:
    """One mail to one person; `key` is what it is claimed under, `about` the things it is about."""

    user: User
    key: str
    about: tuple[str, ...]
    subject: str
    body: str
    stop_at: str = ""


@dataclass(frozen=True)
class Run:
    """What became of the mail: whom it went to, and whose the mail server did not take."""

    sent: tuple[User, ...]
    failed: tuple[User, ...]


def send(mails: Iterable[Mail], at: datetime) -> Run:
    """Each mail is claimed by a row that is unique for person and key before it is sent, and the
    claim is given back where the mail server refuses."""
    sent, failed = [], []
    for mail in mails:
        claim = _claim(mail, at)
        if claim is None:
            continue
        try:
            _message(mail).send()
        except OSError as refusal:
            claim.delete()
            failed.append(mail.user)
            log.error("scrutiny_mail_not_sent", user=mail.user.pk, reason=str(refusal))
            continue
        sent.append(mail.user)
        audit.record(
            Kind.LETTER_SENT, by=None, about=mail.user, at=at, key=mail.key, held=list(mail.about)
        )
    return Run(tuple(sent), tuple(failed))


def _claim(mail: Mail, at: datetime) -> Letter | None:
    try:
        with transaction.atomic():
            return Letter.objects.create(
                user=mail.user, key=mail.key, about=list(mail.about), claimed_at=at
            )
    except IntegrityError:
        return None


def _message(mail: Mail) -> EmailMessage:
    headers = {"Auto-Submitted": "auto-generated"}
    if mail.stop_at:
        headers["List-Unsubscribe"] = f"<{mail.stop_at}>"
    return EmailMessage(subject=mail.subject, body=mail.body, to=[mail.user.email], headers=headers)
