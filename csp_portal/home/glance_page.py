"""The partnership at a glance: newest figures, what is worth asking, what is missing; for me."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse

from partnership.desk import Desk
from partnership.models import Partnership
from partnership.page_parts import Link
from partnership.people.permissions import Permission, may
from partnership.places.followed_wards import my_ward
from reporting.content.description import Sentence
from reporting.pages.overview.page import Newest, newest, of_ward
from scrutiny.home import MyQuestion, NextMeeting, my_questions, next_meeting
from scrutiny.questions.suggested import Suggestion, worth_asking


@dataclass(frozen=True)
class MyWard:
    """The ward that somebody calls theirs, and what the newest figures by ward say of it."""

    name: str
    url: str
    sentence: Sentence | None
    judged: str


@dataclass(frozen=True)
class ForMe:
    """What is the viewer's own; `choose` is where their ward is chosen."""

    ward: MyWard | None
    choose: str
    meeting: NextMeeting | None
    questions: tuple[MyQuestion, ...]


@dataclass(frozen=True)
class Ask:
    """Something worth asking; `url` fills in the form, blank for who asks no questions."""

    text: str
    url: str


@dataclass(frozen=True)
class GlancePage:
    """Everything that the page shows; `for_me` on a councillor's home alone."""

    newest: Newest
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
    return GlancePage(
        newest=found,
        asks=_asks(desk),
        for_me=for_me(desk) if is_home else None,
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
        name=chosen.name,
        url=reverse("reporting:ward", args=[desk.partnership.slug, chosen.code]),
        sentence=shown.headline if shown else None,
        judged=shown.verdict.text if shown and shown.verdict else "",
    )


def _asks(desk: Desk) -> tuple[Ask, ...]:
    asks = may(desk.viewer, Permission.ASK_QUESTIONS, partnership=desk.partnership)
    form = reverse("scrutiny:ask", args=[desk.partnership.slug])
    return tuple(
        Ask(suggestion.text, f"{form}?{suggestion.query}" if asks else "")
        for suggestion in suggestions_of(desk)
    )


def _links(partnership: Partnership) -> tuple[Link, ...]:
    where = Link(
        "Where these figures come from",
        f"{reverse('reporting:methods', args=[partnership.slug])}#sources",
    )
    return where, Link("All measures", reverse("reporting:figures", args=[partnership.slug]))
