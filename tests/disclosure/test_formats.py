"""What a rule hides is in no format that a pack or a measure's slides are drawn in."""

from __future__ import annotations

import pytest

from measures.periods import Period
from reporting.export.formats import Format, draw
from reporting.pages.measure.deck import measure_deck
from reporting.pages.measure.in_full import measure_in_full
from reporting.queries import figures as queries
from returns.disclosure.actions import set_rule
from returns.models.released import DisclosureRule
from tests.disclosure import walking
from tests.disclosure.conftest import LATER
from tests.disclosure.test_leaks import hidden_numbers


def _found(ruled, file_format: Format, *, hidden) -> dict[str, set[str]]:
    reading = queries.reading("fires/primary", partnership=ruled.partnership, viewer=ruled.manager)
    places = (None, reading.figures.place(ruled.small[0]))
    answers = []
    for number, place in enumerate(places):
        shown = measure_in_full(reading, period=Period.year(2022), area=place)
        deck = measure_deck(shown, partnership="Middlesbrough", colour="#12436D")
        answers.append((f"{number}.{file_format.value}", draw(deck, file_format)))
    return walking.found_in(answers, hidden)


@pytest.mark.parametrize("file_format", list(Format))
def test_no_file_of_a_measure_holds_a_hidden_count(ruled, file_format):
    assert _found(ruled, file_format, hidden=hidden_numbers(ruled)) == {}


@pytest.mark.parametrize("file_format", list(Format))
def test_with_the_gate_open_each_format_would_tell(ruled, file_format):
    hidden = hidden_numbers(ruled)
    set_rule(
        partnership=ruled.partnership,
        dataset="fires",
        source="fire-return",
        kind=DisclosureRule.Kind.RESPONSIBLE,
        owner="Head of community safety",
        reason="To see that the files would tell.",
        replaces=ruled.rule.pk,
        by=ruled.manager,
        at=LATER,
    )

    assert _found(ruled, file_format, hidden=hidden)
