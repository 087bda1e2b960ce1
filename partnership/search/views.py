"""The search page: reads what was typed, shortens a postcode, and shows what is closest."""

from __future__ import annotations

from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from partnership.models import Partnership
from partnership.people.permissions import Permission, requires
from partnership.places.outward_codes import lies_in, outward_code, shortened
from partnership.places.today import places_today
from partnership.search import words
from partnership.search.finding import Kind, find

LONGEST = 100


@require_safe
@requires(Permission.VIEW_FIGURES)
def search(request: HttpRequest, *, partnership: Partnership) -> HttpResponse:
    """What is closest to what was typed, by kind; a full postcode is cut down at once."""
    typed = " ".join(request.GET.get("q", "").split())[:LONGEST]
    if shortened(typed) != typed:
        messages.info(request, words.SHORTENED)
        return redirect(f"{request.path}?{urlencode({'q': shortened(typed)})}")
    only = next((kind for kind in Kind if kind.name.lower() == request.GET.get("kind")), None)
    places = places_today(partnership) if typed else None
    code = outward_code(typed)
    near = lies_in(code, places) if places and code else None
    groups = (
        find(typed, partnership=partnership, viewer=request.user, places=places, all_of=only)
        if places
        else ()
    )
    context = {
        "typed": typed,
        "title": words.how_many(typed, groups, near=near) if typed else "Search",
        "groups": groups,
        "near": near,
        "about_code": words.about_code(near, partnership.short_name) if near else "",
        "every_figure": f"/{partnership.slug}/figures/",
        "only": only,
        "words": words,
    }
    return render(request, "partnership/search.html", context)
