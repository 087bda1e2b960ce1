"""The pages of national figures: each fetches, has it described, and renders."""

from __future__ import annotations

from urllib.parse import parse_qsl

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from measures.periods import BadPeriod, period_or_day
from partnership.models import Partnership
from partnership.page_parts import Link
from partnership.people.permissions import Permission, may
from reporting.analysis.national import Published, check_area
from reporting.content.selection import BadSelection, moment
from reporting.export.formats import Format, draw
from reporting.narrative import national as published_words
from reporting.pages import picture_files
from reporting.pages.answering import base_of
from reporting.pages.national import deck, headlines, vintages
from reporting.pages.national.done_here import done_here
from reporting.pages.national.main_page import NationalPage, other_measures
from reporting.pages.national.page import PublishedShown, published_shown
from reporting.pages.national.vintages import VintageLine
from reporting.pages.taken_away import TakenAway, hand_out, in_name
from reporting.queries.measures import NoSuch
from reporting.queries.national import every_published, of_app, published
from returns.catalogue.published import When


def measure(request: HttpRequest, partnership: Partnership, measure_id: str) -> HttpResponse:
    """A national measure: the finding, the picture, every year, and every publication."""
    found = _found(request, partnership, measure_id)
    shown = _shown(request, found)
    base = base_of(partnership)
    here = f"{base}{measure_id}/"
    context = {
        "base": base,
        "shown": shown,
        "page": NationalPage(shown),
        "found": found,
        "here": here,
        "summary": f"{shown.when.label}, against {shown.comparisons[0].then_when.label}",
        "links": _links(here, shown.query),
        "hidden": (("as-at", found.as_at),) if found.as_at else (),
        "others": _others(shown),
        "ways": other_measures(found, base),
        "returns": _lines(request, partnership, shown.vintages),
        "may_type": may(request.user, Permission.SEND_NATIONAL_FIGURES, partnership=partnership),
    }
    return render(request, "reporting/published.html", context)


def _links(here: str, query: str) -> tuple[Link, ...]:
    return (
        Link("Slides", f"{here}slides.pptx?{query}"),
        Link("Tables (Excel)", f"{here}data.xlsx?{query}"),
        Link("Tables (CSV)", f"{here}data.csv?{query}"),
        Link("Link", f"{here}?{query}"),
    )


def _others(shown: PublishedShown) -> tuple[tuple[str, str], ...]:
    """What is selected beside the moment that it is shown as at."""
    return tuple(pair for pair in parse_qsl(shown.query) if pair[0] != "as-at")


def rows(request: HttpRequest, partnership: Partnership, measure_id: str) -> HttpResponse:
    """The provenance of one national figure: every publication, and the returns they came in."""
    found = _found(request, partnership, measure_id)
    shown = _shown(request, found)
    breakdown, _, category = request.GET.get("category", "").partition(":")
    lines = tuple(vintages.vintage_lines(found, shown.when, breakdown=breakdown, category=category))
    if not lines:
        raise NoSuch("No figure of that kind is in use.")
    of = published_words.of_what(found, breakdown, category, shown.when)
    context = {
        "base": base_of(partnership),
        "shown": shown,
        "found": found,
        "of": f"{of}, {shown.when.label}",
        "returns": _lines(request, partnership, lines),
    }
    return render(request, "reporting/published_rows.html", context)


def index(request: HttpRequest, partnership: Partnership, app: str) -> HttpResponse:
    """The finding of an app's first national measure, the others in short, what is done here."""
    (dataset,) = of_app(app)
    every = every_published(dataset, partnership=partnership, viewer=request.user)
    base = base_of(partnership)
    context = {
        "base": base,
        "seen": headlines.index(every, base=base),
        "here": done_here(app, partnership, viewer=request.user),
        "at": f"{base}{app}/",
        "may_type": may(request.user, Permission.SEND_NATIONAL_FIGURES, partnership=partnership),
    }
    return render(request, "reporting/published_index.html", context)


