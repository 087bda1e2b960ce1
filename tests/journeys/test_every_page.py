"""Every page of the portal in a browser: axe, at 400%, by keyboard only, whole without script."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import settings

from partnership.models import Partnership, Role, User
from partnership.people.permissions import RIGHTS
from returns.lifecycle import sending, uploads
from returns.models import Part, Return
from tests.browsing import DESK, become
from tests.test_doors import DOORS, HOSTING, PUBLIC, SIGNED_IN, rights

pytestmark = pytest.mark.django_db(transaction=True)

# Doors with no page behind them (files, fragments, what only takes a form), and pages that need
# something of their own first: mapping a file and loading places have journeys for that.
NOT_PAGES = {
    "healthz",
    "robots.txt",
    "sign-in/again/",
    "sign-in/code/confirm/",
    "sign-in/password/<uidb36>-<key>/",
    "<partnership>/brand.css",
    "<partnership>/account/keys/",
    "<partnership>/account/wards/<code>/",
    "<partnership>/aim/note/",
    "<partnership>/figures/links/",
    "<partnership>/inbox/read/",
    "<partnership>/inbox/<pk>/",
    "<partnership>/benchmarks/data.csv",
    "<partnership>/compare/data.csv",
    "<partnership>/compare/data.xlsx",
    "<partnership>/benchmarks/data.xlsx",
    "<partnership>/benchmarks/groups/<pk>/end/",
    "<partnership>/setup/logo/",
    "<partnership>/setup/logo/end/",
    "<partnership>/setup/logo/<sha256>.png",
    "<partnership>/setup/slides/end/",
    "<partnership>/setup/slides/standard.pptx",
    "<partnership>/setup/slides/in-use.pptx",
    "<partnership>/setup/places/<pk>/",
    "<partnership>/setup/agencies/<pk>/share/",
    "<partnership>/setup/people/<pk>/end/",
    "partnerships/lists/<pk>/",
    "partnerships/waiting/<key>/",
    "partnerships/waiting/<key>/again/",
    "partnerships/waiting/<key>/remove/",
    "partnerships/first/",
    "<partnership>/<app>/<measure>/data.csv",
    "<partnership>/<app>/<measure>/data.xlsx",
    "<partnership>/<app>/<measure>/slides.pptx",
    "<partnership>/<app>/<measure>/pictures/<name>.<extension>",
    "<partnership>/<app>/pictures/<name>.<extension>",
    "<partnership>/aim/pictures/<name>.<extension>",
    "<partnership>/benchmarks/pictures/<name>.<extension>",
    "<partnership>/compare/pictures/<name>.<extension>",
    "<partnership>/localities/<slug>/pictures/<name>.<extension>",
    "<partnership>/wards/<code>/pictures/<name>.<extension>",
    "<partnership>/returns/figures/template/",
    "<partnership>/returns/deputies/<pk>/end/",
    "<partnership>/returns/fetch/<pk>/",
    "<partnership>/returns/recording-changes/<pk>/",
    "<partnership>/returns/recording-changes/<pk>/end/",
    "<partnership>/returns/<pk>/covering/<email>/",
    "<partnership>/returns/<pk>/<part>/changes.csv",
    "<partnership>/returns/calendar/remind/",
    "<partnership>/returns/calendar/subscribe/end/",
    "<partnership>/returns/calendar/<key>.ics",
    "<partnership>/returns/<pk>/file/",
    "<partnership>/returns/<pk>/marked/",
    "<partnership>/returns/<pk>/<part>/withdraw/",
    "<partnership>/returns/accepted/",
    "<partnership>/returns/type/table/",
    "<partnership>/returns/type/table/<pk>/",
    "<partnership>/returns/type/table/<pk>/save/",
    "<partnership>/returns/type/table/<pk>/delete/",
    "<partnership>/returns/<pk>/supplier/",
    "<partnership>/returns/<pk>/put-right/",
    "<partnership>/returns/check/<batch>/answers/",
    "<partnership>/returns/<pk>/map/",
    "<partnership>/returns/<pk>/map/<step>/",
    "<partnership>/returns/<pk>/map/discard/",
    "<partnership>/returns/<pk>/map/preview/",
    "<partnership>/returns/reading/<batch>/",
    "<partnership>/returns/reading/<pk>/again/",
    "<partnership>/returns/reading/<pk>/remove/",
}
# Those of scrutiny are visited in tests/scrutiny/test_every_page.py, those of the registers in
# test_records.py and those of packs in tests/packs/test_pages.py, with records of their own.
_ELSEWHERE = tuple(
    f"<partnership>/{below}/"
    for below in (
        "scrutiny",
        "governance",
        "priorities",
        "structure",
        "prevent/register",
        "packs",
    )
)
ELSEWHERE = {address for address in DOORS if address.startswith((*_ELSEWHERE, "public/"))}
PAGES = sorted(set(DOORS) - NOT_PAGES - ELSEWHERE)
EXAMPLE = {
    "partnership": "middlesbrough",
    "app": "crime",
    "measure": "all-crime",
    "code": "E05009853",
    "dataset": "fires",  # where the brigade may say what F2 is
    "source": "fire-return",
}
BY_ROLE = {
    Role.COUNCILLOR: "councillor@demo.example",
    Role.CSP_OFFICER: "second.officer@demo.example",
    Role.MANAGER: "manager@demo.example",
    Role.ADMINISTRATOR: "administrator@demo.example",
}


@pytest.fixture
def waiting(with_demonstration) -> Part:
    """The demonstration, with one more return sent and waiting for somebody else."""
    officer = User.objects.get(email="csp.officer@demo.example")
    fixture = Path(settings.BASE_DIR) / "fixtures" / "crime"
    [file] = fixture.glob("police-uk-*.csv")
    with file.open("rb") as content:
        sent = uploads.upload(
            file=content,
            name="again.csv",
            partnership=with_demonstration,
            by=officer,
        )
    here = sent.parts.filter(partnership=with_demonstration)
    sending.send(parts=list(here), by=officer)
    return here.first()


@pytest.mark.slow(
    "two minutes: every page by every role in a browser; the journeys look at those of the core way"
)
def test_every_page_for_everybody(visitor, page, live_server, waiting):
    """One test, because each page is visited once for all that is asked of it."""
    for address in PAGES:
        at = f"/{_filled_in(address, waiting)}"
        status = 403 if "sign-in/closed/" in address else 200
        visitor.visit(at, as_=_visitor(DOORS[address]), status=status)
    assert not visitor.found, visitor.found
    _choose_and_walk_back_by_keyboard_alone(page, live_server)


def _choose_and_walk_back_by_keyboard_alone(page, live_server) -> None:
    become("councillor@demo.example", page, live_server)
    page.set_viewport_size(DESK)
    page.goto(f"{live_server.url}/middlesbrough/crime/all-crime/?period=2022/23&against=2021/22")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent").strip() == "Skip to main content"
    page.keyboard.press("Enter")
    _tab_to(page, lambda: page.evaluate("document.activeElement.textContent").strip() == "26,450")
    page.keyboard.press("Enter")
    page.wait_for_url("**/rows/**")
    assert "26,450" in page.get_by_role("main").inner_text()


def _tab_to(page, is_there: Callable[[], bool]) -> None:
    for _ in range(40):
        page.keyboard.press("Tab")
        if is_there():
            return
    raise AssertionError("not reached in 40 presses of Tab")


def _visitor(needed: str) -> str | None:
    """Somebody of the demonstration who may: the one with the fewest rights."""
    if needed == PUBLIC:
        return None
    if needed == HOSTING:
        User.objects.filter(email=BY_ROLE[Role.ADMINISTRATOR]).update(hosts_partnerships=True)
        return BY_ROLE[Role.ADMINISTRATOR]
    if needed == SIGNED_IN:
        return BY_ROLE[Role.COUNCILLOR]
    return next(who for role, who in BY_ROLE.items() if rights(needed) & RIGHTS[role])


def _filled_in(address: str, waiting: Part) -> str:
    accepted = Return.objects.filter(parts__state=Part.State.ACCEPTED).first()
    subject = accepted if "recall" in address else waiting.of_return
    known = EXAMPLE | {
        "pk": str(_agency() if "agencies" in address else subject.pk),
        "part": str(subject.parts.first().pk),
        "batch": str(waiting.of_return.batch),
        "slug": "north",
    }
    return re.sub(r"<(\w+)>", lambda name: known[name[1]], address)


def _agency() -> int:
    return Partnership.objects.get(slug="middlesbrough").agencies.first().pk
