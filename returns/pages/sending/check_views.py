"""What was found in the files, what they would change, and sending them."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from partnership.file_work import views as file_work
from partnership.file_work.actions import begin
from partnership.form_choices import read_choices
from partnership.models import Partnership, User
from partnership.people.permissions import Permission, may, requires
from partnership.refusals import Refused
from returns.checking.preview import preview
from returns.lifecycle import file_works, policies, queries, sending, supplying, telling, words
from returns.lifecycle.before_sending.answers import keep_answers
from returns.models import Part, Return
from returns.pages import presenting
from returns.pages.mapping import page as mapping_pages
from returns.pages.office import page as office_pages
from returns.pages.request import Request
from returns.pages.sending import check_page, check_words
from returns.pages.sending.forms import ExplainForm, SupplierForm

STEPS = ("Choose files", "Check", "Send")
UNPROCESSABLE = 422
MOST_TYPED = 500


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.SEE_UNACCEPTED, to_write=(Permission.UPLOAD_RETURN,))
def check(request: Request, batch: uuid.UUID, *, partnership: Partnership) -> HttpResponse:
    """Steps 2 and 3: what was found in the files, what is left to do, and sending them."""
    found = queries.in_batch(batch, partnership=partnership, viewer=request.user)
    if not found:
        raise Http404("There is no such upload")
    ready = queries.sendable(found, viewer=request.user)
    is_saving = "save" in request.POST
    form = ExplainForm(
        request.POST if request.method == "POST" else None,
        questions=queries.answerable(found, viewer=request.user),
        to_send=() if is_saving else [of_return.pk for of_return in ready],
    )
    if request.method != "POST":
        return _page(request, partnership, found, ready, form)
    try:
        is_valid = form.is_valid()
        _keep(found, form, by=request.user)
        if not is_valid or not (ready or is_saving):
            found = queries.in_batch(batch, partnership=partnership, viewer=request.user)
            return _page(request, partnership, found, ready, form, is_pressed=True)
        if is_saving:
            messages.success(request, check_words.ANSWERS_SAVED)
            return redirect("returns:check", partnership.slug, batch)
        _explain_and_send(ready, form, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("returns:check", partnership.slug, batch)
    return redirect("returns:sent", partnership.slug, batch)


@require_POST
@requires(Permission.UPLOAD_RETURN)
def save_answers(request: Request, batch: uuid.UUID, *, partnership: Partnership) -> JsonResponse:
    """Keep the answers as they are typed: what is left then, or that one cannot be kept."""
    found = queries.in_batch(batch, partnership=partnership, viewer=request.user)
    form = ExplainForm(request.POST, questions=queries.answerable(found, viewer=request.user))
    is_valid = form.is_valid()
    try:
        _keep(found, form, by=request.user)
    except Refused as refusal:
        return JsonResponse({"problem": str(refusal).rstrip(".")}, status=UNPROCESSABLE)
    if not is_valid:
        return JsonResponse({"problem": check_words.SEE_WHY_NOT_SAVED}, status=UNPROCESSABLE)
    return JsonResponse({"saved": check_words.answers_saved(words.moment(timezone.now()))})


@require_safe
@requires(Permission.SEE_UNACCEPTED)
def sent(request: Request, batch: uuid.UUID, *, partnership: Partnership) -> HttpResponse:
    """After sending: what it is called, what happens next and who decides."""
    found = [
        of_return
        for of_return in queries.in_batch(batch, partnership=partnership, viewer=request.user)
        if any(part.sent_at for part in of_return.here)
    ]
    if not found:
        raise Http404("Nothing of this upload was sent")
    parts = [part for of_return in found for part in of_return.here if part.sent_at]
    context = {
        "title": words.sent(len(found)),
        "returns": [
            (words.reference(of_return), words.notice_title(of_return.here), of_return.pk)
            for of_return in found
        ],
        "who_decides": words.who_decides(telling.deciders(parts, but=request.user)),
    }
    return render(request, "returns/sent.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.UPLOAD_RETURN)
def supplier(request: Request, pk: int, *, partnership: Partnership) -> HttpResponse:
    """Say whose figures a return has, before it is sent."""
    seen = queries.returns(partnership, viewer=request.user).filter(uploaded_for=partnership)
    of_return = get_object_or_404(seen, pk=pk)
    given = request.POST if request.method == "POST" else None
    initial = {"supplied_by": of_return.supplied_by}
    form = SupplierForm(given, initial=initial, partnership=partnership, viewer=request.user)
    if given is not None and form.is_valid():
        try:
            chosen = form.cleaned_data["supplied_by"]
            supplying.set_supplier(of_return=of_return, supplied_by=chosen, by=request.user)
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, check_words.SUPPLIER_CHANGED)
        return redirect("returns:check", partnership.slug, of_return.batch)
    read_choices(form)
    missing = check_page.no_supplier(of_return, partnership, request.user)
    context = {"of_return": of_return, "form": form, "no_supplier": missing}
    status = UNPROCESSABLE if form.errors else 200
    return render(request, "returns/supplier.html", context, status=status)


@require_POST
@requires(Permission.UPLOAD_RETURN)
def put_right(request: Request, pk: int, *, partnership: Partnership) -> HttpResponse:
    """Cells of a return read as its sender says, before it is sent; the worker reads it again."""
    seen = queries.returns(partnership, viewer=request.user).filter(uploaded_for=partnership)
    of_return = get_object_or_404(seen, pk=pk)
    back = reverse("returns:check", args=[partnership.slug, of_return.batch])
    onward = file_work.carried_out(
        request,
        None,
        lambda: begin(
            file_works.REPAIRED,
            by=request.user,
            partnership=partnership,
            name=of_return.name,
            given={name: request.POST.get(name, "")[:MOST_TYPED] for name in ("key", "now")},
            about=file_works.about(of_return),
            back=back,
        ),
    )
    return onward or redirect(back)


@transaction.atomic
def _keep(found: list[Return], form: ExplainForm, *, by: User) -> None:
    """Keep every answer that may stand, whatever is wrong with the others."""
    for of_return in found:
        if answers := form.explanations(of_return.pk):
            keep_answers(of_return=of_return, answers=answers, by=by)


@transaction.atomic
def _explain_and_send(ready: list[Return], form: ExplainForm, *, by: User) -> None:
    for of_return in ready:
        explanations = form.explanations(of_return.pk)
        for question in queries.asked_of(of_return, of_return.here):
            if explanations[question.key] != question.explanation:
                sending.confirm_query(
                    of_return=of_return,
                    key=question.key,
                    explanation=explanations[question.key],
                    by=by,
                )
    sending.send(parts=[part for sent in ready for part in queries.open_parts(sent)], by=by)


def _page(
    request: Request,
    partnership: Partnership,
    found: list[Return],
    ready: Sequence[Return],
    form: ExplainForm,
    *,
    is_pressed: bool = False,
) -> HttpResponse:
    """The page; where Send was pressed in vain, with each thing that is left at its top."""
    files = [_file(of_return, form, partnership, request.user) for of_return in found]
    wrong = sum(len(file["panel"].to_put_right) + file["panel"].left_out for file in files)
    answers = sum(not form[f"explain-{number}"].value() for number in range(len(form.questions)))
    is_open = any(file["is_open"] for file in files)
    context = {
        "steps": STEPS,
        "form": form,
        "files": files,
        "is_single": len(files) == 1,
        "heading": files[0]["panel"].heading
        if len(files) == 1
        else check_words.several_heading(len(files)),
        "left": check_words.left(wrong, answers),
        "left_in_short": check_words.left_in_short(wrong, answers),
        "can_send": words.can_send(len(ready), len(found)) if len(files) > 1 else "",
        "is_open": is_open,
        "is_pressed": is_pressed,
        "to_put_right": []
        if "save" in request.POST
        else [card for file in files for card in file["panel"].to_put_right],
        "promise": words.NOTHING_CHANGES_YET,
        "sender_answers": check_words.SENDER_ANSWERS,
        "answers_kept": check_words.ANSWERS_KEPT
        if any(question.typed != question.explanation for question in form.questions)
        else "",
    }
    return render(
        request, "returns/check.html", context, status=UNPROCESSABLE if is_pressed else 200
    )


def _file(
    of_return: Return, form: ExplainForm, partnership: Partnership, viewer: User
) -> dict[str, Any]:
    report = queries.report(of_return, of_return.here)
    parts = queries.open_parts(of_return)
    due = check_page.due_of(of_return, partnership)
    may_change = (
        all(part.state == Part.State.CHECKED for part in of_return.here)
        and of_return.uploaded_for_id == partnership.pk
        and may(viewer, Permission.UPLOAD_RETURN, partnership=partnership)
    )
    return {
        "of_return": of_return,
        "panel": check_page.file_panel(of_return, report, due=due, may_repair=may_change),
        "about": presenting.about(of_return),
        "supplier": check_page.supplier(of_return),
        "how_known": check_words.READ_FROM_FILE if of_return.is_supplier_guessed else "",
        "no_supplier": (missing := check_page.no_supplier(of_return, partnership, viewer)),
        "may_change_supplier": bool(of_return.supplied_by or missing) and may_change,
        "received": words.day(of_return.received_on),
        "mapping": mapping_pages.mapping_line(of_return),
        "is_marked": bool(report.errors or report.queries)
        and policies.may_download(viewer, of_return, partnership=partnership),
        "is_open": bool(parts) or not of_return.here,
        "open_part": parts[0] if len(parts) == 1 else None,
        "fields": [
            form[f"explain-{number}"]
            for number, question in enumerate(form.questions)
            if question.of_return == of_return.pk
        ],
        "changes": [
            panel
            for part in parts
            if (panel := office_pages.changes_panel(part, office_pages.changed_lines(part)))
        ],
        "parts": [check_page.part_panel(part, preview(part, viewer=viewer)) for part in parts],
    }
