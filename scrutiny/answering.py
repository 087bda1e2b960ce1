"""What views of scrutiny answer with: a page as described, or a form that does one act."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from partnership.form_choices import read_choices
from partnership.models import Partnership, User
from partnership.page_parts import Link
from partnership.refusals import Outdated, Refused
from scrutiny.described import Page
from scrutiny.form_fields import SeenForm

UNPROCESSABLE = 422


class Request(HttpRequest):
    """A request whose user has signed in: `requires` admits no one else."""

    user: User


def show(request: Request, page: Page, *, partnership: Partnership) -> HttpResponse:
    """A page as it is described."""
    context = {"page": page, "crumbs": page.crumbs, "base": f"/{partnership.slug}/"}
    return render(request, "scrutiny/page.html", context)


def form_page(
    request: Request,
    form: forms.Form,
    act: Callable[[dict[str, Any]], str],
    *,
    heading: str,
    caption: str = "",
    paragraphs: Sequence[str] = (),
    button: str = "Save the change",
    done: str | Callable[[dict[str, Any]], str],
    crumbs: Sequence[Link] = (),
    links: Sequence[Link] = (),
) -> HttpResponse:
    """A form that does one act: `act` takes what was typed and says where to go on.

    What the act refuses stands at its field; who was overtaken is shown what the other wrote.
    `done` says on the next page what was done with what was typed, unless it is blank.
    """
    theirs = ""
    if request.method == "POST" and form.is_valid():
        said = done if isinstance(done, str) else done(form.cleaned_data)
        try:
            to = act(form.cleaned_data)
        except Outdated as overtaken:
            theirs = overtaken.now
            assert isinstance(form, SeenForm)  # noqa: S101 - no other act can be overtaken
            form.now_seen(overtaken.version or 0)
            form.add_error(_field(form, overtaken), str(overtaken))
        except Refused as refusal:
            form.add_error(_field(form, refusal), str(refusal))
        else:
            if said:
                messages.success(request, said)
            return redirect(to)
    context = {
        "form": form,
        "heading": heading,
        "caption": caption,
        "paragraphs": paragraphs,
        "button": button,
        "theirs": theirs,
        "crumbs": crumbs,
        "links": links,
    }
    read_choices(form)
    status = UNPROCESSABLE if form.errors else 200
    return render(request, "scrutiny/form.html", context, status=status)


def _field(form: forms.Form, refusal: Refused) -> str | None:
    return refusal.field if refusal.field in form.fields else None
