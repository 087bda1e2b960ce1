"""The first person of an installation; the page is there only while nobody else is."""

from __future__ import annotations

from allauth.account.utils import perform_login
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from partnership.people.permissions import public
from partnership.refusals import Refused
from partnership.setup import first_host, words
from partnership.setup.forms import FirstForm

UNPROCESSABLE = 422


@require_http_methods(["GET", "HEAD", "POST"])
@public
@never_cache
def first(request: HttpRequest) -> HttpResponse:
    """Who sets up partnerships here, proved by the key in the portal's settings."""
    if not first_host.is_nobody_there():
        raise Http404("There are people here already")
    form = FirstForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            made = first_host.make_first(**form.cleaned_data)
        except Refused as refusal:
            form.add_error(refusal.field, str(refusal))
        else:
            messages.success(request, words.FIRST_MADE)
            perform_login(request, made, email_verification="none")
            return redirect("partnership:new")
    context = {
        "form": form,
        "not_set_up": "" if first_host.has_key() else words.FIRST_NOT_SET_UP,
    }
    status = UNPROCESSABLE if form.errors else 200
    return render(request, "partnership/first.html", context, status=status)
