"""What is left to set up, what the partnership is made of, and how it looks."""

from __future__ import annotations

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods, require_safe

from partnership.confirming import Confirmation, confirmed
from partnership.form_choices import read_choices
from partnership.models import Logo, Partnership
from partnership.people.permissions import Permission, may_host, person, public, requires
from partnership.refusals import Refused
from partnership.setup import appearance, hosting, queries, words
from partnership.setup.forms import BodiesForm, LogoForm, LookForm
from partnership.setup.steps import steps

UNPROCESSABLE = 422
YEAR = 365 * 24 * 60 * 60


@require_safe
@requires(Permission.MANAGE_AREAS)
def setup(request: HttpRequest, *, partnership: Partnership) -> HttpResponse:
    """Each step of setting up, how far it is, and where to go on."""
    context = {
        "steps": steps(partnership, viewer=person(request)),
        "may_host": may_host(request.user),
    }
    return render(request, "partnership/setup.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.MANAGE_AREAS)
def bodies(request: HttpRequest, *, partnership: Partnership) -> HttpResponse:
    """Districts, police force area and fire authority."""
    now = queries.bodies_of(partnership)
    form = BodiesForm(request.POST or None, offered=queries.districts_near(now), bodies=now)
    if request.method == "POST" and form.is_valid():
        try:
            hosting.change_bodies(partnership=partnership, bodies=form.bodies, by=person(request))
        except Refused as impossible:
            form.add_error("districts", str(impossible))
        else:
            messages.success(request, words.BODIES_CHANGED)
            return redirect("partnership:setup", partnership.slug)
    read_choices(form)
    status = UNPROCESSABLE if form.errors else 200
    return render(request, "partnership/bodies.html", {"form": form}, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.MANAGE_BRANDING)
def look(request: HttpRequest, *, partnership: Partnership) -> HttpResponse:
    """Name and colour."""
    now = {field: getattr(partnership, field) for field in LookForm.base_fields}
    form = LookForm(request.POST or None, initial=now)
    if request.method == "POST" and form.is_valid():
        appearance.change_look(partnership=partnership, by=person(request), **form.cleaned_data)
        messages.success(request, words.LOOK_CHANGED)
        return redirect("partnership:look", partnership.slug)
    status = UNPROCESSABLE if form.errors else 200
    return render(request, "partnership/look.html", {"form": form}, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.MANAGE_BRANDING)
def logo(request: HttpRequest, *, partnership: Partnership) -> HttpResponse:
    """The logo at the head of every page."""
    form = LogoForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        appearance.set_logo(
            partnership=partnership, picture=given["picture"], alt=given["alt"], by=person(request)
        )
        messages.success(request, words.logo_saved(given["alt"]))
        return redirect("partnership:logo", partnership.slug)
    status = UNPROCESSABLE if form.errors else 200
    return render(request, "partnership/logo.html", {"form": form}, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.MANAGE_BRANDING)
def end_logo(request: HttpRequest, *, partnership: Partnership) -> HttpResponse:
    """Show no logo any more."""
    asked = Confirmation(
        heading="Remove the logo?",
        says="It disappears from the top of every page. To show it again, upload it again.",
        button="Remove the logo",
        done=words.LOGO_ENDED,
        back=reverse("partnership:logo", args=[partnership.slug]),
    )
    return confirmed(
        request,
        asked,
        lambda _: appearance.end_logo(partnership=partnership, by=person(request)),
    )


@require_safe
@public
@cache_control(public=True, max_age=YEAR, immutable=True)
def logo_picture(request: HttpRequest, partnership: str, sha256: str) -> FileResponse:
    """A logo's pixels, as public as the colour: the address changes with them."""
    found = Logo.objects.filter(partnership__slug=partnership, sha256=sha256).first()
    if found is None:
        raise Http404("There is no such logo")
    return FileResponse(found.file.open("rb"), content_type="image/png")
