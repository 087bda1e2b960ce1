"""The reader of questions and their answers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Prefetch, QuerySet
from django.shortcuts import get_object_or_404

from partnership import clock
from partnership.models import Partnership
from partnership.models.groups import Group, Meeting
from partnership.people.permissions import Permission, Viewer, check
from scrutiny.models import (
    Answer,
    Question,
)
from scrutiny.queries.asked import EVERYTHING, About
from scrutiny.queries.states import State


@dataclass(frozen=True)
class Asked:
    """A question with its answers, the one that counts last, and how it stands on a day."""

    question: Question
    answers: tuple[Answer, ...]
    state: State

    @property
    def answer(self) -> Answer | None:
        return self.answers[-1] if self.answers else None

    @property
    def is_open(self) -> bool:
        return self.state in (State.WAITING, State.LATE)


def questions(
    partnership: Partnership,
    *,
    viewer: Viewer,
    panel: Group | None = None,
    meeting: Meeting | None = None,
    about: About = EVERYTHING,
    on: date | None = None,
    at: datetime | None = None,
) -> tuple[Asked, ...]:
    """Every question, the first that must be answered first; three queries.

    As asked and answered by `at`, where that is given; what was withdrawn stays withdrawn.
    """
    check(viewer, Permission.VIEW_FIGURES, partnership=partnership)
    found = _questions(partnership, at)
    found = found.filter(panel=panel) if panel else found
    found = found.filter(meeting=meeting) if meeting else found
    found = found.filter(about.of_questions)
    on = on or clock.today()
    return tuple(_asked(row, on) for row in found.order_by("answer_by", "pk"))


def asked_by(viewer: Viewer, partnership: Partnership, *, most: int, on: date) -> tuple[Asked, ...]:
    """The latest questions that the viewer asked and that stand; two queries."""
    check(viewer, Permission.VIEW_FIGURES, partnership=partnership)
    own = _questions(partnership).filter(asked_by=viewer.pk, withdrawn_because="")
    return tuple(_asked(row, on) for row in own.order_by("-asked_on", "-pk")[:most])


def question(partnership: Partnership, pk: int, *, viewer: Viewer, on: date | None = None) -> Asked:
    """Http404 where there is no such question."""
    check(viewer, Permission.VIEW_FIGURES, partnership=partnership)
    found = get_object_or_404(_questions(partnership), pk=pk)
    return _asked(found, on or clock.today())


def _questions(partnership: Partnership, at: datetime | None = None) -> QuerySet[Question]:
    answers = Answer.objects.select_related("by").order_by("number")
    asked = Question.objects.filter(partnership=partnership)
    if at is not None:
        answers = answers.filter(at__lte=at)
        asked = asked.filter(asked_on__lte=clock.day_of(at))
    return asked.select_related(
        "panel", "meeting__group", "asked_by", "agency", "partnership"
    ).prefetch_related(Prefetch("answers", queryset=answers))


def _asked(question: Question, on: date) -> Asked:
    answers = tuple(question.answers.all())
    return Asked(question, answers, _state_of(question, answers, on))


def _state_of(question: Question, answers: tuple[Answer, ...], on: date) -> State:
    if question.withdrawn_because:
        return State.WITHDRAWN
    if answers:
        return State.WITHHELD if not answers[-1].text else State.ANSWERED
    return State.LATE if on > question.answer_by else State.WAITING


def is_answered(question: Question) -> bool:
    """Whether it has an answer, be it that something is withheld."""
    return question.answers.exists()
