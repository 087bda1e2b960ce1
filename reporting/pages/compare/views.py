"""The page that sets any two figures side by side, and its tables as files."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from partnership.models import Partnership
from partnership.page_parts import Way
from partnership.people.permissions import Permission, requires
from reporting.narrative import pairs as words
from reporting.pages import picture_files
from reporting.pages.answering import base_of, plainly
from reporting.pages.compare.asked import Asked, is_typed
from reporting.pages.compare.page import PairShown, names, pair_shown
from reporting.pages.table_files import TableFile, Tables, hand_out
from reporting.pages.taken_away import TakenAway, in_name, versions_of
from reporting.queries.measures import NoSuch


@require_safe
@requires(Permission.VIEW_FIGURES)
@plainly
def compare(request: HttpRequest, *, partnership: Partnership) -> HttpResponse:
    """Two figures: both counts, the difference, the interval, the verdict, or why not."""
    asked = Asked.read(request.GET)
    if is_typed(request.GET):
        # One address for one pair of figures, however it was asked for.
        return redirect(f"{base_of(partnership)}compare/?{asked.query}")
    base = base_of(partnership)
    shown = pair_shown(partnership, viewer=request.user, asked=asked)
    context = {
        "base": base,
        "shown": shown,
        "ways": _ways(base, shown),
        "asked": asked,
        "empty": (words.NOTHING, words.NOTHING_WHO),
    }
    return render(request, "reporting/compare.html", context)


def _ways(base: str, shown: PairShown | None) -> tuple[Way, ...]:
    """Each figure's own page and its place's, then what sets all wards side by side."""
    sides = shown.sides if shown else ()
    measures = {side.figures.measure_id: side.figures.measure.title for side in sides}
    places = {side.place.to: side.place.name for side in sides if side.place.to}
    return (
        *(Way(title, f"{base}{measure}/") for measure, title in measures.items()),
        *(Way(name, f"{base}{to}") for to, name in places.items()),
        Way("All wards", f"{base}wards/"),
        Way("Map of wards", f"{base}map/"),
        Way("Other partnerships", f"{base}benchmarks/"),
    )


@require_safe
@requires(Permission.EXPORT_FIGURES)
@plainly
def data_csv(request: HttpRequest, *, partnership: Partnership) -> HttpResponse:
    """The tables of the page, as one CSV file."""
    return _file(request, partnership, TableFile.CSV)


@require_safe
@requires(Permission.EXPORT_FIGURES)
@plainly
def data_xlsx(request: HttpRequest, *, partnership: Partnership) -> HttpResponse:
    """The tables of the page, as a workbook."""
    return _file(request, partnership, TableFile.XLSX)


@require_safe
@requires(Permission.EXPORT_FIGURES)
@plainly
def picture(
    request: HttpRequest, *, partnership: Partnership, name: str, extension: str
) -> HttpResponse:
    """The figures as lines, month by month."""
    shown = _shown(request, partnership)
    return picture_files.hand_out(
        request,
        picture_files.of_chart([shown.lines], name),
        _taken(shown),
        partnership=partnership,
        name=name,
        extension=extension,
    )


def _file(request: HttpRequest, partnership: Partnership, as_file: TableFile) -> HttpResponse:
    shown = _shown(request, partnership)
    tables = Tables(_taken(shown), shown.about, shown.every_table)
    return hand_out(request, tables, partnership=partnership, as_file=as_file)


def _shown(request: HttpRequest, partnership: Partnership) -> PairShown:
    shown = pair_shown(partnership, viewer=request.user, asked=Asked.read(request.GET))
    if shown is None:
        raise NoSuch(f"{words.NOTHING}.")
    return shown


def _taken(shown: PairShown) -> TakenAway:
    return TakenAway(
        name=f"compare-{in_name(names(shown.sides))}",
        title=shown.title,
        selection=shown.query,
        measure=shown.made.left.figures.measure_id,
        versions=versions_of(side.figures for side in (shown.made.left, shown.made.right)),
    )
