"""Bringing in a list of activities: upload, check, then take all of it or nothing."""

from __future__ import annotations

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from partnership.models import Partnership
from partnership.people.permissions import Permission, person, requires
from partnership.refusals import UnusableFile
from partnership.upload_fields import UploadField
from prevent.activity_list import DECLARED
from prevent.file_works import ACTIVITIES
from prevent.register import REGISTER
from returns.catalogue.limits import LISTS
from returns.lifecycle import record_lists as list_actions
from returns.models.lists import ListFile
from returns.pages.presenting import report_panel
from returns.reading import record_lists

GET_OR_POST = require_http_methods(["GET", "HEAD", "POST"])
UNPROCESSABLE = 422
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class ListForm(forms.Form):
    """A spreadsheet of activities."""

    file = UploadField(
        most_bytes=LISTS.upload,
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
            list_file = list_actions.store(
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
            return redirect("prevent_register:one_list", partnership.slug, list_file.pk)
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
    """Every error in a list, or everything that will be imported, to confirm."""
    list_files = ListFile.objects.filter(partnership=partnership, declared=DECLARED.slug)
    list_file = get_object_or_404(list_files, pk=pk)
    refusal = ""
    if request.method == "POST":
        answer = ACTIVITIES.take(request, list_file)
        if isinstance(answer, HttpResponse):
            return answer
        refusal = answer
    listed = ACTIVITIES.seen(request, list_file)
    if isinstance(listed, HttpResponse):
        return listed
    context = {
        "register": REGISTER,
        "list_file": list_file,
        "refusal": refusal,
        "report": report_panel(listed.report),
        "records": [
            (
                record.typed.get("title", ""),
                record.typed.get("kind", ""),
                record.typed.get("year", ""),
            )
            for record in listed.records
        ],
        "may_take": listed.may_be_taken and not list_file.taken_at,
    }
    status = UNPROCESSABLE if refusal else 200
    return render(request, "prevent/list.html", context, status=status)
