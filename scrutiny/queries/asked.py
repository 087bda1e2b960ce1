"""The reader of what was asked and recommended about a measure or a place, in short."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import BooleanField, Exists, OuterRef, Q, TextField, Value

from partnership.models import Partnership
from partnership.people.permissions import Permission, Viewer, check
from scrutiny.models import Answer, LinkedMeasure, Question, Recommendation


@dataclass(frozen=True)
class About:
    """A measure, APP/SLUG, and an area by its code; blank for any of them."""

    measure: str = ""
    area: str = ""

    @property
    def of_questions(self) -> Q:
        """The questions about it."""
        wanted = Q(about=self.measure) if self.measure else Q()
        return wanted & Q(area=self.area) if self.area else wanted

    @property
    def of_links(self) -> Q:
        """The measures set beside recommendations that are it."""
        wanted = Q(ended_at__isnull=True)
        wanted &= Q(measure=self.measure) if self.measure else Q()
        return wanted & Q(area=self.area) if self.area else wanted

    @property
    def of_recommendations(self) -> Q:
        """The recommendations about it: any at all where nothing is named."""
        if not self.measure and not self.area:
            return Q()
        linked = LinkedMeasure.objects.filter(self.of_links).values("recommendation")
        return Q(pk__in=linked)


EVERYTHING = About()


@dataclass(frozen=True)
class Found:
    """A question, or a recommendation with its reference, and the day of it."""

    pk: int
    text: str
    on: date
    reference: str = ""
    is_answered: bool = False

    @property
    def is_question(self) -> bool:
        return not self.reference


def asked_and_recommended(
    partnership: Partnership, about: About, *, viewer: Viewer
) -> tuple[Found, ...]:
    """All of it, the newest first, without what was withdrawn or entered by mistake; one query."""
    check(viewer, Permission.VIEW_FIGURES, partnership=partnership)
    questions = Question.objects.filter(
        about.of_questions, partnership=partnership, withdrawn_because=""
    ).values_list(
        "pk",
        "text",
        "asked_on",
        Value("", output_field=TextField()),
        Exists(Answer.objects.filter(question=OuterRef("pk"))),
    )
    recommendations = Recommendation.objects.filter(
        about.of_recommendations, partnership=partnership, withdrawn_because=""
    ).values_list("pk", "title", "made_on", "reference", Value(False, output_field=BooleanField()))
    found = (Found(*row) for row in questions.union(recommendations, all=True))
    return tuple(sorted(found, key=lambda one: (one.on, one.pk), reverse=True))
