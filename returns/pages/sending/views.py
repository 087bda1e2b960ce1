"""Choose files, check, send."""

from __future__ import annotations

import time
import uuid
from collections.abc import Sequence
from typing import Any, BinaryIO, cast

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from partnership import clock
from partnership.confirming import Confirmation, confirmed
from partnership.form_choices import read_choices
from partnership.models import Partnership, User
from partnership.people.permissions import Permission, may, requires
from partnership.refusals import Outdated
from returns.catalogue.limits import LIMITS
from returns.catalogue.registry import datasets
from returns.lifecycle import (
    queries,
    refusals,
    sending,
    words,
)
from returns.lifecycle.receiving import actions as receiving
from returns.lifecycle.receiving import queries as receiving_queries
from returns.lifecycle.receiving.queries import wait_for
from returns.lifecycle.schedule import agency_board
from returns.lifecycle.schedule.missing import oldest_missing
from returns.models import Arrival, Return
from returns.pages import presenting
from returns.pages.downloads import attachment
from returns.pages.request import Request
from returns.pages.schedule.page import board_panel
from returns.pages.sending.arriving import page_of_batch
from returns.pages.sending.asked_for import AskedFor, asked_for
from returns.pages.sending.forms import TemplateForm, UploadForm
from returns.pages.upload_limit import is_too_large

STEPS = ("Choose files", "Check", "Send")
UNPROCESSABLE = 422
# How long the page waits for files to be read before it says how far they are, in seconds.
LONGEST_WAIT = 1.5


@require_safe
@requires(Permission.SEE_RETURNS_OF_OWN_AGENCY)
def start(request: Request, *, partnership: Partnership) -> HttpResponse:
    """What a person can do about returns, what waits, and the latest."""
    found = queries.returns(partnership, viewer=request.user)[:5]
    waiting = queries.waiting(partnership, viewer=request.user)
    may_fetch = may(request.user, Permission.UPLOAD_ON_BEHALF, partnership=partnership)
    board = agency_board.board(partnership, viewer=request.user)
    return render(
        request,
        "returns/start.html",
        {
            "board": board_panel(board, may_fetch=may_fetch),
            "latest": [presenting.list_row(line) for line in queries.lines(found)],
            "waiting": words.waiting(len(waiting)),
            "may_accept": may(request.user, Permission.ACCEPT_RETURN, partnership=partnership),
            "may_name": may(request.user, Permission.NAME_DEPUTY, partnership=partnership),
            "may_fetch": may_fetch,
            "to_take": _to_take(request.user, partnership),
            "may_record": may(
                request.user, Permission.RECORD_RECORDING_CHANGES, partnership=partnership
            ),
            "may_rule": may(request.user, Permission.MANAGE_RULES, partnership=partnership),
            "may_see_ledger": may(request.user, Permission.SEE_LEDGER, partnership=partnership),
            "may_choose": may(request.user, Permission.SET_MAIN_SOURCE, partnership=partnership),
        },
    )


def _to_take(viewer: User, partnership: Partnership) -> str:
    """How many files of others hold our figures; blank where there are none to take."""
    if not may(viewer, Permission.UPLOAD_ON_BEHALF, partnership=partnership):
        return ""
    found = queries.to_take(partnership, viewer=viewer)
    return words.to_take(len(found)) if found else ""


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.UPLOAD_RETURN)
def upload(request: Request, *, partnership: Partnership) -> HttpResponse:
    """Step 1: choose files, and say whose they are; a worker reads them."""
    begun = time.monotonic()
    asked = asked_for(request.GET, partnership)
    if request.method != "POST":
        initial = {"supplied_by": asked.agency} if asked else {}
        form = UploadForm(partnership=partnership, viewer=request.user, initial=initial)
        return _upload_page(request, partnership, form, asked)
    held = receiving_queries.held(
        request.POST.get("held", ""), partnership=partnership, viewer=request.user
    )
    form = UploadForm(
        request.POST, request.FILES, partnership=partnership, viewer=request.user, held=held
    )
    if is_too_large(request):
        form.errors.clear()
        form.add_error("uploads", words.too_large(LIMITS.upload))
        return _upload_page(request, partnership, form, asked, status=413)
    if not form.is_valid():
        held = _hold(form, held, partnership, request.user)
        return _upload_page(request, partnership, form, asked, held=held, status=UNPROCESSABLE)
    batch, refused = _receive_all(form.cleaned_data, held, partnership, request.user)
    if not wait_for(batch, until=begun + LONGEST_WAIT):
        for sentence in refused:
            messages.error(request, sentence)
        return redirect("returns:reading", partnership.slug, batch)
    for arrival in receiving_queries.arrivals(batch, partnership=partnership, viewer=request.user):
        if arrival.state == Arrival.State.REFUSED:
            refused.append(words.not_stored(arrival.name, arrival.refusal))
            receiving.remove(arrival=arrival, by=request.user)
    return _after_reading(request, partnership, batch, form, asked, refused=refused)


def _after_reading(
    request: Request,
    partnership: Partnership,
    batch: uuid.UUID,
    form: UploadForm,
    asked: AskedFor | None,
    *,
    refused: list[str],
) -> HttpResponse:
    """To what was read, with a sentence for each file that was not kept; else the form again."""
    next_page = page_of_batch(request, partnership, batch)
    if next_page is None:
        for sentence in refused:
            form.add_error("uploads", sentence)
        return _upload_page(request, partnership, form, asked, status=UNPROCESSABLE)
    for sentence in refused:
        messages.error(request, sentence)
    return redirect(next_page)


