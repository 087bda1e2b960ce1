"""The states that pages of the demonstration can be in, each with the way to it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from measures.periods import Period
from partnership.models import Partnership, User
from reporting.packs import actions as packs
from returns.lifecycle import typed_grids
from returns.models import Arrival, Part, Return
from tests.packs.conftest import CRIME, WORDS, start
from tests.pages.kinds import (
    ADMINISTRATOR,
    AGENCY,
    CLERK,
    COUNCILLOR,
    MANAGER,
    OFFICER,
    PREVENT_LEAD,
    TOP,
)
from tests.pages.states import under_way

EVERYBODY = (COUNCILLOR, OFFICER, MANAGER, AGENCY, CLERK, PREVENT_LEAD, ADMINISTRATOR)
CRIME_PAGE = f"{TOP}crime/all-crime/"
NOTHING = "zzzz"


@dataclass(frozen=True)
class State:
    """A page as somebody sees it, and what is done on it first."""

    name: str
    address: str
    as_: str | None = COUNCILLOR
    status: int = 200
    then: Callable | None = None
    keyboard_at_desk: bool = False


# --- The same page for different people ------------------------------------------------------
SEEN_DIFFERENTLY = {
    "": EVERYBODY,
    "inbox/": (AGENCY,),
    "packs/": (OFFICER,),
    "prevent/": (PREVENT_LEAD,),
    "priorities/": (MANAGER,),
    "returns/": (AGENCY, MANAGER),
    "returns/calendar/": (MANAGER,),
    "scrutiny/": (CLERK, AGENCY),
    "scrutiny/questions/": (CLERK, AGENCY),
    "scrutiny/recommendations/": (AGENCY,),
    "aim/": (OFFICER,),
}


def _by_role() -> Iterator[State]:
    for below, people in SEEN_DIFFERENTLY.items():
        for email in people:
            yield State(f"/{below} of {email.partition('@')[0]}", f"{TOP}{below}", email)


# --- Nothing found, nothing there, not allowed -----------------------------------------------
EMPTY_LISTS = (
    (COUNCILLOR, "scrutiny/questions/"),
    (COUNCILLOR, "scrutiny/recommendations/"),
    (COUNCILLOR, "packs/"),
    (OFFICER, "returns/history/"),
    (ADMINISTRATOR, "setup/people/"),
)
FIGURES = {
    "made-up figures": "?period=2022/23&source=police-return",
    "a refused comparison": "?period=2022/23&against=2015/16",
    "no figures": "?period=2009/10",
    "a ward": "?period=2024/25&area=E05009857",
    "a month": "?period=2025-03",
}


# Where a desk has other links than a phone: maps, wide tables, the whole menu.
AT_A_DESK = (
    "overview/",
    "crime/all-crime/",
    "crime/all-crime/wards/",
    "wards/E05009857/",
    "map/?colour=rate&drawn=outlines",
    "compare/",
    "benchmarks/",
)


def _at_a_desk() -> Iterator[State]:
    for below in AT_A_DESK:
        yield State(f"/{below} at a desk", f"{TOP}{below}", keyboard_at_desk=True)


def _looked_for() -> Iterator[State]:
    yield State("search: nothing asked", f"{TOP}search/")
    yield State("search: nothing found", f"{TOP}search/?q={NOTHING}")
    yield State("search: much found", f"{TOP}search/?q=crime")
    yield State("search: a postcode", f"{TOP}search/?q=TS1")
    for email, below in EMPTY_LISTS:
        yield State(f"/{below} with nothing left", f"{TOP}{below}?q={NOTHING}", email)
    yield State("no such page", f"{TOP}{NOTHING}/", status=404)
    yield State("no such ward", f"{TOP}wards/E05000000/", status=404)
    yield State("not permitted", f"{TOP}setup/", status=403)
    yield State("another partnership", "/elsewhere/", status=404)
    yield State("nobody signed in", TOP, None)
    for said, query in FIGURES.items():
        yield State(f"measure: {said}", f"{CRIME_PAGE}{query}")
    yield State("measure: no such period", f"{CRIME_PAGE}?period={NOTHING}", status=404)
    three = "left=crime/all-crime&right=crime/robbery&third=crime/burglary"
    yield State("compare: three", f"{TOP}compare/?{three}")
    yield State("compare: no such measure", f"{TOP}compare/?left={NOTHING}", status=404)


# --- Forms that are refused ------------------------------------------------------------------
def _send_nothing(page) -> None:
    """The first form of the page, emptied, and sent past what the browser itself would stop."""
    form = page.locator("main form[method=post]").first
    for field in form.locator("input[type=text], input[type=email], textarea").all():
        if field.is_visible():
            field.fill("")
    form.evaluate("form => form.noValidate = true")
    form.locator("button[type=submit], button:not([type])").last.click()
    page.locator(".govuk-error-summary, .govuk-error-message").first.wait_for()


REFUSED = (
    (None, "/sign-in/"),
    (None, "/sign-in/code/"),
    (None, "/sign-in/password/"),
    (COUNCILLOR, f"{TOP}scrutiny/questions/ask/"),
    (OFFICER, f"{TOP}returns/upload/"),
    (OFFICER, f"{TOP}packs/new/"),
    (OFFICER, f"{TOP}priorities/objectives/add/"),
    (OFFICER, f"{TOP}governance/duties/add/"),
    (PREVENT_LEAD, f"{TOP}prevent/register/activities/add/"),
    (CLERK, f"{TOP}scrutiny/recommendations/new/"),
    (CLERK, f"{TOP}scrutiny/panels/new/"),
    (CLERK, f"{TOP}scrutiny/days/closed/"),
    (MANAGER, f"{TOP}returns/deputies/"),
    (MANAGER, f"{TOP}benchmarks/groups/new/"),
    (ADMINISTRATOR, f"{TOP}setup/people/"),
    (ADMINISTRATOR, f"{TOP}setup/localities/new/"),
    (ADMINISTRATOR, f"{TOP}setup/agencies/"),
)


def _refused() -> Iterator[State]:
    for email, address in REFUSED:
        yield State(f"{address} refused", address, email, then=_send_nothing)


# --- Returns ---------------------------------------------------------------------------------
def _returns() -> Iterator[State]:
    for part in _one_of_each_state():
        kept, state = part.of_return, part.get_state_display()
        yield State(f"return: {state}", f"{TOP}returns/{kept.pk}/", OFFICER)
        yield State(f"return checked: {state}", f"{TOP}returns/check/{kept.batch}/", OFFICER)
    accepted = Part.objects.filter(state=Part.State.ACCEPTED).last()
    done = f"{TOP}returns/accepted/?return={accepted.of_return_id}"
    yield State("return accepted", done, MANAGER)
    waiting = Part.objects.filter(state=Part.State.SENT).first()
    decide = f"{TOP}returns/{waiting.of_return.pk}/decide/"
    yield State("return to decide", decide, MANAGER)
    yield State("return sent", f"{TOP}returns/sent/{waiting.of_return.batch}/", AGENCY)
    withdraw = f"{TOP}returns/{waiting.of_return.pk}/{waiting.pk}/withdraw/"
    yield State("return to withdraw", withdraw, _sender(waiting))
    unmapped = Return.objects.get(name="other headings.csv")
    yield State("return to map", f"{TOP}returns/{unmapped.pk}/map/table/", OFFICER)
    yield State("return to throw away", f"{TOP}returns/{unmapped.pk}/map/discard/", OFFICER)
    yield from _typed()
    # What is held stands on the form that it was chosen in, and has no page.
    for state in [each for each in Arrival.State if each is not Arrival.State.HELD]:
        arrival = _arrival(state)
        yield State(f"file: {state.label}", f"{TOP}returns/reading/{arrival.batch}/", OFFICER)


def _typed() -> Iterator[State]:
    typing = f"{TOP}returns/type/table/"
    yield State("table to begin", f"{typing}?source=crime/police-return", OFFICER)
    officer = User.objects.get(email=OFFICER)
    partnership = Partnership.objects.get(slug="middlesbrough")
    grid = typed_grids.start(
        partnership=partnership,
        supplied_by=partnership.agencies.get(slug="cleveland-police"),
        dataset="crime",
        source="police-return",
        period=Period.parse("2022/23 Q4"),
        step=1,
        level="ward",
        received_on=date(2023, 6, 9),
        by=officer,
    )
    yield State("table to type", f"{typing}{grid.pk}/?block=burglary", OFFICER)
    yield State("table to delete", f"{typing}{grid.pk}/delete/", OFFICER)
    yield State("tables begun", f"{TOP}returns/type/", OFFICER)


def _arrival(state: Arrival.State) -> Arrival:
    """A file that is as far as that."""
    refused = state is Arrival.State.REFUSED
    return Arrival.objects.create(
        file="" if refused else "returns/not-there.csv",
        name=f"{state.label}.csv",
        size=1,
        sha256="0",
        received_on=timezone.localdate(),
        uploaded_by=User.objects.get(email=OFFICER),
        uploaded_at=timezone.now(),
        uploaded_for=Partnership.objects.get(slug="middlesbrough"),
        state=state,
        begun_at=timezone.now(),
        refusal="It is empty." if refused else "",
    )


def _one_of_each_state() -> Iterator[Part]:
    parts = Part.objects.filter(partnership__slug="middlesbrough").order_by("-pk")
    seen = set()
    for part in parts.select_related("of_return"):
        if part.state not in seen:
            seen.add(part.state)
            yield part


def _sender(part: Part) -> str:
    return part.of_return.uploaded_by.email


# --- Updates ---------------------------------------------------------------------------------
def make_updates(partnership: Partnership) -> None:
    """One in draft, one for review and one that is approved, beside the demonstration's issued."""
    officer, manager = (User.objects.get(email=email) for email in (OFFICER, MANAGER))
    for number, slug in enumerate(("drafted", "reviewed", "approved"), start=1):
        version = start(
            partnership,
            officer,
            slug,
            date(2026, number, 4),
            sections=(CRIME, WORDS),
            as_at=None,
        )
        if slug != "drafted":
            packs.send_for_review(version=version, by=officer)
        if slug == "approved":
            packs.approve(version=version, by=manager)


