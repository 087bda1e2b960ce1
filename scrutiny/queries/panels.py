"""The reader of panels, their members, meetings, programmes and agendas."""

from __future__ import annotations

from datetime import date

from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404

from partnership import clock
from partnership.models import Partnership
from partnership.models.groups import Group, GroupKind, Meeting
from partnership.people.permissions import Permission, Viewer, check
from scrutiny.models import AgendaItem, PanelMember, WorkItem


# --- Panels ----------------------------------------------------------------------------------
def panels(partnership: Partnership, *, viewer: Viewer) -> QuerySet[Group]:
    """Every panel of the partnership, those that stand first."""
    every = _panels(partnership, viewer)
    return every.select_related("successor").order_by("ended_on", "name", "pk")


def standing_panels(
    partnership: Partnership,
    *,
    viewer: Viewer,
    on: date | None = None,
    besides: Group | None = None,
) -> QuerySet[Group]:
    """The panels that have not ended by `on`, today by default; without `besides`."""
    on = on or clock.today()
    standing = _panels(partnership, viewer).filter(Q(ended_on__isnull=True) | Q(ended_on__gt=on))
    others = standing.exclude(pk=besides.pk) if besides else standing
    return others.order_by("name", "pk")


def panel(partnership: Partnership, slug: str, *, viewer: Viewer) -> Group:
    """Http404 if there is no panel at that address."""
    return get_object_or_404(panels(partnership, viewer=viewer), slug=slug)


def predecessors(partnership: Partnership, panel: Group, *, viewer: Viewer) -> tuple[Group, ...]:
    """The panels that `panel` follows, the one that ended first."""
    followed = _panels(partnership, viewer).filter(successor=panel)
    return tuple(followed.select_related("partnership").order_by("ended_on"))


def line_of(panel: Group) -> frozenset[int]:
    """The panel and all that it succeeded, by key: their meetings are its own."""
    line = {panel.pk}
    new = {panel.pk}
    while new:
        found = Group.objects.filter(successor__in=new).values_list("pk", flat=True)
        new = set(found) - line
        line |= new
    return frozenset(line)


def _panels(partnership: Partnership, viewer: Viewer) -> QuerySet[Group]:
    check(viewer, Permission.VIEW_FIGURES, partnership=partnership)
    return Group.objects.filter(partnership=partnership, kind=GroupKind.PANEL)


# --- Members ---------------------------------------------------------------------------------
def members(
    partnership: Partnership, panel: Group, *, viewer: Viewer, on: date | None = None
) -> tuple[PanelMember, ...]:
    """Who is on the panel on `on`, today by default: those with an account, then the seats."""
    on = on or clock.today()
    since = _members(partnership, viewer).filter(panel=panel, since__lte=on)
    there = since.filter(Q(until__isnull=True) | Q(until__gt=on))
    return tuple(there.select_related("user").order_by("user__name", "title", "pk"))


def member(partnership: Partnership, pk: int, *, viewer: Viewer) -> PanelMember:
    """Http404 where nobody of that key is on a panel of the partnership."""
    standing = _members(partnership, viewer).filter(until__isnull=True)
    return get_object_or_404(standing.select_related("panel__partnership", "user"), pk=pk)


def _members(partnership: Partnership, viewer: Viewer) -> QuerySet[PanelMember]:
    check(viewer, Permission.VIEW_FIGURES, partnership=partnership)
    return PanelMember.objects.filter(panel__partnership=partnership)


# --- Meetings --------------------------------------------------------------------------------
def meetings(partnership: Partnership, panel: Group, *, viewer: Viewer) -> QuerySet[Meeting]:
    """All of a panel's meetings and of those it succeeded, the latest first."""
    line = _meetings(partnership, viewer).filter(group__in=line_of(panel))
    return line.order_by("-held_on", "-pk")


def meetings_not_cancelled(
    partnership: Partnership, panel: Group, *, viewer: Viewer
) -> QuerySet[Meeting]:
    """`meetings` without those that are cancelled."""
    return meetings(partnership, panel, viewer=viewer).filter(ended_on__isnull=True)


def own_meetings(partnership: Partnership, panel: Group, *, viewer: Viewer) -> QuerySet[Meeting]:
    """The panel's meetings that are not cancelled, without those of panels before it."""
    own = _meetings(partnership, viewer).filter(group=panel, ended_on__isnull=True)
    return own.order_by("-held_on")


def meetings_held(
    partnership: Partnership, panel: Group, *, viewer: Viewer, since: date, until: date
) -> QuerySet[Meeting]:
    """`meetings_not_cancelled` of the days from `since` to `until`."""
    every = meetings_not_cancelled(partnership, panel, viewer=viewer)
    return every.filter(held_on__gte=since, held_on__lte=until)


def meeting_before(partnership: Partnership, meeting: Meeting, *, viewer: Viewer) -> Meeting | None:
    """The panel's last meeting before `meeting`, also of a panel that it succeeded."""
    held = meetings_not_cancelled(partnership, meeting.group, viewer=viewer)
    return held.filter(held_on__lt=meeting.held_on).first()


def next_of_the_board(
    partnership: Partnership, *, viewer: Viewer, after: date, until: date
) -> Meeting | None:
    """The first meeting of the partnership's own board after one day, up to another."""
    check(viewer, Permission.VIEW_FIGURES, partnership=partnership)
    ahead = Meeting.objects.filter(
        group__partnership=partnership,
        group__kind=GroupKind.PARTNERSHIP,
        ended_on__isnull=True,
        held_on__gt=after,
        held_on__lte=until,
    )
    return ahead.order_by("held_on").first()


