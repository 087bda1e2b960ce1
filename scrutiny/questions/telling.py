"""Tells people of questions: who must answer, and every member once there is an answer."""

from __future__ import annotations

from datetime import datetime

from django.urls import reverse

from partnership.models import NoticeKind, User
from partnership.people import telling as notices
from partnership.people.recipients import officers_of, with_role, without
from partnership.people.telling import News
from scrutiny.models import Answer, Question
from scrutiny.questions import mail_words
from scrutiny.questions.addressed import whom_of
from scrutiny.telling import members_of


def asked(question: Question, *, by: User, at: datetime) -> None:
    """Tell those who must answer, in place of whoever had to before."""
    settle(question, at=at)
    whom = whom_of(question)
    partnership = question.partnership
    people = (*officers_of(whom.agency, partnership), *with_role(partnership, *whom.roles))
    news = News(
        kind=NoticeKind.QUESTION_ASKED,
        key=f"question-asked/{question.pk}/{at.isoformat()}",
        about=about(question),
        path=_page_of(question),
        title=mail_words.asked_title(question),
        detail=question.text,
        to=without(people, by),
        agency=whom.agency,
    )
    notices.tell([news], partnership=partnership, at=at)


def answered(answer: Answer, *, at: datetime) -> None:
    """Tell every member of the panel and whoever asked, with the answer."""
    question = answer.question
    settle(question, at=at)
    news = News(
        kind=NoticeKind.QUESTION_ANSWERED,
        key=f"question-answered/{answer.pk}",
        about=about(question),
        path=_page_of(question),
        title=mail_words.answered_title(answer),
        detail=mail_words.answered_detail(answer),
        to=without((*members_of(question.panel), question.asked_by), answer.by),
    )
    notices.tell([news], partnership=question.partnership, at=at)


def settle(question: Question, *, at: datetime) -> None:
    """Nobody has to answer it any more."""
    notices.settle(
        partnership=question.partnership,
        about=[about(question)],
        kinds=[NoticeKind.QUESTION_ASKED, NoticeKind.SCRUTINY_DUE],
        at=at,
    )


def about(question: Question) -> str:
    return f"question/{question.pk}"


def _page_of(question: Question) -> str:
    return reverse("scrutiny:question", args=[question.partnership.slug, question.pk])
