"""Typing in a published figure, and the template for many of them."""

from __future__ import annotations

import io

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from partnership.models import Partnership
from partnership.people.permissions import Permission, requires
from returns.catalogue.published import PublishedDataset
from returns.catalogue.registry import datasets
from returns.lifecycle import refusals, uploads
from returns.pages.downloads import attachment
from returns.pages.publishing.forms import PublishedFigureForm, empty_template
from returns.pages.request import Request

UNPROCESSABLE = 422


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.UPLOAD_ON_BEHALF)
def figures(request: Request, *, partnership: Partnership) -> HttpResponse:
    """One published figure with its source; it is then checked and sent like any return."""
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
