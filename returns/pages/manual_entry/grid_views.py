"""A table of areas and periods that is typed: started, saved as it is typed, sent on."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from measures.periods import BadPeriod, Period
from partnership import clock
from partnership.confirming import Confirmation, confirmed
from partnership.form_choices import read_choices
from partnership.kinds import Level
from partnership.models import Partnership
from partnership.people.permissions import Permission, requires
from partnership.places.today import places_today
from partnership.refusals import Refused
from returns.catalogue.declarations import Dataset, Source
from returns.catalogue.definitions import OfSource
from returns.catalogue.registry import datasets
from returns.lifecycle import queries, typed_grids, words
from returns.lifecycle.refusals import UploadRefused
from returns.lifecycle.typed_grids import Block
from returns.mapping.pasted import laid_out
from returns.mapping.saved import mappable
from returns.models import TypedGrid
from returns.models.definitions import agreed
from returns.pages.manual_entry import grid_page
from returns.pages.manual_entry.grid_forms import GridForm, GridStartForm
from returns.pages.manual_entry.views import choose_source
from returns.pages.request import Request

UNPROCESSABLE = 422


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.UPLOAD_RETURN)
def start(request: Request, *, partnership: Partnership) -> HttpResponse:
    """Say what the table is of; the oldest period that is missing stands there already."""
    if not request.GET.get("source"):
        return choose_source(request, partnership)
    dataset, source = _series(request.GET["source"])
    form = _start_form(request, partnership, dataset, source)
    if request.method != "POST" or not form.is_valid():
        read_choices(form)
        context = {"form": form, "source": source}
        status = UNPROCESSABLE if form.is_bound else 200
        return render(request, "returns/grid_start.html", context, status=status)
    given = form.cleaned_data
    grid = typed_grids.start(
        partnership=partnership,
        supplied_by=given["supplied_by"],
        dataset=dataset.slug,
        source=source.slug,
        period=given["period"],
        step=given["step"],
        level=given["level"],
        definition=given.get("definition", ""),
        received_on=given["received_on"],
        by=request.user,
    )
    return redirect("returns:grid", partnership.slug, grid.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.UPLOAD_RETURN)
def fill_in(request: Request, pk: int, *, partnership: Partnership) -> HttpResponse:
    """The table, one block of categories at a time; every button saves what stands there."""
    grid = _grid(request, pk, partnership)
    block = _block(grid, request.GET.get("block"))
    form = _form(grid, block, request.POST if request.method == "POST" else None)
    if request.method != "POST" or not form.is_valid():
        return _page(request, form)
    grid = typed_grids.save_block(grid=grid, block=block.key, cells=form.cells, by=request.user)
    if "fill" in request.POST:
        return _filled(request, grid, block, form.cleaned_data["paste"])
    if "check" in request.POST:
        return _sent_on(request, grid, form)
    return redirect(_address(grid, request.POST.get("go", block.key)))


@require_POST
@requires(Permission.UPLOAD_RETURN)
def save(request: Request, pk: int, *, partnership: Partnership) -> JsonResponse:
    """Save one block as it is typed: when that was, or what is wrong with it."""
    grid = _grid(request, pk, partnership)
    block = _block(grid, request.GET.get("block"))
    form = _form(grid, block, request.POST)
    if not form.is_valid():
        problem = next(str(error) for errors in form.errors.values() for error in errors)
        return JsonResponse({"problem": problem}, status=UNPROCESSABLE)
    grid = typed_grids.save_block(grid=grid, block=block.key, cells=form.cells, by=request.user)
    return JsonResponse({"saved": grid_page.saved(grid)})


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.UPLOAD_RETURN)
def discard(request: Request, pk: int, *, partnership: Partnership) -> HttpResponse:
    """Throw the table away."""
    grid = _grid(request, pk, partnership)
    asked = Confirmation(
        heading="Delete this table?",
        says=f"{grid_page.title(grid)}: what you typed is lost. No figures in use change.",
        button="Delete the table",
        done="The table is deleted.",
        back=_address(grid, ""),
        to=reverse("returns:typed", args=[partnership.slug]),
    )
    return confirmed(request, asked, lambda _: typed_grids.discard(grid=grid, by=request.user))


def _series(named: str) -> tuple[Dataset, Source]:
    for dataset, source in mappable():
        if f"{dataset.slug}/{source.slug}" == named:
            return dataset, source
    raise Http404("There is no such source")


def _start_form(
    request: Request, partnership: Partnership, dataset: Dataset, source: Source
) -> GridStartForm:
    agencies = queries.suppliers(partnership, viewer=request.user)
    places = places_today(partnership)
    levels = [Level.PARTNERSHIP]
    levels += [Level.WARD] if places.wards else []
    levels += [Level.LOCALITY] if places.localities else []
    defined = OfSource.among(agreed([partnership.pk], dataset=dataset.slug), dataset, source)
    versions = [(version.label, version.label) for version in defined.versions]
    return GridStartForm(
        request.POST if request.method == "POST" else None,
        agencies=agencies,
        levels=levels,
        definitions=versions if source.counts_under else (),
        initial=_initial(request, partnership, dataset, source),
    )


def _initial(
    request: Request, partnership: Partnership, dataset: Dataset, source: Source
) -> dict[str, Any]:
    """The supplier that the address names, or the usual one, and the oldest period missing."""
    agencies = queries.suppliers(partnership, viewer=request.user)
    usual = [agency for agency in agencies if agency.kind == source.supplied_by]
    named = [agency for agency in agencies if agency.slug == request.GET.get("agency")]
    agency = next(iter((*named, *(usual if len(usual) == 1 else ()))), None)
    try:
        period = Period.parse(request.GET.get("period", ""))
    except BadPeriod:
        period = typed_grids.period_to_type(
            partnership,
            dataset=dataset.slug,
            source=source.slug,
            among=(agency,) if agency else agencies,
        )
    layout = datasets.layout(source.template) if source.template else None
    return {
        "supplied_by": agency,
        "period": period.code,
        "step": 1,
        "level": layout.area_level if layout else source.area_level,
        "received_on": clock.today(),
    }


def _grid(request: Request, pk: int, partnership: Partnership) -> TypedGrid:
    return get_object_or_404(typed_grids.grids(partnership, viewer=request.user), pk=pk)


def _block(grid: TypedGrid, key: str | None) -> Block:
    """The block that the address names: the one begun, or the first, where it names none."""
    every = typed_grids.blocks_of(grid)
    if key is None:
        return next((block for block in every if typed_grids.filled(grid, block.key)), every[0])
    for block in every:
        if block.key == key:
            return block
    raise Http404("There is no such category")


def _form(grid: TypedGrid, block: Block, data: QueryDict | None) -> GridForm:
    return GridForm(
        data,
        grid=grid,
        block=block,
        areas=typed_grids.areas_of(grid),
        periods=typed_grids.periods_of(grid),
    )


def _address(grid: TypedGrid, block: str) -> str:
    at = reverse("returns:grid", args=[grid.partnership.slug, grid.pk])
    return f"{at}?{_query(block)}"


def _query(block: str) -> str:
    query = QueryDict(mutable=True)
    query["block"] = block
    return query.urlencode()


def _filled(request: Request, grid: TypedGrid, block: Block, text: str) -> HttpResponse:
    """The table with what was pasted; rows that name no area of it are said."""
    areas, periods = typed_grids.areas_of(grid), typed_grids.periods_of(grid)
    pasted = laid_out(text, columns=len(periods), row_of=_row_of(areas))
    cells = {code: dict(row) for code, row in grid.cells.get(block.key, {}).items()}
    for (row, column), cell in pasted.cells.items():
        if row < len(areas):
            cells.setdefault(areas[row].code, {})[periods[column].code] = cell
    typed_grids.save_block(grid=grid, block=block.key, cells=cells, by=request.user)
    if pasted.unknown:
        names = ", ".join(f"“{name}”" for name in pasted.unknown)
        messages.error(
            request, f"Not filled in, because no row of the table is called so: {names}."
        )
    return redirect(_address(grid, block.key))


def _row_of(areas):
    from returns.catalogue.headings import plain

    rows = {plain(area.code): row for row, area in enumerate(areas)}
    rows |= {plain(area.name): row for row, area in enumerate(areas)}
    return lambda text: rows.get(plain(text))


def _sent_on(request: Request, grid: TypedGrid, form: GridForm) -> HttpResponse:
    """On to the checks as with a file; or each thing wrong at its cell."""
    try:
        of_return = typed_grids.send_on(grid=grid, by=request.user)
    except UploadRefused as refusal:
        for found in refusal.report.errors:
            cell = typed_grids.cell_of_finding(grid, found)
            form.add_wrong(cell, _said(grid, form, cell, f"{found.message} {found.todo}".strip()))
        return _page(request, form)
    except Refused as refusal:
        form.add_wrong(None, str(refusal))
        return _page(request, form)
    return redirect("returns:check", grid.partnership.slug, of_return.batch)


def _said(grid: TypedGrid, form: GridForm, cell: typed_grids.Cell | None, sentence: str) -> str:
    """A sentence about another block says which, because its cell is not on the page."""
    if cell is None or cell.block == form.block.key:
        return sentence
    labels = {block.key: block.label for block in typed_grids.blocks_of(grid)}
    return f"{labels[cell.block]}: {sentence}"


def _page(request: Request, form: GridForm) -> HttpResponse:
    grid, block = form.grid, form.block
    context = {
        "form": form,
        "grid": grid,
        "title": grid_page.title(grid),
        "about": grid_page.about(grid),
        "saved": grid_page.saved(grid),
        "blocks": grid_page.blocks(grid, block),
        "table": grid_page.table(form),
        "query": _query(block.key),
        "promise": words.NOTHING_CHANGES_YET,
    }
    status = UNPROCESSABLE if form.errors else 200
    return render(request, "returns/grid.html", context, status=status)
