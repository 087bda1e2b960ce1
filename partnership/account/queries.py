"""What the account page shows of a person beside their wards: their latest sign-ins."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from partnership import audit
from partnership.account import words
from partnership.models import AuditEvent, User

MOST_SIGN_INS = 10


@dataclass(frozen=True)
class SignIn:
    """When somebody signed in or failed to, and how."""

    at: datetime
    how: str


def sign_ins(person: User) -> tuple[SignIn, ...]:
    """The latest of a person, newest first, failed ones among them; one query."""
    events = AuditEvent.objects.filter(
        kind__in=(audit.Kind.SIGN_IN, audit.Kind.SIGN_IN_FAILED),
        about_type=audit.stored_name(User),
        about_id=str(person.pk),
    ).order_by("-at", "-pk")
    return tuple(SignIn(event.at, _how(event)) for event in events[:MOST_SIGN_INS])


def _how(event: AuditEvent) -> str:
    if event.kind == audit.Kind.SIGN_IN_FAILED:
        return words.FAILED
    return words.WAYS.get(event.detail.get("how", ""), words.ANOTHER_WAY)
