"""Wards on the ground: their boundaries, town centres, and which ward followed which."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from partnership.file_work import views as file_work
from partnership.file_work.actions import begin
from partnership.file_work.queries import unfinished
from partnership.form_choices import read_choices
from partnership.kinds import Level
from partnership.models import Area, Partnership
from partnership.page_parts import Row
from partnership.people.permissions import Permission, person, requires
from partnership.places import ward_actions
from partnership.places.geography import geography
from partnership.refusals import Refused
from partnership.setup import words
from partnership.setup.file_works import BOUNDARIES
from partnership.setup.ground_forms import BoundariesForm, SuccessionForm, TownCentresForm

UNPROCESSABLE = 422


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.MANAGE_AREAS)
def boundaries(request: HttpRequest, *, partnership: Partnership) -> HttpResponse:
    """Which outlines maps are drawn from, and loading others in their place."""
    form = BoundariesForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        onward = file_work.carried_out(
            request,
            form,
            lambda: begin(
                BOUNDARIES,
                by=person(request),
                partnership=partnership,
                name=file.name,
                file=file,
                given={"attribution": form.cleaned_data["attribution"]},
                back=request.path,
            ),
            field="file",
        )
        if onward:
            return onward
    in_use = partnership.boundary_sets.filter(until__isnull=True).order_by("-kind", "-loaded_at")
    context = {
        "form": form,
        "unfinished": unfinished(request.path, viewer=person(request)),
        "sets": [Row(*words.boundary_set(one)) for one in in_use.select_related("ward_set")],
    }
    status = UNPROCESSABLE if form.errors else 200
    return render(request, "partnership/boundaries.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.MANAGE_AREAS)
def town_centres(request: HttpRequest, *, partnership: Partnership) -> HttpResponse:
    """Which of today's wards many more people pass through than live in."""
    wards = geography(partnership).wards
    form = TownCentresForm(
        request.POST if request.method == "POST" else None,
        wards=wards,
        initial={"wards": [str(ward.pk) for ward in wards if ward.is_town_centre]},
    )
    if request.method == "POST" and form.is_valid():
        ward_actions.set_town_centres(
            partnership=partnership, wards=form.ticked, by=person(request)
        )
        messages.success(request, words.TOWN_CENTRES_SET)
        return redirect("partnership:places", partnership.slug)
    context = {"form": form, "has_wards": bool(wards)}
    status = UNPROCESSABLE if form.errors else 200
    return render(request, "partnership/town_centres.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.MANAGE_AREAS)
def successions(request: HttpRequest, *, partnership: Partnership) -> HttpResponse:
    """Which ward followed which, and recording it."""
    own = Area.objects.filter(level=Level.WARD, ward_sets__partnership=partnership).distinct()
    own = own.order_by("name", "code")
    form = SuccessionForm(
        request.POST if request.method == "POST" else None, earlier=own, today=own
    )
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            kept = ward_actions.record_succession(
                partnership=partnership,
                old=given["old"],
                new=given["new"],
                on=given["on"],
                same_extent=given["same_extent"] == "yes",
                by=person(request),
            )
        except Refused as refusal:
            form.add_error(refusal.field, str(refusal))
        else:
            messages.success(request, words.succession(kept))
            return redirect("partnership:successions", partnership.slug)
    read_choices(form)
    context = {
        "form": form,
        "recorded": [words.succession(one) for one in ward_actions.successions_of(partnership)],
        "has_wards": bool(own),
    }
    status = UNPROCESSABLE if form.errors else 200
    return render(request, "partnership/successions.html", context, status=status)
