"""The page that leads to the Prevent register."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from partnership.models import Partnership
from partnership.people.permissions import Permission, may, requires
from prevent import register_queries
from prevent.register import REGISTER


@require_safe
@requires(Permission.READ_PREVENT_REGISTER)
def index(request: HttpRequest, *, partnership: Partnership) -> HttpResponse:
    """The self-assessment by year, which schools have nobody trained, and every kind of record."""
    context = {
        "register": REGISTER,
        "history": register_queries.history(partnership, viewer=request.user),
        "schools": register_queries.schools(partnership, viewer=request.user),
        "may_keep": may(request.user, REGISTER.keep, partnership=partnership),
        "kinds": [(kind, kind.in_force(partnership).count()) for kind in REGISTER.kinds],
    }
    return render(request, "prevent/register.html", context)
