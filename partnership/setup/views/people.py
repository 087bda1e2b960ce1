"""Who supplies figures, and who may do what."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from partnership.confirming import Confirmation, confirmed
from partnership.form_choices import read_choices
from partnership.kinds import AgencyKind
from partnership.list_filters import Facet, filtered
from partnership.models import Agency, Membership, Partnership, Role
from partnership.page_parts import Row
from partnership.people import agency_actions, memberships
from partnership.people.permissions import Permission, person, requires
from partnership.refusals import Refused
from partnership.setup import queries, words
from partnership.setup.forms import AgencyForm, InviteForm
from partnership.setup.mail import send_invitation

UNPROCESSABLE = 422


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.MANAGE_AREAS)
def agencies(request: HttpRequest, *, partnership: Partnership) -> HttpResponse:
    """Who supplies figures; others of the neighbourhood; adding one."""
    areas = queries.areas_covered(partnership)
    form = AgencyForm(request.POST or None, areas=areas)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            added = agency_actions.add_agency(
                name=given["name"],
                kind=AgencyKind(given["kind"]),
                covers=given["covers"],
                partnership=partnership,
                by=person(request),
            )
        except Refused as impossible:
            form.add_error("name", str(impossible))
        else:
            messages.success(request, words.agency_added(added))
            return redirect("partnership:agencies", partnership.slug)
    rows, list_filter = filtered(
        queries.agency_rows(partnership),
        request.GET,
        Facet("kind", "Kind", lambda row: row.agency.get_kind_display()),
        words=lambda row: row.agency.name,
    )
    context = {
        "form": form,
        "agencies": rows,
        "filter": list_filter,
        "offered": tuple(queries.agencies_nearby(partnership)),
    }
    read_choices(form)
    status = UNPROCESSABLE if form.errors else 200
    return render(request, "partnership/agencies.html", context, status=status)


@require_POST
@requires(Permission.MANAGE_AREAS)
def share_agency(request: HttpRequest, pk: int, *, partnership: Partnership) -> HttpResponse:
    """Have an agency that was offered supply this partnership too."""
    agency = get_object_or_404(queries.agencies_nearby(partnership), pk=pk)
    agency_actions.share_agency(agency=agency, partnership=partnership, by=person(request))
    messages.success(request, words.agency_added(agency))
    return redirect("partnership:agencies", partnership.slug)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.MANAGE_AREAS)
def agency(request: HttpRequest, pk: int, *, partnership: Partnership) -> HttpResponse:
    """Put an agency's name or kind right."""
    found = get_object_or_404(Agency, pk=pk, partnerships=partnership)
    now = {"name": found.name, "kind": found.kind}
    form = AgencyForm(request.POST or None, areas=None, initial=now)
    if request.method == "POST" and form.is_valid():
        try:
            agency_actions.change_agency(
                agency=found,
                name=form.cleaned_data["name"],
                kind=AgencyKind(form.cleaned_data["kind"]),
                partnership=partnership,
                by=person(request),
            )
        except Refused as impossible:
            form.add_error("name", str(impossible))
        else:
            messages.success(request, words.agency_changed(form.cleaned_data["name"]))
            return redirect("partnership:agencies", partnership.slug)
    status = UNPROCESSABLE if form.errors else 200
    return render(
        request, "partnership/agency.html", {"form": form, "agency": found}, status=status
    )


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.MANAGE_AREAS)
def end_agency(request: HttpRequest, pk: int, *, partnership: Partnership) -> HttpResponse:
    """Have an agency supply this partnership no longer."""
    found = get_object_or_404(Agency, pk=pk, partnerships=partnership)
    asked = Confirmation(
        heading=f"End what {found} supplies?",
        says="Nobody is asked for its returns any more. What it sent stays in use, with its name.",
        button="End its service",
        done=words.AGENCY_LEFT,
        back=reverse("partnership:agencies", args=[partnership.slug]),
    )
    return confirmed(
        request,
        asked,
        lambda _: agency_actions.end_agency(
            agency=found, partnership=partnership, by=person(request)
        ),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.MANAGE_USERS)
def people(request: HttpRequest, *, partnership: Partnership) -> HttpResponse:
    """Who has which role, and inviting a user."""
    form = InviteForm(request.POST or None, partnership=partnership)
    if request.method == "POST" and form.is_valid():
        membership = _invite(form, partnership, by=person(request))
        if membership:
            _mail(request, membership)
            return redirect("partnership:people", partnership.slug)
    people, list_filter = filtered(
        queries.people(partnership),
        request.GET,
        Facet("role", "Role", lambda somebody: somebody.membership.get_role_display()),
        Facet("agency", "Agency", lambda somebody: str(somebody.membership.agency or "")),
        words=lambda somebody: f"{somebody.membership.user} {somebody.membership.user.email}",
    )
    context = {
        "form": form,
        "people": people,
        "filter": list_filter,
        "roles": [Row(role.label, said) for role, said in words.ROLES],
    }
    read_choices(form)
    status = UNPROCESSABLE if form.errors else 200
    return render(request, "partnership/people.html", context, status=status)


def _invite(form: InviteForm, partnership: Partnership, *, by) -> Membership | None:
    given = form.cleaned_data
    try:
        return memberships.invite(
            email=given["email"],
            name=given["name"],
            job_title=given["job_title"],
            role=Role(given["role"]),
            agency=given["agency"],
            partnership=partnership,
            by=by,
        )
    except Refused as impossible:
        form.add_error("email", str(impossible))
    return None


def _mail(request: HttpRequest, membership: Membership) -> None:
    try:
        send_invitation(membership, by=person(request), request=request)
    except OSError:
        messages.error(request, words.not_mailed(membership))
    else:
        messages.success(request, words.invited(membership.user.email))


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.MANAGE_USERS)
def end_role(request: HttpRequest, pk: int, *, partnership: Partnership) -> HttpResponse:
    """End a role, after asking for confirmation."""
    found = get_object_or_404(queries.in_force(partnership), pk=pk)
    if request.method == "POST":
        try:
            memberships.end_role(membership=found, by=person(request))
        except Refused as impossible:
            messages.error(request, str(impossible))
        else:
            messages.success(request, words.ended(found))
        return redirect("partnership:people", partnership.slug)
    context = {"membership": found, "role": words.role(found)}
    return render(request, "partnership/end_role.html", context)
