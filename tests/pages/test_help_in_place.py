"""A word of method leads to its meaning where it first stands, without script and by keyboard."""

from __future__ import annotations

import pytest
from django.test import Client
from lxml import html

from partnership.models import User
from tests.pages import reading
from tests.pages.kinds import COUNCILLOR, MANAGER, TOP

pytestmark = pytest.mark.django_db

# Where the word is a heading of the page's table, so that the link adds no word.
FIRST_STANDS = (
    ("crime/all-crime/", "usual-ups-and-downs", COUNCILLOR),
    ("crime/all-crime/history/", "usual-ups-and-downs", COUNCILLOR),
    ("crime/all-crime/wards/", "rate", COUNCILLOR),
    ("wards/E05009853/", "usual-ups-and-downs", COUNCILLOR),
    ("localities/north/", "usual-ups-and-downs", COUNCILLOR),
    ("benchmarks/", "rank", COUNCILLOR),
    ("returns/sources/", "main-source", MANAGER),
)


def test_words_of_method_lead_to_the_glossary(with_demonstration):
    silent = {
        (below, term)
        for below, term, email in FIRST_STANDS
        if f"/glossary/#{term}" not in _links(TOP + below, email)
    }
    assert silent == set()


def test_each_link_to_the_glossary_leads_to_a_word_that_is_there(with_demonstration):
    explained = set(_main("/glossary/", COUNCILLOR).xpath(".//@id"))
    linked = {
        link.partition("#")[2]
        for page in reading.pages(COUNCILLOR, most=1).values()
        for link in html.fromstring(page).xpath("//main//a/@href")
        if link.startswith("/glossary/#")
    }
    assert linked
    assert linked <= explained


def _links(address: str, email: str) -> list[str]:
    return _main(address, email).xpath(".//a/@href")


def _main(address: str, email: str) -> html.HtmlElement:
    client = Client()
    client.force_login(User.objects.get(email=email))
    answer = client.get(address)
    assert answer.status_code == 200, address
    return html.fromstring(answer.content.decode()).find(".//main")
