"""What the partnership chooses about sources: all of them, and each on a page of its own."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from partnership.list_filters import Facet, filtered
from partnership.models import Partnership
from partnership.people.permissions import Permission, may, requires
from returns.lifecycle import choices, queries
from returns.pages import choosing_words, presenting
from returns.pages.request import Request
from returns.pages.sending.forms import ChoiceForm

UNPROCESSABLE = 422


@require_safe
@requires(Permission.SET_MAIN_SOURCE)
def sources(request: Request, *, partnership: Partnership) -> HttpResponse:
    """The main sources of each dataset, and how each source stands."""
    made = queries.choices(partnership, viewer=request.user)
    rows, list_filter = filtered(
        [presenting.choice_row(choice) for choice in made],
        request.GET,
        Facet("dataset", "Dataset", lambda row: row.dataset),
        words=lambda row: f"{row.source} {row.dataset}",
    )
    context = {"main": presenting.main_sources(made), "rows": rows, "filter": list_filter}
    return render(request, "returns/sources.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.SET_MAIN_SOURCE)
def source(
    request: Request, dataset: str, source: str, *, partnership: Partnership
) -> HttpResponse:
    """One source: when it is the main one, what is provisional, who may accept uploads of it."""
    choice = _found(dataset, source, partnership, viewer=request.user)
    form = ChoiceForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        done = _choose(form.cleaned_data, choice, partnership, by=request.user)
        messages.success(request, done)
        return redirect("returns:source", partnership.slug, dataset, source)
    context = {
        "form": form,
        "row": presenting.choice_row(choice, wrong=_wrong(form)),
        "may_rule": may(request.user, Permission.ALLOW_OWN_ACCEPTANCE, partnership=partnership),
    }
    status = UNPROCESSABLE if form.errors else 200
    return render(request, "returns/source.html", context, status=status)


def _found(dataset: str, source: str, partnership: Partnership, *, viewer) -> queries.Choice:
    for choice in queries.choices(partnership, viewer=viewer):
        if (choice.dataset.slug, choice.source.slug) == (dataset, source):
            return choice
    raise Http404("There is no such source")


def _wrong(form: ChoiceForm) -> dict[str, presenting.Typed]:
    """The fields with something wrong, as they were filled in."""
    return {
        field.name: presenting.Typed(str(field.value() or ""), tuple(map(str, field.errors)))
        for field in form
        if field.errors
    }


def _choose(chosen: dict, choice: queries.Choice, partnership: Partnership, *, by) -> str:
    """Make the choice; the sentence that says what is done."""
    series = {
        "partnership": partnership,
        "dataset": choice.dataset.slug,
        "source": choice.source.slug,
        "by": by,
    }
    title = choice.source.title
    match chosen["what"]:
        case ChoiceForm.MAIN:
            choices.set_main_source(**series, from_month=chosen["from_month"])
            return choosing_words.made_main(title, choice.dataset.title, chosen["from_month"])
        case ChoiceForm.ALLOW:
            choices.allow_own_acceptance(**series, reason=chosen["reason"])
            return choosing_words.own_acceptance_allowed(title)
        case ChoiceForm.END:
            choices.end_own_acceptance(**series, reason=chosen["reason"])
            return choosing_words.own_acceptance_ended(title)
        case _:
            choices.set_provisional_months(**series, months=chosen["months"])
            return choosing_words.provisional_set(title, chosen["months"])
