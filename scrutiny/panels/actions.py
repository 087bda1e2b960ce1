"""Everything that democratic services write down about panels, their meetings and their days."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any

from django.db import models, transaction
from django.utils import timezone
from django.utils.text import slugify

from partnership import clock
from partnership.models import Partnership, User
from partnership.models.groups import Group, GroupKind, Meeting
from partnership.optimistic_lock import check_seen
from partnership.people.permissions import Permission, check
from partnership.refusals import Refused
from reporting.packs.models import Pack
from scrutiny import events, words
from scrutiny.events import Kind
from scrutiny.models import (
    AgendaItem,
    Outcome,
    PanelMember,
    Question,
    Recommendation,
    StepDone,
    Timetable,
    WorkItem,
)
from scrutiny.policies import check_meeting
from scrutiny.queries.days import timetable_of
from scrutiny.working_days.countdown import Step
from scrutiny.writes import begin, insert

_KEEP = Permission.KEEP_SCRUTINY


# --- Panels ----------------------------------------------------------------------------------
@transaction.atomic
def add_panel(
    *,
    partnership: Partnership,
    name: str,
    since: date,
    by: User | None,
    purpose: str = "",
    frequency: str = "",
    at: datetime | None = None,
) -> Group:
    """A new scrutiny panel; its address is made of its name. Refused where it is taken."""
    at = begin(by, partnership, at)
    panel = Group(
        partnership=partnership,
        slug=_slug(name),
        name=name,
        kind=GroupKind.PANEL,
        purpose=purpose,
        frequency=frequency,
        since=since,
    )
    insert(panel, words.PANEL_IS_THERE, field="name")
    events.added(Kind.PANEL_ADDED, panel, by=by, partnership=partnership, at=at)
    return panel


@transaction.atomic
def change_panel(
    *,
    panel: Group,
    seen: int,
    name: str,
    purpose: str,
    frequency: str,
    by: User,
    at: datetime | None = None,
) -> Group:
    """New words for a panel. `seen` is the revision that the writer saw: Outdated by a later."""
    at = begin(by, panel.partnership, at)
    locked = Group.objects.select_for_update().get(pk=panel.pk)
    check_seen(
        seen,
        latest=locked.revision,
        sentence=words.OVERTAKEN,
        now=locked.purpose or locked.name,
        field="purpose",
    )
    to = {"name": name, "purpose": purpose, "frequency": frequency, "revision": seen + 1}
    events.changed(Kind.PANEL_CHANGED, locked, by=by, partnership=locked.partnership, at=at, to=to)
    return locked


@transaction.atomic
def end_panel(
    *,
    panel: Group,
    on: date,
    because: str,
    by: User,
    successor: Group | None = None,
    at: datetime | None = None,
) -> None:
    """End a panel on its first day without it; what is open passes on to its successor.

    An ended panel may still be given one. Refused for a day before its first, and for a
    successor that has ended or is the panel itself.
    """
    at = begin(by, panel.partnership, at)
    locked = Group.objects.select_for_update().get(pk=panel.pk)
    if locked.ended_on and locked.successor_id:
        raise Refused(words.PANEL_HAS_ENDED)
    if on <= locked.since:
        raise Refused(words.ENDS_BEFORE_BEGINNING, field="on")
    if successor is not None:
        _check_may_follow(locked, successor)
    passed = _pass_on(locked, successor) if successor else {}
    to = {"ended_on": on, "ended_because": because, "successor": successor}
    events.changed(
        Kind.PANEL_ENDED,
        locked,
        by=by,
        partnership=locked.partnership,
        at=at,
        to=to,
        passed_on=passed,
    )


def _check_may_follow(panel: Group, successor: Group) -> None:
    if successor.pk == panel.pk:
        raise Refused(words.SUCCESSOR_IS_ITSELF, field="successor")
    if successor.partnership_id != panel.partnership_id or successor.ended_on:
        raise Refused(words.SUCCESSOR_HAS_ENDED, field="successor")


def _pass_on(panel: Group, successor: Group) -> dict[str, list[int]]:
    """What is open of `panel`, by key, now the successor's."""
    questions = open_questions(panel)
    recommendations = open_recommendations(panel)
    passed = {
        "questions": list(questions.order_by("pk").values_list("pk", flat=True)),
        "recommendations": list(recommendations.order_by("pk").values_list("pk", flat=True)),
    }
    Question.objects.filter(pk__in=passed["questions"]).update(panel=successor)
    Recommendation.objects.filter(pk__in=passed["recommendations"]).update(panel=successor)
    return passed


def open_questions(panel: Group) -> models.QuerySet[Question]:
    """Those of a panel without an answer."""
    return Question.objects.filter(panel=panel, withdrawn_because="", answers__isnull=True)


