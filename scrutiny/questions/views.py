"""Questions: the list, one of them, asking, directing, answering and withdrawing."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from partnership import clock
from partnership.list_filters import Facet, filtered
from partnership.models import Partnership
from partnership.page_parts import Link
from partnership.people.permissions import Permission, may, requires
from scrutiny import done_words, measures, words
from scrutiny.answering import Request, form_page, show
from scrutiny.described import narrowed
from scrutiny.form_fields import ReasonForm
from scrutiny.models import Question, Timing, ToWhom
from scrutiny.policies import may_answer, may_withdraw
from scrutiny.queries import panels as panel_queries
from scrutiny.queries import questions as question_queries
from scrutiny.queries.days import countdown_to
from scrutiny.queries.people import agencies
from scrutiny.questions import actions as question_actions
from scrutiny.questions import pages as question_pages
from scrutiny.questions.addressed import whom_of
from scrutiny.questions.forms import AddressedForm, AnswerForm, AskForm, cleaned_period
from scrutiny.questions.suggested import suggested_page, suggestions
from scrutiny.working_days.countdown import Step

GET_OR_POST = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@requires(Permission.VIEW_FIGURES)
def questions(request: Request, *, partnership: Partnership) -> HttpResponse:
    """What was asked and answered."""
    today = clock.today()
    asked = question_queries.questions(partnership, viewer=request.user, on=today)
    left, list_filter = filtered(
        asked,
        request.GET,
        Facet("state", "How it stands", lambda one: question_pages.TAGS[one.state].text),
        Facet("panel", "Panel", lambda one: one.question.panel.name),
        Facet("to", "Asked of", lambda one: whom_of(one.question).label),
        words=lambda one: f"{one.question.text} {one.answer.text if one.answer else ''}",
    )
    page = question_pages.questions_page(partnership, left, viewer=request.user, on=today)
    return show(request, narrowed(page, list_filter), partnership=partnership)


@require_safe
@requires(Permission.VIEW_FIGURES)
def show_question(request: Request, pk: int, *, partnership: Partnership) -> HttpResponse:
    """One question with its answers."""
    today = clock.today()
    asked = question_queries.question(partnership, pk, viewer=request.user, on=today)
    page = question_pages.question_page(asked, viewer=request.user, on=today)
    return show(request, page, partnership=partnership)


@GET_OR_POST
@requires(Permission.ASK_QUESTIONS)
def ask(request: Request, *, partnership: Partnership) -> HttpResponse:
    """Ask a question; the address may say about what, so that a measure's page leads here."""
    panels = panel_queries.standing_panels(partnership, viewer=request.user)
    form = AskForm(
        request.POST or None,
        partnership=partnership,
        agencies=agencies(partnership, viewer=request.user),
        panels=panels,
        meetings=panel_queries.meetings_to_ask_for(partnership, viewer=request.user),
        records=may(request.user, Permission.KEEP_SCRUTINY, partnership=partnership),
        initial=_initial(request, partnership),
    )

    def act(typed) -> str:
        made = question_actions.ask(by=request.user, **_asked(typed))
        return question_pages.address(made)

    no_panel = () if panels else (f"{words.NO_PANEL}. {words.WHO_ADDS_PANELS}.",)
    return form_page(
        request,
        form,
        act,
        heading="Ask a question",
        paragraphs=no_panel,
        button="Ask the question",
        done=done_words.ASKED,
        crumbs=(question_pages.crumb(partnership),),
        links=(
            Link("Suggested questions", reverse("scrutiny:suggested", args=[partnership.slug])),
        ),
    )


def _asked(typed: dict[str, Any]) -> dict[str, Any]:
    return {**typed, "timing": Timing(typed["timing"]), "to_whom": ToWhom(typed["to_whom"])}


def _initial(request: Request, partnership: Partnership) -> dict[str, Any]:
    """What the address says, and what is likely: the next meeting, and its papers' day."""
    asked = request.GET
    about = asked.get("about", "")
    initial: dict[str, Any] = {
        "text": asked.get("text", ""),
        "about": about if measures.is_known(about) else "",
        "period": _period(asked.get("period", "")),
        "area": asked.get("area", ""),
        "section": asked.get("section", ""),
        "timing": Timing.AFTER,
        "to_whom": ToWhom.PREVENT_LEAD if about.startswith("prevent/") else ToWhom.PARTNERSHIP,
    }
    today = clock.today()
    ahead = [
        found
        for panel in panel_queries.standing_panels(partnership, viewer=request.user)
        if (found := panel_queries.next_meeting(partnership, panel, viewer=request.user, on=today))
    ]
    first = min(ahead, key=lambda meeting: meeting.held_on, default=None)
    if first is not None:
        by = _papers_due(first, today)
        initial |= {"panel": first.group_id, "meeting": first.pk, "timing": Timing.BEFORE}
        initial["answer_by"] = by
    return initial