def _upload_page(
    request: Request,
    partnership: Partnership,
    form: UploadForm,
    asked: AskedFor | None,
    *,
    held: Sequence[Arrival] = (),
    status: int = 200,
) -> HttpResponse:
    read_choices(form)
    context = {
        "form": form,
        "held": held,
        "asked": asked,
        "steps": STEPS,
        "unfinished": receiving_queries.unfinished(partnership, viewer=request.user),
    }
    return render(request, "returns/upload.html", context, status=status)


def _hold(
    form: UploadForm, held: list[Arrival], partnership: Partnership, by: User
) -> list[Arrival]:
    """The files of a form that is still to be filled in, kept so that they are chosen once."""
    chosen = form.cleaned_data.get("uploads", [])
    if not chosen:
        return held
    _let_go(held, by)
    batch, now_held = uuid.uuid4(), []
    email = form.cleaned_data.get("email")
    for file in chosen:
        try:
            arrival = receiving.hold(
                file=cast(BinaryIO, file),
                name=file.name or "",
                partnership=partnership,
                by=by,
                batch=batch,
                **_covering(email),
            )
        except refusals.UploadRefused as refusal:
            form.add_error("uploads", words.not_stored(file.name, str(refusal)))
        else:
            now_held.append(arrival)
            email = None
    return now_held


def _let_go(held: Sequence[Arrival], by: User) -> None:
    for arrival in held:
        receiving.remove(arrival=arrival, by=by)


def _covering(email: Any) -> dict[str, Any]:
    if not email:
        return {}
    email.seek(0)
    return {"email": email.read(), "email_name": email.name}


def _receive_all(
    given: dict[str, Any], held: Sequence[Arrival], partnership: Partnership, by: User
) -> tuple[uuid.UUID, list[str]]:
    """The batch in which they are, and a sentence for each file that was not even taken in."""
    about: dict[str, Any] = {
        "by": by,
        "supplied_by": given["supplied_by"],
        "supplier_role": given["supplier_role"],
        "is_provisional": given["is_provisional"],
        "how": Return.How(given["how"]),
        "received_on": given["received_on"],
    }
    email, refused = given.get("email"), []
    if held and not given["uploads"]:
        for arrival in held:
            try:
                receiving.take_up(arrival=arrival, **about, **_covering(email))
            except Outdated as outdated:
                refused.append(str(outdated))
            email = None
        return held[0].batch, refused
    _let_go(held, by)
    batch = uuid.uuid4()
    for file in given["uploads"]:
        try:
            receiving.receive(
                file=cast(BinaryIO, file),
                name=file.name or "",
                partnership=partnership,
                batch=batch,
                **about,
                **_covering(email),
            )
        except refusals.UploadRefused as refusal:
            refused.append(words.not_stored(file.name, str(refusal)))
        else:
            # It is kept with the first, and goes to the first return that is made of them.
            email = None
    return batch, refused


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.UPLOAD_RETURN)
def withdraw(request: Request, pk: int, part: int, *, partnership: Partnership) -> HttpResponse:
    """Take back what was not accepted yet."""
    found = queries.part_of(pk, part, partnership=partnership, viewer=request.user)
    asked = Confirmation(
        heading="Withdraw what you sent?",
        says=words.ABOUT_WITHDRAWING,
        button="Withdraw the return",
        done=words.withdrawn(found),
        back=reverse("returns:one", args=[partnership.slug, pk]),
    )
    return confirmed(request, asked, lambda _: sending.withdraw(part=found, by=request.user))


@require_safe
@requires(Permission.UPLOAD_RETURN)
def template(request: Request, *, partnership: Partnership) -> HttpResponse:
    """Choose a template to fill in; with a choice made, its bytes."""

    chosen = request.GET if request.GET else None
    form = TemplateForm(chosen, today=clock.today(), initial=_first_asked_for(request, partnership))
    if chosen is None or not form.is_valid():
        status = UNPROCESSABLE if chosen else 200
        return render(request, "returns/template.html", {"form": form}, status=status)
    from returns.reading.templates_to_fill import Shape
    from returns.reading.templates_to_fill import template as bytes_of_template

    dataset_slug, _, source_slug = form.cleaned_data["source"].partition("/")
    dataset = datasets[dataset_slug]
    source = dataset.source(source_slug)
    kind = form.cleaned_data["kind"]
    content = bytes_of_template(
        dataset,
        source,
        datasets.layout(source.template),
        partnership=partnership,
        months=form.months,
        kind=kind,
        shape=form.cleaned_data["shape"] or Shape.LONG,
    )
    return attachment(content, name=words.template_name(partnership, source, form.months, kind))


def _first_asked_for(request: Request, partnership: Partnership) -> dict[str, str]:
    """The return that this person's agencies have owed longest; none where nothing is missing."""
    lacking = oldest_missing(
        partnership,
        among=queries.suppliers(partnership, viewer=request.user),
        of=[
            (dataset.slug, source.slug)
            for dataset in datasets
            for source in dataset.sources
            if source.template
        ],
    )
    if lacking is None:
        return {}
    return {
        "source": f"{lacking.dataset.slug}/{lacking.source.slug}",
        "first": lacking.period.start.code,
        "last": lacking.period.last.code,
    }
