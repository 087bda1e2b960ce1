"""The pages that set records beside figures: the priority board, and how the groups fit."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from partnership.governance.priorities import PRIORITIES
from partnership.models import Partnership
from partnership.people.permissions import Permission, may, requires
from reporting.narrative.board import by_luck
from reporting.pages.measure.choices import in_a_line
from reporting.pages.priorities.board import board
from reporting.pages.priorities.choices import Asked, choices, chosen
from reporting.pages.priorities.unmeasured import unmeasured
from reporting.pages.structure.page import structure


@require_safe
@requires(Permission.VIEW_FIGURES)
def priorities(request: HttpRequest, *, partnership: Partnership) -> HttpResponse:
    """Each objective of the plan: what its measures say, and how its actions go."""
    found = board(partnership, viewer=request.user)
    asked = Asked.read(request.GET, found)
    offered = choices(found, asked)
    context = {
        "board": found,
        "shown": chosen(found, asked),
        "choices": offered,
        "summary": in_a_line(offered),
        "by_luck": by_luck(found.judged),
        "base": f"/{partnership.slug}/",
        "may_keep": may(request.user, PRIORITIES.keep, partnership=partnership),
    }
    return render(request, "reporting/priorities.html", context)


@require_safe
@requires(Permission.VIEW_FIGURES)
def without_measure(request: HttpRequest, *, partnership: Partnership) -> HttpResponse:
    """The objectives that no measure shows, and what could."""
    context = {
        "found": unmeasured(partnership, viewer=request.user),
        "may_keep": may(request.user, PRIORITIES.keep, partnership=partnership),
    }
    return render(request, "reporting/unmeasured.html", context)


@require_safe
@requires(Permission.VIEW_FIGURES)
def groups(request: HttpRequest, *, partnership: Partnership) -> HttpResponse:
    """How the partnership's groups fit together."""
    found = structure(partnership, viewer=request.user)
    return render(request, "reporting/structure.html", {"found": found})
