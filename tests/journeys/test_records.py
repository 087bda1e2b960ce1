"""Every page of the registers in a browser: axe, no wider than a phone, whole without script."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from demo import governance_records, prevent_register, priorities
from partnership.governance.priorities import PRIORITIES
from partnership.governance.register import GOVERNANCE
from partnership.models import Partnership, User
from partnership.records.kinds import Register
from prevent.register import REGISTER
from tests.conftest import PHONE

pytestmark = pytest.mark.django_db(transaction=True)

DESK = {"width": 1280, "height": 900}
REGISTERS = {register.namespace: register for register in (GOVERNANCE, PRIORITIES, REGISTER)}
KEEPERS = {
    "governance": "csp.officer@demo.example",
    "priorities": "csp.officer@demo.example",
    "prevent_register": "prevent.lead@demo.example",
}
FURTHER = {
    "governance": ("governance:index", "reporting:structure"),
    "priorities": ("reporting:priorities",),
    "prevent_register": ("prevent_register:index", "prevent_register:lists"),
}


@pytest.fixture
def recorded(with_people) -> Partnership:
    partnership = with_people
    now = timezone.now()
    governance_records.load(partnership, at=now)
    priorities.load()
    prevent_register.load(partnership, at=now)
    return partnership


@pytest.mark.parametrize("namespace", REGISTERS)
def test_every_page_of_a_register(
    namespace, page, page_without_js, live_server, axe, no_sideways_scroll, recorded
):
    keeper = User.objects.get(email=KEEPERS[namespace])
    for window in (page, page_without_js):
        _become(keeper, window, live_server)
    page.set_viewport_size(DESK)
    page_without_js.set_viewport_size(PHONE)
    found = {}
    for address in _addresses(REGISTERS[namespace], recorded):
        try:
            answer = page.goto(live_server.url + address)
            assert answer.status == 200
            assert page.locator("h1").count() == 1
            axe(page)
            page_without_js.goto(live_server.url + address)
            assert page_without_js.locator("h1").is_visible()
            no_sideways_scroll(page_without_js)
        except AssertionError as complaint:
            found[address] = str(complaint)[:400]
    assert found == {}


def _addresses(register: Register, partnership: Partnership) -> list[str]:
    """Each list and record, each form once, and the pages that lead to them."""
    slug, space = partnership.slug, register.namespace
    found = [reverse(name, args=[slug]) for name in FURTHER[space]]
    for kind in register.kinds:
        record = kind.of(partnership).first()
        assert record, f"the demonstration has no {kind.singular}"
        found += [
            reverse(f"{space}:list", args=[slug, kind.slug]),
            reverse(f"{space}:record", args=[slug, kind.slug, record.pk]),
            reverse(f"{space}:change", args=[slug, kind.slug, record.pk]),
        ]
    first = register.kinds[0]
    pk = first.of(partnership).first().pk
    found.append(reverse(f"{space}:add", args=[slug, first.slug]))
    found.append(reverse(f"{space}:end", args=[slug, first.slug, pk]))
    return found


def test_a_text_is_changed_and_its_history_read_by_an_officer_without_script(
    page_without_js, live_server, recorded
):
    page = page_without_js
    officer = User.objects.get(email="csp.officer@demo.example")
    _become(officer, page, live_server)
    page.goto(f"{live_server.url}/middlesbrough/governance/")
    page.get_by_role("link", name="Standing texts").click()
    page.get_by_role("link", name="Terms of reference").click()
    page.get_by_role("button", name="Change").click()
    page.get_by_label("Owner role").fill("Head of Stronger Communities")
    page.get_by_role("button", name="Save").click()
    assert "Owner role: “CSP Officer” became “Head of Stronger Communities”" in (
        page.get_by_role("main").inner_text()
    )


def _become(user: User, page, live_server) -> None:
    client = Client()
    client.force_login(user)
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies(
        [{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}]
    )
