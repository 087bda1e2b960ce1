"""Mail about notices: at once after what caused them, or once a day; nothing goes out twice."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import models, transaction
from django.urls import reverse
from django.utils import timezone

from partnership import audit, reminders
from partnership.models import Mailed, Notice, NoticeGroup, NoticeKind, User
from partnership.notices import words
from partnership.notices.events import Kind
from partnership.notices.queries import choices, readable
from partnership.people.notice_kinds import RULES
from partnership.reminders import Mail, Run

# What the mail server did not take is tried again by the daily run for so long.
TRIED_FOR = timedelta(days=14)


def mail_at_once(keys: Collection[str], *, at: datetime | None = None) -> Run:
    """Mail whoever was told these things and wants mail at once.

    One mail for each person, with everything that waits to be mailed to them at once: several acts
    in one transaction are one mail.
    """
    at = at or timezone.now()
    told = Notice.objects.filter(key__in=keys, mailed_at__isnull=True).values("recipient")
    return _send(_unmailed(at).filter(recipient__in=told, mailed=Mailed.AT_ONCE), at)


def mail_daily(*, at: datetime) -> Run:
    """The mail of a day, with what could not be mailed at once."""
    return _send(_unmailed(at), at)


def _unmailed(at: datetime) -> models.QuerySet[Notice]:
    """What nobody has mailed, read or dealt with. Someone who chose “never” is not mailed later."""
    waiting = Notice.objects.filter(
        mailed_at__isnull=True,
        read_at__isnull=True,
        settled_at__isnull=True,
        created_at__gte=at - TRIED_FOR,
        created_at__lte=at,
    ).exclude(mailed=Mailed.NEVER)
    return waiting.order_by("created_at", "pk")


def _send(waiting: models.QuerySet[Notice], at: datetime) -> Run:
    return reminders.send(
        _mails(waiting),
        claim=lambda mail: _claim(mail, at),
        write_down=lambda mail: audit.record(
            Kind.NOTICES_MAILED, by=None, about=mail.user, at=at, held=list(mail.about)
        ),
    )


def _mails(waiting: models.QuerySet[Notice]) -> Iterator[Mail]:
    """One mail for each person, with what they may still read at this moment."""
    by_person: dict[int, list[Notice]] = defaultdict(list)
    for notice in waiting.select_related("partnership"):
        by_person[notice.recipient_id].append(notice)
    people = User.objects.filter(pk__in=by_person, is_active=True).order_by("pk")
    for user in people:
        notices = _still_wanted(user, by_person[user.pk])
        if notices:
            yield _mail(user, notices)


def _still_wanted(user: User, notices: Iterable[Notice]) -> list[Notice]:
    chosen = choices(user)
    wanted = [notice for notice in notices if chosen[_group(notice)] != Mailed.NEVER]
    allowed: set[int] = set()
    for partnership in {notice.partnership for notice in wanted}:
        allowed.update(
            readable(partnership, user)
            .filter(pk__in=[notice.pk for notice in wanted])
            .values_list("pk", flat=True)
        )
    return [notice for notice in wanted if notice.pk in allowed]


def _group(notice: Notice) -> NoticeGroup:
    return RULES[NoticeKind(notice.kind)].group


def _mail(user: User, notices: Sequence[Notice]) -> Mail:
    stop_at = settings.PORTAL_URL + reverse("notices:mails", args=[notices[0].partnership.slug])
    groups = tuple(dict.fromkeys(_group(notice) for notice in notices))
    return Mail(
        user=user,
        key=notices[0].key,
        about=tuple(notice.key for notice in notices),
        subject=words.subject(notices, groups),
        body=words.body(user, notices, portal=settings.PORTAL_URL, stop_at=stop_at),
        stop_at=stop_at,
    )


@dataclass(frozen=True)
class _Claimed:
    """The notices of one mail, marked as mailed; given back where the mail server refuses."""

    notices: models.QuerySet[Notice]

    def delete(self) -> None:
        self.notices.update(mailed_at=None)


def _claim(mail: Mail, at: datetime) -> _Claimed | None:
    """All of the mail's notices, or none where another run has one of them."""
    own = Notice.objects.filter(recipient=mail.user, key__in=mail.about)
    with transaction.atomic():
        claimed = own.filter(mailed_at__isnull=True).update(mailed_at=at)
        if claimed == len(mail.about):
            return _Claimed(own)
        transaction.set_rollback(True)
    return None
