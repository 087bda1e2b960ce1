"""The charts of pages of many measures can be taken away as pictures, each with its source."""

from __future__ import annotations

import pytest

from partnership import audit
from partnership.models import AuditEvent
from tests.picture_links import words_of_pictures

WARD = "/middlesbrough/wards/E05009853/"


@pytest.fixture
def councillor(client, filled):
    client.force_login(filled.councillor)
    return client


@pytest.mark.parametrize("page", [WARD, "/middlesbrough/localities/east/"])
def test_each_small_chart_of_a_place_is_a_picture(councillor, page):
    said = words_of_pictures(councillor, page)
    assert said
    for words in said.values():
        assert "Source: " in words
        assert "As at " in words
    recorded = AuditEvent.objects.filter(kind=audit.Kind.EXPORT_MADE)
    assert recorded.count() == 2 * len(said)
    assert all(event.detail["measure"] for event in recorded)


def test_the_lines_of_a_comparison_are_a_picture(councillor):
    [words] = words_of_pictures(councillor, "/middlesbrough/compare/").values()
    assert "Source: " in words


@pytest.mark.parametrize(
    "address",
    [
        f"{WARD}pictures/nothing.svg",
        f"{WARD}pictures/small-crime-all-crime-E05009853.gif",
        "/middlesbrough/localities/east/pictures/nothing.png",
        "/middlesbrough/compare/pictures/months.png",
        "/middlesbrough/benchmarks/pictures/rates.png",
        "/middlesbrough/aim/pictures/nothing.svg",
        "/middlesbrough/crime/pictures/nothing.svg",
    ],
)
def test_a_picture_that_is_not_there_is_not_found(councillor, address):
    assert councillor.get(address).status_code == 404


def test_nobody_takes_one_without_signing_in(client, filled):
    address = f"{WARD}pictures/small-crime-all-crime-E05009853.svg"
    assert client.get(address).status_code == 302
