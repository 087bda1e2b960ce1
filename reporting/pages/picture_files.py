"""Pictures of a page's charts as downloads: the one way in which every page hands them out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from django.http import HttpRequest, HttpResponse

from partnership.models import Partnership
from reporting.content.description import Chart
from reporting.export import pictures
from reporting.pages import taken_away
from reporting.pages.taken_away import TakenAway
from reporting.queries.measures import NoSuch
from reporting.rendering import picture
from reporting.rendering.picture import Picture

# What a picture may be taken away as.
_FORMATS = {"svg": pictures.svg, "png": pictures.png}


def of_chart(charts: Iterable[Chart | None], name: str) -> Picture:
    """The chart of that name. NoSuch where there is none."""
    for chart in charts:
        if chart and chart.slug == name:
            return picture.of_chart(chart)
    raise NoSuch(f"There is no picture “{name}” on this page.")


def hand_out(
    request: HttpRequest,
    drawn: Picture,
    taken: TakenAway,
    *,
    partnership: Partnership,
    name: str,
    extension: str,
) -> HttpResponse:
    """A picture with its title and its source inside; `name` tells it from the page's others."""
    if extension not in _FORMATS:
        raise NoSuch(f"There are no pictures as “{extension}”.")
    named = replace(taken, name=f"{taken.name}-{name}", title=drawn.title)
    content = _FORMATS[extension](drawn)
    return taken_away.hand_out(request, named, content, partnership=partnership, ending=extension)