def open_recommendations(panel: Group) -> models.QuerySet[Recommendation]:
    """Those of a panel that it has not closed."""
    closed = Recommendation.objects.filter(decisions__closes=True).values("pk")
    return Recommendation.objects.filter(panel=panel, withdrawn_because="").exclude(pk__in=closed)


@transaction.atomic
def add_member(
    *,
    panel: Group,
    title: str,
    since: date,
    by: User | None,
    user: User | None = None,
    at: datetime | None = None,
) -> PanelMember:
    """A member by their account, or a seat by its role where its holder has none."""
    at = begin(by, panel.partnership, at)
    member = PanelMember(panel=panel, user=user, title=title, since=since)
    insert(member, words.MEMBER_ALREADY, field="user")
    events.added(Kind.MEMBER_ADDED, member, by=by, partnership=panel.partnership, at=at)
    return member


@transaction.atomic
def end_member(*, member: PanelMember, on: date, by: User, at: datetime | None = None) -> None:
    """End a membership of the panel from `on`."""
    partnership = member.panel.partnership
    at = begin(by, partnership, at)
    if on <= member.since:
        raise Refused(words.ENDS_BEFORE_BEGINNING, field="on")
    events.changed(
        Kind.MEMBER_ENDED, member, by=by, partnership=partnership, at=at, to={"until": on}
    )


@transaction.atomic
def set_timetable(
    *,
    panel: Group,
    draft: int,
    clearance: int,
    pre_agenda: int,
    to_democratic_services: int,
    by: User | None,
    at: datetime | None = None,
) -> Timetable:
    """How many working days each step comes before the next, for all meetings from now on."""
    at = begin(by, panel.partnership, at)
    before = timetable_of(panel)
    made = Timetable.objects.create(
        panel=panel,
        draft=draft,
        clearance=clearance,
        pre_agenda=pre_agenda,
        to_democratic_services=to_democratic_services,
        set_at=at,
        set_by=by,
    )
    events.added(
        Kind.TIMETABLE_SET,
        made,
        by=by,
        partnership=panel.partnership,
        at=at,
        replaces=before.pk if before else None,
    )
    return made


# --- Meetings --------------------------------------------------------------------------------
@transaction.atomic
def add_meeting(
    *,
    panel: Group,
    held_on: date,
    by: User | None,
    starts_at: time | None = None,
    place: str = "",
    agenda_link: str = "",
    minutes_link: str = "",
    at: datetime | None = None,
) -> Meeting:
    """A meeting of a panel. Refused on a day that has one."""
    at = begin(by, panel.partnership, at)
    if panel.ended_on and held_on >= panel.ended_on:
        raise Refused(words.PANEL_HAS_ENDED, field="held_on")
    meeting = Meeting(
        group=panel,
        held_on=held_on,
        starts_at=starts_at,
        place=place,
        agenda_link=agenda_link,
        minutes_link=minutes_link,
    )
    insert(meeting, words.MEETING_THAT_DAY, field="held_on")
    events.added(Kind.MEETING_ADDED, meeting, by=by, partnership=panel.partnership, at=at)
    return meeting


@transaction.atomic
def change_meeting(
    *, meeting: Meeting, to: Mapping[str, Any], by: User, at: datetime | None = None
) -> None:
    """Another time, place or link; the day is another meeting's."""
    partnership = meeting.group.partnership
    at = begin(by, partnership, at)
    wanted = {name: to[name] for name in ("starts_at", "place", "agenda_link", "minutes_link")}
    wanted["revision"] = meeting.revision + 1
    events.changed(Kind.MEETING_CHANGED, meeting, by=by, partnership=partnership, at=at, to=wanted)


@transaction.atomic
def cancel_meeting(*, meeting: Meeting, because: str, by: User, at: datetime | None = None) -> None:
    """A meeting falls away; what was on its agenda stays to be seen."""
    partnership = meeting.group.partnership
    at = begin(by, partnership, at)
    if meeting.ended_on:
        raise Refused(words.MEETING_IS_CANCELLED)
    to = {"ended_on": clock.day_of(at), "ended_because": because}
    events.changed(Kind.MEETING_CANCELLED, meeting, by=by, partnership=partnership, at=at, to=to)


@transaction.atomic
def finish_step(*, meeting: Meeting, step: Step, by: User, at: datetime | None = None) -> StepDone:
    """A step before a meeting was taken: said by who writes packs, or who keeps the panel."""
    at = at or timezone.now()
    partnership = meeting.group.partnership
    check(by, _KEEP, Permission.EDIT_PACKS, partnership=partnership)
    done = StepDone(meeting=meeting, step=step.value, done_on=clock.day_of(at), by=by)
    insert(done, words.STEP_DONE_ALREADY, field="step")
    events.added(Kind.STEP_DONE, done, by=by, partnership=partnership, at=at)
    return done


