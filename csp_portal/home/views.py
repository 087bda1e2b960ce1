"""Home, which is another for each role, and the overview, which is the same for everybody."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from csp_portal.home import desk_page, glance_page
from partnership import clock
from partnership.desk import Desk
from partnership.models import Partnership
from partnership.people.permissions import Permission, person, requires
from reporting.pages.answering import base_of


@require_safe
@requires(Permission.VIEW_FIGURES)
def home(request: HttpRequest, *, partnership: Partnership) -> HttpResponse:
    """What the person has to do; for a councillor the newest figures and what is theirs."""
    desk = Desk(partnership, person(request), clock.today())
    if desk_page.has_desk(desk):
        context = {"page": desk_page.desk_page(desk), "base": base_of(partnership)}
        return render(request, "home/desk.html", context)
    return _glance(request, desk, is_home=True)


@require_safe
@requires(Permission.VIEW_FIGURES)
def overview(request: HttpRequest, *, partnership: Partnership) -> HttpResponse:
    """The newest figures, what is missing and the priorities."""
    return _glance(request, Desk(partnership, person(request), clock.today()), is_home=False)


def _glance(request: HttpRequest, desk: Desk, *, is_home: bool) -> HttpResponse:
    page = glance_page.glance_page(desk, is_home=is_home)
    context = {"page": page, "base": base_of(desk.partnership)}
    return render(request, "home/glance.html", context)
