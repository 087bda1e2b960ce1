"""Charts and slides of national figures name the publications that the table beside them names."""

from __future__ import annotations

import pytest

from partnership.models import Partnership, User
from prevent.dataset import PREVENT
from reporting.pages.national import deck as decks
from reporting.pages.national import headlines
from reporting.pages.national.page import published_shown
from reporting.queries.national import every_published, published
from returns.catalogue.vintages import used


@pytest.fixture
def referrals(with_prevent):
    partnership = Partnership.objects.get(slug="middlesbrough")
    viewer = User.objects.get(email="councillor@demo.example")
    found = published("prevent/national-referrals", partnership=partnership, viewer=viewer)
    return published_shown(found)


def test_the_chart_of_years_names_every_publication_of_its_table(referrals):
    publications = {row.entries[-1] for row in referrals.years_table.rows} - {"no figure is held"}
    assert len(publications) > 2
    assert any(not name.startswith("Home Office") for name in publications)
    line = referrals.years_chart.source_line
    assert [name for name in publications if name not in line] == []


def test_each_slide_names_what_stands_on_it(referrals):
    deck = decks.deck(referrals, partnership=Partnership.objects.get(slug="middlesbrough"))
    drawn = [slide for slide in deck.slides if slide.chart]
    assert drawn
    assert [slide.title for slide in drawn if slide.source_line != slide.chart.source_line] == []


def test_the_index_names_the_publications_of_all_its_lines(with_prevent):
    partnership = Partnership.objects.get(slug="middlesbrough")
    viewer = User.objects.get(email="councillor@demo.example")
    every = every_published(PREVENT, partnership=partnership, viewer=viewer)
    shown = [published_shown(found) for found in every]
    read_in = {
        now.publication
        for found, of in zip(every, shown, strict=True)
        if of and (now := used(found.vintages(of.when)))
    }
    assert len(read_in) > 1
    line = headlines.index(every).source_line
    assert [name for name in read_in if name not in line] == []
