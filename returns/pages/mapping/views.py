"""Mapping a spreadsheet that no layout recognises: one page of questions, with what it gives."""

from __future__ import annotations

from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from partnership import clock
from partnership.confirming import Confirmation, confirmed
from partnership.file_work import views as file_work
from partnership.file_work.actions import look
from partnership.models import FileWork, Partnership
from partnership.people.permissions import Permission, requires
from partnership.refusals import Refused
from returns.lifecycle import file_works, queries, words
from returns.lifecycle import mapping as mapping_actions
from returns.lifecycle.mapping import Understood
from returns.mapping.named_sheets import NamedSheet
from returns.mapping.questions import EACH
from returns.models import Return
from returns.pages.mapping import page as mapping_pages
from returns.pages.mapping.forms import MappingForm, asked_of
from returns.pages.request import Request

UNPROCESSABLE = 422
Sheets = tuple[NamedSheet, ...] | None
# The old page had a step for each of these; their addresses still lead here.
STEPS = ("table", "columns", "names", "result")


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.UPLOAD_RETURN)
def mapping(request: Request, pk: int, *, partnership: Partnership) -> HttpResponse:
    """How a file is read: its questions and what they give; an answer is kept until it is used."""
    of_return = _return(request, pk, partnership)
    sheets = mapping_actions.sheets_kept(of_return)
    if sheets is None:
        opened = _opened_again(request, of_return)
        if opened is not None:
            return opened
        sheets = mapping_actions.sheets_kept(of_return)
    try:
        if request.method == "POST":
            return _answered(request, of_return, sheets)
        found = _understood(of_return, _asked_singly(request), sheets)
        return _page(request, of_return, found)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("returns:one", partnership.slug, pk)


@require_safe
@requires(Permission.UPLOAD_RETURN)
def old_step(request: Request, pk: int, step: str, *, partnership: Partnership) -> HttpResponse:
    """Where the steps of mapping used to be."""
    if step not in STEPS:
        raise Http404("There is no such step")
    return redirect("returns:map", partnership.slug, pk)


@require_POST
@requires(Permission.UPLOAD_RETURN)
def preview(request: Request, pk: int, *, partnership: Partnership) -> HttpResponse:
    """What the answers as chosen would give, while they are being chosen; keeps nothing."""
    of_return = _return(request, pk, partnership)
    sheets = mapping_actions.sheets_kept(of_return)
    found = _understood(of_return, asked_of(request.POST), sheets)
    context = {"result": _result(found), "open": found.found.open, "partnership": partnership}
    return render(request, "returns/mapping_result_panel.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.UPLOAD_RETURN)
def discard(request: Request, pk: int, *, partnership: Partnership) -> HttpResponse:
    """Throw away a file that was never mapped."""
    found = _return(request, pk, partnership)
    asked = Confirmation(
        heading="Delete this file?",
        says=words.ABOUT_DISCARDING,
        button="Delete the file",
        done=words.discarded(found),
        back=reverse("returns:one", args=[partnership.slug, pk]),
        to=reverse("returns:start", args=[partnership.slug]),
    )
    return confirmed(
        request, asked, lambda _: mapping_actions.discard(of_return=found, by=request.user)
    )


# --- Answers ---------------------------------------------------------------------------------
def _answered(request: Request, of_return: Return, sheets: Sheets) -> HttpResponse:
    """The answers kept; with "use" the file is read by them, if nothing is open."""
    answers = asked_of(request.POST)
    found = _understood(of_return, answers, sheets)
    if found.found.faults:
        return _page(request, of_return, found, faults=True)
    slug = of_return.uploaded_for.slug
    mapping_actions.save_draft(of_return=of_return, mapping=found.found.mapping, by=request.user)
    if "use" not in request.POST:
        each = [("each", asked) for asked, answer in answers.items() if answer == EACH]
        address = reverse("returns:map", args=[slug, of_return.pk])
        return redirect(f"{address}?{urlencode(each)}" if each else address)
    if not found.found.is_ready:
        return _page(request, of_return, found, faults=True)
    mapping_actions.map_return(
        of_return=of_return,
        mapping=found.found.mapping,
        by=request.user,
        sheets=found.sheets,
    )
    return redirect("returns:check", slug, of_return.batch)


def _asked_singly(request: Request) -> dict[str, str]:
    """Questions that stand for many, of which each is to be asked by itself."""
    return dict.fromkeys(request.GET.getlist("each"), EACH)


# --- The page --------------------------------------------------------------------------------
def _page(
    request: Request, of_return: Return, understood: Understood, *, faults: bool = False
) -> HttpResponse:
    found = understood.found
    form = MappingForm.showing(found.questions, faults=faults)
    context = {
        "of_return": of_return,
        "form": form,
        "has_errors": faults,
        "tables": mapping_pages.table_panels(understood, form),
        "names": [
            field
            for about in ("districts", "places", "years", "days", "codes", "names", "sign")
            for field in form.of(about)
        ],
        "what": form.of("source"),
        "open": found.open,
        "result": _result(understood),
        "changes": understood.changes,
    }
    status = UNPROCESSABLE if faults else 200
    return render(request, "returns/mapping_page.html", context, status=status)


def _result(understood: Understood) -> mapping_pages.ResultView:
    found = understood.found
    return mapping_pages.result_view(found.mapped, found.kinds, today=clock.today())


def _understood(of_return: Return, answers: dict[str, str], sheets: Sheets) -> Understood:
    if not sheets:
        raise Http404("This file has no sheet to map")
    return mapping_actions.understand(of_return, answers, sheets=sheets)


def _opened_again(request: Request, of_return: Return) -> HttpResponse | None:
    """Where to go on while a worker opens a file whose sheets are not kept; None when it has."""
    found = file_work.seen(
        request,
        lambda: look(
            file_works.SHEETS,
            by=request.user,
            partnership=of_return.uploaded_for,
            name=of_return.name,
            back=request.path,
            about=file_works.about(of_return),
        ),
    )
    if not isinstance(found, FileWork):
        return found
    if not found.refusals:
        return None
    for _, sentence in found.refusals:
        messages.error(request, sentence)
    return redirect("returns:one", of_return.uploaded_for.slug, of_return.pk)


def _return(request: Request, pk: int, partnership: Partnership) -> Return:
    found = queries.returns(partnership, viewer=request.user).filter(uploaded_for=partnership)
    return get_object_or_404(found, pk=pk)
