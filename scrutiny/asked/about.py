"""What stands on the pages of measures and places of what was asked and recommended about them."""

from __future__ import annotations

from textwrap import shorten
from urllib.parse import urlencode

from django.urls import reverse

from partnership.models import Partnership
from partnership.page_parts import Way
from partnership.people.permissions import Permission, Viewer, may
from reporting.pages.asked import AskedAbout, Subject
from scrutiny.asked import words
from scrutiny.queries.asked import About, Found, asked_and_recommended

# Of a question so much stands on a page.
LONGEST = 80


def asked_about(partnership: Partnership, viewer: Viewer, subject: Subject) -> AskedAbout:
    """How much was asked and recommended about it, and the newest; one query."""
    about = About(subject.measure, subject.area)
    to = address(partnership, measure=subject.measure, area=subject.area)
    found = asked_and_recommended(partnership, about, viewer=viewer)
    questions = sum(one.is_question for one in found)
    return AskedAbout(
        said=words.how_many(questions, len(found) - questions),
        to=to,
        newest=_way(partnership, found[0]) if found else None,
        ask=ask_address(partnership, viewer, measure=subject.measure, area=subject.area),
    )


def address(partnership: Partnership, *, measure: str = "", area: str = "") -> str:
    """The list of all that is about a measure, a place or both."""
    asked = {name: value for name, value in (("measure", measure), ("ward", area)) if value}
    query = f"?{urlencode(asked, safe='/')}" if asked else ""
    return f"{reverse('asked:asked', args=[partnership.slug])}{query}"


def _way(partnership: Partnership, found: Found) -> Way:
    if found.is_question:
        to = reverse("scrutiny:question", args=[partnership.slug, found.pk])
        text = f"“{shorten(found.text, LONGEST, placeholder=' …')}”"
        return Way(text, to, words.asked_on(found.on, is_answered=found.is_answered))
    to = reverse("scrutiny:recommendation", args=[partnership.slug, found.pk])
    return Way(f"{found.reference}: {found.text}", to, words.made_on(found.on))


def ask_address(
    partnership: Partnership, viewer: Viewer, *, measure: str = "", area: str = ""
) -> str:
    """Where a question about it is asked; blank for who may not."""
    if not may(viewer, Permission.ASK_QUESTIONS, partnership=partnership):
        return ""
    given = {"about": measure, "area": area}
    query = urlencode({name: value for name, value in given.items() if value}, safe="/")
    return f"{reverse('scrutiny:ask', args=[partnership.slug])}?{query}"
