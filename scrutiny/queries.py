"""The only reader of what scrutiny keeps: questions, recommendations, panels and their meetings."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum

from django.db.models import F, Prefetch, Q, QuerySet, Value
from django.shortcuts import get_object_or_404
from django.utils import timezone

from partnership.models import Partnership
from partnership.models.groups import Group, GroupKind, Meeting
from partnership.people.permissions import Permission, Viewer, check
from scrutiny.models import (
    AgendaItem,
    Answer,
    Decision,
    LinkedMeasure,
    Milestone,
    PanelMember,
    Question,
    Recipient,
    Recommendation,
    Response,
    WorkItem,
)
from scrutiny.policies import line_of


class State(Enum):
    """How a question or a recommendation stands."""

    WAITING = "waiting"
    LATE = "late"
    ANSWERED = "answered"
    WITHHELD = "withheld"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"


# --- Panels ----------------------------------------------------------------------------------
def panels(partnership: Partnership, *, viewer: Viewer) -> QuerySet[Group]:
    """Every panel of the partnership, those that stand first."""
    check(viewer, Permission.VIEW_FIGURES, partnership=partnership)
    held = Group.objects.filter(partnership=partnership, kind=GroupKind.PANEL)
    return held.select_related("successor").order_by("ended_on", "name", "pk")


def standing_panels(partnership: Partnership, *, on: date | None = None) -> QuerySet[Group]:
    """The panels that have not ended by `on`, today unless told."""
    on = on or timezone.localdate()
    held = Group.objects.filter(partnership=partnership, kind=GroupKind.PANEL)
    return held.filter(Q(ended_on__isnull=True) | Q(ended_on__gt=on)).order_by("name", "pk")


def panel(partnership: Partnership, slug: str, *, viewer: Viewer) -> Group:
    """Http404 where there is none of that address."""
    return get_object_or_404(panels(partnership, viewer=viewer), slug=slug)


def members(of: Group, *, on: date | None = None) -> tuple[PanelMember, ...]:
    """Who is on the panel on `on`, today unless told: those with an account, then the seats."""
    on = on or timezone.localdate()
    held = PanelMember.objects.filter(panel=of, since__lte=on).select_related("user")
    held = held.filter(Q(until__isnull=True) | Q(until__gt=on))
    return tuple(held.order_by("user__name", "title", "pk"))


def meetings(of: Group) -> QuerySet[Meeting]:
    """All of a panel's meetings and of those it succeeded, the latest first."""
    held = Meeting.objects.filter(group__in=line_of(of))
    return held.select_related("group__partnership").order_by("-held_on", "-pk")


def next_meeting(of: Group, *, on: date) -> Meeting | None:
    """The first that is held on `on` or after, and is not cancelled."""
    held = of.meetings.filter(held_on__gte=on, ended_on__isnull=True)
    return held.select_related("group__partnership").order_by("held_on").first()


def next_of_any(partnership: Partnership, *, on: date) -> Meeting | None:
    """The first meeting of any of the standing panels, as `next_meeting`; one query."""
    held = Meeting.objects.filter(group__in=standing_panels(partnership, on=on).order_by())
    ahead = held.filter(held_on__gte=on, ended_on__isnull=True)
    in_order = ahead.order_by("held_on", "group__name", "group__pk")
    return in_order.select_related("group__partnership").first()


def meeting(partnership: Partnership, pk: int, *, viewer: Viewer) -> Meeting:
    """Http404 where the partnership's panels have no such meeting."""
    check(viewer, Permission.VIEW_FIGURES, partnership=partnership)
    held = Meeting.objects.filter(group__partnership=partnership, group__kind=GroupKind.PANEL)
    return get_object_or_404(held.select_related("group__partnership"), pk=pk)


def programme(of: Group) -> QuerySet[WorkItem]:
    """What the panel means to look at, by its meeting, and what was withdrawn last."""
    held = WorkItem.objects.filter(panel=of).select_related("meeting__group")
    return held.order_by("withdrawn_because", "meeting__held_on", "pk")


