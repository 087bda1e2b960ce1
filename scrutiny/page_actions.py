"""How a page of figures leads to asking about what it shows, and to what was asked before."""

from __future__ import annotations

from urllib.parse import urlencode

from django.urls import reverse

from partnership.models import Partnership
from partnership.page_parts import Link
from partnership.people.permissions import Permission, Viewer, may
from reporting.content.selection import Selection
from reporting.pages.asked import register as register_asked
from reporting.pages.page_actions import register
from scrutiny.asked.about import asked_about

ASK = "Ask about this"


def ask(partnership: Partnership, viewer: Viewer, measure: str, selected: Selection) -> Link | None:
    """Asking about what a measure's page shows."""
    if not may(viewer, Permission.ASK_QUESTIONS, partnership=partnership):
        return None
    given = {
        "about": measure,
        "period": selected.period.code if selected.period else "",
        "area": selected.area,
    }
    query = urlencode({name: value for name, value in given.items() if value}, safe="/")
    return Link(ASK, f"{reverse('scrutiny:ask', args=[partnership.slug])}?{query}")


register(ask)
register_asked(asked_about)
