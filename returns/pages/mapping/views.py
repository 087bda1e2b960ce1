"""Mapping a spreadsheet that no layout recognises: a form of four steps."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from partnership import clock
from partnership.confirming import Confirmation, confirmed
from partnership.models import Partnership
from partnership.people.permissions import Permission, requires
from partnership.refusals import NotReady, Refused
from returns.lifecycle import mapping as mapping_actions
from returns.lifecycle import queries, words
from returns.mapping import saved as mappings
from returns.mapping.guess import Reader, guessed, seen
from returns.mapping.mapped_reading import Mapped
from returns.mapping.named_sheets import NamedSheet
from returns.mapping.sheets import SheetMapping, TableMapping
from returns.models import MappedReturn, Return
from returns.pages.mapping import page as mapping_pages
from returns.pages.mapping.forms import ColumnsForm, Kinds, NamesForm, TableForm, kinds_of, place_of
from returns.pages.request import Request
from returns.reading.places import Places

STEPS = ("Table", "Columns", "Names and signs", "Result")
SLUGS = ("table", "columns", "names", "result")
UNPROCESSABLE = 422


@dataclass
class Draft:
    """A return under mapping: its sheets, and the mapping as far as it has come.

    The table under work is the last of the mapping.
    """

    of_return: Return
    sheets: tuple[NamedSheet, ...]
    places: Places
    today: date
    mapping: SheetMapping
    changes: tuple[str, ...] = ()

    @property
    def table(self) -> TableMapping:
        return self.mapping.tables[-1]

    @property
    def named(self) -> NamedSheet:
        found = (sheet for sheet in self.sheets if sheet.name == self.table.sheet)
        return next(found, self.sheets[0])

    @property
    def kinds(self) -> Kinds:
        return kinds_of(self.mapping, place_of(self.of_return.uploaded_for, self.places.hosted))

    def with_table(self, table: TableMapping) -> SheetMapping:
        return replace(self.mapping, tables=(*self.mapping.tables[:-1], table))

    def read(self, mapping: SheetMapping | None = None) -> Mapped:
        return mapping_actions.read_draft(
            self.of_return, mapping or self.mapping, sheets=self.sheets
        )


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.UPLOAD_RETURN)
def step(request: Request, pk: int, step: str, *, partnership: Partnership) -> HttpResponse:
    """One of the steps; a valid answer is saved and leads to the next."""
    if step not in SLUGS:
        raise Http404("There is no such step")
    draft = _draft(request, pk, partnership)
    views = {"table": _table, "columns": _columns, "names": _names, "result": _result}
    try:
        return views[step](request, draft)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("returns:one", partnership.slug, pk)


@require_POST
@requires(Permission.UPLOAD_RETURN)
def preview(request: Request, pk: int, *, partnership: Partnership) -> HttpResponse:
    """What the columns as chosen would give, while they are being chosen; keeps nothing."""
    draft = _draft(request, pk, partnership)
    form = _columns_form(draft, request.POST)
    context: dict = {"form": form, "partnership": partnership}
    if form.is_valid():
        mapped = draft.read(draft.with_table(form.mapped()))
        context["result"] = mapping_pages.result_view(mapped, draft.kinds, today=draft.today)
    return render(request, "returns/mapping_preview.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.UPLOAD_RETURN)
def discard(request: Request, pk: int, *, partnership: Partnership) -> HttpResponse:
    """Throw away a file that was never mapped."""
    found = _return(request, pk, partnership)
    asked = Confirmation(
        heading="Delete this file?",
        says=words.ABOUT_DISCARDING,
        button="Delete the file",
        done=words.discarded(found),
        back=reverse("returns:one", args=[partnership.slug, pk]),
        to=reverse("returns:start", args=[partnership.slug]),
    )
    return confirmed(
        request, asked, lambda _: mapping_actions.discard(of_return=found, by=request.user)
    )


# --- Steps -----------------------------------------------------------------------------------
def _table(request: Request, draft: Draft) -> HttpResponse:
    initial = TableForm.initial_of(draft.mapping, draft.table)
    form = TableForm(request.POST or None, sheets=draft.sheets, initial=initial)
    if request.method != "POST" or not form.is_valid():
        return _page(request, draft, "table", form=form)
    cleaned = form.cleaned_data
    if (cleaned["source"], cleaned["sheet"]) != (initial["source"], initial["sheet"]):
        # Another sheet has other rows: what was typed was about the one before.
        chosen = next(sheet for sheet in draft.sheets if sheet.name == cleaned["sheet"])
        mapping = _guessed(draft, chosen, *cleaned["source"].split("/"))
        return _go(request, draft, mapping, to="table")
    table = form.placed(draft.table)
    moved = (table.heading_rows, table.first_row) != (
        draft.table.heading_rows,
        draft.table.first_row,
    )
    if moved and not any(row in table.headings for row in table.heading_rows):
        table = _as_guessed(draft, table)
    return _go(request, draft, draft.with_table(table), to="columns")


def _columns(request: Request, draft: Draft) -> HttpResponse:
    form = _columns_form(draft, request.POST if request.method == "POST" else None)
    if request.method != "POST" or not form.is_valid():
        return _page(request, draft, "columns", form=form, mapped=draft.read())
    mapping = draft.with_table(seen(form.mapped(), draft.named.grid))
    mapped = draft.read(mapping)
    to = "names" if mapped.unmatched or mapped.signs or mapping.names or mapping.signs else "result"
    return _go(request, draft, mapping, to=to)


def _columns_form(draft: Draft, data) -> ColumnsForm:
    return ColumnsForm(data, table=draft.table, grid=draft.named.grid, kinds=draft.kinds)


def _names(request: Request, draft: Draft) -> HttpResponse:
    mapped = draft.read()
    form = NamesForm(
        request.POST if request.method == "POST" else None,
        mapping=draft.mapping,
        unmatched=mapped.unmatched,
        signs=mapped.signs,
        kinds=draft.kinds,
    )
    if request.method != "POST" or not form.is_valid():
        return _page(request, draft, "names", form=form, mapped=mapped)
    return _go(request, draft, form.decided(), to="result")


def _result(request: Request, draft: Draft) -> HttpResponse:
    if request.method != "POST":
        return _page(request, draft, "result", mapped=draft.read())
    if "another" in request.POST:
        return _go(request, draft, _with_another(draft), to="table")
    if "without" in request.POST and len(draft.mapping.tables) > 1:
        fewer = replace(draft.mapping, tables=draft.mapping.tables[:-1])
        return _go(request, draft, fewer, to="result")
    try:
        mapping_actions.map_return(
            of_return=draft.of_return,
            mapping=draft.mapping,
            by=request.user,
            sheets=draft.sheets,
        )
    except NotReady as refusal:
        messages.error(request, str(refusal))
        return _go(request, draft, draft.mapping, to="result")
    return redirect("returns:check", draft.of_return.uploaded_for.slug, draft.of_return.batch)


def _go(request: Request, draft: Draft, mapping: SheetMapping, *, to: str) -> HttpResponse:
    mapping_actions.save_draft(of_return=draft.of_return, mapping=mapping, by=request.user)
    return redirect("returns:map", draft.of_return.uploaded_for.slug, draft.of_return.pk, to)


def _page(
    request: Request, draft: Draft, step: str, *, form=None, mapped: Mapped | None = None
) -> HttpResponse:
    result = mapping_pages.result_view(mapped, draft.kinds, today=draft.today) if mapped else None
    context = {
        "of_return": draft.of_return,
        "form": form,
        "steps": STEPS,
        "current": SLUGS.index(step) + 1,
        "sheet": mapping_pages.sheet_view(draft.named, draft.table, draft.kinds),
        "result": result,
        "changes": draft.changes,
        "tables": len(draft.mapping.tables),
        "before": SLUGS[SLUGS.index(step) - 1] if step != "table" else "",
        "is_ready": bool(mapped and mapped.reading.parts),
    }
    status = UNPROCESSABLE if form is not None and form.errors else 200
    return render(request, f"returns/mapping_{step}.html", context, status=status)


# --- The draft -------------------------------------------------------------------------------
def _return(request: Request, pk: int, partnership: Partnership) -> Return:
    found = queries.returns(partnership, viewer=request.user).filter(uploaded_for=partnership)
    return get_object_or_404(found, pk=pk)


def _draft(request: Request, pk: int, partnership: Partnership) -> Draft:
    """The saved draft; else a mapping of an earlier return; else a guess."""
    of_return = _return(request, pk, partnership)
    sheets = mapping_actions.sheets_of(of_return)
    if not sheets:
        raise Http404("This file has no sheet to map")
    earlier = MappedReturn.objects.filter(of_return=of_return).first()
    fitting = mappings.best_fitting(partnership, of_return.supplied_by, sheets)
    changes = fitting.changes if fitting else ()
    today = clock.day_of(of_return.uploaded_at)
    first = SheetMapping("", "", ())
    draft = Draft(of_return, sheets, Places.read_for(of_return.uploaded_for), today, first, changes)
    if earlier is not None:
        draft.mapping = SheetMapping.from_json(earlier.description)
    elif fitting is not None:
        draft.mapping = fitting.mapping
    else:
        draft.mapping = _first_guess(draft)
    return draft


def _first_guess(draft: Draft) -> SheetMapping:
    """For the source of which most of the words in the file are known."""
    guesses = []
    for dataset, source in mappings.mappable():
        reader = Reader(dataset, source, draft.places, draft.today)
        for named in draft.sheets:
            table = guessed(named.grid, sheet=named.name, reader=reader)
            guesses.append((len(table.given), len(table.columns), dataset, source, table))
    _, _, dataset, source, table = max(guesses, key=lambda guess: guess[:2])
    return SheetMapping(dataset.slug, source.slug, (_at_home(draft, table),))


def _guessed(
    draft: Draft, named: NamedSheet, dataset: str, source: str, *, after: int = 0
) -> SheetMapping:
    reader = _reader(draft, dataset, source)
    table = guessed(named.grid, sheet=named.name, reader=reader, after=after)
    tables = (*draft.mapping.tables[:-1], _at_home(draft, table))
    return replace(draft.mapping, dataset=dataset, source=source, tables=tables)


def _at_home(draft: Draft, table: TableMapping) -> TableMapping:
    """Where nothing names an area, the figures are most likely for all of the partnership."""
    from returns.mapping.sheets import Gives

    if Gives.AREA in table.given:
        return table
    place = place_of(draft.of_return.uploaded_for, draft.places.hosted)
    return replace(table, fixed={**table.fixed, Gives.AREA: place.name})


def _as_guessed(draft: Draft, table: TableMapping) -> TableMapping:
    """What the columns give, guessed anew for other rows."""
    reader = _reader(draft, draft.mapping.dataset, draft.mapping.source)
    top = min((*table.heading_rows, table.first_row))
    found = guessed(draft.named.grid, sheet=table.sheet, reader=reader, after=top - 1)
    return _at_home(
        draft,
        replace(
            table,
            columns=found.columns,
            headings={
                row: gives for row, gives in found.headings.items() if row in table.heading_rows
            },
        ),
    )


def _with_another(draft: Draft) -> SheetMapping:
    """A further table: below this one where something follows, else on the next sheet."""
    at = draft.sheets.index(draft.named)
    after = draft.table.last_row or len(draft.named.grid)
    named = draft.named
    if not any(any(row) for row in named.grid[after:]):
        named, after = draft.sheets[(at + 1) % len(draft.sheets)], 0
    reader = _reader(draft, draft.mapping.dataset, draft.mapping.source)
    table = guessed(named.grid, sheet=named.name, reader=reader, after=after)
    return replace(draft.mapping, tables=(*draft.mapping.tables, _at_home(draft, table)))


def _reader(draft: Draft, dataset: str, source: str) -> Reader:
    for known, series in mappings.mappable():
        if (known.slug, series.slug) == (dataset, source):
            return Reader(known, series, draft.places, draft.today)
    raise Http404("There is no such source")
