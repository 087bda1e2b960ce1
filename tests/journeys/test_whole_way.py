"""The whole way, in a real browser: from an officer's crime file to the panel's slides."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections import Counter
from pathlib import Path

import pytest
from pptx import Presentation

from demo import partnerships
from tests.conftest import PHONE

pytestmark = pytest.mark.django_db(transaction=True)

YEARS = ("2023/24", "2024/25")
MEASURE = "/middlesbrough/crime/all-crime/?period=2024/25&against=2023/24&source=police-uk"
ASB = "Anti-social behaviour"


@pytest.fixture
def places(with_people) -> None:
    """Middlesbrough with its people."""


@pytest.fixture(scope="module")
def street_zip(shared_data, tmp_path_factory) -> Path:
    """April 2023 to March 2025 as data.police.uk hands them out: a folder a month."""
    zipped = tmp_path_factory.mktemp("street") / "5b0f3b1c.zip"
    with zipfile.ZipFile(zipped, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in _street_files(shared_data):
            archive.write(file, f"{file.name[:7]}/{file.name}")
    return zipped


@pytest.fixture(scope="module")
def counted(shared_data) -> Counter[str]:
    """Middlesbrough's crimes by financial year, counted row by row with the csv module."""
    counts: Counter[str] = Counter()
    for file in _street_files(shared_data):
        with file.open(encoding="utf-8", newline="") as rows:
            counts[_year_of(file)] += sum(
                row["LSOA name"].startswith("Middlesbrough ") and row["Crime type"] != ASB
                for row in csv.DictReader(rows)
            )
    return counts


@pytest.mark.usefixtures("places")
def test_a_file_goes_from_the_officer_to_the_panels_slides(
    page, live_server, axe, street_zip, counted, tmp_path
):
    def look() -> None:
        axe(page)

    _sign_in(page, live_server, "csp.officer@demo.example", look)
    _upload(page, live_server, street_zip, look)
    _explain_every_question(page)
    _send(page)
    look()
    _sign_out(page)

    _sign_in(page, live_server, "second.officer@demo.example")
    _accept(page, live_server, look)
    _sign_out(page)

    _sign_in(page, live_server, "councillor@demo.example")
    then, now = (counted[year] for year in YEARS)
    _browse(page, live_server, now, then, look)
    _sign_out(page)

    _sign_in(page, live_server, "csp.officer@demo.example")
    slides = _slides(page, live_server, tmp_path)
    assert any(f"{now:,} crimes were recorded in 2024/25" in text for text in slides)


@pytest.mark.usefixtures("places")
def test_the_way_needs_no_script_and_fits_a_phone(
    page_without_js, live_server, street_zip, counted, no_sideways_scroll
):
    page = page_without_js
    page.set_viewport_size(PHONE)

    def look() -> None:
        no_sideways_scroll(page)

    _sign_in(page, live_server, "csp.officer@demo.example", look)
    _upload(page, live_server, street_zip, look)
    _explain_every_question(page)
    _send(page)
    _sign_out(page)
    _sign_in(page, live_server, "second.officer@demo.example")
    _accept(page, live_server, look)
    _sign_out(page)
    _sign_in(page, live_server, "councillor@demo.example")
    _browse(page, live_server, counted["2024/25"], counted["2023/24"], look)


def _street_files(shared_data: Path) -> list[Path]:
    files = sorted((shared_data / "police_uk" / "cleveland").glob("*-street.csv"))
    wanted = [file for file in files if "2023-04" <= file.name[:7] <= "2025-03"]
    assert len(wanted) == 24
    return wanted


def _year_of(file: Path) -> str:
    return YEARS[0] if file.name[:7] < "2024-04" else YEARS[1]


def _sign_in(page, live_server, email: str, look=lambda: None) -> None:
    page.goto(f"{live_server.url}/sign-in/")
    look()
    page.get_by_label("Email").fill(email)
    page.get_by_label("Password", exact=True).fill(partnerships.DEMO_PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.wait_for_url(lambda url: "/sign-in/" not in url)
    look()


def _sign_out(page) -> None:
    page.get_by_role("button", name="Sign out").first.click()
    page.get_by_label("Email").wait_for()


def _upload(page, live_server, file: Path, look) -> None:
    page.goto(f"{live_server.url}/middlesbrough/returns/")
    look()
    page.goto(f"{live_server.url}/middlesbrough/returns/upload/")
    look()
    page.locator("input[name=uploads]").set_input_files(file)
    page.get_by_role("button", name="Check the files").click()
    page.wait_for_url("**/returns/check/**", timeout=60_000)
    look()
    assert page.get_by_text(file.name).count()


def _explain_every_question(page) -> None:
    for box in page.locator("main textarea, main form input[type=text]").all():
        box.fill("Seen with the force: it is as recorded.")


def _send(page) -> None:
    page.get_by_role("button", name="Send for acceptance").click()
    page.get_by_text(re.compile("returns? (is|are) sent")).first.wait_for()


def _accept(page, live_server, look) -> None:
    page.goto(f"{live_server.url}/middlesbrough/returns/waiting/")
    look()
    for box in page.get_by_role("main").locator("input[type=checkbox]").all():
        box.check()
    for word in page.locator("input[name^=reason-]").all():
        word.fill("Agreed with the force")
    page.get_by_role("button", name=re.compile("^Accept")).click()
    page.get_by_text("The figures are in use").wait_for()
    look()
    page.goto(f"{live_server.url}/middlesbrough/returns/history/")
    look()
    page.get_by_text(re.compile("In use", re.IGNORECASE)).first.wait_for()


def _browse(page, live_server, now: int, then: int, look) -> None:
    page.goto(f"{live_server.url}/middlesbrough/")
    look()
    page.goto(live_server.url + MEASURE)
    look()
    headline = page.get_by_role("heading", level=1).inner_text()
    assert f"{now:,} crimes were recorded in 2024/25" in headline
    assert f"{then:,} in 2023/24" in headline
    page.get_by_role("heading", level=1).get_by_role("link", name=f"{now:,}").click()
    look()
    assert page.get_by_text("5b0f3b1c.zip").count(), "a figure walks back to its file"


def _slides(page, live_server, folder: Path) -> list[str]:
    page.goto(live_server.url + MEASURE)
    with page.expect_download() as download:
        page.get_by_role("link", name=re.compile("^Slides")).click()
    made = folder / "slides.pptx"
    download.value.save_as(made)
    return [
        shape.text_frame.text
        for slide in Presentation(io.BytesIO(made.read_bytes())).slides
        for shape in slide.shapes
        if shape.has_text_frame
    ]
