from measures.baselines import Baseline
from measures.change import Caution, Change, Incomparable, Refusal
from measures.periods import Month, Period
from reporting.comparisons import among_years, by_place, comparisons, half_years
from tests.reporting.making import NORTH, SOUTH, figures, yearly

YEAR = Period.year(2022)
FIVE = {2018: 22_400, 2019: 23_069, 2020: 21_900, 2021: 24_951, 2022: 26_450}


def test_the_year_before_comes_first_then_covid_and_the_means():
    found = comparisons(yearly(FIVE), YEAR)

    assert [one.baseline for one in found] == [
        Baseline.YEAR_BEFORE,
        Baseline.PRE_COVID,
        Baseline.MEAN_3,
        Baseline.MEAN_5,
    ]
    assert [one.then for one in found[:3]] == [24_951, 23_069, (23_069 + 21_900 + 24_951) / 3]


def test_a_mean_with_a_year_that_was_not_supplied_is_refused_and_stays_in_the_list():
    mean = comparisons(yearly(FIVE), YEAR)[-1]

    assert isinstance(mean.change, Incomparable)
    assert mean.change.reason is Refusal.BEFORE_GAP


def test_a_chosen_year_comes_first_and_is_not_listed_twice():
    found = comparisons(yearly(FIVE), YEAR, against=Period.year(2019))

    assert found[0].baseline is Baseline.CHOSEN
    assert found[0].then == 23_069
    assert [one.periods for one in found].count((Period.year(2019),)) == 1


def test_the_year_before_is_called_so_when_it_is_chosen():
    found = comparisons(yearly(FIVE), YEAR, against=Period.year(2021))

    assert found[0].baseline is Baseline.YEAR_BEFORE


def test_a_quarter_is_not_compared_with_a_month():
    found = comparisons(yearly(FIVE), Period.quarter(2022, 1), against=Period.month(2021, 4))

    assert found[0].change == Incomparable(24_951, 26_450, Refusal.LENGTHS_DIFFER)


def test_a_comparison_with_2020_21_is_cautioned():
    found = comparisons(yearly(FIVE), YEAR, against=Period.year(2020))

    assert Caution.LOCKDOWN_BASE in found[0].cautions


def test_the_rank_goes_back_to_the_first_gap_and_no_further():
    ranked = among_years(yearly(FIVE), YEAR)

    assert ranked is not None
    assert (ranked.rank.place, ranked.rank.of) == (1, 5)
    assert among_years(yearly({2022: 5}), YEAR) is None


def test_halves_are_compared_with_monthly_averages_and_not_with_totals():
    monthly = {(Month(2021, 4).shift(n), 1): 100 for n in range(12)}
    monthly |= {(Month(2022, 4).shift(n), 1): 120 for n in range(12)}
    held = figures({NORTH: monthly}, supplied=Period(Month(2021, 4), 24))

    change = half_years(held, YEAR)[1].against[-1].change

    assert isinstance(change, Change)
    assert change.percent == 20.0


def test_places_get_the_comparison_of_the_headline():
    counts = {
        ward: {(Month(2021, 4), 1): 100, (Month(2022, 4), 1): after}
        for ward, after in ((NORTH, 150), (SOUTH, 50))
    }
    held = figures(counts, supplied=Period(Month(2021, 4), 24))

    rows = by_place(held, held.wards, YEAR)

    assert [row.comparison.then for row in rows] == [100, 100]
    assert [row.count for row in rows] == [150, 50]