def agenda(of: Meeting) -> QuerySet[AgendaItem]:
    held = of.agenda_items.filter(withdrawn_because="").select_related("pack__partnership")
    return held.order_by("number")


def agenda_item(partnership: Partnership, pk: int, *, viewer: Viewer) -> AgendaItem:
    check(viewer, Permission.VIEW_FIGURES, partnership=partnership)
    held = AgendaItem.objects.filter(meeting__group__partnership=partnership)
    return get_object_or_404(held.select_related("meeting__group__partnership"), pk=pk)


# --- Questions -------------------------------------------------------------------------------
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
    on: date | None = None,
    at: datetime | None = None,
) -> tuple[Asked, ...]:
    """Every question, the first that must be answered first; three queries.

    As asked and answered by `at`, where that is given; what was withdrawn stays withdrawn.
    """
    check(viewer, Permission.VIEW_FIGURES, partnership=partnership)
    held = _questions(partnership, at)
    held = held.filter(panel=panel) if panel else held
    held = held.filter(meeting=meeting) if meeting else held
    on = on or timezone.localdate()
    return tuple(_asked(one, on) for one in held.order_by("answer_by", "pk"))


def question(partnership: Partnership, pk: int, *, viewer: Viewer, on: date | None = None) -> Asked:
    """Http404 where there is no such question."""
    check(viewer, Permission.VIEW_FIGURES, partnership=partnership)
    held = get_object_or_404(_questions(partnership), pk=pk)
    return _asked(held, on or timezone.localdate())


def _questions(partnership: Partnership, at: datetime | None = None) -> QuerySet[Question]:
    answers = Answer.objects.select_related("by").order_by("number")
    asked = Question.objects.filter(partnership=partnership)
    if at is not None:
        answers = answers.filter(at__lte=at)
        asked = asked.filter(asked_on__lte=timezone.localdate(at))
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


# --- Recommendations -------------------------------------------------------------------------
@dataclass(frozen=True)
class Told:
    """A body that is sent a copy, its responses, the one that counts last, and how it stands."""

    recipient: Recipient
    responses: tuple[Response, ...]
    state: State

    @property
    def response(self) -> Response | None:
        return self.responses[-1] if self.responses else None


@dataclass(frozen=True)
class Recommended:
    """A recommendation with what became of it, on a day."""

    recommendation: Recommendation
    recipients: tuple[Told, ...]
    decisions: tuple[Decision, ...]
    milestones: tuple[Milestone, ...]
    measures: tuple[LinkedMeasure, ...]
    state: State

    @property
    def waiting_for(self) -> tuple[Told, ...]:
        return tuple(one for one in self.recipients if one.state in (State.WAITING, State.LATE))

    @property
    def is_open(self) -> bool:
        return self.state not in (State.CLOSED, State.WITHDRAWN)

    @property
    def closed_by(self) -> Decision | None:
        return next((one for one in self.decisions if one.closes), None)


def recommendations(
    partnership: Partnership,
    *,
    viewer: Viewer,
    panel: Group | None = None,
    on: date | None = None,
    at: datetime | None = None,
) -> tuple[Recommended, ...]:
    """Every recommendation, the latest first; six queries.

    As made, answered and decided by `at`, where that is given.
    """
    check(viewer, Permission.VIEW_FIGURES, partnership=partnership)
    held = _recommendations(partnership, at)
    held = held.filter(panel=panel) if panel else held
    on = on or timezone.localdate()
    return tuple(_recommended(one, on) for one in held.order_by("-made_on", "-pk"))


def recommendation(
    partnership: Partnership, pk: int, *, viewer: Viewer, on: date | None = None
) -> Recommended:
    """Http404 where there is no such recommendation."""
    check(viewer, Permission.VIEW_FIGURES, partnership=partnership)
    held = get_object_or_404(_recommendations(partnership), pk=pk)
    return _recommended(held, on or timezone.localdate())


