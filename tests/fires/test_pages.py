"""The page on which the manager records what a source counts, and the pages of fires."""

from __future__ import annotations

import pytest
from django.test import Client

from partnership.models import Partnership, User

PAGE = "/middlesbrough/returns/sources/fires/fire-return/definitions/"
TYPED = {
    "category": "f2",
    "name": "F2",
    "version": "1",
    "counted_in": "Chimney fires that were set on purpose",
    "agreed_by": "Cleveland Fire Brigade",
    "agreed_on_day": "1",
    "agreed_on_month": "3",
    "agreed_on_year": "2024",
    "first_month": "2024-04",
}


def _client(email: str) -> Client:
    client = Client()
    client.force_login(User.objects.get(email=email))
    return client


def test_the_manager_records_a_definition_and_sees_it(middlesbrough):
    client = _client("manager@demo.example")

    page = client.post(PAGE, TYPED, follow=True).content.decode()

    assert "The definition is recorded." in page
    assert "F2, version 1" in page
    assert middlesbrough.definitions.get().counted_in == TYPED["counted_in"]


def test_a_second_of_the_same_version_is_refused_at_its_field(middlesbrough):
    client = _client("manager@demo.example")
    client.post(PAGE, TYPED)

    answer = client.post(PAGE, TYPED)

    assert answer.status_code == 422
    assert "A definition is never changed" in answer.content.decode()


def test_what_is_missing_is_said_at_once(middlesbrough):
    answer = _client("manager@demo.example").post(PAGE, {"category": "f2"})

    page = answer.content.decode()
    assert answer.status_code == 422
    for label in ("Name", "Version", "Counted in", "Agreed by", "Agreed on", "From which month"):
        assert f"Fill in “{label}”" in page


def test_an_officer_reads_and_does_not_record(middlesbrough):
    client = _client("csp.officer@demo.example")

    assert "The partnership’s manager records definitions." in client.get(PAGE).content.decode()
    assert client.post(PAGE, TYPED).status_code == 403
    assert not middlesbrough.definitions.exists()


@pytest.mark.parametrize("path", ["crime/police-return", "fires/none", "none/fire-return"])
def test_a_source_with_a_definition_of_its_own_has_no_such_page(middlesbrough, path):
    page = f"/middlesbrough/returns/sources/{path}/definitions/"

    assert _client("manager@demo.example").get(page).status_code == 404


def test_the_list_of_sources_leads_to_the_page(middlesbrough: Partnership):
    page = _client("manager@demo.example").get("/middlesbrough/returns/sources/").content.decode()

    assert PAGE in page
    assert "sources/crime/police-return/definitions/" not in page


def test_the_page_of_fires_says_why_adjacent_quarters_are_not_compared(middlesbrough):
    asked = {"period": "2022/23 Q4", "against": "2022/23 Q3"}

    page = _client("councillor@demo.example").get("/middlesbrough/fires/deliberate/", asked)

    text = page.content.decode()
    assert (
        "the two are different parts of the year, and counts like these change with the season"
        in text
    )
    assert "above 2022/23" not in text
    known = _client("councillor@demo.example").get(
        "/middlesbrough/fires/deliberate/how-we-know/", asked
    )
    assert "Deliberate fires have a season of their own" in known.content.decode()