def _period(text: str) -> str:
    """The period of the address; blank for what is none."""
    try:
        return cleaned_period(text)
    except ValidationError:
        return ""


def _papers_due(meeting, today: date) -> date:
    """When the papers go to democratic services; the meeting itself without a timetable."""
    timetable = countdown_to(meeting.group, meeting.held_on)
    by = timetable.of(Step.TO_DEMOCRATIC_SERVICES) if timetable else meeting.held_on
    return by if by >= today else meeting.held_on


@require_safe
@requires(Permission.VIEW_FIGURES)
def suggested(request: Request, *, partnership: Partnership) -> HttpResponse:
    """Questions that members might ask, each with why it is suggested."""
    found = suggestions(partnership, viewer=request.user, on=clock.today())
    page = suggested_page(partnership, found, viewer=request.user)
    return show(request, page, partnership=partnership)


# --- What becomes of it ----------------------------------------------------------------------
@GET_OR_POST
@requires(Permission.ANSWER_SCRUTINY)
def answer(request: Request, pk: int, *, partnership: Partnership) -> HttpResponse:
    """Answer, or say why it is withheld; every member gets it by mail."""
    asked = question_queries.question(partnership, pk, viewer=request.user)
    question = asked.question
    if not may_answer(request.user, question):
        raise PermissionDenied(words.NOT_YOURS)
    latest = asked.answer
    initial = {
        "seen": latest.number if latest else 0,
        "text": latest.text if latest else "",
        "withheld_because": latest.withheld_because if latest else "",
        "in_update": latest.in_update if latest else False,
    }

    def act(typed) -> str:
        question_actions.answer(question=question, by=request.user, **typed)
        return question_pages.address(question)

    return form_page(
        request,
        AnswerForm(request.POST or None, initial=initial),
        act,
        heading="What is the answer?",
        caption=question.text,
        paragraphs=(words.WHO_SEES_ANSWERS,),
        button="Give the answer",
        done=done_words.ANSWERED,
        crumbs=_of(question),
    )


@GET_OR_POST
@requires(Permission.KEEP_SCRUTINY)
def direct(request: Request, pk: int, *, partnership: Partnership) -> HttpResponse:
    """Say who must answer, and by when."""
    question = question_queries.question(partnership, pk, viewer=request.user).question
    initial = {
        "to_whom": question.to_whom,
        "agency": question.agency_id,
        "answer_by": question.answer_by,
    }

    def act(typed) -> str:
        question_actions.direct(
            question=question,
            to_whom=ToWhom(typed["to_whom"]),
            agency=typed["agency"],
            answer_by=typed["answer_by"],
            by=request.user,
        )
        return question_pages.address(question)

    return form_page(
        request,
        AddressedForm(
            request.POST or None,
            agencies=agencies(partnership, viewer=request.user),
            initial=initial,
        ),
        act,
        heading="Who must answer, and by when?",
        done=done_words.DIRECTED,
        caption=question.text,
        crumbs=_of(question),
    )


@GET_OR_POST
@requires(Permission.ASK_QUESTIONS)
def withdraw(request: Request, pk: int, *, partnership: Partnership) -> HttpResponse:
    """Take a question back."""
    question = question_queries.question(partnership, pk, viewer=request.user).question
    if not may_withdraw(request.user, question):
        raise PermissionDenied("You may not withdraw this question.")

    def act(typed) -> str:
        question_actions.withdraw(question=question, because=typed["because"], by=request.user)
        return question_pages.address(question)

    return form_page(
        request,
        ReasonForm(request.POST or None),
        act,
        heading="Withdraw this question?",
        caption=question.text,
        button="Withdraw the question",
        done=done_words.QUESTION_WITHDRAWN,
        crumbs=_of(question),
    )


def _of(question: Question) -> tuple[Link, ...]:
    return (
        question_pages.crumb(question.partnership),
        Link(words.kind(question), question_pages.address(question)),
    )
