"""Asking, directing, answering and withdrawing questions: what is written down."""

from __future__ import annotations

from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from partnership import clock
from partnership.models import Agency, User
from partnership.models.groups import Group, Meeting
from partnership.optimistic_lock import check_seen
from partnership.people.permissions import Permission, check, may
from partnership.refusals import Refused
from scrutiny import events, words
from scrutiny.events import Kind
from scrutiny.models import Answer, Question, Timing, ToWhom
from scrutiny.policies import check_meeting, may_answer, may_withdraw
from scrutiny.questions import telling


@transaction.atomic
def ask(
    *,
    panel: Group,
    text: str,
    answer_by: date,
    by: User,
    timing: Timing = Timing.BEFORE,
    meeting: Meeting | None = None,
    to_whom: ToWhom = ToWhom.PARTNERSHIP,
    agency: Agency | None = None,
    is_information_request: bool = False,
    about: str = "",
    period: str = "",
    area: str = "",
    section: str = "",
    asked_for: str = "",
    is_illustrative: bool = False,
    at: datetime | None = None,
) -> Question:
    """A panel's question. `asked_for` is the role for which democratic services record it.

    PermissionDenied without the right, Refused for what does not fit together.
    """
    at = at or timezone.now()
    partnership = panel.partnership
    check(by, Permission.ASK_QUESTIONS, partnership=partnership)
    if panel.ended_on:
        raise Refused(words.PANEL_HAS_ENDED, field="panel")
    if asked_for and not may(by, Permission.KEEP_SCRUTINY, partnership=partnership):
        raise Refused(words.ONLY_FOR_OTHERS, field="asked_for")
    check_meeting(meeting, panel)
    _check_addressed(to_whom, agency, partnership=partnership)
    today = clock.day_of(at)
    _check_later(answer_by, today)
    question = Question.objects.create(
        partnership=partnership,
        panel=panel,
        meeting=meeting,
        timing=timing,
        is_information_request=is_information_request,
        text=text,
        about=about,
        period=period if about else "",
        area=area if about else "",
        section=section,
        asked_by=by,
        asked_for=asked_for,
        asked_on=today,
        to_whom=to_whom,
        agency=agency,
        answer_by=answer_by,
        is_illustrative=is_illustrative,
    )
    events.added(Kind.QUESTION_ASKED, question, by=by, partnership=partnership, at=at)
    telling.asked(question, by=by, at=at)
    return question


@transaction.atomic
def direct(
    *,
    question: Question,
    to_whom: ToWhom,
    agency: Agency | None,
    answer_by: date,
    by: User,
    at: datetime | None = None,
) -> None:
    """Change who must answer, and by when."""
    at = at or timezone.now()
    check(by, Permission.KEEP_SCRUTINY, partnership=question.partnership)
    _check_stands(question)
    _check_addressed(to_whom, agency, partnership=question.partnership)
    _check_later(answer_by, question.asked_on)
    to = {"to_whom": to_whom, "agency": agency, "answer_by": answer_by}
    events.changed(
        Kind.QUESTION_DIRECTED, question, by=by, partnership=question.partnership, at=at, to=to
    )
    telling.asked(question, by=by, at=at)


@transaction.atomic
def answer(
    *,
    question: Question,
    text: str,
    by: User,
    withheld_because: str = "",
    in_update: bool = False,
    seen: int = 0,
    at: datetime | None = None,
) -> Answer:
    """Answer a question, or say in writing why what it asks for is withheld.

    `seen` is the number of the answer that the writer saw, 0 for none: Outdated by a later
    one. A later answer takes the place of an earlier, which stays. PermissionDenied for whose
    it is not.
    """
    at = at or timezone.now()
    check(by, Permission.ANSWER_SCRUTINY, partnership=question.partnership)
    if not may_answer(by, question):
        raise PermissionDenied(words.NOT_YOURS)
    locked = Question.objects.select_for_update().get(pk=question.pk)
    _check_stands(locked)
    if not text and not withheld_because:
        raise Refused(words.ANSWER_IS_BLANK, field="text")
    latest = locked.answers.order_by("number").last()
    if latest:
        theirs = latest.text or latest.withheld_because
        check_seen(seen, latest=latest.number, sentence=words.OVERTAKEN, now=theirs, field="text")
    made = Answer.objects.create(
        question=locked,
        number=seen + 1,
        text=text,
        withheld_because=withheld_because,
        in_update=in_update,
        by=by,
        at=at,
    )
    events.added(
        Kind.QUESTION_ANSWERED,
        made,
        by=by,
        partnership=locked.partnership,
        at=at,
        replaces=latest.pk if latest else None,
    )
    telling.answered(made, at=at)
    return made


@transaction.atomic
def withdraw(*, question: Question, because: str, by: User, at: datetime | None = None) -> None:
    """Take a question back; it stays to be seen with the reason."""
    at = at or timezone.now()
    check(by, Permission.ASK_QUESTIONS, partnership=question.partnership)
    if not may_withdraw(by, question):
        raise PermissionDenied("You may not withdraw this question.")
    _check_stands(question)
    to = {"withdrawn_because": because}
    events.changed(
        Kind.QUESTION_WITHDRAWN, question, by=by, partnership=question.partnership, at=at, to=to
    )
    telling.settle(question, at=at)


def _check_addressed(to_whom: ToWhom, agency: Agency | None, *, partnership) -> None:
    if to_whom == ToWhom.AGENCY:
        if agency is None or not partnership.agencies.filter(pk=agency.pk).exists():
            raise Refused(words.WHO_MUST_ANSWER, field="agency")
    elif agency is not None:
        raise Refused(words.NO_AGENCY_WANTED, field="agency")


def _check_later(answer_by: date, asked_on: date) -> None:
    if answer_by < asked_on:
        raise Refused(words.ANSWER_BEFORE_ASKED, field="answer_by")


def _check_stands(question: Question) -> None:
    if question.withdrawn_because:
        raise Refused(words.WITHDRAWN_ALREADY)
