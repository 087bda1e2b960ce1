"""What stands on the overview before the panel meets, and how a measure's page leads to asking."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from urllib.parse import urlencode

from django.urls import reverse

from partnership.group_models import Meeting
from partnership.models import Partnership
from partnership.permissions import Permission, Viewer, may
from reporting.leads import Lead
from reporting.leads import register as register_lead
from reporting.panels import Item, Panel, Slot, register
from reporting.selection import Selection
from scrutiny import overview_words as say
from scrutiny import packs, queries
from scrutiny.queries import State


def before_the_panel(partnership: Partnership, viewer: Viewer, on: date) -> Panel | None:
    """The next meeting's pack, and what waits; None where no panel is kept here."""
    panels = list(queries.standing_panels(partnership, on=on))
    if not panels:
        return None
    ahead = [found for one in panels if (found := queries.next_meeting(one, on=on))]
    first = min(ahead, key=lambda one: one.held_on, default=None)
    return Panel(
        items=(
            *_packs(partnership, viewer, first),
            _questions(partnership, viewer, on),
            _responses(partnership, viewer, on),
        ),
        title=say.title(first),
        lead=say.lead(first),
    )


def _packs(partnership: Partnership, viewer: Viewer, meeting: Meeting | None) -> Iterator[Item]:
    if meeting is None:
        return
    to = _below(reverse("scrutiny:meeting", args=[partnership.slug, meeting.pk]), partnership)
    yield Item(say.MEETING, to, lines=(meeting.group.name,))
    for pack in packs.seen_by(viewer, partnership).filter(meeting=meeting):
        yield Item(pack.title, _below(packs.address(pack), partnership))


def _questions(partnership: Partnership, viewer: Viewer, on: date) -> Item:
    waiting = [one for one in queries.questions(partnership, viewer=viewer, on=on) if one.is_open]
    late = sum(one.state is State.LATE for one in waiting)
    to = _below(reverse("scrutiny:questions", args=[partnership.slug]), partnership)
    return Item(say.QUESTIONS, to, lines=(say.waiting(len(waiting), late),), tag=say.tag(late))


def _responses(partnership: Partnership, viewer: Viewer, on: date) -> Item:
    told = [
        one
        for held in queries.recommendations(partnership, viewer=viewer, on=on)
        if held.is_open
        for one in held.waiting_for
    ]
    late = sum(one.state is State.LATE for one in told)
    first = min((one.recipient.due_on for one in told), default=None)
    to = _below(reverse("scrutiny:recommendations", args=[partnership.slug]), partnership)
    return Item(say.RESPONSES, to, lines=say.responses(len(told), late, first), tag=say.tag(late))


def _below(address: str, partnership: Partnership) -> str:
    """A path below the partnership's address, as the overview has it."""
    return address.removeprefix(f"/{partnership.slug}/")


register(Slot.BEFORE_THE_PANEL, before_the_panel)


def ask(partnership: Partnership, viewer: Viewer, measure: str, selected: Selection) -> Lead | None:
    """Asking about what a measure's page shows."""
    if not may(viewer, Permission.ASK_QUESTIONS, partnership=partnership):
        return None
    given = {
        "about": measure,
        "period": selected.period.code if selected.period else "",
        "area": selected.area,
    }
    query = urlencode({name: value for name, value in given.items() if value}, safe="/")
    return Lead(say.ASK, f"{reverse('scrutiny:ask', args=[partnership.slug])}?{query}")


register_lead(ask)