def _updates() -> Iterator[State]:
    issued = "annual-update-2024-03-04"
    for slug, people in (
        ("drafted", (OFFICER,)),
        ("reviewed", (OFFICER, MANAGER)),
        ("approved", (MANAGER,)),
        (issued, (COUNCILLOR, MANAGER)),
    ):
        for email in people:
            who = email.partition("@")[0]
            yield State(f"update {slug} of {who}", f"{TOP}packs/{slug}/1/", email)
            if email != COUNCILLOR:
                yield State(f"desk {slug} of {who}", f"{TOP}packs/{slug}/1/edit/", email)
    yield State("approve?", f"{TOP}packs/reviewed/1/approve/", MANAGER)
    yield State("issue?", f"{TOP}packs/approved/1/issue/", MANAGER)
    yield State("archive?", f"{TOP}packs/{issued}/1/archive/", MANAGER)
    yield State("make public?", f"{TOP}packs/{issued}/1/public/", MANAGER)
    yield State("take out?", f"{TOP}packs/drafted/1/sections/words/end/", OFFICER)
    yield State("section", f"{TOP}packs/drafted/1/sections/crime/", OFFICER)
    yield State("section of others", f"{TOP}packs/reviewed/1/sections/crime/", MANAGER)


def _under_way() -> Iterator[State]:
    for email, addresses in under_way().items():
        for address in addresses:
            yield State(f"under way: {address}", address, email)


