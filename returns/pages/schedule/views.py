"""When figures are due and how they stand: the board, dates, the law's list, reminders, files."""

from __future__ import annotations

from datetime import datetime, time

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from measures.periods import BadPeriod, Period, PeriodKind
from partnership import clock
from partnership.confirming import Confirmation, confirmed
from partnership.list_filters import Facet, filtered
from partnership.models import Agency, Partnership
from partnership.people.permissions import Permission, may, public, requires
from partnership.refusals import Refused
from returns.catalogue.declarations import Dataset, Source
from returns.catalogue.registry import datasets
from returns.lifecycle.schedule import actions as calendar_actions
from returns.lifecycle.schedule import agency_board, due_dates, expectations, missing, reminding
from returns.lifecycle.schedule import words as calendar_words
from returns.lifecycle.schedule.statutory import statutory_list
from returns.models import CalendarAddress
from returns.pages.request import Request
from returns.pages.schedule import page as calendar_pages
from returns.pages.schedule.forms import AgreeForm, AsAtForm, LatenessForm

UNPROCESSABLE = 422
AN_HOUR = 60 * 60


@require_safe
@requires(Permission.SEE_RETURNS_OF_OWN_AGENCY)
def board(request: Request, *, partnership: Partnership) -> HttpResponse:
    """Agencies by quarters: due, received, late, in use; what waits longest first."""
    asked = any(name.startswith("as_at") for name in request.GET)
    form = AsAtForm(request.GET if asked else None, initial={"as_at": clock.today()})
    as_at = form.cleaned_data["as_at"] if asked and form.is_valid() else None
    at = timezone.make_aware(datetime.combine(as_at, time.max)) if as_at else None
    shown = agency_board.board(
        partnership, viewer=request.user, at=at, last=_quarter(request.GET.get("to", ""))
    )
    may_remind = may(request.user, Permission.REMIND_AGENCIES, partnership=partnership)
    may_fetch = may(request.user, Permission.UPLOAD_ON_BEHALF, partnership=partnership)
    context = {
        "board": calendar_pages.board_panel(
            shown,
            remind_in=partnership if may_remind and as_at is None else None,
            may_fetch=may_fetch and as_at is None,
        ),
        "as_it_stood": calendar_words.as_it_stood(as_at) if as_at else "",
        "as_at": as_at,
        "form": form,
        "may_agree": may(request.user, Permission.AGREE_DATES, partnership=partnership),
        "sees_all": may(request.user, Permission.SEE_ALL_RETURNS, partnership=partnership),
    }
    status = UNPROCESSABLE if form.errors else 200
    return render(request, "returns/calendar.html", context, status=status)


def _quarter(written: str) -> Period | None:
    """The quarter of the address; None where it names none."""
    try:
        period = Period.parse(written)
    except BadPeriod:
        return None
    return period if period.kind is PeriodKind.QUARTER else None


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.SEE_RETURNS_OF_OWN_AGENCY, to_write=(Permission.AGREE_DATES,))
def dates(request: Request, *, partnership: Partnership) -> HttpResponse:
    """What was agreed about each source beside the statutory date, and who sees it."""
    is_shown = missing.shows_lateness(partnership)
    chosen = LatenessForm.SHOWN if is_shown else LatenessForm.NOT_SHOWN
    form = LatenessForm(request.POST or None, initial={"lateness": chosen})
    if request.method == "POST" and form.is_valid():
        now_shown = form.cleaned_data["lateness"] == LatenessForm.SHOWN
        calendar_actions.show_lateness(partnership=partnership, is_shown=now_shown, by=request.user)
        messages.success(request, calendar_words.lateness(is_shown=now_shown))
        return redirect("returns:dates", partnership.slug)
    today, law = clock.today(), statutory_list()
    found = agency_board.dates(partnership, viewer=request.user)
    rows, list_filter = filtered(
        [calendar_pages.dates_row(of_source, on=today, law=law) for of_source in found],
        request.GET,
        Facet("dataset", "Dataset", lambda row: row.dataset),
        Facet("from", "From", lambda row: row.agencies),
        words=lambda row: " ".join((row.source, row.dataset, row.agencies)),
    )
    context = {
        "rows": rows,
        "filter": list_filter,
        "lateness": calendar_words.lateness(is_shown=is_shown),
        "form": form,
        "may_agree": may(request.user, Permission.AGREE_DATES, partnership=partnership),
    }
    status = UNPROCESSABLE if form.errors else 200
    return render(request, "returns/calendar_dates.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.AGREE_DATES)
def agree(request: Request, dataset: str, source: str, *, partnership: Partnership) -> HttpResponse:
    """Say how often a source is asked for and by when."""
    of_dataset, of_source = _source(dataset, source)
    initial = {"every_months": of_source.every_months, "by_when": AgreeForm.STATUTORY}
    form = AgreeForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        save = calendar_actions.stop_asking if form.ends_supply else calendar_actions.agree_date
        try:
            save(
                partnership=partnership,
                dataset=dataset,
                source=source,
                by=request.user,
                **form.agreed,
            )
        except Refused as refusal:
            form.add_error(refusal.field, str(refusal))
        else:
            said = calendar_words.STOPPED if form.ends_supply else calendar_words.AGREED
            messages.success(request, said)
            return redirect("returns:dates", partnership.slug)
    context = {"source": of_source, "dataset": of_dataset, "form": form}
    status = UNPROCESSABLE if form.errors else 200
    return render(request, "returns/calendar_agree.html", context, status=status)


def _source(dataset: str, source: str) -> tuple[Dataset, Source]:
    for of_dataset in datasets:
        for of_source in of_dataset.sources:
            if (of_dataset.slug, of_source.slug) == (dataset, source):
                return of_dataset, of_source
    raise Http404("There is no such source")


@require_safe
@requires(Permission.SEE_RETURNS_OF_OWN_AGENCY)
def statutory(request: Request, *, partnership: Partnership) -> HttpResponse:
    """What the law asks the authorities to disclose, and how far the portal has it."""
    law = statutory_list()
    authorities = calendar_pages.statutory_items(
        law,
        agencies=Agency.objects.filter(partnerships=partnership).order_by("name"),
        in_use=expectations.months_in_use(partnership),
        on=clock.today(),
    )
    left, list_filter = filtered(
        [(authority, item) for authority in authorities for item in authority.items],
        request.GET,
        Facet("authority", "Authority", lambda pair: pair[0].title),
        Facet("state", "Through the portal", lambda pair: pair[1].state),
        words=lambda pair: f"{pair[1].what} {pair[1].paragraph}",
    )
    context = {
        "law": law,
        "authorities": calendar_pages.of_these(left),
        "filter": list_filter,
    }
    return render(request, "returns/calendar_statutory.html", context)


@require_safe
@requires(Permission.SEE_RETURNS_OF_OWN_AGENCY)
def reminders(request: Request, *, partnership: Partnership) -> HttpResponse:
    """Where earlier mails say that reminders can be stopped."""
    return redirect("notices:mails", partnership.slug)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.REMIND_AGENCIES)
