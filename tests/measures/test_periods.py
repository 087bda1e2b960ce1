"""Periods: the words people write for them, and the laws of shifting and splitting them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from measures.periods import BadPeriod, Month, Period, PeriodKind, financial_years_before

months = st.builds(Month, st.integers(1960, 2080), st.integers(1, 12))
periods = st.builds(Period, months, st.integers(1, 60))
shifts = st.integers(-200, 200)


@pytest.mark.parametrize(
    ("day", "month", "financial_year"),
    [
        (date(2023, 3, 31), Month(2023, 3), 2022),
        (date(2023, 4, 1), Month(2023, 4), 2023),
        (date(2024, 2, 29), Month(2024, 2), 2023),
        (date(2022, 12, 31), Month(2022, 12), 2022),
    ],
)
def test_month_knows_its_day_and_financial_year(day, month, financial_year):
    assert Month.containing(day) == month
    assert month.first_day <= day <= month.last_day
    assert month.financial_year == financial_year


def test_month_ends_on_its_last_day_in_a_leap_year():
    assert Month(2024, 2).last_day == date(2024, 2, 29)


def test_month_is_shown_in_words_and_written_as_a_code():
    assert Month(2022, 10).label == "October 2022"
    assert Month(2022, 10).code == "2022-10"


@pytest.mark.parametrize("number", [0, 13, -1])
def test_month_refuses_a_number_that_is_no_month(number):
    with pytest.raises(ValueError, match="month"):
        Month(2022, number)


@pytest.mark.parametrize("text", ["2022-13", "2022-00", "2022/23", "22-10", "October 2022", ""])
def test_month_refuses_what_is_not_written_as_one(text):
    with pytest.raises(BadPeriod, match="is not a month: write it like 2022-10"):
        Month.parse(text)


@given(months, shifts, shifts)
def test_month_shifts_add_up(month, a, b):
    assert month.shift(a).shift(b) == month.shift(a + b)


@given(months)
def test_month_is_followed_by_the_day_after_its_last(month):
    assert (month.shift(1).first_day - month.last_day).days == 1


@given(months)
def test_month_code_is_read_back(month):
    assert Month.parse(month.code) == month


@pytest.mark.parametrize(
    ("period", "kind", "code", "label"),
    [
        (Period.year(2022), PeriodKind.YEAR, "2022/23", "2022/23"),
        (Period.year(1999), PeriodKind.YEAR, "1999/00", "1999/00"),
        (Period.half(2022, 1), PeriodKind.HALF, "2022/23 H1", "first half of 2022/23"),
        (Period.half(2022, 2), PeriodKind.HALF, "2022/23 H2", "second half of 2022/23"),
        (Period.quarter(2022, 3), PeriodKind.QUARTER, "2022/23 Q3", "Q3 2022/23"),
        (Period.quarter(2022, 4), PeriodKind.QUARTER, "2022/23 Q4", "Q4 2022/23"),
        (Period.month(2022, 10), PeriodKind.MONTH, "2022-10", "October 2022"),
        (Period.month(2023, 3), PeriodKind.MONTH, "2023-03", "March 2023"),
        (
            Period.to_date(2022, through=Month(2022, 12)),
            PeriodKind.SPAN,
            "2022-04..2022-12",
            "April to December 2022",
        ),
        (
            Period.spanning(Month(2022, 1), Month(2023, 3)),
            PeriodKind.SPAN,
            "2022-01..2023-03",
            "January 2022 to March 2023",
        ),
        (
            Period.spanning(Month(2022, 5), Month(2022, 7)),
            PeriodKind.SPAN,
            "2022-05..2022-07",
            "May to July 2022",
        ),
        (
            Period.spanning(Month(2018, 4), Month(2022, 3)),
            PeriodKind.SPAN,
            "2018-04..2022-03",
            "April 2018 to March 2022",
        ),
    ],
)
def test_period_has_a_kind_a_code_and_a_label(period, kind, code, label):
    assert (period.kind, period.code, period.label) == (kind, code, label)
    assert Period.parse(code) == period


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("  2022/23 ", Period.year(2022)),
        ("2022 / 23", Period.year(2022)),
        ("2022/23 q3", Period.quarter(2022, 3)),
        ("2022/23Q3", Period.quarter(2022, 3)),
        ("Q3 2022/23", Period.quarter(2022, 3)),
        ("q3\u00a02022/23", Period.quarter(2022, 3)),
        ("h2 2022/23", Period.half(2022, 2)),
        ("2022/23 H2", Period.half(2022, 2)),
        ("2022–10", Period.month(2022, 10)),
        ("2010-11", Period.month(2010, 11)),
        ("2022-04 .. 2022-12", Period.to_date(2022, through=Month(2022, 12))),
        ("2022–04 – 2022–12", Period.to_date(2022, through=Month(2022, 12))),
        ("2022-04..2023-03", Period.year(2022)),
        ("2022-07..2022-07", Period.month(2022, 7)),
        ("2099/00", Period.year(2099)),
    ],
)
def test_period_is_read_in_each_way_people_write_it(text, period):
    assert Period.parse(text) == period


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2022",
        "2022/24",
        "2022-23",
        "2022–23",
        "22/23",
        "2022/2023",
        "2022/23 Q5",
        "2022/23 H3",
        "2022/23 Q0",
        "2022/23 Q",
        "Q3 2022/23 Q3",
        "Q3",
        "20 22/23",
        "2022-1",
        "2022-13",
        "2022-12..2022-04",
        "2022-04..",
        "0001/02",
        "9999/00",
        "1066-10",
        "２０２２/23",
        "FY2022-23",
        "June 2022",
    ],
)
def test_period_refuses_anything_else_in_one_sentence(text):
    with pytest.raises(BadPeriod) as refused:
        Period.parse(text)
    assert str(refused.value) == (
        f"“{text}” is not a period: write it like 2022/23, 2022/23 Q3, 2022/23 H2, 2022-10 or "
        "2022-04..2022-12."
    )


@pytest.mark.parametrize(
    "impossible",
    [
        lambda: Period(Month(2022, 4), 0),
        lambda: Period.quarter(2022, 5),
        lambda: Period.half(2022, 0),
        lambda: Period.to_date(2022, through=Month(2023, 4)),
        lambda: Period.to_date(2022, through=Month(2022, 3)),
        lambda: Period.spanning(Month(2022, 4), Month(2022, 3)),
        lambda: Period.quarter(2022, 1).split(into=PeriodKind.YEAR),
        lambda: Period.quarter(2022, 1).split(into=PeriodKind.HALF),
        lambda: Period.spanning(Month(2022, 5), Month(2022, 10)).split(into=PeriodKind.QUARTER),
        lambda: Period.to_date(2022, through=Month(2022, 8)).split(into=PeriodKind.QUARTER),
    ],
)
def test_period_that_cannot_be_is_refused(impossible):
    with pytest.raises(BadPeriod):
        impossible()


def test_period_starts_on_its_first_day_and_ends_on_its_last():
    quarter = Period.quarter(2023, 4)
    assert (quarter.first_day, quarter.last_day) == (date(2024, 1, 1), date(2024, 3, 31))
    assert quarter.last == Month(2024, 3)
    assert quarter.financial_year == 2023


def test_periods_sort_by_start_and_then_the_shorter_first():
    expected = [Period.month(2022, 4), Period.quarter(2022, 1), Period.year(2022)]
    assert sorted([Period.year(2022), Period.quarter(2022, 1), Period.month(2022, 4)]) == expected


@pytest.mark.parametrize(
    ("one", "other", "contains", "overlaps"),
    [
        (Period.year(2022), Period.quarter(2022, 4), True, True),
        (Period.quarter(2022, 4), Period.year(2022), False, True),
        (Period.year(2022), Period.year(2022), True, True),
        (Period.year(2022), Period.month(2023, 4), False, False),
        (Period.year(2022), Period.spanning(Month(2023, 3), Month(2023, 4)), False, True),
    ],
)
def test_period_contains_and_overlaps(one, other, contains, overlaps):
    assert one.contains(other) is contains
    assert one.overlaps(other) is overlaps


@pytest.mark.parametrize(
    ("period", "is_within_one_year"),
    [
        (Period.year(2022), True),
        (Period.month(2023, 3), True),
        (Period.spanning(Month(2023, 3), Month(2023, 4)), False),
        (Period.spanning(Month(2022, 1), Month(2022, 12)), False),
    ],
)
def test_period_knows_whether_it_stays_in_one_financial_year(period, is_within_one_year):
    assert period.is_within_one_year is is_within_one_year


def test_financial_years_before_are_the_same_months_oldest_first():
    assert financial_years_before(Period.quarter(2022, 3), 3) == (
        Period.quarter(2019, 3),
        Period.quarter(2020, 3),
        Period.quarter(2021, 3),
    )
    with pytest.raises(ValueError, match="longer than the years before it"):
        financial_years_before(Period(Month(2020, 4), 13), 3)


@given(periods)
def test_period_code_is_read_back(period):
    assert Period.parse(period.code) == period
    assert Period.parse(f"  {period.code.lower()} ") == period


@given(periods, st.integers(-9, 9), st.integers(-9, 9))
def test_period_year_shifts_add_up_and_keep_the_kind(period, a, b):
    assert period.shift_years(a).shift_years(b) == period.shift_years(a + b)
    assert period.shift_years(a).kind is period.kind
    assert period.year_earlier.shift_years(1) == period


@given(periods)
def test_period_is_its_months(period):
    each = period.each_month
    assert (each[0], each[-1], len(each)) == (period.start, period.last, period.months)
    assert tuple(piece.start for piece in period.split(into=PeriodKind.MONTH)) == each
    assert all(period.contains(piece) for piece in period.split(into=PeriodKind.MONTH))


@given(st.integers(1960, 2080))
def test_year_splits_into_its_quarters_halves_and_itself(year):
    whole = Period.year(year)
    assert whole.split(into=PeriodKind.QUARTER) == tuple(
        Period.quarter(year, number) for number in (1, 2, 3, 4)
    )
    assert whole.split(into=PeriodKind.HALF) == (Period.half(year, 1), Period.half(year, 2))
    assert whole.split(into=PeriodKind.YEAR) == (whole,)


@given(periods, periods)
def test_containing_and_overlapping_are_what_they_are_for_sets_of_months(one, other):
    ours, theirs = set(one.each_month), set(other.each_month)
    assert one.contains(other) is (theirs <= ours)
    assert one.overlaps(other) is bool(ours & theirs)
