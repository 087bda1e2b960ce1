"""What questions and recommendations are about, and no more: for lists that lead to them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Exists, OuterRef

from partnership.models import Partnership
from partnership.people.permissions import Permission, Viewer, check
from scrutiny.models import Answer, Decision, Question, Recommendation


@dataclass(frozen=True)
class Titled:
    """A question or a recommendation by its words, with the panel and how far it is."""

    pk: int
    title: str
    text: str
    panel: str
    state: str
    about: str


def question_titles(partnership: Partnership, *, viewer: Viewer) -> Iterator[Titled]:
    """Every question, the latest first; one query."""
    check(viewer, Permission.VIEW_FIGURES, partnership=partnership)
    found = Question.objects.filter(partnership=partnership).annotate(
        is_answered=Exists(Answer.objects.filter(question=OuterRef("pk")))
    )
    rows = found.order_by("-asked_on", "-pk").values_list(
        "pk", "text", "panel__name", "is_answered", "withdrawn_because", "about"
    )
    for pk, text, panel, is_answered, withdrawn, about in rows:
        state = "withdrawn" if withdrawn else "answered" if is_answered else "not answered yet"
        yield Titled(pk, text, "", panel, state, about)


def recommendation_titles(partnership: Partnership, *, viewer: Viewer) -> Iterator[Titled]:
    """Every recommendation, the latest first; one query."""
    check(viewer, Permission.VIEW_FIGURES, partnership=partnership)
    closing = Decision.objects.filter(recommendation=OuterRef("pk"), closes=True)
    found = Recommendation.objects.filter(partnership=partnership).annotate(
        is_closed=Exists(closing)
    )
    rows = found.order_by("-made_on", "-pk").values_list(
        "pk", "reference", "title", "text", "panel__name", "is_closed", "withdrawn_because"
    )
    for pk, reference, title, text, panel, is_closed, withdrawn in rows:
        state = "withdrawn" if withdrawn else "closed" if is_closed else "open"
        yield Titled(pk, f"{reference}: {title}", text, panel, state, "")
