"""Lets people find measures, what they count, updates, and the pages that compare them."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse

from partnership.models import Partnership
from partnership.people.permissions import Viewer
from partnership.search.finding import Entry, Kind, register
from reporting.packs import queries as packs
from reporting.queries.measures import all_datasets
from returns.catalogue.declarations import Dataset, Measure

_PAGES = (
    ("reporting:figures", "All figures", "Every measure and place", "list everything data"),
    ("reporting:ward_map", "Map of the wards", "One measure on the map", "maps areas"),
    ("reporting:compare", "Compare measures", "Up to four side by side", "comparison"),
    ("reporting:benchmarks", "Beside other partnerships", "Rates and ranks", "benchmarks peers"),
    ("reporting:aim", "AIM briefing", "What stands out in a month", "unusual screen monthly"),
    ("reporting:priorities", "Priorities", "Objectives, measures and actions", "plan strategy"),
    (
        "reporting:methods",
        "How figures are counted and judged",
        "Methods",
        "method verdict sources",
    ),
)


def _measures(partnership: Partnership, viewer: Viewer) -> Iterator[Entry]:
    """The measures, and what each counts; no figure is read, so none can be given away."""
    for dataset in all_datasets():
        for measure in dataset.measures:
            also = f"{dataset.title} {dataset.app} {measure.noun.plural}"
            address = f"/{partnership.slug}/{dataset.app}/{measure.slug}/"
            yield Entry(Kind.MEASURE, measure.title, address, dataset.title, also)
            yield _definition(partnership, dataset, measure)


def _definition(partnership: Partnership, dataset: Dataset, measure: Measure) -> Entry:
    return Entry(
        Kind.DEFINITION,
        f"What “{measure.title}” counts",
        reverse("reporting:methods_of", args=[partnership.slug, dataset.app, measure.slug]),
        measure.definition,
        f"{dataset.title} definition defined {measure.definition}",
    )


def _updates(partnership: Partnership, viewer: Viewer) -> Iterator[Entry]:
    """The packs that the viewer may see, by their newest visible version; one query."""
    for line in packs.packs(partnership, viewer):
        meeting = line.pack.meeting
        note = f"{line.pack.get_kind_display()}, {line.version.get_state_display().lower()}"
        yield Entry(
            Kind.UPDATE,
            line.pack.title,
            reverse("packs:version", args=[partnership.slug, line.pack.slug, line.version.number]),
            f"{note}; for the meeting on {meeting.held_on:%-d %B %Y}" if meeting else note,
            f"{line.pack.get_kind_display()} {meeting.group.name if meeting else ''} pack update",
        )


def _pages(partnership: Partnership, viewer: Viewer) -> Iterator[Entry]:
    for name, title, note, also in _PAGES:
        yield Entry(Kind.PAGE, title, reverse(name, args=[partnership.slug]), note, also)


for finder in (_measures, _updates, _pages):
    register(finder)
