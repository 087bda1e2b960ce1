"""Mail about scrutiny: reminders of what is due, and answers to every member; sent once each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import structlog
from django.conf import settings
from django.core.mail import EmailMessage
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from partnership import audit
from partnership.models import Membership, Partnership, Role, User
from partnership.people.permissions import AS_COUNCILLOR, in_force_on
from returns.models import NoReminders
from scrutiny.deadlines import mail_words as words
from scrutiny.deadlines.countdown import Due, Whom, due
from scrutiny.events import Kind
from scrutiny.models import Answer, Letter
from scrutiny.queries import members

# A reminder goes out on these days, or on the first run after them.
DAYS_BEFORE = (14, 3)
DAYS_AFTER = (1, 15, 29, 57)
# What is later than this is left to the board.
GIVEN_UP_AFTER = 90
# An answer that the mail server did not take is tried again for so long.
ANSWERS_TRIED_FOR = 14

log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class Mail:
    """One mail to one person; `key` is what it is claimed under, `about` the things it is about."""

    user: User
    key: str
    about: tuple[str, ...]
    subject: str
    body: str
    stop_at: str = ""


@dataclass(frozen=True)
class Run:
    """What became of the mail: whom it went to, and whose the mail server did not take."""

    sent: tuple[User, ...]
    failed: tuple[User, ...]


def send_due(*, at: datetime | None = None) -> Run:
    """Today's reminders and the answers of the last days, each person's once."""
    at = at or timezone.now()
    return _send((*_reminders(at), *_answers(at)), at)


def send_answer(answer: Answer, *, at: datetime | None = None) -> Run:
    """The answer to every member of the panel, those left out who had it."""
    return _send(_of_answer(answer), at or timezone.now())


def _send(mails: Iterable[Mail], at: datetime) -> Run:
    """Each mail is claimed by a row that is unique for person and key before it is sent, and the
    claim is given back where the mail server refuses."""
    sent, failed = [], []
    for mail in mails:
        claim = _claim(mail, at)
        if claim is None:
            continue
        try:
            _message(mail).send()
        except OSError as refusal:
            claim.delete()
            failed.append(mail.user)
            log.error("scrutiny_mail_not_sent", user=mail.user.pk, reason=str(refusal))
            continue
        sent.append(mail.user)
        audit.record(
            Kind.LETTER_SENT, by=None, about=mail.user, at=at, key=mail.key, held=list(mail.about)
        )
    return Run(tuple(sent), tuple(failed))


def _claim(mail: Mail, at: datetime) -> Letter | None:
    try:
        with transaction.atomic():
            return Letter.objects.create(
                user=mail.user, key=mail.key, about=list(mail.about), claimed_at=at
            )
    except IntegrityError:
        return None


def _message(mail: Mail) -> EmailMessage:
    headers = {"Auto-Submitted": "auto-generated"}
    if mail.stop_at:
        headers["List-Unsubscribe"] = f"<{mail.stop_at}>"
    return EmailMessage(subject=mail.subject, body=mail.body, to=[mail.user.email], headers=headers)


# --- Reminders -------------------------------------------------------------------------------
def stage(one: Due, on: date) -> str | None:
    """Which reminder of `one` the day has reached; None before the first and after the last."""
    late = (on - one.on).days
    if late > GIVEN_UP_AFTER:
        return None
    after = [days for days in DAYS_AFTER if late >= days]
    if after:
        return f"{max(after)} after"
    before = [days for days in DAYS_BEFORE if -late <= days]
    return f"{min(before)} before" if before else None


def _reminders(at: datetime) -> Iterator[Mail]:
    on = timezone.localdate(at)
    asked: dict[User, list[tuple[Partnership, Due]]] = defaultdict(list)
    for partnership in Partnership.objects.order_by("name"):
        people = _people(partnership, on)
        for one in due(partnership, viewer=AS_COUNCILLOR, on=on):
            if stage(one, on) is not None:
                for user in _addressed(one.whom, people):
                    asked[user].append((partnership, one))
    refusing = set(NoReminders.objects.values_list("user", flat=True))
    told = _told(on)
    for user, every in sorted(asked.items(), key=lambda one: one[0].pk):
        new = [one for one in every if _key(*one, on) not in told[user.pk]]
        if new and user.pk not in refusing:
            yield _reminder(user, new, on)


def _people(partnership: Partnership, on: date) -> list[Membership]:
    held = Membership.objects.filter(
        in_force_on(on), partnership=partnership, user__is_active=True
    ).select_related("user")
    return list(held.order_by("user", "pk"))


def _addressed(whom: Whom, people: Iterable[Membership]) -> list[User]:
    """The officers of the agency, and whoever of the partnership has one of the roles."""
    found = {
        one.user
        for one in people
        if one.role in whom.roles
        or (whom.agency and one.role == Role.SUPPLIER and one.agency_id == whom.agency.pk)
    }
    return sorted(found, key=lambda user: user.pk)


def _told(on: date) -> defaultdict[int, set[str]]:
    told: defaultdict[int, set[str]] = defaultdict(set)
    since = timezone.make_aware(
        datetime.combine(on - timedelta(days=2 * GIVEN_UP_AFTER), datetime.min.time())
    )
    recent = Letter.objects.filter(claimed_at__gte=since, key__startswith="day/")
    for user, about in recent.values_list("user", "about"):
        told[user].update(about)
    return told


def _key(partnership: Partnership, one: Due, on: date) -> str:
    return f"{partnership.slug}/{one.key}: {one.on}, {stage(one, on)}"


def _reminder(user: User, held: list[tuple[Partnership, Due]], on: date) -> Mail:
    slug = held[0][0].slug
    stop_at = settings.PORTAL_URL + reverse("scrutiny:reminders", args=[slug])
    every = [one for _, one in held]
    return Mail(
        user=user,
        key=f"day/{on.isoformat()}",
        about=tuple(_key(*one, on) for one in held),
        subject=words.reminder_subject(every, on),
        body=words.reminder(user, held, on=on, portal=settings.PORTAL_URL, stop_at=stop_at),
        stop_at=stop_at,
    )


# --- Answers ---------------------------------------------------------------------------------
def _answers(at: datetime) -> Iterator[Mail]:
    recent = Answer.objects.filter(at__gte=at - timedelta(days=ANSWERS_TRIED_FOR), at__lte=at)
    for answer in recent.select_related("question__panel", "question__partnership").order_by("pk"):
        yield from _of_answer(answer)


def _of_answer(answer: Answer) -> Iterator[Mail]:
    question = answer.question
    to = reverse("scrutiny:question", args=[question.partnership.slug, question.pk])
    for user in members_of(answer):
        yield Mail(
            user=user,
            key=f"answer/{answer.pk}",
            about=(f"answer/{answer.pk}",),
            subject=words.answer_subject(answer),
            body=words.answer(user, answer, address=settings.PORTAL_URL + to),
        )


def members_of(answer: Answer) -> list[User]:
    """Every member of the panel with an account, and whoever asked. Where no member is recorded,
    every councillor of the partnership."""
    question = answer.question
    held = {one.user for one in members(question.panel) if one.user and one.user.is_active}
    if not held:
        here = _people(question.partnership, timezone.localdate(answer.at))
        held = {one.user for one in here if one.role == Role.COUNCILLOR}
    if question.asked_by.is_active:
        held.add(question.asked_by)
    return sorted(held, key=lambda user: user.pk)
