"""What can't be undone has a page of its own that asks first, and is said to be done after."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from partnership.refusals import Refused


@dataclass(frozen=True, kw_only=True)
class Confirmation:
    """`heading` asks, `says` what follows, `button` names the act, `done` is said after it.

    `back` is where one comes from, and goes on to unless `to` is given.
    """

    heading: str
    button: str
    done: str
    back: str
    says: str = ""
    to: str = ""


def confirmed(
    request: HttpRequest,
    asked: Confirmation,
    act: Callable[[Mapping[str, Any]], Any],
    *,
    form: forms.Form | None = None,
) -> HttpResponse:
    """The page that asks; once it is answered, `act` with what its form holds, and what is done.

    A refusal stands on the page that one comes back to.
    """
    if request.method != "POST" or (form is not None and not form.is_valid()):
        is_wrong = request.method == "POST"
        context = {"asked": asked, "form": form}
        return render(request, "partnership/confirm.html", context, status=422 if is_wrong else 200)
    try:
        act(form.cleaned_data if form is not None else {})
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect(asked.back)
    messages.success(request, asked.done)
    return redirect(asked.to or asked.back)