def remind(request: Request, *, partnership: Partnership) -> HttpResponse:
    """Remind an agency of what is overdue, once it is said whom that reaches."""
    given = request.POST if request.method == "POST" else request.GET
    here = Agency.objects.filter(partnerships=partnership)
    agency = get_object_or_404(here, slug=given.get("agency", ""))
    series = given.get("return", "")
    if request.method == "POST":
        try:
            reminded = reminding.remind_now(
                partnership=partnership, agency=agency, series=series, by=request.user
            )
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, calendar_pages.reminded(reminded, at=timezone.now()))
        return redirect("returns:calendar", partnership.slug)
    found = reminding.overdue(partnership, agency=agency, series=series, viewer=request.user)
    context = {
        "agency": agency,
        "series": series,
        "lines": [calendar_words.overdue_title([asked]) for asked in found.late],
        "sentences": calendar_pages.would_remind(found),
        "may_remind": bool(found.to_remind and found.people),
    }
    return render(request, "returns/calendar_remind.html", context)


# --- Calendar programs -----------------------------------------------------------------------
@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.SEE_RETURNS_OF_OWN_AGENCY, to_write=(Permission.SUBSCRIBE,))
def subscribe(request: Request, *, partnership: Partnership) -> HttpResponse:
    """The addresses for a calendar program; each is made when somebody first wants it."""
    if request.method == "POST":
        slug = request.POST.get("agency", "")
        found = Agency.objects.filter(partnerships=partnership)
        agency = get_object_or_404(found, slug=slug) if slug else None
        calendar_actions.make_address(partnership=partnership, agency=agency, by=request.user)
        messages.success(request, calendar_words.ADDRESS_MADE)
        return redirect("returns:subscribe", partnership.slug)
    rows = [
        calendar_pages.address_row(
            agency,
            title=calendar_words.calendar_of(agency),
            address=_address(request, made) if made else "",
            made=made,
        )
        for agency, made in due_dates.offered(partnership, viewer=request.user)
    ]
    may_end = may(request.user, Permission.AGREE_DATES, partnership=partnership)
    return render(request, "returns/calendar_subscribe.html", {"rows": rows, "may_end": may_end})


def _address(request: Request, made: CalendarAddress) -> str:
    key = due_dates.ADDRESSES.key_of(made)
    return request.build_absolute_uri(
        reverse("returns:due_dates", args=[made.partnership.slug, key])
    )


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.AGREE_DATES)
def end_address(request: Request, *, partnership: Partnership) -> HttpResponse:
    """Have a secret address work no longer."""
    standing = CalendarAddress.objects.filter(partnership=partnership, ended_at__isnull=True)
    slug = request.GET.get("agency", "")
    of = standing.filter(agency__slug=slug) if slug else standing.filter(agency__isnull=True)
    address = get_object_or_404(of)
    asked = Confirmation(
        heading="End this address?",
        says=calendar_words.ABOUT_ENDING_ADDRESS,
        button="End the address",
        done=calendar_words.ADDRESS_ENDED,
        back=reverse("returns:subscribe", args=[partnership.slug]),
    )
    return confirmed(
        request, asked, lambda _: calendar_actions.end_address(address=address, by=request.user)
    )


@require_safe
@public
def due_dates_file(request: HttpRequest, key: str, *, partnership: str) -> HttpResponse:
    """Due dates for whoever has the secret address: days and names of returns, nothing else."""
    address = due_dates.ADDRESSES.find(key, partnership=partnership)
    if address is None:
        raise Http404("There is no such calendar")
    answer = HttpResponse(
        due_dates.calendar_file(address, at=timezone.now()),
        content_type="text/calendar; charset=utf-8",
        headers={"Content-Disposition": f'inline; filename="{partnership}-due-dates.ics"'},
    )
    answer.headers["Cache-Control"] = f"private, max-age={AN_HOUR}"
    answer.headers["X-Robots-Tag"] = "noindex"
    return answer
