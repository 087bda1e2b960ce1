"""Reminders by email, before and after the day asked for: who gets one today, and sending it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from partnership import audit, clock
from partnership.models import Membership, NoticeGroup, NoticeKind, Partnership, Role, User
from partnership.notices.queries import without_mail
from partnership.people import telling as notices
from partnership.people.permissions import in_force_on
from partnership.people.telling import News
from partnership.reminders import GIVEN_UP_AFTER, Mail, Run, claimed, send, stage
from returns.lifecycle.schedule import words as calendar_words
from returns.lifecycle.schedule.actions import Kind
from returns.lifecycle.schedule.calendar import State
from returns.lifecycle.schedule.expectations import Expected, expected
from returns.lifecycle.schedule.starting import start_address
from returns.lifecycle.telling import about_series
from returns.models import Reminder

# By partnership, whom each thing is asked of.
Asked = dict[Partnership, tuple[tuple[User, Expected], ...]]


@dataclass(frozen=True)
class Letter:
    """What one person is reminded of today, in all their partnerships together."""

    user: User
    asked: tuple[tuple[Partnership, Expected], ...]

    @property
    def about(self) -> list[str]:
        """The key of each reminder, so that it is not sent again."""
        return [_key(partnership, asked) for partnership, asked in self.asked]


def send_reminders(*, at: datetime | None = None) -> Run:
    """Send today's reminders, each person's once, whoever else runs this at the same moment."""
    at = at or timezone.now()
    asked = _asked(clock.day_of(at), at)
    _tell(asked, at)
    return send(
        (_mail(letter, at) for letter in _letters(asked, clock.day_of(at))),
        claim=lambda mail: _claim(mail, at),
        write_down=lambda mail: audit.record(
            Kind.REMINDER_SENT, by=None, about=mail.user, at=at, held=list(mail.about)
        ),
    )


def letters(*, at: datetime) -> tuple[Letter, ...]:
    """Who is to be reminded of what today, except what they were reminded of before."""
    return _letters(_asked(clock.day_of(at), at), clock.day_of(at))


def _asked(on: date, at: datetime) -> Asked:
    """What everybody is asked for whose day to be reminded has come, in every partnership."""
    asked: Asked = {}
    for partnership in Partnership.objects.order_by("name"):
        due = [each for each in expected(partnership, at=at) if _stage(each, on) is not None]
        asked[partnership] = tuple(_addressed(due, partnership, on))
    return asked


def _letters(asked: Asked, on: date) -> tuple[Letter, ...]:
    by_person: dict[User, list[tuple[Partnership, Expected]]] = defaultdict(list)
    for partnership, pairs in asked.items():
        for user, asked_for in pairs:
            by_person[user].append((partnership, asked_for))
    refusing = without_mail(NoticeGroup.REMINDERS)
    reminded = _reminded(on)
    made = (
        Letter(
            user,
            tuple(pair for pair in together if _key(*pair) not in reminded[user.pk]),
        )
        for user, together in by_person.items()
        if user.pk not in refusing
    )
    return tuple(
        sorted((letter for letter in made if letter.asked), key=lambda letter: letter.user.pk)
    )


@transaction.atomic
def _tell(asked: Asked, at: datetime) -> None:
    """The same in each inbox; what came, or has reached its next reminder, asks for nothing."""
    for partnership, pairs in asked.items():
        people: dict[str, list[User]] = defaultdict(list)
        due: dict[str, Expected] = {}
        for user, asked_for in pairs:
            key = _key(partnership, asked_for)
            due[key] = asked_for
            people[key].append(user)
        notices.settle_all_but(
            due.keys(), partnership=partnership, kind=NoticeKind.RETURN_DUE, at=at
        )
        notices.tell(
            [
                News(
                    kind=NoticeKind.RETURN_DUE,
                    key=key,
                    about=about_series(each.dataset.slug, each.source.slug, each.agency.slug),
                    path=start_address(partnership, each, each.period),
                    title=calendar_words.due_title(each),
                    to=tuple(people[key]),
                    agency=each.agency,
                    by_mail=False,
                )
                for key, each in due.items()
            ],
            partnership=partnership,
            at=at,
        )


def board_address(partnership: Partnership) -> str:
    return settings.PORTAL_URL + reverse("returns:calendar", args=[partnership.slug])


def stop_address(partnership: Partnership) -> str:
    return settings.PORTAL_URL + reverse("notices:mails", args=[partnership.slug])


def _stage(asked: Expected, on: date) -> str | None:
    """Which reminder of `asked` the day has reached; what came or is not due has none."""
    return stage(asked.by, on) if asked.state in (State.DUE, State.LATE) else None


def _addressed(
    due: Iterable[Expected], partnership: Partnership, on: date
) -> Iterator[tuple[User, Expected]]:
    """The officers of the agency that is asked, and the partnership's own."""
    people = Membership.objects.filter(
        in_force_on(on),
        partnership=partnership,
        role__in=[Role.SUPPLIER, Role.CSP_OFFICER],
        user__is_active=True,
    ).select_related("user")
    members = list(people.order_by("user", "pk"))
    for asked in due:
        users = {
            member.user
            for member in members
            if member.role == Role.CSP_OFFICER
            # Nobody at an agency sends what is published.
            or (member.agency_id == asked.agency.pk and not asked.source.published)
        }
        yield from ((user, asked) for user in sorted(users, key=lambda user: user.pk))


def _reminded(on: date) -> defaultdict[int, set[str]]:
    """By person, the keys of the reminders that they had."""
    keys: defaultdict[int, set[str]] = defaultdict(set)
    # As far back as anything could still be reminded of.
    recent = Reminder.objects.filter(day__gte=on - timedelta(days=2 * GIVEN_UP_AFTER))
    for user, about in recent.values_list("user", "about"):
        keys[user].update(about)
    return keys


def _key(partnership: Partnership, asked: Expected) -> str:
    return f"{partnership.slug}/{asked.key}: {asked.by}, {_stage(asked, asked.on)}"


def _claim(mail: Mail, at: datetime) -> Reminder | None:
    day = clock.day_of(at)
    return claimed(
        lambda: Reminder.objects.create(
            user=mail.user, day=day, about=list(mail.about), claimed_at=at
        )
    )


def _mail(letter: Letter, at: datetime) -> Mail:
    stop_at = stop_address(letter.asked[0][0])
    return Mail(
        user=letter.user,
        key=f"day/{clock.day_of(at).isoformat()}",
        about=tuple(letter.about),
        subject=calendar_words.reminder_subject([asked for _, asked in letter.asked]),
        body=calendar_words.reminder(
            letter.user, letter.asked, address_of=board_address, stop_at=stop_at
        ),
        stop_at=stop_at,
    )
