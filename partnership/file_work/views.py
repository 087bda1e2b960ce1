"""How far what a worker does with a file is, and what a form does with work that it asks for."""

from __future__ import annotations

import uuid
from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe
from django_htmx.http import HttpResponseClientRedirect

from partnership.file_work import actions, awaiting, queries, words
from partnership.file_work.kinds import kind_of
from partnership.models import FileWork
from partnership.people.permissions import person, requires_hosting, signed_in
from partnership.refusals import Refused

State = FileWork.State
# What a page is asked for with, when its work was waited for on the page of its progress.
SEEN = "work"


# --- For forms and pages ---------------------------------------------------------------------
def carried_out(
    request: HttpRequest,
    form: forms.Form | None,
    begin: Callable[[], FileWork],
    *,
    field: str | None = None,
) -> HttpResponse | None:
    """Where to go on after work that a form asked for; None where its refusals are in the form.

    The page waits a second at most, and leads to the page of its progress then.
    `field` is that of refusals that name none, or name one that the form lacks.
    """
    answer, refusals = _carried_out(request, begin)
    for named, sentence in refusals:
        if form is None:
            messages.error(request, sentence)
        else:
            form.add_error(named if named in form.fields else field, sentence)
    return answer


def carried_out_or_refused(
    request: HttpRequest, begin: Callable[[], FileWork]
) -> HttpResponse | str:
    """Where to go on after work that somebody asked for; or the sentences of its refusal."""
    answer, refusals = _carried_out(request, begin)
    return answer or " ".join(sentence for _, sentence in refusals)


def _carried_out(
    request: HttpRequest, begin: Callable[[], FileWork]
) -> tuple[HttpResponse | None, list[list[str]]]:
    until = queries.page_waits()
    work = queries.settled(begin(), until=until)
    if work.state != State.REFUSED:
        return _onward(request, work), []
    actions.forget(work)
    return None, work.refusals


def seen(request: HttpRequest, look: Callable[[], FileWork]) -> FileWork | HttpResponse:
    """What was found for a page, done or refused; or where to go on while it is worked on."""
    until = queries.page_waits()
    try:
        key = uuid.UUID(request.GET.get(SEEN, ""))
    except ValueError:
        work = None
    else:
        work = FileWork.objects.filter(key=key, by=person(request)).first()
    wanted = look() if work is None else work
    work = queries.settled(wanted, until=until)
    if work.state in (State.DONE, State.REFUSED):
        return work
    return redirect("partnership:work", work.key)


def _onward(request: HttpRequest, work: FileWork) -> HttpResponse:
    """To what came of it, with its sentences, once; else to the page of its progress."""
    if work.state != State.DONE:
        return redirect("partnership:work", work.key)
    if not work.outcome["address"]:
        # Found for a page, which has it from here.
        return redirect(f"{work.back}?{SEEN}={work.key}")
    for at, sentence in enumerate(work.outcome["said"]):
        (messages.warning if at else messages.success)(request, sentence)
    actions.forget(work)
    return redirect(work.outcome["address"])


# --- Pages -----------------------------------------------------------------------------------
@require_safe
@signed_in
def progress(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """How far it is; leads on by itself when it is done."""
    work = queries.work(key, viewer=person(request))
    if work.state == State.DONE:
        onward = _onward(request, work)
        # A script that asked would take the next page for a piece of this one.
        if "HX-Request" in request.headers:
            return HttpResponseClientRedirect(onward["Location"])
        return onward
    seen_now = queries.progress(work, now=timezone.now())
    context = {
        "work": work,
        "title": kind_of(work).title,
        "files": [seen_now],
        "is_going": seen_now.is_going,
        "next": words.NEXT,
    }
    return render(request, "partnership/work.html", context)


@require_POST
@signed_in
def again(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Have it done that could not be."""
    work = queries.work(key, viewer=person(request))
    try:
        actions.try_again(work=work)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, words.TRIED_AGAIN)
    return redirect("partnership:work", key)


@require_POST
@signed_in
def remove(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Delete what could not be done."""
    work = queries.work(key, viewer=person(request))
    try:
        actions.remove(work=work)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("partnership:work", key)
    messages.success(request, words.REMOVED)
    return redirect(work.back)


@require_safe
@requires_hosting
def queue(request: HttpRequest) -> HttpResponse:
    """Whether a worker runs, and how much waits for it, for whoever runs the portal."""
    found = awaiting.queue(now=timezone.now())
    context = {
        "queue": found,
        "says": words.NO_WORKER if found.is_worker_missed else words.ALL_WELL,
    }
    return render(request, "partnership/queue.html", context)
