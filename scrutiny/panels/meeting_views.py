"""A panel's meetings: the days before, the agenda, and what came of each item."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from partnership import clock
from partnership.models import Partnership
from partnership.models.groups import Meeting
from partnership.page_parts import Link
from partnership.people.permissions import Permission, requires
from partnership.refusals import Refused
from partnership.setup.words import day
from scrutiny import done_words, words
from scrutiny.answering import Request, form_page, show
from scrutiny.described import Section
from scrutiny.form_fields import ReasonForm
from scrutiny.models import Outcome
from scrutiny.panels import actions as panel_actions
from scrutiny.panels import addresses
from scrutiny.panels import pages as panel_pages
from scrutiny.panels.addresses import meeting_address
from scrutiny.panels.forms import AgendaForm, ItemPackForm, MeetingForm, OutcomeForm
from scrutiny.queries import panels as panel_queries
from scrutiny.queries import questions as question_queries
from scrutiny.queries.days import countdown_to
from scrutiny.queries.packs import packs, papers
from scrutiny.questions import pages as question_pages
from scrutiny.working_days.countdown import Step

GET_OR_POST = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@requires(Permission.VIEW_FIGURES)
def show_meeting(request: Request, pk: int, *, partnership: Partnership) -> HttpResponse:
    """One meeting: what leads to it and what came of it."""
    today = clock.today()
    meeting = panel_queries.meeting(partnership, pk, viewer=request.user)
    asked = question_queries.questions(partnership, viewer=request.user, meeting=meeting)
    page = panel_pages.meeting_page(
        meeting,
        countdown_to(meeting.group, meeting.held_on),
        panel_queries.agenda(partnership, meeting, viewer=request.user),
        papers=papers(partnership, viewer=request.user, meeting=meeting),
        done=panel_queries.steps_done(partnership, meeting, viewer=request.user),
        sections=(
            Section(
                "questions",
                "Questions",
                listing=question_pages.listing(asked, "Questions of the meeting", on=today),
                empty="None",
            ),
        ),
        viewer=request.user,
        on=today,
    )
    return show(request, page, partnership=partnership)


@GET_OR_POST
@requires(Permission.KEEP_SCRUTINY)
def change_meeting(request: Request, pk: int, *, partnership: Partnership) -> HttpResponse:
    """Another time, place or link."""
    meeting = panel_queries.meeting(partnership, pk, viewer=request.user)
    names = ("starts_at", "place", "agenda_link", "minutes_link")

    def act(typed) -> str:
        panel_actions.change_meeting(meeting=meeting, to=typed, by=request.user)
        return meeting_address(meeting)

    form = MeetingForm(
        request.POST or None, initial={name: getattr(meeting, name) for name in names}
    )
    return form_page(
        request,
        form,
        act,
        heading="When and where is it?",
        done=done_words.MEETING_CHANGED,
        caption=str(meeting),
        crumbs=_of(meeting),
    )


@GET_OR_POST
@requires(Permission.KEEP_SCRUTINY)
def cancel_meeting(request: Request, pk: int, *, partnership: Partnership) -> HttpResponse:
    """A meeting that falls away."""
    meeting = panel_queries.meeting(partnership, pk, viewer=request.user)

    def act(typed) -> str:
        panel_actions.cancel_meeting(meeting=meeting, because=typed["because"], by=request.user)
        return meeting_address(meeting)

    return form_page(
        request,
        ReasonForm(request.POST or None),
        act,
        heading="Cancel this meeting?",
        caption=str(meeting),
        button="Cancel the meeting",
        done=done_words.meeting_cancelled(meeting.held_on),
        crumbs=_of(meeting),
    )


@require_POST
@requires(Permission.KEEP_SCRUTINY, Permission.EDIT_PACKS)
def step_done(request: Request, pk: int, step: str, *, partnership: Partnership) -> HttpResponse:
    """A step before a meeting was taken; the action asks who may say so."""
    meeting = panel_queries.meeting(partnership, pk, viewer=request.user)
    if step not in {item.value for item in Step}:
        raise Http404("There is no such step")
    try:
        panel_actions.finish_step(meeting=meeting, step=Step(step), by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, done_words.step_finished(words.step(Step(step))))
    return redirect(meeting_address(meeting))


# --- Agenda ----------------------------------------------------------------------------------
@GET_OR_POST
@requires(Permission.KEEP_SCRUTINY)
def add_item(request: Request, pk: int, *, partnership: Partnership) -> HttpResponse:
    """An item of the agenda."""
    meeting = panel_queries.meeting(partnership, pk, viewer=request.user)
    number = panel_queries.next_number(partnership, meeting, viewer=request.user)

    def act(typed) -> str:
        panel_actions.add_item(meeting=meeting, by=request.user, **typed)
        return meeting_address(meeting)

    form = AgendaForm(
        request.POST or None,
        work=panel_queries.planned_work(partnership, meeting.group, viewer=request.user),
        packs=packs(partnership, viewer=request.user),
        initial={"number": number},
    )
    return form_page(
        request,
        form,
        act,
        heading="What is on the agenda?",
        done=done_words.item_added,
        caption=str(meeting),
        crumbs=_of(meeting),
    )


@GET_OR_POST
@requires(Permission.KEEP_SCRUTINY)
def item_pack(request: Request, pk: int, *, partnership: Partnership) -> HttpResponse:
    """On which pack an item rests."""
    item = panel_queries.agenda_item(partnership, pk, viewer=request.user)

    def act(typed) -> str:
        panel_actions.rest_item_on(item=item, pack=typed["pack"], by=request.user)
        return meeting_address(item.meeting)

    form = ItemPackForm(
        request.POST or None,
        packs=packs(partnership, viewer=request.user),
        initial={"pack": item.pack_id},
    )
    return form_page(
        request,
        form,
        act,
        heading="Which update or briefing is it about?",
        done=done_words.item_rests_on,
        caption=str(item),
        crumbs=_of(item.meeting),
    )


@GET_OR_POST
@requires(Permission.KEEP_SCRUTINY)
def outcome(request: Request, pk: int, *, partnership: Partnership) -> HttpResponse:
    """What came of an item."""
    item = panel_queries.agenda_item(partnership, pk, viewer=request.user)
    initial = {"outcome": item.outcome, "minute": item.minute, "note": item.outcome_note}

    def act(typed) -> str:
        panel_actions.record_outcome(
            item=item,
            outcome=Outcome(typed["outcome"]),
            minute=typed["minute"],
            note=typed["note"],
            by=request.user,
        )
        return meeting_address(item.meeting)

    return form_page(
        request,
        OutcomeForm(request.POST or None, initial=initial),
        act,
        heading="What was the outcome?",
        done=done_words.OUTCOME_RECORDED,
        caption=str(item),
        crumbs=_of(item.meeting),
    )


@GET_OR_POST
@requires(Permission.KEEP_SCRUTINY)
def withdraw_item(request: Request, pk: int, *, partnership: Partnership) -> HttpResponse:
    """Take an item off the agenda."""
    item = panel_queries.agenda_item(partnership, pk, viewer=request.user)

    def act(typed) -> str:
        panel_actions.withdraw_item(item=item, because=typed["because"], by=request.user)
        return meeting_address(item.meeting)

    return form_page(
        request,
        ReasonForm(request.POST or None),
        act,
        heading="Take this item off the agenda?",
        caption=str(item),
        button="Take the item off",
        done=done_words.item_withdrawn(item.title),
        crumbs=_of(item.meeting),
    )


def _of(meeting: Meeting) -> tuple[Link, ...]:
    panel = meeting.group
    slug = panel.partnership.slug
    return (
        Link("Panels", reverse("scrutiny:panels", args=[slug])),
        Link(panel.name, addresses.panel_address(panel)),
        Link(day(meeting.held_on), meeting_address(meeting)),
    )
