"""Views for a version being written, and the steps of its life cycle."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from partnership.confirming import Confirmation, confirmed
from partnership.form_choices import read_choices
from partnership.models import Partnership
from partnership.people.permissions import Permission, person, requires
from partnership.refusals import Refused
from reporting.packs import actions as pack_actions
from reporting.packs import queries as pack_queries
from reporting.packs import section_actions, starting_sections
from reporting.packs.editor import desk as pack_desk
from reporting.packs.editor import steps
from reporting.packs.editor.draft import draft_of
from reporting.packs.editor.forms import (
    AddForm,
    BeginForm,
    DetailsForm,
    NewPackForm,
    ReasonForm,
    details_of,
)
from reporting.packs.editor.stops import stops, to_know
from reporting.packs.models import Pack, PackKind, Version
from reporting.packs.policies import WRITERS
from reporting.packs.sections.registry import section_kinds
from reporting.packs.views import found_version, place
from reporting.packs.words import meeting_line

_WRITES = require_http_methods(["GET", "HEAD", "POST"])


@_WRITES
@requires(Permission.EDIT_PACKS)
def new(request: HttpRequest, *, partnership: Partnership) -> HttpResponse:
    """Start a pack from the template of its kind, or from last time's."""
    form = NewPackForm(request.POST or None, partnership=partnership)
    if request.method == "POST" and form.is_valid():
        before = form.cleaned_data["begin_from"]
        kind = PackKind(form.cleaned_data["kind"])
        meeting = form.details.meeting
        sections = (
            starting_sections.sections_from(before, held_on=meeting.held_on if meeting else None)
            if before
            else starting_sections.sections_of(kind, locality=form.cleaned_data["locality"])
        )
        try:
            version = pack_actions.start_pack(
                partnership=partnership,
                slug=form.cleaned_data["slug"],
                kind=kind,
                details=form.details,
                sections=sections,
                started_from=before.pack if before else None,
                by=person(request),
            )
        except Refused as problem:
            form.add_error("slug", str(problem))
        else:
            return redirect("packs:edit", **place(version))
    read_choices(form)
    status = 422 if form.errors else 200
    return render(request, "reporting/packs/new.html", {"form": form}, status=status)


@require_safe
@requires(Permission.READ_DRAFT_PACKS)
def edit(request: HttpRequest, *, partnership: Partnership, slug: str, number: int):
    """The sections of a version in their order, what is left, and the next step."""
    version = found_version(request, partnership, slug, number)
    if version.is_frozen:
        return redirect("packs:version", **place(version))
    return _desk(request, version)


def _desk(request: HttpRequest, version: Version, *, adding: AddForm | None = None):
    context = {
        "desk": pack_desk.desk(version, request.user, draft_of(version)),
        "version": version,
        "meeting": meeting_line(version.pack),
        "adding": adding or AddForm(),
        "returning": ReasonForm(),
        "form": adding,
    }
    status = 422 if adding is not None else 200
    return render(request, "reporting/packs/edit.html", context, status=status)


@_WRITES
@requires(Permission.EDIT_PACKS)
def details(request: HttpRequest, *, partnership: Partnership, slug: str, number: int):
    """Title, meeting, presenters, marking, as-at."""
    version = found_version(request, partnership, slug, number)
    form = DetailsForm(request.POST or None, partnership=partnership, initial=details_of(version))
    if request.method == "POST" and form.is_valid():
        return _then(
            request,
            version,
            lambda: pack_actions.change_details(
                version=version, details=form.details, by=person(request)
            ),
        )
    context = {"form": form, "version": version}
    read_choices(form)
    status = 422 if form.errors else 200
    return render(request, "reporting/packs/details.html", context, status=status)


@require_POST
@requires(Permission.EDIT_PACKS)
def add(request: HttpRequest, *, partnership: Partnership, slug: str, number: int):
    """Add a section at the end, and go to it."""
    version = found_version(request, partnership, slug, number)
    form = AddForm(request.POST)
    if not form.is_valid():
        return _desk(request, version, adding=form)
    try:
        made = section_actions.add_section(
            version=version,
            kind=section_kinds[form.cleaned_data["kind"]],
            title=form.cleaned_data["title"],
            by=person(request),
        )
    except Refused as problem:
        messages.warning(request, str(problem))
        return redirect("packs:edit", **place(version))
    return redirect("packs:section", **place(version), key=made.key)


