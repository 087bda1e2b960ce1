"""The board of what is due, and the days and periods, described; reads nothing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from django.urls import reverse

from partnership.models import Partnership
from partnership.page_parts import Button, Entry, Link, Listing, Row, Tag, given
from partnership.people.permissions import Permission, Viewer, may
from partnership.setup.words import day
from scrutiny import words
from scrutiny.deadlines.due import Due
from scrutiny.described import Page, Section
from scrutiny.models import ClosedDay
from scrutiny.working_days.holidays import Allowed

# The rest stands on the pages of what it is about.
SOON = 40


def board_page(partnership: Partnership, due: Sequence[Due], *, viewer: Viewer, on: date) -> Page:
    """What is late and what comes next, one's own first."""
    mine = [item for item in due if item.whom.is_for(viewer, partnership)]
    late = [item for item in due if item.is_late(on)]
    ahead = [item for item in due if not item.is_late(on)][:SOON]
    slug = partnership.slug
    return Page(
        heading="What is due, and from whom?",
        title="Scrutiny",
        links=given(_doings(partnership, viewer)),
        sections=given(
            [_of(mine, "yours", "Yours to do", on)] if mine else [],
            [_of(late, "late", "Overdue, the longest first", on)],
            [_of(ahead, "next", "Due next", on)],
            [
                Section(
                    "more",
                    "More",
                    links=(
                        Link("Questions", reverse("scrutiny:questions", args=[slug])),
                        Link("Recommendations", reverse("scrutiny:recommendations", args=[slug])),
                        Link(
                            "Panels, their meetings and work programmes",
                            reverse("scrutiny:panels", args=[slug]),
                        ),
                        Link("Suggested questions", reverse("scrutiny:suggested", args=[slug])),
                        Link("Days and periods", reverse("scrutiny:days", args=[slug])),
                        Link(
                            "These days in your calendar program",
                            reverse("scrutiny:calendar", args=[slug]),
                        ),
                        Link("Reminders by email", reverse("scrutiny:reminders", args=[slug])),
                    ),
                )
            ],
        ),
    )


def _doings(partnership: Partnership, viewer: Viewer) -> Iterable[Link]:
    offered = (
        (Permission.ASK_QUESTIONS, "Ask a question", "scrutiny:ask"),
        (Permission.MAKE_RECOMMENDATIONS, "Make a recommendation", "scrutiny:recommend"),
    )
    for needed, text, name in offered:
        if may(viewer, needed, partnership=partnership):
            yield Link(text, reverse(name, args=[partnership.slug]))


def _of(due: Sequence[Due], slug: str, title: str, on: date) -> Section:
    rows = tuple(
        (
            Entry(item.what, item.to),
            Entry(item.whom.label),
            Entry(
                words.due_day(item.on, closed=item.closed),
                tag=Tag("Overdue", "orange") if item.is_late(on) else None,
                notes=(words.late(item.on, on),),
            ),
        )
        for item in due
    )
    listing = Listing(title, ("What", "Who", "By when"), rows) if rows else None
    return Section(slug, title, listing=listing, empty=words.NOTHING_OPEN)


def days_page(
    partnership: Partnership,
    periods: Sequence[tuple[str, Sequence[Allowed]]],
    held: Sequence[tuple[date, str]],
    own: Sequence[ClosedDay],
    *,
    viewer: Viewer,
    years: Sequence[int],
) -> Page:
    """The periods that hold, with their sources, and the days that are no working days."""
    keeps = may(viewer, Permission.KEEP_SCRUTINY, partnership=partnership)
    slug = partnership.slug
    return Page(
        heading="Which days and periods are counted with?",
        title="Days and periods",
        sections=(
            *(_period(slug, key, every, keeps=keeps) for key, every in periods),
            Section(
                "own-days",
                "Days that this partnership added",
                rows=tuple(
                    Row(words.weekday(item.day), f"{item.name}. {item.source}") for item in own
                ),
                empty="" if own else "None",
                links=(Link("Add a day", reverse("scrutiny:add_closed_day", args=[slug])),)
                if keeps
                else (),
                buttons=tuple(
                    Button(
                        "Take it out",
                        reverse("scrutiny:end_closed_day", args=[slug, item.pk]),
                        about=f": {item.name}, {day(item.day)}",
                    )
                    for item in own
                )
                if keeps
                else (),
            ),
            Section(
                "bank-holidays",
                "Bank holidays of England and Wales",
                said=(words.bank_holidays(years),),
                listing=Listing(
                    "Bank holidays",
                    ("Day", "Name"),
                    tuple((Entry(words.weekday(one)), Entry(name)) for one, name in held),
                ),
            ),
        ),
    )


def _period(slug: str, key: str, every: Sequence[Allowed], *, keeps: bool) -> Section:
    return Section(
        key,
        words.PERIODS[key],
        rows=tuple(
            Row(
                f"From {day(item.since)}",
                f"{words.period(item.number, item.unit)}. {item.source} ({item.how_seen})",
            )
            for item in every
        ),
        links=(
            Link(
                "Set another",
                reverse("scrutiny:set_period", args=[slug, key]),
                about=words.PERIODS[key],
            ),
        )
        if keeps
        else (),
    )
