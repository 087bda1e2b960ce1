"""Bringing in a list of activities: upload, check, then take all of it or nothing."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from partnership.models import Partnership
from partnership.people.permissions import Permission, person, requires
from partnership.records import words as record_words
from partnership.refusals import Refused, UnusableFile
from prevent import activity_list
from prevent.activity_list import DECLARED
from prevent.register import REGISTER
from returns.lifecycle import record_lists as list_actions
from returns.models.lists import ListFile
from returns.pages.presenting import report_panel
from returns.reading import record_lists

GET_OR_POST = require_http_methods(["GET", "HEAD", "POST"])
UNPROCESSABLE = 422
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class ListForm(forms.Form):
    """A spreadsheet of activities."""

    file = forms.FileField(
        label="Spreadsheet",
        help_text="XLSX, ODS or CSV, with a row for each activity",
        error_messages={"required": "Choose a file", "empty": "The file is empty"},
    )


@GET_OR_POST
@requires(Permission.KEEP_PREVENT_REGISTER)
def lists(request: HttpRequest, *, partnership: Partnership) -> HttpResponse:
    """Upload a list; nothing of it counts yet."""
    form = ListForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        upload = form.cleaned_data["file"]
        try:
            kept = list_actions.store(
                name=upload.name,
                content=upload.read(),
                declared=DECLARED,
                partnership=partnership,
                needs=REGISTER.keep,
                by=person(request),
            )
        except UnusableFile as refusal:
            form.add_error("file", str(refusal))
        else:
            return redirect("prevent_register:one_list", partnership.slug, kept.pk)
    context = {"register": REGISTER, "form": form}
    status = UNPROCESSABLE if form.errors else 200
    return render(request, "prevent/lists.html", context, status=status)


@require_safe
@requires(Permission.KEEP_PREVENT_REGISTER)
def template(request: HttpRequest, *, partnership: Partnership) -> HttpResponse:
    """An empty list with its headings."""
    headers = {"Content-Disposition": 'attachment; filename="activities.xlsx"'}
    return HttpResponse(record_lists.template(DECLARED), content_type=XLSX, headers=headers)


@GET_OR_POST
@requires(Permission.KEEP_PREVENT_REGISTER)
def one_list(request: HttpRequest, pk: int, *, partnership: Partnership) -> HttpResponse:
    """Everything that is wrong with a list at once, or all that will be taken, to confirm."""
    held = ListFile.objects.filter(partnership=partnership, declared=DECLARED.slug)
    kept = get_object_or_404(held, pk=pk)
    further = activity_list.further(partnership)
    refusal = ""
    if request.method == "POST":
        try:
            made = list_actions.take(
                kept=kept,
                declared=DECLARED,
                further=further,
                each=activity_list.take(partnership, by=person(request)),
                needs=REGISTER.keep,
                by=person(request),
            )
        except Refused as not_taken:
            refusal = str(not_taken)
        else:
            messages.success(request, record_words.taken(len(made)))
            return redirect("prevent_register:list", partnership.slug, "activities")
    listed = list_actions.seen(kept, DECLARED, further=further, made=activity_list.MADE)
    context = {
        "register": REGISTER,
        "kept": kept,
        "refusal": refusal,
        "report": report_panel(listed.report),
        "records": [
            (record.typed.get("title", ""), record.typed.get("kind", ""), record.typed["year"])
            for record in listed.records
        ],
        "may_take": listed.may_be_taken and not kept.taken_at,
    }
    status = UNPROCESSABLE if refusal else 200
    return render(request, "prevent/list.html", context, status=status)
