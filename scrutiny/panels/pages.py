"""The board, panels, meetings and days described; reads nothing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from django.urls import reverse

from partnership.models import Partnership
from partnership.models.groups import Group, Meeting
from partnership.page_parts import Button, Entry, Link, Listing, Row, Tag, given
from partnership.people.permissions import Permission, Viewer, may
from partnership.setup.words import day
from scrutiny import words
from scrutiny.described import Page, Section
from scrutiny.models import AgendaItem, PanelMember, WorkItem
from scrutiny.panels.addresses import meeting_address, pack_address, panel_address
from scrutiny.queries.packs import Paper
from scrutiny.working_days.countdown import Countdown, Step


# --- Panels ----------------------------------------------------------------------------------
def panels_page(
    partnership: Partnership,
    panels: Iterable[tuple[Group, Meeting | None]],
    *,
    viewer: Viewer,
    on: date,
) -> Page:
    """Every panel with its next meeting."""
    keeps = may(viewer, Permission.KEEP_SCRUTINY, partnership=partnership)
    rows = tuple(_panel_row(panel, ahead, on) for panel, ahead in panels)
    listing = Listing("Panels", ("Panel", "Meets next", "State"), rows) if rows else None
    return Page(
        heading="Which panels are there?",
        title="Panels",
        links=(Link("Add a panel", reverse("scrutiny:add_panel", args=[partnership.slug])),)
        if keeps
        else (),
        sections=(
            Section(
                "panels",
                "Panels",
                listing=listing,
                empty=f"{words.NO_PANEL}. {words.WHO_ADDS_PANELS}",
            ),
        ),
    )


def _panel_row(panel: Group, ahead: Meeting | None, on: date) -> tuple[Entry, ...]:
    has_ended = panel.ended_on is not None and panel.ended_on <= on
    followed = (words.followed_by(panel.successor.name),) if panel.successor else ()
    return (
        Entry(panel.name, panel_address(panel), notes=given([panel.frequency])),
        Entry(day(ahead.held_on), meeting_address(ahead)) if ahead else Entry("No meeting yet"),
        Entry(tag=Tag("Ended", "grey") if has_ended else Tag("Stands", "green"), notes=followed),
    )


def panel_page(
    panel: Group,
    *,
    predecessors: Sequence[Group],
    members: Sequence[PanelMember],
    timetable: Sequence[Row],
    programme: Sequence[WorkItem],
    meetings: Sequence[Meeting],
    sections: Sequence[Section],
    viewer: Viewer,
    on: date,
) -> Page:
    """A panel: its members, timetable, programme and meetings, then what it asked and made."""
    keeps = may(viewer, Permission.KEEP_SCRUTINY, partnership=panel.partnership)
    stands = keeps and not panel.ended_on
    return Page(
        heading=panel.name,
        caption="Scrutiny panel",
        tags=(Tag("Ended", "grey"),) if panel.ended_on else (),
        rows=tuple(_about_panel(panel, predecessors)),
        links=_panel_links(panel) if keeps else (),
        sections=(
            _members(panel, members, keeps=stands),
            _timetable(panel, timetable, keeps=stands),
            _programme(panel, programme, keeps=stands),
            _meetings(panel, meetings, keeps=stands, on=on),
            *sections,
        ),
        crumbs=(Link("Panels", reverse("scrutiny:panels", args=[panel.partnership.slug])),),
    )


def _about_panel(panel: Group, predecessors: Iterable[Group]) -> Iterable[Row]:
    if panel.purpose:
        yield Row("What it is for", panel.purpose)
    if panel.frequency:
        yield Row("How often it meets", panel.frequency)
    yield Row("Since", day(panel.since))
    if panel.ended_on:
        yield Row("Ended on", f"{day(panel.ended_on)}: {panel.ended_because}")
    if panel.successor:
        yield Row(
            "Followed by", panel.successor.name, panel_address(panel.successor), "See the panel"
        )
    for earlier in predecessors:
        yield Row("Followed", earlier.name, panel_address(earlier), "See the panel")


def _panel_links(panel: Group) -> tuple[Link, ...]:
    end = Link("End the panel", panel_address(panel, "end_panel"))
    if panel.ended_on:
        return () if panel.successor_id else (end,)
    return (Link("Change its words", panel_address(panel, "change_panel")), end)


def _members(panel: Group, members: Sequence[PanelMember], *, keeps: bool) -> Section:
    slug = panel.partnership.slug
    rows = tuple(
        (
            Entry(str(member.user) if member.user else member.title),
            Entry(member.title if member.user else "Has no account here"),
            Entry("End", reverse("scrutiny:end_member", args=[slug, member.pk]))
            if keeps
            else Entry(words.since(member.since)),
        )
        for member in members
    )
    listing = Listing("Members", ("Member", "As", "Since"), rows) if rows else None
    return Section(
        "members",
        "Members",
        listing=listing,
        empty="No member is recorded yet",
        links=(Link("Add a member", panel_address(panel, "add_member")),) if keeps else (),
    )


def _timetable(panel: Group, rows: Sequence[Row], *, keeps: bool) -> Section:
    link = Link("Set the timetable", panel_address(panel, "timetable"))
    return Section(
        "timetable",
        "Timetable before each meeting",
        rows=tuple(rows),
        empty="" if rows else words.NO_TIMETABLE,
        links=(link,) if keeps else (),
    )


def _programme(panel: Group, programme: Sequence[WorkItem], *, keeps: bool) -> Section:
    slug = panel.partnership.slug
    rows = tuple(
        (
            Entry(item.title, notes=given([item.why])),
            Entry(day(item.meeting.held_on), meeting_address(item.meeting))
            if item.meeting
            else Entry("Not decided yet"),
            _work_state(item, slug, keeps=keeps),
        )
        for item in programme
    )
    listing = Listing("Work programme", ("What", "Meeting", "State"), rows) if rows else None
    return Section(
        "programme",
        "Work programme",
        listing=listing,
        empty="The work programme is empty",
        links=(Link("Add to the programme", panel_address(panel, "plan")),) if keeps else (),
    )


def _work_state(work_item: WorkItem, slug: str, *, keeps: bool) -> Entry:
    if work_item.withdrawn_because:
        return Entry(tag=Tag("Withdrawn", "grey"), notes=(work_item.withdrawn_because,))
    if not keeps:
        return Entry("Planned")
    return Entry("Move or withdraw", reverse("scrutiny:move_work", args=[slug, work_item.pk]))


def _meetings(panel: Group, meetings: Sequence[Meeting], *, keeps: bool, on: date) -> Section:
    rows = tuple(
        (
            Entry(words.weekday(meeting.held_on), meeting_address(meeting)),
            Entry(meeting.place),
            Entry(
                tag=Tag("Cancelled", "grey")
                if meeting.ended_on
                else Tag("Held", "green")
                if meeting.held_on < on
                else Tag("To come", "blue"),
                notes=(meeting.group.name,) if meeting.group_id != panel.pk else (),
            ),
        )
        for meeting in meetings
    )
    listing = Listing("Meetings", ("Day", "Place", "State"), rows) if rows else None
    return Section(
        "meetings",
        "Meetings",
        listing=listing,
        empty="No meeting is recorded yet",
        links=(Link("Add a meeting", panel_address(panel, "add_meeting")),) if keeps else (),
    )


# --- A meeting -------------------------------------------------------------------------------


def meeting_page(
    meeting: Meeting,
    timetable: Countdown | None,
    agenda: Sequence[AgendaItem],
    *,
    papers: Sequence[Paper],
    done: dict[str, date],
    sections: Sequence[Section],
    viewer: Viewer,
    on: date,
) -> Page:
    """A meeting: the days that lead to it, its agenda and what came of each item."""
    panel = meeting.group
    partnership = panel.partnership
    keeps = may(viewer, Permission.KEEP_SCRUTINY, partnership=partnership)
    writes = keeps or may(viewer, Permission.EDIT_PACKS, partnership=partnership)
    changes = keeps and not meeting.ended_on
    return Page(
        heading=words.weekday(meeting.held_on),
        title=f"{panel.name}, {day(meeting.held_on)}",
        caption=panel.name,
        tags=(Tag("Cancelled", "grey"),) if meeting.ended_on else (),
        rows=tuple(_about_meeting(meeting)),
        links=(
            Link("Change time, place or links", meeting_address(meeting, "change_meeting")),
            Link("Cancel the meeting", meeting_address(meeting, "cancel_meeting")),
        )
        if changes
        else (),
        sections=(
            _papers(papers),
            _before(
                meeting,
                timetable,
                _all_done(papers, done),
                writes=writes and not meeting.ended_on,
                on=on,
            ),
            _agenda(meeting, agenda, changes=changes, on=on),
            *sections,
        ),
        crumbs=(
            Link("Panels", reverse("scrutiny:panels", args=[partnership.slug])),
            Link(panel.name, panel_address(panel)),
        ),
    )


def _about_meeting(meeting: Meeting) -> Iterable[Row]:
    if meeting.starts_at:
        yield Row("Time", f"{meeting.starts_at:%H:%M}")
    if meeting.place:
        yield Row("Place", meeting.place)
    for key, to in (("Agenda", meeting.agenda_link), ("Minutes", meeting.minutes_link)):
        if to:
            yield Row(key, to, to, "Open")
    if meeting.ended_on:
        yield Row("Cancelled because", meeting.ended_because)


def _papers(papers: Sequence[Paper]) -> Section:
    rows = tuple(
        (
            Entry(paper.pack.title, pack_address(paper.pack)),
            Entry(paper.pack.get_kind_display()),
            Entry(tag=Tag(paper.version.get_state_display(), "blue"), notes=_when(paper)),
        )
        for paper in papers
    )
    listing = Listing("Papers", ("Paper", "Kind", "State"), rows) if rows else None
    return Section("papers", "Papers", listing=listing, empty=words.NO_PAPERS)


def _when(paper: Paper) -> tuple[str, ...]:
    """ "Version 2, issued on 26 February 2024"."""
    shown = paper.shows
    done = {Step.PUBLICATION: "issued", Step.CLEARANCE: "approved", Step.DRAFT: "sent for review"}
    last = next(
        (f", {what} on {day(shown[step])}" for step, what in done.items() if step in shown), ""
    )
    return (f"Version {paper.version.number}{last}",)


def _all_done(papers: Sequence[Paper], done: dict[str, date]) -> dict[str, date]:
    """The steps that somebody recorded, and those that the papers show by themselves."""
    shown = {step.value: on for paper in papers for step, on in paper.shows.items()}
    return {**shown, **done}


def _before(
    meeting: Meeting,
    timetable: Countdown | None,
    done: dict[str, date],
    *,
    writes: bool,
    on: date,
) -> Section:
    title = "Before the meeting"
    if timetable is None:
        return Section("timetable", title, empty=words.NO_TIMETABLE)
    rows = tuple(
        (
            Entry(words.step(deadline.step), notes=(words.arithmetic(deadline),)),
            Entry(words.weekday(deadline.on)),
            _step_state(done.get(deadline.step.value), deadline.on, on, meeting.held_on),
        )
        for deadline in timetable.deadlines
    )
    buttons = tuple(
        Button(
            f"Mark as done: {words.step(deadline.step)}",
            reverse(
                "scrutiny:step_done",
                args=[meeting.group.partnership.slug, meeting.pk, deadline.step.value],
            ),
        )
        for deadline in timetable.deadlines
        if deadline.step.value not in done and meeting.held_on >= on
    )
    return Section(
        "timetable",
        title,
        paragraphs=given([words.unknown_years(timetable)]),
        listing=Listing("Days before the meeting", ("What", "By", "State"), rows),
        buttons=buttons if writes else (),
    )


def _step_state(done: date | None, by: date, on: date, meeting: date) -> Entry:
    if done:
        return Entry(tag=Tag("Done", "green"), notes=(day(done),))
    if on > meeting:
        return Entry("Not recorded")
    return Entry(
        tag=Tag("Overdue", "orange") if on > by else Tag("To do", "yellow"),
        notes=(words.late(by, on),),
    )


def _agenda(meeting: Meeting, agenda: Sequence[AgendaItem], *, changes: bool, on: date) -> Section:
    slug = meeting.group.partnership.slug
    rows = tuple(
        (
            Entry(str(item), pack_address(item.pack) if item.pack else ""),
            _outcome(item),
            _item_links(item, slug, changes=changes, is_held=meeting.held_on <= on),
            *([_item_pack(item, slug)] if changes else []),
        )
        for item in agenda
    )
    head = ("Item", "Outcome", "Minute", *(("Pack",) if changes else ()))
    listing = Listing("Agenda", head, rows) if rows else None
    return Section(
        "agenda",
        "Agenda",
        listing=listing,
        empty="No item is on the agenda yet",
        links=(Link("Add an item", meeting_address(meeting, "add_item")),) if changes else (),
    )


def _outcome(agenda_item: AgendaItem) -> Entry:
    if not agenda_item.outcome:
        return Entry("Not recorded yet")
    return Entry(agenda_item.get_outcome_display(), notes=given([agenda_item.outcome_note]))


def _item_links(agenda_item: AgendaItem, slug: str, *, changes: bool, is_held: bool) -> Entry:
    if not changes:
        return Entry(agenda_item.minute)
    name, text = (
        ("outcome", agenda_item.minute or "Record the outcome")
        if is_held
        else ("withdraw_item", "Take the item off")
    )
    return Entry(text, reverse(f"scrutiny:{name}", args=[slug, agenda_item.pk]))


def _item_pack(agenda_item: AgendaItem, slug: str) -> Entry:
    text = "Change the pack" if agenda_item.pack else "Say which pack"
    return Entry(text, reverse("scrutiny:item_pack", args=[slug, agenda_item.pk]))
