"""Recommendations: the list, one of them, and everything that becomes of it."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.views.decorators.http import require_http_methods, require_safe

from partnership import clock
from partnership.kept import kept, trail
from partnership.list_filters import Facet, filtered
from partnership.models import Partnership
from partnership.page_parts import Link
from partnership.people.permissions import Permission, requires
from scrutiny import done_words, words
from scrutiny.answering import Request, form_page, show
from scrutiny.described import narrowed
from scrutiny.form_fields import DayForm, ReasonForm
from scrutiny.models import Verdict
from scrutiny.policies import may_respond
from scrutiny.queries import panels as panel_queries
from scrutiny.queries import recommendations as recommendation_queries
from scrutiny.queries.days import calendar_of
from scrutiny.recommendations import actions as recommendation_actions
from scrutiny.recommendations import effect
from scrutiny.recommendations import pages as recommendation_pages
from scrutiny.recommendations.acting import acting, recommendation_or_404
from scrutiny.recommendations.actions import EXECUTIVE, everybody
from scrutiny.recommendations.forms import (
    BackForm,
    DecisionForm,
    LaterForm,
    RecipientForm,
    RecommendForm,
    ResponseForm,
    WordingForm,
)

GET_OR_POST = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@requires(Permission.VIEW_FIGURES)
def recommendations(request: Request, *, partnership: Partnership) -> HttpResponse:
    """What was recommended, and how each stands."""
    today = clock.today()
    every = recommendation_queries.recommendations(partnership, viewer=request.user, on=today)
    left, list_filter = filtered(
        every,
        request.GET,
        Facet("state", "How it stands", lambda one: recommendation_pages.TAGS[one.state].text),
        Facet("panel", "Panel", lambda one: one.recommendation.panel.name),
        Facet("to", "Sent to", lambda one: [status.recipient.name for status in one.recipients]),
        words=lambda one: f"{one.recommendation} {one.recommendation.text}",
    )
    page = recommendation_pages.recommendations_page(
        partnership, left, viewer=request.user, on=today
    )
    return show(request, narrowed(page, list_filter), partnership=partnership)


@require_safe
@requires(Permission.VIEW_FIGURES)
def show_recommendation(request: Request, pk: int, *, partnership: Partnership) -> HttpResponse:
    """One recommendation: who answered what, and what the figures did before and after."""
    today = clock.today()
    recommended = recommendation_queries.recommendation(
        partnership, pk, viewer=request.user, on=today
    )
    recommendation = recommended.recommendation
    page = recommendation_pages.recommendation_page(
        recommended,
        recommendation_queries.evidence_of(partnership, recommendation, viewer=request.user),
        kept(
            (partnership.pk, "effects", pk),
            lambda: effect.charts(recommendation, recommended.measures, viewer=request.user),
            as_of=trail(),
        ),
        viewer=request.user,
        calendar=calendar_of(partnership),
        on=today,
    )
    return show(request, page, partnership=partnership)


@require_safe
@requires(Permission.VIEW_FIGURES)
def show_effect(request: Request, pk: int, *, partnership: Partnership) -> HttpResponse:
    """The months of a measure before and after the recommendation that it is set beside."""
    linked = recommendation_queries.linked_measure(partnership, pk, viewer=request.user)
    drawn = effect.chart(linked.recommendation, linked, viewer=request.user)
    page = recommendation_pages.effect_page(linked, drawn)
    return show(request, page, partnership=partnership)


@GET_OR_POST
@requires(Permission.MAKE_RECOMMENDATIONS)
def recommend(request: Request, *, partnership: Partnership) -> HttpResponse:
    """A new recommendation or report."""
    offered = {to.name: to for to in (*everybody(partnership), EXECUTIVE)}
    panels = panel_queries.standing_panels(partnership, viewer=request.user)

    def act(typed) -> str:
        typed.pop("seen")
        to = [offered[name] for name in typed.pop("to")]
        made = recommendation_actions.make(to=to, by=request.user, **typed)
        return recommendation_pages.address(made)

    form = RecommendForm(
        request.POST or None,
        panels=panels,
        bodies=tuple(name for name in offered if name != EXECUTIVE.name),
        executive=EXECUTIVE.name,
    )
    return form_page(
        request,
        form,
        act,
        heading="What does the panel recommend?",
        paragraphs=() if panels else (f"{words.NO_PANEL}. {words.WHO_ADDS_PANELS}.",),
        button="Make the recommendation",
        done=done_words.MADE,
        crumbs=(recommendation_pages.crumb(partnership),),
    )


# --- Kept by democratic services -------------------------------------------------------------
@GET_OR_POST
@requires(Permission.KEEP_SCRUTINY)
def reword(request: Request, pk: int, *, partnership: Partnership) -> HttpResponse:
    """Other words for it."""
    recommendation = recommendation_or_404(request, pk, partnership)
    initial = {
        "seen": recommendation.version,
        "title": recommendation.title,
        "text": recommendation.text,
        "review": recommendation.review,
        "owner_role": recommendation.owner_role,
    }
    form = WordingForm(request.POST or None, initial=initial)
    return acting(
        request,
        recommendation,
        form,
        lambda typed: recommendation_actions.reword(
            recommendation=recommendation, by=request.user, **typed
        ),
        heading="What does it say?",
        done=done_words.REWORDED,
    )


@GET_OR_POST
@requires(Permission.KEEP_SCRUTINY)
def back(request: Request, pk: int, *, partnership: Partnership) -> HttpResponse:
    """At which meeting the panel looks at it again."""
    recommendation = recommendation_or_404(request, pk, partnership)
    ahead = panel_queries.meetings_not_cancelled(
        partnership, recommendation.panel, viewer=request.user
    )
    form = BackForm(
        request.POST or None, meetings=ahead, initial={"meeting": recommendation.back_at_id}
    )
    return acting(
        request,
        recommendation,
        form,
        lambda typed: recommendation_actions.bring_back(
            recommendation=recommendation, meeting=typed["meeting"], by=request.user
        ),
        heading="When does the panel look at it again?",
        done=done_words.back_on_agenda,
    )


@GET_OR_POST
@requires(Permission.KEEP_SCRUTINY)
def decide(request: Request, pk: int, *, partnership: Partnership) -> HttpResponse:
    """What the panel decided; only so is one closed."""
    recommendation = recommendation_or_404(request, pk, partnership)
    over = panel_queries.meetings_held(
        partnership,
        recommendation.panel,
        viewer=request.user,
        since=recommendation.made_on,
        until=clock.today(),
    )
    form = DecisionForm(request.POST or None, meetings=over)
    return acting(
        request,
        recommendation,
        form,
        lambda typed: recommendation_actions.decide(
            recommendation=recommendation,
            meeting=typed["meeting"],
            minute=typed["minute"],
            closes=typed["decision"] == DecisionForm.CLOSED,
            note=typed["note"],
            by=request.user,
        ),
        heading="What did the panel decide?",
        button="Record the decision",
        done=lambda typed: (
            done_words.CLOSED if typed["decision"] == DecisionForm.CLOSED else done_words.STAYS_OPEN
        ),
    )


@GET_OR_POST
@requires(Permission.KEEP_SCRUTINY)
def withdraw(request: Request, pk: int, *, partnership: Partnership) -> HttpResponse:
    """It was entered by mistake."""
    recommendation = recommendation_or_404(request, pk, partnership)
    return acting(
        request,
        recommendation,
        ReasonForm(request.POST or None),
        lambda typed: recommendation_actions.withdraw(
            recommendation=recommendation, because=typed["because"], by=request.user
        ),
        heading="Withdraw this recommendation?",
        paragraphs=(words.MISTAKES_ONLY,),
        button="Withdraw the recommendation",
        done=done_words.WITHDRAWN,
    )


@GET_OR_POST
@requires(Permission.KEEP_SCRUTINY)
def add_recipient(request: Request, pk: int, *, partnership: Partnership) -> HttpResponse:
    """One more body that is sent a copy."""
    recommendation = recommendation_or_404(request, pk, partnership)
    there = {recipient.name for recipient in recommendation_queries.recipients_of(recommendation)}
    offered = {to.name: to for to in (*everybody(partnership), EXECUTIVE) if to.name not in there}
    form = RecipientForm(request.POST or None, names=tuple(offered))
    return acting(
        request,
        recommendation,
        form,
        lambda typed: recommendation_actions.add_recipient(
            recommendation=recommendation, to=offered[typed["to"]], by=request.user
        ),
        heading="Send a copy to another body",
        done=done_words.recipient_added,
    )


@GET_OR_POST
@requires(Permission.KEEP_SCRUTINY)
def sent(request: Request, pk: int, *, partnership: Partnership) -> HttpResponse:
    """On which day the copy was sent."""
    body = recommendation_queries.recipient(partnership, pk, viewer=request.user)
    return acting(
        request,
        body.recommendation,
        DayForm(request.POST or None),
        lambda typed: recommendation_actions.send_copy(
            recipient=body, on=typed["on"], by=request.user
        ),
        heading=f"When was {body.name} sent a copy?",
        done=lambda typed: done_words.copy_sent(body.name, typed["on"]),
    )


@GET_OR_POST
@requires(Permission.KEEP_SCRUTINY)
def end_recipient(request: Request, pk: int, *, partnership: Partnership) -> HttpResponse:
    """A body that should not have been sent a copy."""
    body = recommendation_queries.recipient(partnership, pk, viewer=request.user)
    return acting(
        request,
        body.recommendation,
        ReasonForm(request.POST or None),
        lambda typed: recommendation_actions.end_recipient(
            recipient=body, because=typed["because"], by=request.user
        ),
        heading=f"Remove {body.name} from this recommendation?",
        button="Remove this body",
        done=done_words.recipient_ended(body.name),
    )


# --- Answered by each body -------------------------------------------------------------------
@GET_OR_POST
@requires(Permission.ANSWER_SCRUTINY)
def respond(request: Request, pk: int, *, partnership: Partnership) -> HttpResponse:
    """A body's own answer."""
    body = recommendation_queries.recipient(partnership, pk, viewer=request.user)
    if not may_respond(request.user, body):
        raise PermissionDenied(words.NOT_YOURS)
    latest = recommendation_queries.latest_response(partnership, body, viewer=request.user)
    initial: dict[str, Any] = {"seen": 0}
    if latest:
        initial = {"seen": latest.number, "verdict": latest.verdict, "text": latest.text}

    def act(typed) -> None:
        verdict = Verdict(typed.pop("verdict"))
        recommendation_actions.respond(recipient=body, verdict=verdict, by=request.user, **typed)

    later = Link(words.SAY_LATER, recommendation_pages.later_address(body))
    return acting(
        request,
        body.recommendation,
        ResponseForm(request.POST or None, initial=initial),
        act,
        heading=f"What does {body.name} answer?",
        paragraphs=(body.recommendation.text,),
        button="Give the response",
        done=done_words.responded(body.name),
        links=(later,),
    )


@GET_OR_POST
@requires(Permission.ANSWER_SCRUTINY)
def later(request: Request, pk: int, *, partnership: Partnership) -> HttpResponse:
    """Why an answer comes as soon as reasonably possible after its day."""
    body = recommendation_queries.recipient(partnership, pk, viewer=request.user)
    if not may_respond(request.user, body):
        raise PermissionDenied(words.NOT_YOURS)
    return acting(
        request,
        body.recommendation,
        LaterForm(request.POST or None, initial={"because": body.later_because}),
        lambda typed: recommendation_actions.say_later(
            recipient=body, because=typed["because"], by=request.user
        ),
        heading=f"Why does {body.name} answer later?",
        done=done_words.comes_later(body.name),
    )
