"""The pages that belong to no app: the front door, the brand, health, and what went wrong."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.cache import cache
from django.db import connection
from django.http import HttpRequest, HttpResponse, HttpResponseServerError, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template import loader
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.http import require_safe

from csp_portal import front_page
from csp_portal.navigation import partnerships_of
from partnership.models import Partnership
from partnership.people.permissions import public
from partnership.setup.first_host import is_nobody_there

DAY = 24 * 60 * 60


@require_safe
@public
def home(request: HttpRequest) -> HttpResponse:
    """A person's partnership, or the list of theirs; the way in for everybody else."""
    if not request.user.is_authenticated:
        if is_nobody_there():
            return redirect("partnership:first")
        if settings.CSP_ENV != "demo" or front_page.of_the_demonstration is None:
            return redirect_to_login(request.get_full_path())
        return front_page.of_the_demonstration(request)
    theirs = partnerships_of(request.user)
    if len(theirs) == 1:
        return redirect(f"/{theirs[0].slug}/")
    return render(request, "csp_portal/home.html", {"partnerships": theirs})


@require_safe
@public
@cache_control(public=True, max_age=DAY)
def brand(request: HttpRequest, partnership: str) -> HttpResponse:
    """The partnership's colour as a stylesheet: the strict CSP allows no inline style.

    White words stand on it; `Partnership.colour` is checked for that.
    """
    found = get_object_or_404(Partnership, slug=partnership)
    return HttpResponse(f":root{{--app-brand:{found.colour}}}\n", content_type="text/css")


@require_safe
@public
@never_cache
def healthz(request: HttpRequest) -> HttpResponse:
    """Whether the database and the shared cache answer; says no more, because it is public."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    cache.get("healthz")
    return JsonResponse({"status": "ok"})


@require_safe
@public
def robots(request: HttpRequest) -> HttpResponse:
    """Search engines keep out."""
    return HttpResponse("User-agent: *\nDisallow: /\n", content_type="text/plain")


@public
def sign_up_closed(request: HttpRequest) -> HttpResponse:
    """Where allauth would let strangers sign up."""
    return render(request, "account/signup_closed.html", status=403)


# --- What went wrong -------------------------------------------------------------------------
def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "400.html", status=400)


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "403.html", {"reason": str(exception)}, status=403)


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "404.html", status=404)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    return render(request, "403_csrf.html", status=403)


def server_error(request: HttpRequest) -> HttpResponse:
    """Stands alone: whatever broke may be what a page with navigation needs."""
    return HttpResponseServerError(loader.get_template("500.html").render())
