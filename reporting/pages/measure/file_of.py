"""A file of a measure as an answer: named after what is inside, and recorded."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from partnership.models import Partnership
from reporting.pages import taken_away
from reporting.pages.measure import downloads
from reporting.pages.measure.page import MeasureShown
from reporting.pages.taken_away import TakenAway, versions_of


def file_of(
    request: HttpRequest,
    shown: MeasureShown,
    partnership: Partnership,
    extension: str,
    content: bytes,
) -> HttpResponse:
    """`content` to take away."""
    return taken_away.hand_out(
        request, taken(shown), content, partnership=partnership, ending=extension
    )


def taken(shown: MeasureShown) -> TakenAway:
    """What a file of the measure shows."""
    return TakenAway(
        name=downloads.name_of(shown),
        title=shown.title,
        selection=shown.selection.query,
        measure=shown.figures.measure_id,
        versions=versions_of([shown.figures]),
    )
