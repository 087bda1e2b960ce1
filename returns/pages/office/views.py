"""What officers alone do: deputies, covering emails, and parts of files stored for others."""

from __future__ import annotations

from django.contrib import messages
from django.db import transaction
from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from partnership import audit
from partnership.confirming import Confirmation, confirmed
from partnership.file_work import views as file_work
from partnership.file_work.actions import begin
from partnership.form_choices import read_choices
from partnership.list_filters import filtered
from partnership.models import Partnership, Role
from partnership.people import memberships
from partnership.people.permissions import Permission, requires
from partnership.refusals import Refused
from returns.lifecycle import covering_emails, file_works, queries, words
from returns.models import CoveringEmail
from returns.pages.downloads import PLAIN_BYTES, attachment
from returns.pages.office import page as office_pages
from returns.pages.office.forms import CoveringForm, DeputyForm, TakeForm
from returns.pages.request import Request

UNPROCESSABLE = 422


# --- Deputies --------------------------------------------------------------------------------
@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.NAME_DEPUTY)
def deputies(request: Request, *, partnership: Partnership) -> HttpResponse:
    """Who may accept returns for a time, and naming somebody."""
    form = DeputyForm(request.POST if request.method == "POST" else None, partnership=partnership)
    if request.method == "POST" and form.is_valid():
        try:
            memberships.name_deputy(partnership=partnership, by=request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, words.NAMED)
            return redirect("returns:deputies", partnership.slug)
    context = {"form": form, "deputies": office_pages.deputies(partnership)}
    read_choices(form)
    status = UNPROCESSABLE if form.errors else 200
    return render(request, "returns/deputies.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.NAME_DEPUTY)
def end_deputy(request: Request, pk: int, *, partnership: Partnership) -> HttpResponse:
    """Take the right of a deputy away before its time is over."""
    deputies = partnership.memberships.filter(role=Role.DEPUTY)
    found = get_object_or_404(deputies.select_related("user"), pk=pk)
    asked = Confirmation(
        heading=f"End {found.user}’s right to stand in?",
        says="They can no longer accept returns. What they have accepted stays accepted.",
        button="End the deputy’s right",
        done=words.ENDED,
        back=reverse("returns:deputies", args=[partnership.slug]),
    )
    return confirmed(
        request, asked, lambda _: memberships.end_deputy(membership=found, by=request.user)
    )


# --- Covering emails -------------------------------------------------------------------------
@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.SEE_COVERING_EMAILS, to_write=(Permission.UPLOAD_ON_BEHALF,))
def attach(request: Request, pk: int, *, partnership: Partnership) -> HttpResponse:
    """Choose the email with which a return came."""
    found = get_object_or_404(queries.returns(partnership, viewer=request.user), pk=pk)
    form = CoveringForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data["email"]
        try:
            covering_emails.attach_email(
                of_return=found,
                file=given,
                name=given.name,
                partnership=partnership,
                by=request.user,
            )
        except Refused as refusal:
            form.add_error("email", str(refusal))
        else:
            messages.success(request, words.ATTACHED)
            return redirect("returns:one", partnership.slug, pk)
    status = UNPROCESSABLE if form.errors else 200
    return render(request, "returns/attach.html", {"of_return": found, "form": form}, status=status)


@require_safe
@requires(Permission.SEE_COVERING_EMAILS)
def email(request: Request, pk: int, email: int, *, partnership: Partnership) -> FileResponse:
    """The bytes of a covering email, to be saved and never shown."""
    found = get_object_or_404(queries.returns(partnership, viewer=request.user), pk=pk)
    attached = CoveringEmail.objects.filter(batch=found.batch, partnership=partnership)
    covering = get_object_or_404(attached, pk=email)
    with transaction.atomic():
        audit.record(
            audit.Kind.EMAIL_DOWNLOADED, by=request.user, about=found, partnership=partnership
        )
    response = FileResponse(
        covering.file.open("rb"),
        as_attachment=True,
        filename=covering.name,
        content_type=PLAIN_BYTES,
    )
    response["X-Content-Type-Options"] = "nosniff"
    return response


# --- Files kept for others -------------------------------------------------------------------
@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.UPLOAD_ON_BEHALF)
def stored_files(request: Request, *, partnership: Partnership) -> HttpResponse:
    """Files that others uploaded and that hold figures of ours; taking our part of them."""
    stored = queries.to_take(partnership, viewer=request.user)
    rows = office_pages.stored_file_rows(stored, partnership)
    form = TakeForm(
        request.POST if request.method == "POST" else None,
        offered=[(row.pk, row.name) for row in rows],
    )
    if request.method == "POST" and form.is_valid():
        wanted = [
            of_return for of_return, _ in stored if of_return.pk in form.cleaned_data["returns"]
        ]
        onward = file_work.carried_out(
            request,
            None,
            lambda: begin(
                file_works.TAKEN,
                by=request.user,
                partnership=partnership,
                name=", ".join(of_return.name for of_return in wanted),
                given={"returns": [of_return.pk for of_return in wanted]},
                back=request.path,
            ),
        )
        return onward or redirect("returns:history", partnership.slug)
    left, list_filter = filtered(rows, request.GET, words=lambda row: f"{row.name} {row.holds}")
    status = UNPROCESSABLE if form.errors else 200
    context = {"rows": tuple(left), "filter": list_filter, "form": form}
    return render(request, "returns/kept.html", context, status=status)


# --- What a return changes -------------------------------------------------------------------
@require_safe
@requires(Permission.SEE_UNACCEPTED)
def changes(request: Request, pk: int, part: int, *, partnership: Partnership) -> HttpResponse:
    """Every figure in use that a return would change, or did, as CSV."""
    found = queries.part_of(pk, part, partnership=partnership, viewer=request.user)
    lines = office_pages.changed_lines(found)
    content = office_pages.changes_csv(found, lines)
    return attachment(content.encode("utf-8-sig"), name=words.changes_name(found.of_return))
