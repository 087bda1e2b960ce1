"""From home to every page of figures by the links in the pages themselves, without the menu."""

from __future__ import annotations

import re
from collections import deque

import pytest

from partnership.models import User
from reporting.queries import figures as queries
from reporting.queries.measures import all_datasets

TOP = "/middlesbrough/"
LINK = re.compile(rf'href="({TOP}[^"#?]*)')
# What is fetched on the way: pages that lead to others. Files, rows and forms lead nowhere.
THROUGH = re.compile(
    rf"{TOP}(?:overview/|figures/|wards/(?:[^/]+/)?|localities/[^/]+/|map/|[a-z]+/(?:[-a-z0-9]+/)?)?$"
)
OF_A_MEASURE = ("", "history/", "data/", "how-we-know/")


@pytest.fixture
def councillor(client, with_demonstration):
    client.force_login(User.objects.get(email="councillor@demo.example"))
    return client


def test_every_page_of_figures_is_reached_from_home_without_the_menu(
    councillor, with_demonstration
):
    """Breadth first, over links in the main part of each page alone."""
    wanted = set(_pages_of_figures(with_demonstration))
    found, waiting = {TOP}, deque([TOP])
    while waiting and not wanted <= found:
        page = councillor.get(waiting.popleft(), follow=True)
        main = page.content.decode().partition("<main")[2].partition("</main>")[0]
        for link in dict.fromkeys(LINK.findall(main)):
            if link not in found:
                found.add(link)
                if THROUGH.match(link):
                    waiting.append(link)

    assert sorted(wanted - found) == []


def _pages_of_figures(partnership):
    councillor = User.objects.get(email="councillor@demo.example")
    first = queries.figures("crime/all-crime", partnership=partnership, viewer=councillor)
    measures = [
        f"{dataset.app}/{measure.slug}/"
        for dataset in all_datasets()
        for measure in dataset.measures
    ]
    below = (
        "wards/",
        "map/",
        "compare/",
        "aim/",
        "benchmarks/",
        "priorities/",
        *measures,
        *(f"crime/all-crime/{page}" for page in (*OF_A_MEASURE, "wards/", "types/")),
        *(
            f"{place.to}{page}"
            for place in (*first.wards, *first.localities)
            for page in ("", "data/", "how-we-know/")
        ),
    )
    return (f"{TOP}{address}" for address in below)
