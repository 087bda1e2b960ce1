"""Mail about scrutiny: each goes to one person, once, and is written down."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from partnership import audit, reminders
from partnership.reminders import Mail, Run, claimed
from scrutiny.events import Kind
from scrutiny.models import Letter


def send(mails: Iterable[Mail], at: datetime) -> Run:
    """Each mail is claimed by a row that is unique for person and key."""
    return reminders.send(
        mails,
        claim=lambda mail: _claim(mail, at),
        write_down=lambda mail: audit.record(
            Kind.LETTER_SENT, by=None, about=mail.user, at=at, key=mail.key, held=list(mail.about)
        ),
    )


def _claim(mail: Mail, at: datetime) -> Letter | None:
    return claimed(
        lambda: Letter.objects.create(
            user=mail.user, key=mail.key, about=list(mail.about), claimed_at=at
        )
    )
