"""Working days, clear days and periods, beside what a calendar on the wall would say."""

from __future__ import annotations

import csv
from datetime import date, timedelta

import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import strategies as st

from scrutiny.working_days.countdown import (
    Calendar,
    Step,
    Unit,
    clear_days_before,
    countdown,
    due,
    working_days_before,
)
from scrutiny.working_days.holidays import national

KNOWN = Calendar(national())
MEETING = date(2024, 3, 4)
DAYS = {
    Step.DRAFT: 5,
    Step.CLEARANCE: 3,
    Step.PRE_AGENDA: 2,
    Step.TO_DEMOCRATIC_SERVICES: 2,
    Step.PUBLICATION: 5,
}


# --- An oracle of its own: Easter by Meeus, the rest by the law's rules ------------------------
PROCLAIMED = {
    date(2022, 6, 3): "Platinum Jubilee",
    date(2022, 9, 19): "State Funeral",
    date(2023, 5, 8): "coronation",
}
MOVED = {date(2020, 5, 4): date(2020, 5, 8), date(2022, 5, 30): date(2022, 6, 2)}


def easter(year: int) -> date:
    a, b, c = year % 19, year // 100, year % 100
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    month, day = divmod(h + m - 7 * n + 114, 31)
    return date(year, month, day + 1)


def monday(year: int, month: int, *, last: bool = False) -> date:
    day = date(year, month, 31 if last else 1)
    step = timedelta(days=-1 if last else 1)
    while day.weekday():
        day += step
    return day


def by_the_rules(year: int) -> set[date]:
    held = {easter(year) - timedelta(days=2), easter(year) + timedelta(days=1)}
    held |= {monday(year, 5), monday(year, 5, last=True), monday(year, 8, last=True)}
    held = {MOVED.get(day, day) for day in held}
    fixed = {date(year, 1, 1), date(year, 12, 25), date(year, 12, 26)}
    on_weekends = {day for day in fixed if day.weekday() >= 5}
    held |= fixed - on_weekends
    for substitute in sorted(on_weekends):
        while substitute.weekday() >= 5 or substitute in held:
            substitute += timedelta(days=1)  # noqa: PLW2901 - it moves on till it is free
        held.add(substitute)
    return held | {day for day in PROCLAIMED if day.year == year}


@pytest.mark.parametrize("year", range(2018, 2029))
def test_the_bank_holidays_are_those_that_the_law_gives(year):
    assert {day for day in national() if day.year == year} == by_the_rules(year)


def test_every_bank_holiday_has_a_name_and_stands_once():
    path = settings.BASE_DIR / "fixtures/scrutiny/bank-holidays-england-and-wales.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len({row["day"] for row in rows}) == len(rows) == len(national())
    assert all(row["name"] for row in rows)


# --- The vectors ------------------------------------------------------------------------------
def test_papers_for_monday_4_march_2024_are_published_by_friday_23_february():
    on, counted = clear_days_before(MEETING, 5, calendar=KNOWN)
    assert on == date(2024, 2, 23)
    assert [day.day for day in counted.days] == [26, 27, 28, 29, 1]


def test_good_friday_and_easter_monday_are_no_clear_days_and_are_named():
    on, counted = clear_days_before(date(2024, 4, 4), 5, calendar=KNOWN)
    assert on == date(2024, 3, 25)
    assert [name for _, name in counted.passed_over] == ["Good Friday", "Easter Monday"]


def test_each_step_is_counted_back_from_the_next():
    timetable = countdown(MEETING, days=DAYS, calendar=KNOWN)
    assert [(one.step, one.on) for one in timetable.deadlines] == [
        (Step.DRAFT, date(2024, 2, 7)),
        (Step.CLEARANCE, date(2024, 2, 14)),
        (Step.PRE_AGENDA, date(2024, 2, 19)),
        (Step.TO_DEMOCRATIC_SERVICES, date(2024, 2, 21)),
        (Step.PUBLICATION, date(2024, 2, 23)),
    ]
    assert timetable.unknown_years == ()


def test_years_without_holidays_are_named():
    assert countdown(date(2035, 1, 4), days=DAYS, calendar=KNOWN).unknown_years == (2034, 2035)


def test_an_answer_to_4_march_2024_is_due_on_1_april_though_it_is_easter_monday():
    assert due(MEETING, 28, Unit.DAYS) == date(2024, 4, 1)
    assert KNOWN.why_closed(date(2024, 4, 1)) == "Easter Monday"


@pytest.mark.parametrize(
    ("made", "until"),
    [
        (date(2024, 3, 4), date(2024, 5, 4)),
        (date(2023, 12, 31), date(2024, 2, 29)),
        (date(2022, 12, 31), date(2023, 2, 28)),
        (date(2024, 10, 31), date(2024, 12, 31)),
        (date(2024, 11, 5), date(2025, 1, 5)),
    ],
)
def test_two_months_end_on_the_day_of_the_same_number_or_the_last(made, until):
    assert due(made, 2, Unit.MONTHS) == until


@given(
    day=st.dates(date(2018, 6, 1), date(2028, 12, 31)),
    days=st.integers(min_value=1, max_value=30),
)
def test_just_so_many_clear_working_days_lie_between(day, days):
    on, counted = clear_days_before(day, days, calendar=KNOWN)
    between = [on + timedelta(days=n) for n in range(1, (day - on).days)]
    assert KNOWN.works_on(on)
    assert sum(KNOWN.works_on(one) for one in between) == len(counted.days) == days


@given(
    day=st.dates(date(2018, 6, 1), date(2028, 12, 31)),
    days=st.integers(min_value=0, max_value=30),
)
def test_so_many_working_days_before_is_a_working_day_with_that_many_from_it_on(day, days):
    on, _ = working_days_before(day, days, calendar=KNOWN)
    from_it = [on + timedelta(days=n) for n in range((day - on).days)]
    worked = sum(KNOWN.works_on(one) for one in from_it)
    assert KNOWN.works_on(on)
    assert worked == (days or (1 if on < day else 0))
