"""The reader of recommendations, their recipients, the responses and the panel's decisions."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Prefetch, QuerySet
from django.shortcuts import get_object_or_404

from partnership import clock
from partnership.models import Partnership
from partnership.models.groups import Group
from partnership.people.permissions import Permission, Viewer, check
from returns.models.lists import ListFile
from scrutiny.models import (
    Decision,
    Evidence,
    LinkedMeasure,
    Milestone,
    Recipient,
    Recommendation,
    Response,
)
from scrutiny.queries.asked import EVERYTHING, About
from scrutiny.queries.states import State


@dataclass(frozen=True)
class RecipientStatus:
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
    recipients: tuple[RecipientStatus, ...]
    decisions: tuple[Decision, ...]
    milestones: tuple[Milestone, ...]
    measures: tuple[LinkedMeasure, ...]
    state: State

    @property
    def waiting_for(self) -> tuple[RecipientStatus, ...]:
        return tuple(
            status for status in self.recipients if status.state in (State.WAITING, State.LATE)
        )

    @property
    def is_open(self) -> bool:
        return self.state not in (State.CLOSED, State.WITHDRAWN)

    @property
    def closed_by(self) -> Decision | None:
        return next((decision for decision in self.decisions if decision.closes), None)


def recommendations(
    partnership: Partnership,
    *,
    viewer: Viewer,
    panel: Group | None = None,
    about: About = EVERYTHING,
    on: date | None = None,
    at: datetime | None = None,
) -> tuple[Recommended, ...]:
    """Every recommendation, the latest first; six queries.

    As made, answered and decided by `at`, where that is given.
    """
    check(viewer, Permission.VIEW_FIGURES, partnership=partnership)
    found = _recommendations(partnership, at)
    found = found.filter(panel=panel) if panel else found
    found = found.filter(about.of_recommendations)
    on = on or clock.today()
    return tuple(_recommended(row, on) for row in found.order_by("-made_on", "-pk"))


def recommendation(
    partnership: Partnership, pk: int, *, viewer: Viewer, on: date | None = None
) -> Recommended:
    """Http404 where there is no such recommendation."""
    check(viewer, Permission.VIEW_FIGURES, partnership=partnership)
    found = get_object_or_404(_recommendations(partnership), pk=pk)
    return _recommended(found, on or clock.today())


def _recommendations(
    partnership: Partnership, at: datetime | None = None
) -> QuerySet[Recommendation]:
    responses = Response.objects.select_related("by").order_by("number")
    made = Recommendation.objects.filter(partnership=partnership)
    decisions = Decision.objects.select_related("meeting__group")
    if at is not None:
        responses, decisions = responses.filter(at__lte=at), decisions.filter(at__lte=at)
        made = made.filter(made_on__lte=clock.day_of(at))
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


def _recommended(record: Recommendation, on: date) -> Recommended:
    statuses = tuple(_status_of(addressee, on) for addressee in record.recipients.all())
    decisions = tuple(record.decisions.all())
    return Recommended(
        recommendation=record,
        recipients=statuses,
        decisions=decisions,
        milestones=tuple(record.milestones.all()),
        measures=tuple(record.measures.all()),
        state=_stands(record, statuses, decisions),
    )


def _status_of(recipient: Recipient, on: date) -> RecipientStatus:
    responses = tuple(recipient.responses.all())
    if responses:
        return RecipientStatus(recipient, responses, State.ANSWERED)
    return RecipientStatus(
        recipient, responses, State.LATE if on > recipient.due_on else State.WAITING
    )


def _stands(
    record: Recommendation,
    statuses: Iterable[RecipientStatus],
    decisions: Iterable[Decision],
) -> State:
    if record.withdrawn_because:
        return State.WITHDRAWN
    if any(decision.closes for decision in decisions):
        return State.CLOSED
    states = {status.state for status in statuses}
    if State.LATE in states:
        return State.LATE
    return State.WAITING if State.WAITING in states else State.ANSWERED


# --- One of a kind ---------------------------------------------------------------------------
def recipient(partnership: Partnership, pk: int, *, viewer: Viewer) -> Recipient:
    """Http404 where no such body is sent a copy."""
    check(viewer, Permission.VIEW_FIGURES, partnership=partnership)
    recipients = Recipient.objects.filter(recommendation__partnership=partnership, ended_because="")
    return get_object_or_404(
        recipients.select_related("agency", "recommendation__partnership", "recommendation__panel"),
        pk=pk,
    )


def milestone(partnership: Partnership, pk: int, *, viewer: Viewer) -> Milestone:
    """Http404 where there is no such milestone."""
    check(viewer, Permission.VIEW_FIGURES, partnership=partnership)
    every = Milestone.objects.filter(recommendation__partnership=partnership)
    return get_object_or_404(every.select_related("recommendation__partnership"), pk=pk)


def linked_measure(partnership: Partnership, pk: int, *, viewer: Viewer) -> LinkedMeasure:
    """Http404 where no such measure is set beside a recommendation now."""
    check(viewer, Permission.VIEW_FIGURES, partnership=partnership)
    linked = LinkedMeasure.objects.filter(
        recommendation__partnership=partnership, ended_at__isnull=True
    )
    return get_object_or_404(linked.select_related("recommendation__partnership"), pk=pk)


def evidence(partnership: Partnership, pk: int, *, viewer: Viewer) -> Evidence:
    """Http404 where there is no such evidence, or it was withdrawn."""
    check(viewer, Permission.VIEW_FIGURES, partnership=partnership)
    counts = Evidence.objects.filter(recommendation__partnership=partnership, withdrawn_because="")
    return get_object_or_404(counts.select_related("recommendation__partnership"), pk=pk)


# --- Of one recommendation -------------------------------------------------------------------
def evidence_of(
    partnership: Partnership, recommendation: Recommendation, *, viewer: Viewer
) -> tuple[Evidence, ...]:
    """All that was given as evidence, the first first."""
    check(viewer, Permission.VIEW_FIGURES, partnership=partnership)
    return tuple(recommendation.evidence.select_related("by").order_by("at", "pk"))


def latest_response(
    partnership: Partnership, recipient: Recipient, *, viewer: Viewer
) -> Response | None:
    """The response that counts, None before the first."""
    check(viewer, Permission.VIEW_FIGURES, partnership=partnership)
    return recipient.responses.order_by("number").last()


def recipients_of(recommendation: Recommendation) -> tuple[Recipient, ...]:
    """The bodies that are sent a copy, each with what decides who speaks for it."""
    standing = recommendation.recipients.filter(ended_because="")
    return tuple(standing.select_related("agency", "recommendation__partnership"))


def is_closed(recommendation: Recommendation) -> bool:
    """Whether the panel has closed it by a decision."""
    return recommendation.decisions.filter(closes=True).exists()


# --- Lists -----------------------------------------------------------------------------------
def references(partnership: Partnership, *, viewer: Viewer) -> frozenset[str]:
    """What the recommendations are called, those that were withdrawn too."""
    check(viewer, Permission.VIEW_FIGURES, partnership=partnership)
    every = Recommendation.objects.filter(partnership=partnership)
    return frozenset(every.values_list("reference", flat=True))


def list_file(partnership: Partnership, pk: int, *, declared: str, viewer: Viewer) -> ListFile:
    """Http404 where no such list was uploaded."""
    check(viewer, Permission.VIEW_FIGURES, partnership=partnership)
    return get_object_or_404(ListFile, partnership=partnership, declared=declared, pk=pk)
