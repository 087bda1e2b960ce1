"""The mail that takes an answer to every member of the panel."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from partnership import clock
from partnership.models import Role, User
from partnership.people.permissions import AS_COUNCILLOR
from partnership.reminders import Mail, Run
from scrutiny.mail import send
from scrutiny.models import Answer
from scrutiny.queries.panels import members
from scrutiny.queries.people import members_in_force
from scrutiny.questions import mail_words


def send_answer(answer: Answer, *, at: datetime | None = None) -> Run:
    """The answer to every member of the panel, those left out who had it."""
    return send(mails_of_answer(answer), at or timezone.now())


def mails_of_answer(answer: Answer) -> Iterator[Mail]:
    """One mail per member; those who have already had it are left out on sending."""
    question = answer.question
    to = reverse("scrutiny:question", args=[question.partnership.slug, question.pk])
    for user in members_of(answer):
        yield Mail(
            user=user,
            key=f"answer/{answer.pk}",
            about=(f"answer/{answer.pk}",),
            subject=mail_words.answer_subject(answer),
            body=mail_words.answer(user, answer, address=settings.PORTAL_URL + to),
        )


def members_of(answer: Answer) -> list[User]:
    """Every member of the panel with an account, and whoever asked. Where no member is recorded,
    every councillor of the partnership."""
    question = answer.question
    recipients = {
        member.user
        for member in members(question.partnership, question.panel, viewer=AS_COUNCILLOR)
        if member.user and member.user.is_active
    }
    if not recipients:
        here = members_in_force(question.partnership, clock.day_of(answer.at))
        recipients = {membership.user for membership in here if membership.role == Role.COUNCILLOR}
    if question.asked_by.is_active:
        recipients.add(question.asked_by)
    return sorted(recipients, key=lambda user: user.pk)
