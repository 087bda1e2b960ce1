"""What the words about returns make of titles."""

from __future__ import annotations

import pytest

from partnership.models import Partnership
from returns.lifecycle import words
from returns.models import Part


@pytest.mark.parametrize(
    ("dataset", "source", "title"),
    [
        ("crime", "police-return", "Middlesbrough police recorded crime"),
        ("asb", "asb-return", "Middlesbrough ASB incidents"),
        ("crime", "home-office-csp", "Police recorded crime of every partnership"),
    ],
)
def test_the_title_of_a_part_keeps_the_capitals_of_an_abbreviation(dataset, source, title):
    part = Part(dataset=dataset, source=source, partnership=Partnership(short_name="Middlesbrough"))

    assert words.title(part) == title
