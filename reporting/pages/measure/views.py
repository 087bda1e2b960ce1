"""The pages of figures: each fetches, has it worked out and described, and renders."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from partnership.models import Partnership, User
from partnership.people.permissions import Permission, may, requires
from partnership.places.followed_wards import my_ward
from reporting.analysis import rows_behind
from reporting.analysis.newest import opening_period
from reporting.content.selection import Selection
from reporting.pages.answering import base_of, plainly
from reporting.pages.briefing import notes
from reporting.pages.briefing import page as briefings
from reporting.pages.briefing.forms import NoteForm, note_form
from reporting.pages.map import page as map_pages
from reporting.pages.measure import downloads, pictures, ways_on
from reporting.pages.measure.asked import in_full, on_one_population, reading_of, shown_of
from reporting.pages.measure.choices import in_a_line
from reporting.pages.measure.file_of import file_of, taken
from reporting.pages.measure.main_page import MainPage
from reporting.pages.measure.provenance_page import provenance_page
from reporting.pages.measure.top import top_of
from reporting.pages.national import views as published_views
from reporting.pages.overview import hub
from reporting.pages.overview import page as overviews
from reporting.pages.picture_files import hand_out, of_chart
from reporting.pages.taken_away import TakenAway
from reporting.queries import figures as queries
from reporting.queries.measures import NoSuch, of_app
from reporting.queries.national import is_published
from reporting.queries.national import of_app as published_of_app
from reporting.queries.places import place_named
from reporting.queries.rows_behind import rows_behind_of


# --- One measure -----------------------------------------------------------------------------
@require_safe
@requires(Permission.VIEW_FIGURES)
@plainly
def measure(request: HttpRequest, *, partnership: Partnership, app: str, measure: str):
    """A measure: the finding, the picture, three comparisons, and the ways on."""
    if is_published(f"{app}/{measure}"):
        return published_views.measure(request, partnership, f"{app}/{measure}")
    asked = Selection.read(request.GET)
    reading = on_one_population(reading_of(request, partnership, f"{app}/{measure}", asked))
    shown = shown_of(request, partnership, reading, asked, with_types=True)
    base = base_of(partnership)
    context: dict[str, Any] = {"base": base, "figures": reading.figures, "asked": asked}
    if shown is None:
        return render(request, "reporting/measure_empty.html", context)
    context |= top_of(request, partnership, shown)
    mine = my_ward(partnership, viewer=request.user)
    tiles = map_pages.tiles_of_rates(shown, reading, mine=mine.code if mine else "")
    context |= {
        "page": MainPage(shown, context["tags"], tiles),
        "ways": ways_on.ways(
            shown,
            partnership=partnership,
            viewer=request.user,
            base=base,
            mine=mine,
        ),
    }
    return render(request, "reporting/measure.html", context)


@require_safe
@requires(Permission.VIEW_FIGURES)
@plainly
def rows(request: HttpRequest, *, partnership: Partnership, app: str, measure: str):
    """The rows behind one figure, and the returns that they stand in."""
    if is_published(f"{app}/{measure}"):
        return published_views.rows(request, partnership, f"{app}/{measure}")
    asked = Selection.read(request.GET)
    reading = reading_of(request, partnership, f"{app}/{measure}", asked)
    figures = reading.figures
    period = asked.period or opening_period(figures)
    if period is None:
        raise NoSuch(f"No figures for {figures.measure.title} are in use yet.")
    area = place_named(figures, asked.area)
    behind = rows_behind_of(reading, period, area=area, category=asked.category, page=asked.page)
    context = {
        "base": base_of(partnership),
        "figures": figures,
        "provenance": provenance_page(
            figures, behind, period=period, area=area, category=asked.category
        ),
        "asked": asked,
        "returns": _returns(request, partnership, behind),
    }
    return render(request, "reporting/rows.html", context)


def _returns(request: HttpRequest, partnership: Partnership, behind: rows_behind.RowsBehind):
    """Each return behind a figure, with the address of its page for those who may see it."""
    all_of_them = may(request.user, Permission.SEE_ALL_RETURNS, partnership=partnership)
    return [
        (
            used,
            reverse("returns:one", kwargs={"partnership": partnership.slug, "pk": used.of_return})
            if all_of_them
            else "",
        )
        for used in behind.returns
    ]


# --- Files to take away ----------------------------------------------------------------------
@require_safe
@requires(Permission.EXPORT_FIGURES)
@plainly
def data_csv(request: HttpRequest, *, partnership: Partnership, app: str, measure: str):
    """The tables of a measure's page, as one CSV file."""
    if is_published(f"{app}/{measure}"):
        return published_views.data_csv(request, partnership, f"{app}/{measure}")
    shown = in_full(request, partnership, f"{app}/{measure}")
    text = downloads.csv_of(shown)
    return file_of(request, shown, partnership, "csv", text.encode())


@require_safe
@requires(Permission.EXPORT_FIGURES)
@plainly
def data_xlsx(request: HttpRequest, *, partnership: Partnership, app: str, measure: str):
    """The tables of a measure's page, as a workbook."""
    if is_published(f"{app}/{measure}"):
        return published_views.data_xlsx(request, partnership, f"{app}/{measure}")
    shown = in_full(request, partnership, f"{app}/{measure}")
    return file_of(request, shown, partnership, "xlsx", downloads.workbook_of(shown))


@require_safe
@requires(Permission.EXPORT_FIGURES)
@plainly
def slides(request: HttpRequest, *, partnership: Partnership, app: str, measure: str):
    """A measure as slides for a meeting."""
    if is_published(f"{app}/{measure}"):
        return published_views.slides(request, partnership, f"{app}/{measure}")
    shown = in_full(request, partnership, f"{app}/{measure}")
    made = downloads.slides_of(shown, partnership=partnership)
    return file_of(request, shown, partnership, "pptx", made)


