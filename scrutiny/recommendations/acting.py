"""What the views of recommendations share: which one, who works on it, a form about it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse

from partnership.models import Partnership
from partnership.page_parts import Link
from scrutiny import words
from scrutiny.answering import Request, form_page
from scrutiny.models import Recommendation
from scrutiny.policies import may_work_on
from scrutiny.queries import recommendations as recommendation_queries
from scrutiny.recommendations import pages as recommendation_pages


def recommendation_or_404(request: Request, pk: int, partnership: Partnership) -> Recommendation:
    return recommendation_queries.recommendation(
        partnership, pk, viewer=request.user
    ).recommendation


def worked_on(request: Request, pk: int, partnership: Partnership) -> Recommendation:
    recommendation = recommendation_or_404(request, pk, partnership)
    check_works(request, recommendation)
    return recommendation


def check_works(request: Request, recommendation: Recommendation) -> None:
    """Its recipients and democratic services keep what is done about it."""
    if not may_work_on(request.user, recommendation):
        raise PermissionDenied(words.NOT_YOURS)


def acting(
    request: Request,
    recommendation: Recommendation,
    form: forms.Form,
    act: Callable[[dict[str, Any]], Any],
    *,
    heading: str,
    **more: Any,
) -> HttpResponse:
    """A form about one recommendation, which leads back to it."""

    def acted(typed: dict[str, Any]) -> str:
        act(typed)
        return recommendation_pages.address(recommendation)

    crumbs = (
        recommendation_pages.crumb(recommendation.partnership),
        Link(recommendation.reference, recommendation_pages.address(recommendation)),
    )
    return form_page(
        request, form, acted, heading=heading, caption=str(recommendation), crumbs=crumbs, **more
    )
