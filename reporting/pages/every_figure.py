"""The switch by which each figure of a page leads to its rows, kept for the session."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from partnership.models import Partnership
from partnership.people.permissions import Permission, requires
from reporting.pages.answering import base_of
from reporting.templatetags.figures import EVERY_FIGURE


@dataclass(frozen=True)
class Switch:
    """Where it is switched, the page to come back to, and whether it is on."""

    address: str
    back: str
    is_on: bool


def switch_of(request: HttpRequest, partnership: Partnership) -> Switch:
    """The switch as it stands on the page that was asked for."""
    return Switch(
        reverse("reporting:every_figure", kwargs={"partnership": partnership.slug}),
        request.get_full_path(),
        bool(request.session.get(EVERY_FIGURE)),
    )


@require_POST
@requires(Permission.VIEW_FIGURES)
def switch(request: HttpRequest, *, partnership: Partnership) -> HttpResponseRedirect:
    """Switch it, and go back to the page that it was switched on."""
    request.session[EVERY_FIGURE] = request.POST.get("on") == "yes"
    back = request.POST.get("back", "")
    is_here = url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()})
    return redirect(back if is_here else base_of(partnership))