@require_safe
@requires(Permission.EXPORT_FIGURES)
@plainly
def picture(
    request: HttpRequest,
    *,
    partnership: Partnership,
    app: str,
    measure: str,
    name: str,
    extension: str,
):
    """A chart or a map of a measure, with its title and its source inside."""
    if is_published(f"{app}/{measure}"):
        return published_views.picture(request, partnership, f"{app}/{measure}", name, extension)
    asked = Selection.read(request.GET)
    reading = reading_of(request, partnership, f"{app}/{measure}", asked)
    shown = shown_of(request, partnership, reading, asked, with_types=True)
    if shown is None:
        raise NoSuch("There is no such picture of this measure.")
    return hand_out(
        request,
        pictures.picture_of(shown, reading, name),
        taken(shown),
        partnership=partnership,
        name=name,
        extension=extension,
    )


# --- Many measures ---------------------------------------------------------------------------
@require_safe
@requires(Permission.VIEW_FIGURES)
@plainly
def index(request: HttpRequest, *, partnership: Partnership, app: str):
    """The measures of an app, each with its headline."""
    if published_of_app(app):
        return published_views.index(request, partnership, app)
    datasets = of_app(app)
    if not datasets:
        raise NoSuch(f"There are no measures under “{app}”.")
    seen = overviews.index(partnership, datasets, viewer=request.user)
    title = " and ".join(dataset.title for dataset in datasets)
    context = {"base": base_of(partnership), "seen": seen, "title": title}
    return render(request, "reporting/index.html", context)


@require_safe
@requires(Permission.EXPORT_FIGURES)
@plainly
def index_picture(
    request: HttpRequest, *, partnership: Partnership, app: str, name: str, extension: str
):
    """A chart of what was done here, beside national figures."""
    return published_views.index_picture(request, partnership, app, name, extension)


@require_safe
@requires(Permission.VIEW_FIGURES)
def every_figure(request: HttpRequest, *, partnership: Partnership):
    """Every measure and place, and the ways of looking at them."""
    return render(request, "reporting/hub.html", {"hub": hub.hub(partnership)})


# --- The AIM briefing ------------------------------------------------------------------------
@require_safe
@requires(Permission.VIEW_FIGURES)
@plainly
def aim(request: HttpRequest, *, partnership: Partnership):
    """What stands out in a month, across wards, localities and measures."""
    return _briefing(request, partnership, month=request.GET.get("month", ""))


@require_safe
@requires(Permission.EXPORT_FIGURES)
@plainly
def aim_picture(request: HttpRequest, *, partnership: Partnership, name: str, extension: str):
    """The chart of a figure that stands out."""
    seen = _seen(request, partnership, month=request.GET.get("month", ""))
    shown = next((one for one in seen.found if one.chart.slug == name), None) if seen else None
    if seen is None or shown is None:
        raise NoSuch("Nothing that stands out in this month has such a picture.")
    return hand_out(
        request,
        of_chart([shown.chart], name),
        TakenAway(
            name=f"aim-{seen.month.code}",
            title=shown.heading,
            selection=seen.query,
            measure=shown.about.measure,
            versions=shown.versions,
        ),
        partnership=partnership,
        name=name,
        extension=extension,
    )


@require_POST
@requires(Permission.WRITE_NOTES)
@plainly
def aim_note(request: HttpRequest, *, partnership: Partnership):
    """Save an officer's note on a figure, and go back to it."""
    key = request.POST.get("key", "")
    form = NoteForm(request.POST, auto_id=f"%s-{key}")
    is_valid, about = form.is_valid(), form.about
    if about is None:
        raise NoSuch("That note is about no figure.")
    if not is_valid:
        return _briefing(request, partnership, month=about.month.code, wrong=form)
    figures = queries.figures(
        about.measure, partnership=partnership, viewer=request.user, source=about.source
    )
    place_named(figures, about.area)
    assert isinstance(request.user, User)  # noqa: S101 - the guard let nobody else in
    text = form.cleaned_data["text"]
    notes.write(about=about, text=text, partnership=partnership, by=request.user)
    selected = urlencode({"month": about.month.code, "source": request.GET.get("source", "")})
    return redirect(f"{base_of(partnership)}aim/?{selected}#{key}")


def _briefing(
    request: HttpRequest, partnership: Partnership, *, month: str, wrong: NoteForm | None = None
) -> HttpResponse:
    seen = _seen(request, partnership, month=month)
    may_write = may(request.user, Permission.WRITE_NOTES, partnership=partnership)
    context = {
        "base": base_of(partnership),
        "seen": seen,
        "form": wrong,
        "summary": in_a_line(seen.choices) if seen else "",
        "hidden": (("as-at", seen.as_at),) if seen and seen.as_at else (),
        "found": [
            (exceptional, _note_form(exceptional, wrong) if may_write else None)
            for exceptional in (seen.found if seen else ())
        ],
    }
    return render(request, "reporting/aim.html", context, status=422 if wrong else 200)


def _seen(
    request: HttpRequest, partnership: Partnership, *, month: str
) -> briefings.Briefing | None:
    return briefings.briefing(
        partnership,
        viewer=request.user,
        month=month.strip(),
        source=request.GET.get("source", "").strip(),
        asked=Selection.read({"as-at": request.GET.get("as-at", "")}),
    )


def _note_form(exceptional: briefings.Exceptional, wrong: NoteForm | None) -> NoteForm:
    if wrong is not None and wrong.about == exceptional.about:
        return wrong
    return note_form(
        exceptional.about,
        text=exceptional.note.text if exceptional.note else "",
        key=exceptional.key,
    )
