"""When figures are due: tables that can be checked against a paper calendar."""

from __future__ import annotations

from datetime import date

import pytest

from measures.periods import Month, Period
from returns.catalogue.registry import datasets
from returns.lifecycle.schedule.calendar import (
    Agreement,
    Interval,
    State,
    due,
    holding,
    periods,
    state,
    statutory_due,
)
from returns.lifecycle.schedule.statutory import NoInterval, read, statutory_list

LAW = Interval(months=3, within=1, valid_from=date(2007, 7, 1))


@pytest.mark.parametrize(
    ("period", "by"),
    [
        ("2022/23 Q1", date(2022, 9, 30)),
        ("2022/23 Q2", date(2022, 12, 31)),
        ("2022/23 Q3", date(2023, 3, 31)),
        ("2022/23 Q4", date(2023, 6, 30)),
        ("2023/24 Q3", date(2024, 3, 31)),  # a leap year: February is not the end of a quarter
        ("2022-12", date(2023, 3, 31)),  # a month is due with the quarter that it ends in
        ("2022-10", date(2023, 3, 31)),
        ("2022/23 H1", date(2022, 12, 31)),
        ("2022/23", date(2023, 6, 30)),
    ],
)
def test_the_law_gives_until_the_end_of_the_next_quarter(period, by):
    assert statutory_due(Period.parse(period), LAW) == by
    assert statutory_list().due(Period.parse(period)) == by


@pytest.mark.parametrize(
    ("period", "days_after", "by"),
    [
        ("2022/23 Q4", 30, date(2023, 4, 30)),
        ("2022/23 Q3", 0, date(2022, 12, 31)),
        ("2022/23 Q3", 1, date(2023, 1, 1)),  # over the year's end
        ("2022/23 Q3", 59, date(2023, 2, 28)),
        ("2023/24 Q3", 59, date(2024, 2, 28)),
        ("2023/24 Q3", 60, date(2024, 2, 29)),  # the day that is there in leap years alone
        ("2022/23 Q3", 60, date(2023, 3, 1)),
        ("2024-02", 1, date(2024, 3, 1)),
        ("2023-02", 1, date(2023, 3, 1)),
        ("2022/23", 366, date(2024, 3, 31)),
    ],
)
def test_an_agreed_date_counts_from_the_last_day_of_the_period(period, days_after, by):
    agreed = Agreement(Month(2020, 4), 3, days_after)
    assert due(Period.parse(period), agreed, statutory=date(1999, 1, 1)) == by


def test_without_days_the_statutory_date_is_the_agreed_one():
    agreed = Agreement(Month(2020, 4), 3)
    assert due(Period.quarter(2022, 4), agreed, statutory=date(2023, 6, 30)) == date(2023, 6, 30)


@pytest.mark.parametrize(
    ("month", "every", "label"),
    [
        (Month(2024, 3), 1, "March 2024"),
        (Month(2024, 3), 3, "Q4 2023/24"),
        (Month(2024, 4), 3, "Q1 2024/25"),
        (Month(2024, 2), 6, "second half of 2023/24"),
        (Month(2024, 1), 12, "2023/24"),
        (Month(2023, 12), 3, "Q3 2023/24"),
    ],
)
def test_periods_count_from_april(month, every, label):
    assert holding(month, every_months=every).label == label


def test_a_new_agreement_cuts_the_period_that_it_begins_in():
    yearly = Agreement(Month(2022, 4), 12)
    quarterly = Agreement(Month(2023, 10), 3)
    asked = periods([quarterly, yearly], through=Month(2024, 1))
    assert [period.label for period, _ in asked] == [
        "2022/23",
        "first half of 2023/24",
        "Q3 2023/24",
        "Q4 2023/24",
    ]


def test_what_is_no_longer_asked_for_is_asked_for_until_then():
    asked = periods(
        [Agreement(Month(2022, 4), 3), Agreement(Month(2022, 10), 3, is_asked_for=False)],
        through=Month(2024, 1),
    )
    assert [period.label for period, _ in asked] == ["Q1 2022/23", "Q2 2022/23"]


Q4 = Period.quarter(2022, 4)
JANUARY, FEBRUARY, MARCH = Q4.each_month


@pytest.mark.parametrize(
    ("on", "in_use", "waiting", "stands"),
    [
        (date(2023, 6, 30), (), (), State.DUE),  # on the day itself nothing is late
        (date(2023, 7, 1), (), (), State.LATE),
        (date(2023, 7, 1), (JANUARY, FEBRUARY), (), State.LATE),
        (date(2023, 6, 1), (JANUARY, FEBRUARY), (), State.DUE),
        (date(2023, 7, 1), (JANUARY, FEBRUARY), (MARCH,), State.RECEIVED),
        (date(2023, 7, 1), (), Q4.each_month, State.RECEIVED),
        (date(2023, 7, 1), Q4.each_month, (), State.IN_USE),
        (date(2023, 7, 1), Q4.each_month, (MARCH,), State.IN_USE),
    ],
)
def test_how_a_period_stands(on, in_use, waiting, stands):
    found = state(Q4, by=date(2023, 6, 30), on=on, in_use=in_use, waiting=waiting)
    assert found is stands


# --- The list of the law ---------------------------------------------------------------------
def test_the_list_is_mapped_to_sources_that_there_are():
    named = {series for item in statutory_list().items for series in item.supplied_by}
    known = {(dataset.slug, source.slug) for dataset in datasets for source in dataset.sources}
    assert named
    assert named - known == set()


def test_the_list_has_every_paragraph_of_the_schedule():
    per_authority: dict[str, int] = {}
    for item in statutory_list().items:
        per_authority[item.authority] = per_authority.get(item.authority, 0) + 1
    # 1(a) to (c) and 2(a) to (i); 3(a) to (e); five of the council's; two of the NHS's.
    assert per_authority == {"police": 12, "fire": 5, "council": 5, "health": 2}


def test_every_item_says_since_when_and_from_where():
    assert [
        item.paragraph for item in statutory_list().items if not (item.seen and item.valid_from)
    ] == []


def test_before_the_regulations_nothing_was_to_be_disclosed():
    with pytest.raises(NoInterval):
        statutory_list().due(Period.quarter(2006, 4))


def test_a_changed_law_is_a_change_of_the_list():
    changed = read(
        """
        title = "t"
        act = "a"
        regulations = "r"
        address = "https://example.org"
        standing_note = ""
        [[interval]]
        months = 3
        disclosed_within = 1
        valid_from = 2007-07-01
        valid_to = 2027-04-01
        [[interval]]
        months = 1
        disclosed_within = 2
        valid_from = 2027-04-01
        [[item]]
        paragraph = "1"
        authority = "police"
        what = "w"
        valid_from = 2007-07-01
        valid_to = 2027-04-01
        seen = "s"
        supplied_by = []
        how_far = ""
        """
    )
    assert changed.due(Period.quarter(2026, 4)) == date(2027, 6, 30)
    assert changed.due(Period.month(2027, 4)) == date(2027, 6, 30)
    assert [changed.items[0].holds_on(day) for day in (date(2027, 3, 31), date(2027, 4, 1))] == [
        True,
        False,
    ]
