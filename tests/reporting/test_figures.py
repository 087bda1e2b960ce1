import pytest

from measures.counts import Gap
from measures.periods import Month, Period
from reporting.analysis.places import PlaceKind
from tests.reporting.making import NORTH, SOUTH, figures, yearly

YEAR = Period.year(2022)
APRIL, MAY, JUNE = (Month(2022, number) for number in (4, 5, 6))


def test_a_month_that_was_supplied_and_holds_no_row_is_a_true_zero():
    assert figures({}, supplied=YEAR).count(Period(APRIL, 1)) == 0


def test_a_period_with_one_month_missing_is_a_gap():
    held = figures({NORTH: {(APRIL, 1): 5}}, supplied=Period(APRIL, 11))

    assert held.count(YEAR) is Gap.NOT_SUPPLIED
    assert held.count(Period(APRIL, 11)) == 5


def test_a_gap_in_one_ward_makes_the_whole_a_gap_and_leaves_the_other_ward():
    counts = {NORTH: {(APRIL, 1): Gap.HIDDEN}, SOUTH: {(APRIL, 1): 7}}
    held = figures(counts, supplied=YEAR)

    assert held.count(YEAR) is Gap.HIDDEN
    assert held.count(YEAR, area=held.place(SOUTH)) == 7


def test_a_quarters_figure_counts_in_periods_that_hold_it_and_in_no_other():
    held = figures({NORTH: {(APRIL, 3): 30}}, supplied=YEAR)

    assert held.count(Period.quarter(2022, 1)) == 30
    assert held.count(YEAR) == 30
    assert held.count(Period(MAY, 1)) is Gap.NOT_APPLICABLE
    assert held.count(Period(JUNE, 2)) is Gap.NOT_APPLICABLE
    assert held.count(Period(Month(2022, 7), 1)) == 0


def test_figures_for_the_whole_alone_say_nothing_of_a_ward():
    held = figures({"": {(APRIL, 1): 5}}, supplied=YEAR, lowest=PlaceKind.WHOLE)

    assert held.count(YEAR) == 5
    assert held.count(YEAR, area=held.place(NORTH)) is Gap.NOT_APPLICABLE


def test_what_lies_in_no_ward_is_in_the_whole_and_has_a_place_of_its_own():
    held = figures({NORTH: {(APRIL, 1): 5}, "": {(APRIL, 1): 2}}, supplied=YEAR)

    assert held.count(YEAR) == 7
    assert held.elsewhere is not None
    assert held.count(YEAR, area=held.elsewhere) == 2


def test_a_place_is_found_by_code_and_by_name_in_any_case():
    held = yearly({2022: 1})

    assert held.place("n1") == held.place("NORTH END")
    with pytest.raises(KeyError):
        held.place("Nowhere")


def test_an_unfinished_year_is_shown_as_far_as_it_was_supplied():
    held = figures({}, supplied=Period.spanning(Month(2021, 4), Month(2022, 9)))

    assert held.latest_year() == Period.year(2021)
    assert held.so_far(YEAR) == Period(APRIL, 6)
    assert held.so_far(Period.year(2023)) == Period.year(2023)


def test_a_rate_needs_residents():
    held = yearly({2022: 184})

    assert held.rate(YEAR) == pytest.approx(18.4)
    assert held.rate(YEAR, area=held.place(NORTH)) is Gap.NOT_APPLICABLE