def meetings_to_ask_for(partnership: Partnership, *, viewer: Viewer) -> QuerySet[Meeting]:
    """Every meeting of the standing panels that is not cancelled, the latest first."""
    panels = standing_panels(partnership, viewer=viewer).order_by()
    of_them = _meetings(partnership, viewer).filter(group__in=panels, ended_on__isnull=True)
    return of_them.order_by("-held_on")


def meetings_between(
    partnership: Partnership,
    *,
    viewer: Viewer,
    first: date,
    last: date,
    panel: Group | None = None,
) -> QuerySet[Meeting]:
    """The meetings of those days that are not cancelled, of `panel` where it is given."""
    ahead = _meetings(partnership, viewer).filter(
        ended_on__isnull=True, held_on__gte=first, held_on__lte=last
    )
    return (ahead.filter(group=panel) if panel else ahead).order_by("held_on")


def meetings_without_outcome(
    partnership: Partnership, *, viewer: Viewer, on: date
) -> QuerySet[Meeting]:
    """Those held before `on` with an item that has no outcome yet."""
    found = _meetings(partnership, viewer).filter(
        ended_on__isnull=True,
        held_on__lt=on,
        agenda_items__outcome="",
        agenda_items__withdrawn_because="",
    )
    return found.distinct().order_by("held_on", "pk")


def next_meeting(
    partnership: Partnership, panel: Group, *, viewer: Viewer, on: date
) -> Meeting | None:
    """The first that is held on `on` or after, and is not cancelled."""
    own = _meetings(partnership, viewer).filter(group=panel)
    return own.filter(held_on__gte=on, ended_on__isnull=True).order_by("held_on").first()


def next_of_any(partnership: Partnership, *, viewer: Viewer, on: date) -> Meeting | None:
    """The first meeting of any of the standing panels, as `next_meeting`; one query."""
    panels = standing_panels(partnership, viewer=viewer, on=on).order_by()
    of_them = _meetings(partnership, viewer).filter(group__in=panels)
    ahead = of_them.filter(held_on__gte=on, ended_on__isnull=True)
    return ahead.order_by("held_on", "group__name", "group__pk").first()


def meeting(partnership: Partnership, pk: int, *, viewer: Viewer) -> Meeting:
    """Http404 where the partnership's panels have no such meeting."""
    return get_object_or_404(_meetings(partnership, viewer), pk=pk)


def steps_done(partnership: Partnership, meeting: Meeting, *, viewer: Viewer) -> dict[str, date]:
    """The steps before a meeting that were taken, each with its day."""
    check(viewer, Permission.VIEW_FIGURES, partnership=partnership)
    return dict(meeting.steps_done.values_list("step", "done_on"))


def _meetings(partnership: Partnership, viewer: Viewer) -> QuerySet[Meeting]:
    check(viewer, Permission.VIEW_FIGURES, partnership=partnership)
    of_panels = Meeting.objects.filter(group__partnership=partnership, group__kind=GroupKind.PANEL)
    return of_panels.select_related("group__partnership")


# --- Work programmes and agendas -------------------------------------------------------------
def programme(partnership: Partnership, panel: Group, *, viewer: Viewer) -> QuerySet[WorkItem]:
    """What the panel means to look at, by its meeting, and what was withdrawn last."""
    every = _work(partnership, viewer).filter(panel=panel).select_related("meeting__group")
    return every.order_by("withdrawn_because", "meeting__held_on", "pk")


def planned_work(partnership: Partnership, panel: Group, *, viewer: Viewer) -> QuerySet[WorkItem]:
    """What the panel means to look at and did not withdraw, by its title."""
    planned = _work(partnership, viewer).filter(panel=panel, withdrawn_because="")
    return planned.order_by("title")


def work_item(partnership: Partnership, pk: int, *, viewer: Viewer) -> WorkItem:
    """Http404 where no panel of the partnership means to look at it."""
    planned = _work(partnership, viewer).filter(withdrawn_because="")
    return get_object_or_404(planned.select_related("panel__partnership"), pk=pk)


def agenda(partnership: Partnership, meeting: Meeting, *, viewer: Viewer) -> tuple[AgendaItem, ...]:
    """What stands on the agenda, by its number."""
    items = _items(partnership, viewer).filter(meeting=meeting, withdrawn_because="")
    return tuple(items.select_related("pack__partnership").order_by("number"))


def next_number(partnership: Partnership, meeting: Meeting, *, viewer: Viewer) -> int:
    """The number after the last that an item of the agenda has, or had."""
    last = _items(partnership, viewer).filter(meeting=meeting).order_by("number").last()
    return last.number + 1 if last else 1


def agenda_item(partnership: Partnership, pk: int, *, viewer: Viewer) -> AgendaItem:
    """Http404 where no meeting of the partnership has it on its agenda."""
    items = _items(partnership, viewer).select_related("meeting__group__partnership")
    return get_object_or_404(items, pk=pk)


def _work(partnership: Partnership, viewer: Viewer) -> QuerySet[WorkItem]:
    check(viewer, Permission.VIEW_FIGURES, partnership=partnership)
    return WorkItem.objects.filter(panel__partnership=partnership)


def _items(partnership: Partnership, viewer: Viewer) -> QuerySet[AgendaItem]:
    check(viewer, Permission.VIEW_FIGURES, partnership=partnership)
    return AgendaItem.objects.filter(meeting__group__partnership=partnership)
