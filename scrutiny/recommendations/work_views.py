"""What is done about a recommendation: milestones, measures beside it, evidence."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST

from partnership.models import Partnership
from partnership.page_parts import Link
from partnership.people.permissions import Permission, requires
from partnership.refusals import Refused
from scrutiny import done_words, measures, words
from scrutiny.answering import Request
from scrutiny.form_fields import DayForm, ReasonForm
from scrutiny.queries import recommendations as recommendation_queries
from scrutiny.recommendations import actions as recommendation_actions
from scrutiny.recommendations import pages as recommendation_pages
from scrutiny.recommendations.acting import acting, check_works, worked_on
from scrutiny.recommendations.forms import (
    EvidenceForm,
    LinkForm,
    MilestoneForm,
)

GET_OR_POST = require_http_methods(["GET", "HEAD", "POST"])
# Those who may work on some recommendation; `may_work_on` says on which.
WORKERS = (Permission.ANSWER_SCRUTINY, Permission.KEEP_SCRUTINY)


@GET_OR_POST
@requires(*WORKERS)
def add_milestone(request: Request, pk: int, *, partnership: Partnership) -> HttpResponse:
    """A step on the way."""
    recommendation = worked_on(request, pk, partnership)
    return acting(
        request,
        recommendation,
        MilestoneForm(request.POST or None),
        lambda typed: recommendation_actions.add_milestone(
            recommendation=recommendation, by=request.user, **typed
        ),
        heading="What is to be done, and by when?",
        done=done_words.MILESTONE_ADDED,
    )


@GET_OR_POST
@requires(*WORKERS)
def milestone_done(request: Request, pk: int, *, partnership: Partnership) -> HttpResponse:
    """A step was taken."""
    step = recommendation_queries.milestone(partnership, pk, viewer=request.user)
    check_works(request, step.recommendation)
    return acting(
        request,
        step.recommendation,
        DayForm(request.POST or None),
        lambda typed: recommendation_actions.finish_milestone(
            milestone=step, on=typed["on"], by=request.user
        ),
        heading="When was it done?",
        done=lambda typed: done_words.milestone_finished(typed["on"]),
        paragraphs=(step.text,),
        links=(Link(words.NOT_AFTER_ALL, recommendation_pages.milestone_withdrawal(step)),),
    )


@GET_OR_POST
@requires(*WORKERS)
def withdraw_milestone(request: Request, pk: int, *, partnership: Partnership) -> HttpResponse:
    """A step is not taken after all."""
    step = recommendation_queries.milestone(partnership, pk, viewer=request.user)
    check_works(request, step.recommendation)
    return acting(
        request,
        step.recommendation,
        ReasonForm(request.POST or None),
        lambda typed: recommendation_actions.withdraw_milestone(
            milestone=step, because=typed["because"], by=request.user
        ),
        heading="Is it not done after all?",
        paragraphs=(step.text,),
        button="Withdraw the milestone",
        done=done_words.MILESTONE_WITHDRAWN,
    )


@GET_OR_POST
@requires(*WORKERS)
def link_measure(request: Request, pk: int, *, partnership: Partnership) -> HttpResponse:
    """A measure to set beside it."""
    recommendation = worked_on(request, pk, partnership)
    return acting(
        request,
        recommendation,
        LinkForm(request.POST or None, partnership=partnership),
        lambda typed: recommendation_actions.link_measure(
            recommendation=recommendation, by=request.user, **typed
        ),
        heading="Which measure should be shown with it?",
        done=lambda typed: done_words.measure_linked(measures.title(typed["measure"])),
    )


@require_POST
@requires(*WORKERS)
def unlink_measure(request: Request, pk: int, *, partnership: Partnership) -> HttpResponse:
    """The measure is no longer set beside it."""
    linked = recommendation_queries.linked_measure(partnership, pk, viewer=request.user)
    try:
        recommendation_actions.unlink_measure(linked=linked, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, done_words.measure_unlinked(measures.title(linked.measure)))
    return redirect(recommendation_pages.address(linked.recommendation))


@GET_OR_POST
@requires(*WORKERS)
def add_evidence(request: Request, pk: int, *, partnership: Partnership) -> HttpResponse:
    """What shows that something was done."""
    recommendation = worked_on(request, pk, partnership)
    return acting(
        request,
        recommendation,
        EvidenceForm(request.POST or None),
        lambda typed: recommendation_actions.add_evidence(
            recommendation=recommendation, by=request.user, **typed
        ),
        heading="What was done, and where can it be checked?",
        done=done_words.EVIDENCE_ADDED,
    )


@GET_OR_POST
@requires(*WORKERS)
def withdraw_evidence(request: Request, pk: int, *, partnership: Partnership) -> HttpResponse:
    """What was given as evidence is none."""
    evidence = recommendation_queries.evidence(partnership, pk, viewer=request.user)
    check_works(request, evidence.recommendation)
    return acting(
        request,
        evidence.recommendation,
        ReasonForm(request.POST or None),
        lambda typed: recommendation_actions.withdraw_evidence(
            evidence=evidence, because=typed["because"], by=request.user
        ),
        heading="Withdraw this evidence?",
        paragraphs=(evidence.text,),
        button="Withdraw the evidence",
        done=done_words.EVIDENCE_WITHDRAWN,
    )
