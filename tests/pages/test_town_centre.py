"""Wherever a town-centre ward stands on a map or in a rank, the page says who is harmed there."""

from __future__ import annotations

import re
from collections.abc import Iterable

import pytest
from django.test import Client
from lxml import html
from lxml.html import HtmlElement

from partnership.models import Area, User
from tests.pages.kinds import COUNCILLOR, TOP, measures

pytestmark = pytest.mark.django_db

ACKLAM = "E05009853"
SAYS = re.compile(r"the town centre\. Many of those harmed there live elsewhere[.,]")
# Where wards are set beside each other, so that one reads as higher than another.
PLACES = (
    "",
    "overview/",
    *(f"map/?colour={by}" for by in ("change", "rate", "count")),
    "map/?form=tiles",
    "wards/",
    "aim/",
    "benchmarks/",
    "priorities/",
    "localities/north/",
    "localities/north/data/",
    "wards/{centre}/",
    "wards/{centre}/data/",
    "compare/?left=crime/all-crime,2023/24,{centre}&right=crime/all-crime,2023/24,{other}",
)


def test_a_town_centre_never_stands_among_wards_without_who_is_harmed_there(with_demonstration):
    centre = Area.objects.get(is_town_centre=True)
    other = Area.objects.get(code=ACKLAM)
    client = Client()
    client.force_login(User.objects.get(email=COUNCILLOR))
    stands, silent = set(), set()
    for address in (*_places(centre, other), *_of_measures()):
        page = client.get(address)
        assert page.status_code == 200, address
        main = html.fromstring(page.content.decode()).find(".//main")
        if _is_among_wards(main, centre.name, other.name):
            stands.add(address)
            if not SAYS.search(" ".join(main.text_content().split())):
                silent.add(address)
    assert len(stands) > 20, "pages without a map or rank prove nothing"
    assert silent == set()


def _places(centre: Area, other: Area) -> Iterable[str]:
    return (TOP + place.format(centre=centre.code, other=other.code) for place in PLACES)


def _of_measures() -> Iterable[str]:
    return (
        f"{TOP}{measure}/{below}"
        for measure in measures()
        if not measure.startswith("prevent/")
        for below in ("", "wards/", "data/")
    )


def _is_among_wards(main: HtmlElement, centre: str, other: str) -> bool:
    """Whether a drawing, a table or a numbered list has both wards."""
    among = (_all_of(each) for each in main.xpath(".//svg | .//table | .//ol"))
    return any(centre in words and other in words for words in among)


def _all_of(element: HtmlElement) -> str:
    return " ".join((element.text_content(), *element.xpath(".//@aria-label")))
