"""Accepting, rejecting and recalling returns."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlencode

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from measures.whole_numbers import whole_number
from partnership.list_filters import Facet, filtered
from partnership.models import Partnership
from partnership.people.permissions import Permission, requires
from partnership.refusals import Refused
from returns.checking.preview import preview
from returns.lifecycle import decisions, policies, queries, words
from returns.lifecycle.policies import Act
from returns.models import Part
from returns.pages import deciding_page, presenting
from returns.pages.deciding_forms import AcceptSeveralForm, Offered
from returns.pages.office import page as office_pages
from returns.pages.request import Request
from returns.pages.sending.forms import ReasonForm

UNPROCESSABLE = 422


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.ACCEPT_RETURN)
def waiting(request: Request, *, partnership: Partnership) -> HttpResponse:
    """What waits for acceptance; several can be ticked and accepted at once."""
    found = queries.waiting(partnership, viewer=request.user)
    every = deciding_page.to_decide(found)
    rows, list_filter = filtered(
        every,
        request.GET,
        Facet("from", "Supplied by", lambda one: one.row.supplied_by),
        words=lambda one: " ".join((one.row.name, *one.row.holds, one.row.sent)),
    )
    form = AcceptSeveralForm(
        request.POST or None,
        offered=[
            Offered(one.row.pk, one.row.name, one.needs_word) for one in rows if one.row.may_tick
        ],
    )
    if request.method == "POST" and form.is_valid():
        return _accept_ticked(request, partnership, found, form)
    status = UNPROCESSABLE if form.errors else 200
    context = {
        "rows": [(one, form.field_of(one.row.pk)) for one in rows],
        "filter": list_filter,
        "form": form,
    }
    return render(request, "returns/waiting.html", context, status=status)


def _accept_ticked(
    request: Request,
    partnership: Partnership,
    found: Sequence[queries.Waiting],
    form: AcceptSeveralForm,
) -> HttpResponse:
    """All of the ticked ones, or none."""
    ticked = [one for one in found if one.of_return.pk in form.cleaned_data["returns"]]
    try:
        with transaction.atomic():
            for one in ticked:
                decisions.accept(
                    parts=list(one.parts), by=request.user, because=form.reason(one.of_return.pk)
                )
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("returns:waiting", partnership.slug)
    return _to_accepted(partnership, [one.of_return.pk for one in ticked])


def _to_accepted(partnership: Partnership, returns: Sequence[int]) -> HttpResponse:
    query = urlencode([("return", pk) for pk in returns])
    return redirect(f"{reverse('returns:accepted', args=[partnership.slug])}?{query}")


@require_safe
@requires(Permission.ACCEPT_RETURN)
def accepted(request: Request, *, partnership: Partnership) -> HttpResponse:
    """After acceptance: what is in use now, and on which pages it stands."""
    named = {pk for text in request.GET.getlist("return") if (pk := whole_number(text)) is not None}
    found = queries.parts(partnership, viewer=request.user).filter(
        of_return__in=named, state=Part.State.ACCEPTED
    )
    parts = list(found)
    if not parts:
        raise Http404("Nothing of these was accepted")
    left = len(queries.waiting(partnership, viewer=request.user))
    context = {
        "title": words.accepted(len({part.of_return_id for part in parts})),
        "ways": deciding_page.accepted_ways(parts),
        "left": words.waiting(left) if left else "",
    }
    return render(request, "returns/accepted.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.ACCEPT_RETURN)
def decide(request: Request, pk: int, *, partnership: Partnership) -> HttpResponse:
    """One return before its acceptance: what was found, what it would change, and the choice."""
    every = queries.returns(partnership, viewer=request.user, with_rows=True)
    found = get_object_or_404(every, pk=pk)
    sent = [part for part in found.here if part.state == Part.State.SENT]
    if not sent:
        if found.here:
            messages.error(request, words.already(found.here[0]))
        return redirect("returns:one", partnership.slug, pk)
    is_own = any(policies.is_own(request.user, part) for part in sent)
    changed = {part: office_pages.changed_lines(part) for part in sent}
    asks_why = any(lines and not queries.why_revised(part) for part, lines in changed.items())
    accepting, rejecting = _forms(request, is_own=is_own, changes_figures=asks_why)
    asked = rejecting if "reject" in request.POST else accepting
    if request.method == "POST" and asked.is_valid():
        return _decide(request, partnership, sent, reason=asked.cleaned_data["reason"])
    report = queries.report(found, found.here)
    made = policies.rulings(partnership)
    previews = [(part, preview(part, viewer=request.user)) for part in sent]
    context = {
        "of_return": found,
        "title": words.notice_title(sent),
        "sent": presenting.sent_by(sent[0]),
        "totals": deciding_page.totals(previews),
        "about": presenting.about(found),
        "report": presenting.report_panel(report),
        "questions": queries.asked_of(found, found.here),
        "previews": [presenting.preview_panel(part, seen) for part, seen in previews],
        "changes": [
            panel
            for part, lines in changed.items()
            if (panel := office_pages.changes_panel(part, lines))
        ],
        "emails": queries.emails(found, partnership=partnership, viewer=request.user),
        "form": asked,
        "accepting": accepting,
        "rejecting": rejecting,
        "asks": is_own or asks_why,
        "may_decide": all(
            policies.may_decide(request.user, part, act=Act.ACCEPT, made=made) for part in sent
        ),
        "why_not": words.own_upload(Act.ACCEPT),
    }
    status = UNPROCESSABLE if asked.errors else 200
    return render(request, "returns/decide.html", context, status=status)


def _forms(
    request: Request, *, is_own: bool, changes_figures: bool
) -> tuple[ReasonForm, ReasonForm]:
    """The two forms of the page; only the one whose button was pressed is filled in."""
    data = request.POST if request.method == "POST" else None
    accepting = ReasonForm(
        data if data and "accept" in data else None,
        prefix="accept",
        label=words.why_to_accept(is_own=is_own, changes_figures=changes_figures),
        missing=words.SAY_WHY_YOU_ACCEPT_YOUR_OWN if is_own else words.SAY_WHY_FIGURES_CHANGE,
        is_required=is_own or changes_figures,
    )
    rejecting = ReasonForm(
        data if data and "reject" in data else None,
        prefix="reject",
        label="Why you reject it",
        missing=words.SAY_WHY_YOU_REJECT,
    )
    return accepting, rejecting


def _decide(
    request: Request, partnership: Partnership, sent: list[Part], *, reason: str
) -> HttpResponse:
    is_rejection = "reject" in request.POST
    try:
        if is_rejection:
            _reject_all(sent, by=request.user, reason=reason)
        else:
            decisions.accept(parts=sent, by=request.user, because=reason)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("returns:one", partnership.slug, sent[0].of_return_id)
    if not is_rejection:
        return _to_accepted(partnership, [sent[0].of_return_id])
    messages.success(request, words.rejected(sent[0]))
    return redirect("returns:waiting", partnership.slug)


@transaction.atomic
def _reject_all(sent: list[Part], *, by, reason: str) -> None:
    for part in sent:
        decisions.reject(part=part, by=by, reason=reason)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.RECALL_RETURN)
def recall(request: Request, pk: int, part: int, *, partnership: Partnership) -> HttpResponse:
    """Say why figures are taken out of use again."""
    found = queries.part_of(pk, part, partnership=partnership, viewer=request.user)
    if found.state != Part.State.ACCEPTED:
        raise Http404("These figures are not accepted")
    form = ReasonForm(
        request.POST or None, label="Why you recall it", missing=words.SAY_WHY_YOU_RECALL
    )
    if request.method == "POST" and form.is_valid():
        try:
            decisions.recall(part=found, by=request.user, reason=form.cleaned_data["reason"])
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, words.recalled(found))
        return redirect("returns:one", partnership.slug, pk)
    comes_back = words.comes_back(queries.would_come_back(found))
    context = {"part": found, "title": words.title(found), "form": form, "comes_back": comes_back}
    status = UNPROCESSABLE if form.errors else 200
    return render(request, "returns/recall.html", context, status=status)
