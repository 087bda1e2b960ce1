"""What stands at the top of a measure's pages and at their foot: choices, tags, actions."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from partnership.models import Partnership
from partnership.page_parts import Link
from reporting.pages import not_received, page_actions
from reporting.pages.answering import base_of
from reporting.pages.every_figure import switch_of
from reporting.pages.measure import choices
from reporting.pages.measure.across_sources import across_sources
from reporting.pages.measure.page import MeasureShown
from reporting.pages.measure.tags import tags


def top_of(request: HttpRequest, partnership: Partnership, shown: MeasureShown) -> dict[str, Any]:
    """The context that every page of a measure shares."""
    here = f"{base_of(partnership)}{shown.figures.measure_id}/"
    query = shown.selection.but(sort="").query
    offered = choices.choices(shown)
    across = across_sources(shown)
    lacking = not_received.weakening([shown], partnership=partnership, viewer=request.user)
    actions = page_actions.actions(
        partnership,
        viewer=request.user,
        measure=shown.figures.measure_id,
        selected=shown.selection,
    )
    return {
        "shown": shown,
        "choices": offered,
        "summary": choices.summary(shown),
        "hidden": choices.hidden(shown, offered),
        "here": here,
        "query": query,
        "across": across,
        "switch": switch_of(request, partnership),
        "tags": tags(shown, across=across, not_received=lacking),
        "links": (
            Link("Slides", f"{here}slides.pptx?{query}"),
            Link("Data", f"{here}data/?{query}"),
            Link("Link", f"?{query}"),
            *actions,
        ),
    }
