"""The checks against the figures in use."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest

from measures.periods import Month
from returns.catalogue.findings import Check, Severity
from returns.catalogue.supply import Placing, PlacingInUse
from returns.checking.screener import screen, usual_range
from returns.reading.tidy import PartReading, tidy

JANUARY = Month(2022, 1)


def figures(counts, *, first=JANUARY, months=1):
    starts = [first.shift(number * months).first_day for number in range(len(counts))]
    rows = pd.DataFrame(
        {"area": 1, "start": starts, "months": months, "offence": "burglary", "count": counts}
    )
    return tidy(rows, dimensions=("offence",))


def part(counts, *, first):
    months = tuple(first.shift(number) for number in range(len(counts)))
    return PartReading(
        1,
        "middlesbrough",
        "crime",
        "police-uk",
        "cleveland-police",
        months,
        figures(counts, first=first),
    )


STEADY = [100, 104, 98, 101, 99, 103, 97, 102, 100, 98, 101, 99]


def told(report, check, severity):
    return [one.message for one in report.of(severity) if one.check is check]


def test_the_usual_range_is_that_of_an_xmr_chart():
    """The vector of the domain's page: mean 587.5, mean moving range 25.82."""
    found = usual_range([587, 588] * 6)
    assert found is not None
    assert found.low == pytest.approx(587.5 - 2.66)
    assert found.high == pytest.approx(587.5 + 2.66)
    assert usual_range([5] * 11) is None
    assert usual_range([0, 1] * 6).low == 0


def test_a_month_far_below_the_one_before_and_outside_its_range_is_asked_about():
    report = screen(
        part([62], first=Month(2023, 1)), in_use=figures([*STEADY[:-1], 100]), unit="crimes"
    )
    (message,) = told(report, Check.USUAL, Severity.QUERY)
    assert message.startswith(
        "January 2023 (62 crimes) is 38% below December 2022 (100) and outside its usual range of "
    )


def test_far_below_but_within_a_wide_range_is_not_asked_about():
    wild = [100, 40, 120, 50, 110, 45, 130, 60, 100, 42, 115, 100]
    report = screen(part([62], first=Month(2023, 1)), in_use=figures(wild))
    assert not report.queries


def test_outside_the_range_but_little_below_is_not_asked_about():
    report = screen(part([85], first=Month(2023, 1)), in_use=figures([100] * 12))
    assert not report.queries


def test_too_few_months_are_not_judged():
    assert not screen(part([1], first=Month(2022, 7)), in_use=figures([100] * 6)).queries


def test_the_files_own_months_count_towards_the_range():
    report = screen(part([*STEADY, 40], first=JANUARY), in_use=figures([]))
    assert len(report.queries) == 1


def test_one_month_of_a_quarter_in_use_cannot_be_replaced():
    quarter = figures([300], first=Month(2022, 4), months=3)
    report = screen(part([100], first=Month(2022, 5)), in_use=quarter)
    (message,) = told(report, Check.REPLACES, Severity.ERROR)
    assert "Q1 2022/23" in message
    assert "May 2022 only" in message
    assert not screen(part([100] * 3, first=Month(2022, 4)), in_use=quarter).errors


def test_no_counts_changed_is_said():
    report = screen(part(STEADY, first=JANUARY), in_use=figures(STEADY))
    (message,) = told(report, Check.CHANGES, Severity.NOTE)
    assert message == "No counts changed: the figures in use for the 12 months stay the same."


def test_how_many_figures_change_is_said_and_why_is_asked():
    report = screen(part([100, 105, 98], first=JANUARY), in_use=figures(STEADY))
    (message,) = told(report, Check.CHANGES, Severity.QUERY)
    assert message.startswith("1 figure in use for the 3 months")


def test_each_check_is_listed_as_made():
    report = screen(part([5], first=JANUARY), in_use=figures([]))
    assert report.made == (Check.USUAL, Check.REPLACES, Check.CHANGES)
    assert report.passed == report.made


# --- Rows without a place --------------------------------------------------------------------
def listed(*shares, first=JANUARY):
    """A part whose files have 1,000 rows a month, so many of them without a place."""
    placing = {first.shift(n): Placing(1000, without) for n, without in enumerate(shares)}
    return replace(part([900] * len(shares), first=first), placing=placing)


def asked_of_places(read, in_use=None):
    report = screen(read, in_use=figures([]), unit="crimes", placed=PlacingInUse(in_use or {}))
    return told(report, Check.PLACED, Severity.QUERY)


@pytest.mark.parametrize(
    ("shares", "before", "is_asked"),
    [
        ([10], None, False),
        ([11], None, True),
        ([20], 10, False),
        ([21], 10, True),
        ([160], 150, False),
        ([5], 150, False),
        ([10, 20], None, False),
        ([10, 21], None, True),
        # The file's own months come before those that are in use.
        ([10, 20, 30], 0, False),
    ],
)
def test_a_share_without_a_place_more_than_a_point_above_the_month_before_is_asked_about(
    shares, before, is_asked
):
    in_use = {} if before is None else {JANUARY.shift(-1): Placing(1000, before)}
    assert bool(asked_of_places(listed(*shares), in_use)) is is_asked


def test_the_question_names_both_shares():
    (message,) = asked_of_places(listed(150), {JANUARY.shift(-1): Placing(2000, 3)})
    assert message == (
        "150 of the 1,000 crimes of the file for January 2022 (15.0%) have no place, against 0.1%"
        " for December 2021. They could lie anywhere and are not counted."
    )
    (first,) = asked_of_places(listed(150))
    assert "and there is no month before it to compare with" in first


def test_many_months_are_one_question():
    (message,) = asked_of_places(listed(*[0, 200] * 5))
    assert message.count("have no place") == 3
    assert "so it is in 2 more months" in message


def test_files_that_are_no_lists_of_records_are_not_asked_about_places():
    report = screen(part([1], first=JANUARY), in_use=figures([]))
    assert Check.PLACED not in report.made
