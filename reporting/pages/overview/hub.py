"""The hub page, with links to every figure and way of looking at it; no numbers."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse

from partnership.models import Partnership
from partnership.places.geography import geography
from returns.catalogue.registry import datasets


@dataclass(frozen=True)
class Lead:
    """A page, what it is called and what it answers."""

    text: str
    url: str
    says: str = ""


@dataclass(frozen=True)
class Group:
    title: str
    leads: tuple[Lead, ...]


@dataclass(frozen=True)
class Hub:
    """Everything to look at, in groups."""

    ways: tuple[Lead, ...]
    datasets: tuple[Group, ...]
    places: tuple[Group, ...]


def hub(partnership: Partnership) -> Hub:
    """What `partnership` can look at; three queries, for its places."""
    return Hub(
        ways=tuple(_ways(partnership)),
        datasets=tuple(_datasets(partnership)),
        places=tuple(_places(partnership)),
    )


def _ways(partnership: Partnership):
    for name, text, says in _WAYS:
        yield Lead(text, reverse(f"reporting:{name}", args=[partnership.slug]), says)


_WAYS = (
    ("ward_map", "Map", "Every ward at once, for any measure"),
    ("aim", "AIM briefing", "What stands out this month, over every ward and measure"),
    (
        "benchmarks",
        "Benchmarks",
        "How we stand beside other partnerships of the police force area, or of a chosen group",
    ),
    ("compare", "Compare", "Any two periods, areas or measures, side by side"),
    ("methods", "Methods", "How everything is counted and compared"),
)


def _datasets(partnership: Partnership):
    for dataset in (*datasets, *datasets.published):
        leads = tuple(
            Lead(
                measure.title,
                reverse("reporting:measure", args=[partnership.slug, dataset.app, measure.slug]),
            )
            for measure in dataset.measures
        )
        if leads:
            yield Group(dataset.title, leads)


def _places(partnership: Partnership):
    places = geography(partnership)
    localities = tuple(
        Lead(
            area.name,
            reverse("reporting:locality", args=[partnership.slug, area.code.rpartition("/")[2]]),
        )
        for area in places.localities
    )
    wards = tuple(
        Lead(area.name, reverse("reporting:ward", args=[partnership.slug, area.code]))
        for area in places.wards
    )
    if localities:
        yield Group("Localities", localities)
    if wards:
        yield Group("Wards", wards)
