"""The pages that everybody may need: help, glossary, accessibility, privacy, cookies, contact."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from csp_portal.navigation import partnerships_of
from csp_portal.public_pages import kept_data
from measures.counts import Gap, Mark, Nature
from partnership.glossary import TERMS
from partnership.people.permissions import public


@require_safe
@public
def help_page(request: HttpRequest) -> HttpResponse:
    """How to do what most people come for."""
    return render(request, "csp_portal/public/help.html")


@require_safe
@public
def glossary(request: HttpRequest) -> HttpResponse:
    """The words of the pages and the symbols of the tables."""
    shown = (*Gap, *Mark, *(nature for nature in Nature if nature.shorthand))
    symbols = [(symbol.shorthand, symbol.meaning) for symbol in shown]
    context = {"terms": TERMS.values(), "symbols": symbols}
    return render(request, "csp_portal/public/glossary.html", context)


@require_safe
@public
def accessibility(request: HttpRequest) -> HttpResponse:
    """How far everybody can use the portal, and how that was tested."""
    return render(request, "csp_portal/public/accessibility.html")


@require_safe
@public
def privacy(request: HttpRequest) -> HttpResponse:
    """What is kept about people, why, and until when."""
    return render(request, "csp_portal/public/privacy.html", {"kept": kept_data.EVERYTHING})


@require_safe
@public
def cookies(request: HttpRequest) -> HttpResponse:
    """The cookies that the portal sets."""
    return render(request, "csp_portal/public/cookies.html", {"cookies": kept_data.cookies()})


@require_safe
@public
def contact(request: HttpRequest) -> HttpResponse:
    """Whom to ask: the reader's partnerships where they gave a mailbox, and the portal's own."""
    theirs = [found for found in partnerships_of(request.user) if found.contact]
    context = {"theirs": theirs, "portal_contact": settings.PORTAL_CONTACT}
    return render(request, "csp_portal/public/contact.html", context)
