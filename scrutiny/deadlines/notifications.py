"""Reminders of what is due in scrutiny; each is sent once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from partnership import clock
from partnership.models import Membership, NoticeGroup, NoticeKind, Partnership, Role, User
from partnership.notices.queries import without_mail
from partnership.people import telling as notices
from partnership.people.permissions import AS_COUNCILLOR
from partnership.people.telling import News
from partnership.reminders import GIVEN_UP_AFTER, Mail, Run, stage
from scrutiny.deadlines import mail_words as words
from scrutiny.deadlines.due import Due, due
from scrutiny.mail import send
from scrutiny.queries.mail import reminders_sent
from scrutiny.queries.people import members_in_force, partnerships
from scrutiny.questions.addressed import Whom

# By partnership, what is due and whom it is asked of.
Asked = dict[Partnership, tuple[tuple[Due, tuple[User, ...]], ...]]


def send_due(*, at: datetime | None = None) -> Run:
    """Today's reminders, each person's once."""
    at = at or timezone.now()
    on = clock.day_of(at)
    asked = _asked(on)
    _tell(asked, on, at)
    return send(_reminders(asked, on), at)


def _asked(on: date) -> Asked:
    """Everything whose day to be reminded has come, with its people, in every partnership."""
    asked: Asked = {}
    for partnership in partnerships():
        people = members_in_force(partnership, on)
        asked[partnership] = tuple(
            (deadline, tuple(_addressed(deadline.whom, people)))
            for deadline in due(partnership, viewer=AS_COUNCILLOR, on=on)
            if stage(deadline.on, on) is not None
        )
    return asked


def _reminders(asked: Asked, on: date) -> Iterator[Mail]:
    by_person: dict[User, list[tuple[Partnership, Due]]] = defaultdict(list)
    for partnership, deadlines in asked.items():
        for deadline, people in deadlines:
            for user in people:
                by_person[user].append((partnership, deadline))
    refusing = without_mail(NoticeGroup.REMINDERS)
    reminded = _reminded(on)
    for user, every in sorted(by_person.items(), key=lambda pair: pair[0].pk):
        new = [pair for pair in every if _key(*pair, on) not in reminded[user.pk]]
        if new and user.pk not in refusing:
            yield _reminder(user, new, on)


@transaction.atomic
def _tell(asked: Asked, on: date, at: datetime) -> None:
    """The same in each inbox; what is done, or has reached its next reminder, asks for nothing."""
    for partnership, deadlines in asked.items():
        news = [
            News(
                kind=NoticeKind.SCRUTINY_DUE,
                key=_key(partnership, deadline, on),
                about=deadline.key,
                path=deadline.to,
                title=words.due_title(deadline),
                to=people,
                by_mail=False,
            )
            for deadline, people in deadlines
        ]
        notices.settle_all_but(
            [each.key for each in news],
            partnership=partnership,
            kind=NoticeKind.SCRUTINY_DUE,
            at=at,
        )
        notices.tell(news, partnership=partnership, at=at)


def _addressed(whom: Whom, people: Iterable[Membership]) -> list[User]:
    """The officers of the agency, and whoever of the partnership has one of the roles."""
    found = {
        person.user
        for person in people
        if person.role in whom.roles
        or (whom.agency and person.role == Role.SUPPLIER and person.agency_id == whom.agency.pk)
    }
    return sorted(found, key=lambda user: user.pk)


def _reminded(on: date) -> defaultdict[int, set[str]]:
    reminded: defaultdict[int, set[str]] = defaultdict(set)
    since = timezone.make_aware(
        datetime.combine(on - timedelta(days=2 * GIVEN_UP_AFTER), datetime.min.time())
    )
    for user, about in reminders_sent(since=since):
        reminded[user].update(about)
    return reminded


def _key(partnership: Partnership, deadline: Due, on: date) -> str:
    return f"{partnership.slug}/{deadline.key}: {deadline.on}, {stage(deadline.on, on)}"


def _reminder(user: User, deadlines: list[tuple[Partnership, Due]], on: date) -> Mail:
    slug = deadlines[0][0].slug
    stop_at = settings.PORTAL_URL + reverse("notices:mails", args=[slug])
    every = [deadline for _, deadline in deadlines]
    return Mail(
        user=user,
        key=f"day/{on.isoformat()}",
        about=tuple(_key(*pair, on) for pair in deadlines),
        subject=words.reminder_subject(every, on),
        body=words.reminder(user, deadlines, on=on, portal=settings.PORTAL_URL, stop_at=stop_at),
        stop_at=stop_at,
    )
