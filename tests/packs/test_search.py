"""A pack is found once its reader may see it."""

from __future__ import annotations

import pytest

from reporting.packs import actions as pack_actions
from tests.packs.conftest import ISSUED

pytestmark = pytest.mark.django_db


def search(client, user) -> str:
    client.force_login(user)
    return client.get("/middlesbrough/search/", {"q": "annual update"}).text


def test_a_councillor_finds_a_pack_when_it_is_issued_and_an_officer_before(
    client, setting, approve
):
    address = f'href="/middlesbrough/packs/{setting.version.pack.slug}/1/"'
    assert address in search(client, setting.officer)
    assert address not in search(client, setting.councillor)
    version = approve()
    assert address not in search(client, setting.councillor)
    pack_actions.issue(version=version, by=setting.manager, at=ISSUED)
    page = search(client, setting.councillor)
    assert address in page
    assert "for the meeting on 4 March 2024" in page
