"""What is due and published in street files has a button that fetches it, for whoever may."""

from __future__ import annotations

import pytest
from django.test import override_settings

from partnership.models import Role
from returns.models import StreetFetch
from tests.returns_mapping.conftest import BACKEND

TOP = "/middlesbrough/returns/calendar/"
SET_UP = override_settings(STREET_FILES_ADDRESS="https://publisher.example/{month}.zip")


@pytest.fixture
def signed_in(client):
    def go(user):
        client.force_login(user, backend=BACKEND)
        return client

    return go


@pytest.fixture
def asked_for(agree):
    agree("2026-08", source="police-uk", every_months=1, days_after=10)
    agree("2026-08", every_months=1, days_after=10)


@SET_UP
@pytest.mark.parametrize("page", [TOP, "/middlesbrough/returns/"])
def test_only_what_is_in_street_files_has_it(client, signed_in, officer, asked_for, page):
    lines = [
        line
        for line in signed_in(officer).get(page).text.split("<li>")
        if "recorded crime" in line or "Police return" in line or "data.police.uk" in line
    ]
    with_button = [line for line in lines if 'name="first_month" value="2026-08"' in line]
    assert len(with_button) == 1, lines
    assert len(lines) > 1


@SET_UP
def test_it_asks_for_the_months_from_the_one_that_is_due(signed_in, officer, asked_for):
    response = signed_in(officer).post("/middlesbrough/returns/fetch/", {"first_month": "2026-08"})
    run = StreetFetch.objects.get()
    assert response["Location"] == f"/middlesbrough/returns/fetch/{run.pk}/"
    assert f"{run.first_month:%Y-%m}" == "2026-08"


@SET_UP
@pytest.mark.parametrize("role", [Role.SUPPLIER])
def test_whoever_may_not_fetch_has_none(signed_in, somebody, asked_for, role):
    assert "first_month" not in signed_in(somebody(role)).get(TOP).text


@SET_UP
def test_the_board_of_another_day_has_none(signed_in, officer, asked_for):
    page = signed_in(officer).get(TOP, {"as_at": "2026-11-01"})
    assert "first_month" not in page.text


@override_settings(STREET_FILES_ADDRESS="")
def test_nor_where_no_address_is_set(signed_in, officer, asked_for):
    assert "first_month" not in signed_in(officer).get(TOP).text
