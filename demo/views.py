"""The page on which a demonstration names its people to whoever is not signed in."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from demo.partnerships import DEMO_PASSWORD, SIGN_INS


def first_page(request: HttpRequest) -> HttpResponse:
    """The sign-ins of the demonstration, and what is made up in it."""
    context = {"sign_ins": SIGN_INS, "password": DEMO_PASSWORD}
    return render(request, "csp_portal/demonstration.html", context)
