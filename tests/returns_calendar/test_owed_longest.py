"""What an agency has owed longest stands on its template and its table to type already."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse

from measures.periods import Month
from tests.returns_calendar.conftest import noon

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture
def form_at(client, supplier, settings):
    """`form_at("template")` is the form of that page as the police's officer gets it."""
    settings.CSP_TODAY = date(2023, 5, 12)
    client.force_login(supplier, backend=BACKEND)

    def get(name: str, query: str = ""):
        return client.get(f"{reverse(f'returns:{name}', args=['middlesbrough'])}{query}").context[
            "form"
        ]

    return get


def test_with_nothing_owed_it_is_the_last_quarter_over(form_at):
    form = form_at("template")
    assert (form["first"].value(), form["last"].value()) == ("2023-01", "2023-03")
    typed = form_at("grid_start", "?source=crime/police-return")
    assert typed["period"].value() == "2022/23 Q4"


def test_the_quarter_owed_longest_stands_there(form_at, agree):
    agree("2022-07")
    form = form_at("template")
    assert form["source"].value() == "crime/police-return"
    assert (form["first"].value(), form["last"].value()) == ("2022-07", "2022-09")
    typed = form_at("grid_start", "?source=crime/police-return")
    assert typed["period"].value() == "2022/23 Q2"


def test_what_is_in_use_is_owed_no_longer(form_at, agree, accepted):
    agree("2022-10")
    accepted([Month.parse(f"2022-{month}") for month in (10, 11, 12)], at=noon(2023, 1, 20))
    assert form_at("template")["first"].value() == "2023-01"
