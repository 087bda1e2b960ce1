"""Typing in a published figure, and the template for many of them."""

from __future__ import annotations

import io

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from partnership.models import Partnership
from partnership.people.permissions import Permission, may, requires
from partnership.refusals import NotReady
from returns.catalogue.published import PublishedDataset
from returns.catalogue.registry import datasets
from returns.lifecycle import national, refusals, telling, uploads, words
from returns.models import Part
from returns.pages.downloads import attachment
from returns.pages.publishing.forms import PublishedFigureForm, empty_template
from returns.pages.request import Request

UNPROCESSABLE = 422


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.SEND_NATIONAL_FIGURES)
def figures(request: Request, *, partnership: Partnership) -> HttpResponse:
    """One published figure with its source; it is then checked and sent like any return."""
    if not may(request.user, Permission.UPLOAD_ON_BEHALF, partnership=partnership):
        return _send_on(request, partnership)
    form = PublishedFigureForm(request.POST or None, dataset=_dataset(request))
    if request.method == "POST" and form.is_valid():
        try:
            of_return = uploads.upload(
                file=io.BytesIO(form.content),
                name=form.name,
                partnership=partnership,
                by=request.user,
            )
        except refusals.UploadRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("returns:check", partnership.slug, of_return.batch)
    status = UNPROCESSABLE if form.errors else 200
    context = {"form": form, "title": form.dataset.title}
    return render(request, "returns/figures.html", context, status=status)


def _send_on(request: Request, partnership: Partnership) -> HttpResponse:
    """For whoever sends nothing else: checked and sent from here, and what became of it."""
    form = PublishedFigureForm(request.POST or None, dataset=_dataset(request), is_sent_on=True)
    if request.method == "POST" and form.is_valid():
        try:
            of_return = national.send_figures(
                content=form.content,
                name=form.name,
                because=form.cleaned_data["because"],
                partnership=partnership,
                by=request.user,
            )
        except national.Asked as asked:
            form.add_error("because", str(asked))
        except (refusals.UploadRefused, NotReady) as refusal:
            form.add_error(None, str(refusal))
        else:
            parts = list(of_return.parts.select_related("partnership"))
            decides = words.who_decides(telling.deciders(parts, but=request.user))
            messages.success(request, f"The figure is sent. {decides}")
            return redirect("returns:figures", partnership.slug)
    context = {
        "form": form,
        "title": form.dataset.title,
        "is_sent_on": True,
        "sent": [
            (
                part,
                words.day(part.sent_at),
                part.reason if part.state == Part.State.REJECTED else "",
            )
            for part in national.sent_by(request.user, partnership)
            if part.sent_at
        ],
    }
    status = UNPROCESSABLE if form.errors else 200
    return render(request, "returns/figures.html", context, status=status)


@require_safe
@requires(Permission.UPLOAD_RETURN)
def figures_template(request: Request, *, partnership: Partnership) -> HttpResponse:
    """The headings of a file of published figures, with a line for each series and category."""
    dataset = _dataset(request)
    return attachment(empty_template(dataset), name=f"{dataset.slug}-published-figures.csv")


def _dataset(request: Request) -> PublishedDataset:
    """The one asked for, or the first."""
    asked = request.GET.get("dataset", "")
    for dataset in datasets.published:
        if asked in ("", dataset.slug):
            return dataset
    raise Http404("There is no such dataset of published figures")
