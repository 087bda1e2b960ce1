"""Bringing in a list of recommendations: upload, check, then take all of it or nothing."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from partnership.models import Partnership
from partnership.page_parts import Entry, Link, Listing
from partnership.people.permissions import Permission, requires
from partnership.setup.words import day
from returns.lifecycle import record_lists as list_actions
from returns.models.lists import ListFile
from returns.pages.presenting import report_panel
from returns.reading import record_lists
from scrutiny import words
from scrutiny.answering import UNPROCESSABLE, Request, form_page
from scrutiny.queries.recommendations import list_file
from scrutiny.recommendations import pages as recommendation_pages
from scrutiny.recommendations.forms import ListForm
from scrutiny.recommendations.list_work import RECOMMENDATIONS
from scrutiny.recommendations.spreadsheet import DECLARED

GET_OR_POST = require_http_methods(["GET", "HEAD", "POST"])
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@GET_OR_POST
@requires(Permission.KEEP_SCRUTINY)
def lists(request: Request, *, partnership: Partnership) -> HttpResponse:
    """Upload a list; nothing of it counts yet."""

    def act(typed) -> str:
        upload = typed["file"]
        stored = list_actions.store(
            name=upload.name,
            content=upload.read(),
            declared=DECLARED,
            partnership=partnership,
            needs=Permission.KEEP_SCRUTINY,
            by=request.user,
        )
        return reverse("scrutiny:list", args=[partnership.slug, stored.pk])

    form = ListForm(request.POST or None, request.FILES or None)
    template = reverse("scrutiny:list_template", args=[partnership.slug])
    return form_page(
        request,
        form,
        act,
        heading="Bring in a list of recommendations",
        paragraphs=words.ABOUT_LISTS,
        button="Check the list",
        done="",
        crumbs=(recommendation_pages.crumb(partnership),),
        links=(Link("An empty list to fill (XLSX)", template),),
    )


@require_safe
@requires(Permission.KEEP_SCRUTINY)
def list_template(request: Request, *, partnership: Partnership) -> HttpResponse:
    """An empty list with its headings."""
    headers = {"Content-Disposition": 'attachment; filename="recommendations.xlsx"'}
    return HttpResponse(record_lists.template(DECLARED), content_type=XLSX, headers=headers)


@GET_OR_POST
@requires(Permission.KEEP_SCRUTINY)
def one_list(request: Request, pk: int, *, partnership: Partnership) -> HttpResponse:
    """Every error in a list, or everything that will be imported, to confirm."""
    file = list_file(partnership, pk, declared=DECLARED.slug, viewer=request.user)
    if request.method == "POST":
        return _take(request, file)
    listed = RECOMMENDATIONS.seen(request, file)
    if isinstance(listed, HttpResponse):
        return listed
    context = {
        "list_file": file,
        "taken": f"It was taken on {day(file.taken_at)}." if file.taken_at else "",
        "report": report_panel(listed.report),
        "listing": _listing(listed.records),
        "may_take": listed.may_be_taken and not file.taken_at,
        "button": words.take_list(len(listed.records)),
        "crumbs": (
            recommendation_pages.crumb(partnership),
            Link("Lists", reverse("scrutiny:lists", args=[partnership.slug])),
        ),
    }
    return render(request, "scrutiny/list.html", context)


def _take(request: Request, file: ListFile) -> HttpResponse:
    answer = RECOMMENDATIONS.take(request, file)
    if isinstance(answer, HttpResponse):
        return answer
    context = {"sentence": answer, "crumbs": ()}
    return render(request, "scrutiny/refused.html", context, status=UNPROCESSABLE)


def _listing(records) -> Listing | None:
    rows = tuple(
        (
            Entry(record.typed.get("reference", "")),
            Entry(record.typed.get("title", ""), notes=(record.typed.get("text", ""),)),
            Entry(day(record["made_on"]) if record["made_on"] else ""),
            Entry("; ".join(record["to"] or ()) or words.TO_EVERYBODY),
        )
        for record in records
    )
    head = ("Reference", "What it says", "Made on", "Sent to")
    return Listing("What would be taken", head, rows) if rows else None
