"""What was asked and recommended about a measure, a place, both or anything, on one page."""

from __future__ import annotations

from collections.abc import Iterable

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from partnership import clock
from partnership.models import Partnership
from partnership.people.permissions import Permission, requires
from reporting.pages.measure.choices import Choice, Group, Option
from scrutiny import measures
from scrutiny.answering import Request
from scrutiny.asked import words
from scrutiny.asked.about import ask_address
from scrutiny.described import Section
from scrutiny.queries.asked import About
from scrutiny.queries.questions import questions
from scrutiny.queries.recommendations import recommendations
from scrutiny.questions import pages as question_pages
from scrutiny.recommendations import pages as recommendation_pages


@require_safe
@requires(Permission.VIEW_FIGURES)
def asked(request: Request, *, partnership: Partnership) -> HttpResponse:
    """Questions and recommendations about what the address names; the rest of it is let go."""
    places = measures.places(partnership)
    about = _about(request, places)
    today, viewer = clock.today(), request.user
    made = recommendations(partnership, viewer=viewer, on=today, about=about)
    named = _named(about, places)
    context = {
        "heading": words.heading(named),
        "choices": tuple(_choices(about, places)),
        "summary": named or words.ANY_MEASURE,
        "sections": (
            Section(
                "questions",
                words.QUESTIONS,
                listing=question_pages.listing(
                    questions(partnership, viewer=viewer, on=today, about=about),
                    words.QUESTIONS,
                    on=today,
                ),
                empty=words.NO_QUESTION,
            ),
            Section(
                "recommendations",
                words.RECOMMENDATIONS,
                listing=recommendation_pages.listing(made, words.RECOMMENDATIONS, on=today),
                empty=words.NO_RECOMMENDATION,
            ),
        ),
        "ask": ask_address(partnership, viewer, measure=about.measure, area=about.area),
    }
    return render(request, "scrutiny/asked.html", context)


def _about(request: Request, places: Iterable[tuple[str, str]]) -> About:
    """What the address names, where there is such a thing."""
    measure, area = request.GET.get("measure", ""), request.GET.get("ward", "")
    return About(
        measure if measures.is_known(measure) else "",
        area if area in {code for code, _ in places} else "",
    )


def _named(about: About, places: Iterable[tuple[str, str]]) -> str:
    """ "All recorded crime in Acklam"."""
    measure = measures.title(about.measure) if about.measure else ""
    area = dict(places).get(about.area, "")
    return f"{measure} in {area}" if measure and area else measure or area


def _choices(about: About, places: Iterable[tuple[str, str]]) -> Iterable[Choice]:
    for name, label, any_of, offered, chosen in (
        ("measure", "Measure", words.ANY_MEASURE, measures.offered(), about.measure),
        ("ward", "Place", words.ANY_PLACE, places, about.area),
    ):
        options = [Option(value, text, value == chosen) for value, text in offered]
        yield Choice(name, label, (Group("", (Option("", any_of, not chosen), *options)),))
