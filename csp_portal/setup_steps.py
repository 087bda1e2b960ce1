"""The steps of setting up a partnership that apps above it know about: sources and slides."""

from __future__ import annotations

from django.urls import reverse

from partnership.models import Partnership, User
from partnership.setup.steps import State, Step
from reporting.packs.slide_templates import actions as slide_templates
from returns.lifecycle import queries, words
from returns.models import MainSource


def sources(partnership: Partnership, viewer: User) -> Step:
    """Which source each dataset shows, and whether somebody chose it."""
    chosen = queries.choices(partnership, viewer=viewer)
    is_chosen = MainSource.objects.filter(partnership=partnership, until=None).exists()
    return Step(
        "Main sources",
        State.DONE if is_chosen else State.OPTIONAL,
        words.have_main_sources(len({choice.dataset.slug for choice in chosen if choice.main_for})),
        reverse("returns:sources", args=[partnership.slug]),
    )


def slides(partnership: Partnership, viewer: User) -> Step:
    """Whose template slides are made from."""
    template = slide_templates.current(partnership)
    return Step(
        "Template of slides",
        State.DONE if template else State.OPTIONAL,
        f"Your own: {template.name}" if template else "The portal’s own",
        reverse("slide_templates:template", args=[partnership.slug]),
    )
