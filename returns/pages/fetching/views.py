"""Fetching street files from their publisher: asked for, and how far it is."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from partnership.models import Partnership
from partnership.people.permissions import Permission, requires
from partnership.refusals import Refused
from returns.fetching import asking, words
from returns.lifecycle.words import day
from returns.models import StreetFetch
from returns.pages.fetching.forms import FetchForm
from returns.pages.request import Request

UNPROCESSABLE = 422


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.UPLOAD_ON_BEHALF)
def fetch(request: Request, *, partnership: Partnership) -> HttpResponse:
    """Ask for the street files that are new; the latest runs."""
    form = FetchForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        first_month = form.cleaned_data["first_month"]
        try:
            run = asking.ask(partnership=partnership, by=request.user, first_month=first_month)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, words.ASKED)
            return redirect("returns:fetch_run", partnership.slug, run.pk)
    context = {
        "form": form,
        "not_set_up": "" if settings.STREET_FILES_ADDRESS else words.NOT_SET_UP,
        "runs": [(run, day(run.asked_at)) for run in asking.latest(partnership)],
    }
    status = UNPROCESSABLE if form.errors else 200
    return render(request, "returns/fetch.html", context, status=status)


@require_safe
@requires(Permission.UPLOAD_ON_BEHALF)
def fetch_run(request: Request, pk: int, *, partnership: Partnership) -> HttpResponse:
    """How far a run is, and what it found; it asks for itself again until it is done."""
    runs = StreetFetch.objects.select_related("of_return")
    run = get_object_or_404(runs, pk=pk, partnership=partnership)
    context = {
        "run": run,
        "progress": words.progress(run.done, run.of, run.came),
        "has_stopped": asking.has_stopped(run, at=timezone.now()),
    }
    return render(request, "returns/fetch_run.html", context)
