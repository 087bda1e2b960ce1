"""Each piece of an officer's year in a real browser: at a desk, on a phone, and by axe's eye."""

from __future__ import annotations

import os
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone

from demo import partnerships
from partnership.models import Role, User
from partnership.setup import hosting
from returns.lifecycle import uploads
from returns.models import Part, Return
from tests.looking import looks
from tests.returns.conftest import crime_file  # noqa: F401 - a fixture
from tests.returns_corrections.test_revised import WARD, WHERE

pytestmark = pytest.mark.django_db(transaction=True)

DESK, PHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 844}
OFFICER, SECOND = "csp.officer@demo.example", "second.officer@demo.example"
MANAGER, COUNCILLOR = "manager@demo.example", "councillor@demo.example"
LEAD = "prevent.lead@demo.example"
RETURNS = "/middlesbrough/returns/"
WHY = "Late-recorded crimes"


@pytest.fixture(autouse=True)
def middlesbrough(with_people):
    return with_people


@pytest.fixture
def become(page, live_server):
    """`become(OFFICER)`: signed in as somebody, without the sign-in page."""

    def sign_in(email: str) -> None:
        client = Client()
        client.force_login(User.objects.get(email=email))
        session = client.cookies[settings.SESSION_COOKIE_NAME].value
        page.context.clear_cookies()
        page.context.add_cookies(
            [{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}]
        )

    return sign_in


@pytest.fixture
def look(page, axe, no_sideways_scroll):
    """`look("name")`: nothing is wrong at a desk, at 390 px, at 400% and by keyboard."""

    def at_both(name: str) -> None:
        for kind, size in (("desk", DESK), ("phone", PHONE)):
            page.set_viewport_size(size)
            axe(page)
            no_sideways_scroll(page)
            if kept := os.environ.get("SCREENSHOTS"):
                page.screenshot(path=Path(kept) / f"{name}-{kind}.png", full_page=True)
        page.set_viewport_size(DESK)
        assert looks.with_script(page, keyboard_at_desk=False) == []
        page.set_viewport_size(DESK)

    return at_both


@pytest.fixture
def upload(page, live_server, crime_file, tmp_path):  # noqa: F811
    """`upload("q4.csv", change=…)` through the page, on the police's behalf."""

    def send(name: str, *, is_provisional: bool = False, email: Path | None = None, **more) -> None:
        file = tmp_path / name
        file.write_bytes(crime_file(**more).read())
        page.goto(f"{live_server.url}{RETURNS}upload/")
        page.locator("input[name=uploads]").set_input_files(file)
        page.get_by_label("Supplied by", exact=True).select_option(label="Cleveland Police")
        page.get_by_label("Told by telephone").check()
        page.get_by_label("Role of whoever supplied it").fill("Performance analyst")
        page.get_by_label("These figures are provisional").set_checked(is_provisional)
        if email:
            page.locator("input[name=email]").set_input_files(email)
        page.get_by_role("button", name="Check the files").click()
        page.wait_for_url("**/returns/check/**", timeout=60_000)

    return send


@pytest.mark.slow("in a browser what test_on_behalf.py does by forms")
def test_on_behalf_with_its_covering_email(page, live_server, become, look, upload, tmp_path):
    email = tmp_path / "figures for Q4.eml"
    email.write_bytes(b"Subject: Q4\r\n\r\nHere they are.\r\n")
    become(OFFICER)
    page.goto(f"{live_server.url}{RETURNS}upload/")
    look("upload")
    upload("q4.csv", email=email)
    kept = Return.objects.latest("pk")
    page.goto(f"{live_server.url}{RETURNS}{kept.pk}/")
    text = page.get_by_role("main").inner_text()
    for told in ("Cleveland Police, Performance analyst", "Told by telephone", email.name):
        assert told in text
    look("return-with-email")
    with page.expect_download() as saved:
        page.get_by_role("link", name=f"Download {email.name}").click()
    assert Path(saved.value.path()).read_bytes() == email.read_bytes()
    page.get_by_role("link", name="Attach the covering email").click()
    look("attach")
    page.get_by_role("button", name="Attach the email").click()
    page.get_by_text("Choose the email").first.wait_for()
    look("attach-error")
    become("police.officer@demo.example")
    page.goto(f"{live_server.url}{RETURNS}{kept.pk}/")
    assert email.name not in page.get_by_role("main").inner_text()


