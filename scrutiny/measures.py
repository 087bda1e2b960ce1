"""The measures and places that a question or recommendation may be about, and their addresses."""

from __future__ import annotations

from urllib.parse import urlencode

from partnership.models import Partnership
from partnership.places.geography import geography
from returns.catalogue.registry import datasets


def offered() -> list[tuple[str, str]]:
    """Every measure by its id, APP/SLUG, with its title."""
    return [
        (f"{dataset.app}/{measure.slug}", f"{dataset.title}: {measure.title}")
        for dataset in (*datasets, *datasets.published)
        for measure in dataset.measures
    ]


def title(measure: str) -> str:
    """The title of a measure; its id where the installation no longer has it."""
    app, _, slug = measure.partition("/")
    return next(
        (
            candidate.title
            for dataset in (*datasets, *datasets.published)
            if dataset.app == app
            for candidate in dataset.measures
            if candidate.slug == slug
        ),
        measure,
    )


def is_known(measure: str) -> bool:
    return measure in dict(offered())


def places(partnership: Partnership) -> list[tuple[str, str]]:
    """The wards and localities of today by code."""
    now = geography(partnership)
    return [(area.code, area.name) for area in (*now.localities, *now.wards)]


def address(partnership: Partnership, measure: str, *, period: str = "", area: str = "") -> str:
    """The page of a measure with the selection that a question was asked of."""
    asked = {name: value for name, value in (("period", period), ("area", area)) if value}
    query = f"?{urlencode(asked, safe='/')}" if asked else ""
    return f"/{partnership.slug}/{measure}/{query}"
