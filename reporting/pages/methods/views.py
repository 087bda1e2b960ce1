"""The pages of methods: of everything, and of one measure."""

from __future__ import annotations

from django.http import HttpRequest
from django.shortcuts import render
from django.views.decorators.http import require_safe

from partnership.models import Partnership
from partnership.people.permissions import Permission, requires
from reporting.pages.answering import base_of, plainly
from reporting.pages.methods import page as methods


@require_safe
@requires(Permission.VIEW_FIGURES)
def every(request: HttpRequest, *, partnership: Partnership):
    """What every measure counts, where the figures come from, and how they are compared."""
    made = methods.methods(partnership, viewer=request.user)
    context = {"base": base_of(partnership), "methods": made}
    return render(request, "reporting/methods.html", context)


@require_safe
@requires(Permission.VIEW_FIGURES)
@plainly
def methods_of(request: HttpRequest, *, partnership: Partnership, app: str, measure: str):
    """What one measure counts, from which sources, and what to bear in mind."""
    made = methods.of_one(partnership, f"{app}/{measure}", viewer=request.user)
    context = {"base": base_of(partnership), "of": made}
    return render(request, "reporting/methods_of_measure.html", context)