def test_a_correction_from_the_officer_to_the_councillor(
    page, live_server, become, look, upload, tmp_path
):
    for name, change in (("q4.csv", None), ("q4-again.csv", {WHERE: 5})):
        become(OFFICER)
        upload(name, change=change)
        if change:
            page.get_by_text("Accepting this return changes 1 figure in use.").wait_for()
            look("check-restated")
            with page.expect_download() as saved:
                page.get_by_role("link", name="Download every change").click()
            assert f"{WARD},January 2022" in Path(saved.value.path()).read_text("utf-8-sig")
            page.get_by_role("button", name="Send for acceptance").click()
            page.get_by_text("Say why the figures change").first.wait_for()
            look("check-restated-error")
            page.get_by_label("Why the figures change").fill(WHY)
        for box in page.get_by_label("It is right because …").all():
            box.fill("Checked with the police")
        page.get_by_role("button", name="Send for acceptance").click()
        page.get_by_text("Your return is sent").first.wait_for()
        become(SECOND)
        kept = Return.objects.latest("pk")
        page.goto(f"{live_server.url}{RETURNS}{kept.pk}/decide/")
        if change:
            assert WHY in page.get_by_role("main").inner_text()
            look("decide-restated")
        page.get_by_role("button", name="Accept this return").click()
        page.get_by_text("The figures are in use").first.wait_for()
    page.goto(f"{live_server.url}{RETURNS}{kept.pk}/")
    page.get_by_text("It changed 1 figure that was in use.").wait_for()
    look("return-restated")

    become(COUNCILLOR)
    address = "/middlesbrough/crime/all-crime/?period=2021/22 Q4&source=police-return"
    page.goto(f"{live_server.url}{address}")
    text = page.get_by_role("main").inner_text()
    assert f"[r] revised on {_today()}: {WHY}." in text
    assert "[r]" in page.locator("h1, .govuk-body-l, .govuk-body").first.inner_text() or (
        "[r]" in text
    )
    look("measure-revised")
    before = (timezone.now() - timedelta(days=1)).date().isoformat()
    page.goto(f"{live_server.url}{address}&as-at={before}")
    assert "[r]" not in page.get_by_role("main").inner_text()


@pytest.mark.slow("in a browser what test_small_teams.py does by forms")
def test_a_deputy_accepts_while_somebody_is_on_leave(page, live_server, become, look, upload):
    become(OFFICER)
    upload("q4.csv", is_provisional=True)
    for box in page.get_by_label("It is right because …").all():
        box.fill("Checked with the police")
    page.get_by_role("button", name="Send for acceptance").click()
    page.get_by_text("Your return is sent").first.wait_for()

    become(LEAD)
    refused = page.goto(f"{live_server.url}{RETURNS}waiting/")
    assert refused.status == 403

    become(MANAGER)
    page.goto(f"{live_server.url}{RETURNS}")
    page.get_by_role("link", name="Deputies").click()
    look("deputies-none")
    page.get_by_role("button", name="Name the deputy").click()
    page.get_by_text("Choose who the deputy is").first.wait_for()
    look("deputies-error")
    lead = User.objects.get(email=LEAD)
    page.get_by_label("Deputy", exact=True).select_option(label=str(lead))
    page.get_by_label("Reason").fill("Annual leave")
    page.get_by_role("button", name="Name the deputy").click()
    page.get_by_text("The deputy is named.").wait_for()
    look("deputies")

    become(LEAD)
    page.goto(f"{live_server.url}{RETURNS}waiting/")
    look("waiting")
    page.get_by_label("q4.csv").check()
    page.get_by_role("button", name="Accept the ticked returns").click()
    page.get_by_text("The figures are in use").first.wait_for()
    part = Part.objects.get(of_return__name="q4.csv")
    assert (part.state, part.decided_by) == (Part.State.ACCEPTED, lead)
    assert lead.memberships.filter(role=Role.DEPUTY).count() == 1

    become(COUNCILLOR)
    page.goto(
        f"{live_server.url}/middlesbrough/crime/all-crime/?period=2021/22 Q4&source=police-return"
    )
    assert "[p]" in page.get_by_role("main").inner_text()
    look("measure-provisional")


@pytest.mark.slow("in a browser what test_provisional.py does by forms")
def test_the_manager_says_which_months_are_provisional(page, live_server, become, look):
    become(MANAGER)
    page.goto(f"{live_server.url}{RETURNS}sources/")
    look("sources")
    page.get_by_role("link", name="Change").first.click()
    look("source")
    field = page.get_by_label("How many of the latest months are provisional").first
    field.fill("many")
    page.get_by_role("button", name="Save").first.click()
    page.get_by_text("Enter a whole number").first.wait_for()
    look("source-error")
    page.get_by_label("How many of the latest months are provisional").first.fill("3")
    page.get_by_role("button", name="Save").first.click()
    page.get_by_text("The latest 3 months of").wait_for()
    field = page.get_by_label("How many of the latest months are provisional").first
    assert field.input_value() == "3"


@pytest.mark.slow("in a browser what test_many_partnerships.py does by forms")
def test_a_partnership_takes_its_part_of_a_kept_file(page, live_server, become, look, shared_data):
    from partnership.models import Membership, Partnership

    officer = User.objects.get(email=OFFICER)
    street = shared_data / "police_uk" / "cleveland" / "2023-03-cleveland-street.csv"
    with street.open("rb") as file:
        uploads.upload(
            file=file,
            name=street.name,
            partnership=Partnership.objects.get(slug=partnerships.SLUG),
            by=officer,
        )
    hartlepool = hosting.host_partnership(code="E22000027", slug="hartlepool", by=None)
    Membership.objects.create(user=officer, partnership=hartlepool, role=Role.CSP_OFFICER)
    become(OFFICER)
    page.goto(f"{live_server.url}/hartlepool/returns/")
    page.get_by_role("link", name="Files kept for others").click()
    look("kept")
    page.get_by_role("button", name="Take our rows").click()
    page.get_by_text("Tick the files").first.wait_for()
    look("kept-error")
    page.get_by_label(street.name).check()
    page.get_by_role("button", name="Take our rows").click()
    page.get_by_role("heading", level=1).wait_for()


def _today() -> str:
    today = timezone.localdate()
    return f"{today.day} {today:%B %Y}"
