"""The steps of setting up a partnership that apps above it know about: sources and slides."""

from __future__ import annotations

from django.urls import reverse

from partnership.models import Partnership, User
from partnership.setup.steps import State, Step
from reporting.packs.slide_templates import actions as slide_templates
from returns.catalogue.registry import datasets
from returns.in_use.main_sources import sources_in_use
from returns.lifecycle import queries, words
from returns.models import MainSource


def sources(partnership: Partnership, viewer: User) -> Step:
    """Which source each dataset shows, and whether somebody chose it."""
    choices = queries.choices(partnership, viewer=viewer)
    standing = MainSource.objects.filter(partnership=partnership, until=None)
    chosen = set(standing.values_list("dataset", flat=True))
    in_use = sources_in_use(partnership)
    open_ones = [
        dataset.title
        for dataset in datasets
        if dataset.slug not in chosen and len(in_use.get(dataset.slug, ())) > 1
    ]
    state = State.TO_DO if open_ones else State.DONE if chosen else State.OPTIONAL
    having = len({choice.dataset.slug for choice in choices if choice.main_for})
    return Step(
        "Main sources",
        state,
        words.without_main_source(open_ones) if open_ones else words.have_main_sources(having),
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
