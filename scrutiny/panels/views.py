"""Panels: the list, one of them, its members, timetable, programme and meetings."""

from __future__ import annotations

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from partnership import clock
from partnership.models import Partnership
from partnership.models.groups import Group
from partnership.page_parts import Link
from partnership.people.permissions import Permission, requires
from scrutiny import done_words
from scrutiny.answering import Request, form_page, show
from scrutiny.described import Section
from scrutiny.form_fields import DayForm
from scrutiny.panels import actions as panel_actions
from scrutiny.panels import addresses
from scrutiny.panels import pages as panel_pages
from scrutiny.panels import timetable_rows as timetables
from scrutiny.panels.addresses import panel_address
from scrutiny.panels.forms import (
    EndPanelForm,
    MemberForm,
    NewMeetingForm,
    NewPanelForm,
    PanelForm,
    TimetableForm,
    WithdrawOrMoveForm,
    WorkForm,
)
from scrutiny.queries import panels as panel_queries
from scrutiny.queries import questions as question_queries
from scrutiny.queries import recommendations as recommendation_queries
from scrutiny.queries.days import timetable_of
from scrutiny.queries.people import users
from scrutiny.questions import pages as question_pages
from scrutiny.recommendations import pages as recommendation_pages

GET_OR_POST = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@requires(Permission.VIEW_FIGURES)
def panels(request: Request, *, partnership: Partnership) -> HttpResponse:
    """Every panel, those that ended too."""
    today = clock.today()
    groups = panel_queries.panels(partnership, viewer=request.user)
    page = panel_pages.panels_page(
        partnership,
        [
            (group, panel_queries.next_meeting(partnership, group, viewer=request.user, on=today))
            for group in groups
        ],
        viewer=request.user,
        on=today,
    )
    return show(request, page, partnership=partnership)


@require_safe
@requires(Permission.VIEW_FIGURES)
def show_panel(request: Request, slug: str, *, partnership: Partnership) -> HttpResponse:
    """One panel with all that it asked and recommended."""
    today = clock.today()
    panel = panel_queries.panel(partnership, slug, viewer=request.user)
    page = panel_pages.panel_page(
        panel,
        predecessors=panel_queries.predecessors(partnership, panel, viewer=request.user),
        members=panel_queries.members(partnership, panel, viewer=request.user, on=today),
        timetable=timetables.set_rows(panel, on=today),
        programme=tuple(panel_queries.programme(partnership, panel, viewer=request.user)),
        meetings=tuple(panel_queries.meetings(partnership, panel, viewer=request.user)),
        sections=_asked_and_made(panel, request, partnership),
        viewer=request.user,
        on=today,
    )
    return show(request, page, partnership=partnership)


def _asked_and_made(
    panel: Group, request: Request, partnership: Partnership
) -> tuple[Section, ...]:
    today = clock.today()
    asked = question_queries.questions(partnership, viewer=request.user, panel=panel)
    made = recommendation_queries.recommendations(partnership, viewer=request.user, panel=panel)
    return (
        Section(
            "questions",
            "Questions",
            listing=question_pages.listing(asked, "Questions", on=today),
            empty="None",
        ),
        Section(
            "recommendations",
            "Recommendations",
            listing=recommendation_pages.listing(made, "Recommendations", on=today),
            empty="None",
        ),
    )


@GET_OR_POST
@requires(Permission.KEEP_SCRUTINY)
def add_panel(request: Request, *, partnership: Partnership) -> HttpResponse:
    """A new panel."""

    def act(cleaned) -> str:
        cleaned.pop("seen")
        made = panel_actions.add_panel(partnership=partnership, by=request.user, **cleaned)
        return panel_address(made)

    form = NewPanelForm(request.POST or None, initial={"since": clock.today()})
    return form_page(
        request,
        form,
        act,
        heading="Add a panel",
        done=done_words.panel_added,
        crumbs=_crumbs(partnership),
    )


@GET_OR_POST
@requires(Permission.KEEP_SCRUTINY)
def change_panel(request: Request, slug: str, *, partnership: Partnership) -> HttpResponse:
    """Other words for a panel."""
    panel = panel_queries.panel(partnership, slug, viewer=request.user)
    initial = {
        "seen": panel.revision,
        "name": panel.name,
        "purpose": panel.purpose,
        "frequency": panel.frequency,
    }

    def act(typed) -> str:
        panel_actions.change_panel(panel=panel, by=request.user, **typed)
        return panel_address(panel)

    form = PanelForm(request.POST or None, initial=initial)
    return form_page(
        request,
        form,
        act,
        heading="What is the panel, and what is it for?",
        done=done_words.PANEL_CHANGED,
        crumbs=_of(panel),
    )


@GET_OR_POST
@requires(Permission.KEEP_SCRUTINY)
def end_panel(request: Request, slug: str, *, partnership: Partnership) -> HttpResponse:
    """End a panel, and name the one that follows it."""
    panel = panel_queries.panel(partnership, slug, viewer=request.user)
    others = panel_queries.standing_panels(partnership, viewer=request.user, besides=panel)

    def act(typed) -> str:
        panel_actions.end_panel(panel=panel, by=request.user, **typed)
        return panel_address(panel)

    form = EndPanelForm(request.POST or None, panels=others)
    return form_page(
        request,
        form,
        act,
        heading="When does the panel end, and which panel follows it?",
        caption=panel.name,
        paragraphs=("What it did can still be seen. Its questions and recommendations stay open.",),
        button="End the panel",
        done=lambda typed: done_words.panel_ended(panel.name, typed["on"]),
        crumbs=_of(panel),
    )


