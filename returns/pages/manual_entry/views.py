"""A few figures typed in a form: a return like any other."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from measures.whole_numbers import whole_number
from partnership import clock
from partnership.form_choices import read_choices
from partnership.models import Partnership
from partnership.people.permissions import Permission, requires
from partnership.refusals import Refused
from returns.lifecycle import typed_grids
from returns.lifecycle.refusals import UploadRefused
from returns.mapping.kinds import Kinds, kinds_of, place_of
from returns.mapping.sheets import SheetMapping
from returns.models import Return
from returns.pages.manual_entry import grid_page
from returns.pages.manual_entry.forms import ROWS, TypedForm, TypedSourceForm
from returns.pages.request import Request
from returns.reading.places import Places

UNPROCESSABLE = 422


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.UPLOAD_RETURN)
def typed(request: Request, *, partnership: Partnership) -> HttpResponse:
    """Choose what the figures are, type them, and go on as with an upload."""
    chosen = TypedSourceForm(request.GET or None)
    if not chosen.is_valid():
        return choose_source(request, partnership)
    places = Places.read_for(partnership)
    kinds = _kinds(chosen.cleaned_data["source"], partnership, places)
    rows = _rows(request)
    form = TypedForm(
        request.POST if request.method == "POST" and "more" not in request.POST else None,
        initial=_initial(request),
        kinds=kinds,
        partnership=partnership,
        viewer=request.user,
        rows=rows,
    )
    if form.is_bound and form.is_valid():
        of_return = _uploaded(request, form, partnership)
        if of_return is not None:
            return redirect("returns:check", partnership.slug, of_return.batch)
    read_choices(form)
    status = UNPROCESSABLE if form.is_bound else 200
    return render(request, "returns/typed.html", {"form": form, "kinds": kinds}, status=status)


def choose_source(request: Request, partnership: Partnership) -> HttpResponse:
    """What the figures are that will be typed, and the tables that were begun."""
    form = TypedSourceForm(request.GET or None)
    begun = typed_grids.grids(partnership, viewer=request.user)
    context = {"form": form, "begun": grid_page.begun(begun)}
    status = UNPROCESSABLE if form.errors else 200
    return render(request, "returns/typed_source.html", context, status=status)


def _kinds(named: str, partnership: Partnership, places: Places) -> Kinds:
    dataset, _, source = named.partition("/")
    try:
        return kinds_of(SheetMapping(dataset, source, ()), place_of(partnership, places.hosted))
    except KeyError:
        raise Http404("There is no such source") from None


def _rows(request: Request) -> int:
    """As many rows as were there; a few more when asked."""
    rows = whole_number(request.POST.get("rows", "")) or ROWS
    return rows + ROWS if "more" in request.POST else rows


def _initial(request: Request) -> dict[str, Any]:
    """What was typed before more rows were asked for."""
    typed: dict[str, Any] = dict(request.POST.items())
    parts = [typed.get(f"received_on_{part}", "") for part in ("year", "month", "day")]
    try:
        typed["received_on"] = date(*map(int, parts))
    except ValueError:
        typed["received_on"] = clock.today()
    return typed


def _uploaded(request: Request, form: TypedForm, partnership: Partnership) -> Return | None:
    """The return; None with errors at their rows where the figures do not hold."""
    try:
        return typed_grids.upload_typed(
            typed=form.typed,
            partnership=partnership,
            supplied_by=form.cleaned_data["supplied_by"],
            received_on=form.cleaned_data["received_on"],
            by=request.user,
        )
    except UploadRefused as refusal:
        form.add_findings(refusal.report.errors)
    except Refused as refusal:
        form.add_error(None, str(refusal))
    return None
