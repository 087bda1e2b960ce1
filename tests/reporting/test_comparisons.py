from dataclasses import replace
from datetime import date

import pytest

from measures.baselines import Baseline
from measures.change import Caution, Change, Incomparable, Refusal
from measures.counts import Gap
from measures.periods import Month, Period
from reporting.analysis.comparisons import by_place, comparisons
from reporting.analysis.places import FORMER_WARDS, Place, PlaceKind
from reporting.analysis.scatter import factor_of
from reporting.analysis.years import among_years, half_years
from reporting.charts import tables
from returns.catalogue.recording import RecordingChanged
from tests.reporting.making import NORTH, SOUTH, figures, yearly

YEAR = Period.year(2022)
FIVE = {2018: 22_400, 2019: 23_069, 2020: 21_900, 2021: 24_951, 2022: 26_450}


def test_the_year_before_comes_first_then_covid_and_the_means():
    found = comparisons(yearly(FIVE), YEAR)

    assert [one.baseline for one in found] == [
        Baseline.YEAR_BEFORE,
        Baseline.PRE_COVID,
        Baseline.MEAN_3,
        Baseline.MEAN_3_WITHOUT_LOCKDOWN,
        Baseline.MEAN_5,
        Baseline.MEAN_5_WITHOUT_LOCKDOWN,
    ]
    assert [one.then for one in found[:4]] == [
        24_951,
        23_069,
        (23_069 + 21_900 + 24_951) / 3,
        (23_069 + 24_951) / 2,
    ]


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


def test_a_year_that_is_left_out_of_a_mean_is_not_among_those_named():
    without, whole = (
        comparisons(yearly(FIVE), YEAR, against=one)[0].then_label
        for one in (Baseline.MEAN_3_WITHOUT_LOCKDOWN, Baseline.MEAN_3)
    )

    assert (without, whole) == (
        "average of 2019/20 and 2021/22",
        "average of 2019/20 to 2021/22",
    )


@pytest.mark.parametrize(
    ("against", "label", "then"),
    [
        (Baseline.PRE_COVID, "before Covid (2019/20)", 23_069),
        (
            Baseline.MEAN_3,
            (
                "average of the 3 years before (2019/20 to 2021/22;"
                " includes the lockdown year 2020/21)"
            ),
            23_306 + 2 / 3,
        ),
        (
            Baseline.MEAN_3_WITHOUT_LOCKDOWN,
            "average of the 3 years before, without the lockdown year (2019/20, 2021/22)",
            24_010,
        ),
        (Period.year(2018), "2018/19", 22_400),
    ],
)
def test_any_baseline_may_be_chosen_and_then_comes_first_once(against, label, then):
    found = comparisons(yearly(FIVE), YEAR, against=against)

    assert (found[0].label, found[0].then) == (label, pytest.approx(then))
    assert len({one.label for one in found}) == len(found)


def test_a_baseline_that_does_not_apply_gives_way_to_the_year_before():
    found = comparisons(yearly({2018: 5, 2019: 6}), Period.year(2019), against=Baseline.PRE_COVID)

    assert found[0].baseline is Baseline.YEAR_BEFORE


def test_a_rolling_year_holds_twelve_months_against_the_twelve_before():
    monthly = {(Month(2021, 1).shift(n), 1): 100 + n for n in range(24)}
    held = figures({NORTH: monthly}, supplied=Period(Month(2021, 1), 24))
    quarter = Period.quarter(2022, 3)

    rolling = comparisons(held, quarter, against=Baseline.ROLLING_YEAR)[0]

    assert (rolling.period.label, rolling.periods[0].label) == (
        "January to December 2022",
        "January to December 2021",
    )
    assert (rolling.then, rolling.change.after) == (
        sum(range(100, 112)),
        sum(range(112, 124)),
    )
    assert rolling.against is Baseline.ROLLING_YEAR
    assert Baseline.ROLLING_YEAR not in [one.baseline for one in comparisons(held, YEAR)]


def test_a_year_to_date_stands_beside_the_same_months_of_each_baseline():
    monthly = {(Month(2019, 4).shift(n), 1): 100 for n in range(45)}
    held = figures({NORTH: monthly}, supplied=Period(Month(2019, 4), 45))
    nine = held.so_far(YEAR)

    found = {one.baseline: one for one in comparisons(held, nine)}

    assert nine.months == 9
    assert all(
        one.months == 9
        for baseline in (Baseline.YEAR_BEFORE, Baseline.PRE_COVID, Baseline.MEAN_3)
        for one in found[baseline].periods
    )
    change = found[Baseline.MEAN_3].change
    assert isinstance(change, Change)
    assert (change.before, change.after, change.before_exposure) == (2_700, 900, 3.0)
    assert (change.months, change.basis.window.months) == (9, 45)
    assert found[Baseline.ROLLING_YEAR].change.after == 1_200
    assert Caution.MONTHS_MISSING in found[Baseline.YEAR_BEFORE].cautions


