"""Every page of the registers in a browser: axe, no wider than a phone, whole without script."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils import timezone

from demo import governance_records, prevent_register, priorities
from partnership.governance.priorities import PRIORITIES
from partnership.governance.register import GOVERNANCE
from partnership.models import Partnership
from partnership.records.kinds import Register
from prevent.register import REGISTER
from tests.browsing import become

pytestmark = pytest.mark.django_db(transaction=True)

REGISTERS = {register.namespace: register for register in (GOVERNANCE, PRIORITIES, REGISTER)}
KEEPERS = {
    "governance": "csp.officer@demo.example",
    "priorities": "csp.officer@demo.example",
    "prevent_register": "prevent.lead@demo.example",
}
FURTHER = {
    "governance": ("governance:index", "reporting:structure"),
    "priorities": ("reporting:priorities", "reporting:unmeasured"),
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


@pytest.mark.slow("a minute and a half: every page of the registers in a browser")
def test_every_page_of_the_registers(visitor, recorded):
    """One test, because each page is visited once for all that is asked of it."""
    for namespace, register in REGISTERS.items():
        for address in _addresses(register, recorded):
            visitor.visit(address, as_=KEEPERS[namespace])
    assert not visitor.found, visitor.found


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
    become("csp.officer@demo.example", page, live_server)
    page.goto(f"{live_server.url}/middlesbrough/governance/")
    page.get_by_role("link", name="Standing texts").click()
    page.get_by_role("link", name="Terms of reference").click()
    page.get_by_role("button", name="Change").click()
    page.get_by_label("Owner role").fill("Head of Stronger Communities")
    page.get_by_role("button", name="Save").click()
    assert "Owner role: “CSP Officer” became “Head of Stronger Communities”" in (
        page.get_by_role("main").inner_text()
    )
