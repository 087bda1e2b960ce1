"""Baselines: which periods a period is compared with, and how they are named."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from measures.baselines import Baseline, label, periods_of, touches_lockdown, year_to_date
from measures.periods import Month, Period

CALENDAR_2022 = Period.spanning(Month(2022, 1), Month(2022, 12))
APRIL_TO_DECEMBER_2022 = Period.to_date(2022, through=Month(2022, 12))


@pytest.mark.parametrize(
    ("baseline", "period", "periods", "words"),
    [
        (
            Baseline.YEAR_BEFORE,
            Period.year(2022),
            [Period.year(2021)],
            "the year before",
        ),
        (
            Baseline.YEAR_BEFORE,
            Period.quarter(2022, 3),
            [Period.quarter(2021, 3)],
            "the same quarter a year before",
        ),
        (
            Baseline.YEAR_BEFORE,
            Period.month(2023, 1),
            [Period.month(2022, 1)],
            "the same month a year before",
        ),
        (
            Baseline.YEAR_BEFORE,
            APRIL_TO_DECEMBER_2022,
            [APRIL_TO_DECEMBER_2022.year_earlier],
            "the same months a year before",
        ),
        (
            Baseline.PRE_COVID,
            Period.year(2022),
            [Period.year(2019)],
            "before Covid (2019/20)",
        ),
        (
            Baseline.PRE_COVID,
            Period.quarter(2022, 4),
            [Period.quarter(2019, 4)],
            "before Covid (Q4 2019/20)",
        ),
        (
            Baseline.MEAN_3,
            Period.year(2022),
            [Period.year(2019), Period.year(2020), Period.year(2021)],
            (
                "average of the 3 years before (2019/20 to 2021/22;"
                " includes the lockdown year 2020/21)"
            ),
        ),
        (
            Baseline.MEAN_3,
            Period.year(2024),
            [Period.year(2021), Period.year(2022), Period.year(2023)],
            "average of the 3 years before (2021/22 to 2023/24)",
        ),
        (
            Baseline.MEAN_3_WITHOUT_LOCKDOWN,
            Period.year(2022),
            [Period.year(2019), Period.year(2021)],
            "average of the 3 years before, without the lockdown year (2019/20, 2021/22)",
        ),
        (
            Baseline.MEAN_5_WITHOUT_LOCKDOWN,
            Period.quarter(2025, 1),
            [Period.quarter(year, 1) for year in range(2021, 2025)],
            (
                "average of the same quarter in the 5 years before, without the lockdown year"
                " (2021/22, 2022/23, 2023/24, 2024/25)"
            ),
        ),
        (
            Baseline.ROLLING_YEAR,
            Period.quarter(2022, 3),
            [CALENDAR_2022.year_earlier],
            "the 12 months before (for the 12 months to December 2022)",
        ),
        (
            Baseline.MEAN_5,
            Period.half(2022, 2),
            [Period.half(year, 2) for year in range(2017, 2022)],
            (
                "average of the same half in the 5 years before "
                "(2017/18 to 2021/22; includes the lockdown year 2020/21)"
            ),
        ),
        (
            Baseline.MEAN_3,
            CALENDAR_2022.shift_years(3),
            [CALENDAR_2022, CALENDAR_2022.shift_years(1), CALENDAR_2022.shift_years(2)],
            (
                "average of the same months in the 3 years before (January to December 2022, "
                "January to December 2023, January to December 2024)"
            ),
        ),
    ],
)
def test_baseline_names_the_periods_it_stands_for(baseline, period, periods, words):
    assert periods_of(baseline, period) == tuple(periods)
    assert label(baseline, period) == words


@pytest.mark.parametrize(
    ("period", "chosen", "expected", "words"),
    [
        (Period.year(2022), Period.year(2018), Period.year(2018), "2018/19"),
        (Period.quarter(2022, 3), Period.year(2018), Period.quarter(2018, 3), "Q3 2018/19"),
        (
            APRIL_TO_DECEMBER_2022,
            Period.year(2018),
            Period.to_date(2018, through=Month(2018, 12)),
            "April to December 2018",
        ),
        (Period.quarter(2022, 3), Period.quarter(2022, 2), Period.quarter(2022, 2), "Q2 2022/23"),
        (CALENDAR_2022, Period.year(2018), Period.year(2018), "2018/19"),
    ],
)
def test_chosen_year_means_the_same_part_of_it(period, chosen, expected, words):
    assert periods_of(Baseline.CHOSEN, period, chosen=chosen) == (expected,)
    assert label(Baseline.CHOSEN, period, chosen=chosen) == words


def test_chosen_baseline_without_a_choice_is_refused():
    with pytest.raises(ValueError, match="no period was chosen"):
        periods_of(Baseline.CHOSEN, Period.year(2022))


@pytest.mark.parametrize(
    ("baseline", "period"),
    [
        (Baseline.PRE_COVID, Period.year(2019)),
        (Baseline.PRE_COVID, Period.year(2015)),
        (Baseline.PRE_COVID, Period.month(2020, 3)),
        (Baseline.PRE_COVID, CALENDAR_2022),
        (Baseline.MEAN_5, Period(Month(2020, 4), 24)),
    ],
)
def test_baseline_that_does_not_apply_has_no_periods(baseline, period):
    assert periods_of(baseline, period) == ()
    with pytest.raises(ValueError, match="does not apply"):
        label(baseline, period)


@pytest.mark.parametrize(
    ("periods", "touches"),
    [
        ([Period.year(2020)], True),
        ([Period.year(2019), Period.month(2021, 3)], True),
        ([Period.year(2019), Period.year(2021)], False),
        ([Period.spanning(Month(2020, 1), Month(2020, 4))], True),
        ([], False),
    ],
)
def test_lockdown_year_is_noticed(periods, touches):
    assert touches_lockdown(periods) is touches


@pytest.mark.parametrize(
    ("supplied", "expected"),
    [
        ([], None),
        ([Month(2022, 5)], None),
        ([Month(2022, 3)], None),
        ([Month(2022, 4)], Period.month(2022, 4)),
        ([Month(2022, 4), Month(2022, 5), Month(2022, 7)], Period(Month(2022, 4), 2)),
        (Period.spanning(Month(2021, 4), Month(2023, 9)).each_month, Period.year(2022)),
    ],
)
def test_year_to_date_ends_before_the_first_month_missing(supplied, expected):
    assert year_to_date(2022, set(supplied)) == expected


@given(st.sets(st.sampled_from(Period.year(2022).each_month)))
def test_year_to_date_is_all_supplied_and_could_be_no_longer(supplied):
    found = year_to_date(2022, supplied)
    length = found.months if found else 0
    months = Period.year(2022).each_month
    assert set(months[:length]) <= supplied
    assert length == 12 or months[length] not in supplied


@pytest.mark.parametrize(("months", "years"), [(13, 2), (24, 2), (25, 3), (36, 3)])
def test_more_than_a_year_stands_beside_the_same_months_that_it_does_not_overlap(months, years):
    period = Period(Month(2022, 4), months)
    (before,) = periods_of(Baseline.YEAR_BEFORE, period)
    assert before == period.shift_years(-years)
    assert not set(before.each_month) & set(period.each_month)
    assert label(Baseline.YEAR_BEFORE, period) == f"the same months {years} years before"
    assert periods_of(Baseline.MEAN_3, period) == ()