@transaction.atomic
def plan_work(
    *,
    panel: Group,
    title: str,
    by: User | None,
    why: str = "",
    meeting: Meeting | None = None,
    at: datetime | None = None,
) -> WorkItem:
    """Something that the panel means to look at, at `meeting` where that is known."""
    at = begin(by, panel.partnership, at)
    check_meeting(meeting, panel)
    item = WorkItem.objects.create(panel=panel, title=title, why=why, meeting=meeting)
    events.added(Kind.WORK_PLANNED, item, by=by, partnership=panel.partnership, at=at)
    return item


@transaction.atomic
def move_work(
    *, item: WorkItem, meeting: Meeting | None, by: User, at: datetime | None = None
) -> None:
    """Have an item at another meeting, or at none yet."""
    partnership = item.panel.partnership
    at = begin(by, partnership, at)
    check_meeting(meeting, item.panel)
    events.changed(
        Kind.WORK_CHANGED, item, by=by, partnership=partnership, at=at, to={"meeting": meeting}
    )


@transaction.atomic
def withdraw_work(*, item: WorkItem, because: str, by: User, at: datetime | None = None) -> None:
    """Take an item off the programme; it stays to be seen with the reason."""
    partnership = item.panel.partnership
    at = begin(by, partnership, at)
    _check_stands(item.withdrawn_because)
    to = {"withdrawn_because": because}
    events.changed(Kind.WORK_WITHDRAWN, item, by=by, partnership=partnership, at=at, to=to)


@transaction.atomic
def add_item(
    *,
    meeting: Meeting,
    number: int,
    title: str,
    by: User | None,
    work_item: WorkItem | None = None,
    pack: Pack | None = None,
    at: datetime | None = None,
) -> AgendaItem:
    """An item of the agenda, and the pack that it rests on where it has one.

    Refused where the number is taken or the meeting cancelled.
    """
    partnership = meeting.group.partnership
    at = begin(by, partnership, at)
    if meeting.ended_on:
        raise Refused(words.MEETING_IS_CANCELLED)
    item = AgendaItem(meeting=meeting, number=number, title=title, work_item=work_item, pack=pack)
    insert(item, words.NUMBER_IS_TAKEN, field="number")
    events.added(Kind.ITEM_ADDED, item, by=by, partnership=partnership, at=at)
    return item


@transaction.atomic
def rest_item_on(
    *, item: AgendaItem, pack: Pack | None, by: User | None, at: datetime | None = None
) -> None:
    """Say on which pack an item rests: an agenda is often made before the pack is begun."""
    partnership = item.meeting.group.partnership
    at = begin(by, partnership, at)
    _check_stands(item.withdrawn_because)
    if pack and pack.partnership_id != partnership.pk:
        raise Refused(words.PACK_OF_ANOTHER, field="pack")
    to = {"pack": pack}
    events.changed(Kind.ITEM_CHANGED, item, by=by, partnership=partnership, at=at, to=to)


@transaction.atomic
def withdraw_item(*, item: AgendaItem, because: str, by: User, at: datetime | None = None) -> None:
    """Take an item off the agenda."""
    partnership = item.meeting.group.partnership
    at = begin(by, partnership, at)
    _check_stands(item.withdrawn_because)
    to = {"withdrawn_because": because}
    events.changed(Kind.ITEM_WITHDRAWN, item, by=by, partnership=partnership, at=at, to=to)


@transaction.atomic
def record_outcome(
    *,
    item: AgendaItem,
    outcome: Outcome,
    minute: str,
    by: User | None,
    note: str = "",
    at: datetime | None = None,
) -> None:
    """What came of an item, with its minute. Refused before the meeting was held."""
    partnership = item.meeting.group.partnership
    at = begin(by, partnership, at)
    if not minute:
        raise Refused(words.OUTCOME_NEEDS_MINUTE, field="minute")
    if item.meeting.held_on > clock.day_of(at):
        raise Refused(words.MEETING_LIES_AHEAD)
    to = {"outcome": outcome, "minute": minute, "outcome_note": note}
    events.changed(Kind.OUTCOME_RECORDED, item, by=by, partnership=partnership, at=at, to=to)


# --- Shared ----------------------------------------------------------------------------------


def _check_stands(withdrawn_because: str) -> None:
    if withdrawn_because:
        raise Refused(words.WITHDRAWN_ALREADY)


def _slug(name: str) -> str:
    slug = slugify(name)[:50].strip("-")
    if not slug:
        raise Refused(words.NAME_HAS_LETTERS, field="name")
    return slug
