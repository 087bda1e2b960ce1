"""The pages of packs in a browser: from the template to the public address, with and without
script, by axe and on a phone."""

from __future__ import annotations

import re
from datetime import date

import pytest

from partnership.models import User
from reporting.packs import actions as pack_actions
from reporting.packs.models import Version
from tests.browsing import DESK, become
from tests.packs.conftest import APPROVED, ISSUED, start
from tests.test_doors import DOORS, PUBLIC

pytestmark = pytest.mark.django_db(transaction=True)

# What only takes a form, and files.
FORMS_AND_FILES = re.compile(
    r"(add|confirm|send|return|approve|issue|archive|public|end|files|move|exempt|number|picture"
    r"|comment|words|figure|line|<pk>)/$|format>$"
)
PAGES = sorted(
    address
    for address in DOORS
    if (address.startswith(("<partnership>/packs/", "public/")) and not address.endswith("public/"))
    and not FORMS_AND_FILES.search(address)
)


@pytest.fixture
def packs(with_five_years) -> Version:
    """A public version, and a further one in draft."""
    partnership = with_five_years
    officer = User.objects.get(email="csp.officer@demo.example")
    manager = User.objects.get(email="manager@demo.example")
    version = start(partnership, officer, "update-2024", date(2024, 3, 4))
    pack_actions.send_for_review(version=version, by=officer, at=APPROVED)
    pack_actions.approve(version=version, by=manager, at=APPROVED)
    pack_actions.issue(version=version, by=manager, at=ISSUED)
    pack_actions.make_public(version=version, by=manager, at=ISSUED)
    return pack_actions.begin_version(pack=version.pack, changes="More words", by=officer)


@pytest.mark.slow(
    "half a minute: every page of packs in a browser; test_life.py goes the way without one"
)
def test_every_page_and_the_way_to_the_panel(visitor, page_without_js, live_server, packs):
    for address in PAGES:
        is_draft = "/edit/" in address or "/sections/" in address
        at = f"/{_filled_in(address, 2 if is_draft else 1)}"
        visitor.visit(at, as_=None if DOORS[address] == PUBLIC else "csp.officer@demo.example")
    assert not visitor.found, visitor.found
    _write_without_script(page_without_js, live_server)


def _write_without_script(page, live_server) -> None:
    """Put a figure into the words, save, send; somebody else approves and issues."""
    become("csp.officer@demo.example", page, live_server)
    page.set_viewport_size(DESK)
    page.goto(f"{live_server.url}/middlesbrough/packs/update-2024/2/sections/words/")
    page.get_by_label("Your words").fill("- We did 12,345 things")
    page.get_by_text("Add a figure", exact=True).click()
    page.get_by_label("Period").first.fill("2022/23")
    page.get_by_role("button", name="Add the figure to the words").click()
    page.get_by_role("button", name="Save the section").click()
    main = page.get_by_role("main")
    page.get_by_text("As a page of the report").last.click()
    assert "We did 12,345 things 26,450" in main.inner_text()
    page.get_by_label("Which source, or which reason, for 12,345").fill("The diary of the team")
    page.get_by_role("button", name="Let 12,345 stand").click()
    assert "12,345: it has a source: The diary of the team" in main.inner_text()
    page.goto(f"{live_server.url}/middlesbrough/packs/update-2024/2/edit/")
    page.get_by_role("button", name="Send for approval").click()
    assert "Every section is ready, and nothing is missing." in main.inner_text()
    page.get_by_role("button", name="Send for approval").click()
    become("manager@demo.example", page, live_server)
    page.reload()
    page.get_by_role("button", name="Approve this version").click()
    assert "Its words and figures are then frozen, and its files are made." in main.inner_text()
    page.get_by_role("button", name="Approve this version").click()
    page.get_by_role("button", name="Issue to the panel").click()
    page.get_by_role("button", name="Issue this version").click()
    assert "The panel can read it." in page.locator("body").inner_text()
    become("councillor@demo.example", page, live_server)
    page.goto(f"{live_server.url}/middlesbrough/packs/update-2024/")
    page.get_by_role("link", name="What we did").click()
    assert "We did 12,345 things 26,450" in main.inner_text()


def _filled_in(address: str, number: int) -> str:
    known = {
        "partnership": "middlesbrough",
        "of": "middlesbrough",
        "slug": "update-2024",
        "number": str(number),
        "key": "crime",
        "locality": "north",
    }
    return re.sub(r"<(\w+)>", lambda name: known[name[1]], address)
