"""Of counts to the nearest 5 only what holds for every true count is said."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import pytest

from measures.baselines import Baseline
from measures.change import Caution, Change, Difference, Incomparable, Refusal
from measures.counts import Gap, Mark
from measures.periods import Month, Period
from reporting import narrative
from reporting.analysis.comparisons import Comparison, Counting, compared
from reporting.analysis.figures import Figures
from reporting.analysis.places import PlaceKind
from reporting.analysis.signals import watched
from reporting.analysis.supplied import Gate
from reporting.analysis.years import among_years
from returns.disclosure.actions import set_rule
from returns.models.released import DisclosureRule
from tests.disclosure.conftest import LATER, loaded, ruled  # noqa: F401 - fixtures
from tests.reporting.making import NORTH, PLACES, figures

YEAR = Period.year(2022)
WARD = next(place for place in PLACES if place.code == NORTH)


def released(count: int):
    """As the NHS rule releases it."""
    if 1 <= count <= 7:
        return Gap.HIDDEN
    return 5 * ((count + 2) // 5)


def shown(before: int, after: int) -> Figures:
    cells = {
        (2021 * 12 + 3, 12): released(before),
        (2022 * 12 + 3, 12): released(after),
    }
    bare = figures({}, supplied=Period(Month(2021, 4), 24))
    gate = Gate({NORTH: cells}, 1, (), PlaceKind.WARD, months=12, is_rounded=True)
    return replace(bare, gate=gate)


def comparison(held: Figures) -> Comparison:
    return compared(held, Counting.of(held, WARD), YEAR, baseline=Baseline.YEAR_BEFORE)


EVERY = list(product(range(61), repeat=2))


def test_no_direction_and_no_verdict_is_wrong_for_any_true_counts():
    told = naive = 0
    for before, after in EVERY:
        change = comparison(shown(before, after)).change
        true = Difference(before, after)
        if isinstance(change, Difference):
            told += 1
            assert change.direction is true.direction, (before, after)
            assert change.percent is None or change.before == change.after == 0
        assert not isinstance(change, Change), "yearly totals have no verdict"
        first, second = released(before), released(after)
        if isinstance(first, int) and isinstance(second, int):
            as_shown = Difference(first, second)
            naive += as_shown.direction is not true.direction
    assert told > 1_000
    # What comparing the numbers as they are shown would get wrong.
    assert naive > 200


def test_a_difference_of_rounding_alone_is_refused_in_words():
    held = shown(23, 27)
    found = comparison(held)
    assert isinstance(found.change, Incomparable)
    assert found.change.reason is Refusal.ROUNDED
    assert narrative.headline(held, found, area=WARD).text == (
        "25 [5] crimes (rounded to the nearest 5) were recorded in North End in 2022/23. It is not"
        " compared with the 25 [5] in 2021/22: the figures are rounded to the nearest 5, and the"
        " true ones may have gone either way."
    )


def test_what_is_certain_is_said_without_a_percentage():
    held = shown(20, 60)
    found = comparison(held)
    assert Caution.ROUNDED in found.cautions
    text = narrative.headline(held, found, area=WARD).text
    assert "40 more than the 20" in text
    assert "%" not in text


def test_rounded_counts_rank_and_signal_nothing():
    held = shown(20, 60)
    assert among_years(held, YEAR, area=WARD) is None
    assert watched(held, YEAR, area=WARD).points == ()
    assert {Mark.ROUNDED} == held.cell(YEAR, area=WARD).marks
    assert shown(0, 0).cell(YEAR, area=WARD).marks == frozenset()


@pytest.mark.django_db
def test_figures_under_the_nhs_rule_know_that_they_are_rounded(ruled):  # noqa: F811
    from reporting.queries import figures as queries

    asked = {"partnership": ruled.partnership, "viewer": ruled.manager}
    assert not queries.figures("fires/deliberate", **asked).gate.is_rounded
    set_rule(
        partnership=ruled.partnership,
        dataset="fires",
        source="fire-return",
        kind=DisclosureRule.Kind.NHS,
        owner="Information governance officer",
        reason="People are behind the figures.",
        replaces=ruled.rule.pk,
        by=ruled.manager,
        at=LATER,
    )
    held = queries.figures("fires/deliberate", **asked)
    assert held.gate.is_rounded
    assert Mark.ROUNDED in held.cell(YEAR).marks
