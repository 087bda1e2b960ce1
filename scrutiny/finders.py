"""Lets people find questions and recommendations by their words."""

from __future__ import annotations

from collections.abc import Iterator
from textwrap import shorten

from django.urls import reverse

from partnership.models import Partnership
from partnership.people.permissions import Viewer
from partnership.search.finding import Entry, Kind, register
from scrutiny.queries.titles import question_titles, recommendation_titles

LONGEST = 140


def _questions(partnership: Partnership, viewer: Viewer) -> Iterator[Entry]:
    for asked in question_titles(partnership, viewer=viewer):
        yield Entry(
            Kind.QUESTION,
            shorten(asked.title, LONGEST, placeholder=" …"),
            reverse("scrutiny:question", args=[partnership.slug, asked.pk]),
            f"{asked.panel}; {asked.state}",
            f"{asked.title} {asked.about} question asked",
        )


def _recommendations(partnership: Partnership, viewer: Viewer) -> Iterator[Entry]:
    for made in recommendation_titles(partnership, viewer=viewer):
        yield Entry(
            Kind.RECOMMENDATION,
            made.title,
            reverse("scrutiny:recommendation", args=[partnership.slug, made.pk]),
            f"{made.panel}; {made.state}",
            f"{made.text} recommendation recommended",
        )


register(_questions)
register(_recommendations)
