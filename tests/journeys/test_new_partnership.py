"""A partnership from an empty portal to its first figure: in a browser, in fifteen minutes."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.core import mail

from partnership.models import Partnership, User
from partnership.places.geography import geography
from tests.journeys import real_counts
from tests.journeys.person import WIDTHS, Effort, Person, hold_to

pytestmark = pytest.mark.django_db(transaction=True)

KEY = "a-key-that-nobody-can-guess"
PASSWORD = "a-fair-password-of-mine"
ADA, SAM, MEI = "ada@council.example", "sam@police.example", "mei@council.example"
LISTS = ("LAD19_CSP19_PFA19_EW_LU.csv", "LAD19_FRA19_EW_LU.csv")
LOOKUP = "ons/DERIVED_middlesbrough_LSOA21_to_WD25.csv"
RESIDENTS = (
    "population/nomis_NM_2010_1_ward2019_mye.csv",
    "population/nomis_NM_2002_1_lad_mye2021.csv",
)
OUTLINES = "boundaries/middlesbrough_wards_WD25_drkane.geojson"
QUARTER = ("2025-01", "2025-02", "2025-03")
GOAL = 15 * 60


@pytest.fixture(autouse=True)
def empty_portal(settings, tmp_path):
    settings.CSP_TODAY = date(2025, 4, 22)
    settings.FIRST_HOST_KEY = KEY
    settings.STORAGES = settings.STORAGES | {
        "default": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": tmp_path},
        }
    }


@pytest.mark.parametrize("width", WIDTHS)
def test_a_new_partnership(page, browser, live_server, shared_data, width):
    efforts = []

    def come(name: str, window) -> Person:
        efforts.append(Effort())
        way = f"new-partnership-{name}"
        return Person(window, live_server.url, way=way, width=width, effort=efforts[-1])

    ada = come("ada", page)
    _begin(ada)
    _host(ada, shared_data)
    _load_places(ada, shared_data)
    _let_people_in(ada)
    assert len(geography(Partnership.objects.get()).wards) == 20
    assert User.objects.count() == 3
    windows = [_window(browser) for _ in range(2)]
    sam = come("sam", windows[0])
    counts = real_counts.counted(shared_data, QUARTER)
    _send(sam, real_counts.as_return(counts))
    mei = come("mei", windows[1])
    _accept(mei)
    total = sum(counts.values())
    assert f"{total:,} crimes were recorded in Q4 2024/25" in mei.text
    hold_to(GOAL, *efforts)
    for window in windows:
        window.context.close()


def _window(browser):
    return browser.new_context(locale="en-GB", timezone_id="Europe/London").new_page()


def _begin(ada: Person) -> None:
    ada.open("/")
    ada.paste("Key", KEY)
    ada.type("Email address", ADA)
    ada.type("Name", "Ada Host")
    ada.type("Password", PASSWORD)
    ada.press("Make this person")


def _host(ada: Person, data) -> None:
    ada.follow("Load the ONS lists")
    for name in LISTS:
        _load(ada, data / "ons" / name)
    ada.follow("Set up a partnership")
    ada.choose("Community safety partnership", "Middlesbrough")
    ada.press("Continue")
    ada.press("Set it up")


def _load(ada: Person, path) -> None:
    ada.give(path)
    ada.press("Look at the file")
    if ada.page.get_by_label("Day", exact=True).count():
        for label, text in (("Day", "4"), ("Month", "5"), ("Year", "2023")):
            ada.type(label, text)
    ada.press(re.compile("^Load the "))


def _load_places(ada: Person, data) -> None:
    ada.follow("Wards")
    for name in (LOOKUP, *RESIDENTS):
        _load(ada, data / name)
    ada.follow("Boundaries")
    ada.give(data / OUTLINES)
    ada.press("Load the boundaries")
    ada.go_up("Set-up")
    assert "No file loaded has residents under today’s code of" in ada.text


def _let_people_in(ada: Person) -> None:
    ada.follow("Agencies")
    ada.type("Name", "Cleveland Police")
    ada.choose("Police")
    ada.choose("Area that it covers", "Cleveland (E23000013)")
    ada.press("Add the agency")
    ada.go_up("Set-up")
    ada.follow("People")
    ada.type("Email address", SAM)
    ada.type("Name", "Sam Constable")
    ada.choose("Supplier officer")
    ada.choose("Agency", "Cleveland Police")
    ada.press("Send the invitation")
    ada.type("Email address", MEI)
    ada.type("Name", "Mei Harland")
    ada.choose("CSP officer")
    ada.press("Send the invitation")


def _send(sam: Person, content: bytes) -> None:
    sam.come_by(mail.outbox[0].body, password=PASSWORD)
    sam.press(re.compile("^Send (it|a return)"))
    sam.give({"name": "January to March.csv", "mimeType": "text/csv", "buffer": content})
    sam.press("Check the files")
    sam.press("Send for acceptance")
    assert re.search(r"Your reference R-\d+", sam.text)


def _accept(mei: Person) -> None:
    mei.come_by(mail.outbox[1].body, password=PASSWORD)
    mei.press("Look and decide")
    mei.press("Accept this return")
    mei.follow("All recorded crime, Q4 2024/25", is_last=True)
