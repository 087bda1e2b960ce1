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
    """What is overdue and what comes next, the viewer's own first."""
    mine = [deadline for deadline in due if deadline.whom.is_for(viewer, partnership)]
    late = [deadline for deadline in due if deadline.is_late(on)]
    ahead = [deadline for deadline in due if not deadline.is_late(on)][:SOON]
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
                            "These dates in your calendar",
                            reverse("scrutiny:calendar", args=[slug]),
                        ),
                        Link("Mails to me", reverse("notices:mails", args=[slug])),
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
            Entry(deadline.what, deadline.to),
            Entry(deadline.whom.label),
            Entry(
                words.due_day(deadline.on, closed=deadline.closed),
                tag=Tag("Overdue", "orange") if deadline.is_late(on) else None,
                notes=(words.late(deadline.on, on),),
            ),
        )
        for deadline in due
    )
    listing = Listing(title, ("What", "Who", "By when"), rows) if rows else None
    return Section(slug, title, listing=listing, empty=words.NOTHING_OPEN)


def days_page(
    partnership: Partnership,
    periods: Sequence[tuple[str, Sequence[Allowed]]],
    national: Sequence[tuple[date, str]],
    own: Sequence[ClosedDay],
    *,
    viewer: Viewer,
    years: Sequence[int],
) -> Page:
    """The periods that hold, with their sources, and the days that are no working days."""
    keeps = may(viewer, Permission.KEEP_SCRUTINY, partnership=partnership)
    slug = partnership.slug
    return Page(
        heading="Which days and periods are used?",
        title="Days and periods",
        sections=(
            *(_period(slug, key, every, keeps=keeps) for key, every in periods),
            Section(
                "own-days",
                "Days that this partnership added",
                rows=tuple(
                    Row(words.weekday(closed_day.day), f"{closed_day.name}. {closed_day.source}")
                    for closed_day in own
                ),
                empty="" if own else "None",
                links=(Link("Add a day", reverse("scrutiny:add_closed_day", args=[slug])),)
                if keeps
                else (),
                buttons=tuple(
                    Button(
                        "Remove this day",
                        reverse("scrutiny:end_closed_day", args=[slug, closed_day.pk]),
                        about=f": {closed_day.name}, {day(closed_day.day)}",
                    )
                    for closed_day in own
                )
                if keeps
                else (),
            ),
            Section(
                "bank-holidays",
                "Bank holidays in England and Wales",
                paragraphs=(words.bank_holidays(years),),
                listing=Listing(
                    "Bank holidays",
                    ("Day", "Name"),
                    tuple(
                        (Entry(words.weekday(holiday)), Entry(name)) for holiday, name in national
                    ),
                )
                if national
                else None,
            ),
        ),
    )


def _period(slug: str, key: str, every: Sequence[Allowed], *, keeps: bool) -> Section:
    return Section(
        key,
        words.PERIODS[key],
        rows=tuple(
            Row(
                f"From {day(period.since)}",
                f"{words.period(period.number, period.unit)}. {period.source} ({period.how_seen})",
            )
            for period in every
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
