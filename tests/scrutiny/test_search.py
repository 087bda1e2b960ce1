"""Questions and recommendations are found by their words, in their own partnership alone."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from partnership.models import Role

pytestmark = pytest.mark.django_db
MOST_QUERIES = 15


def search(client, user, typed: str, slug: str = "middlesbrough") -> str:
    client.force_login(user)
    return client.get(f"/{slug}/search/", {"q": typed}).text


def test_they_are_found_by_their_words(client, councillor, question, recommendation):
    page = search(client, councillor, "offences serious")
    assert "Which offences count as serious violence?" in page
    assert "not answered yet" in page
    assert f'href="/middlesbrough/scrutiny/questions/{question.pk}/"' in page
    page = search(client, councillor, "names its period")
    assert "2024/1: Say what comparisons rest on" in page
    assert f'href="/middlesbrough/scrutiny/recommendations/{recommendation.pk}/"' in page


def test_another_partnerships_are_not(client, elsewhere, somebody, question, recommendation):
    neighbour = somebody(Role.COUNCILLOR, partnership=elsewhere)
    page = search(client, neighbour, "offences serious", elsewhere.slug)
    assert "Which offences count" not in page
    assert "2024/1" not in search(client, neighbour, "comparisons rest", elsewhere.slug)
    assert client.get("/middlesbrough/search/", {"q": "offences"}).status_code == 404


def test_a_search_takes_few_queries(client, councillor, question, recommendation):
    search(client, councillor, "violence")
    for typed in ("violence", "TS5"):
        with CaptureQueriesContext(
            connection,
        ) as asked:
            search_again = client.get("/middlesbrough/search/", {"q": typed})
        assert search_again.status_code == 200
        assert len(asked) <= MOST_QUERIES
