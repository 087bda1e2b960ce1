"""The pages of a register: the list of a kind, one record, adding, changing and ending it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import URLPattern, path
from django.views.decorators.http import require_http_methods, require_safe

from partnership.form_choices import read_choices
from partnership.list_filters import Facet, filtered
from partnership.models import Partnership
from partnership.people.permissions import person, requires
from partnership.records import actions as record_actions
from partnership.records import queries as record_queries
from partnership.records import words as record_words
from partnership.records.forms import EndForm, RecordForm
from partnership.records.kinds import Kind, Register
from partnership.refusals import Outdated, Refused

UNPROCESSABLE, CONFLICT = 422, 409
# More choices than this are found sooner by a word.
MOST_TO_CHOOSE, MOST_COLUMNS = 12, 3
_DAY = re.compile(r"\d{1,2} [A-Z][a-z]+ \d{4}")
View = Callable[..., HttpResponseBase]


def addresses(register: Register, below: str) -> list[URLPattern]:
    """The addresses of `register` under `below`, which ends in a slash: names in its namespace."""
    kind, record = f"{below}<slug:kind>/", f"{below}<slug:kind>/<int:pk>/"
    return [
        path(f"{below}evidence/<slug:sha256>/", _evidence(register), name="evidence"),
        path(kind, _list(register), name="list"),
        path(f"{kind}add/", _add(register), name="add"),
        path(record, _record(register), name="record"),
        path(f"{record}change/", _change(register), name="change"),
        path(f"{record}end/", _end(register), name="end"),
    ]


def _list(register: Register) -> View:
    @require_safe
    @requires(register.read)
    def view(request: HttpRequest, *, partnership: Partnership, kind: str) -> HttpResponse:
        found = record_queries.listed(
            register, _kind(register, kind), partnership=partnership, viewer=request.user
        )
        lines, list_filter = filtered(
            found.lines,
            request.GET,
            *_facets(found),
            words=lambda line: " ".join((line.name, *line.cells, *line.warnings)),
        )
        context = {
            "register": register,
            "listed": replace(found, lines=tuple(lines)),
            "filter": list_filter,
        }
        return render(request, "partnership/records/list.html", context)

    return view


def _facets(found: record_queries.Listed) -> Iterator[Facet[record_queries.Line]]:
    """How a record stands, and the first columns with few texts that come again, days aside."""
    yield Facet("stands", "How it stands", lambda line: line.state.text if line.state else "")
    offered = 0
    for number, head in enumerate(found.heads):
        texts = [line.cells[number] for line in found.lines if line.cells[number]]
        few = 1 < len(set(texts)) <= min(len(texts) - 1, MOST_TO_CHOOSE)
        if few and offered < MOST_COLUMNS and not any(_DAY.search(text) for text in texts):
            offered += 1
            yield Facet(f"column{number}", head, partial(_cell, number))


def _cell(number: int, line: record_queries.Line) -> str:
    return line.cells[number]


def _record(register: Register) -> View:
    @require_safe
    @requires(register.read)
    def view(request: HttpRequest, *, partnership: Partnership, kind: str, pk: int) -> HttpResponse:
        its_kind = _kind(register, kind)
        record = _record_or_404(its_kind, partnership, pk)
        page = record_queries.page(
            register, its_kind, record, partnership=partnership, viewer=request.user
        )
        context = {"register": register, "page": page}
        return render(request, "partnership/records/record.html", context)

    return view


def _add(register: Register) -> View:
    @require_http_methods(["GET", "HEAD", "POST"])
    @requires(register.keep)
    def view(request: HttpRequest, *, partnership: Partnership, kind: str) -> HttpResponse:
        its_kind = _kind(register, kind)
        form = _form(request, its_kind, partnership, initial=dict(request.GET.items()))
        if request.method == "POST" and form.is_valid():
            try:
                record = record_actions.add(
                    its_kind.model,
                    values=form.values,
                    partnership=partnership,
                    keep=register.keep,
                    by=person(request),
                    file=form.cleaned_data.get("file"),
                    evidence=form.EVIDENCE,
                )
            except Refused as impossible:
                form.add_error(None, str(impossible))
            else:
                messages.success(request, record_words.added(record))
                return redirect(f"{register.namespace}:record", partnership.slug, kind, record.pk)
        return _filled(request, register, its_kind, form)

    return view


def _change(register: Register) -> View:
    @require_http_methods(["GET", "HEAD", "POST"])
    @requires(register.keep)
    def view(request: HttpRequest, *, partnership: Partnership, kind: str, pk: int) -> HttpResponse:
        its_kind = _kind(register, kind)
        record = _record_or_404(its_kind, partnership, pk)
        form = _form(request, its_kind, partnership, instance=record)
        if request.method == "POST" and form.is_valid():
            try:
                changed = record_actions.change(
                    record,
                    values=form.values,
                    revision=form.cleaned_data["revision"] or 0,
                    keep=register.keep,
                    by=person(request),
                    file=form.cleaned_data.get("file"),
                    evidence=form.EVIDENCE,
                )
            except Outdated as outdated:
                return _outdated(request, register, its_kind, form, outdated)
            except Refused as impossible:
                form.add_error(None, str(impossible))
            else:
                messages.success(request, record_words.changed(changed))
                return redirect(f"{register.namespace}:record", partnership.slug, kind, pk)
        return _filled(request, register, its_kind, form, record=record)

    return view


def _end(register: Register) -> View:
    @require_http_methods(["GET", "HEAD", "POST"])
    @requires(register.keep)
    def view(request: HttpRequest, *, partnership: Partnership, kind: str, pk: int) -> HttpResponse:
        its_kind = _kind(register, kind)
        record = _record_or_404(its_kind, partnership, pk)
        form = EndForm(request.POST or None)
        if request.method == "POST" and form.is_valid():
            try:
                record_actions.end(
                    record, **form.cleaned_data, keep=register.keep, by=person(request)
                )
            except Refused as impossible:
                form.add_error(None, str(impossible))
            else:
                messages.success(request, record_words.ended_now(record))
                return redirect(f"{register.namespace}:list", partnership.slug, kind)
        context = {"register": register, "kind": its_kind, "record": record, "form": form}
        status = UNPROCESSABLE if form.errors else 200
        return render(request, "partnership/records/end.html", context, status=status)

    return view


def _evidence(register: Register) -> View:
    @require_safe
    @requires(register.read)
    def view(request: HttpRequest, *, partnership: Partnership, sha256: str) -> HttpResponseBase:
        kept_file = record_queries.evidence(
            partnership, sha256, viewer=request.user, register=register
        )
        if kept_file is None:
            raise Http404("There is no such file")
        return FileResponse(kept_file.file.open("rb"), as_attachment=True, filename=kept_file.name)

    return view


def _kind(register: Register, slug: str) -> Kind:
    try:
        return register.kind(slug)
    except KeyError as unknown:
        raise Http404("There is no such register") from unknown


def _record_or_404(kind: Kind, partnership: Partnership, pk: int) -> Any:
    found = kind.of(partnership).filter(pk=pk).first()
    if found is None:
        raise Http404("There is no such record")
    return found


def _form(request: HttpRequest, kind: Kind, partnership: Partnership, **kwargs) -> RecordForm:
    return kind.form(request.POST or None, request.FILES or None, partnership=partnership, **kwargs)


def _filled(
    request: HttpRequest, register: Register, kind: Kind, form: RecordForm, *, record: Any = None
) -> HttpResponse:
    context = {"register": register, "kind": kind, "form": form, "record": record}
    read_choices(form)
    status = UNPROCESSABLE if form.errors else 200
    return render(request, "partnership/records/form.html", context, status=status)


def _outdated(
    request: HttpRequest,
    register: Register,
    kind: Kind,
    form: RecordForm,
    outdated: Outdated,
) -> HttpResponse:
    """Both versions: what was typed stays in the form, what the other wrote stands above it.

    The form carries the other's revision, so that saving again is a decision and not an accident.
    """
    form.add_error(None, str(outdated))
    typed = request.POST.copy()
    typed["revision"] = str(outdated.version)
    form.data = typed
    theirs = [
        (form.fields[name].label, record_queries.text_of(outdated.now, name))
        for name in form.values
        if form.cleaned_data.get(name) != getattr(outdated.now, name, None)
    ]
    context = {
        "register": register,
        "kind": kind,
        "form": form,
        "record": outdated.now,
        "theirs": theirs,
    }
    read_choices(form)
    return render(request, "partnership/records/form.html", context, status=CONFLICT)
