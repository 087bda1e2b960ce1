"""The groups of a partnership on one slide: who reports to whom, by what each does."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from partnership import clock
from partnership.models.governance import GroupMember
from partnership.models.groups import Group, GroupKind, Meeting
from partnership.models.records import holds_on
from reporting.content.panel_slides import Layout, PanelSlide, Shown
from reporting.content.proofs import Body, BodyColumn, Structure
from reporting.packs.presented_records import making
from reporting.packs.presented_records import structure_words as say
from reporting.packs.presented_records.structure_words import Groups
from reporting.packs.sections.registry import Context, DataMissing, Presented

MOST_GROUPS = 15
# By what they do; a group that stands elsewhere is drawn with those whose work it shares.
_COLUMNS = (
    (say.ACT, (GroupKind.PARTNERSHIP, GroupKind.AIM)),
    (
        say.THEME,
        (
            GroupKind.THEMATIC,
            GroupKind.TASK_AND_FINISH,
            GroupKind.PREVENT,
            GroupKind.PREVENT_REGIONAL,
        ),
    ),
    (say.PLACE, (GroupKind.NEIGHBOURHOOD,)),
)
_SHORT = re.compile(r"\(([A-Z]{2,})\)")


def present(context: Context) -> Presented:
    """The structure on one slide."""
    found = _groups(context)
    if found is None:
        raise DataMissing(say.NONE)
    structure = _structure(found)
    slide = PanelSlide(
        key="structure",
        layout=Layout.PICTURE,
        line=say.LINE,
        title=say.title(found),
        shown=(Shown(say.HEADING, structure, say.alternative(found, structure)),),
        source=say.source(context, found, len(found.below) - MOST_GROUPS),
        notes=say.notes(found),
    )
    return Presented((slide,))


def standing_groups(context: Context) -> tuple[Group, ...]:
    """The groups that stand on the day of the figures, panels apart."""
    day = clock.day_of(context.at)
    recorded = Group.objects.filter(partnership=context.partnership, since__lte=day)
    every = recorded.exclude(kind=GroupKind.PANEL).select_related("locality").order_by("pk")
    return tuple(group for group in every if group.ended_on is None or group.ended_on > day)


def _groups(context: Context) -> Groups | None:
    groups = standing_groups(context)
    if not groups:
        return None
    top = _top(groups)
    others = [group for group in groups if group != top]
    panel = _panel(context)
    day = clock.day_of(context.at)
    chair = GroupMember.objects.filter(holds_on(day), group=top, is_chair=True).first()
    ahead = Meeting.objects.filter(holds_on(day), group=top, held_on__gt=making.meets_on(context))
    return Groups(
        top=top,
        below=tuple(group for group in others if not _is_outside(group, top)),
        outside=tuple(group for group in others if _is_outside(group, top)),
        panel=panel,
        chair=chair.role if chair else "",
        next_meeting=ahead.order_by("held_on").first(),
        partnership=context.partnership.short_name,
    )


def _top(groups: Sequence[Group]) -> Group:
    """The partnership's own board, else the first that reports to nobody."""
    free = [group for group in groups if group.reports_to_id is None]
    boards = [group for group in free or groups if group.kind == GroupKind.PARTNERSHIP]
    return (boards or free or list(groups))[0]


def _is_outside(group: Group, top: Group) -> bool:
    """A body of several partnerships, which does not report to this one."""
    return group.kind == GroupKind.PREVENT_REGIONAL and group.reports_to_id != top.pk


def _panel(context: Context) -> Group | None:
    if context.meeting and context.meeting.group.kind == GroupKind.PANEL:
        return context.meeting.group
    panels = Group.objects.filter(
        holds_on(clock.day_of(context.at)), partnership=context.partnership, kind=GroupKind.PANEL
    )
    return panels.order_by("pk").first()


def _structure(found: Groups) -> Structure:
    columns = (_column(title, kinds, found) for title, kinds in _COLUMNS)
    return Structure(
        top=Body(found.top.name, say.meets(found.top)),
        columns=tuple(column for column in columns if column.bodies),
        beside=Body(found.panel.name, say.PANEL_MEETS, is_outside=True) if found.panel else None,
    )


def _column(title: str, kinds: Iterable[GroupKind], found: Groups) -> BodyColumn:
    wanted = set(kinds)
    drawn = (*found.below[:MOST_GROUPS], *found.outside)
    groups = [group for group in drawn if group.kind in wanted]
    places = [(group.locality.name, group) for group in groups if group.locality]
    if title == say.PLACE and len(groups) > 1 and len(places) == len(groups):
        bodies = tuple(Body(name, say.meets(group)) for name, group in places)
        return BodyColumn(title, bodies, say.PARTNERSHIPS_OF_PLACES)
    return BodyColumn(title, tuple(_body(group, found) for group in groups))


def _body(group: Group, found: Groups) -> Body:
    words = [say.meets(group)]
    above = [other for other in found.below if other.pk == group.reports_to_id]
    words += [say.reports_to(short_name(other, found.partnership)) for other in above]
    name = group.name.removeprefix(f"{found.partnership} ")
    name = name[:1].upper() + name[1:]
    return Body(name, ", ".join(filter(None, words)), is_outside=group in found.outside)


def short_name(group: Group, partnership: str) -> str:
    """ "AIM group", "North NAP", "Operational Prevent Group": as a table has room for it."""
    abbreviated = _SHORT.search(group.name)
    if abbreviated:
        return f"{abbreviated[1]} group"
    if group.kind == GroupKind.NEIGHBOURHOOD and group.locality:
        return f"{group.locality.name} NAP"
    if group.kind == GroupKind.PARTNERSHIP:
        return say.PARTNERSHIP
    name = group.name.removeprefix(f"{partnership} ")
    return name[:1].upper() + name[1:]
