"""Every page of the portal in a browser: axe, no wider than a phone, whole without script."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from csp_portal import demo
from partnership.models import Partnership, Role, User
from partnership.permissions import RIGHTS, Permission
from returns import actions
from returns.models import Part, Return
from tests.conftest import PHONE
from tests.test_doors import DOORS, HOSTING, PUBLIC, SIGNED_IN

pytestmark = pytest.mark.django_db(transaction=True)

# Doors with no page behind them: files, fragments, and what only takes a form.
NOT_PAGES = {
    "",
    "healthz",
    "robots.txt",
    "sign-in/again/",
    "sign-in/code/confirm/",
    "sign-in/password/<uidb36>-<key>/",
    "<partnership>/brand.css",
    "<partnership>/aim/note/",
    "<partnership>/setup/logo/",
    "<partnership>/setup/logo/end/",
    "<partnership>/setup/logo/<sha256>.png",
    "<partnership>/setup/places/<pk>/",
    "<partnership>/setup/agencies/<pk>/share/",
    "<partnership>/setup/people/<pk>/end/",
    "partnerships/lists/<pk>/",
    "<partnership>/<app>/<measure>/data.csv",
    "<partnership>/<app>/<measure>/data.xlsx",
    "<partnership>/<app>/<measure>/slides.pptx",
    "<partnership>/returns/figures/template/",
    "<partnership>/returns/deputies/<pk>/end/",
    "<partnership>/returns/<pk>/covering/<email>/",
    "<partnership>/returns/<pk>/<part>/changes.csv",
    "<partnership>/returns/calendar/subscribe/end/",
    "<partnership>/returns/calendar/<key>.ics",
    "<partnership>/returns/<pk>/file/",
    "<partnership>/returns/<pk>/marked/",
    "<partnership>/returns/<pk>/<part>/withdraw/",
    "<partnership>/returns/<pk>/map/<step>/",
    "<partnership>/returns/<pk>/map/discard/",
    "<partnership>/returns/<pk>/map/preview/",
}
PAGES = sorted(set(DOORS) - NOT_PAGES)
EXAMPLE = {
    "partnership": "middlesbrough",
    "app": "crime",
    "measure": "all-crime",
    "code": "E05009853",
    "dataset": "crime",
    "source": "police-return",
}
BY_ROLE = {
    Role.COUNCILLOR: "councillor@demo.example",
    Role.CSP_OFFICER: "second.officer@demo.example",
    Role.MANAGER: "manager@demo.example",
    Role.ADMINISTRATOR: "administrator@demo.example",
}


@pytest.fixture
def waiting() -> Part:
    """The demonstration, with one more return sent and waiting for somebody else."""
    demo.load()
    officer = User.objects.get(email="csp.officer@demo.example")
    fixture = Path(settings.BASE_DIR) / "fixtures" / "crime"
    [file] = fixture.glob("police-uk-*.csv")
    with file.open("rb") as content:
        sent = actions.upload(
            file=content,
            name="again.csv",
            partnership=Partnership.objects.get(slug="middlesbrough"),
            by=officer,
        )
    actions.send(parts=list(sent.parts.all()), by=officer)
    return sent.parts.first()


def test_every_page_passes_axe_and_fits_a_phone(
    page, live_server, axe, no_sideways_scroll, waiting
):
    def look(address: str) -> None:
        answer = page.goto(f"{live_server.url}/{_filled_in(address, waiting)}")
        assert answer.status == 200
        assert page.locator("h1").count() == 1
        axe(page)
        page.set_viewport_size(PHONE)
        axe(page)
        no_sideways_scroll(page)

    found = {}
    for address in PAGES:
        _become(_visitor(DOORS[address]), page, live_server)
        page.set_viewport_size({"width": 1280, "height": 900})
        try:
            look(address)
        except AssertionError as complaint:
            found[address] = str(complaint)[:400]
    assert found == {}


def test_every_page_is_whole_without_script(
    page_without_js, live_server, no_sideways_scroll, waiting
):
    page = page_without_js
    page.set_viewport_size(PHONE)
    for address in PAGES:
        _become(_visitor(DOORS[address]), page, live_server)
        page.goto(f"{live_server.url}/{_filled_in(address, waiting)}")
        assert page.locator("h1").is_visible(), address
        no_sideways_scroll(page)
        for drawing in page.locator("figure[data-chart]").all():
            assert drawing.locator("svg").count(), f"{address} draws nothing without script"


def test_a_measure_can_be_chosen_and_walked_back_by_keyboard_alone(page, live_server, waiting):
    _become("councillor@demo.example", page, live_server)
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
    return next(who for role, who in BY_ROLE.items() if Permission[needed] in RIGHTS[role])


def _become(email: str | None, page, live_server) -> None:
    page.context.clear_cookies()
    if email is None:
        return
    client = Client()
    client.force_login(User.objects.get(email=email))
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies(
        [{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}]
    )


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
