"""The board of what is due, the days it is counted with, the calendar and the reminders."""

from __future__ import annotations

from dataclasses import replace

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from partnership import clock
from partnership.confirming import Confirmation, confirmed
from partnership.list_filters import Facet, filtered
from partnership.models import Partnership
from partnership.page_parts import Link
from partnership.people.permissions import Permission, may, public, requires
from scrutiny import done_words, words
from scrutiny.answering import Request, form_page, show
from scrutiny.deadlines import actions, pages
from scrutiny.deadlines import calendar as clock_calendar
from scrutiny.deadlines import due as deadlines
from scrutiny.deadlines.forms import ClosedDayForm, PeriodForm
from scrutiny.queries import calendar_addresses
from scrutiny.queries.days import closed_day, closed_days, every_allowed
from scrutiny.working_days.countdown import Unit
from scrutiny.working_days.holidays import PeriodKey, national

AN_HOUR = 60 * 60


@require_safe
@requires(Permission.VIEW_FIGURES)
def board(request: Request, *, partnership: Partnership) -> HttpResponse:
    """What is due and overdue, and for whom."""
    today = clock.today()
    due = deadlines.due(partnership, viewer=request.user, on=today)
    left, list_filter = filtered(
        due,
        request.GET,
        Facet("who", "Who", lambda one: one.whom.label),
        Facet("late", "How it stands", lambda one: "Overdue" if one.is_late(today) else "Ahead"),
        words=lambda one: f"{one.what} {one.whom.label}",
    )
    page = pages.board_page(partnership, left, viewer=request.user, on=today)
    return show(request, replace(page, list_filter=list_filter), partnership=partnership)


# --- Days ------------------------------------------------------------------------------------
@require_safe
@requires(Permission.VIEW_FIGURES)
def days(request: Request, *, partnership: Partnership) -> HttpResponse:
    """The periods and the days that are counted with, and where they are from."""
    holidays, list_filter = filtered(
        sorted(national().items()),
        request.GET,
        Facet("year", "Year", lambda holiday: str(holiday[0].year)),
        words=lambda holiday: holiday[1],
    )
    page = pages.days_page(
        partnership,
        [(key.value, every_allowed(partnership, key)) for key in PeriodKey],
        holidays,
        closed_days(partnership, viewer=request.user),
        viewer=request.user,
        years=sorted({day.year for day in national()}),
    )
    return show(request, replace(page, list_filter=list_filter), partnership=partnership)


def _days_crumb(partnership: Partnership) -> tuple[Link, ...]:
    return (Link("Days and periods", reverse("scrutiny:days", args=[partnership.slug])),)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.KEEP_SCRUTINY)
def set_period(request: Request, period: str, *, partnership: Partnership) -> HttpResponse:
    """A period of the partnership's own."""
    if period not in set(PeriodKey):
        raise Http404("There is no such period")
    key = PeriodKey(period)
    latest = every_allowed(partnership, key)[-1]
    units = (Unit.CLEAR_DAYS,) if key is PeriodKey.CLEAR_DAYS else (Unit.DAYS, Unit.MONTHS)
    initial = {"number": latest.number, "unit": latest.unit.value, "since": clock.today()}

    def act(cleaned) -> str:
        typed = {**cleaned, "unit": Unit(cleaned["unit"])}
        actions.set_period(partnership=partnership, period=key, by=request.user, **typed)
        return reverse("scrutiny:days", args=[partnership.slug])

    return form_page(
        request,
        PeriodForm(request.POST or None, units=units, initial=initial),
        act,
        heading=words.PERIODS[period],
        paragraphs=(words.PERIODS_STAY,),
        done=done_words.period_set,
        crumbs=_days_crumb(partnership),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.KEEP_SCRUTINY)
def add_closed_day(request: Request, *, partnership: Partnership) -> HttpResponse:
    """A day on which the offices are closed."""

    def act(cleaned) -> str:
        actions.add_closed_day(partnership=partnership, by=request.user, **cleaned)
        return reverse("scrutiny:days", args=[partnership.slug])

    return form_page(
        request,
        ClosedDayForm(request.POST or None, initial={"day": clock.today()}),
        act,
        heading="On which day are the offices closed?",
        done=done_words.day_closed,
        crumbs=_days_crumb(partnership),
    )


@require_POST
@requires(Permission.KEEP_SCRUTINY)
def end_closed_day(request: Request, pk: int, *, partnership: Partnership) -> HttpResponse:
    """Take a day out again."""
    closed = closed_day(partnership, pk, viewer=request.user)
    actions.end_closed_day(closed=closed, by=request.user)
    messages.success(request, done_words.day_open(closed.day))
    return redirect("scrutiny:days", partnership.slug)


# --- Reminders and calendar programs ---------------------------------------------------------
@require_safe
@requires(Permission.VIEW_FIGURES)
def reminders(request: Request, *, partnership: Partnership) -> HttpResponse:
    """Where earlier mails say that reminders can be stopped."""
    return redirect("notices:mails", partnership.slug)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.VIEW_FIGURES, to_write=(Permission.SUBSCRIBE,))
def calendar(request: Request, *, partnership: Partnership) -> HttpResponse:
    """The address for a calendar program, created on first request."""
    if request.method == "POST":
        actions.make_address(partnership=partnership, by=request.user)
        messages.success(request, words.ADDRESS_MADE)
        return redirect("scrutiny:calendar", partnership.slug)
    made = calendar_addresses.address_of(partnership)
    key = calendar_addresses.ADDRESSES.key_of(made) if made else ""
    to = reverse("scrutiny:ics", args=[partnership.slug, key]) if key else ""
    context = {
        "address": request.build_absolute_uri(to) if to else "",
        "made": words.made(made.made_at, str(made.made_by)) if made else "",
        "may_end": may(request.user, Permission.KEEP_SCRUTINY, partnership=partnership),
    }
    return render(request, "scrutiny/calendar.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.KEEP_SCRUTINY)
def end_calendar(request: Request, *, partnership: Partnership) -> HttpResponse:
    """Have the secret address work no longer."""
    address = calendar_addresses.address_of(partnership)
    if address is None:
        raise Http404("There is no such address")
    asked = Confirmation(
        heading="End this address?",
        says=words.ABOUT_ENDING_ADDRESS,
        button="End the address",
        done=words.ADDRESS_ENDED,
        back=reverse("scrutiny:calendar", args=[partnership.slug]),
    )
    return confirmed(
        request, asked, lambda _: actions.end_address(address=address, by=request.user)
    )


@require_safe
@public
def ics(request: HttpRequest, key: str, *, partnership: str) -> HttpResponse:
    """Scrutiny's deadlines for anyone with the secret address."""
    address = calendar_addresses.ADDRESSES.find(key, partnership=partnership)
    if address is None:
        raise Http404("There is no such calendar")
    answer = HttpResponse(
        clock_calendar.calendar_file(address.partnership, at=timezone.now()),
        content_type="text/calendar; charset=utf-8",
        headers={"Content-Disposition": f'inline; filename="{partnership}-scrutiny.ics"'},
    )
    answer.headers["Cache-Control"] = f"private, max-age={AN_HOUR}"
    answer.headers["X-Robots-Tag"] = "noindex"
    return answer
