"""Changes of recording practice: what is recorded, recording one, correcting and ending it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from partnership.confirming import Confirmation, confirmed
from partnership.list_filters import Facet, filtered
from partnership.models import Partnership
from partnership.people.permissions import Permission, requires
from partnership.refusals import Refused
from returns.lifecycle import recording
from returns.models.recording import RecordingChange
from returns.pages.recording import page as recording_pages
from returns.pages.recording import words as recording_words
from returns.pages.recording.forms import EndForm, FollowForm, RecordForm
from returns.pages.request import Request

UNPROCESSABLE = 422


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.RECORD_RECORDING_CHANGES)
def changes(request: Request, *, partnership: Partnership) -> HttpResponse:
    """What is recorded, and recording a further change."""
    form = RecordForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            recording.record_change(partnership=partnership, by=request.user, **form.answers)
        except Refused as refusal:
            form.add_error("since", str(refusal))
        else:
            messages.success(request, recording_words.RECORDED)
            return redirect("returns:recording_changes", partnership.slug)
    panels, list_filter = filtered(
        recording_pages.panels(partnership, viewer=request.user),
        request.GET,
        Facet("stands", "How it stands", lambda panel: "Ended" if panel.is_ended else "In force"),
        words=lambda panel: " ".join((panel.title, *(row.value for row in panel.rows))),
    )
    context = {"form": form, "panels": panels, "filter": list_filter}
    status = UNPROCESSABLE if form.errors else 200
    return render(request, "returns/recording_changes.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.RECORD_RECORDING_CHANGES)
def change(request: Request, pk: int, *, partnership: Partnership) -> HttpResponse:
    """One change that stands: put another in its place, or end it."""
    found = _standing(partnership, pk)
    initial = {name: getattr(found, name) for name in _CORRECTABLE}
    form = FollowForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            recording.follow_change(
                partnership=partnership, change=found, by=request.user, **form.cleaned_data
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, recording_words.CORRECTED)
            return redirect("returns:recording_changes", partnership.slug)
    context = {"panel": recording_pages.panel(found), "form": form}
    status = UNPROCESSABLE if form.errors else 200
    return render(request, "returns/recording_change.html", context, status=status)


_CORRECTABLE = ("since", "what", "effect", "reference", "link")


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.RECORD_RECORDING_CHANGES)
def end_change(request: Request, pk: int, *, partnership: Partnership) -> HttpResponse:
    """End a change that should not stand."""
    found = _standing(partnership, pk)
    asked = Confirmation(
        heading=recording_words.end_it(recording_pages.panel(found).title),
        says=recording_words.ABOUT_ENDING,
        button="End the change",
        done=recording_words.ENDED,
        back=reverse("returns:recording_change", args=[partnership.slug, pk]),
        to=reverse("returns:recording_changes", args=[partnership.slug]),
    )
    return confirmed(
        request,
        asked,
        lambda typed: recording.end_change(
            partnership=partnership, change=found, by=request.user, **typed
        ),
        form=EndForm(request.POST if request.method == "POST" else None),
    )


def _standing(partnership: Partnership, pk: int) -> RecordingChange:
    standing = RecordingChange.objects.filter(partnership=partnership, ended_at__isnull=True)
    return get_object_or_404(standing.select_related("recorded_by"), pk=pk)
