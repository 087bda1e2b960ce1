"""The reader of panels, their members, meetings, programmes and agendas."""

from __future__ import annotations

from datetime import date

from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404
from django.utils import timezone

from partnership.models import Partnership
from partnership.models.groups import Group, GroupKind, Meeting
from partnership.people.permissions import Permission, Viewer, check
from scrutiny.models import (
    AgendaItem,
    PanelMember,
    WorkItem,
)


def line_of(panel: Group) -> frozenset[int]:
    """The panel and all that it succeeded, by key: their meetings are its own."""
    held = {panel.pk}
    new = {panel.pk}
    while new:
        found = Group.objects.filter(successor__in=new).values_list("pk", flat=True)
        new = set(found) - held
        held |= new
    return frozenset(held)


def panels(partnership: Partnership, *, viewer: Viewer) -> QuerySet[Group]:
    """Every panel of the partnership, those that stand first."""
    check(viewer, Permission.VIEW_FIGURES, partnership=partnership)
    held = Group.objects.filter(partnership=partnership, kind=GroupKind.PANEL)
    return held.select_related("successor").order_by("ended_on", "name", "pk")


def standing_panels(partnership: Partnership, *, on: date | None = None) -> QuerySet[Group]:
    """The panels that have not ended by `on`, today unless told."""
    on = on or timezone.localdate()
    held = Group.objects.filter(partnership=partnership, kind=GroupKind.PANEL)
    return held.filter(Q(ended_on__isnull=True) | Q(ended_on__gt=on)).order_by("name", "pk")


def panel(partnership: Partnership, slug: str, *, viewer: Viewer) -> Group:
    """Http404 where there is none of that address."""
    return get_object_or_404(panels(partnership, viewer=viewer), slug=slug)


def members(of: Group, *, on: date | None = None) -> tuple[PanelMember, ...]:
    """Who is on the panel on `on`, today unless told: those with an account, then the seats."""
    on = on or timezone.localdate()
    held = PanelMember.objects.filter(panel=of, since__lte=on).select_related("user")
    held = held.filter(Q(until__isnull=True) | Q(until__gt=on))
    return tuple(held.order_by("user__name", "title", "pk"))


def meetings(of: Group) -> QuerySet[Meeting]:
    """All of a panel's meetings and of those it succeeded, the latest first."""
    held = Meeting.objects.filter(group__in=line_of(of))
    return held.select_related("group__partnership").order_by("-held_on", "-pk")


def next_meeting(of: Group, *, on: date) -> Meeting | None:
    """The first that is held on `on` or after, and is not cancelled."""
    held = of.meetings.filter(held_on__gte=on, ended_on__isnull=True)
    return held.select_related("group__partnership").order_by("held_on").first()


def next_of_any(partnership: Partnership, *, on: date) -> Meeting | None:
    """The first meeting of any of the standing panels, as `next_meeting`; one query."""
    held = Meeting.objects.filter(group__in=standing_panels(partnership, on=on).order_by())
    ahead = held.filter(held_on__gte=on, ended_on__isnull=True)
    in_order = ahead.order_by("held_on", "group__name", "group__pk")
    return in_order.select_related("group__partnership").first()


def meeting(partnership: Partnership, pk: int, *, viewer: Viewer) -> Meeting:
    """Http404 where the partnership's panels have no such meeting."""
    check(viewer, Permission.VIEW_FIGURES, partnership=partnership)
    held = Meeting.objects.filter(group__partnership=partnership, group__kind=GroupKind.PANEL)
    return get_object_or_404(held.select_related("group__partnership"), pk=pk)


def programme(of: Group) -> QuerySet[WorkItem]:
    """What the panel means to look at, by its meeting, and what was withdrawn last."""
    held = WorkItem.objects.filter(panel=of).select_related("meeting__group")
    return held.order_by("withdrawn_because", "meeting__held_on", "pk")


def agenda(of: Meeting) -> QuerySet[AgendaItem]:
    held = of.agenda_items.filter(withdrawn_because="").select_related("pack__partnership")
    return held.order_by("number")


def agenda_item(partnership: Partnership, pk: int, *, viewer: Viewer) -> AgendaItem:
    check(viewer, Permission.VIEW_FIGURES, partnership=partnership)
    held = AgendaItem.objects.filter(meeting__group__partnership=partnership)
    return get_object_or_404(held.select_related("meeting__group__partnership"), pk=pk)
