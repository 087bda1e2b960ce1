"""The partnership at a glance: newest figures, what is worth asking, what is missing; for me."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from csp_portal.home import words
from partnership import audit
from partnership.desk import Desk
from partnership.models import AuditEvent, Partnership, User
from partnership.page_parts import Link
from partnership.people.permissions import Permission, may
from partnership.places.followed_wards import my_ward
from partnership.setup.words import day
from reporting import narrative
from reporting.charts.maps import WardMap
from reporting.pages.overview.page import Newest, map_of, newest, of_ward
from reporting.pages.overview.rows import NewestRow, newest_row
from returns.lifecycle.queries import accepted_since
from scrutiny.asked.about import address as asked_address
from scrutiny.home import MyQuestion, NextMeeting, my_questions, next_meeting
from scrutiny.questions.suggested import Suggestion, worth_asking


@dataclass(frozen=True)
class MyWard:
    """The ward that somebody calls theirs, and what the newest figures by ward say of it."""

    code: str
    name: str
    url: str
    asked: str
    row: NewestRow | None
    noun: str


@dataclass(frozen=True)
class ForMe:
    """What is the viewer's own; `choose` is where their ward is chosen."""

    ward: MyWard | None
    choose: str
    meeting: NextMeeting | None
    questions: tuple[MyQuestion, ...]


@dataclass(frozen=True)
class Ask:
    """Something worth asking; `url` fills in the form, blank for who asks no questions.

    `to` is where the figures are that it rests on.
    """

    text: str
    url: str
    to: str


@dataclass(frozen=True)
class GlancePage:
    """Everything that the page shows; `for_me` on a councillor's home alone."""

    caption: str
    newest: Newest
    map: WardMap | None
    asks: tuple[Ask, ...]
    for_me: ForMe | None
    meeting: NextMeeting | None
    links: tuple[Link, ...]


def newest_of(desk: Desk) -> Newest:
    """The newest figures, kept while nothing is written."""
    return desk.kept("newest figures", lambda: newest(desk.partnership))


def suggestions_of(desk: Desk) -> tuple[Suggestion, ...]:
    """Three questions that rest on them, kept likewise."""
    found = desk.read(newest_of)
    return desk.kept(
        "worth asking", lambda: worth_asking(desk.partnership, found.shown, found.lacking)
    )


def glance_page(desk: Desk, *, is_home: bool) -> GlancePage:
    """The overview, or a councillor's home."""
    found = desk.read(newest_of)
    own = for_me(desk) if is_home else None
    mine = own.ward.code if own and own.ward else ""
    return GlancePage(
        caption=_new_since(desk, found) if is_home else words.OVERVIEW,
        newest=found,
        map=desk.kept(("map", mine), lambda: map_of(found, mine=mine)),
        asks=_asks(desk),
        for_me=own,
        meeting=None if is_home else next_meeting(desk.partnership, desk.viewer, desk.on),
        links=_links(desk.partnership),
    )


def for_me(desk: Desk) -> ForMe:
    return ForMe(
        ward=_ward(desk),
        choose=reverse("account_of:account", args=[desk.partnership.slug]) + "#my-ward",
        meeting=next_meeting(desk.partnership, desk.viewer, desk.on),
        questions=my_questions(desk.partnership, desk.viewer, desk.on),
    )


def _ward(desk: Desk) -> MyWard | None:
    chosen = my_ward(desk.partnership, viewer=desk.viewer)
    if chosen is None:
        return None
    seen = desk.read(newest_of)
    shown = desk.kept(("a ward", chosen.code), lambda: of_ward(seen, chosen.code))
    return MyWard(
        code=chosen.code,
        name=chosen.name,
        url=reverse("reporting:ward", args=[desk.partnership.slug, chosen.code]),
        asked=asked_address(desk.partnership, area=chosen.code),
        row=newest_row(shown) if shown else None,
        noun=narrative.noun_for(shown.figures, shown.figures.cell(shown.told, area=shown.area))
        if shown
        else "",
    )


def _asks(desk: Desk) -> tuple[Ask, ...]:
    asks = may(desk.viewer, Permission.ASK_QUESTIONS, partnership=desk.partnership)
    form = reverse("scrutiny:ask", args=[desk.partnership.slug])
    return tuple(
        Ask(suggestion.text, f"{form}?{suggestion.query}" if asks else "", suggestion.to)
        for suggestion in suggestions_of(desk)
    )


def _links(partnership: Partnership) -> tuple[Link, ...]:
    where = Link(
        "Where these figures come from",
        f"{reverse('reporting:methods', args=[partnership.slug])}#sources",
    )
    return where, Link("All measures", reverse("reporting:figures", args=[partnership.slug]))


# --- Since the last visit --------------------------------------------------------------------
def _new_since(desk: Desk, found: Newest) -> str:
    """ "New since 2 May 2025: figures for Q4 2024/25"; the day on a first visit, or without
    news."""
    before = _last_visit(desk)
    if before is None:
        return words.day_of_week(desk.on)
    accepted = accepted_since(desk.partnership, viewer=desk.viewer, since=before)
    periods = dict.fromkeys(
        narrative.named(shown.told)
        for shown in found.shown
        for month in shown.told.each_month
        if (shown.figures.dataset.slug, shown.figures.source.slug, month) in accepted
    )
    if not periods:
        return words.day_of_week(desk.on)
    return f"New since {day(before)}: figures for {narrative.listed(list(periods))}"


def _last_visit(desk: Desk) -> datetime | None:
    """When the viewer signed in before the time they are here for; one query."""
    if not isinstance(desk.viewer, User):
        return None
    visits = AuditEvent.objects.filter(
        about_type=audit.stored_name(User),
        about_id=str(desk.viewer.pk),
        kind=audit.Kind.SIGN_IN.value,
    )
    return next(iter(visits.order_by("-pk").values_list("at", flat=True)[1:2]), None)