def _recommendations(
    partnership: Partnership, at: datetime | None = None
) -> QuerySet[Recommendation]:
    responses = Response.objects.select_related("by").order_by("number")
    made = Recommendation.objects.filter(partnership=partnership)
    decisions = Decision.objects.select_related("meeting__group")
    if at is not None:
        responses, decisions = responses.filter(at__lte=at), decisions.filter(at__lte=at)
        made = made.filter(made_on__lte=timezone.localdate(at))
    recipients = (
        Recipient.objects.filter(ended_because="")
        .select_related("agency")
        .prefetch_related(Prefetch("responses", queryset=responses))
        .order_by("name")
    )
    decisions = decisions.order_by("meeting__held_on", "pk")
    return made.select_related(
        "panel", "partnership", "back_at__group", "agenda_item__meeting__group"
    ).prefetch_related(
        Prefetch("recipients", queryset=recipients),
        Prefetch("decisions", queryset=decisions),
        Prefetch("milestones", queryset=Milestone.objects.order_by("due_on", "pk")),
        Prefetch(
            "measures",
            queryset=LinkedMeasure.objects.filter(ended_at__isnull=True).order_by("pk"),
        ),
    )


def _recommended(held: Recommendation, on: date) -> Recommended:
    told = tuple(_told(one, on) for one in held.recipients.all())
    decisions = tuple(held.decisions.all())
    return Recommended(
        recommendation=held,
        recipients=told,
        decisions=decisions,
        milestones=tuple(held.milestones.all()),
        measures=tuple(held.measures.all()),
        state=_stands(held, told, decisions),
    )


def _told(recipient: Recipient, on: date) -> Told:
    responses = tuple(recipient.responses.all())
    if responses:
        return Told(recipient, responses, State.ANSWERED)
    return Told(recipient, responses, State.LATE if on > recipient.due_on else State.WAITING)


def _stands(held: Recommendation, told: Iterable[Told], decisions: Iterable[Decision]) -> State:
    if held.withdrawn_because:
        return State.WITHDRAWN
    if any(one.closes for one in decisions):
        return State.CLOSED
    states = {one.state for one in told}
    if State.LATE in states:
        return State.LATE
    return State.WAITING if State.WAITING in states else State.ANSWERED


# --- What is due -----------------------------------------------------------------------------
@dataclass(frozen=True)
class Due:
    """By which days questions wait for their answers, and recommendations for responses."""

    answers: tuple[date, ...]
    responses: tuple[date, ...]


def due(partnership: Partnership, *, viewer: Viewer) -> Due:
    """What `questions` and `recommendations` wait for now, the first day first; one query."""
    check(viewer, Permission.VIEW_FIGURES, partnership=partnership)
    questions = Question.objects.filter(
        partnership=partnership, withdrawn_because="", answers__isnull=True
    )
    closed = Decision.objects.filter(closes=True).values("recommendation")
    recipients = Recipient.objects.filter(
        recommendation__partnership=partnership,
        recommendation__withdrawn_because="",
        ended_because="",
        responses__isnull=True,
    ).exclude(recommendation__in=closed)
    answers = questions.order_by().values_list(Value(True), F("answer_by"))
    responses = recipients.order_by().values_list(Value(False), F("due_on"))
    rows = sorted(answers.union(responses, all=True), key=lambda row: row[1])
    return Due(
        answers=tuple(day for is_answer, day in rows if is_answer),
        responses=tuple(day for is_answer, day in rows if not is_answer),
    )


# --- One of a kind ---------------------------------------------------------------------------
def recipient(partnership: Partnership, pk: int, *, viewer: Viewer) -> Recipient:
    check(viewer, Permission.VIEW_FIGURES, partnership=partnership)
    held = Recipient.objects.filter(recommendation__partnership=partnership, ended_because="")
    return get_object_or_404(
        held.select_related("agency", "recommendation__partnership", "recommendation__panel"),
        pk=pk,
    )


def milestone(partnership: Partnership, pk: int, *, viewer: Viewer) -> Milestone:
    check(viewer, Permission.VIEW_FIGURES, partnership=partnership)
    held = Milestone.objects.filter(recommendation__partnership=partnership)
    return get_object_or_404(held.select_related("recommendation__partnership"), pk=pk)