@require_POST
@requires(*WRITERS)
def confirm(request: HttpRequest, *, partnership: Partnership, slug: str, number: int):
    """Confirm for several sections at once that last time's words still apply."""
    version = found_version(request, partnership, slug, number)
    keys = request.POST.getlist("keys")
    return _then(
        request,
        version,
        lambda: section_actions.confirm_unchanged(version=version, keys=keys, by=person(request)),
    )


@_WRITES
@requires(Permission.EDIT_PACKS)
def begin(request: HttpRequest, *, partnership: Partnership, slug: str) -> HttpResponse:
    """Start a further version; the panel keeps the one it has."""
    versions = pack_queries.versions(partnership, request.user).filter(pack__slug=slug)
    latest = versions.order_by("-number").first()
    if latest is None:
        raise Http404("There is no such pack")
    form = BeginForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            version = pack_actions.begin_version(
                pack=Pack.objects.get(pk=latest.pack_id), by=person(request), **form.cleaned_data
            )
        except Refused as problem:
            messages.warning(request, str(problem))
            return redirect("packs:version", **place(latest))
        return redirect("packs:edit", **place(version))
    context = {"form": form, "version": latest}
    status = 422 if form.errors else 200
    return render(request, "reporting/packs/begin.html", context, status=status)


# --- Steps -----------------------------------------------------------------------------------
@_WRITES
@requires(Permission.EDIT_PACKS)
def send(request: HttpRequest, *, partnership: Partnership, slug: str, number: int):
    """Send the version for approval, once it is seen what is missing."""
    return _confirmed(request, partnership, slug, number, steps.SEND)


@require_POST
@requires(Permission.EDIT_PACKS)
def take_back(request: HttpRequest, *, partnership: Partnership, slug: str, number: int):
    """Return a version from review to draft, with the reason."""
    return _step_back(request, partnership, slug, number, pack_actions.return_to_draft)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.APPROVE_PACKS)
def approve(request: HttpRequest, *, partnership: Partnership, slug: str, number: int):
    """Approve the version, which freezes it."""
    return _confirmed(request, partnership, slug, number, steps.APPROVE)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.ISSUE_PACKS)
def issue(request: HttpRequest, *, partnership: Partnership, slug: str, number: int):
    """Issue the version to the panel."""
    return _confirmed(request, partnership, slug, number, steps.ISSUE)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.ISSUE_PACKS)
def archive(request: HttpRequest, *, partnership: Partnership, slug: str, number: int):
    """Archive the version."""
    return _confirmed(request, partnership, slug, number, steps.ARCHIVE)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.ISSUE_PACKS)
def public_on(request: HttpRequest, *, partnership: Partnership, slug: str, number: int):
    """Make the version public."""
    return _confirmed(request, partnership, slug, number, steps.PUBLIC_ON)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.ISSUE_PACKS)
def public_off(request: HttpRequest, *, partnership: Partnership, slug: str, number: int):
    """Close the public address, with the reason."""
    return _confirmed(request, partnership, slug, number, steps.PUBLIC_OFF)


def _confirmed(
    request: HttpRequest, partnership: Partnership, slug: str, number: int, step: steps.Step
) -> HttpResponse:
    """Ask first; then do it, and say that it is done."""
    version = found_version(request, partnership, slug, number)
    asked = Confirmation(
        heading=step.heading,
        says=steps.says(step, version, by=person(request)),
        button=step.button,
        done=step.done,
        back=reverse("packs:version", kwargs=place(version)),
    )
    if request.method != "POST" and step.looks_through and not version.is_frozen:
        draft = draft_of(version)
        context = {"asked": asked, "step": step, "version": version}
        context |= {"stops": stops(draft), "to_know": to_know(draft)}
        return render(request, "reporting/packs/step.html", context)
    form = ReasonForm(request.POST or None) if step.needs_reason else None
    return confirmed(
        request,
        asked,
        lambda typed: step.act(version=version, by=person(request), **typed),
        form=form,
    )


def _step_back(
    request: HttpRequest, partnership: Partnership, slug: str, number: int, act: Callable[..., Any]
) -> HttpResponse:
    version, form = found_version(request, partnership, slug, number), ReasonForm(request.POST)
    if not form.is_valid():
        messages.warning(request, "Say why: it stays with the history.")
        return redirect("packs:version", **place(version))
    because = form.cleaned_data["because"]
    return _then(
        request, version, lambda: act(version=version, because=because, by=person(request))
    )


def _then(request: HttpRequest, version: Version, act: Callable[[], Any]) -> HttpResponse:
    """Run `act` and return to the version, with a message where it is refused."""
    try:
        act()
    except Refused as problem:
        messages.warning(request, str(problem))
    return redirect("packs:version", **place(version))
