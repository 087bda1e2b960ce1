"""How far the reading of uploaded files is, and what to do where it stopped."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe
from django_htmx.http import HttpResponseClientRedirect

from partnership.models import Partnership
from partnership.people.permissions import Permission, requires
from partnership.refusals import Refused
from returns.lifecycle import queries
from returns.lifecycle.receiving import actions as receiving
from returns.lifecycle.receiving import queries as receiving_queries
from returns.lifecycle.receiving import words
from returns.pages.request import Request


def page_of_batch(request: Request, partnership: Partnership, batch: uuid.UUID) -> str | None:
    """Where a batch goes on: its check, or the mapping of its only file; None if none was kept."""
    found = queries.in_batch(batch, partnership=partnership, viewer=request.user)
    if not found:
        return None
    if len(found) == 1 and not found[0].layout:
        return reverse("returns:map", args=[partnership.slug, found[0].pk, "table"])
    return reverse("returns:check", args=[partnership.slug, batch])


@require_safe
@requires(Permission.UPLOAD_RETURN)
def reading(request: Request, batch: uuid.UUID, *, partnership: Partnership) -> HttpResponse:
    """Each file of a batch with how far it is; leads on by itself when all have been read."""
    arrivals = receiving_queries.arrivals(batch, partnership=partnership, viewer=request.user)
    files = [receiving_queries.progress(arrival) for arrival in arrivals]
    next_page = page_of_batch(request, partnership, batch)
    if not files:
        if next_page is None:
            raise Http404("There is no such upload")
        # A script that asked would take the next page for a piece of this one.
        return (
            HttpResponseClientRedirect(next_page)
            if "HX-Request" in request.headers
            else redirect(next_page)
        )
    context = {
        "batch": batch,
        "files": files,
        "is_going": any(file.is_going for file in files),
        "title": words.title(files),
        "next": words.NEXT,
        "next_page": next_page,
    }
    return render(request, "returns/reading.html", context)


@require_POST
@requires(Permission.UPLOAD_RETURN)
def read_again(request: Request, pk: int, *, partnership: Partnership) -> HttpResponse:
    """Have a file read that could not be."""
    arrival = receiving_queries.arrival(pk, partnership=partnership, viewer=request.user)
    try:
        receiving.try_again(arrival=arrival, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, words.TRIED_AGAIN)
    return redirect("returns:reading", partnership.slug, arrival.batch)


@require_POST
@requires(Permission.UPLOAD_RETURN)
def remove(request: Request, pk: int, *, partnership: Partnership) -> HttpResponse:
    """Delete a file that could not be read."""
    arrival = receiving_queries.arrival(pk, partnership=partnership, viewer=request.user)
    try:
        receiving.remove(arrival=arrival, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("returns:reading", partnership.slug, arrival.batch)
    messages.success(request, words.REMOVED)
    return redirect("returns:upload", partnership.slug)