def test_a_finished_year_never_meets_an_unfinished_one():
    monthly = {(Month(2021, 4).shift(n), 1): 100 for n in range(21)}
    held = figures({NORTH: monthly}, supplied=Period(Month(2021, 4), 21))

    found = comparisons(held, Period.year(2021), against=Period(Month(2022, 4), 9))

    assert found[0].change == Incomparable(900, 1_200, Refusal.LENGTHS_DIFFER)


# --- Changes of recording practice -----------------------------------------------------------
def changed(*, breaks: bool, since=date(2022, 4, 1)):
    change = RecordingChanged(1, "crime", "", since, "One for each victim.", breaks, "HOCR")
    return replace(yearly(FIVE), recorded=(change,))


def test_a_comparison_across_a_change_of_recording_is_cautioned():
    across, before = (
        comparisons(changed(breaks=False), one)[0] for one in (YEAR, Period.year(2021))
    )

    assert Caution.RECORDING_CHANGED in across.cautions
    assert [one.what for one in across.recorded] == ["One for each victim."]
    assert isinstance(across.change, Change)
    assert (before.cautions, before.recorded) == ((Caution.LOCKDOWN_BASE,), ())


def test_a_comparison_across_a_change_that_breaks_the_series_is_refused_with_both_counts():
    found = comparisons(changed(breaks=True), YEAR)

    assert found[0].change == Incomparable(24_951, 26_450, Refusal.RECORDING_CHANGED)
    assert {type(one.change) for one in found} == {Incomparable}


def test_a_change_within_the_year_counts_too():
    found = comparisons(changed(breaks=True, since=date(2022, 10, 1)), YEAR)

    assert found[0].change.reason is Refusal.RECORDING_CHANGED


def test_no_year_is_ranked_among_years_on_the_other_side_of_a_break():
    assert among_years(changed(breaks=True), YEAR) is None
    assert among_years(changed(breaks=False), YEAR).rank.of == 5


def test_half_years_are_not_held_against_averages_across_a_break():
    halves = half_years(changed(breaks=True), YEAR)

    assert {one.change.reason for half in halves for one in half.against} == {
        Refusal.RECORDING_CHANGED
    }


# --- Ward sets -------------------------------------------------------------------------------
def test_wards_that_stand_no_more_are_not_taken_for_todays():
    counts = {
        FORMER_WARDS: {(Month(2021, 4), 1): 700},
        NORTH: {(Month(2022, 4), 1): 300},
        SOUTH: {(Month(2022, 4), 1): 500},
    }
    held = figures(counts, supplied=Period(Month(2021, 4), 24))

    rows = by_place(held, held.wards, YEAR)

    assert held.count(Period.year(2021)) == 700
    assert [row.comparison.change for row in rows] == [
        Incomparable(Gap.NOT_APPLICABLE, 300, Refusal.WARDS_DIFFER),
        Incomparable(Gap.NOT_APPLICABLE, 500, Refusal.WARDS_DIFFER),
    ]


def test_a_quarter_is_not_compared_with_a_month():
    found = comparisons(yearly(FIVE), Period.quarter(2022, 1), against=Period.month(2021, 4))

    assert isinstance(found[0].change, Incomparable)
    assert found[0].change.reason is Refusal.LENGTHS_DIFFER


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


def test_both_halves_stand_under_the_year_whose_same_half_they_are_beside():
    held = yearly(FIVE)
    table = tables.halves(held, half_years(held, YEAR))

    assert table is not None
    assert [column.title for column in table.columns[2:]] == [
        "Against the same half of 2019/20",
        "Against the same half of 2021/22",
    ]


def test_places_get_the_comparison_of_the_headline():
    counts = {
        ward: {(Month(2021, 4), 1): 100, (Month(2022, 4), 1): after}
        for ward, after in ((NORTH, 150), (SOUTH, 50))
    }
    held = figures(counts, supplied=Period(Month(2021, 4), 24))

    rows = by_place(held, held.wards, YEAR)

    assert [row.comparison.then for row in rows] == [100, 100]
    assert [row.count for row in rows] == [150, 50]


def test_places_that_are_made_up_say_nothing_of_how_the_others_scatter():
    """Of two localities one is a made-up grouping, whose months are wild."""
    first = Month(2020, 4)
    series = {
        NORTH: {(first.shift(n), 1): 40 + n % 3 for n in range(36)},
        SOUTH: {(first.shift(n), 1): (5, 160, 30, 80, 2)[n % 5] for n in range(36)},
    }
    held = figures(series, supplied=Period(first, 36))
    north = held.place("m/north")
    factors = []
    for illustrative in (True, False):
        south = Place("m/south", "South", PlaceKind.LOCALITY, (SOUTH,), illustrative=illustrative)
        both = replace(held, places=(*held.places, south))
        factors.append(factor_of(both, YEAR, area=north))
    assert factors[0] == factor_of(held, YEAR, area=north) < factors[1]
