"""Telling people, once each, and settling what was done: in the transaction of what caused it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from partnership import clock
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
from partnership.people.notice_kinds import RULES, UNLESS_CHOSEN

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


# What mails at once, by the keys of what was told.
_mailers: list[Callable[[list[str]], object]] = []


def mail_by(mailer: Callable[[list[str]], object]) -> None:
    """Have `mailer` called after each commit; the app does so when it is ready."""
    _mailers[:] = [mailer]


def _mail_at_once(keys: list[str]) -> None:
    for mailer in _mailers:
        mailer(keys)


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
        transaction.on_commit(lambda: _mail_at_once(sorted(keys)))


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
