"""What a source counts: the definitions recorded, and recording one."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from partnership.models import Partnership
from partnership.people.permissions import Permission, may, requires
from partnership.refusals import Refused
from returns.catalogue.declarations import Dataset, Source
from returns.catalogue.definitions import definable
from returns.catalogue.registry import datasets
from returns.lifecycle import queries, words
from returns.lifecycle.definitions import record_definition
from returns.pages import presenting
from returns.pages.request import Request
from returns.pages.sending.forms import DefinitionForm

UNPROCESSABLE = 422


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.SEE_RETURNS_OF_OWN_AGENCY, to_write=(Permission.RECORD_DEFINITIONS,))
def definitions(
    request: Request, dataset: str, source: str, *, partnership: Partnership
) -> HttpResponse:
    """What the partnership agreed that a source counts; the manager records what is agreed."""
    of_dataset, of_source = _found(dataset, source)
    form = DefinitionForm(request.POST or None, source=of_source)
    is_given = request.method == "POST" and form.is_valid()
    if is_given and _recorded(form, partnership, of_dataset, of_source, by=request.user):
        messages.success(request, words.RECORDED)
        return redirect("returns:definitions", partnership.slug, dataset, source)
    recorded = queries.definitions(
        partnership, viewer=request.user, dataset=of_dataset, source=of_source
    )
    context = {
        "source": of_source,
        "definitions": [
            presenting.definition_panel(definition, of_source) for definition in recorded
        ],
        "may_record": may(request.user, Permission.RECORD_DEFINITIONS, partnership=partnership),
        "asks": words.record_a_definition(of_source),
        "form": form,
    }
    status = UNPROCESSABLE if form.errors else 200
    return render(request, "returns/definitions.html", context, status=status)


def _found(dataset: str, source: str) -> tuple[Dataset, Source]:
    try:
        of_dataset = datasets[dataset]
        of_source = of_dataset.source(source)
    except KeyError:
        raise Http404("There is no such source") from None
    if not definable(of_source):
        raise Http404("This source has a definition of its own")
    return of_dataset, of_source


def _recorded(
    form: DefinitionForm, partnership: Partnership, dataset: Dataset, source: Source, *, by
) -> bool:
    try:
        record_definition(
            partnership=partnership,
            dataset=dataset.slug,
            source=source.slug,
            by=by,
            **form.cleaned_data,
        )
    except Refused as refusal:
        form.add_error("version", str(refusal))
        return False
    return True
