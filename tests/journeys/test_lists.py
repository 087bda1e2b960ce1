"""Every list of the demonstration can be narrowed, says how many are left, and can be cleared."""

from __future__ import annotations

import re

import pytest

from partnership.models import User

pytestmark = pytest.mark.django_db
BY_OFFICER, BY_ADMINISTRATOR = "manager@demo.example", "administrator@demo.example"
LISTS = {
    "returns/history/": BY_OFFICER,
    "returns/sources/": BY_OFFICER,
    "returns/calendar/dates/": BY_OFFICER,
    "returns/calendar/statutory/": BY_OFFICER,
    "scrutiny/questions/": BY_OFFICER,
    "governance/duties/": BY_OFFICER,
    "governance/bodies/": BY_OFFICER,
    "priorities/objectives/": BY_OFFICER,
    "prevent/register/activities/": BY_OFFICER,
    "setup/people/": BY_ADMINISTRATOR,
}
COUNT = re.compile(r'<p class="app-filter__count">\s*([^<]+?)\s*(?:<|$)')


def test_each_list_is_narrowed_by_words_and_cleared(client, with_demonstration):
    """One test, because the demonstration takes longest."""
    for below, email in LISTS.items():
        client.force_login(User.objects.get(email=email))
        address = f"/{with_demonstration.slug}/{below}"
        whole = client.get(address)
        assert re.fullmatch(r"[\d,]+ in all", COUNT.search(whole.text)[1]), below
        narrowed = client.get(address, {"words": "no such words at all"})
        assert "None of" in COUNT.search(narrowed.text)[1], below
        assert 'href="?">Clear' in narrowed.text, below


def test_history_keeps_its_filter_from_page_to_page(client, with_demonstration):
    client.force_login(User.objects.get(email=BY_OFFICER))
    page = client.get(f"/{with_demonstration.slug}/returns/history/", {"state": "accepted"}).text
    assert "?state=accepted&amp;page=2" in page
