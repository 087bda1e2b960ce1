"""Reminders by email, before and after the day asked for: who gets one today, and sending it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from partnership import audit
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
        """The key of each reminder, so that it is not said again."""
        return [_key(partnership, one) for partnership, one in self.asked]


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
    """Who is to be reminded of what today, but for what they were told before."""
    on = timezone.localdate(at)
    asked: dict[User, list[tuple[Partnership, Expected]]] = defaultdict(list)
    for partnership in Partnership.objects.order_by("name"):
        due = [item for item in expected(partnership, at=at) if _stage(item, on) is not None]
        for user, one in _addressed(due, partnership, on):
            asked[user].append((partnership, one))
    refusing = set(NoReminders.objects.values_list("user", flat=True))
    told = _reminded(on)
    made = (
        Letter(user, tuple(item for item in held if _key(*item) not in told[user.pk]))
        for user, held in asked.items()
        if user.pk not in refusing
    )
    return tuple(sorted((item for item in made if item.asked), key=lambda letter: letter.user.pk))


def board_address(partnership: Partnership) -> str:
    return settings.PORTAL_URL + reverse("returns:calendar", args=[partnership.slug])


def stop_address(partnership: Partnership) -> str:
    return settings.PORTAL_URL + reverse("returns:reminders", args=[partnership.slug])


def _stage(item: Expected, on: date) -> str | None:
    """Which reminder of `one` the day has reached; what came or is not due has none."""
    return stage(item.by, on) if item.state in (State.DUE, State.LATE) else None


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
    held = list(people.order_by("user", "pk"))
    for item in due:
        users = {
            member.user
            for member in held
            if member.role == Role.CSP_OFFICER
            # Nobody at an agency sends what is published.
            or (member.agency_id == item.agency.pk and not item.source.published)
        }
        yield from ((user, item) for user in sorted(users, key=lambda user: user.pk))


def _reminded(on: date) -> defaultdict[int, set[str]]:
    """By person, the keys of the reminders that they had."""
    told: defaultdict[int, set[str]] = defaultdict(set)
    # As far back as anything could still be reminded of.
    recent = Reminder.objects.filter(day__gte=on - timedelta(days=2 * GIVEN_UP_AFTER))
    for user, about in recent.values_list("user", "about"):
        told[user].update(about)
    return told


def _key(partnership: Partnership, item: Expected) -> str:
    return f"{partnership.slug}/{item.key}: {item.by}, {_stage(item, item.on)}"


def _claim(mail: Mail, at: datetime) -> Reminder | None:
    day = timezone.localdate(at)
    return claimed(
        lambda: Reminder.objects.create(
            user=mail.user, day=day, about=list(mail.about), claimed_at=at
        )
    )


def _mail(letter: Letter, at: datetime) -> Mail:
    stop_at = stop_address(letter.asked[0][0])
    return Mail(
        user=letter.user,
        key=f"day/{timezone.localdate(at).isoformat()}",
        about=tuple(letter.about),
        subject=calendar_words.reminder_subject([one for _, one in letter.asked]),
        body=calendar_words.reminder(
            letter.user, letter.asked, address_of=board_address, stop_at=stop_at
        ),
        stop_at=stop_at,
    )
