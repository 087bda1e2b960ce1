"""Telling people, settling what was done, marking as read, choosing about mail."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import models, transaction
from django.utils import timezone

from partnership import audit, clock, tasks
from partnership.models import (
    Agency,
    MailChoice,
    Mailed,
    Notice,
    NoticeGroup,
    NoticeKind,
    Partnership,
    User,
)
from partnership.notices.events import Kind
from partnership.notices.kinds import RULES, UNLESS_CHOSEN
from partnership.notices.queries import choices, readable
from partnership.people.permissions import Permission, check

# What is told of a day longer ago than this is history: it stands in the inbox as read.
NEWS_FOR = timedelta(days=30)


@dataclass(frozen=True)
class News:
    """Something to tell some people. `key` is the same whenever the same thing is told again.

    What is not `by_mail` is for the inbox alone: another mail says it.
    """

    kind: NoticeKind
    key: str
    about: str
    path: str
    title: str
    to: tuple[User, ...]
    agency: Agency | None = None
    detail: str = ""
    by_mail: bool = True


@transaction.atomic
def tell(news: Iterable[News], *, partnership: Partnership, at: datetime | None = None) -> None:
    """Tell each person once, in the transaction of what caused it; mail follows its commit."""
    at = at or timezone.now()
    news = tuple(news)
    wanted = _wanted({user for each in news for user in each.to})
    made = [
        Notice(
            partnership=partnership,
            recipient=user,
            kind=each.kind,
            key=each.key,
            about=each.about,
            path=each.path,
            title=each.title,
            detail=each.detail,
            agency=each.agency,
            mailed=wanted[user.pk, RULES[each.kind].group] if each.by_mail else Mailed.NEVER,
            created_at=at,
            read_at=None if _is_news(at) else at,
        )
        for each in news
        for user in each.to
    ]
    Notice.objects.bulk_create(made, ignore_conflicts=True)
    keys = {notice.key for notice in made if notice.mailed == Mailed.AT_ONCE}
    if keys:
        transaction.on_commit(lambda: tasks.mail_notices.enqueue(sorted(keys)))


def _wanted(users: Collection[User]) -> dict[tuple[int, NoticeGroup], Mailed]:
    """When each person wants mail about each group; one query."""
    unless = {(user.pk, group): how for user in users for group, how in UNLESS_CHOSEN.items()}
    rows = MailChoice.objects.filter(user__in=users).values_list("user", "group", "mailed")
    return unless | {(user, NoticeGroup(group)): Mailed(how) for user, group, how in rows}


def _is_news(at: datetime) -> bool:
    return at >= clock.as_dated(timezone.now()) - NEWS_FOR


def settle(
    *,
    partnership: Partnership,
    about: Collection[str],
    kinds: Collection[NoticeKind],
    at: datetime | None = None,
) -> None:
    """What these notices asked for is done, so that nobody is mailed or counts them any more."""
    standing = Notice.objects.filter(
        partnership=partnership, about__in=about, kind__in=kinds, settled_at__isnull=True
    )
    standing.update(settled_at=at or timezone.now())


def settle_all_but(
    still: Collection[str], *, partnership: Partnership, kind: NoticeKind, at: datetime
) -> None:
    """Notices of a kind ask for nothing more, but for those whose keys are `still` to be done."""
    standing = Notice.objects.filter(
        partnership=partnership, kind=kind, settled_at__isnull=True
    ).exclude(key__in=still)
    standing.update(settled_at=at)


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
