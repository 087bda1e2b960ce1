"""The pages that everybody may need: help, glossary, accessibility, privacy, cookies, contact."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from csp_portal.navigation import partnerships_of
from csp_portal.public_pages import kept_data
from measures.counts import Gap, Mark, Nature
from partnership.glossary import TERMS
from partnership.people.permissions import public


def _page(request: HttpRequest, name: str, **context: Any) -> HttpResponse:
    """In the frame of the reader's partnership, if they are somebody in just one."""
    theirs = partnerships_of(request.user)
    if len(theirs) == 1:
        request.partnership = theirs[0]  # type: ignore[attr-defined]
    return render(request, f"csp_portal/public/{name}.html", context | {"theirs": theirs})


@require_safe
@public
def help_page(request: HttpRequest) -> HttpResponse:
    """How to do what most people come for."""
    return _page(request, "help")


@require_safe
@public
def glossary(request: HttpRequest) -> HttpResponse:
    """The words of the pages and the symbols of the tables."""
    shown = (*Gap, *Mark, *(nature for nature in Nature if nature.shorthand))
    symbols = [(symbol.shorthand, symbol.meaning) for symbol in shown]
    return _page(request, "glossary", terms=TERMS.values(), symbols=symbols)


@require_safe
@public
def accessibility(request: HttpRequest) -> HttpResponse:
    """How far everybody can use the portal, and how that was tested."""
    return _page(request, "accessibility")


@require_safe
@public
def privacy(request: HttpRequest) -> HttpResponse:
    """What is kept about people, why, and until when."""
    return _page(request, "privacy", kept=kept_data.EVERYTHING)


@require_safe
@public
def cookies(request: HttpRequest) -> HttpResponse:
    """The cookies that the portal sets."""
    return _page(request, "cookies", cookies=kept_data.cookies())


@require_safe
@public
def contact(request: HttpRequest) -> HttpResponse:
    """Whom to ask: the reader's partnerships where they gave a mailbox, and the portal's own."""
    return _page(request, "contact", portal_contact=settings.PORTAL_CONTACT)
