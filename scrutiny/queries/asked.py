"""The reader of what was asked and recommended about a measure or a place, in short."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

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


def questions_about(
    partnership: Partnership, about: About, *, viewer: Viewer
) -> tuple[Question, ...]:
    """The newest first, with `is_answered`, without those that were withdrawn; one query."""
    check(viewer, Permission.VIEW_FIGURES, partnership=partnership)
    found = Question.objects.filter(about.of_questions, partnership=partnership)
    answered = Exists(Answer.objects.filter(question=OuterRef("pk")))
    standing = found.filter(withdrawn_because="").annotate(is_answered=answered)
    return tuple(standing.select_related("partnership").order_by("-asked_on", "-pk"))


def how_many(partnership: Partnership, about: About, *, viewer: Viewer) -> tuple[int, int]:
    """How many questions and recommendations there are about it; one query."""
    check(viewer, Permission.VIEW_FIGURES, partnership=partnership)
    counted = (
        found.filter(partnership=OuterRef("pk"), withdrawn_because="")
        .order_by()
        .values("partnership")
        .annotate(of=Count("pk"))
        .values("of")
        for found in (
            Question.objects.filter(about.of_questions),
            Recommendation.objects.filter(about.of_recommendations),
        )
    )
    questions, recommendations = (Coalesce(Subquery(each), 0) for each in counted)
    return Partnership.objects.values_list(questions, recommendations).get(pk=partnership.pk)


def recommendations_about(
    partnership: Partnership, about: About, *, viewer: Viewer
) -> tuple[Recommendation, ...]:
    """The newest first, without those that were entered by mistake; one query."""
    check(viewer, Permission.VIEW_FIGURES, partnership=partnership)
    found = Recommendation.objects.filter(about.of_recommendations, partnership=partnership)
    standing = found.filter(withdrawn_because="").select_related("partnership")
    return tuple(standing.order_by("-made_on", "-pk"))
