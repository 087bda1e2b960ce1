"""How every write of scrutiny's panels and days begins, and how a row is added only once."""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, models, transaction
from django.utils import timezone

from partnership.models import Partnership, User
from partnership.people.permissions import Permission, check
from partnership.refusals import Refused


def begin(by: User | None, partnership: Partnership, at: datetime | None) -> datetime:
    """The moment of the act, once `by` may do it; None means a command or a demonstration."""
    if by is not None:
        check(by, Permission.KEEP_SCRUTINY, partnership=partnership)
    return at or timezone.now()


def insert(made: models.Model, taken: str, *, field: str) -> None:
    """Save a new row. Refused with `taken` where there is such a one already."""
    try:
        with transaction.atomic():
            made.save(force_insert=True)
    except IntegrityError:
        raise Refused(taken, field=field) from None
