"""All returns, and each with everything known about it."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from partnership.models import Partnership
from partnership.people.permissions import Permission, may, requires
from returns.lifecycle import policies, queries
from returns.lifecycle.narrowing import narrowed
from returns.lifecycle.policies import Act, Rulings
from returns.models import Part
from returns.pages import presenting
from returns.pages.mapping import page as mapping_pages
from returns.pages.office import page as office_pages
from returns.pages.request import Request

A_PAGE = 20


@require_safe
@requires(Permission.SEE_RETURNS_OF_OWN_AGENCY)
def history(request: Request, *, partnership: Partnership) -> HttpResponse:
    """The returns that the viewer may see, newest first, and where each is in use."""
    every = queries.returns(partnership, viewer=request.user)
    found, list_filter = narrowed(every, request.GET, partnership=partnership)
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    rows = [presenting.list_row(line) for line in queries.lines(page.object_list)]
    context = {"rows": rows, "page_obj": page, "filter": list_filter}
    return render(request, "returns/history.html", context)


@require_safe
@requires(Permission.SEE_RETURNS_OF_OWN_AGENCY)
def detail(request: Request, pk: int, *, partnership: Partnership) -> HttpResponse:
    """One return: who, when, what was found, what became of it, and its bytes."""
    found = get_object_or_404(queries.returns(partnership, viewer=request.user), pk=pk)
    in_use = queries.months_in_use(found.here)
    made = policies.rulings(partnership)
    changed = {
        part: office_pages.changed_lines(part) for part in found.here if part.revised_because
    }
    context = {
        "of_return": found,
        "changes": [office_pages.changes_panel(part, lines) for part, lines in changed.items()],
        "emails": queries.emails(found, partnership=partnership, viewer=request.user),
        "may_attach": found.uploaded_for_id == partnership.pk
        and may(request.user, Permission.SEE_COVERING_EMAILS, partnership=partnership),
        "about": presenting.about(found),
        "mapping": mapping_pages.mapping_line(found),
        "report": presenting.report_panel(queries.report(found, found.here)),
        "questions": queries.asked_of(found, found.here),
        "panels": [
            _panel(part, in_use.get(part.pk, ()), request.user, made) for part in found.here
        ],
        "may_download": policies.may_download(request.user, found, partnership=partnership),
        "waits": any(part.state == Part.State.SENT for part in found.here)
        and may(request.user, Permission.ACCEPT_RETURN, partnership=partnership),
        "is_open": any(part.state == Part.State.CHECKED for part in found.here),
    }
    return render(request, "returns/one.html", context)


def _panel(part: Part, in_use, viewer, made: Rulings) -> presenting.PartPanel:
    return presenting.part_panel(
        part,
        in_use=in_use,
        may_recall=part.state in policies.FROM[Act.RECALL]
        and policies.may_decide(viewer, part, act=Act.RECALL, made=made),
        may_withdraw=part.state in policies.FROM[Act.WITHDRAW] and policies.may_send(viewer, part),
    )
