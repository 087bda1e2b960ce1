"""What stands on the overview before the panel meets, and how a measure's page leads to asking."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from urllib.parse import urlencode

from django.urls import reverse

from partnership.models import Partnership
from partnership.models.groups import Meeting
from partnership.page_parts import Link
from partnership.people.permissions import Permission, Viewer, may
from reporting.content.selection import Selection
from reporting.pages.asked import register as register_asked
from reporting.pages.overview.panels import Item, Panel, Slot, register
from reporting.pages.page_actions import register as register_action
from scrutiny import overview_words as say
from scrutiny.asked.about import asked_about
from scrutiny.panels.addresses import pack_address
from scrutiny.queries import panels as panel_queries
from scrutiny.queries import waiting
from scrutiny.queries.packs import packs


def before_the_panel(partnership: Partnership, viewer: Viewer, on: date) -> Panel | None:
    """Next meeting's pack, and what is outstanding; None if there is no panel. 3 queries."""
    first = panel_queries.next_of_any(partnership, viewer=viewer, on=on)
    if first is None and not panel_queries.standing_panels(partnership, viewer=viewer, on=on):
        return None
    due = waiting.due(partnership, viewer=viewer)
    return Panel(
        items=(
            *_packs(partnership, viewer, first),
            _questions(partnership, due.answers, on),
            _responses(partnership, due.responses, on),
        ),
        title=say.title(first),
        lead=say.lead(first),
    )


def _packs(partnership: Partnership, viewer: Viewer, meeting: Meeting | None) -> Iterator[Item]:
    if meeting is None:
        return
    to = _below(reverse("scrutiny:meeting", args=[partnership.slug, meeting.pk]), partnership)
    yield Item(say.MEETING, to, lines=(meeting.group.name,))
    for pack in packs(partnership, viewer=viewer, meeting=meeting):
        yield Item(pack.title, _below(pack_address(pack), partnership))


def _questions(partnership: Partnership, due: tuple[date, ...], on: date) -> Item:
    late = sum(day < on for day in due)
    to = _below(reverse("scrutiny:questions", args=[partnership.slug]), partnership)
    return Item(say.QUESTIONS, to, lines=(say.waiting(len(due), late),), tag=say.tag(late))


def _responses(partnership: Partnership, due: tuple[date, ...], on: date) -> Item:
    late = sum(day < on for day in due)
    first = due[0] if due else None
    to = _below(reverse("scrutiny:recommendations", args=[partnership.slug]), partnership)
    return Item(say.RESPONSES, to, lines=say.responses(len(due), late, first), tag=say.tag(late))


def _below(address: str, partnership: Partnership) -> str:
    """A path below the partnership's address, as the overview has it."""
    return address.removeprefix(f"/{partnership.slug}/")


register(Slot.BEFORE_THE_PANEL, before_the_panel)


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
    return Link(say.ASK, f"{reverse('scrutiny:ask', args=[partnership.slug])}?{query}")


register_action(ask)
register_asked(asked_about)
