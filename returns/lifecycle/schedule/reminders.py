"""Reminders by email, before and after the day asked for: who gets one today, and sending it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from partnership import audit, clock
from partnership.models import Membership, Partnership, Role, User
from partnership.people.permissions import in_force_on
from partnership.reminders import GIVEN_UP_AFTER, Mail, Run, claimed, send, stage
from returns.lifecycle.schedule import words as calendar_words
from returns.lifecycle.schedule.actions import Kind
from returns.lifecycle.schedule.calendar import State
from returns.lifecycle.schedule.expectations import Expected, expected
from returns.models import NoReminders, Reminder


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
    return send(
        (_mail(letter, at) for letter in letters(at=at)),
        claim=lambda mail: _claim(mail, at),
        write_down=lambda mail: audit.record(
            Kind.REMINDER_SENT, by=None, about=mail.user, at=at, held=list(mail.about)
        ),
    )


def letters(*, at: datetime) -> tuple[Letter, ...]:
    """Who is to be reminded of what today, except what they were reminded of before."""
    on = clock.day_of(at)
    asked: dict[User, list[tuple[Partnership, Expected]]] = defaultdict(list)
    for partnership in Partnership.objects.order_by("name"):
        due = [each for each in expected(partnership, at=at) if _stage(each, on) is not None]
        for user, asked_for in _addressed(due, partnership, on):
            asked[user].append((partnership, asked_for))
    refusing = set(NoReminders.objects.values_list("user", flat=True))
    reminded = _reminded(on)
    made = (
        Letter(
            user,
            tuple(pair for pair in together if _key(*pair) not in reminded[user.pk]),
        )
        for user, together in asked.items()
        if user.pk not in refusing
    )
    return tuple(
        sorted((letter for letter in made if letter.asked), key=lambda letter: letter.user.pk)
    )


def board_address(partnership: Partnership) -> str:
    return settings.PORTAL_URL + reverse("returns:calendar", args=[partnership.slug])


def stop_address(partnership: Partnership) -> str:
    return settings.PORTAL_URL + reverse("returns:reminders", args=[partnership.slug])


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