# --- Files to take away ----------------------------------------------------------------------
def data_csv(request: HttpRequest, partnership: Partnership, measure_id: str) -> HttpResponse:
    from reporting.export import xlsx

    shown = _shown(request, _found(request, partnership, measure_id))
    text = xlsx.csv_text(shown.every_table, title=shown.title, about=shown.about)
    return _file(request, shown, partnership, "csv", text.encode())


def data_xlsx(request: HttpRequest, partnership: Partnership, measure_id: str) -> HttpResponse:
    from reporting.export import xlsx

    shown = _shown(request, _found(request, partnership, measure_id))
    made = xlsx.workbook(shown.every_table, title=shown.title, about=shown.about)
    return _file(request, shown, partnership, "xlsx", made)


def slides(request: HttpRequest, partnership: Partnership, measure_id: str) -> HttpResponse:
    shown = _shown(request, _found(request, partnership, measure_id))
    made = draw(deck.deck(shown, partnership=partnership), Format.PPTX)
    return _file(request, shown, partnership, "pptx", made)


def picture(
    request: HttpRequest, partnership: Partnership, measure_id: str, name: str, extension: str
) -> HttpResponse:
    shown = _shown(request, _found(request, partnership, measure_id))
    charts = (shown.years_chart, *shown.category_charts)
    return picture_files.hand_out(
        request,
        picture_files.of_chart(charts, name),
        _taken(shown),
        partnership=partnership,
        name=name,
        extension=extension,
    )


def index_picture(
    request: HttpRequest, partnership: Partnership, app: str, name: str, extension: str
) -> HttpResponse:
    """A chart of what was done here."""
    told = done_here(app, partnership, viewer=request.user)
    return picture_files.hand_out(
        request,
        picture_files.of_chart((done.chart for done in told), name),
        TakenAway(app, "", "", app),
        partnership=partnership,
        name=name,
        extension=extension,
    )


def _file(
    request: HttpRequest,
    shown: PublishedShown,
    partnership: Partnership,
    extension: str,
    content: bytes,
) -> HttpResponse:
    return hand_out(request, _taken(shown), content, partnership=partnership, ending=extension)


def _taken(shown: PublishedShown) -> TakenAway:
    return TakenAway(
        name=f"{shown.found.measure.slug}-{in_name(shown.when.code)}",
        title=shown.title,
        selection=shown.query,
        measure=shown.found.measure_id,
    )


# --- What they share -------------------------------------------------------------------------
def _found(request: HttpRequest, partnership: Partnership, measure_id: str) -> Published:
    as_at = request.GET.get("as-at", "").strip()
    found = published(
        measure_id,
        partnership=partnership,
        viewer=request.user,
        as_at=moment(as_at),
        written_as_at=as_at,
    )
    check_area(found, request.GET.get("area", "").strip())
    return found


def _shown(request: HttpRequest, found: Published) -> PublishedShown:
    shown = published_shown(found, when=_when(request, "period"), against=_when(request, "against"))
    if shown is None:
        raise NoSuch(f"No figures for {found.measure.title} are in use yet.")
    return shown


def _when(request: HttpRequest, name: str) -> When | None:
    written = request.GET.get(name, "").strip()
    if not written:
        return None
    try:
        return period_or_day(written)
    except BadPeriod as bad:
        raise BadSelection(str(bad)) from None


def _lines(
    request: HttpRequest, partnership: Partnership, lines: tuple[VintageLine, ...]
) -> list[tuple[VintageLine, str]]:
    """Each figure with the address of its return, for those who may see it."""
    all_of_them = may(request.user, Permission.SEE_ALL_RETURNS, partnership=partnership)
    return [
        (
            line,
            reverse(
                "returns:one",
                kwargs={"partnership": partnership.slug, "pk": line.vintage.of_return},
            )
            if all_of_them and line.vintage.partnership == partnership.slug
            else "",
        )
        for line in lines
    ]
