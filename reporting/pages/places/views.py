"""The pages of places: the map of wards, a ward, a locality; each fetches, describes, renders."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from partnership.models import Partnership
from partnership.people.permissions import Permission, requires
from reporting.analysis.places import PlaceKind
from reporting.content.selection import Selection
from reporting.pages.answering import base_of, plainly
from reporting.pages.map import page as map_pages
from reporting.pages.places import page as place_pages


@require_safe
@requires(Permission.VIEW_FIGURES)
@plainly
def ward_map(request: HttpRequest, *, partnership: Partnership) -> HttpResponse:
    """The wards on a map by one measure, with the table beside."""
    seen = map_pages.map_shown(
        partnership,
        viewer=request.user,
        asked=Selection.read(request.GET),
        wanted=request.GET,
    )
    return render(request, "reporting/map.html", {"base": base_of(partnership), "seen": seen})


@require_safe
@requires(Permission.VIEW_FIGURES)
@plainly
def ward(request: HttpRequest, *, partnership: Partnership, code: str) -> HttpResponse:
    """A ward: every measure there, its rank, its neighbours, and what to ask."""
    return _place(request, partnership, PlaceKind.WARD, code)


@require_safe
@requires(Permission.VIEW_FIGURES)
@plainly
def locality(request: HttpRequest, *, partnership: Partnership, slug: str) -> HttpResponse:
    """A locality: the same, and its wards."""
    return _place(request, partnership, PlaceKind.LOCALITY, slug)


def _place(
    request: HttpRequest, partnership: Partnership, kind: PlaceKind, code: str
) -> HttpResponse:
    seen = place_pages.place_shown(
        partnership, kind, code, viewer=request.user, asked=Selection.read(request.GET)
    )
    return render(request, "reporting/place.html", {"base": base_of(partnership), "seen": seen})
