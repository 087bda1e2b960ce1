"""Every list of the demonstration can be narrowed, says how many are left, and can be cleared.

What shows several things and has no filter says here why it needs none.
"""

from __future__ import annotations

import re

import pytest
from django.urls import resolve
from lxml import html
from lxml.html import HtmlElement

from partnership.models import User
from tests.pages import reading

pytestmark = pytest.mark.django_db
BY_OFFICER, BY_ADMINISTRATOR = "manager@demo.example", "administrator@demo.example"
BY_UPLOADER = "csp.officer@demo.example"
LISTS = {
    "inbox/": BY_UPLOADER,
    "wards/": BY_OFFICER,
    "returns/history/": BY_OFFICER,
    "returns/waiting/": BY_OFFICER,
    "returns/sources/": BY_OFFICER,
    "returns/calendar/dates/": BY_OFFICER,
    "returns/calendar/statutory/": BY_OFFICER,
    "scrutiny/": BY_OFFICER,
    "scrutiny/days/": BY_OFFICER,
    "scrutiny/questions/": BY_OFFICER,
    "scrutiny/recommendations/": BY_OFFICER,
    "governance/duties/": BY_OFFICER,
    "governance/bodies/": BY_OFFICER,
    "governance/groups/": BY_OFFICER,
    "priorities/objectives/": BY_OFFICER,
    "prevent/register/activities/": BY_OFFICER,
    "packs/annual-update-2024-03-04/1/history/": BY_OFFICER,
    "setup/people/": BY_ADMINISTRATOR,
    "setup/agencies/": BY_ADMINISTRATOR,
}
COUNT = re.compile(r'<p class="app-filter__count">\s*([^<]+?)\s*(?:<|$)')
NOTHING = "Nothing matches."


def test_each_list_is_narrowed_by_words_and_cleared(client, with_demonstration):
    """One test, because the demonstration takes longest."""
    for below, email in LISTS.items():
        client.force_login(User.objects.get(email=email))
        address = f"/{with_demonstration.slug}/{below}"
        whole = client.get(address)
        assert re.fullmatch(r"[\d,]+ in all", COUNT.search(whole.text)[1]), below
        assert NOTHING not in whole.text, below
        narrowed = client.get(address, {"words": "no such words at all"})
        assert NOTHING in narrowed.text, below
        assert 'href="?">Clear the filter' in narrowed.text, below


def test_history_keeps_its_filter_from_page_to_page(client, with_demonstration):
    client.force_login(User.objects.get(email=BY_OFFICER))
    page = client.get(f"/{with_demonstration.slug}/returns/history/", {"state": "accepted"}).text
    assert "?state=accepted&amp;page=2" in page


def test_the_wards_of_a_locality_are_left_under_its_heading(client, with_demonstration):
    client.force_login(User.objects.get(email=BY_OFFICER))
    page = client.get(f"/{with_demonstration.slug}/wards/", {"locality": "East", "words": "berw"})
    main = html.fromstring(page.text).find(".//main")
    assert main.xpath(".//table//th[@scope='row']/a/text()") == ["Berwick Hills & Pallister"]
    assert len(main.xpath(".//table")) == 1


# --- What has no filter ----------------------------------------------------------------------
# So many rows, entries or links of a kind are a list.
FEWEST = 6
ITS_OWN = "what belongs to one thing, which the list of such things narrows"
WAYS_ON = "ways on to pages, each of them another"
NEEDS_NONE = {
    "glossary": "read from A to Z, and found by the search",
    "help": WAYS_ON,
    "privacy": "a text",
    "cookies": "a text",
    "home:home": "what waits for one person",
    "home:overview": "one row for each dataset",
    "packs:read": "a section of an update",
    "packs:version": "the contents of an update, in its order",
    "packs:edit": "the contents of an update, in its order",
    "packs:slides": "the slides of an update, in their order",
    "packs:changed": "what one update says otherwise now, by its sections",
    "packs:send": "what is to be put right in one update",
    "packs:approve": "what is to be put right in one update",
    "packs:section": "the contents of an update, in its order",
    "partnership:setup": "a checklist, in its order",
    "prevent_register:index": WAYS_ON,
    "governance:index": WAYS_ON,
    "governance:record": ITS_OWN,
    "priorities:record": ITS_OWN,
    "prevent_register:record": ITS_OWN,
    "reporting:figures": WAYS_ON,
    "reporting:index": WAYS_ON,
    "reporting:unmeasured": "the few objectives without a measure, by priority",
    "reporting:methods": "every measure by dataset, and found by the search",
    "reporting:methods_of": "how one measure is counted",
    "reporting:ward_how": "how the figures of one place are known",
    "reporting:locality_how": "how the figures of one place are known",
    "reporting:structure": "a diagram in words",
    "returns:start": "the latest few; the history narrows all",
    "returns:one": ITS_OWN,
    "returns:decide": ITS_OWN,
    "returns:check": ITS_OWN,
    "returns:disclosure": "one entry for each source",
    "returns:subscribe": "a text",
    "scrutiny:effect": "the months behind a chart",
    "scrutiny:meeting": ITS_OWN,
    "scrutiny:panel": ITS_OWN,
    "scrutiny:recommendation": ITS_OWN,
    "scrutiny:suggested": "a few, chosen by what the figures say",
    "search:search": "found by words",
}


@pytest.mark.slow("three minutes: every kind of page that a manager and an administrator can reach")
@pytest.mark.parametrize("who", ["manager", "administrator"])
def test_what_is_a_list_has_a_filter_or_a_reason(with_demonstration, who):
    without = {
        resolve(at).view_name: at
        for at, page in reading.pages(f"{who}@demo.example").items()
        if _is_list(main := html.fromstring(page).find(".//main"))
        and not main.xpath(".//form[@method='get']")
    }
    assert {name: at for name, at in without.items() if name not in NEEDS_NONE} == {}


def _is_list(main: HtmlElement) -> bool:
    rows = [len(table.xpath("./tbody/tr")) for table in main.xpath(".//table")]
    entries = [len(each.xpath("./li[.//a]")) for each in main.xpath(".//ul | .//ol")]
    return max((*rows, *entries, len(main.xpath(".//h2"))), default=0) >= FEWEST
