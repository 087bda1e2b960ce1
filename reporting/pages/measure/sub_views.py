"""The pages below a measure's: wards, types, localities, history, data, how we know."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from partnership.models import Partnership
from partnership.people.permissions import Permission, requires
from partnership.places.followed_wards import my_ward
from reporting.content.selection import Selection
from reporting.pages.answering import base_of, plainly
from reporting.pages.measure import choices, sub_pages
from reporting.pages.measure.asked import on_one_population, reading_of, shown_of
from reporting.pages.measure.page import MeasureShown
from reporting.pages.measure.top import top_of
from reporting.pages.measure.wards_page import WardsPage, read_colouring, read_sort
from reporting.queries.measures import NoSuch
from reporting.queries.national import is_published
from reporting.queries.places import ground_of
from reporting.queries.reading import Reading

_More = Callable[[MeasureShown, Reading], dict[str, Any]]


@require_safe
@requires(Permission.VIEW_FIGURES)
@plainly
def wards(request: HttpRequest, *, partnership: Partnership, app: str, measure: str):
    """A measure by ward: map, my ward, table, what rose and fell."""

    def more(shown: MeasureShown, reading: Reading) -> dict[str, Any]:
        by_ward = WardsPage(
            shown,
            ground_of(reading),
            read_colouring(request.GET),
            read_sort(request.GET),
            my_ward(partnership, viewer=request.user),
        )
        offered = [choice for choice in choices.choices(shown) if choice.name != "area"]
        return {
            "by_ward": by_ward,
            "choices": (*offered, *by_ward.choices),
            "account": reverse("account_of:account", kwargs={"partnership": partnership.slug}),
        }

    return _sub_page(request, partnership, f"{app}/{measure}", sub_pages.WARDS, more)


@require_safe
@requires(Permission.VIEW_FIGURES)
@plainly
def types(request: HttpRequest, *, partnership: Partnership, app: str, measure: str):
    """A measure by its types, compared."""
    return _sub_page(request, partnership, f"{app}/{measure}", sub_pages.TYPES)


@require_safe
@requires(Permission.VIEW_FIGURES)
@plainly
def localities(request: HttpRequest, *, partnership: Partnership, app: str, measure: str):
    """A measure by locality."""
    return _sub_page(request, partnership, f"{app}/{measure}", sub_pages.LOCALITIES)


@require_safe
@requires(Permission.VIEW_FIGURES)
@plainly
def history(request: HttpRequest, *, partnership: Partnership, app: str, measure: str):
    """A measure over the years: years, half-years like for like, months outside their range."""
    return _sub_page(request, partnership, f"{app}/{measure}", sub_pages.HISTORY)


@require_safe
@requires(Permission.VIEW_FIGURES)
@plainly
def data(request: HttpRequest, *, partnership: Partnership, app: str, measure: str):
    """Every table of a measure, and the files to take away."""
    return _sub_page(request, partnership, f"{app}/{measure}", sub_pages.DATA)


@require_safe
@requires(Permission.VIEW_FIGURES)
@plainly
def how_we_know(request: HttpRequest, *, partnership: Partnership, app: str, measure: str):
    """What is counted, from which returns, and what a verdict rests on."""
    return _sub_page(request, partnership, f"{app}/{measure}", sub_pages.HOW_WE_KNOW)


def _sub_page(
    request: HttpRequest,
    partnership: Partnership,
    measure_id: str,
    of: sub_pages.Kind,
    more: _More | None = None,
) -> HttpResponse:
    if is_published(measure_id):
        raise NoSuch("National figures have one page for each measure, and none below it.")
    asked = Selection.read(request.GET)
    reading = reading_of(request, partnership, measure_id, asked)
    if of is sub_pages.WARDS:
        reading = on_one_population(reading)
    shown = shown_of(request, partnership, reading, asked, with_types=of.with_types)
    context = {"base": base_of(partnership), "figures": reading.figures, "asked": asked}
    if shown is None:
        return render(request, "reporting/measure_empty.html", context)
    context |= top_of(request, partnership, shown)
    context |= {"page": sub_pages.SubPage(of, shown), **(more(shown, reading) if more else {})}
    return render(request, f"reporting/measure/{of.template}.html", context)
