"""The page that leads to every record of governance, and the meetings for calendar programs."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from partnership.governance import group_calendar
from partnership.governance.register import GOVERNANCE, OVERDUE, duty_state
from partnership.models import Partnership
from partnership.people.permissions import Permission, may, person, public, requires


@require_safe
@requires(Permission.VIEW_FIGURES)
def index(request: HttpRequest, *, partnership: Partnership) -> HttpResponse:
    """Every kind of record with how many there are, and the duties that are overdue."""
    duties = list(GOVERNANCE.kind("duties").in_force(partnership))
    context = {
        "register": GOVERNANCE,
        "kinds": [(kind, kind.in_force(partnership).count()) for kind in GOVERNANCE.kinds],
        "overdue": [duty for duty in duties if duty_state(duty) is OVERDUE],
        "may_keep": may(request.user, GOVERNANCE.keep, partnership=partnership),
        "calendar_key": group_calendar.key_of(person(request)),
    }
    return render(request, "partnership/records/index.html", context)


@public
@require_safe
def meetings_calendar(request: HttpRequest, *, partnership: str, key: str) -> HttpResponse:
    """The groups' meetings for the calendar program of a user with a role there."""
    found = group_calendar.partnership_at(key, slug=partnership)
    if found is None:
        raise Http404("There is no such calendar")
    content = group_calendar.calendar_file(found, at=timezone.now())
    return HttpResponse(content, content_type="text/calendar; charset=utf-8")
