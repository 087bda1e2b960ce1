"""Marking notices as read, and choosing about mail: what each person does for themselves."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime

from django.db import models, transaction
from django.utils import timezone

from partnership import audit
from partnership.models import (
    MailChoice,
    Mailed,
    Notice,
    NoticeGroup,
    Partnership,
    User,
)
from partnership.notices.events import Kind
from partnership.notices.queries import choices, readable
from partnership.people.permissions import Permission, check


def mark_read(*, notices: Collection[int], by: User, partnership: Partnership) -> None:
    """Mark as read those that are the person's own."""
    _unread_by(by, partnership).filter(pk__in=notices).update(read_at=timezone.now())


def mark_all_read(*, by: User, partnership: Partnership) -> None:
    """Mark as read everything that the person was told in the partnership."""
    _unread_by(by, partnership).update(read_at=timezone.now())


def _unread_by(by: User, partnership: Partnership) -> models.QuerySet[Notice]:
    check(by, Permission.VIEW_FIGURES, partnership=partnership)
    return readable(partnership, by).filter(read_at__isnull=True)


@transaction.atomic
def choose(*, mailed: Mapping[NoticeGroup, Mailed], by: User, at: datetime | None = None) -> None:
    """When the person wants mail, for each group named; each chooses for themselves alone."""
    at = at or timezone.now()
    before = choices(by)
    changed = {group: how for group, how in mailed.items() if before[group] != how}
    for group, how in changed.items():
        MailChoice.objects.update_or_create(
            user=by, group=group, defaults={"mailed": how, "since": at}
        )
    if changed:
        audit.record(
            Kind.MAILS_CHOSEN,
            by=by,
            about=by,
            at=at,
            before={group.value: before[group].value for group in changed},
            after={group.value: how.value for group, how in changed.items()},
        )
