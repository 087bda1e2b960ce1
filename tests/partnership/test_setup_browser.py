"""A partnership is set up from start to end in a real browser, at desk and at phone width."""

from __future__ import annotations

import os
import re
from io import BytesIO
from pathlib import Path

import pytest
from django.core import mail
from PIL import Image, ImageDraw

from partnership.models import Partnership, Role
from partnership.people import memberships
from partnership.places.geography import geography
from tests.looking import looks

DESK, PHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 844}
PASSWORD = "correct-horse-battery-staple"
DISTRICT_TO_CSP, DISTRICT_TO_FIRE = "LAD19_CSP19_PFA19_EW_LU.csv", "LAD19_FRA19_EW_LU.csv"


@pytest.fixture(autouse=True)
def own_files(settings, tmp_path):
    settings.STORAGES = settings.STORAGES | {
        "default": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": tmp_path},
        }
    }


@pytest.fixture
def looked_at(page, axe, no_sideways_scroll):
    """`looked_at("name")`: nothing wrong with the page as it is, at desk and at phone width.

    With SCREENSHOTS set to a folder, pictures of it are put there.
    """

    def look(name: str) -> None:
        for width, size in (("desk", DESK), ("phone", PHONE)):
            page.set_viewport_size(size)
            axe(page)
            no_sideways_scroll(page)
            if folder := os.environ.get("SCREENSHOTS"):
                page.screenshot(path=Path(folder) / f"{name}-{width}.png", full_page=True)
        page.set_viewport_size(DESK)
        assert looks.with_script(page, keyboard_at_desk=False) == []
        page.set_viewport_size(DESK)

    return look


def logo(tmp_path: Path) -> Path:
    drawn = Image.new("RGBA", (600, 200), (0, 0, 0, 0))
    pen = ImageDraw.Draw(drawn)
    pen.ellipse((10, 10, 190, 190), fill="#204080")
    pen.rectangle((220, 70, 590, 130), fill="#204080")
    out = BytesIO()
    drawn.save(out, "PNG")
    path = tmp_path / "logo.png"
    path.write_bytes(out.getvalue())
    return path


def bring(page, path: Path, looked_at=None) -> None:
    """Upload a file, see what was found, load it."""
    page.locator("input[type=file]").set_input_files(path)
    page.get_by_role("button", name="Look at the file").click()
    page.get_by_role("heading", name=f"Load {path.name}?").wait_for()
    if looked_at:
        looked_at(f"found-{path.stem}")
    page.get_by_role("button", name=re.compile("^Load the (list|file)$")).click()
    page.get_by_text(f"{path.name} is loaded.").wait_for()


@pytest.mark.slow("a minute; test_setup_journey.py goes the same way by forms, without a browser")
@pytest.mark.django_db(transaction=True)
def test_hartlepool_is_set_up_from_start_to_end(
    page, live_server, looked_at, shared_data, tmp_path
):
    host = memberships.add_user(
        email="host@test.example", name="Ada Host", password=PASSWORD, partnership=None, by=None
    )
    memberships.let_host(user=host)
    page.goto(live_server.url + "/sign-in/")
    page.get_by_label("Email").fill(host.email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in").first.click()
    page.get_by_role("link", name="Set up a partnership").click()
    looked_at("01-no-lists")

    page.get_by_role("link", name="Load the ONS lists").click()
    looked_at("02-lists")
    bring(page, shared_data / "ons" / DISTRICT_TO_CSP, looked_at)
    bring(page, shared_data / "ons" / DISTRICT_TO_FIRE)
    page.get_by_role("link", name="Choose a partnership").click()
    looked_at("03-choose")
    page.get_by_label("Community safety partnership").select_option(label="Hartlepool")
    page.get_by_role("button", name="Continue").click()
    page.get_by_label("Address").fill("Hartlepool!")
    page.get_by_role("button", name="Set it up").click()
    page.get_by_role("link", name="Use small letters").wait_for()
    looked_at("04-host-refused")
    page.get_by_label("Address").fill("hartlepool")
    page.get_by_role("button", name="Set it up").click()
    page.get_by_role("heading", name="What is left to set up").wait_for()
    looked_at("05-checklist")

    page.get_by_role("link", name="Wards").click()
    looked_at("06-places-empty")
    bring(page, shared_data / "ons" / "LSOA11_WD19_LAD19_EW_LU.csv", looked_at)
    bring(page, shared_data / "population" / "nomis_NM_2010_1_ward2019_mye.csv", looked_at)
    bring(page, shared_data / "population" / "nomis_NM_2002_1_lad_mye2021.csv")
    looked_at("07-places")

    set_up = page.get_by_label("Breadcrumb").get_by_role("link", name="Set-up")
    set_up.click()
    page.get_by_role("link", name="Localities").click()
    page.get_by_role("button", name="Add a locality").click()
    looked_at("08-locality")
    page.get_by_label("Name").fill("Coast")
    for box in page.get_by_role("checkbox").all()[:3]:
        box.check()
    page.get_by_role("button", name="Save").click()
    page.get_by_text("Coast is saved.").wait_for()
    looked_at("09-localities")

    set_up.click()
    page.get_by_role("link", name="Agencies").click()
    page.get_by_label("Name").fill("Cleveland Police")
    page.get_by_label("Police", exact=True).check()
    page.get_by_label("Area that it covers").select_option(label="Cleveland (E23000013)")
    page.get_by_role("button", name="Add the agency").click()
    page.get_by_text("Cleveland Police now supplies").wait_for()
    looked_at("10-agencies")

    set_up.click()
    page.get_by_role("link", name="People").click()
    page.get_by_label("Email address").fill("sam@police.example")
    page.get_by_label("Name", exact=True).fill("Sam Constable")
    page.get_by_label("Supplier officer").check()
    page.get_by_label("Agency").select_option(label="Cleveland Police")
    page.get_by_role("button", name="Send the invitation").click()
    page.get_by_text("An invitation is on its way to sam@police.example.").wait_for()
    looked_at("11-people")
    page.get_by_role("link", name="End Sam Constable").click()
    looked_at("12-end-role")

    set_up.click()
    page.get_by_role("link", name="Name, colour and logo").click()
    page.get_by_label("Colour", exact=True).fill("#ffdd00")
    page.get_by_role("button", name="Save").click()
    page.get_by_role("link", name="White words on #ffdd00").wait_for()
    looked_at("13-look-refused")
    page.get_by_label("Colour", exact=True).fill("#5a1846")
    page.get_by_role("button", name="Save").click()
    page.get_by_role("link", name="Add a logo").click()
    page.locator("input[type=file]").set_input_files(logo(tmp_path))
    page.get_by_label("What it shows").fill("Hartlepool Borough Council")
    page.get_by_role("button", name="Use this logo").click()
    page.get_by_role("img", name="Hartlepool Borough Council").wait_for()
    looked_at("14-logo")

    set_up.click()
    page.get_by_role("link", name="Main sources").click()
    page.wait_for_url("**/returns/sources/")
    page.get_by_role("link", name=re.compile(r"^Change\s*: data\.police\.uk")).first.click()
    page.get_by_role("button", name="Make it the main source").click()
    page.get_by_text("is now the main source of").wait_for()
    page.get_by_role("link", name="Set-up").first.click()
    looked_at("15-checklist")

    partnership = Partnership.objects.get(slug="hartlepool")
    assert len(geography(partnership).locality_of) == 3
    assert partnership.colour == "#5a1846"
    assert partnership.memberships.get(role=Role.SUPPLIER).user.email == "sam@police.example"
    assert [message.to for message in mail.outbox] == [["sam@police.example"]]
