"""A further partnership on this installation, and the national lists that it is chosen from."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from partnership.file_work.queries import unfinished
from partnership.form_choices import read_choices
from partnership.models import Area, PlacesFile
from partnership.people.permissions import person, requires_hosting
from partnership.refusals import Refused
from partnership.setup import hosting, keeping, queries, words
from partnership.setup.forms import ChooseForm, HostForm, PlacesFileForm

UNPROCESSABLE = 422


@require_http_methods(["GET", "HEAD", "POST"])
@requires_hosting
def new(request: HttpRequest) -> HttpResponse:
    """Choose a partnership from the list; then its name, address and bodies."""
    offered = queries.not_hosted_yet()
    chosen = ChooseForm(request.GET or None, offered=offered)
    if not chosen.is_valid():
        return _choose_page(request, chosen)
    area = chosen.cleaned_data["code"]
    bodies = hosting.published_bodies(area)
    form = HostForm(
        request.POST or None,
        offered=queries.districts_near(bodies),
        bodies=bodies,
        initial=queries.names_for(area),
    )
    if request.method == "POST" and form.is_valid():
        hosted = _host(form, area, by=person(request))
        if hosted:
            return redirect("partnership:setup", hosted.slug)
    read_choices(form)
    status = UNPROCESSABLE if form.errors else 200
    return render(request, "partnership/host.html", {"form": form, "area": area}, status=status)


def _choose_page(request: HttpRequest, form: ChooseForm) -> HttpResponse:
    context = {
        "form": form,
        "lists": queries.lists_loaded(),
        "has_lists": queries.has_lists(),
        "words": words,
    }
    read_choices(form)
    status = UNPROCESSABLE if form.errors else 200
    return render(request, "partnership/choose.html", context, status=status)


def _host(form: HostForm, area: Area, *, by):
    cleaned = form.cleaned_data
    try:
        return hosting.host_partnership(
            code=area.code,
            slug=cleaned["slug"],
            name=cleaned["name"],
            short_name=cleaned["short_name"],
            bodies=form.bodies,
            by=by,
        )
    except Refused as impossible:
        form.add_error("districts", str(impossible))
    except ValidationError as refusal:
        form.add_error(None, refusal.messages)
    return None


@require_http_methods(["GET", "HEAD", "POST"])
@requires_hosting
def lists(request: HttpRequest) -> HttpResponse:
    """The national lists that are loaded, and a way to load others."""
    form = PlacesFileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        onward = keeping.kept(request, form, None)
        if onward:
            return onward
    context = {
        "form": form,
        "lists": queries.lists_loaded(),
        "unfinished": unfinished(request.path, viewer=person(request)),
        "are_loaded": queries.has_lists(),
        "wanted": [wanted for *_, wanted in words.LISTS_WANTED],
    }
    status = UNPROCESSABLE if form.errors else 200
    return render(request, "partnership/lists.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@requires_hosting
def one_list(request: HttpRequest, pk: int) -> HttpResponse:
    """What is in a list, and loading it."""
    file = get_object_or_404(PlacesFile, pk=pk, partnership=None)
    if request.method == "POST":
        onward = keeping.loaded(request, None, file, starts_on=None)
        return onward or redirect("partnership:lists")
    found = keeping.seen(request, file)
    if isinstance(found, HttpResponse):
        return found
    context = {"file": file, "rows": queries.found_rows(found), "refusal": found.refusal}
    return render(request, "partnership/list.html", context)
