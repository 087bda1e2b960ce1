"""The step of setting up a partnership that the returns know about: its main sources."""

from __future__ import annotations

from django.urls import reverse

from partnership.models import Partnership, User
from partnership.setup import State, Step
from returns import queries
from returns.models import MainSource


def sources(partnership: Partnership, viewer: User) -> Step:
    """Which source each dataset shows, and whether somebody chose it."""
    mains = [one for one in queries.choices(partnership, viewer=viewer) if one.is_main]
    is_chosen = MainSource.objects.filter(partnership=partnership, until=None).exists()
    return Step(
        "Main sources",
        State.DONE if is_chosen else State.OPTIONAL,
        "; ".join(f"{one.dataset.title}: {one.source.title}" for one in mains),
        reverse("returns:sources", args=[partnership.slug]),
    )
