"""The pages of places: the map of wards, a ward, a locality; each fetches, describes, renders."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from partnership.models import Partnership
from partnership.people.permissions import Permission, requires
from partnership.places.followed_wards import my_ward
from reporting.analysis.places import PlaceKind
from reporting.content.selection import Selection
from reporting.pages import picture_files
from reporting.pages.answering import base_of, plainly
from reporting.pages.map import page as map_pages
from reporting.pages.places import in_full, ward_lists
from reporting.pages.places import page as place_pages
from reporting.pages.places.page import PlaceShown
from reporting.pages.taken_away import TakenAway, in_name, versions_of
from reporting.queries.measures import NoSuch


@require_safe
@requires(Permission.VIEW_FIGURES)
@plainly
def ward_map(request: HttpRequest, *, partnership: Partnership) -> HttpResponse:
    """The wards on a map by one measure, with the table beside."""
    mine, base = my_ward(partnership, viewer=request.user), base_of(partnership)
    seen = map_pages.map_shown(
        partnership,
        viewer=request.user,
        asked=Selection.read(request.GET),
        wanted=request.GET,
        mine=mine.code if mine else "",
    )
    context = {"base": base, "seen": seen, "ways": seen.ways(base, mine)}
    return render(request, "reporting/map.html", context)


@require_safe
@requires(Permission.VIEW_FIGURES)
@plainly
def every_ward(request: HttpRequest, *, partnership: Partnership) -> HttpResponse:
    """All wards by locality, each with its newest number."""
    seen = ward_lists.every_ward(
        partnership, viewer=request.user, asked=Selection.read(request.GET)
    )
    left, list_filter = ward_lists.narrowed(seen, request.GET)
    context = {"base": base_of(partnership), "seen": left, "filter": list_filter}
    return render(request, "reporting/place/every_ward.html", context)


@require_safe
@requires(Permission.VIEW_FIGURES)
@plainly
def ward(request: HttpRequest, *, partnership: Partnership, code: str) -> HttpResponse:
    """A ward in short: what went beyond the usual, its main measures, types and neighbours."""
    return _place(request, partnership, PlaceKind.WARD, code)


@require_safe
@requires(Permission.VIEW_FIGURES)
@plainly
def locality(request: HttpRequest, *, partnership: Partnership, slug: str) -> HttpResponse:
    """A locality: the same, and its wards."""
    return _place(request, partnership, PlaceKind.LOCALITY, slug)


@require_safe
@requires(Permission.VIEW_FIGURES)
@plainly
def ward_data(request: HttpRequest, *, partnership: Partnership, code: str) -> HttpResponse:
    """Every measure of a ward in one table, and its neighbours."""
    return _in_full(request, partnership, PlaceKind.WARD, code, "data")


@require_safe
@requires(Permission.VIEW_FIGURES)
@plainly
def locality_data(request: HttpRequest, *, partnership: Partnership, slug: str) -> HttpResponse:
    """Every measure of a locality in one table, and its wards."""
    return _in_full(request, partnership, PlaceKind.LOCALITY, slug, "data")


@require_safe
@requires(Permission.VIEW_FIGURES)
@plainly
def ward_how(request: HttpRequest, *, partnership: Partnership, code: str) -> HttpResponse:
    """Where the figures of a ward come from, and how they are judged and ranked."""
    return _in_full(request, partnership, PlaceKind.WARD, code, "how_we_know")


@require_safe
@requires(Permission.VIEW_FIGURES)
@plainly
def locality_how(request: HttpRequest, *, partnership: Partnership, slug: str) -> HttpResponse:
    """Where the figures of a locality come from, and how they are judged."""
    return _in_full(request, partnership, PlaceKind.LOCALITY, slug, "how_we_know")


@require_safe
@requires(Permission.EXPORT_FIGURES)
@plainly
def ward_picture(
    request: HttpRequest, *, partnership: Partnership, code: str, name: str, extension: str
) -> HttpResponse:
    """A small chart of a ward, as large as a page's."""
    return _picture(request, partnership, PlaceKind.WARD, code, name=name, extension=extension)


@require_safe
@requires(Permission.EXPORT_FIGURES)
@plainly
def locality_picture(
    request: HttpRequest, *, partnership: Partnership, slug: str, name: str, extension: str
) -> HttpResponse:
    """A small chart of a locality, as large as a page's."""
    return _picture(request, partnership, PlaceKind.LOCALITY, slug, name=name, extension=extension)


def _picture(
    request: HttpRequest,
    partnership: Partnership,
    kind: PlaceKind,
    code: str,
    *,
    name: str,
    extension: str,
) -> HttpResponse:
    asked = Selection.read(request.GET)
    seen = place_pages.place_shown(partnership, kind, code, viewer=request.user, asked=asked)
    main = next((one for one in seen.main if one.chart and one.chart.slug == name), None)
    if main is None:
        raise NoSuch(f"{seen.place.name} has no picture “{name}”.")
    return picture_files.hand_out(
        request,
        picture_files.of_chart([main.chart], name),
        TakenAway(
            name=in_name(code),
            title=main.title,
            selection=asked.query,
            measure=main.shown.figures.measure_id,
            versions=versions_of([main.shown.figures]),
        ),
        partnership=partnership,
        name=name,
        extension=extension,
    )


def _place(
    request: HttpRequest, partnership: Partnership, kind: PlaceKind, code: str
) -> HttpResponse:
    seen = place_pages.place_shown(
        partnership, kind, code, viewer=request.user, asked=Selection.read(request.GET)
    )
    base = base_of(partnership)
    context = {
        "base": base,
        "seen": seen,
        "ways": seen.ways(base),
        "to_follow": _to_follow(partnership, seen),
    }
    return render(request, "reporting/place/page.html", context)


def _to_follow(partnership: Partnership, seen: PlaceShown) -> str:
    """Where a ward is followed; blank for a locality, and for another day than today."""
    if not seen.is_ward or seen.hidden:
        return ""
    return reverse("account_of:ward", args=[partnership.slug, seen.place.code])


def _in_full(
    request: HttpRequest, partnership: Partnership, kind: PlaceKind, code: str, page: str
) -> HttpResponse:
    asked = Selection.read(request.GET)
    seen = in_full.place_in_full(partnership, kind, code, viewer=request.user, asked=asked)
    context = {"base": base_of(partnership), "seen": seen, "query": asked.query}
    return render(request, f"reporting/place/{page}.html", context)
