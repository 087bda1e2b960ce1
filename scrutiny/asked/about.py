"""What stands on the pages of measures and places of what was asked and recommended about them."""

from __future__ import annotations

from datetime import date
from urllib.parse import urlencode

from django.urls import reverse

from partnership.models import Partnership
from partnership.page_parts import Way
from partnership.people.permissions import Permission, Viewer, may
from reporting.pages.asked import AskedAbout, Subject
from scrutiny.asked import words
from scrutiny.models import Question, Recommendation
from scrutiny.queries.asked import About, how_many, questions_about, recommendations_about
from scrutiny.questions import pages as question_pages
from scrutiny.recommendations import pages as recommendation_pages


def asked_about(partnership: Partnership, viewer: Viewer, subject: Subject) -> AskedAbout:
    """How much was asked and recommended about it, and the newest; two queries, or one in short."""
    about = About(subject.measure, subject.area)
    to = address(partnership, measure=subject.measure, area=subject.area)
    if subject.is_in_short:
        return AskedAbout(words.how_many(*how_many(partnership, about, viewer=viewer)), to)
    questions = questions_about(partnership, about, viewer=viewer)
    recommendations = recommendations_about(partnership, about, viewer=viewer)
    newest = max((*map(_asked, questions[:1]), *map(_made, recommendations[:1])), default=None)
    return AskedAbout(
        said=words.how_many(len(questions), len(recommendations)),
        to=to,
        newest=newest[-1] if newest else None,
        ask=ask_address(partnership, viewer, measure=subject.measure, area=subject.area),
    )


def address(partnership: Partnership, *, measure: str = "", area: str = "") -> str:
    """The list of all that is about a measure, a place or both."""
    asked = {name: value for name, value in (("measure", measure), ("ward", area)) if value}
    query = f"?{urlencode(asked, safe='/')}" if asked else ""
    return f"{reverse('asked:asked', args=[partnership.slug])}{query}"


def _asked(question: Question) -> tuple[date, str, Way]:
    is_answered = getattr(question, "is_answered", False)
    note = words.asked_on(question.asked_on, is_answered=is_answered)
    way = Way(f"“{question}”", question_pages.address(question), note)
    return question.asked_on, "question", way


def _made(recommendation: Recommendation) -> tuple[date, str, Way]:
    to = recommendation_pages.address(recommendation)
    way = Way(str(recommendation), to, words.made_on(recommendation.made_on))
    return recommendation.made_on, "recommendation", way


def ask_address(
    partnership: Partnership, viewer: Viewer, *, measure: str = "", area: str = ""
) -> str:
    """Where a question about it is asked; blank for who may not."""
    if not may(viewer, Permission.ASK_QUESTIONS, partnership=partnership):
        return ""
    given = {"about": measure, "area": area}
    query = urlencode({name: value for name, value in given.items() if value}, safe="/")
    return f"{reverse('scrutiny:ask', args=[partnership.slug])}?{query}"
