"""Wards, small areas and residents from published files, and the partnership's own localities."""

from __future__ import annotations

from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from partnership import clock
from partnership.file_work.queries import unfinished
from partnership.kinds import Level
from partnership.models import Area, Partnership, PlacesFile
from partnership.people.permissions import Permission, person, requires
from partnership.places import locality_actions
from partnership.places.geography import geography
from partnership.refusals import Refused
from partnership.setup import keeping, queries, words
from partnership.setup.forms import LoadForm, LocalityForm, PlacesFileForm
from partnership.setup.steps import loaded_places

UNPROCESSABLE = 422


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.MANAGE_AREAS)
def places(request: HttpRequest, *, partnership: Partnership) -> HttpResponse:
    """What is loaded, and a way to load more."""
    form = PlacesFileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        onward = keeping.kept(request, form, partnership)
        if onward:
            return onward
    now = loaded_places(partnership)
    context = {
        "form": form,
        "ward_sets": queries.ward_set_rows(partnership),
        "vintages": words.vintages(now),
        "residents": words.residents_held(now),
        "files": queries.files_loaded(partnership),
        "unfinished": unfinished(request.path, viewer=person(request)),
        "wanted": words.PLACES_WANTED,
    }
    status = UNPROCESSABLE if form.errors else 200
    return render(request, "partnership/places.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.MANAGE_AREAS)
def file(request: HttpRequest, pk: int, *, partnership: Partnership) -> HttpResponse:
    """What was found in a file, and loading it."""
    places_file = get_object_or_404(PlacesFile, pk=pk, partnership=partnership)
    found = keeping.seen(request, places_file)
    if isinstance(found, HttpResponse):
        return found
    first = {"starts_on": date(found.year, 5, 1)} if found.year else {}
    form = LoadForm(
        request.POST if request.method == "POST" else None,
        is_new_ward_set=found.is_new_ward_set,
        initial=first,
    )
    if request.method == "POST" and form.is_valid():
        starts_on = form.cleaned_data.get("starts_on")
        onward = keeping.loaded(request, form, places_file, starts_on=starts_on)
        if onward:
            return onward
    context = {
        "file": places_file,
        "rows": queries.found_rows(found),
        "refusal": found.refusal,
        "form": form,
    }
    status = UNPROCESSABLE if form.errors else 200
    return render(request, "partnership/file.html", context, status=status)


@require_safe
@requires(Permission.MANAGE_AREAS)
def localities(request: HttpRequest, *, partnership: Partnership) -> HttpResponse:
    """The localities of today and what they are made of."""
    context = queries.localities_now(partnership)
    return render(request, "partnership/localities.html", {"now": context})


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.MANAGE_AREAS)
def new_locality(request: HttpRequest, *, partnership: Partnership) -> HttpResponse:
    """Group wards under a name."""
    form = _locality_form(request, partnership, None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            made = locality_actions.group_wards(
                partnership=partnership,
                locality=given["name"],
                wards=form.ticked,
                valid_from=given["valid_from"],
                by=person(request),
            )
        except Refused as impossible:
            form.add_error("wards", str(impossible))
        else:
            messages.success(request, words.locality_saved(made))
            return redirect("partnership:localities", partnership.slug)
    return _locality_page(request, form, None)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.MANAGE_AREAS)
def locality(request: HttpRequest, slug: str, *, partnership: Partnership) -> HttpResponse:
    """Call a locality something else, or have it be made of other wards from a day on."""
    found = get_object_or_404(
        Area, code=f"{partnership.slug}/{slug}", level=Level.LOCALITY, partnership=partnership
    )
    form = _locality_form(request, partnership, found)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            locality_actions.change_locality(
                locality=found,
                name=given["name"],
                wards=form.ticked,
                valid_from=given["valid_from"],
                by=person(request),
            )
        except Refused as impossible:
            form.add_error("wards", str(impossible))
        else:
            messages.success(request, words.locality_saved(found))
            return redirect("partnership:localities", partnership.slug)
    return _locality_page(request, form, found)


def _locality_form(
    request: HttpRequest, partnership: Partnership, found: Area | None
) -> LocalityForm:
    now = geography(partnership)
    inside = now.wards_in(found) if found else frozenset()
    return LocalityForm(
        request.POST or None,
        wards=now.wards,
        now_in={
            ward: now.by_id[group] for ward, group in now.locality_of.items() if ward not in inside
        },
        taken=queries.slugs_taken(partnership, but=found),
        initial={
            "name": found.name if found else "",
            "wards": [str(pk) for pk in inside],
            "valid_from": clock.today(),
        },
    )


def _locality_page(request: HttpRequest, form: LocalityForm, found: Area | None) -> HttpResponse:
    status = UNPROCESSABLE if form.errors else 200
    context = {"form": form, "locality": found}
    return render(request, "partnership/locality.html", context, status=status)
