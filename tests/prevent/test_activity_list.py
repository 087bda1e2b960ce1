"""A list of activities from a spreadsheet: all problems at once, then all of it or nothing."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from demo.partnerships import SLUG
from partnership.models import AuditEvent, Membership, Partnership, Role, User
from prevent.register_models import Activity

TOP = f"/{SLUG}/prevent/register/"
GOOD = (
    "Action,Type,Year,Date,Where,People reached\n"
    "Stall at the market,Event,2024,16 March 2024,Town centre,120\n"
    "Leaflet for parents,Resource,2024,,,\n"
)
BAD = (
    "Action,Type,Year,Date,End,Where,People reached\n"
    "Stall at the market,Parade,2024,16 March 2024,,Town centre,many\n"
    ",Event,2024,,,,\n"
    "Walk,Event,2023,16 March 2024,15 March 2024,,\n"
    "Talk,Event,2023,,,,\n"
    "Talk,Event,2023,,,,\n"
)


@pytest.fixture
def middlesbrough(with_places) -> Partnership:
    return with_places


@pytest.fixture
def lead(client, middlesbrough) -> User:
    user = User.objects.create_user("lead@test.example", name="Lead")
    role = Role.PREVENT_LEAD
    Membership.objects.create(user=user, partnership=middlesbrough, role=role)
    client.force_login(user)
    return user


def _uploaded(client, text: str) -> str:
    file = SimpleUploadedFile("activities.csv", text.encode())
    answer = client.post(f"{TOP}lists/", {"file": file})
    assert answer.status_code == 302
    return answer.url


def test_a_list_is_seen_before_it_counts_and_taken_whole(client, lead):
    address = _uploaded(client, GOOD)
    page = client.get(address).content.decode()
    assert "Stall at the market: Event, 2024" in page
    assert not Activity.objects.exists()

    assert client.post(address).status_code == 302
    assert set(Activity.objects.values_list("title", "kind", "year", "reach", "status")) == {
        ("Stall at the market", "event", 2024, 120, "done"),
        ("Leaflet for parents", "resource", 2024, None, "done"),
    }
    assert AuditEvent.objects.filter(kind="record-added").count() == 2


def test_a_list_is_taken_once(client, lead):
    address = _uploaded(client, GOOD)
    client.post(address)
    again = client.post(address)
    assert again.status_code == 422
    assert "was taken already" in again.content.decode()
    assert Activity.objects.count() == 2


@pytest.mark.parametrize(
    "said",
    [
        "Parade",
        "many",
        "The first day is not in 2023.",
        "The last day comes before the first.",
    ],
)
def test_everything_wrong_is_said_at_once(client, lead, said):
    page = client.get(_uploaded(client, BAD)).content.decode()
    assert said in page
    assert "Use the whole list" not in page


def test_nothing_of_a_list_with_an_error_is_taken(client, lead):
    address = _uploaded(client, BAD)
    assert client.post(address).status_code == 422
    assert not Activity.objects.exists()


def test_what_the_register_has_already_is_refused(client, lead, middlesbrough):
    Activity.objects.create(
        partnership=middlesbrough, title="Leaflet for parents", kind="resource", year=2024
    )
    page = client.get(_uploaded(client, GOOD)).content.decode()
    assert "The register has this activity of this year already." in page


def test_the_empty_list_can_be_filled_and_brought_back(client, lead):
    import io

    import openpyxl

    book = openpyxl.load_workbook(io.BytesIO(client.get(f"{TOP}lists/template/").content))
    sheet = book.worksheets[0]
    headings = {cell.value: cell.column for row in sheet.iter_rows() for cell in row if cell.value}
    row = sheet.max_row + 1
    for heading, value in {"Title": "Walk", "Kind": "Event", "Year": 2024}.items():
        sheet.cell(row, headings[heading], value)
    stream = io.BytesIO()
    book.save(stream)
    file = SimpleUploadedFile("activities.xlsx", stream.getvalue())
    answer = client.post(f"{TOP}lists/", {"file": file})
    assert client.post(answer.url).status_code == 302
    assert Activity.objects.get().title == "Walk"
