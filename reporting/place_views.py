"""The pages of places: the map of wards, a ward, a locality; each fetches, describes, renders."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from partnership.models import Partnership
from partnership.permissions import Permission, requires
from reporting import map_pages
from reporting.answering import base_of, plainly
from reporting.selection import Selection


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