@GET_OR_POST
@requires(Permission.KEEP_SCRUTINY)
def timetable(request: Request, slug: str, *, partnership: Partnership) -> HttpResponse:
    """How many working days each step comes before the next."""
    panel = panel_queries.panel(partnership, slug, viewer=request.user)
    before = timetable_of(panel)
    names = ("draft", "clearance", "pre_agenda", "to_democratic_services")
    initial = {name: getattr(before, name) for name in names} if before else None

    def act(typed) -> str:
        panel_actions.set_timetable(panel=panel, by=request.user, **typed)
        return panel_address(panel)

    return form_page(
        request,
        TimetableForm(request.POST or None, initial=initial),
        act,
        heading="How long before each meeting are things due?",
        caption=panel.name,
        paragraphs=timetables.publication(panel, on=clock.today()),
        done=done_words.TIMETABLE_SET,
        crumbs=_of(panel),
    )


# --- Members ---------------------------------------------------------------------------------
@GET_OR_POST
@requires(Permission.KEEP_SCRUTINY)
def add_member(request: Request, slug: str, *, partnership: Partnership) -> HttpResponse:
    """Who joins the panel."""
    panel = panel_queries.panel(partnership, slug, viewer=request.user)

    def act(typed) -> str:
        panel_actions.add_member(panel=panel, by=request.user, **typed)
        return panel_address(panel)

    form = MemberForm(request.POST or None, users=users(partnership, viewer=request.user))
    return form_page(
        request,
        form,
        act,
        heading="Who joins the panel?",
        caption=panel.name,
        done=done_words.member_added,
        crumbs=_of(panel),
    )


@GET_OR_POST
@requires(Permission.KEEP_SCRUTINY)
def end_member(request: Request, pk: int, *, partnership: Partnership) -> HttpResponse:
    """Who leaves the panel, and when."""
    member = panel_queries.member(partnership, pk, viewer=request.user)

    def act(typed) -> str:
        panel_actions.end_member(member=member, on=typed["on"], by=request.user)
        return panel_address(member.panel)

    return form_page(
        request,
        DayForm(request.POST or None),
        act,
        heading=f"When does {member} leave the panel?",
        button="End the membership",
        done=lambda typed: done_words.member_ended(str(member), typed["on"]),
        crumbs=_of(member.panel),
    )


# --- Programme and meetings ------------------------------------------------------------------
@GET_OR_POST
@requires(Permission.KEEP_SCRUTINY)
def plan(request: Request, slug: str, *, partnership: Partnership) -> HttpResponse:
    """Something that the panel means to look at."""
    panel = panel_queries.panel(partnership, slug, viewer=request.user)
    ahead = panel_queries.own_meetings(partnership, panel, viewer=request.user)

    def act(typed) -> str:
        panel_actions.plan_work(panel=panel, by=request.user, **typed)
        return panel_address(panel)

    form = WorkForm(request.POST or None, meetings=ahead)
    return form_page(
        request,
        form,
        act,
        heading="Add to the work programme",
        done=done_words.work_planned,
        caption=panel.name,
        crumbs=_of(panel),
    )


@GET_OR_POST
@requires(Permission.KEEP_SCRUTINY)
def move_work(request: Request, pk: int, *, partnership: Partnership) -> HttpResponse:
    """Another meeting for an item of the programme, or none at all."""
    item = panel_queries.work_item(partnership, pk, viewer=request.user)
    ahead = panel_queries.own_meetings(partnership, item.panel, viewer=request.user)

    def act(typed) -> str:
        if typed["because"]:
            panel_actions.withdraw_work(item=item, because=typed["because"], by=request.user)
        else:
            panel_actions.move_work(item=item, meeting=typed["meeting"], by=request.user)
        return panel_address(item.panel)

    form = WithdrawOrMoveForm(
        request.POST or None, meetings=ahead, initial={"meeting": item.meeting_id}
    )
    return form_page(
        request,
        form,
        act,
        heading="At which meeting?",
        caption=item.title,
        done=lambda typed: done_words.work_moved(item.title, typed),
        crumbs=_of(item.panel),
    )


@GET_OR_POST
@requires(Permission.KEEP_SCRUTINY)
def add_meeting(request: Request, slug: str, *, partnership: Partnership) -> HttpResponse:
    """A day on which the panel meets."""
    panel = panel_queries.panel(partnership, slug, viewer=request.user)

    def act(typed) -> str:
        made = panel_actions.add_meeting(panel=panel, by=request.user, **typed)
        return addresses.meeting_address(made)

    form = NewMeetingForm(request.POST or None)
    return form_page(
        request,
        form,
        act,
        heading="When does the panel meet?",
        done=done_words.meeting_added,
        caption=panel.name,
        crumbs=_of(panel),
    )


def _crumbs(partnership: Partnership) -> tuple[Link, ...]:
    return (Link("Panels", reverse("scrutiny:panels", args=[partnership.slug])),)


def _of(panel: Group) -> tuple[Link, ...]:
    return (*_crumbs(panel.partnership), Link(panel.name, panel_address(panel)))
