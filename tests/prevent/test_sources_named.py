"""Charts and slides of national figures name the publications that the table beside them names."""

from __future__ import annotations

import pytest

from partnership.models import Partnership, User
from reporting.pages.national import deck as decks
from reporting.pages.national.page import published_shown
from reporting.queries.national import published


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
