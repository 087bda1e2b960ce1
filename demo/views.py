"""The page on which a demonstration names its people to whoever is not signed in."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from demo import neighbours
from demo.partnerships import DEMO_PASSWORD, FIRST, SIGN_INS


def first_page(request: HttpRequest) -> HttpResponse:
    """The sign-ins of the demonstration, and what is made up in it."""
    here = ((FIRST, title, email) for title, email in SIGN_INS)
    context = {"sign_ins": (*here, *neighbours.SIGN_INS), "password": DEMO_PASSWORD}
    return render(request, "csp_portal/demonstration.html", context)
