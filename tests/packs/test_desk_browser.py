"""The desk in a browser: words saved as they are typed, figures at the cursor, nothing lost."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.conf import settings

from partnership.models import User
from reporting.packs import section_actions
from reporting.packs.models import Section, Version
from tests.browsing import DESK, become
from tests.packs.conftest import start

pytestmark = pytest.mark.django_db(transaction=True)

OFFICER = "csp.officer@demo.example"
SAVES = "**/sections/words/words/"


@pytest.fixture
def draft(with_five_years) -> Version:
    officer = User.objects.get(email=OFFICER)
    return start(with_five_years, officer, "update-2024", date(2024, 3, 4))


@pytest.fixture
def at_desk(page, live_server, draft):
    """The words of a section, opened by the officer."""
    become(OFFICER, page, live_server)
    page.set_viewport_size(DESK)
    page.goto(f"{live_server.url}/middlesbrough/packs/update-2024/1/sections/words/")
    return page


def written() -> Section:
    return Section.objects.get(key="words")


def test_words_are_saved_as_they_are_typed_with_figures_at_the_cursor(at_desk):
    words = at_desk.get_by_label("Your words")
    words.fill("Before. Behind.")
    words.evaluate("field => field.setSelectionRange(7, 7)")
    at_desk.get_by_text("Add a figure", exact=True).click()
    at_desk.get_by_label("Period").first.fill("2022/23")
    with at_desk.expect_response(_has_the_figure):
        at_desk.get_by_role("button", name="Add the figure to the words").click()
    at_desk.get_by_text(re.compile(r"^Saved \d\d:\d\d\.$")).wait_for()
    assert words.input_value() == "Before. {{crime/all-crime 2022/23 count}} Behind."
    assert written().text == words.input_value()
    # Nothing is left to lose: nobody is asked whether to leave.
    at_desk.reload()
    assert at_desk.get_by_label("Your words").input_value() == written().text


def test_what_was_saved_is_drawn_again(at_desk):
    at_desk.get_by_text("As a page of the report").last.click()
    report = at_desk.locator("#report")
    at_desk.get_by_label("Your words").fill("- A third thing was done")
    report.get_by_text("A third thing was done").wait_for()
    assert not report.get_by_text("Another thing").count()


def _has_the_figure(response) -> bool:
    return response.url.endswith(SAVES[2:]) and "{{" in (response.request.post_data or "")


def reached(page) -> None:
    """The browser is connected again."""
    page.evaluate("() => { window.dispatchEvent(new Event('online')) }")


def _is_sign_in_for_the_words(response) -> bool:
    return "/sign-in/" in response.url and response.url.endswith(SAVES[2:])


def test_who_is_signed_out_signs_in_again_and_the_words_are_saved(at_desk, live_server):
    words = at_desk.get_by_label("Your words")
    at_desk.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)
    words.fill("Mine, after the night")
    at_desk.get_by_text("you are signed out").wait_for()
    with at_desk.expect_response(_is_sign_in_for_the_words):
        at_desk.get_by_role("button", name="Save the section").click()
    assert words.input_value() == "Mine, after the night"
    become(OFFICER, at_desk, live_server)
    reached(at_desk)
    at_desk.get_by_text(re.compile(r"^Saved \d\d:\d\d\.$")).wait_for()
    assert written().text == "Mine, after the night"


def test_what_cannot_be_sent_is_kept_and_said_and_theirs_stand_beside_mine(at_desk):
    words = at_desk.get_by_label("Your words")
    at_desk.route(SAVES, lambda route: route.abort())
    words.fill("Mine, without a network")
    at_desk.get_by_text("your words are sent again from it.").wait_for()
    at_desk.get_by_role("button", name="Save the section").click()
    assert words.input_value() == "Mine, without a network"
    asked: list[str] = []
    at_desk.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    with at_desk.expect_event("dialog"):
        at_desk.evaluate("() => { setTimeout(() => location.reload()) }")
    assert asked == ["beforeunload"]
    assert words.input_value() == "Mine, without a network"
    at_desk.unroute(SAVES)
    section = written()
    section_actions.save_words(
        section=section,
        text="Theirs",
        revision=section.revision,
        by=User.objects.get(email="second.officer@demo.example"),
    )
    reached(at_desk)
    at_desk.get_by_text("Their words are above.").wait_for()
    assert at_desk.locator("[data-theirs-text]").inner_text() == "Theirs"
    assert at_desk.get_by_label("Your words").input_value() == "Mine, without a network"
    assert written().text == "Theirs"
    at_desk.get_by_label("Your words").fill("Theirs, and mine")
    at_desk.get_by_role("button", name="Save the section").click()
    at_desk.get_by_text("“What we did” is saved.").wait_for()
    assert written().text == "Theirs, and mine"
    texts = set(written().revisions.values_list("text", flat=True))
    assert {"Theirs", "Theirs, and mine"} <= texts
