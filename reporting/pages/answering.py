"""How pages of figures answer requests that cannot be found or read, and their base URL."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from partnership.models import Partnership
from reporting.content.selection import BadSelection
from reporting.queries.measures import NoSuch

View = Callable[..., HttpResponse]


def plainly(view: View) -> View:
    """Answer a request that cannot be found or read with a 404 page that says why."""

    @wraps(view)
    def answering(request: HttpRequest, **kwargs) -> HttpResponse:
        try:
            return view(request, **kwargs)
        except (NoSuch, BadSelection) as problem:
            context = {"sentence": str(problem), "base": base_of(kwargs["partnership"])}
            return render(request, "reporting/no_such.html", context, status=404)

    return answering


def base_of(partnership: Partnership) -> str:
    """The address of the partnership's figures, ending in a slash."""
    return f"/{partnership.slug}/"
