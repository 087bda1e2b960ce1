"""An officer maps an emailed spreadsheet and types figures in a browser, wide and narrow."""

from __future__ import annotations

import os
import re

import pytest
from playwright.sync_api import expect

from returns.models import Return, SavedMapping
from tests.looking import looks
from tests.odd_spreadsheets.writing import Merged, as_xlsx
from tests.returns_mapping.conftest import BACKEND, figures_of

pytestmark = pytest.mark.django_db(transaction=True)
NARROW = {"width": 390, "height": 844}
SPREADSHEET = as_xlsx(
    {
        "Burglary": [
            ["Cleveland Police, burglary by ward, provisional"],
            [],
            ["Ward", Merged("2021/22", 2), "", "2022/23"],
            ["", "Feb", "Mar", "Apr"],
            ["Acklam", 8, 6, 7],
            ["Berwick Hills", 11, "-", 9],
            ["Total", 19, 6, 16],
        ]
    }
)


@pytest.fixture
def open_as(live_server, client):
    def go(page, user, path):
        client.force_login(user, backend=BACKEND)
        cookie = client.cookies["sessionid"].value
        page.context.add_cookies([{"name": "sessionid", "value": cookie, "url": live_server.url}])
        page.goto(f"{live_server.url}/middlesbrough/returns/{path}")

    return go


@pytest.fixture
def looked_at(axe, no_sideways_scroll):
    """Nothing is wrong at a desk, on a phone, at 400% and by keyboard."""

    def look(page, name: str = "") -> None:
        axe(page)
        wide = page.viewport_size
        page.set_viewport_size(NARROW)
        axe(page)
        no_sideways_scroll(page)
        _picture(page, f"{name}-narrow")
        page.set_viewport_size(wide)
        assert looks.with_script(page, keyboard_at_desk=False) == []
        page.set_viewport_size(wide)
        _picture(page, name)

    return look


def _picture(page, name: str) -> None:
    """A picture of the page, for whoever asks for them."""
    if folder := os.environ.get("PICTURES"):
        page.screenshot(path=f"{folder}/{name}.png", full_page=True)


def _upload(page, police) -> None:
    page.locator("input[type=file][name=uploads]").set_input_files(
        {"name": "Q4 burglary.xlsx", "mimeType": "application/octet-stream", "buffer": SPREADSHEET}
    )
    page.get_by_label("Supplied by").select_option(label=police.name)
    page.get_by_role("button", name="Check the files").click()


def test_an_emailed_spreadsheet_is_mapped_in_the_browser(open_as, page, officer, police, looked_at):
    open_as(page, officer, "upload/")
    _upload(page, police)
    expect(page.get_by_role("heading", level=1)).to_contain_text("How should “Q4 burglary.xlsx”")
    looked_at(page, "map")
    expect(page.get_by_label("“Berwick Hills” (3 times)")).to_have_value("E05009855")
    page.get_by_role("button", name="Use these answers").click()
    expect(page.get_by_role("alert")).to_contain_text("“-”")
    looked_at(page, "map-open")
    page.get_by_label("“-” in place of a count (once)").select_option(label="Not supplied")
    expect(page.locator("#result")).not_to_contain_text("Still to be answered")
    page.get_by_role("button", name="Use these answers").click()
    expect(page).to_have_url(re.compile("/returns/check/"))
    expect(page.get_by_text(f"Read as {officer} mapped “Q4 burglary.xlsx”")).to_be_visible()
    looked_at(page, "map-check")
    [kept] = Return.objects.all()
    assert figures_of(kept)["Berwick Hills & Pallister", "2022-02", "burglary"] == 11
    assert SavedMapping.objects.count() == 1

    open_as(page, officer, f"{kept.pk}/")
    expect(page.get_by_role("heading", name="How it was read")).to_be_visible()
    looked_at(page, "map-history")


def test_the_same_without_a_script(open_as, page_without_js, officer, police):
    page = page_without_js
    open_as(page, officer, "upload/")
    _upload(page, police)
    page.get_by_label("“-” in place of a count (once)").select_option(label="None: 0")
    page.get_by_role("button", name="Use these answers").click()
    [kept] = Return.objects.all()
    assert figures_of(kept)["Berwick Hills & Pallister", "2022-03", "burglary"] == 0


def test_figures_from_a_telephone_call_are_typed(open_as, page, officer, police, looked_at):
    open_as(page, officer, "type/")
    looked_at(page, "typed-source")
    page.get_by_label("Police quarterly return").check()
    page.get_by_role("button", name="Type one or two figures").click()
    page.get_by_label("Period").fill("2022/23 Q2")
    page.get_by_label("Supplied by").select_option(label=police.name)
    page.get_by_label("Area of figure 1").select_option(label="All of Middlesbrough")
    page.get_by_label("Count of figure 1").fill("many")
    page.get_by_role("button", name="Check the figures").click()
    expect(page.get_by_role("alert")).to_contain_text("“many” is not a number")
    looked_at(page, "typed-error")
    page.get_by_label("Count of figure 1").fill("6,402")
    page.get_by_role("button", name="Check the figures").click()
    expect(page).to_have_url(re.compile("/returns/check/"))
    expect(page.get_by_text("6,402").first).to_be_visible()
    looked_at(page, "typed-check")
