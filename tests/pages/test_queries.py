"""A page of figures asks the database a few times, however much it shows."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from partnership.models import User
from tests.pages.kinds import KINDS, Kind

MOST_QUERIES = 15


@pytest.mark.django_db
@pytest.mark.parametrize("kind", KINDS, ids=[kind.name for kind in KINDS])
def test_a_page_asks_at_most_fifteen_times(with_demonstration, kind: Kind):
    client = Client()
    client.force_login(User.objects.get(email=kind.as_))
    asked = {address: _queries(client, address) for address in list(kind.addresses())[:5]}
    assert {address: count for address, count in asked.items() if count > MOST_QUERIES} == {}


def _queries(client: Client, address: str) -> int:
    """Of the second visit: the first of a process also asks what kinds of things there are."""
    client.get(address)
    with CaptureQueriesContext(connection) as captured:
        client.get(address)
    return len(captured)