def states() -> Iterator[State]:
    """Every state, of the demonstration with what is under way."""
    yield from _under_way()
    yield from _by_role()
    yield from _at_a_desk()
    yield from _looked_for()
    yield from _refused()
    yield from _returns()
    yield from _updates()


# --- A first day -----------------------------------------------------------------------------
FIRST_DAY = {
    COUNCILLOR: (
        "",
        "overview/",
        "crime/",
        "crime/all-crime/",
        "crime/all-crime/wards/",
        "wards/",
        "wards/E05009857/",
        "localities/north/",
        "map/",
        "compare/",
        "aim/",
        "benchmarks/",
        "priorities/",
        "prevent/",
        "scrutiny/",
        "scrutiny/recommendations/",
        "packs/",
        "governance/",
        "structure/",
        "search/?q=crime",
    ),
    OFFICER: (
        "",
        "returns/",
        "returns/history/",
        "returns/waiting/",
        "returns/calendar/",
    ),
    ADMINISTRATOR: ("", "setup/"),
    PREVENT_LEAD: ("prevent/register/",),
    CLERK: ("scrutiny/",),
}


def first_day() -> Iterator[State]:
    """The pages of a partnership that has its people, and nothing else."""
    for email, below in FIRST_DAY.items():
        for each in below:
            who = email.partition("@")[0]
            yield State(f"first day: /{each} of {who}", f"{TOP}{each}", email)
