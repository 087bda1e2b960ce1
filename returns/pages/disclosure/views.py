"""The disclosure rules of a partnership's sources, and the ledger of what was released."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from partnership.list_filters import Facet, filtered
from partnership.models import Partnership
from partnership.people.permissions import Permission, may, requires
from partnership.refusals import Refused
from returns.catalogue.declarations import Dataset, Source
from returns.catalogue.registry import datasets
from returns.disclosure import actions as rule_actions
from returns.disclosure import words as disclosure_words
from returns.models.released import DisclosureRule
from returns.pages.disclosure import page as disclosure_pages
from returns.pages.disclosure.forms import RuleForm, as_it_stands
from returns.pages.request import Request

UNPROCESSABLE = 422


@require_safe
@requires(Permission.MANAGE_RULES)
def rules(request: Request, *, partnership: Partnership) -> HttpResponse:
    """The rule of every source."""
    context = {
        "panels": disclosure_pages.panels(partnership, viewer=request.user),
        "sees_ledger": may(request.user, Permission.SEE_LEDGER, partnership=partnership),
    }
    return render(request, "returns/disclosure.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.MANAGE_RULES)
def rule(request: Request, dataset: str, source: str, *, partnership: Partnership) -> HttpResponse:
    """The rule of one source, those that it had before, and setting another."""
    of_dataset, of = _found(dataset, source)
    standing = DisclosureRule.objects.filter(
        partnership=partnership, dataset=dataset, source=source, until__isnull=True
    ).first()
    form = RuleForm(
        request.POST if request.method == "POST" else None,
        initial=as_it_stands(standing),
        dataset=of_dataset,
        source=of,
    )
    if request.method == "POST" and form.is_valid():
        try:
            rule_actions.set_rule(
                partnership=partnership,
                dataset=dataset,
                source=source,
                by=request.user,
                **form.answers,
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, disclosure_words.SET)
            return redirect("returns:disclosure", partnership.slug)
    context = {
        "form": form,
        "panel": disclosure_pages.panel(of_dataset, of, standing),
        "history": disclosure_pages.history(partnership, of_dataset, of, viewer=request.user),
    }
    status = UNPROCESSABLE if form.errors else 200
    return render(request, "returns/disclosure_rule.html", context, status=status)


def _found(dataset: str, source: str) -> tuple[Dataset, Source]:
    """Http404 unless it is a source of the partnership's own."""
    for known in datasets:
        for series in known.sources:
            if (known.slug, series.slug) == (dataset, source) and not series.is_national:
                return known, series
    raise Http404("There is no such source")


@require_safe
@requires(Permission.SEE_LEDGER)
def ledger(request: Request, *, partnership: Partnership) -> HttpResponse:
    """What was released of sources with a rule, and which files were taken away."""
    versions, of_versions = filtered(
        disclosure_pages.versions(partnership, viewer=request.user),
        request.GET,
        Facet("source", "Source", lambda row: row.source),
        Facet("by", "By", lambda row: row.by),
        words=lambda row: f"{row.source} {row.because} {row.by}",
    )
    exports, of_exports = filtered(
        disclosure_pages.exports(partnership, viewer=request.user),
        request.GET,
        Facet("by", "By", lambda row: row.by),
        words=lambda row: f"{row.name} {row.selection} {row.by}",
        prefix="file-",
    )
    context = {
        "versions": versions,
        "of_versions": of_versions,
        "exports": exports,
        "of_exports": of_exports,
    }
    return render(request, "returns/disclosure_ledger.html", context)
