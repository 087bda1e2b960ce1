"""Figures are compared where they rest on files of the same forces, placed alike; else refused."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from measures.baselines import Baseline
from measures.change import Caution, Incomparable, NotJudged, Refusal, Unjudged
from measures.counts import Mark
from measures.periods import Month, Period
from reporting import narrative
from reporting.analysis.comparisons import Counting, compared
from reporting.analysis.like_with_like import changes_of_origin, odd_origins
from reporting.analysis.pairs import Side, pair
from reporting.analysis.signals import watched
from reporting.analysis.supplied import Origin
from reporting.analysis.years import among_years
from reporting.narrative import pairs as pair_words
from returns.catalogue.supply import Placing
from tests.reporting.making import NORTH, PLACES, figures

FIRST, MONTHS = Month(2021, 4), 48
EVERY = Period(FIRST, MONTHS).each_month
FEBRUARY = Period(Month(2025, 2), 1)


def origin(slug, months):
    name = slug.replace("-", " ").title()
    return Origin(1, slug, f"{slug}.csv", "", "", "", "", "", tuple(months), origin_name=name)


def made(*, extra=(), without=None, elsewhere=0, count=100):
    """Four years of a force's own files; a neighbour's files in the months of `extra`."""
    by_month = {(month, 1): count for month in EVERY}
    placed = figures(
        {NORTH: by_month, "": {(month, 1): elsewhere for month in EVERY if elsewhere}},
        supplied=Period(FIRST, MONTHS),
    )
    returns = [origin("cleveland-police", EVERY)]
    if extra:
        returns.append(origin("british-transport-police", extra))
    return replace(placed, returns=tuple(returns), without_place=without or {})


def against_the_year_before(shown, period, *, area=None):
    return compared(shown, Counting.of(shown, area), period, baseline=Baseline.YEAR_BEFORE)


# --- Origins ---------------------------------------------------------------------------------
def test_a_month_with_another_forces_file_is_not_compared_with_one_without():
    shown = made(extra=[Month(2025, 2)])
    found = against_the_year_before(shown, FEBRUARY)
    assert isinstance(found.change, Incomparable)
    assert found.change.reason is Refusal.ORIGINS_DIFFER
    assert narrative.headline(shown, found).text.endswith(
        "only one of the two counts files of British Transport Police, for February 2025."
    )


@given(st.sets(st.sampled_from(EVERY)), st.sampled_from(EVERY[12:-11]), st.sampled_from([1, 3, 12]))
def test_periods_are_compared_exactly_where_their_months_have_the_same_forces(extra, start, months):
    period = Period(start, months)
    before = period.year_earlier
    shown = made(extra=extra)
    alike = all(
        (now in extra) is (then in extra)
        for now, then in zip(period.each_month, before.each_month, strict=True)
    )
    assert (odd_origins(shown, (period, before)) == ()) is alike
    refused = against_the_year_before(shown, period).change
    assert (isinstance(refused, Incomparable)) is not alike
    assert (pair(Side(shown, period), Side(shown, before)).change is None) is not alike


def test_no_rank_and_no_range_reaches_across_a_change_of_forces():
    whole = made()
    assert among_years(whole, Period.year(2024)).rank.of == 4
    assert watched(whole, Period.year(2024)).points
    mixed = made(extra=Period.year(2024).each_month)
    assert among_years(mixed, Period.year(2024)) is None
    assert watched(mixed, Period.year(2024)).points == ()
    assert changes_of_origin(mixed, EVERY) == {Month(2024, 4)}


def test_a_count_with_an_unusual_force_or_without_places_is_marked():
    odd, unplaced = Month(2025, 2), Month(2024, 6)
    shown = made(extra=[odd], without=placings({unplaced: 5}))
    marked = {month: shown.cell(Period(month, 1)).marks for month in EVERY}
    assert {month for month, marks in marked.items() if Mark.ORIGINS in marks} == {odd}
    assert {month for month, marks in marked.items() if Mark.PLACES in marks} == {unplaced}
    assert shown.cell(Period.year(2024)).marks == {Mark.ORIGINS, Mark.PLACES}
    assert made().cell(Period.year(2024)).marks == frozenset()


# --- Places ----------------------------------------------------------------------------------
def placings(share_of):
    return {month: Placing(1_000, round(10 * share_of.get(month, 0))) for month in EVERY}


def test_a_month_that_is_placed_otherwise_is_compared_without_a_verdict():
    shown = made(without=placings({Month(2025, 2): 15}))
    found = against_the_year_before(shown, FEBRUARY)
    assert isinstance(found.change, Unjudged)
    assert found.change.reason is NotJudged.PLACES
    assert narrative.cautions(found)[-1] == (
        "0.0% of the rows in February 2024 and 15.0% in February 2025 have no place."
    )
    assert _reason(against_the_year_before(shown, Period.month(2025, 1))) is NotJudged.ONE_MONTH


@pytest.mark.parametrize("base", [0.0, 2.8, 14.5])
@pytest.mark.parametrize(("more", "are_alike"), [(0.0, True), (1.0, True), (1.1, False)])
def test_shares_one_point_apart_are_alike(base, more, are_alike):
    shown = made(without=placings({Month(2024, 2): base, Month(2025, 2): base + more}))
    reason = _reason(against_the_year_before(shown, FEBRUARY))
    assert reason is (NotJudged.ONE_MONTH if are_alike else NotJudged.PLACES)


def _reason(found):
    assert isinstance(found.change, Unjudged)
    return found.change.reason


def test_two_sides_of_a_comparison_have_the_shares_beside_them():
    shown = made(without=placings({Month(2025, 2): 15}))
    found = pair(Side(shown, FEBRUARY), Side(shown, FEBRUARY.year_earlier))
    assert isinstance(found.change, Unjudged)
    assert "15.0% in February 2025 have no place" in " ".join(pair_words.cautions(found))


def test_a_ward_is_held_to_what_lies_in_no_ward():
    shown = made(elsewhere=0)
    counts = dict(shown.counts)
    counts[""] = {(2025 * 12 + 1, 1): 30}
    shown = replace(shown, counts=counts)
    ward = next(place for place in PLACES if place.code == NORTH)
    found = against_the_year_before(shown, FEBRUARY, area=ward)
    assert _reason(found) is NotJudged.PLACES
    assert _reason(against_the_year_before(shown, FEBRUARY)) is NotJudged.ONE_MONTH


# --- Februaries ------------------------------------------------------------------------------
def test_a_february_with_its_29th_is_told_by_the_day():
    shown = made()
    found = against_the_year_before(shown, FEBRUARY)
    assert found.change.percent == 0
    assert (found.change.before_days, found.change.after_days) == (29, 28)
    assert Caution.LEAP_DAY in found.cautions
    assert "3.6% more a day than the" in narrative.headline(shown, found).text
    assert "told by the day" in " ".join(narrative.cautions(found))
    assert Caution.LEAP_DAY not in against_the_year_before(shown, Period.month(2025, 1)).cautions
