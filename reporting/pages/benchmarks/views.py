"""The pages of benchmarks: partnerships side by side, and the groups that they are chosen from."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from measures.whole_numbers import whole_number
from partnership.confirming import Confirmation, confirmed
from partnership.kept import kept, trail
from partnership.models import Partnership
from partnership.page_parts import Link
from partnership.people.permissions import Permission, may, person, requires
from partnership.places import peer_actions, peers
from partnership.refusals import Refused
from reporting.content.selection import Selection
from reporting.narrative import benchmarks as words
from reporting.pages import picture_files
from reporting.pages.answering import base_of, plainly
from reporting.pages.benchmarks.forms import GroupForm
from reporting.pages.benchmarks.page import BenchmarksShown, benchmarks_shown
from reporting.pages.measure.choices import in_a_line
from reporting.pages.table_files import TableFile, Tables, hand_out
from reporting.pages.taken_away import TakenAway, in_name
from reporting.queries.measures import NoSuch
from reporting.rendering.picture import of_dots

UNPROCESSABLE = 422


@require_safe
@requires(Permission.VIEW_FIGURES)
@plainly
def benchmarks(request: HttpRequest, *, partnership: Partnership) -> HttpResponse:
    """One measure beside other partnerships: rates with intervals, ranks, changes."""
    asked = Selection.read(request.GET)
    base, shown = base_of(partnership), _shown(request, partnership, asked)
    context = {
        "base": base,
        "shown": shown,
        "summary": in_a_line(shown.choices) if shown else "",
        "links": _links(base, shown.query) if shown else (),
        "hidden": (("as-at", asked.as_at),) if asked.as_at else (),
        "empty": (words.NO_FIGURES, words.NO_FIGURES_WHO),
    }
    return render(request, "reporting/benchmarks.html", context)


def _links(base: str, query: str) -> tuple[Link, ...]:
    below = f"{base}benchmarks/"
    return (
        Link("Tables (Excel)", f"{below}data.xlsx?{query}"),
        Link("Tables (CSV)", f"{below}data.csv?{query}"),
        Link("Link", f"{below}?{query}"),
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
    """The rates with their intervals."""
    shown = _shown(request, partnership, Selection.read(request.GET))
    if shown is None or shown.dots is None or name != words.RATES:
        raise NoSuch("There is no such picture of partnerships side by side.")
    return picture_files.hand_out(
        request,
        of_dots(shown.dots, shown.picture_words),
        _taken(shown),
        partnership=partnership,
        name=name,
        extension=extension,
    )


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.KEEP_COMPARISON_GROUPS)
@plainly
def keep_group(request: HttpRequest, *, partnership: Partnership) -> HttpResponse:
    """Save a group, or replace an existing one."""
    given = request.POST if request.method == "POST" else None
    form = GroupForm(given, partnership=partnership, initial=_initial(request, partnership))
    if given is not None and form.is_valid():
        try:
            group = peer_actions.keep_group(
                partnership=partnership, by=person(request), **form.values
            )
        except Refused as refusal:
            form.add_error("name", str(refusal))
        else:
            messages.success(request, f"“{group.name}” is kept.")
            return redirect(f"{base_of(partnership)}benchmarks/?group={group.pk}")
    context = {"base": base_of(partnership), "form": form, "is_new": not form["instead_of"].value()}
    status = UNPROCESSABLE if form.errors else 200
    return render(request, "reporting/comparison_group.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.KEEP_COMPARISON_GROUPS)
@plainly
def end_group(request: HttpRequest, *, partnership: Partnership, pk: int) -> HttpResponse:
    """End a group."""
    found = peers.group(partnership, pk, viewer=request.user)
    if found is None:
        raise NoSuch("There is no such comparison group.")
    asked = Confirmation(
        heading=f"End “{found.name}”?",
        says="It is offered no more, and can’t be opened again. Links to it still show it.",
        button="End the group",
        done=f"“{found.name}” has ended. Links to it still show it.",
        back=f"{base_of(partnership)}benchmarks/",
    )
    return confirmed(
        request, asked, lambda _: peer_actions.end_group(group=found, by=person(request))
    )


def _initial(request: HttpRequest, partnership: Partnership) -> dict[str, object]:
    """Initial values of the form that replaces a group."""
    asked = whole_number(request.GET.get("instead-of", ""))
    found = None if asked is None else peers.group(partnership, asked, viewer=request.user)
    if found is None:
        return {}
    names = found.members.order_by("name").values_list("name", flat=True)
    return {
        "name": found.name,
        "source": found.source,
        "dated": found.dated,
        "members": "\n".join(names),
        "instead_of": found.pk,
    }


def _shown(
    request: HttpRequest, partnership: Partnership, asked: Selection
) -> BenchmarksShown | None:
    """What was worked out for the same address before, as long as nothing has been written.

    The figures of several partnerships are read one after the other, in thirty queries.
    """
    keeps_groups = may(request.user, Permission.KEEP_COMPARISON_GROUPS, partnership=partnership)
    return kept(
        (partnership.pk, "benchmarks", request.GET.urlencode(), keeps_groups),
        lambda: benchmarks_shown(
            partnership,
            viewer=request.user,
            asked=asked,
            measure=request.GET.get("measure", "").strip(),
            group=request.GET.get("group", "").strip(),
        ),
        as_of=trail(),
    )


def _file(request: HttpRequest, partnership: Partnership, as_file: TableFile) -> HttpResponse:
    shown = _shown(request, partnership, Selection.read(request.GET))
    if shown is None:
        raise NoSuch(f"{words.NO_FIGURES}.")
    tables = Tables(_taken(shown), shown.about, shown.every_table)
    return hand_out(request, tables, partnership=partnership, as_file=as_file)


def _taken(shown: BenchmarksShown) -> TakenAway:
    period = in_name(shown.benchmarks.period.code)
    return TakenAway(
        name=f"benchmarks-{shown.figures.measure.slug}-{period}",
        title=shown.title,
        selection=shown.query,
        measure=shown.figures.measure_id,
    )
